// Package ask answers questions from records: for now the register of a
// handful of articles, in English lines made from the records alone, each with
// the words that bear it.
package ask

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"safir/internal/directory"
	"safir/internal/record"
)

// Glosser says records in English. It adds nothing to what they hold.
type Glosser struct{ Dir *directory.Directory }

// says is the English verb of each act.
var says = map[string]string{
	"state": "says", "stress": "stresses", "hope": "hopes", "offer": "offers", "request": "asks for", "propose": "proposes", "announce": "announces",
	"promise": "promises", "thank": "thanks", "congratulate": "congratulates", "welcome": "welcomes", "condole": "condoles", "criticise": "criticises",
	"warn": "warns", "reject": "rejects", "invite": "invites",
}

// done are the verbs of events: what they did, what they are to do.
var done = map[string][2]string{
	"meet": {"met", "meet"}, "receive": {"met", "meet"}, "visit": {"visited", "visit"}, "call": {"spoke by phone", "speak by phone"},
	"write": {"exchanged a letter", "exchange a letter"}, "attend": {"attended a gathering", "attend a gathering"},
	"negotiate": {"held talks", "hold talks"}, "mediate": {"talked through a mediator", "talk through a mediator"},
	"consultations": {"held consultations", "hold consultations"}, "credentials": {"presented credentials", "present credentials"},
	"farewell": {"took leave", "take leave"}, "sign": {"signed a document", "sign a document"}, "initial": {"initialled a document", "initial a document"},
	"ratify": {"ratified a document", "ratify a document"}, "agree": {"reached an agreement", "reach an agreement"},
	"declare": {"issued a joint statement", "issue a joint statement"}, "decide": {"decided", "decide"},
	"commission": {"held a joint session", "hold a joint session"}, "launch": {"launched a project", "launch a project"},
	"inaugurate": {"inaugurated a project", "inaugurate a project"}, "give": {"gave aid", "give aid"}, "summon": {"summoned the ambassador", "summon the ambassador"},
	"recall": {"recalled the ambassador", "recall the ambassador"}, "release": {"freed detainees", "free detainees"},
	"exchange": {"exchanged prisoners", "exchange prisoners"}, "open_mission": {"opened a mission", "open a mission"},
}

// promised are the objects of promises whose names need other words.
var promised = map[string]string{"instrument": "document", "quota": "target", "session": "session of a joint body", "other": "undertaking"}

// Who names an actor: "Zarif (IRN foreign minister)", "Iran", "ECO".
func (g *Glosser) Who(a *record.Actor) string {
	name := a.Name
	if s := record.Val(a.NameEn); s != "" {
		name = s
	}
	if a.Kind != "person" {
		if a.Kind == "organization" && record.Val(a.Acronym) != "" {
			return record.Val(a.Acronym)
		}
		return name
	}
	tail := strings.TrimSpace(record.Val(a.Country) + " " + strings.ReplaceAll(record.Val(a.Office), "_", " "))
	if tail == "" {
		return name
	}
	return fmt.Sprintf("%s (%s)", name, tail)
}

// Country is the English name of a state, or the code itself.
func (g *Glosser) Country(code string) string {
	if s, ok := g.Dir.StateByCode(code); ok && s.English != "" {
		return s.English
	}
	return code
}

// Statement says who says what to whom.
func (g *Glosser) Statement(r *record.Record, s *record.Statement) string {
	who := names(s.Speakers, func(id string) string { return g.byID(r, id, record.Val(s.Office)) })
	to := ""
	if len(s.Targets) > 0 {
		to = " → " + names(s.Targets, func(t string) string { return g.target(r, t) })
	}
	return fmt.Sprintf("%s%s: %s%s", who, to, says[s.Act], g.topics(s.Topics))
}

