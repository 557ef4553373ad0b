package reconcile

import "safir/internal/register"

// Points of statements.
const (
	pointsSaidWords = 450 // most of the words are the same
	pointsSaidSome  = 250
	pointsSpeaker   = 200
	pointsSaidDay   = 100
	pointsAct       = 60
	pointsTargets   = 60
	pointsAllTopics = 100
	pointsNames     = 60 // for each name or figure in both
	pointsRestates  = 300
	saidDays        = 4  // days between two reports of one remark
	saidSome        = 45 // in the hundred
	saidMost        = 60
	fewestSaid      = 4
	fewestNames     = 2
	mostNames       = 3
)

// statementConflict keeps remarks apart: of other people, or on other days.
func statementConflict(a, b *register.Mention) string {
	switch {
	case !sameSpeakers(a, b):
		return "other-speaker"
	case saidGap(a, b) > reach:
		return "other-day"
	}
	return ""
}

// saidGap is the number of days between two remarks' reports.
func saidGap(a, b *register.Mention) int {
	x, ok1 := dayOf(a.Published)
	y, ok2 := dayOf(b.Published)
	switch {
	case a.Text == b.Text || !ok1 && !ok2:
		return 0
	case !ok1 || !ok2:
		return saidDays + 1
	}
	return max(x-y, y-x)
}

// sameSpeakers reports whether a speaker of one is a speaker of the other.
func sameSpeakers(a, b *register.Mention) bool {
	if len(a.Who) == 0 || len(b.Who) == 0 {
		return len(a.Who) == len(b.Who) && shared(a.Parties, b.Parties) > 0
	}
	for i := range a.Who {
		for j := range b.Who {
			x, y := &a.Who[i], &b.Who[j]
			if x.Country == y.Country && samePerson(x, y, a.Lang == b.Lang) >= personOffice {
				return true
			}
		}
	}
	return false
}

// statements weighs two remarks of one speaker.
func (w *weigh) statements(a, b *register.Mention) {
	if saidGap(a, b) > saidDays {
		return
	}
	w.add("same-speaker", pointsSpeaker)
	n, names := common(a.Words, b.Words)
	small := min(len(a.Words), len(b.Words))
	switch {
	case a.Report == b.Report && (a.Restates == b.Item || b.Restates == a.Item):
		w.add("restates", pointsRestates)
	case a.Lang != b.Lang:
		w.across(a, b, names)
		return
	case n < fewestSaid || n*100 < saidSome*small:
		w.Score = 0
		return
	}
	if n*100 >= saidMost*small && n >= fewestSaid {
		w.add("same-words", pointsSaidWords)
	} else if n*100 >= saidSome*small && n >= fewestSaid {
		w.add("like-words", pointsSaidSome)
	}
	w.about(a, b)
}

// across weighs remarks in two languages: only what both can share.
func (w *weigh) across(a, b *register.Mention, names int) {
	same := len(a.Topics) > 0 && shared(a.Topics, b.Topics) == max(len(a.Topics), len(b.Topics))
	if names < fewestNames || a.Verb != b.Verb || !same {
		w.Score = 0
		return
	}
	w.add("same-names", min(names, mostNames)*pointsNames)
	w.add("same-topics", pointsAllTopics)
	w.about(a, b)
}

func (w *weigh) about(a, b *register.Mention) {
	if a.Verb == b.Verb {
		w.add("same-act", pointsAct)
	}
	if len(a.Targets) > 0 && shared(a.Targets, b.Targets) == max(len(a.Targets), len(b.Targets)) {
		w.add("same-targets", pointsTargets)
	}
	if a.Published == b.Published {
		w.add("same-day", pointsSaidDay)
	}
}
