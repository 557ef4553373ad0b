package reconcile

import (
	"slices"

	"safir/internal/register"
)

// family puts verbs together that may tell of one happening in other words.
var family = map[string]string{
	"meet": "talk", "receive": "talk", "visit": "talk", "negotiate": "talk", "consultations": "talk", "farewell": "talk",
	"sign": "document", "initial": "document", "agree": "document", "declare": "document",
	"launch": "launch", "inaugurate": "launch",
	"sanction": "sanction", "suspend": "sanction",
	"cut_ties": "cut", "recall": "cut", "expel": "cut",
	"seize": "coerce", "arrest": "coerce", "deport": "coerce",
}

func familyOf(m *register.Mention) string {
	if f := family[m.Verb]; f != "" {
		return f
	}
	return m.Verb
}

// rare are verbs of what two states do so seldom that the parties and the day
// say which it is.
var rare = map[string]bool{
	"commission": true, "consultations": true, "cut_ties": true, "recall": true, "expel": true, "leave": true, "open_mission": true,
	"return_ambassador": true, "ceasefire": true, "summon": true, "exchange": true, "join": true,
}

// Points of events. Day and people weigh most.
const (
	pointsParties     = 120
	pointsSomeParties = 60
	pointsPerson      = 130 // for each state with a person that both name
	pointsHolder      = 90  // for each state with an office that both name
	pointsVerb        = 60
	pointsFamily      = 30
	pointsCity        = 80
	pointsPlace       = 20
	pointsOtherPlace  = -150
	pointsOccasion    = 60
	pointsSession     = 100
	pointsChannel     = 30
	pointsManyWords   = 60
	pointsSomeWords   = 30
	pointsTopics      = 40
	pointsSameText    = 100
	pointsStatus      = 20
	pointsPeers       = 40 // a journey is made for the talk with the like of oneself
	countedPeople     = 2
)

// eventConflict keeps happenings apart: told apart by one report, of another
// kind, on another day, through another channel, in another city, between
// other parties or people.
func eventConflict(a, b *register.Mention) string {
	switch {
	case a.Report == b.Report:
		return "told-apart"
	case a.Text == b.Text && a.Item != b.Item:
		return "told-apart"
	case familyOf(a) != familyOf(b):
		return "other-kind"
	case daysOf(a, b).clash:
		return "other-day"
	case otherChannel(a.Channel, b.Channel):
		return "other-channel"
	case a.City != "" && b.City != "" && a.City != b.City && a.Verb != "call":
		return "other-city"
	case otherParties(a, b):
		return "other-parties"
	case (a.Verb == "commission" || a.Verb == "attend") && a.Ordinal > 0 && b.Ordinal > 0 && a.Ordinal != b.Ordinal:
		return "other-number"
	case !wide(a) && !wide(b) && peopleOf(a, b).clash:
		return "other-people"
	}
	return ""
}

// wide reports whether an event gathers so many that each report names others.
func wide(m *register.Mention) bool {
	return m.Verb == "attend" || m.Format == "multilateral" && len(m.Parties) > 2
}

func otherChannel(a, b string) bool {
	far := func(c string) string {
		if c == "video" {
			return "phone"
		}
		return c
	}
	return a != "" && b != "" && far(a) != far(b)
}

func otherParties(a, b *register.Mention) bool {
	n, small := shared(a.Parties, b.Parties), min(len(a.Parties), len(b.Parties))
	if wide(a) && wide(b) || small == 0 {
		all := len(a.Parties) + len(b.Parties) - n
		return familyOf(a) == "talk" && n < small && 2*n <= all
	}
	if x, y := delegations(a), delegations(b); min(x, y) == 2 && max(x, y) > 2 {
		return true // two of three, alone
	}
	return n < small && n < 2 || len(a.Parties) == 2 && len(b.Parties) == 2 && n < 2
}

// delegations is the number of states that sent people.
func delegations(m *register.Mention) int {
	n := 0
	for _, c := range states(m.Who) {
		if c != "" {
			n++
		}
	}
	return n
}

// events weighs two happenings that nothing keeps apart.
func (w *weigh) events(a, b *register.Mention) {
	session := sameSession(a, b)
	if !session && !samePartyKey(a, b) {
		return
	}
	when, who := daysOf(a, b), peopleOf(a, b)
	if when.never {
		return
	}
	w.add(when.what, when.points)
	if shared(a.Parties, b.Parties) > 0 {
		w.parties(a, b, pointsParties, pointsSomeParties)
	}
	if session {
		w.add("same-session", pointsSession)
	}
	w.add("same-people", min(who.persons, countedPeople)*pointsPerson)
	w.add("same-offices", min(who.offices, max(0, countedPeople-who.persons))*pointsHolder)
	if a.Verb == b.Verb {
		w.add("same-verb", pointsVerb)
	} else {
		w.add("like-verb", pointsFamily)
	}
	if a.Status == b.Status {
		w.add("same-status", pointsStatus)
	}
	if (a.Verb == "visit") != (b.Verb == "visit") && (counterparts(a) || counterparts(b)) {
		w.add("counterparts", pointsPeers)
	}
	city := w.place(a, b)
	w.occasion(a, b)
	if a.Channel != "" && a.Channel == b.Channel {
		w.add("same-channel", pointsChannel)
	}
	alike := w.likeness(a, b)
	grounds := who.persons+who.offices > 0 || city || session || alike > 0 || rare[a.Verb]
	if familyOf(a) == "talk" || a.Verb == "call" {
		grounds = who.persons+who.offices > 0 || city && alike > 0 || alike > 1
	}
	if when.undated {
		grounds = who.persons > 1 && alike > 1 && common(a.Words, b.Words) >= wordsUndated
	}
	if !grounds {
		w.Score = 0
	}
}

