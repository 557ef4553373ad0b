package normalise

// token is a word, number, listed phrase or sign of a line.
type token struct {
	from, to int  // runes of the form
	role     role // of a listed phrase
	number   bool
	sign     rune // 0 for words and numbers
}

// letters is how many runes the token has.
func (t token) letters() int { return t.to - t.from }

// tokens reads the form from rune i on, no further than limit runes, into the
// memory of buf.
func (l *lexicon) tokens(buf []token, f *form, i, limit int) []token {
	out, end := buf[:0], min(len(f.runes), i+limit)
	for i < end {
		if p, ok := l.match(f, i, isDate|isLabel|isCredit|isAgency|isForeign|isOpener|isVia, anyPlace); ok {
			out = append(out, token{from: i, to: i + p.size, role: p.role})
			i += p.size
			continue
		}
		r := f.runes[i]
		kind := charOf(r)
		j := i + 1
		if kind == sign {
			out = append(out, token{from: i, to: j, sign: r})
			i = j
			continue
		}
		for j < len(f.runes) && (!f.begins[j] || kind == digit && f.inNumber(j)) {
			j++
		}
		out = append(out, token{from: i, to: j, number: kind == digit})
		i = j
	}
	return out
}

// fewTokens is room for the tokens of most short lines.
type fewTokens [40]token

// inNumber reports whether rune j carries on a number, a clock time or a date
// in digits: a digit, or one sign between two digits.
func (f *form) inNumber(j int) bool {
	if charOf(f.runes[j]) == digit {
		return !f.spaced[j]
	}
	return charOf(f.runes[j]) == sign && j+1 < len(f.runes) && charOf(f.runes[j+1]) == digit && !f.spaced[j] && !f.spaced[j+1]
}

// segment is what stands between two separators of a line.
type segment struct {
	words    int // of no list, of more than one letter
	initials int // of one letter
	numbers  int
	long     int // numbers of three digits or more, clock times
	dates    int
	either   int // words that are a date's and an agency's name
	credits  int
	agency   int
	foreign  int
	labels   int  // labels of codes and bylines
	label    bool // begins with a label and a colon
	coded    bool // begins with a label and a number or date
	quote    bool
	from, to int    // runes
	sep      []rune // the separators behind it; none at the end of the line
	open     bool   // white space before the first separator
	shut     bool   // white space behind the last
	after    int    // the rune behind the separators
}

// separators part the segments of datelines.
func separator(r rune) bool {
	switch r {
	case '-', '–', '—', '/', '|', '(', ')', ':', '،', ',', '.', '•', '>', '›', '؛', '[', ']', '*', '\\', '~', '·':
		return true
	}
	return false
}

func quoting(r rune) bool { return r == '«' || r == '»' || r == '"' || r == '”' || r == '“' }

// segments divides tokens at separators.
func segments(f *form, tokens []token) []segment {
	d := divider{form: f}
	for k, t := range tokens {
		if t.sign != 0 && separator(t.sign) {
			d.sign(t)
			continue
		}
		d.word(t)
		if t.role&isLabel != 0 && d.only {
			d.cur.coded = k+1 == len(tokens) || tokens[k+1].number || tokens[k+1].role&isDate != 0
		}
	}
	if d.begun || len(d.cur.sep) > 0 {
		d.flush()
	}
	return d.out
}

// divider gathers the tokens of one segment after another.
type divider struct {
	*form
	out      []segment
	cur      segment
	begun    bool // the segment has a token
	only     bool // and no more than one
	labelled bool // the first of them is a label
}

func (d *divider) flush() {
	d.cur.settle()
	d.out = append(d.out, d.cur)
	d.cur, d.begun, d.only, d.labelled = segment{}, false, false, false
}

// sign adds a separator behind the segment.
func (d *divider) sign(t token) {
	if len(d.cur.sep) == 0 {
		d.cur.open = d.spaced[t.from]
		d.cur.label = d.only && d.labelled && t.sign == ':'
		if !d.begun {
			d.cur.from, d.cur.to = t.from, t.from
		}
	}
	d.cur.sep = append(d.cur.sep, t.sign)
	d.cur.after = t.to
	d.cur.shut = t.to >= len(d.runes) || d.spaced[t.to]
}

// word adds any other token.
func (d *divider) word(t token) {
	if len(d.cur.sep) > 0 {
		d.flush()
	}
	if d.only = !d.begun; d.only {
		d.cur.from, d.labelled = t.from, t.role&isLabel != 0
	}
	d.begun = true
	d.cur.to = t.to
	d.cur.count(t)
}

// count adds a token to the tallies.
func (s *segment) count(t token) {
	switch {
	case t.sign != 0:
		s.quote = s.quote || quoting(t.sign)
	case t.number:
		s.numbers++
		if t.letters() > 2 {
			s.long++
		}
	case t.role&isDate != 0 && t.role&isCredit != 0:
		s.either++
	case t.role&isDate != 0:
		s.dates++
	case t.role&isCredit != 0:
		s.credits++
	case t.role&isAgency != 0:
		s.agency++
	case t.role&isForeign != 0:
		s.foreign++
		s.words++
	case t.role&isLabel != 0:
		s.labels++
	case t.letters() == 1:
		s.initials++
	default:
		s.words++
	}
}

// settle reads the words that are a date's and an agency's name: alone they
// name the agency.
func (s *segment) settle() {
	if s.either == 1 && s.dates+s.numbers+s.words == 0 {
		s.credits++
	} else {
		s.dates += s.either
	}
}

// dated reports a date or clock time.
func (s *segment) dated() bool {
	return s.numbers > 0 && (s.dates > 0 || s.long > 0 && s.words == 0 && s.credits == 0 && s.agency == 0)
}

// longestField is how many words a labelled field may hold.
const longestField = 6

// known reports whether the segment holds what datelines are made of, and
// little else.
func (s *segment) known() bool {
	switch {
	case s.label:
		return s.words <= longestField
	case s.coded:
		return s.words <= 2
	case s.labels > 0 && s.numbers > 0:
		return s.words == 0
	case s.agency > 0:
		return s.words <= 4
	case s.credits > 0:
		return s.words <= 2
	}
	return s.dated() && s.words <= 2 && s.words <= s.numbers+s.dates
}

// timely reports a weekday, a number or the like, with no word beside it.
func (s *segment) timely() bool { return s.dates+s.numbers > 0 && s.words == 0 }

// bare reports a segment without any word.
func (s *segment) bare() bool { return s.from == s.to }
