package reconcile

import (
	"slices"

	"safir/internal/calendar"
	"safir/internal/register"
)

// Points of commitments, and what they ask for.
const (
	pointsKind      = 150
	pointsOwing     = 150
	pointsOwingSome = 80
	pointsObject    = 250 // most words of what was promised
	pointsCopied    = 300
	pointsObjectish = 150
	pointsNameToo   = 50 // beside words
	pointsMatter    = 60 // topics, beside words; across languages they are most there is
	pointsDue       = 100
	pointsRenewed   = 60 // told again with a later deadline
	pointsAmount    = 150
	pointsWay       = 100
	pointsToldThen  = 150 // told within days
	pointsToldSoon  = 80  // within months
	toldThen        = 3
	toldSoon        = 100
	overdue         = 30 // days after which a visit or session is no longer waited for
	mostObject      = 60 // in the hundred
	someObject      = 50
	fewestObject    = 3
)

// stillSame is for how many days a promise of a kind is the same when it is
// met again; other kinds have no end.
var stillSame = map[string]int{"visit": 270, "session": 400, "aid": 400, "release": 400}

// ofThing are kinds whose object has a place and a matter that it keeps.
var ofThing = map[string]bool{"instrument": true, "project": true, "service": true, "other": true, "aid": true}

// commitmentConflict keeps promises apart: of another thing, between others,
// at other places, on other matters, or of another amount.
func commitmentConflict(a, b *register.Mention) string {
	switch {
	case a.Verb != b.Verb:
		return "other-object"
	case otherParties(a, b):
		return "other-parties"
	case ofThing[a.Verb] && a.Verb != "instrument" && a.Text == b.Text && !repeated(a, b):
		return "told-apart"
	case a.Verb == "visit" && len(a.By) == 1 && len(b.By) == 1 && a.By[0] != b.By[0]:
		return "other-way"
	case a.Verb == "visit" && !sameVisitors(a, b):
		return "other-people"
	case ofThing[a.Verb] && otherCities(a, b):
		return "other-place"
	case ofThing[a.Verb] && sameMatter(a, b) == matterOther:
		return "other-matter"
	case a.Amount != "" && b.Amount != "" && a.Amount != b.Amount:
		return "other-amount"
	case tooLong(a, b) || over(a, b) || over(b, a):
		return "other-time"
	}
	return ""
}

// over reports whether a, a visit or session, was due well before b was
// promised: then it took place, or came to nothing. What is put off is not
// over.
func over(a, b *register.Mention) bool {
	limit := calendar.Shift(a.To, overdue)
	return (a.Verb == "visit" || a.Verb == "session") && b.Status != "delayed" && limit != "" && limit < b.Published && b.From != a.From
}

// sameVisitors reports whether the people who are to travel, where both name
// any, may be the same.
func sameVisitors(a, b *register.Mention) bool {
	for _, c := range a.By {
		x, y := takingPart(a, c), takingPart(b, c)
		if len(x) > 0 && len(y) > 0 && sameOf(x, y, a.Lang == b.Lang) == personOther {
			return false
		}
	}
	return true
}

// takingPart are the people of a state who are to take part themselves.
func takingPart(m *register.Mention, of string) []*register.Name {
	return slices.DeleteFunc(ofState(m.Who, of), func(n *register.Name) bool { return n.Role == "" })
}

// otherCities reports whether both name cities, and none in common.
func otherCities(a, b *register.Mention) bool {
	n, x, y := commonOf(a.Words, b.Words, isCity)
	return n == 0 && x > 0 && y > 0
}

// toldApart is the number of days between two reports; ok is false where one
// has no day.
func toldApart(a, b *register.Mention) (int, bool) {
	x, ok1 := calendar.DayOf(a.Published)
	y, ok2 := calendar.DayOf(b.Published)
	return max(x-y, y-x), ok1 && ok2
}

func tooLong(a, b *register.Mention) bool {
	n, ok := toldApart(a, b)
	limit := stillSame[a.Verb]
	return ok && limit > 0 && n > limit
}

// commitments weighs two promises about one kind of object. What names one
// party only is hardly a promise between parties, and is joined to none.
func (w *weigh) commitments(a, b *register.Mention) {
	n, dated := toldApart(a, b)
	if len(a.Parties) < 2 || !samePartyKey(a, b) || (a.Published == "") != (b.Published == "") || dated && n > 2*promiseReach || passing(a, b) {
		return
	}
	w.add("same-object", pointsKind)
	w.parties(a, b, pointsOwing, pointsOwingSome)
	if !w.object(a, b) {
		w.Score = 0
		return
	}
	if a.From != "" && a.From == b.From && a.To == b.To {
		w.add("same-deadline", pointsDue)
	} else if renewed(a, b) || renewed(b, a) {
		w.add("later-deadline", pointsRenewed)
	}
	switch {
	case dated && n <= toldThen:
		w.add("same-time", pointsToldThen)
	case dated && n <= toldSoon:
		w.add("like-time", pointsToldSoon)
	}
}

// renewed reports whether b, told later than a, has a later deadline.
func renewed(a, b *register.Mention) bool {
	return a.To != "" && a.Published < b.Published && a.To < b.From
}

// passing reports whether two promises of no named kind, without a place or an
// amount, were told in two halves of a year. What is said to be done so
// generally is said every week, and is followed within a half-year only.
func passing(a, b *register.Mention) bool {
	if a.Verb != "other" || a.Amount != "" && a.Amount == b.Amount {
		return false
	}
	n, _, _ := commonOf(a.Words, b.Words, isCity)
	return n == 0 && halfYear(a.Published) != halfYear(b.Published)
}

// halfYear is the half of a year of an ISO day: "2024-0", or "".
func halfYear(day string) string {
	if len(day) < 7 {
		return ""
	}
	if day[5:7] <= "06" {
		return day[:4] + "-0"
	}
	return day[:4] + "-1"
}

// object weighs what was promised, and reports whether there is any ground in
// it.
func (w *weigh) object(a, b *register.Mention) bool {
	before := w.Score
	if a.Text == b.Text {
		w.add("same-text", pointsCopied)
	}
	n, small := common(a.Words, b.Words), min(len(a.Words), len(b.Words))
	switch {
	case a.Lang != b.Lang || n < fewestObject || n*100 < someObject*small:
	case n*100 >= mostObject*small:
		w.add("same-words", pointsObject)
	case a.Verb != "other":
		w.add("like-words", pointsObjectish)
	}
	if a.Verb == "other" && w.Score == before {
		return false // whatever it is, it is told in other words
	}
	names, _, _ := commonOf(a.Words, b.Words, particular)
	topics := pointsMatter
	if a.Lang != b.Lang {
		w.add("same-names", min(names, mostNames)*pointsName)
		topics = pointsAllTopics
	} else {
		w.add("same-names", min(names, mostNames)*pointsNameToo)
	}
	if a.Amount != "" && a.Amount == b.Amount {
		w.add("same-amount", pointsAmount)
	}
	if sameMatter(a, b) == matterSame {
		w.add("same-topics", topics)
	}
	if a.Verb == "visit" && len(a.By) == 1 && slices.Equal(a.By, b.By) {
		w.add("same-way", pointsWay)
	}
	return w.Score > before
}
