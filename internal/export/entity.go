package export

import (
	"slices"
	"time"

	"safir/internal/record"
)

// Entity is one party in PLOVER's fields. Start and End are code points of the
// article's text: where the party is named.
type Entity struct {
	Code       string   `json:"code,omitempty"`
	Sector     string   `json:"sector,omitempty"`
	Others     []string `json:"other_sector_codes,omitempty"`
	Text       string   `json:"entity_text,omitempty"`
	Identifier string   `json:"identifier_text,omitempty"` // its English name
	Office     string   `json:"office,omitempty"`
	Start      *int     `json:"start,omitempty"`
	End        *int     `json:"end,omitempty"`
}

// sides parts the participants of an event into who acts and whom it reaches.
// States that are named and take no other part fill the side that is open.
func (c *caster) sides(e *record.Event, category string, mode []string) (from, to []Entity) {
	directed := false
	for _, p := range e.Participants {
		x := c.entity(p.Actor, p.Office, e.Spans)
		switch c.side(e, p, category, x.Code, mode) {
		case "to":
			to = append(to, x)
		case "from":
			from = append(from, x)
		}
		directed = directed || p.Role == "actor" || p.Role == "sender" || p.Role == "visitor" && category == "CONSULT"
	}
	for _, code := range c.unnamed(e, from, to) {
		switch {
		case !directed:
			from = append(from, code)
		case len(to) == 0:
			to = append(to, code)
		}
	}
	if len(to) == 0 && c.categories[category].needsRecipient {
		from, to = apart(from)
	}
	return from, to
}

// side says which side a participant is on: from, to, or "" for those who had
// no part in the act itself. Hosts are recipients of a consultation when the
// visitor is known, by role or by the place of a visit.
func (c *caster) side(e *record.Event, p record.Participant, category, code string, mode []string) string {
	role := func(r string) bool {
		return slices.ContainsFunc(e.Participants, func(p record.Participant) bool { return p.Role == r })
	}
	consult := category == "CONSULT"
	switch p.Role {
	case "recipient", "addressee":
		return "to"
	case "witness":
		return ""
	case "carrier":
		if role("sender") {
			return ""
		}
	case "host":
		if consult && role("visitor") {
			return "to"
		}
	case "participant":
		if consult && slices.Contains(mode, "visit") && !role("visitor") && c.hosts(e, code) {
			return "to"
		}
	}
	return "from"
}

// hosts reports whether a visit took place in the state of one participant and
// not of all.
func (c *caster) hosts(e *record.Event, code string) bool {
	if e.Place == nil || e.Place.Country == nil {
		return false
	}
	place, _ := c.world.PartyCode(*e.Place.Country)
	guest := slices.ContainsFunc(e.Participants, func(p record.Participant) bool {
		other := c.entity(p.Actor, p.Office, nil).Code
		return other != "" && other != place
	})
	return code == place && guest
}

// unnamed are the states of an event that none of its participants stands for.
func (c *caster) unnamed(e *record.Event, sides ...[]Entity) (out []Entity) {
	known := slices.Concat(sides...)
	for _, iso := range e.Countries {
		code, also := c.world.PartyCode(iso)
		if !slices.ContainsFunc(known, func(x Entity) bool { return x.Code == code }) {
			out = append(out, Entity{Code: code, Others: others(also, "")})
		}
	}
	return out
}

// apart takes the first party's state as the one that acts and all others as
// those it reaches.
func apart(all []Entity) (from, to []Entity) {
	for _, x := range all {
		if x.Code == all[0].Code {
			from = append(from, x)
		} else {
			to = append(to, x)
		}
	}
	return from, to
}

// target is the party that words are directed at: an actor, or a code.
func (c *caster) target(t string, within record.Span) Entity {
	if _, ok := c.actors[t]; ok {
		return c.entity(t, nil, []record.Span{within})
	}
	for i := range c.Actors {
		a := &c.Actors[i]
		if a.Kind == "country" && text(a.Country) == t || a.Kind == "organization" && text(a.Acronym) == t {
			return c.entity(a.ID, nil, []record.Span{within})
		}
	}
	code, sector := c.world.PartyCode(t)
	return Entity{Code: code, Sector: sector}
}

// entity is an actor in PLOVER's fields, cited where one of the spans holds its
// name, else where the text first names it. A bare office may stand for it.
func (c *caster) entity(id string, office *string, spans []record.Span) Entity {
	a := c.actors[id]
	if a == nil {
		return Entity{}
	}
	x := Entity{Office: text(office)}
	if text(a.NameBasis) != "transliterated" {
		x.Identifier = text(a.NameEn) // a name known beforehand, not one spelled out by its letters
	}
	if x.Office == "" {
		x.Office = text(a.Office)
	}
	c.code(&x, a)
	if len(a.Spans) > 0 {
		s := named(a.Spans, spans)
		x.Text, x.Start, x.End = c.words(s), &s[0], &s[1]
	}
	return x
}

// code gives an entity its code and its sectors.
func (c *caster) code(x *Entity, a *record.Actor) {
	var also string
	if a.Kind == "organization" {
		x.Code, x.Sector = c.world.OrgCode(text(a.NameEn), text(a.Class))
		return
	}
	if a.Country != nil {
		x.Code, also = c.world.PartyCode(*a.Country)
	}
	x.Sector = c.world.OfficeSector(x.Office)
	if r := text(a.Represents); r != "" && r != "state" && r != "self" {
		code, sector := c.world.Represented(r)
		if x.Code == "" {
			x.Code = code
		}
		if x.Sector == "" || x.Sector == "GOV" {
			x.Sector = sector
		} else {
			also = sector
		}
	}
	x.Others = others(also, x.Sector)
}

// others are the sectors beside the first.
func others(also, first string) []string {
	if also == "" || also == first {
		return nil
	}
	return []string{also}
}

// named is the first of an actor's spans that lies within the others, else
// its first of all.
func named(own, within []record.Span) record.Span {
	for _, s := range own {
		for _, w := range within {
			if w[0] <= s[0] && s[1] <= w[1] {
				return s
			}
		}
	}
	return own[0]
}

// firstDay is the first day of a day, month or year.
func firstDay(value string) string {
	switch len(value) {
	case len("2006"):
		return value + "-01-01"
	case len("2006-01"):
		return value + "-01"
	}
	return value
}

// lastDay is the last day of a day, month or year.
func lastDay(value string) string {
	switch len(value) {
	case len("2006"):
		return value + "-12-31"
	case len("2006-01"):
		if t, err := time.Parse("2006-01", value); err == nil {
			return t.AddDate(0, 1, -1).Format(time.DateOnly)
		}
	}
	return value
}
