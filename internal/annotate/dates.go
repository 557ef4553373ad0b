package annotate

import (
	"sync"

	"safir/internal/doc"
)

// dates finds the dates of all sentences: d.Dates, and marks of class "date"
// whose Ref points into it. Words of time that bound a date (until, before,
// within) lie inside its mark.
func (w *Worker) dates(d *doc.Doc) {
	p := dateParsers.Get().(*dateParser)
	defer dateParsers.Put(p)
	p.w, p.d = w, d
	marks := p.marks[:0]
	for _, s := range d.Sents {
		marks = p.sentence(s, marks)
	}
	p.marks = marks
	p.w, p.d = nil, nil
	d.AddMarks(marks...)
}

var dateParsers = sync.Pool{New: func() any { return new(dateParser) }}

// sentence appends the marks of a sentence's dates.
func (p *dateParser) sentence(s doc.Sentence, marks []doc.Mark) []doc.Mark {
	if !p.w.aboutTime(p.d, s) {
		return marks
	}
	p.t = p.w.timeTokens(p.d, s, p.t)
	p.page = s.Zone == doc.Dateline
	for i := 0; i < len(p.t); {
		if t := &p.t[i]; t.digits == 0 && t.words[0] == nil {
			i++
			continue
		}
		e, end := p.date(i)
		if end == i {
			i++
			continue
		}
		first, last := p.t[i].first, p.t[end-1].end
		e.Span = p.d.SpanOf(int(first), int(last))
		marks = append(marks, doc.Mark{First: first, End: last, Class: p.w.time.date, Ref: int32(len(p.d.Dates))})
		p.d.Dates = append(p.d.Dates, e)
		i = end
	}
	return marks
}
