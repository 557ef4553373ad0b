package annotate

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"safir/internal/doc"
	"safir/internal/lang"
)

// role is what a word of time does; a word may do several things.
type role uint32

// The roles. Those of the first group are classes "time.<name>"; the others
// are given to common words, which carry no mark, by the attribute "time".
const (
	isMonth   role = 1 << iota // calendar, n, doubt, zone
	isWeekday                  // n (ISO), doubt
	isRel                      // unit, offset, part: today, this year
	isUnit                     // unit, n (dual), plural, of, calendar and zone of a year
	isNum                      // n
	isFew                      // some
	isOrdinal                  // n, -1 last
	isWhich                    // which, ago, later, told
	isDayPart                  // part
	isEdge                     // edge
	isSeason                   // n
	isFeast                    // calendar, month, day
	isBound                    // bound, ago, later
	isEra                      // calendar
	isTwin                     // "equal to"
	isClock                    // "o'clock"
	isHalf                     // half: am, pm
	isZone                     // zone
	isLabel                    // label: published, updated
	isTo                       // between the ends of a range
	isOf                       // of
	isIn                       // on, in, for: what follows may be a date
	isThis                     // this
	isThat                     // that, the same; after: stands behind its noun
	isName                     // a name that holds a date: the attacks of 11 September
	notDay                     // what follows is no weekday, should it look like one
	notAfter                   // what stands before is no weekday
)

var roleNames = map[string]role{
	"month": isMonth, "weekday": isWeekday, "rel": isRel, "unit": isUnit, "num": isNum, "few": isFew, "ordinal": isOrdinal,
	"which": isWhich, "part": isDayPart, "edge": isEdge, "season": isSeason, "feast": isFeast, "bound": isBound, "era": isEra,
	"twin": isTwin, "clock": isClock, "half": isHalf, "zone": isZone, "label": isLabel, "to": isTo, "of": isOf, "in": isIn,
	"this": isThis, "that": isThat, "name": isName, "notday": notDay, "notafter": notAfter,
}

var (
	unitNames     = map[string]int{"minute": int(doc.Minute), "hour": int(doc.Hour), "day": int(doc.Day), "week": int(doc.Week), "month": int(doc.Month), "year": int(doc.Year)}
	whichNames    = map[string]int{"last": int(doc.Last), "next": int(doc.Next), "this": int(doc.This)}
	edgeNames     = map[string]int{"start": int(doc.Start), "early": int(doc.Early), "middle": int(doc.Middle), "late": int(doc.Late), "end": int(doc.End), "half": int(doc.Half), "quarter": int(doc.Quarter)}
	boundNames    = map[string]int{"until": int(doc.Until), "by": int(doc.By), "before": int(doc.Before), "after": int(doc.After), "since": int(doc.Since), "within": int(doc.Within), "during": int(doc.During)}
	partNames     = map[string]int{"dawn": int(doc.Dawn), "morning": int(doc.Morning), "noon": int(doc.Noon), "afternoon": int(doc.Afternoon), "evening": int(doc.Evening), "night": int(doc.Night)}
	calendarNames = map[string]int{doc.Gregorian: 1, doc.Jalali: 2, doc.Hijri: 3}
	halfNames     = map[string]int{"am": 1, "pm": 2}
	labelNames    = map[string]int{"published": 1, "updated": 2}
)

// timeAttrs are all attributes that a row may have.
var timeAttrs = []string{"after", "ago", "bound", "calendar", "day", "doubt", "edge", "half", "label", "later", "month", "n", "of", "offset",
	"part", "plural", "time", "told", "unit", "which", "without", "zone"}

// timeWord is a word of time as its row tells it.
type timeWord struct {
	role       role
	n          int // number, or 0
	month, day int // of a feast
	offset     int
	unit       doc.Unit
	which      doc.Which
	edge       doc.Part
	bound      doc.Bound
	part       doc.DayPart
	half       int // 1 am, 2 pm
	label      int // 1 published, 2 updated
	calendar   string
	zone       string
	doubt      int
	plural     bool // names several units, no number told
	of         bool // "the two days of"
	ago        bool
	later      bool
	told       bool
	after      bool
	without    string // letters that the printed word must not have
}

// timeTables is what the word lists know of time.
type timeTables struct {
	phrases []*timeWord   // by entry of the lexicon; nil for others
	single  [][]*timeWord // by form: single words, as the lists print them, or with the article
	classes []bool        // by class: is it one of time
	zone    string        // of a page that prints its own calendar
	date    doc.Class
}

