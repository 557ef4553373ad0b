package pipeline

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"safir/internal/doc"
	"safir/internal/fetch"
	"safir/internal/record"
)

// invented makes outcomes without coding, shaped like the records of real
// articles: as many persons, events, statements and commitments an article,
// stories that many outlets tell and copy, people of whom few are named often,
// words of which few are frequent. All people, outlets and words are invented;
// states are real codes.
type invented struct {
	dice   *rand.Rand
	words  []string
	people []figure
	states []string
	n      int
	story  story
	left   int    // reports of the story still to come
	copied string // the text that others copy
}

// figure is an invented person.
type figure struct{ name, state, office string }

// story is a happening that several reports tell.
type story struct {
	day     time.Time
	verb    string
	persons [2]figure
	city    string
	topic   string
	object  string
}

var (
	inventedVerbs   = []string{"meet", "meet", "meet", "call", "visit", "receive", "sign", "negotiate"}
	inventedActs    = []string{"state", "state", "stress", "hope", "request", "criticise", "welcome", "announce"}
	inventedTopics  = []string{"trade", "energy", "transport/rail", "security", "regional/gulf", "culture", "water", "banking"}
	inventedOffices = []string{"foreign_minister", "deputy_foreign_minister", "ambassador", "minister", "spokesperson", "head_of_state"}
	inventedStates  = strings.Fields("IRN IRQ SAU QAT OMN KWT ARE TUR AZE TJK KGZ UZB TKM AFG PAK IND CHN RUS SYR LBN JOR EGY TUN DZA MAR YEM")
)

func invent(seed uint64) *invented {
	g := &invented{dice: rand.New(rand.NewPCG(seed, 7)), states: inventedStates}
	for range 30_000 {
		g.words = append(g.words, g.word(1+g.dice.IntN(3)))
	}
	for range 600 {
		g.people = append(g.people, figure{g.word(2) + " " + g.word(3), g.states[g.dice.IntN(len(g.states))], inventedOffices[g.dice.IntN(len(inventedOffices))]})
	}
	g.story.day = time.Date(2014, 1, 1, 0, 0, 0, 0, time.UTC)
	return g
}

// word is a word of so many syllables that no list has.
func (g *invented) word(syllables int) string {
	letters, vowels := []rune("بتجحدرزسشطعفقکلمنه"), []rune("ایو")
	var w []rune
	for range syllables {
		w = append(w, letters[g.dice.IntN(len(letters))], vowels[g.dice.IntN(len(vowels))])
	}
	return string(append(w, letters[g.dice.IntN(len(letters))]))
}

// often draws a number below n, small ones often.
func (g *invented) often(n int) int {
	return min(n-1, int(float64(n)*g.dice.Float64()*g.dice.Float64()*g.dice.Float64()*g.dice.Float64()))
}

func (g *invented) sentence(words int) string {
	list := make([]string, words)
	for i := range list {
		list[i] = g.words[g.often(len(g.words))]
	}
	return strings.Join(list, " ") + "."
}

// next is the next report.
func (g *invented) next() Outcome {
	if g.left == 0 {
		g.begin()
	}
	g.left--
	g.n++
	outlet := fmt.Sprintf("outlet-%d", g.often(120))
	published := g.story.day.AddDate(0, 0, g.often(3)).Format(time.DateOnly)
	text := g.copied
	if text == "" || g.dice.IntN(3) > 0 {
		text = g.text()
		g.copied = text
	}
	r := g.record(text, published)
	url := fmt.Sprintf("https://%s.example/%d", outlet, g.n)
	raw := fmt.Appendf(nil, `{"id": "%d", "outlet": "%s", "url": "%s", "published": "%s", "text": "%s"}`, g.n, outlet, url, published, strings.ReplaceAll(text, "\n", `\n`))
	where := fmt.Sprint("made:", g.n)
	return Outcome{Where: where, Record: r, Item: fetch.Item{Where: where, Raw: raw, Article: doc.Article{Text: text, Outlet: outlet, URL: url, Published: published, File: "made.jsonl"}}}
}

