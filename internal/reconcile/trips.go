package reconcile

import (
	"cmp"
	"slices"

	"safir/internal/calendar"
	"safir/internal/register"
)

// Limits of journeys, in days.
const (
	tripGap  = 4 // between two events of one journey
	tripSpan = 3 // an event that may lie in more days says nothing of a stay
)

// Trips are the journeys of one person whose home is a state, from events in
// which that person took part: what occurred, in a known place, within known
// days. Events that have the person in two places on one day are told as
// clashes.
func Trips(home string, person func(*register.Name) bool, events []register.Summary) ([]register.Trip, []register.Clash) {
	stays := make([]*register.Summary, 0, len(events))
	for i := range events {
		if e := &events[i]; stay(e) {
			stays = append(stays, e)
		}
	}
	slices.SortFunc(stays, func(a, b *register.Summary) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To), cmp.Compare(a.Thing, b.Thing))
	})
	w := walk{home: home, person: person}
	for _, e := range stays {
		w.step(e)
	}
	w.end()
	return w.trips, clashes(stays)
}

// stay reports whether an event says where its people were.
func stay(e *register.Summary) bool {
	if e.Status != "occurred" || e.Channel != "in_person" || e.Country == "" || e.From == "" {
		return false
	}
	t := whenOf(&e.Mention)
	return t.to-t.from < tripSpan
}

// walk follows one person from event to event.
type walk struct {
	home   string
	person func(*register.Name) bool
	trips  []register.Trip
	trip   *register.Trip
	last   string // day of the last event
}

func (w *walk) step(e *register.Summary) {
	before, ok1 := calendar.DayOf(w.last)
	now, ok2 := calendar.DayOf(e.From)
	if e.Country == w.home || ok1 && ok2 && now-before > tripGap {
		w.end()
	}
	if e.Country != w.home {
		w.stop(e)
	}
	w.last = e.To
}

// stop adds an event to the stop it was made at, or begins another.
func (w *walk) stop(e *register.Summary) {
	if w.trip == nil {
		w.trip = &register.Trip{From: e.From}
	}
	t := w.trip
	t.To = e.To
	if n := len(t.Stops); n == 0 || !onePlace(&t.Stops[n-1], e) {
		s := register.Stop{Country: e.Country, City: e.City, Latest: e.To}
		if n > 0 {
			s.Earliest = t.Stops[n-1].Left
		}
		t.Stops = append(t.Stops, s)
	}
	s := &t.Stops[len(t.Stops)-1]
	s.City, s.Left = cmp.Or(s.City, e.City), e.To
	s.Events = append(s.Events, e.Thing)
	for i := range e.Who {
		if n := e.Who[i]; n.Country == w.home && !w.person(&n) {
			t.Delegation = withPerson(t.Delegation, n)
		}
	}
	t.Purpose = append(t.Purpose, append(list(e.Occasion), e.Topics...)...)
}

func onePlace(s *register.Stop, e *register.Summary) bool {
	return s.Country == e.Country && (s.City == e.City || s.City == "" || e.City == "")
}

// end closes the journey.
func (w *walk) end() {
	if w.trip != nil {
		w.trip.Purpose = set(w.trip.Purpose)
		w.trips = append(w.trips, *w.trip)
	}
	w.trip, w.last = nil, ""
}

// clashes are pairs of events on one known day in two places.
func clashes(stays []*register.Summary) []register.Clash {
	var out []register.Clash
	for i, a := range stays {
		for _, b := range stays[i+1:] {
			if b.From > a.From {
				break
			}
			if a.From != a.To || b.From != b.To || a.About || b.About || onePlace(&register.Stop{Country: a.Country, City: a.City}, b) {
				continue
			}
			out = append(out, register.Clash{Day: a.From, A: min(a.Thing, b.Thing), B: max(a.Thing, b.Thing)})
		}
	}
	return out
}