// readTime reads the rows of class "time" once the lexicon stands.
func (a *Annotator) readTime() error {
	t := &a.time
	*t = timeTables{phrases: make([]*timeWord, len(a.Entries))}
	t.date = a.Class("date")
	t.classes = make([]bool, len(a.class))
	for _, c := range a.Classes("time") {
		t.classes[c] = true
	}
	for i := range a.Entries {
		if c := a.Entries[i].Class; t.classes[c] {
			t.phrases[i], _ = newTimeWord(strings.TrimPrefix(a.class[c], "time."), a.Entries[i].Attrs)
		}
	}
	var errs []error
	for _, e := range a.Pack.Entries {
		if err := a.timeForm(e); err != nil {
			errs = append(errs, &lang.Error{File: e.File, Line: e.Line, Text: err.Error()})
		}
	}
	return errors.Join(errs...)
}

// timeForm checks a row and keeps its form if it is a single word of time.
func (a *Annotator) timeForm(e lang.Entry) error {
	roles, ok := strings.CutPrefix(e.Class, "time.")
	if !ok {
		if roles, ok = e.Attrs["time"]; !ok || e.Class != "common" {
			return nil
		}
	}
	w, err := newTimeWord(roles, e.Attrs)
	if words := a.words(e.Phrase); len(words) == 1 {
		form := strings.ReplaceAll(words[0], "_", "")
		a.timeSingle(form, w)
		if a.Pack.Article != "" && !strings.HasPrefix(form, a.Pack.Article) {
			a.timeSingle(a.Pack.Article+form, w)
		}
	}
	if w.role == isUnit && w.unit == doc.Year && w.zone != "" {
		a.time.zone = w.zone
	}
	return err
}

// timeSingle keeps a meaning of a form.
func (a *Annotator) timeSingle(form string, w *timeWord) {
	f := int(a.intern(form))
	if f >= len(a.time.single) {
		a.time.single = append(a.time.single, make([][]*timeWord, f+1-len(a.time.single))...)
	}
	a.time.single[f] = append(a.time.single[f], w)
}

// newTimeWord reads the roles (names joined by +) and attributes of a word.
func newTimeWord(roles string, attrs map[string]string) (*timeWord, error) {
	w := &timeWord{}
	for _, name := range strings.Split(roles, "+") {
		r, ok := roleNames[name]
		if !ok {
			return w, fmt.Errorf("time: %q is no kind of word of time", name)
		}
		w.role |= r
	}
	return w, w.read(attrs)
}

// read takes the attributes of a word of time.
func (w *timeWord) read(attrs map[string]string) error {
	r := attrReader{attrs: attrs}
	w.n, w.month, w.day, w.offset, w.doubt = r.number("n"), r.number("month"), r.number("day"), r.number("offset"), r.number("doubt")
	w.unit, w.which, w.edge = doc.Unit(r.name("unit", unitNames)), doc.Which(r.name("which", whichNames)), doc.Part(r.name("edge", edgeNames))
	w.bound, w.part = doc.Bound(r.name("bound", boundNames)), doc.DayPart(r.name("part", partNames))
	w.half, w.label = r.name("half", halfNames), r.name("label", labelNames)
	r.name("calendar", calendarNames)
	w.calendar, w.zone, w.without = attrs["calendar"], attrs["zone"], attrs["without"]
	w.plural, w.of, w.ago = attrs["plural"] != "", attrs["of"] != "", attrs["ago"] != ""
	w.later, w.told, w.after = attrs["later"] != "", attrs["told"] != "", attrs["after"] != ""
	for _, key := range slices.Sorted(maps.Keys(attrs)) {
		if !slices.Contains(timeAttrs, key) {
			r.fail("%s is no attribute of a word of time; there are %s", key, strings.Join(timeAttrs, ", "))
		}
	}
	return errors.Join(r.errs...)
}

// attrReader reads attributes and gathers what is wrong with them.
type attrReader struct {
	attrs map[string]string
	errs  []error
}

func (r *attrReader) fail(format string, args ...any) {
	r.errs = append(r.errs, fmt.Errorf("time: "+format, args...))
}

// number is the attribute as a number; 0 where it is not given.
func (r *attrReader) number(key string) int {
	v, ok := r.attrs[key]
	n, err := strconv.Atoi(v)
	if ok && err != nil {
		r.fail("%s=%q is no number", key, v)
	}
	return n
}

// name is the value of an attribute that has a few of them; 0 where it is not
// given.
func (r *attrReader) name(key string, names map[string]int) int {
	v, ok := r.attrs[key]
	n, known := names[v]
	if ok && !known {
		r.fail("%s=%q is not one of %s", key, v, strings.Join(slices.Sorted(maps.Keys(names)), ", "))
	}
	return n
}

