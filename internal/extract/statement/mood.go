package statement

import (
	"slices"

	"safir/internal/doc"
	"safir/internal/rule"
)

// moods cuts what is said where its own words change the act, and gives each
// part its act.
func (r *reader) moods() {
	var out []draft
	for _, d := range r.drafts {
		if d.end > d.first {
			out = append(out, r.moodsOf(d)...)
		}
	}
	r.drafts = out
}

// moodsOf are the parts of a draft with one act each.
func (r *reader) moodsOf(d draft) (out []draft) {
	s := r.Doc.Sents[d.sentence]
	s.First, s.End = max(s.First, d.first), min(s.End, d.end)
	ends := []int32{s.End}
	if d.rule.Make["content"] == "rest" {
		ends = r.clauses(s)
	}
	acts, blamed := make([]string, len(ends)), make([][]rule.Cap, len(ends))
	for _, m := range r.Run("mood", s) {
		ru := r.Rule("mood", &m)
		if !d.open(ru.Make["under"]) || r.own(&d, &m) || ru.Make["side"] == "own" && r.theirs(&d, s.First, ends, m.First) {
			continue
		}
		act := ru.Make["act"]
		if act == "" {
			act = r.actIn(m.First, m.End)
		}
		for k := range ends {
			if m.End <= ends[k] {
				if strength(act) > strength(acts[k]) {
					acts[k], blamed[k] = act, nil
					if party, ok := m.Get("party"); ok {
						blamed[k] = []rule.Cap{party}
					}
				}
				break
			}
		}
	}
	from := d.first
	for k, end := range ends {
		if k > 0 && acts[k] == "" && r.reason(from, end) {
			acts[k] = acts[k-1]
		}
		if acts[k] == noAct && !r.quoted(from, end) {
			from = end
			continue
		}
		part := d
		part.first, part.end = r.trim(from, end)
		if acts[k] != "" && acts[k] != noAct {
			part.act, part.aims, part.felt = acts[k], append(slices.Clone(d.aims), blamed[k]...), true
		}
		if n := len(out); n > 0 && (out[n-1].act == part.act || part.end-part.first < 2) {
			out[n-1].end = part.end
		} else {
			out = append(out, part)
		}
		from = end
	}
	return out
}

// reason reports whether segments [first, end) open with a word that gives a
// reason for what was said before.
func (r *reader) reason(first, end int32) bool {
	for first < end && r.outer(first) {
		first++
	}
	return first < end && r.Marked(first, r.C.Reason)
}

// strength orders acts that show in one clause: the first of the strongest
// counts. A threat outweighs what else is said, and what only tells gives way.
func strength(act string) int {
	switch act {
	case "":
		return 0
	case "state", "stress", "announce":
		return 1
	case "warn":
		return 3
	}
	return 2
}

// noAct is the act of words that only tell what was talked about: they are the
// event's, and nobody's statement.
const noAct = "none"

// open reports whether a draft's cue leaves the act to moods of a group: those
// under "any" cue that only tells, those under a cue that judges, and those of
// speech.
func (d *draft) open(under string) bool {
	switch under {
	case "any":
		return d.rule.Make["mood"] != "fixed" && (d.act == "state" || d.act == "announce" || d.act == "stress")
	case "announced":
		return d.act == "announce"
	case "":
		return (d.rule.Make["content"] == "rest" || d.continues) && (d.act == "state" || d.act == "announce")
	}
	return under == d.rule.Make["mood"]
}

// own reports whether a mood speaks of a party that is the speaker's own side.
func (r *reader) own(d *draft, m *rule.Match) bool {
	k, ok := m.Get("party")
	if !ok {
		return false
	}
	for _, n := range r.parties(k.First, k.End) {
		if slices.ContainsFunc(n.codes, func(code string) bool { return code != "" && !r.speaks(d, code) }) {
			return false
		}
	}
	return true
}

// theirs reports whether the clause in which segment i stands, of those with
// the given ends, begins with a party of another side.
func (r *reader) theirs(d *draft, from int32, ends []int32, i int32) bool {
	for _, end := range ends {
		if end <= i {
			from = end
		}
	}
	p := r.Parties(from, i)
	return len(p) > 0 && len(r.addTarget(nil, d, p[0])) > 0
}

// clauses are the ends of the clauses in a stretch: behind each finite verb
// that a stop, or a word that adds a clause, follows.
func (r *reader) clauses(s doc.Sentence) (ends []int32) {
	for i := s.First + 2; i < s.End-2; i++ {
		hard := r.Doc.Segs.Flags[i]&doc.Hard != 0
		if hard || r.and(i) && r.endsVerb(i-1) {
			ends = append(ends, i)
		}
	}
	return append(ends, s.End)
}

// and reports whether segment i is a word that adds a clause to another.
func (r *reader) and(i int32) bool {
	k, ok := r.Doc.MarkAt(int(i), r.C.Link)
	return ok && r.Lex.Attr(k, "and") != ""
}

// endsVerb reports whether a finite verb ends at segment i, signs aside.
func (r *reader) endsVerb(i int32) bool {
	for i > 0 && r.outer(i) {
		i--
	}
	for j := i; j >= max(0, i-3); j-- {
		if k, ok := r.finiteAt(j); ok && k.End == i+1 {
			return true
		}
	}
	return false
}
