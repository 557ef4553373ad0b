package annotate

import (
	"strings"

	"safir/internal/calendar"
	"safir/internal/doc"
)

// Published is what the page says of its own day of publication. What the
// caller gave wins, then the page's metadata. Else the dates of datelines are weighed, then an agency's
// dateline at the head of the first paragraph, then "today, Monday 20 February
// 2017" in the body. Readers' comments give at most NotAfter. Annotate must
// have run.
func (w *Worker) Published(d *doc.Doc) doc.Published {
	out, ok := given(d.Article.Published)
	if ok {
		return out
	}
	if meta, ok := given(d.Article.Dated); ok {
		meta.Basis = ""
		return meta
	}
	p := &pageDates{dateParser: dateParser{w: w, d: d, t: w.toks, page: true}}
	for i := 0; i < len(d.Sents); {
		i = p.line(i)
	}
	w.toks = p.t
	if p.best.rank > 0 {
		return doc.Published{Value: p.best.value(), Zone: p.best.zone, Span: p.best.span}
	}
	return doc.Published{NotAfter: p.notAfter}
}

// Given is the day (YYYY-MM-DD) of a date that came with an article, or "".
func Given(s string) string {
	p, ok := given(s)
	if !ok {
		return ""
	}
	return p.Value[:10]
}

// given reads the date that came with the article.
func given(s string) (doc.Published, bool) {
	s = strings.TrimSpace(s)
	if len(s) < 10 {
		return doc.Published{}, false
	}
	v, ok := calendar.Resolve(doc.DateExpr{From: isoDate(s[:10]), Calendar: doc.Gregorian}, calendar.Context{})
	if !ok || v.Date != s[:10] {
		return doc.Published{}, false
	}
	out := doc.Published{Value: s[:10], Basis: "given"}
	if rest := s[10:]; len(rest) >= 6 && (rest[0] == 'T' || rest[0] == ' ') && rest[3] == ':' {
		h, dh := number(rest[1:3])
		m, dm := number(rest[4:6])
		if dh == 2 && dm == 2 && h < 24 && m < 60 {
			out.Value += "T" + rest[1:6]
		}
		if strings.HasSuffix(rest, "Z") || strings.HasSuffix(rest, "+00:00") {
			out.Zone = "UTC"
		}
	}
	return out, true
}

// isoDate reads YYYY-MM-DD; zeros where it is something else.
func isoDate(s string) (d doc.YMD) {
	if s[4] != '-' || s[7] != '-' {
		return d
	}
	d.Year, _ = number(s[:4])
	d.Month, _ = number(s[5:7])
	d.Day, _ = number(s[8:])
	return d
}

// The ranks of what may be the day of publication; the best wins, of equals
// the first.
const (
	rankToday    = 20 // "today, Monday 20 February 2017" in the body
	rankLine     = 30 // a line of the body that is a date and little else
	rankAgency   = 50 // before an agency's sign at the head of the text
	rankDateline = 60
	ofLabel      = 25  // "published on" stands before it
	ofClock      = 10  // a time of day stands beside it
	ofUpdate     = -35 // "updated" stands before it
)

// beside is how many words and signs may stand between a date and its time.
const beside = 12

// pageDates weighs the dates of a page.
type pageDates struct {
	dateParser
	best     stamp
	notAfter string
	bodies   int // lines of lead and body so far
}

// stamp is a day, with its time if printed.
type stamp struct {
	day   string // YYYY-MM-DD
	clock string // HH:MM, or ""
	zone  string
	span  doc.Span
	rank  int
}

func (s *stamp) value() string {
	if s.clock == "" {
		return s.day
	}
	return s.day + "T" + s.clock
}

