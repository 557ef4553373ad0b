package score

import (
	"math/rand/v2"
	"slices"
	"strings"

	"safir/internal/record"
)

// spoiler changes records at random, to bring out every way in which a record
// may differ from its gold. It knows nothing of what the articles say.
type spoiler struct{ *rand.Rand }

func newSpoiler(seed uint64) spoiler { return spoiler{rand.New(rand.NewPCG(seed, 7))} }

func (s spoiler) chance(p float64) bool { return s.Float64() < p }

// some keeps most items, doubles a few and moves a few to the front.
func some[T any](s spoiler, list []T) []T {
	out := []T{}
	for _, x := range list {
		switch roll := s.Float64(); {
		case roll < .15:
		case roll < .22:
			out = append(out, x, x)
		case roll < .30:
			out = slices.Insert(out, 0, x)
		default:
			out = append(out, x)
		}
	}
	return out
}

// pick is one of the words given; "" stands for null.
func (s spoiler) pick(list ...string) *string {
	if w := list[s.IntN(len(list))]; w != "" {
		return &w
	}
	return nil
}

// maybe changes a field now and then.
func (s spoiler) maybe(old *string, list ...string) *string {
	if s.chance(.25) {
		return s.pick(list...)
	}
	return old
}

func (s spoiler) maybeText(old string, list ...string) string {
	return text(s.maybe(&old, list...))
}

// states changes a list of countries.
func (s spoiler) states(list []string) []string {
	out := some(s, list)
	if s.chance(.2) {
		out = append(out, *s.pick("IRN", "SAU", "EGY", "RUS", "UN"))
	}
	return out
}

// span shifts, stretches or shrinks a span within the text.
func (s spoiler) span(at record.Span, length int) record.Span {
	if s.chance(.4) {
		at[0] += s.IntN(81) - 40
		at[1] += s.IntN(121) - 40
	}
	if s.chance(.05) {
		at[1] = at[0] + 380 + s.IntN(40)
	}
	at[0] = min(max(at[0], 0), length)
	at[1] = min(max(at[1], at[0]), length)
	return at
}

// name prints a name otherwise.
func (s spoiler) name(name string) string {
	parts := strings.Fields(name)
	switch s.IntN(12) {
	case 0:
		return parts[len(parts)-1]
	case 1:
		return parts[0]
	case 2:
		return strings.NewReplacer("ی", "ي", "ک", "ك", "ا", "أ").Replace(name)
	case 3:
		return "ال" + strings.Join(parts, " ال")
	case 4:
		return strings.Join(parts, "\u200c")
	case 5:
		return strings.Join(parts, "")
	case 6:
		return "سهراب " + parts[len(parts)-1]
	}
	return name
}

// record spoils a whole record.
func (s spoiler) record(rec record.Record) record.Record {
	length := len([]rune(rec.Text))
	rec.Published.Value = s.maybe(rec.Published.Value, "", "2020-01-01", "2021-05-05T10:00")
	if s.chance(.2) {
		rec.Published.Value = s.pick("2022-02-02T02:02")
	}
	rec.Actors = some(s, rec.Actors)
	for i := range rec.Actors {
		s.actor(&rec.Actors[i])
	}
	rec.Events = some(s, rec.Events)
	for i := range rec.Events {
		s.event(&rec.Events[i], rec.Actors, length)
	}
	rec.Statements = some(s, rec.Statements)
	for i := range rec.Statements {
		s.statement(&rec.Statements[i], rec.Actors, length)
	}
	rec.Commitments = some(s, rec.Commitments)
	for i := range rec.Commitments {
		s.commitment(&rec.Commitments[i], length)
	}
	return rec
}

func (s spoiler) actor(a *record.Actor) {
	a.Name = s.name(a.Name)
	a.Country = s.maybe(a.Country, "", "IRN", "IRQ", "UZB")
	a.Office = s.maybe(a.Office, "", "minister", "foreign_minister")
	a.Represents = s.maybe(a.Represents, "", "state", "opposition")
	if a.Kind == "organization" {
		a.Acronym = s.maybe(a.Acronym, "", "UN", "XYZ")
		a.NameEn = s.maybe(nil, "", "Some Body")
	}
	if s.chance(.03) {
		a.Kind = *s.pick("person", "country", "organization")
	}
}

// anyActor is the id of some actor, or of none.
func (s spoiler) anyActor(actors []record.Actor) string {
	if len(actors) == 0 || s.chance(.1) {
		return "gone"
	}
	return actors[s.IntN(len(actors))].ID
}

func (s spoiler) event(e *record.Event, actors []record.Actor, length int) {
	e.Type = s.maybeText(e.Type, "CONSULT", "AGREE", "AID", "SUPPORT")
	e.Mode = s.maybe(e.Mode, "", "visit", "phone")
	e.Verb = s.maybeText(e.Verb, "meet", "sign")
	e.Channel = s.maybe(e.Channel, "", "phone", "in_person")
	e.Status = s.maybeText(e.Status, "occurred", "planned")
	e.Main = e.Main != s.chance(.2)
	e.Participants = some(s, e.Participants)
	if s.chance(.3) {
		e.Participants = append(e.Participants, record.Participant{Actor: s.anyActor(actors)})
	}
	e.Countries = s.states(e.Countries)
	e.Topics = s.topics(e.Topics)
	e.Spans = []record.Span{s.span(e.Spans[0], length), {0, s.IntN(500)}}[:1+s.IntN(2)]
	if s.chance(.3) {
		e.Date = &record.Date{Value: s.pick("", "2024-05-07", "2024", "2024-05-07T10:00/2024-05-08T12:00")}
	} else if d := text(e.Date.Value); len(d) == 10 && s.chance(.3) {
		e.Date = &record.Date{Value: s.pick(d+"T09:00", d+"/2099-01-01")}
	}
	s.place(e)
}

func (s spoiler) place(e *record.Event) {
	if s.chance(.1) {
		e.Place = nil
	}
	if e.Place != nil {
		city := text(e.Place.City)
		e.Place = &record.Place{Country: s.maybe(e.Place.Country, "", "IRN"), City: s.maybe(e.Place.City, "", city+" City", strings.ToUpper(city), "New-Town")}
	}
}

func (s spoiler) topics(list []string) []string {
	out := some(s, list)
	if s.chance(.1) {
		out = append(out, *s.pick("trade", "water", "sport"))
	}
	return out
}

func (s spoiler) statement(st *record.Statement, actors []record.Actor, length int) {
	st.Act = s.maybeText(st.Act, "state", "stress", "hope")
	st.Span = s.span(st.Span, length)
	st.Speakers = some(s, st.Speakers)
	if s.chance(.25) {
		st.Speakers = append(st.Speakers, s.anyActor(actors))
	}
	st.Targets = s.states(st.Targets)
	if s.chance(.2) {
		st.Targets = append(st.Targets, s.anyActor(actors))
	}
	st.Topics = s.topics(st.Topics)
}

func (s spoiler) commitment(c *record.Commitment, length int) {
	c.By, c.Parties = s.states(c.By), s.states(c.Parties)
	c.Stage = s.maybeText(c.Stage, "signed", "agreed", "proposed")
	c.Object.Kind = s.maybeText(c.Object.Kind, "visit", "project")
	c.Deadline = &record.Deadline{Value: s.maybe(c.Deadline.Value, "", "2024", "2025-01-01")}
	if s.chance(.1) {
		c.Deadline = nil
	}
	c.Topics = s.topics(c.Topics)
	c.Span = s.span(c.Span, length)
}