// timeTok is a word, number or sign of a sentence, as the reader of dates
// sees it.
type timeTok struct {
	first, end int32        // segments
	words      [4]*timeWord // nil from the first free place on
	num        int          // a number printed in digits
	digits     int          // its digits; 0 when it is none
	sign       rune         // a sign, or 0
	letter     byte         // a lone Latin letter (the T and Z of ISO 8601), or 0
	def        bool         // carries the article
	article    bool         // is the article alone, before digits
	spaced     bool         // a blank stands before it
	clitic     bool         // cut from the front of the next
	and        bool         // the word "and"
	word       bool         // letters
}

// as gives the word when it has this role, else nil.
func (t *timeTok) as(r role) *timeWord {
	for _, w := range t.words {
		if w == nil {
			return nil
		}
		if w.role&r != 0 {
			return w
		}
	}
	return nil
}

// aboutTime reports whether a number or a word of time stands in a sentence.
func (w *Worker) aboutTime(d *doc.Doc, s doc.Sentence) bool {
	for _, m := range d.MarksIn(s.First, s.End) {
		if m.Class == w.number || int(m.Class) < len(w.time.classes) && w.time.classes[m.Class] {
			return true
		}
	}
	return false
}

// timeTokens lays out a sentence in toks for the reader of dates.
func (w *Worker) timeTokens(d *doc.Doc, s doc.Sentence, toks []timeTok) []timeTok {
	toks = toks[:0]
	for i := s.First; i < s.End; {
		t := w.timeTok(d, i)
		toks = append(toks, t)
		i = t.end
	}
	return toks
}

func (w *Worker) timeTok(d *doc.Doc, i int32) timeTok {
	flags, t := d.Segs.Flags[i], *w.pieces[i].time
	t.first, t.end, t.spaced, t.clitic, t.word = i, i+1, flags&(doc.Space|doc.Newline) != 0, flags&doc.Clitic != 0, flags&doc.Word != 0
	if !w.timePhrases(d, &t) && t.words[0] != nil {
		t.words = w.timeWords(d.Segs.Form(int(i)), d.Slice(int(i), int(i+1)))
	}
	if flags&doc.Punct != 0 {
		t.sign = signOf(d.Text[d.Segs.Start[i]:d.Segs.End[i]])
	}
	return t
}

// Most words say nothing of time.
var timeless, definite = &timeTok{}, &timeTok{def: true}

// timely is what the reader of dates sees in a form, wherever it stands.
func (w *Worker) timely(of kind, name string, form int32) *timeTok {
	var t timeTok
	if int(form) < len(w.time.single) && len(w.time.single[form]) > 0 {
		t.words[0] = w.time.single[form][0]
	}
	switch {
	case of == digit:
		t.num, t.digits = number(name)
	case w.Pack.Article != "" && strings.HasPrefix(name, w.Pack.Article):
		t.def, t.article = true, len(name) == len(w.Pack.Article)
	case of == sign:
	case name == "":
		t.sign = '-' // a tatweel printed as a dash
	case name == w.Pack.Conjunction:
		t.and = true
	case len(name) == 1:
		t.letter = name[0]
	}
	switch t {
	case *timeless:
		return timeless
	case *definite:
		return definite
	}
	return &t
}

// timePhrases takes the marks of class "time" that cover several segments
// from the token on, instead of its words; it reports whether there are any.
func (w *Worker) timePhrases(d *doc.Doc, t *timeTok) bool {
	n := 0
	for _, m := range d.MarksAt(int(t.first)) {
		if m.End > t.first+1 && int(m.Class) < len(w.time.classes) && w.time.classes[m.Class] && n < len(t.words) {
			if n == 0 {
				t.words = [4]*timeWord{}
			}
			t.words[n], t.end = w.time.phrases[m.Ref], m.End
			n++
		}
	}
	return n > 0
}

// timeWords are the meanings of a single word as it is printed, or without the
// article; no stem is good enough for a date.
func (w *Worker) timeWords(form int32, printed string) (words [4]*timeWord) {
	n := 0
	for _, word := range w.time.single[form] {
		if n < len(words) && (word.without == "" || !strings.Contains(printed, word.without)) {
			words[n] = word
			n++
		}
	}
	return words
}

// number reads digits, up to nine of them.
func number(s string) (n, digits int) {
	for _, r := range s {
		if r < '0' || r > '9' {
			return 0, 0
		}
		n, digits = n*10+int(r-'0'), digits+1
		if digits > 9 {
			return 0, 0
		}
	}
	return n, digits
}

// signOf is a sign with its variants made one.
func signOf(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	switch r {
	case '-', '–', '—', '−', '‐', '‑', '_', '\u0640':
		return '-'
	case '/', '⁄', '∕':
		return '/'
	case '\u060C', ',', '\u066C':
		return ','
	case '(', '[', '\uFD3E':
		return '('
	case ')', ']', '\uFD3F':
		return ')'
	case ':', '∶', '：':
		return ':'
	case '.', '\u066B', '·':
		return '.'
	}
	return r
}
