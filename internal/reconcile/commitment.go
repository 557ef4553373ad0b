package reconcile

import (
	"slices"

	"safir/internal/register"
)

// Points of commitments.
const (
	pointsKind      = 150
	pointsOwing     = 200 // all parties are the same
	pointsObject    = 250 // most words of what was promised
	pointsObjectish = 150
	pointsDue       = 100
	pointsAmount    = 150
)

// years within which a promise of a kind is still the same one when it is met
// again, in days.
var stillSame = map[string]int{"visit": 270, "session": 400, "aid": 400, "release": 400}

// commitmentConflict keeps promises apart: of another thing, between others,
// or of another amount.
func commitmentConflict(a, b *register.Mention) string {
	switch {
	case a.Verb != b.Verb:
		return "other-object"
	case otherParties(a, b):
		return "other-parties"
	case a.Verb == "visit" && len(a.By) == 1 && len(b.By) == 1 && a.By[0] != b.By[0]:
		return "other-way"
	case a.Verb == "aid" && a.Amount != "" && b.Amount != "" && a.Amount != b.Amount:
		return "other-amount"
	case tooLong(a, b):
		return "other-time"
	}
	return ""
}

func tooLong(a, b *register.Mention) bool {
	x, ok1 := dayOf(a.Published)
	y, ok2 := dayOf(b.Published)
	limit := stillSame[a.Verb]
	return ok1 && ok2 && limit > 0 && max(x-y, y-x) > limit
}

// commitments weighs two promises about one kind of object.
func (w *weigh) commitments(a, b *register.Mention) {
	if !samePartyKey(a, b) || a.Report == b.Report && a.Text == b.Text {
		return
	}
	w.add("same-object", pointsKind)
	w.parties(a, b)
	n, names := common(a.Words, b.Words)
	small := min(len(a.Words), len(b.Words))
	alike := 0
	switch {
	case a.Text == b.Text && a.Item == b.Item:
		w.add("same-text", pointsSameText)
		alike = 2
	case a.Lang == b.Lang && n >= fewestSame && n*100 >= manyWords*small:
		w.add("same-words", pointsObject)
		alike = 2
	case a.Lang == b.Lang && n >= fewestSame && n*100 >= someWords*small:
		w.add("like-words", pointsObjectish)
		alike = 1
	}
	w.add("same-names", min(names, mostNames)*pointsNames)
	if a.From != "" && a.From == b.From && a.To == b.To {
		w.add("same-deadline", pointsDue)
		alike++
	}
	if a.Amount != "" && a.Amount == b.Amount {
		w.add("same-amount", pointsAmount)
		alike++
	}
	if len(a.Topics) > 0 && slices.Equal(a.Topics, b.Topics) {
		w.add("same-topics", pointsAllTopics)
		alike++
	}
	if a.Verb == "visit" && len(a.By) == 1 && slices.Equal(a.By, b.By) {
		w.add("same-way", pointsAllTopics)
		alike++
	}
	if alike == 0 {
		w.Score = 0
	}
}