// line weighs the dates of the line that begins with sentence i and returns
// the sentence behind it.
func (p *pageDates) line(i int) int {
	s := p.d.Sents[i]
	j := i + 1
	for j < len(p.d.Sents) && p.d.Sents[j].Para == s.Para && p.d.Sents[j].Zone == s.Zone {
		j++
	}
	if s.Zone == doc.Lead || s.Zone == doc.Body {
		p.bodies++
	}
	s.End = p.d.Sents[j-1].End
	if !p.dated(s) {
		return j
	}
	p.t = p.w.timeTokens(p.d, s, p.t)
	switch s.Zone {
	case doc.Comment:
		p.comment(p.stamp(0))
	case doc.Furniture:
		if st := p.stamp(0); st.rank >= ofLabel {
			p.take(st, rankLine)
		}
	case doc.Dateline:
		p.take(p.stamp(0), rankDateline)
	default:
		p.inText(s)
	}
	return j
}

// dated reports whether a whole date stands in the line.
func (p *pageDates) dated(s doc.Sentence) bool {
	for i := s.First; i < s.End; i++ {
		if m, ok := p.d.MarkAt(int(i), p.w.time.date); ok && p.d.Dates[m.Ref].Full() {
			return true
		}
	}
	return false
}

// inText weighs dates outside datelines.
func (p *pageDates) inText(s doc.Sentence) {
	if st := p.stamp(0); st.day != "" && p.bare() {
		p.take(st, rankLine)
	}
	for i := range p.t {
		e, end := p.mark(i)
		if e == nil || !e.Full() {
			continue
		}
		switch {
		case p.bodies == 1 && i <= 8 && p.agency(end):
			st := p.day(e, 0) // a time behind it is of what is told
			st.zone = p.monthZone(i, end, e)
			p.take(st, rankAgency)
		case e.Unit == doc.Day && e.Anchor == doc.FromToday && e.Offset == 0 && s.Zone != doc.Title:
			st := p.today(e)
			st.zone = p.monthZone(i, end, e)
			p.take(st, 0)
		}
	}
}

// agency reports whether what follows token i shows that a dateline ends
// there: a slash, a bracket, a dash; or a bracket closed before a colon.
func (p *pageDates) agency(i int) bool {
	switch p.at(i).sign {
	case '/', '(', '-', '|':
		return true
	}
	if p.at(i).sign == ')' && (p.at(i+1).sign == ':' || p.at(i+1).sign == '-') {
		return true
	}
	// The letter of an era may stand between.
	switch p.at(i + 1).sign {
	case '/', '(', '-', '|':
		return p.at(i).word
	}
	return false
}

// today is the stamp of "today" with its date.
func (p *pageDates) today(e *doc.DateExpr) stamp {
	day := *e
	day.Unit, day.Anchor = doc.NoUnit, doc.NoAnchor
	v, ok := calendar.Resolve(day, calendar.Context{Calendar: p.w.Pack.Calendar})
	if !ok {
		return stamp{}
	}
	return stamp{day: v.Date, span: e.Span, rank: rankToday}
}

// bare reports whether the line holds a date and little else.
func (p *pageDates) bare() bool {
	words := 0
	for i := 0; i < len(p.t); i++ {
		if e, end := p.mark(i); e != nil {
			i = end - 1
			continue
		}
		t := &p.t[i]
		if t.as(isIn|isOf) != nil {
			return false
		}
		if t.word && t.as(isClock|isHalf|isZone|isLabel|isEra|isTwin|isWeekday|isTo) == nil && !t.clitic {
			words++
		}
	}
	return words <= 1 && len(p.t) <= 30 && p.at(len(p.t)-1).sign != '.'
}

// take keeps a stamp if it is the best so far.
func (p *pageDates) take(s stamp, rank int) {
	if s.rank += rank; s.day != "" && s.rank > p.best.rank {
		p.best = s
	}
}

// comment keeps the latest date of a reader's comment.
func (p *pageDates) comment(s stamp) {
	if s.day != "" && s.value() > p.notAfter {
		p.notAfter = s.value()
	}
}