func (w *weigh) parties(a, b *register.Mention, all, some int) {
	if slices.Equal(a.Parties, b.Parties) {
		w.add("same-parties", all)
	} else {
		w.add("some-parties", some)
	}
}

// counterparts reports whether people of two states hold one office.
func counterparts(m *register.Mention) bool {
	for i := range m.Who {
		for j := range m.Who[:i] {
			if x, y := &m.Who[i], &m.Who[j]; x.Country != y.Country && x.Office == y.Office && !vague[x.Office] {
				return true
			}
		}
	}
	return false
}

// place weighs where two events were, and reports whether both name one city.
func (w *weigh) place(a, b *register.Mention) bool {
	switch {
	case a.City != "" && a.City == b.City:
		w.add("same-city", pointsCity)
		return true
	case a.Country != "" && a.Country == b.Country:
		w.add("same-country", pointsPlace)
	case a.Country != "" && b.Country != "":
		w.add("other-place", pointsOtherPlace)
	}
	return false
}

func (w *weigh) occasion(a, b *register.Mention) {
	if a.Occasion == "" || b.Occasion == "" {
		return
	}
	if a.Occasion == b.Occasion {
		w.add("same-occasion", pointsOccasion)
	}
}

// Hundredths of the shorter evidence's words that both share, and the least
// number of them.
const (
	manyWords  = 50
	someWords  = 25
	fewestSame = 3

	wordsUndated = 9 // without which no two talks without days are one
)

// likeness weighs the words of the evidence; it is 2 where most are the same
// (or the text is), 1 where some are or topics and names agree, 0 else.
func (w *weigh) likeness(a, b *register.Mention) int {
	if a.Text == b.Text {
		w.add("same-text", pointsSameText)
		return 2
	}
	if a.Lang == b.Lang {
		n := common(a.Words, b.Words)
		small := min(len(a.Words), len(b.Words))
		switch {
		case n < fewestSame || n*100 < someWords*small:
		case n*100 >= manyWords*small:
			w.add("same-words", pointsManyWords)
			return 2
		default:
			w.add("like-words", pointsSomeWords)
			return 1
		}
	}
	if shared(a.Topics, b.Topics) > 0 {
		w.add("same-topics", pointsTopics)
		return 1
	}
	return 0
}

// peopleFit says how the people of two events agree, state by state.
type peopleFit struct {
	persons, offices int
	clash            bool // a state is represented by other people
}

func peopleOf(a, b *register.Mention) peopleFit {
	var p peopleFit
	for _, c := range states(a.Who) {
		x, y := ofState(a.Who, c), ofState(b.Who, c)
		if len(y) == 0 {
			continue
		}
		switch sameOf(x, y, a.Lang == b.Lang) {
		case personSame:
			p.persons++
		case personOffice:
			p.offices++
		case personOther:
			p.clash = p.clash || c != ""
		}
	}
	return p
}

// states are the codes of those whom the people come from, each once; "" for
// people of none.
func states(who []register.Name) []string {
	var out []string
	for i := range who {
		if c := who[i].Country; !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	return out
}

func ofState(who []register.Name, code string) []*register.Name {
	var out []*register.Name
	for i := range who {
		if who[i].Country == code {
			out = append(out, &who[i])
		}
	}
	return out
}

// personFit says whether two names in one setting mean one person.
type personFit int

const (
	personOther personFit = iota
	personUnknown
	personOffice
	personSame
)

// sameOf is the best fit between the people of one state in two events.
func sameOf(x, y []*register.Name, oneLanguage bool) personFit {
	best := personOther
	for _, n := range x {
		for _, o := range y {
			best = max(best, samePerson(n, o, oneLanguage))
		}
	}
	return best
}

// samePerson compares two names of people of one state in like settings.
func samePerson(a, b *register.Name, oneLanguage bool) personFit {
	known := a.English != "" && b.English != ""
	switch {
	case known && a.English == b.English:
		return personSame
	case a.Text == "" || b.Text == "": // the holder is only reckoned
		return sameOffice(a.Office, b.Office)
	case known:
		return personOther
	}
	how, _ := liken(a, b)
	switch {
	case how >= surname:
		return personSame
	case !oneLanguage && single[a.Office] && a.Office == b.Office:
		return personOffice // spelled so that the consonants do not agree
	case how == noName:
		return sameOffice(a.Office, b.Office)
	}
	return personOther
}

func sameOffice(a, b string) personFit {
	switch {
	case a == b && !vague[a]:
		return personOffice
	case mayBe(a, b):
		return personUnknown
	}
	return personOther
}
