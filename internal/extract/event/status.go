package event

import (
	"slices"

	"safir/internal/doc"
	"safir/internal/rule"
)

// status says whether it happened: as the rule says, else as the tense of the
// cue's verb says; words of status in the clause overrule both. False: it is
// nobody's act at any time (a condition, a habit, something that was not).
func (r *reader) status(d *draft, s doc.Sentence, m *rule.Match, ru *rule.Rule, c clause) bool {
	d.Status = ru.Make["status"]
	if d.Status == "" {
		d.Status, d.verbless = r.tense(s, m)
		d.now = r.VerbFirst && d.Status == "planned" && r.present(m)
		sign := r.sign(s, m, c)
		if held := r.held(cueOf(m), c); d.verbless && held != "" {
			d.Status, d.verbless = held, false
			if sign == "aim" && !r.VerbFirst { // what took place was for it
				d.Status = "planned"
			}
		}
		if sign == "aim" && (r.VerbFirst || d.verbless) {
			d.Status, d.verbless = r.aim(d, c), false
		} else if sign != "" && sign != "aim" && !(r.negated(m) && slices.Index(signs, sign) > 1) && !((sign == "planned" || sign == "proposed") && r.setting(cueOf(m))) {
			d.Status, d.verbless, d.now = sign, false, false
		}
	}
	if d.verbless && d.Status == "occurred" && !r.VerbFirst && r.coming(c) {
		d.Status = "planned"
	}
	if ru.Make["status"] == "occurred" && ru.Make["main"] != "no" && r.ahead(s, cueOf(m), c) {
		d.Status = "planned"
	}
	if d.Status == "planned" && r.gone(c) && (d.verbless || !r.VerbFirst) {
		d.Status = "occurred"
	}
	switch d.Status {
	case "planned", "proposed", "cancelled": // what is called off was still to come
		d.direction = 1
	case "none":
		r.Drop(m.First, m.End, ru.Name, "it is no happening: a condition, a habit, or denied by its verb")
		return false
	default:
		d.direction = -1
	}
	return true
}

// tense reads the last finite verb of the cue; where there is none the second
// result is true.
func (r *reader) tense(s doc.Sentence, m *rule.Match) (string, bool) {
	cue := cueOf(m)
	v, ok := r.lastVerb(cue.First, cue.End)
	if !ok {
		v, ok = r.lastVerb(m.First, m.End)
	}
	if ok {
		if r.VerbFirst && v.First > s.First && r.Marked(v.First-1, r.C.Was) {
			switch r.Lex.Attr(v, "tense") {
			case "pres":
				return "occurred", false
			case "fut":
				return "cancelled", false // was to be
			}
		}
		if r.VerbFirst && r.Lex.Attr(v, "tense") == "pres" && (s.Zone != doc.Body || m.First == s.First && m.First < cue.First && v.First > m.First || v.First > s.First && r.Marked(v.First-1, r.C.Relative)) {
			return "occurred", true // what a title or a caption tells is past, what a relative clause tells goes on
		}
		return r.statusOf(v), false
	}
	return "occurred", true
}

// present reports whether the cue's verb is in the present tense.
func (r *reader) present(m *rule.Match) bool {
	cue := cueOf(m)
	v, ok := r.lastVerb(cue.First, cue.End)
	return ok && r.Lex.Attr(v, "tense") == "pres"
}

// setting reports whether a cue says when something else was: during a talk.
func (r *reader) setting(cue rule.Cap) bool {
	for i := max(0, cue.First-3); i < cue.First; i++ {
		if k, ok := r.Doc.MarkAt(int(i), r.C.During); ok && k.End == cue.First {
			return true
		}
	}
	return false
}

// negated reports whether the cue's verb is denied.
func (r *reader) negated(m *rule.Match) bool {
	cue := cueOf(m)
	v, ok := r.lastVerb(cue.First, cue.End)
	return ok && r.Lex.Attr(v, "neg") != ""
}

// lastVerb is the last finite verb that begins in segments [first, end).
func (r *reader) lastVerb(first, end int32) (doc.Mark, bool) {
	for i := end - 1; i >= first; i-- {
		if v, ok := r.VerbAt(i); ok && v.End <= end+3 {
			return v, true
		}
	}
	return doc.Mark{}, false
}

