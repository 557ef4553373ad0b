package commitment

import (
	"strconv"
	"strings"

	"safir/internal/doc"
	"safir/internal/record"
)

// deadline is the first day to come that is named in the clause, from the
// object on, else before it in the words of the same statement.
func (r *reader) deadline(d *draft) *record.Deadline {
	from := d.from
	for d.said != nil && from < d.first && int(r.Doc.Segs.Start[from]) < d.said.Span[0] {
		from++
	}
	for _, part := range [][2]int32{{d.first, d.to}, {from, d.first}} {
		for i := part[0]; i < part[1]; i++ {
			k, ok := r.Doc.MarkAt(int(i), r.C.Date)
			if !ok || k.End > part[1] {
				continue
			}
			if done(d) && r.Doc.Dates[k.Ref].Bound == doc.At {
				continue // the day on which it was done
			}
			if due := r.due(k); due != nil {
				return due
			}
		}
	}
	return nil
}

// done reports whether a draft tells what was done already: a paper, or a
// promise kept.
func done(d *draft) bool {
	return d.fact && (d.Object.Kind == "instrument" && d.Stage != "announced" && d.Stage != "proposed" || d.Stage == "completed")
}

// due resolves a date that lies ahead.
func (r *reader) due(k doc.Mark) *record.Deadline {
	e := &r.Doc.Dates[k.Ref]
	if e.Bound == doc.After || e.Clock {
		return nil
	}
	v := r.Resolve(int(k.Ref), 1)
	if v == nil || v.Value == nil || r.past(*v.Value) {
		return nil
	}
	span := r.Span(k.First, k.End)
	return &record.Deadline{Value: v.Value, Span: &span}
}

// past reports whether a value ended before the day of publication.
func (r *reader) past(value string) bool {
	_, last, isRange := strings.Cut(value, "/")
	if !isRange {
		last = value
	}
	n := min(len(last), len(r.Published.Value))
	return last[:n] < r.Published.Value[:n]
}

// quantity is the figure with a unit in the object, or nil. Of figures side by
// side those with a scale add up ("2 billion and 500 million"); one without,
// such as a year, is not of the unit.
func (r *reader) quantity(d *draft) *record.Quantity {
	const reach = 5 // segments from a figure to its unit
	sum, value, scaled, until := 0.0, 0.0, false, int32(-1)
	for i := d.first; i < d.end; i++ {
		if n, err := strconv.ParseFloat(r.digits(i), 64); err == nil && r.Marked(i, r.w.number) {
			if i >= until || !scaled {
				sum, value = 0, 0
			}
			sum, value, scaled, until = sum+value, n, false, i+reach
			continue
		}
		if i >= until {
			continue
		}
		if k, ok := r.Doc.MarkAt(int(i), r.w.scale); ok {
			if n, err := strconv.ParseFloat(r.Lex.Attr(k, "mult"), 64); err == nil {
				value, scaled = value*n, true
			}
		}
		if k, ok := r.Doc.MarkAt(int(i), r.w.unit); ok {
			return &record.Quantity{Value: sum + value, Unit: r.Lex.Attr(k, "unit")}
		}
	}
	return nil
}

// digits are the digits at segment i, as the annotator folds them.
func (r *reader) digits(i int32) string { return r.Names(r.Doc.Segs.Form(int(i))) }
