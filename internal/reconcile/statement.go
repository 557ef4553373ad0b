package reconcile

import (
	"slices"
	"strings"

	"safir/internal/calendar"
	"safir/internal/register"
)

// Points of statements, and what they ask for.
const (
	pointsSaidWords = 450 // most of the words are the same
	pointsSaidSome  = 250
	pointsSpeaker   = 200
	pointsSaidDay   = 100
	pointsSaidEvent = 100 // said at one event
	pointsSaidNear  = 60  // a day apart
	pointsAct       = 80
	pointsRareAct   = 130
	pointsTargets   = 60
	pointsAllTopics = 100
	pointsAllSame   = 120 // act, topics and targets, or a rare act at nobody, within a day
	pointsName      = 100 // for each name or figure in both, across languages
	pointsRestates  = 300
	saidDays        = 2 * reach // days between two reports of one remark
	saidFar         = 8
	saidSome        = 45 // in the hundred
	saidMost        = 60
	saidOfLonger    = 30
	saidShort       = 70
	fewestSaid      = 4
	fewestUndated   = 6
	mostNames       = 3
)

// statementConflict keeps remarks apart: of other people, on other days, or
// told side by side in other words.
func statementConflict(a, b *register.Mention) string {
	switch {
	case a.Text == b.Text && a.Item != b.Item && !restated(a, b) && !repeated(a, b):
		return "told-apart"
	case !sameSpeakers(a, b):
		return "other-speaker"
	case saidGap(a, b) > saidFar:
		return "other-day"
	}
	return ""
}

func restated(a, b *register.Mention) bool {
	return a.Report == b.Report && (a.Restates == b.Item || b.Restates == a.Item)
}

// repeated reports whether two remarks of one report may be one, in the title
// and below: half of the shorter one's words, two at least, are in both.
func repeated(a, b *register.Mention) bool {
	n := common(a.Words, b.Words)
	return n >= 2 && 2*n >= min(len(a.Words), len(b.Words))
}

// alikeBy reports whether two mentions share so many hundredths of the shorter
// one's words, and some of the longer one's. Without days they need more.
func alikeBy(a, b *register.Mention, percent int) bool {
	least := fewestSaid
	if a.Published == "" && b.Published == "" && a.Text != b.Text {
		least, percent = fewestUndated, saidMost
	}
	n := common(a.Words, b.Words)
	if n == least-1 && n*100 >= saidShort*max(len(a.Words), len(b.Words)) {
		n = least // a short remark, but nearly all of it
		percent = 0
	}
	return n >= least && n*100 >= percent*min(len(a.Words), len(b.Words)) && n*100 >= saidOfLonger*max(len(a.Words), len(b.Words))
}

// saidGap is the number of days between two remarks' reports.
func saidGap(a, b *register.Mention) int {
	if a.Published == b.Published {
		return 0
	}
	x, ok1 := calendar.DayOf(a.Published)
	y, ok2 := calendar.DayOf(b.Published)
	switch {
	case !ok1 && !ok2:
		return 0
	case !ok1 || !ok2:
		return saidDays + 1
	}
	return max(x-y, y-x)
}

// sameSpeakers reports whether a speaker of one is a speaker of the other.
func sameSpeakers(a, b *register.Mention) bool {
	if len(a.Who) == 0 || len(b.Who) == 0 {
		both := len(a.Parties) > 1 && slices.Equal(a.Parties, b.Parties) // by their states or by their people
		return both || len(a.Who) == len(b.Who) && shared(a.Parties, b.Parties) > 0
	}
	for i := range a.Who {
		for j := range b.Who {
			if sameSpeaker(&a.Who[i], &b.Who[j], a.Lang == b.Lang) {
				return true
			}
		}
	}
	return false
}

// sameSpeaker reports whether two names mean one speaker. One whom the
// directory knows and one whom it does not must also hold one office.
func sameSpeaker(a, b *register.Name, oneLanguage bool) bool {
	fit := samePerson(a, b, oneLanguage)
	if a.Country != b.Country || fit < personOffice {
		return false
	}
	return fit == personOffice || (a.English == "") == (b.English == "") || a.Office == b.Office && !vague[a.Office]
}