// Event says what happened between whom, when and where.
func (g *Glosser) Event(r *record.Record, e *record.Event) string {
	who := []string{}
	seen := []string{}
	for _, p := range e.Participants {
		if a := actor(r, p.Actor); a != nil {
			who = append(who, g.byID(r, p.Actor, record.Val(p.Office)))
			seen = append(seen, record.Val(a.Country))
		}
	}
	for _, c := range e.Countries {
		visited := e.Verb == "visit" && e.Place != nil && c == record.Val(e.Place.Country) && len(who) > 0
		if !slices.Contains(seen, c) && !visited {
			who = append(who, g.Country(c))
		}
	}
	return fmt.Sprintf("%s: %s%s", join(who), g.verb(e, len(who)), g.topics(e.Topics))
}

// verb is what n did, or are to do, and where.
func (g *Glosser) verb(e *record.Event, n int) string {
	v, ok := done[e.Verb]
	if !ok {
		v = [2]string{strings.ReplaceAll(e.Verb, "_", " "), strings.ReplaceAll(e.Verb, "_", " ")}
	}
	is, was := "are", "were"
	if n == 1 {
		is, was = "is", "was"
	}
	where := g.place(e)
	switch e.Status {
	case "planned":
		return is + " to " + v[1] + where
	case "proposed":
		return "hoped to " + v[1] + where
	case "cancelled":
		return was + " to " + v[1] + where + "; called off"
	case "denied":
		return "denied: " + v[0] + where
	}
	return v[0] + where
}

func (g *Glosser) place(e *record.Event) string {
	if e.Place == nil {
		return ""
	}
	where := cmp.Or(record.Val(e.Place.City), g.Country(record.Val(e.Place.Country)))
	if e.Verb == "visit" {
		return " " + where
	}
	return ", " + where
}

// Commitment says who owes what to whom, how far it is and by when.
func (g *Glosser) Commitment(r *record.Record, c *record.Commitment) string {
	out := names(c.By, g.Country)
	if len(c.To) > 0 {
		out += " → " + names(c.To, g.Country)
	}
	out += fmt.Sprintf(": %s %s%s", cmp.Or(promised[c.Object.Kind], c.Object.Kind), strings.ReplaceAll(c.Stage, "_", " "), g.topics(c.Topics))
	if c.Deadline != nil && c.Deadline.Value != nil {
		v := *c.Deadline.Value
		v = v[strings.LastIndexByte(v, '/')+1:]             // the last day of a stretch
		if len(v) < len("2006-01-02") || v > published(r) { // else it is the day of a signature
			out += ", by " + v
		}
	}
	return out
}

func (g *Glosser) topics(list []string) string {
	if len(list) == 0 {
		return ""
	}
	labels := make([]string, len(list))
	for i, t := range list {
		labels[i] = t
		if l := g.Dir.Topics[t]["en"]; l != "" {
			labels[i] = l
			if !strings.HasPrefix(t, "regional/") { // those are names
				labels[i] = strings.ToLower(l)
			}
		}
	}
	return " [" + strings.Join(labels, "; ") + "]"
}

// byID names an actor by id; a bare office that stood for it is kept.
func (g *Glosser) byID(r *record.Record, id, office string) string {
	a := actor(r, id)
	if a == nil {
		return id
	}
	if office != "" && a.Kind != "person" {
		return fmt.Sprintf("%s (%s)", g.Who(a), strings.ReplaceAll(office, "_", " "))
	}
	return g.Who(a)
}

func (g *Glosser) target(r *record.Record, t string) string {
	if a := actor(r, t); a != nil {
		return g.Who(a)
	}
	return g.Country(t)
}

func actor(r *record.Record, id string) *record.Actor {
	for i := range r.Actors {
		if r.Actors[i].ID == id {
			return &r.Actors[i]
		}
	}
	return nil
}

func names(list []string, name func(string) string) string {
	out := make([]string, len(list))
	for i, x := range list {
		out[i] = name(x)
	}
	return join(out)
}

func join(list []string) string {
	if len(list) < 2 {
		return strings.Join(list, "")
	}
	return strings.Join(list[:len(list)-1], ", ") + " and " + list[len(list)-1]
}
