package export

import (
	"cmp"
	"slices"

	"safir/internal/record"
	"safir/internal/register"
)

// Gold is one article as people have read it, in the form that safir eval
// scores against (docs/linguist.md).
type Gold struct {
	Doc         string           `json:"doc"`
	Lang        string           `json:"lang"`
	Published   *string          `json:"published"`
	Persons     []goldPerson     `json:"persons"`
	Orgs        []string         `json:"orgs"`
	Events      []goldEvent      `json:"events"`
	Statements  []goldStatement  `json:"statements"`
	Commitments []goldCommitment `json:"commitments"`
}

type (
	goldPerson struct {
		Name    string  `json:"name"`
		Country *string `json:"country"`
		Office  string  `json:"office"`
	}
	goldEvent struct {
		Type      string            `json:"type"`
		Mode      *string           `json:"mode"`
		Status    string            `json:"status"`
		Main      bool              `json:"main"`
		Countries []string          `json:"countries"`
		Persons   []string          `json:"persons"`
		Orgs      []string          `json:"orgs"`
		Verb      string            `json:"verb"`
		Channel   *string           `json:"channel"`
		Format    *string           `json:"format"`
		Roles     map[string]string `json:"roles"`
		Date      *string           `json:"date"`
		Place     *goldPlace        `json:"place"`
		Topics    []string          `json:"topics"`
		Span      record.Span       `json:"span"`
	}
	goldPlace struct {
		Country *string `json:"country"`
		City    *string `json:"city"`
	}
	goldStatement struct {
		Speakers []string    `json:"speakers"`
		Targets  []string    `json:"targets"`
		Act      string      `json:"act"`
		Topics   []string    `json:"topics"`
		Span     record.Span `json:"span"`
	}
	goldCommitment struct {
		By       []string    `json:"by"`
		To       []string    `json:"to"`
		Parties  []string    `json:"parties"`
		Object   string      `json:"object"`
		Stage    string      `json:"stage"`
		Topics   []string    `json:"topics"`
		Deadline *string     `json:"deadline"`
		Span     record.Span `json:"span"`
	}
)

// NewGold makes gold of a report's mentions as people left them: laid over with
// their edits, without what they rejected.
func NewGold(doc string, r *register.Report, mentions []register.Mention) *Gold {
	g := &Gold{Doc: doc, Lang: r.Lang, Persons: []goldPerson{}, Orgs: []string{}, Events: []goldEvent{}, Statements: []goldStatement{}, Commitments: []goldCommitment{}}
	if !r.Bound && r.Published != "" {
		day := r.Published[:min(10, len(r.Published))]
		g.Published = &day
	}
	names := map[string]string{} // of actors
	for i := range mentions {
		if m := &mentions[i]; m.Kind == register.Person {
			n := &m.Who[0]
			names[m.Item] = n.Text
			g.Persons = append(g.Persons, goldPerson{n.Text, record.Opt(n.Country), cmp.Or(n.Office, "official")})
		}
	}
	for i := range mentions {
		m := &mentions[i]
		switch m.Kind {
		case register.Event:
			g.Events = append(g.Events, goldenEvent(m, names))
		case register.Statement:
			g.Statements = append(g.Statements, goldStatement{speakers(m, names), some(m.Targets), m.Verb, some(m.Topics), m.Span})
		case register.Commitment:
			g.Commitments = append(g.Commitments, goldCommitment{some(m.By), some(m.Targets), some(m.Parties), m.Verb, m.Status, some(m.Topics), record.Opt(m.To), m.Span})
		}
		for _, p := range m.Parties {
			if alpha2(p) == "" {
				g.Orgs = appendNew(g.Orgs, p)
			}
		}
	}
	slices.Sort(g.Orgs)
	return g
}

func goldenEvent(m *register.Mention, names map[string]string) goldEvent {
	e := goldEvent{Type: m.Type, Mode: record.Opt(m.Mode), Status: m.Status, Main: m.Main, Countries: []string{}, Persons: []string{}, Orgs: []string{}, Verb: m.Verb,
		Channel: record.Opt(m.Channel), Format: record.Opt(m.Format), Roles: map[string]string{}, Topics: some(m.Topics), Span: m.Span}
	for _, p := range m.Parties {
		if alpha2(p) == "" {
			e.Orgs = append(e.Orgs, p)
		} else {
			e.Countries = append(e.Countries, p)
		}
	}
	for _, n := range m.Who {
		if name := names[n.Actor]; name != "" {
			e.Persons = appendNew(e.Persons, name)
			e.Roles[name] = cmp.Or(n.Role, "participant")
		}
	}
	if m.From != "" && !m.About {
		e.Date = record.Opt(m.From)
		if m.To != m.From {
			e.Date = record.Opt(m.From + "/" + m.To)
		}
	}
	if m.Country != "" || m.City != "" {
		e.Place = &goldPlace{record.Opt(m.Country), record.Opt(m.City)}
	}
	return e
}

// speakers are the persons who speak, else the states and organisations.
func speakers(m *register.Mention, names map[string]string) []string {
	out := []string{}
	for _, n := range m.Who {
		out = appendNew(out, names[n.Actor])
	}
	if len(out) == 0 {
		return some(m.Parties)
	}
	return out
}

// some is never nil, as JSON wants it.
func some(list []string) []string { return append([]string{}, list...) }