// begin draws a new story: most are told once or twice, some fifty times.
func (g *invented) begin() {
	one := g.people[g.often(len(g.people))]
	two := one
	for two.state == one.state {
		two = g.people[g.often(len(g.people))]
	}
	pick := func(list []string) string { return list[g.dice.IntN(len(list))] }
	g.story = story{day: g.story.day.Add(time.Duration(g.dice.IntN(180)) * time.Minute), verb: pick(inventedVerbs), persons: [2]figure{one, two}, city: fmt.Sprintf("City %d", g.often(80)), topic: pick(inventedTopics), object: g.word(2)}
	g.left, g.copied = 1+g.often(60), ""
}

func (g *invented) text() string {
	lines := []string{g.sentence(9), g.story.persons[0].name + " " + g.sentence(20) + " " + g.story.persons[1].name}
	for range 6 + g.dice.IntN(14) {
		lines = append(lines, g.sentence(12+g.dice.IntN(16)))
	}
	return strings.Join(lines, "\n")
}

// record claims of a text what is told of the story.
func (g *invented) record(text, published string) *record.Record {
	s := &g.story
	runes := len([]rune(text))
	span := func(length int) record.Span {
		from := g.dice.IntN(max(1, runes-length))
		return record.Span{from, min(runes, from+length)}
	}
	given := "given"
	r := &record.Record{Schema: record.Schema, ID: idOf(text), Lang: "fa", Genre: "news", Text: text, Published: record.Published{Value: &published, Basis: &given},
		Source: record.Source{RawSHA256: idOf(text)}, Coder: record.Coder{Program: Version, Pack: "fa 000000000000", World: "000000000000"}, Zones: []record.Zone{{Span: record.Span{0, 40}, Kind: "title"}, {Span: record.Span{41, runes}, Kind: "body"}}}
	for i, p := range append([]figure{g.people[g.often(len(g.people))]}, s.persons[:]...) {
		state, office, basis := p.state, p.office, "text"
		r.Actors = append(r.Actors, record.Actor{ID: fmt.Sprintf("a%d", i+1), Kind: "person", Name: p.name, Country: &state, Office: &office, OfficeBasis: &basis, Spans: []record.Span{span(10), span(10)}, Rule: "fa/cast/office-name"})
	}
	countries := []string{s.persons[0].state, s.persons[1].state}
	slices.Sort(countries)
	on, explicit, calendar := s.day.Format(time.DateOnly), "relative", "gregorian"
	e := record.Event{ID: "e1", Type: "CONSULT", Verb: s.verb, Status: "occurred", Main: true, Countries: countries, Topics: []string{s.topic}, Attribution: record.Attribution{Kind: "outlet"},
		Participants: []record.Participant{{Actor: "a2", Role: "participant"}, {Actor: "a3", Role: "participant"}}, ParticipantsComplete: true,
		Date: &record.Date{Value: &on, Basis: &explicit, Calendar: &calendar}, Spans: []record.Span{span(120)}, Rule: "fa/event/meet-with"}
	if g.dice.IntN(2) == 0 {
		e.Place = &record.Place{City: &s.city, Country: &countries[0]}
	}
	r.Events = append(r.Events, e)
	for i := range g.dice.IntN(12) {
		r.Statements = append(r.Statements, record.Statement{ID: fmt.Sprintf("s%d", i+1), Speakers: []string{fmt.Sprintf("a%d", 2+g.dice.IntN(2))}, Targets: countries[:g.dice.IntN(2)],
			Act: inventedActs[g.dice.IntN(len(inventedActs))], Topics: []string{inventedTopics[g.dice.IntN(len(inventedTopics))]}, Span: span(110), Rule: "fa/statement/say-after"})
	}
	for i := range g.dice.IntN(3) {
		r.Commitments = append(r.Commitments, record.Commitment{ID: fmt.Sprintf("c%d", i+1), By: countries, Parties: countries, Stage: "proposed", Object: record.Object{Kind: "instrument", Name: &s.object, Span: span(12)},
			Topics: []string{s.topic}, Span: span(80), Rule: "fa/commitment/hope"})
	}
	return r
}
