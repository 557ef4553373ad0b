package event

import (
	"slices"

	"safir/internal/doc"
	"safir/internal/rule"
)

// isVerb reports whether a mark is a finite verb of its clause.
func (r *reader) isVerb(k doc.Mark) bool {
	return slices.Contains(r.C.Finite, k.Class) && r.Lex.Attr(k, "tense") != ""
}

// status says whether it happened: as the rule says, else as the tense of the
// cue's verb says; words of status in the clause overrule both. False: it is
// nobody's act at any time (a condition, a habit, something that was not).
func (r *reader) status(d *draft, s doc.Sentence, m *rule.Match, ru *rule.Rule, c clause) bool {
	d.Status = ru.Make["status"]
	if d.Status == "" {
		d.Status, d.verbless = r.tense(s, m)
	}
	if ru.Make["status"] == "" || ru.Make["status"] == "occurred" {
		if sign := r.sign(s, m, c); sign != "" {
			d.Status, d.verbless = sign, false
		}
	}
	switch d.Status {
	case "planned", "proposed":
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
	for i := cue.End - 1; i >= cue.First; i-- {
		v, ok := r.verb(i)
		if !ok || v.End > cue.End+3 {
			continue
		}
		if r.Lex.Attr(v, "neg") != "" {
			return "none", false
		}
		switch r.Lex.Attr(v, "tense") {
		case "fut":
			return "planned", false
		case "pres":
			if r.VerbFirst && s.Zone != doc.Body {
				return "occurred", true
			}
			return "planned", false
		case "subj":
			return "proposed", false
		}
		return "occurred", false
	}
	return "occurred", true
}

// sign is what words of status in the clause say, or "". Such a word may stand
// before what it judges or, with after=1, behind it too; near=N limits how far.
// Of several the first of these counts: cancelled, denied, none, proposed,
// planned.
func (r *reader) sign(s doc.Sentence, m *rule.Match, c clause) string {
	cue, best := cueOf(m), len(signs)
	for i := c.first; i < min(s.End, cue.End+12); i++ {
		for _, k := range r.Doc.MarksAt(int(i)) {
			if k.Class != r.C.Status || !r.reaches(k, cue) {
				continue
			}
			if at := slices.Index(signs, r.Lex.Attr(k, "status")); at >= 0 && at < best {
				best = at
			}
		}
	}
	if best < len(signs) {
		return signs[best]
	}
	return ""
}

var signs = []string{"cancelled", "denied", "none", "proposed", "planned", "occurred"}

// reaches reports whether a word of status judges a cue.
func (r *reader) reaches(k doc.Mark, cue rule.Cap) bool {
	near := int32(60)
	if n := r.Lex.Attr(k, "near"); n != "" {
		near = int32(n[0] - '0')
	}
	if k.First < cue.First {
		return cue.First-k.End <= near && r.Lex.Attr(k, "after") != "only"
	}
	if k.First < cue.End {
		return true
	}
	return r.Lex.Attr(k, "after") != "" && k.First-cue.End <= min(near, 12)
}
