package reconcile

import (
	"cmp"

	"safir/internal/register"
)

// enough is the score, of 1000, from which two mentions of a kind may be
// joined. Of a person it is a name and a country, or less of a name with an
// office and a time; of an event its day, its parties and one of its people.
var enough = map[register.Kind]int{register.Person: 700, register.Event: 470, register.Statement: 550, register.Commitment: 550}

// weigh collects the reasons of one comparison.
type weigh struct{ register.Link }

func (w *weigh) add(what string, points int) {
	if points != 0 {
		if w.Reasons == nil {
			w.Reasons = make([]register.Reason, 0, 8)
		}
		w.Reasons = append(w.Reasons, register.Reason{What: what, Points: points})
		w.Score += points
	}
}

// Compare says whether two mentions of one kind may be one thing, and why:
// with a score, or with Cannot when they conflict. It is false where there is
// too little to say. The order of a and b makes no difference.
//
// Mentions of people are compared by their faces: the link's ends are faces
// (see Key).
func Compare(a, b *register.Mention) (register.Link, bool) {
	if a.Kind != b.Kind || Key(a) == Key(b) {
		return register.Link{}, false
	}
	if Key(b) < Key(a) {
		a, b = b, a
	}
	if why := conflict(a, b); why != "" {
		return register.Link{A: Key(a), B: Key(b), Cannot: true, Reasons: []register.Reason{{What: why}}}, true
	}
	return score(a, b)
}

// Joins says whether two mentions may be one thing and nothing speaks against
// it, and why: as Compare does, but with what is refused soonest first.
func Joins(a, b *register.Mention) (register.Link, bool) {
	if a.Kind != b.Kind || Key(a) == Key(b) {
		return register.Link{}, false
	}
	if Key(b) < Key(a) {
		a, b = b, a
	}
	if a.Kind == register.Statement || a.Kind == register.Commitment { // their words say most
		l, ok := score(a, b)
		return l, ok && conflict(a, b) == ""
	}
	if conflict(a, b) != "" {
		return register.Link{}, false
	}
	return score(a, b)
}

// score weighs two mentions that do not conflict; A is the smaller key's.
func score(a, b *register.Mention) (register.Link, bool) {
	w := weigh{register.Link{A: Key(a), B: Key(b)}}
	switch a.Kind {
	case register.Person:
		w.persons(a, b)
	case register.Event:
		w.events(a, b)
	case register.Statement:
		w.statements(a, b)
	case register.Commitment:
		w.commitments(a, b)
	}
	w.Score = min(w.Score, 1000)
	return w.Link, w.Score >= enough[a.Kind]
}

// Key is what links name a mention by: its id, or of a person the face.
func Key(m *register.Mention) string { return cmp.Or(m.Face, m.ID) }

// conflict names what speaks against two mentions being one thing, or "". It
// holds between all mentions of two clusters that are to be joined.
func conflict(a, b *register.Mention) string {
	switch a.Kind {
	case register.Person:
		return personConflict(a, b)
	case register.Event:
		return eventConflict(a, b)
	case register.Statement:
		return statementConflict(a, b)
	case register.Commitment:
		return commitmentConflict(a, b)
	}
	return ""
}

// All compares every mention with every other: the oracle for comparing by
// blocks.
func All(mentions []register.Mention) []register.Link {
	var out []register.Link
	seen := map[[2]string]bool{}
	for i := range mentions {
		for j := i + 1; j < len(mentions); j++ {
			out = compareOnce(out, seen, &mentions[i], &mentions[j])
		}
	}
	return out
}

// Blocked compares mentions that share a block.
func Blocked(mentions []register.Mention) []register.Link {
	in := map[int64][]int{}
	var out []register.Link
	seen := map[[2]string]bool{}
	for i := range mentions {
		for _, b := range mentions[i].Blocks {
			for _, j := range in[b] {
				out = compareOnce(out, seen, &mentions[i], &mentions[j])
			}
			in[b] = append(in[b], i)
		}
	}
	return out
}

// compareOnce appends what speaks for joining two mentions, once for each pair
// of keys.
func compareOnce(out []register.Link, seen map[[2]string]bool, a, b *register.Mention) []register.Link {
	pair := [2]string{min(Key(a), Key(b)), max(Key(a), Key(b))}
	if a.Kind != b.Kind || seen[pair] {
		return out
	}
	seen[pair] = true
	if l, ok := Joins(a, b); ok {
		out = append(out, l)
	}
	return out
}
