package commitment

import (
	"slices"
	"strconv"

	"safir/internal/doc"
	"safir/internal/extract"
)

// finish makes the tellings of one promise one and writes the commitments, in
// the order in which they were read.
func (r *reader) finish() {
	var kept []draft
	for _, d := range r.drafts {
		if i := slices.IndexFunc(kept, func(k draft) bool { return r.same(&k, &d) }); i >= 0 {
			kept[i] = better(kept[i], d)
		} else {
			kept = append(kept, d)
		}
	}
	for i := range kept {
		c := kept[i].Commitment
		c.ID = extract.ID("c", i)
		r.Promised = append(r.Promised, c)
	}
}

// same reports whether two drafts of different sentences tell one promise: the
// same parties, the same thing, and no words that tell two of them apart.
func (r *reader) same(a, b *draft) bool {
	if a.sentence != b.sentence && (r.alike(a, b) || r.headline(a, b)) {
		return true
	}
	if a.sentence == b.sentence || a.Object.Kind != b.Object.Kind || a.called == "" || a.called != b.called {
		return false
	}
	if a.called == "accord" && a.fact && b.fact && (a.guessed || b.guessed) {
		return true // "the agreement" is the one that was named
	}
	if !within(a.Parties, b.Parties) {
		return false
	}
	if a.Deadline != nil && b.Deadline != nil && *a.Deadline.Value != *b.Deadline.Value {
		return false
	}
	if a.Object.Kind == "instrument" && (a.called == "accord" && a.fact && b.fact || a.Deadline != nil && b.Deadline != nil) {
		return true
	}
	shared, few := r.shared(a, b)
	return 2*shared >= few
}

// headline reports whether one draft is in a title and the other below it, of
// the same parties at the same stage, and most words of the shorter are in both.
func (r *reader) headline(a, b *draft) bool {
	if a.title == b.title || a.Stage != b.Stage || !within(a.Parties, b.Parties) || journey(a.Object.Kind) || journey(b.Object.Kind) {
		return false
	}
	n, few := r.shared(a, b)
	return n > 0 && 2*n >= few
}

// shared counts the words that two objects have in common, and those of the
// shorter one.
func (r *reader) shared(a, b *draft) (n, few int) {
	x, y := r.words(a), r.words(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	for _, w := range x {
		if slices.Contains(y, w) {
			n++
		}
	}
	return n, len(x)
}

// alike reports whether two drafts name one promise in nearly the same words,
// whatever the thing is called: of the same parties and at the same stage.
func (r *reader) alike(a, b *draft) bool {
	if a.Stage != b.Stage || !within(a.Parties, b.Parties) || a.Object.Kind == "visit" || a.Deadline != nil && b.Deadline != nil && *a.Deadline.Value != *b.Deadline.Value {
		return false
	}
	n, few := r.shared(a, b)
	return n >= 2 && 4*n >= 3*few
}

// calledOf is the name under which a thing is compared: the attribute "as" of
// its entry, for things of several names, else the printed entry itself.
func (r *reader) calledOf(k doc.Mark) string {
	if as := r.Lex.Attr(k, "as"); as != "" {
		return as
	}
	return strconv.Itoa(int(k.Ref))
}

// within reports whether one list holds all of the other.
func within(a, b []string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	return !slices.ContainsFunc(a, func(x string) bool { return !slices.Contains(b, x) })
}

// words are the forms of an object's words that are neither things, deeds,
// verbs nor particles.
func (r *reader) words(d *draft) (out []int32) {
	for i := d.first; i < d.end; i++ {
		plain := r.Doc.Segs.Flags[i]&doc.Word != 0 && r.Doc.Segs.Flags[i]&doc.Clitic == 0
		for _, k := range r.Doc.MarksAt(int(i)) {
			plain = plain && !r.Has(r.w.deliver, k.Class) && !r.C.Finite.Has(k.Class) && k.Class != r.w.doing && k.Class != r.C.Prep && k.Class != r.C.And && k.Class != r.w.this
		}
		if plain {
			out = append(out, r.Doc.Segs.Form(int(i)))
		}
	}
	return out
}

// better is the telling to keep: the body's rather than a title's, then the
// one that names its parties, then the one with a day; what the other knows
// besides is put in.
func better(a, b draft) draft {
	switch {
	case a.title != b.title:
		if a.title {
			a, b = b, a
		}
	case a.guessed != b.guessed:
		if a.guessed {
			a, b = b, a
		}
	case a.Deadline == nil && b.Deadline != nil:
		a, b = b, a
	}
	if a.guessed && !b.guessed {
		a.By, a.To, a.Parties, a.guessed = b.By, b.To, b.Parties, false
	}
	if a.Deadline == nil && !done(&a) {
		a.Deadline = b.Deadline
	}
	if a.Event == nil {
		a.Event = b.Event
	}
	if a.Quantity == nil {
		a.Quantity = b.Quantity
	}
	return a
}