// statusOf is what a finite verb says of its happening.
func (r *reader) statusOf(v doc.Mark) string {
	tense := r.Lex.Attr(v, "tense")
	switch {
	case r.Lex.Attr(v, "neg") != "":
		return "none"
	case tense == "pres" && v.Class == r.C.Be:
		return "occurred"
	case tense == "fut" || tense == "pres":
		return "planned"
	case tense == "subj": // only what is hoped, planned or asked for is a happening
		return "none"
	}
	return "occurred"
}

// ahead reports whether the verb that a setting belongs to ("in a meeting with
// X he will …") tells of what is to come.
func (r *reader) ahead(s doc.Sentence, cue rule.Cap, c clause) bool {
	at, end := c.end, c.end
	if r.VerbFirst {
		at, end = max(c.first-1, s.First), cue.First
	}
	for i := at; i < end && r.VerbFirst; i++ {
		if k, ok := r.Doc.MarkAt(int(i), r.C.Status); ok && r.Lex.Attr(k, "status") == "occurred" {
			return false // "this was in a talk with X"
		}
	}
	reach := int32(14)
	if !r.VerbFirst {
		reach = 40
	}
	if v, ok := r.mainVerb(at, s.End); ok && r.saidAt(at) == r.saidAt(cue.First) && r.Lex.Attr(v, "tense") == "fut" && max(at-cue.End, cue.First-at) <= reach {
		return true
	}
	for i := c.first; i < end; i++ {
		if k, ok := r.Doc.MarkAt(int(i), r.C.Status); ok && r.Lex.Attr(k, "status") == "planned" && r.Lex.Attr(k, "subj") == "" && r.Lex.Attr(k, "near") == "" {
			return true
		}
	}
	return false
}

// mainVerb is the verb at segment i; a participle goes with the verb behind it
// where verbs stand last.
func (r *reader) mainVerb(i, end int32) (doc.Mark, bool) {
	v, ok := r.VerbAt(i)
	for !r.VerbFirst && ok && r.Lex.Attr(v, "tense") == "part" {
		at := r.clauseEnd(doc.Sentence{End: end}, v.End)
		if v, ok = r.VerbAt(at); at >= end {
			return v, false
		}
	}
	return v, ok
}

// coming reports whether the clause names a day that is still to come:
// tomorrow, next week.
func (r *reader) coming(c clause) bool {
	for i := c.first; i < c.end; i++ {
		if k, ok := r.Doc.MarkAt(int(i), r.C.Date); ok {
			if e := &r.Doc.Dates[k.Ref]; e.Which == doc.Next || e.Anchor == doc.FromToday && e.Offset > 0 {
				return true
			}
		}
	}
	return false
}

// gone reports whether the clause names a time that is over: last year.
func (r *reader) gone(c clause) bool {
	for i := c.first; i < c.end; i++ {
		if k, ok := r.Doc.MarkAt(int(i), r.C.Date); ok && r.Doc.Dates[k.Ref].Which == doc.Last {
			return true
		}
	}
	return false
}

// sign is what words of status say of a cue, or "". Such a word stands in the
// cue's clause, before the cue, or behind it with after=1; near=N limits how
// far; subj=1 asks for a subjunctive in the cue; light=1 asks for a verb right behind it ("was put off") or the cue
// itself ("the putting off of the visit"); over=1 lets it stand in the clause
// before ("expressed the hope that …"). Of several the first of these counts:
// cancelled, denied, none, proposed, planned.
func (r *reader) sign(s doc.Sentence, m *rule.Match, c clause) string {
	cue, best := cueOf(m), len(signs)
	for i := s.First; i < min(s.End, cue.End+14); i++ {
		for _, k := range r.Doc.MarksAt(int(i)) {
			if k.Class != r.C.Status || !r.reaches(k, cue, c) {
				continue
			}
			if at := slices.Index(signs, r.signOf(k)); at >= 0 && at < best {
				best = at
			}
		}
	}
	if best < len(signs) {
		return signs[best]
	}
	return ""
}

var signs = []string{"cancelled", "denied", "none", "proposed", "planned", "occurred", "aim"}