// mark is the date that begins with token i, and the token behind it.
func (p *pageDates) mark(i int) (*doc.DateExpr, int) {
	m, ok := p.d.MarkAt(int(p.t[i].first), p.w.time.date)
	if !ok {
		return nil, i
	}
	j := i + 1
	for j < len(p.t) && p.t[j].first < m.End {
		j++
	}
	return &p.d.Dates[m.Ref], j
}

// stamp is the day and time that the line tells from token i on: the first
// whole date that is no update, in the home calendar if it is printed in
// several.
func (p *pageDates) stamp(i int) (best stamp) {
	label := 0
	from, to := 0, 0
	calendarOf := ""
	for ; i < len(p.t); i++ {
		if w := p.t[i].as(isLabel); w != nil && (w.doubt == 0 || p.at(i+1).sign == ':') {
			label = w.label
		}
		e, end := p.mark(i)
		if e == nil || !e.Full() {
			continue
		}
		s := p.day(e, label)
		if s.day != "" && s.day == best.day {
			best.span.End = max(best.span.End, s.span.End) // the same day in another calendar
		}
		if s.day != "" && (best.day == "" || s.rank > best.rank || s.rank == best.rank && e.Calendar != calendarOf && e.Calendar == p.w.Pack.Calendar) {
			s.zone = first(s.zone, best.zone)
			if s.day == best.day {
				s.span.Start = best.span.Start
			}
			best, calendarOf = s, e.Calendar
			if from == to {
				from = i
			}
			to = end
		}
		if w := p.monthZone(i, end, e); w != "" && best.zone == "" {
			best.zone = w
		}
		i = end - 1
	}
	if best.day != "" {
		p.clockOf(&best, from, to)
	}
	return best
}

// day is the stamp of one whole date, its time apart.
func (p *pageDates) day(e *doc.DateExpr, label int) stamp {
	x := *e
	x.Unit, x.Anchor, x.Bound, x.Part = doc.NoUnit, doc.NoAnchor, doc.At, doc.Whole
	x.To = doc.YMD{}
	v, ok := calendar.Resolve(x, calendar.Context{Calendar: p.w.Pack.Calendar})
	if !ok || len(v.Date) != len("2006-01-02") {
		return stamp{}
	}
	s := stamp{day: v.Date, span: e.Span}
	switch label {
	case 1:
		s.rank = ofLabel
	case 2:
		s.rank = ofUpdate
	}
	return s
}

// monthZone is the zone of a page that prints the calendar of its country.
func (p *pageDates) monthZone(i, end int, e *doc.DateExpr) string {
	if p.w.Pack.Calendar != doc.Jalali || e.Calendar != doc.Jalali && e.TwinIn != doc.Jalali {
		return ""
	}
	for ; i < end; i++ {
		if w := p.t[i].as(isMonth); w != nil && w.calendar == doc.Jalali && w.zone != "" {
			return w.zone
		}
	}
	return p.w.time.zone
}

// clockOf finds the time of day beside the date at tokens [from, to): behind
// it, else before it; never the time of an update.
func (p *pageDates) clockOf(s *stamp, from, to int) {
	for _, r := range [...][2]int{{from, min(len(p.t), to+beside)}, {max(0, from-beside), from}} {
		label := 0
		for i := r[0]; i < r[1]; i++ {
			if w := p.t[i].as(isLabel); w != nil {
				label = w.label
			}
			c, end := p.clockAt(i)
			if end == i || label == 2 || p.at(end-1).digits == 0 && end == i+1 {
				continue
			}
			s.clock = string([]byte{'0' + byte(c.hour/10), '0' + byte(c.hour%10), ':', '0' + byte(c.minute/10), '0' + byte(c.minute%10)})
			s.zone = first(c.zone, s.zone)
			s.rank += ofClock
			words := p.d.SpanOf(int(p.t[i].first), int(p.t[end-1].end))
			s.span = doc.Span{Start: min(s.span.Start, words.Start), End: max(s.span.End, words.End)}
			return
		}
	}
}
