package annotate

// clock is a time of day: 14:30, "at 10", with am or pm and a zone.
func (p *dateParser) clock(s *state, i int) int {
	if s.e.Clock || s.at == i && s.depth == 0 && p.at(i).as(isClock) == nil {
		return i
	}
	c, end := p.clockAt(i)
	if end == i {
		return i
	}
	s.e.Clock, s.e.Hour, s.e.Minute, s.e.Zone = true, c.hour, c.minute, c.zone
	return end
}

// clockTime is a time of day as printed.
type clockTime struct {
	hour, minute int
	zone         string
}

// clockAt reads a time of day that begins at token i.
func (p *dateParser) clockAt(i int) (c clockTime, end int) {
	j := i
	named := p.at(j).as(isClock) != nil
	if named {
		j++
	}
	h := p.at(j)
	if h.digits == 0 || h.digits > 2 || h.num > 24 {
		return c, i
	}
	c.hour = h.num
	m := p.at(j + 2)
	switch {
	case (p.at(j+1).sign == ':' || named && p.at(j+1).sign == '.') && m.digits == 2 && m.num < 60 && !m.spaced:
		c.minute = m.num
		j += 3
		if p.at(j).sign == ':' && p.at(j+1).digits == 2 { // seconds
			j += 2
		}
	case named:
		j++
	default:
		return c, i
	}
	j = p.half(&c, j)
	j = p.zone(&c, j)
	if c.hour == 24 {
		c.hour = 0
	}
	return c, j
}

// half is "am" or "pm".
func (p *dateParser) half(c *clockTime, i int) int {
	w := p.at(i).as(isHalf)
	if w == nil {
		return i
	}
	if w.half == 2 && c.hour < 12 {
		c.hour += 12
	}
	if w.half == 1 && c.hour == 12 {
		c.hour = 0
	}
	return i + 1
}

// zone is the zone of a time of day, in words or as ISO 8601 prints it.
func (p *dateParser) zone(c *clockTime, i int) int {
	j := i
	if p.at(j).sign == '(' {
		j++
	}
	if w := p.at(j).as(isZone); w != nil {
		c.zone = w.zone
		if j > i && p.at(j+1).sign == ')' {
			j++
		}
		return j + 1
	}
	if p.at(i).letter == 'z' && !p.at(i).spaced {
		c.zone = "UTC"
		return i + 1
	}
	return i
}