// statements weighs two remarks of one speaker.
func (w *weigh) statements(a, b *register.Mention) {
	again := a.Lang == b.Lang && restated(a, b)
	if a.Lang == b.Lang && !again && !alikeBy(a, b, saidSome) || saidGap(a, b) > saidDays {
		return
	}
	w.add("same-speaker", pointsSpeaker)
	if a.Lang != b.Lang {
		w.across(a, b)
		return
	}
	if again {
		w.add("restates", pointsRestates)
	}
	switch {
	case alikeBy(a, b, saidMost):
		w.add("same-words", pointsSaidWords)
	case alikeBy(a, b, saidSome):
		w.add("like-words", pointsSaidSome)
	}
	w.about(a, b)
}

// across weighs remarks in two languages by what both can share: names and
// figures, the act, the topics and targets, the day and event.
func (w *weigh) across(a, b *register.Mention) {
	n, x, y := commonOf(a.Words, b.Words, particular)
	some := n > 0 && 2*n >= max(x, y)
	matter := sameMatter(a, b)
	all := saidGap(a, b) <= 1 && (matter == matterSame && (sameTargets(a, b) || jointly(a, b)) || matter >= matterLike && atNobody(a, b))
	switch {
	case a.Verb != b.Verb || a.Published == "" || b.Published == "":
		w.Score = 0
		return
	case some:
		w.add("same-names", min(n, mostNames)*pointsName)
		if n == max(x, y) {
			w.add("all-names", pointsName)
		}
	case !all || x > 0 && y > 0:
		w.Score = 0
		return
	}
	switch matter {
	case matterSame:
		w.add("same-topics", pointsAllTopics)
	case matterLike:
		w.add("like-topics", pointsTopics)
	}
	if all {
		w.add("all-the-same", pointsAllSame)
	}
	w.about(a, b)
}

// atNobody reports whether two remarks do what few remarks do, and neither says
// to whom.
func atNobody(a, b *register.Mention) bool {
	return !plainActs[a.Verb] && len(a.Targets) == 0 && len(b.Targets) == 0
}

func sameTargets(a, b *register.Mention) bool {
	return len(a.Targets) > 0 && slices.Equal(a.Targets, b.Targets)
}

// matterFit says how the topics of two mentions agree. A topic that is only a
// region says where, not what, and counts where nothing else is told.
type matterFit int

const (
	matterUnknown matterFit = iota
	matterOther
	matterLike
	matterSame
)

func sameMatter(a, b *register.Mention) matterFit {
	x, y := matter(a.Topics), matter(b.Topics)
	switch n := shared(x, y); {
	case len(x) == 0 || len(y) == 0:
		return matterUnknown
	case n == 0:
		return matterOther
	case n == max(len(x), len(y)):
		return matterSame
	}
	return matterLike
}

// matter is sorted topics without those of regions, unless there are no others.
func matter(topics []string) []string {
	const region = "regional/"
	i, _ := slices.BinarySearch(topics, region)
	j := i
	for j < len(topics) && strings.HasPrefix(topics[j], region) {
		j++
	}
	switch {
	case i == j || j-i == len(topics):
		return topics
	case i == 0:
		return topics[j:]
	case j == len(topics):
		return topics[:i]
	}
	return slices.Concat(topics[:i], topics[j:])
}

// plainActs are those of most remarks.
var plainActs = map[string]bool{"state": true, "stress": true, "announce": true}

// jointly reports whether the same two people or more speak in both.
func jointly(a, b *register.Mention) bool {
	if len(a.Who) < 2 || len(a.Who) != len(b.Who) {
		return len(a.Parties) > 1 && slices.Equal(a.Parties, b.Parties)
	}
	for i := range a.Who {
		if !slices.ContainsFunc(b.Who, func(n register.Name) bool { return sameSpeaker(&a.Who[i], &n, a.Lang == b.Lang) }) {
			return false
		}
	}
	return true
}

func (w *weigh) about(a, b *register.Mention) {
	switch {
	case a.Verb != b.Verb:
	case plainActs[a.Verb]:
		w.add("same-act", pointsAct)
	default:
		w.add("same-act", pointsRareAct)
	}
	if sameTargets(a, b) {
		w.add("same-targets", pointsTargets)
	}
	if a.From != "" && a.From == b.From || a.Published == b.Published {
		w.add("same-day", pointsSaidDay)
	} else if saidGap(a, b) == 1 {
		w.add("day-near", pointsSaidNear)
	}
	if a.City != "" && a.City == b.City && a.From == b.From {
		w.add("same-event", pointsSaidEvent)
	}
}