// signOf is the status that a word of status gives; a plan whose own verb is
// negated ("is not on the agenda") is denied.
func (r *reader) signOf(k doc.Mark) string {
	status := r.Lex.Attr(k, "status")
	if status != "planned" || int(k.End) >= r.Doc.Segs.Len() {
		return status
	}
	if v, ok := r.VerbAt(k.End); ok && r.Lex.Attr(v, "neg") != "" {
		return "denied"
	}
	return status
}

// aim is the status of what somebody came or will come for: that of the verb
// behind it, before it where verbs stand first; a document is still to be
// signed.
func (r *reader) aim(d *draft, c clause) string {
	at := c.end
	if r.VerbFirst {
		at = max(c.first-1, 0)
	}
	for i := c.first; i < c.end; i++ {
		if r.Marked(i, r.C.Bound) {
			return "planned" // somebody has only left for it
		}
	}
	v, ok := r.VerbAt(at)
	if d.Type == "CONSULT" && (ok && r.statusOf(v) == "occurred" || !ok && r.VerbFirst) {
		return "occurred"
	}
	return "planned"
}

// reaches reports whether a word of status judges a cue.
func (r *reader) reaches(k doc.Mark, cue rule.Cap, c clause) bool {
	near := int32(60)
	if n := r.Lex.Attr(k, "near"); n != "" {
		near = int32(n[0] - '0')
	}
	if r.Lex.Attr(k, "light") != "" && !r.light(k, cue) || r.Lex.Attr(k, "subj") != "" && !r.subjunctive(cue) {
		return false
	}
	switch {
	case k.First >= cue.End:
		return r.Lex.Attr(k, "after") != "" && k.First-cue.End <= min(near, 14) && !(r.VerbFirst && r.verbsBetween(cue.End, k.First) > 0)
	case k.First >= cue.First:
		st := r.Lex.Attr(k, "status")
		return st != "aim" && !(st == "proposed" && !r.VerbFirst && r.joins(cue.First, k.First))
	case r.Lex.Attr(k, "after") == "only" || cue.First-k.End > near:
		return false
	case k.End >= c.first:
		return true
	}
	return r.Lex.Attr(k, "over") != "" && r.verbsBetween(k.End, cue.First) <= 1
}

// joins reports whether a word for "and" stands in [first, end): what is meant
// behind it may be another thing.
func (r *reader) joins(first, end int32) bool {
	for i := first; i < end; i++ {
		if r.Marked(i, r.C.And) {
			return true
		}
	}
	return false
}

// subjunctive reports whether a cue's verb says what is meant to happen.
func (r *reader) subjunctive(cue rule.Cap) bool {
	v, ok := r.lastVerb(cue.First, cue.End)
	return ok && r.Lex.Attr(v, "tense") == "subj"
}

// light reports whether a verb follows a word of status, or the cue does.
func (r *reader) light(k doc.Mark, cue rule.Cap) bool {
	if k.End <= cue.First && cue.First-k.End <= 1 {
		return true
	}
	reach := k.End + 3
	if k.First >= cue.First && k.End <= cue.End && !r.VerbFirst {
		reach = k.End + 1 // inside the cue it may belong to its object: "a treaty that ends visas"
	}
	for i := k.End; i < reach && int(i) < r.Doc.Segs.Len(); i++ {
		if r.verbAt(i) {
			return true
		}
	}
	return false
}

func (r *reader) verbsBetween(first, end int32) (n int) {
	for i := first; i < end; i++ {
		if v, ok := r.VerbAt(i); ok {
			n++
			i = v.End - 1
		}
	}
	return n
}

// relatedTo reports whether a relative word stands in segments [first, end).
func (r *reader) relatedTo(first, end int32) bool {
	for i := first; i < end; i++ {
		if r.Marked(i, r.C.Relative) {
			return true
		}
	}
	return false
}

// held is the status that a verb of taking place behind a verbless cue gives
// ("the visit … will take place"), or "".
func (r *reader) held(cue rule.Cap, c clause) string {
	v, ok := r.VerbAt(c.end)
	if !ok || c.end-cue.End > 30 || !r.VerbFirst && r.aside(cue) && !r.relatedTo(cue.End, c.end) {
		return "" // "takes place a month after the journey"
	}
	for i := max(cue.End, c.end-2); i <= c.end; i++ {
		if r.Marked(i, r.C.Held) {
			if status := r.statusOf(v); status != "none" {
				return status
			}
			return "cancelled"
		}
	}
	return ""
}
