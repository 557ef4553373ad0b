package register

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
)

// What a correction does.
const (
	Accept = "accept" // it is right as it stands
	Reject = "reject" // the text does not say this
	Edit   = "edit"   // a field is otherwise
	JoinTo = "join"   // two mentions are one thing
	PartOf = "part"   // two mentions are two things
	Undo   = "undo"   // a former correction no longer holds
)

// Actions are what a correction may do.
var Actions = [...]string{Accept, Reject, Edit, JoinTo, PartOf, Undo}

// CorrectionID names a correction by all that it says.
func CorrectionID(c *Correction) string {
	bare := *c
	bare.ID = ""
	b, err := json.Marshal(bare)
	if err != nil {
		panic(err) // it holds nothing that JSON cannot say
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:12])
}

// Standing are the corrections that hold, in the order of their days and then
// of their ids: those that were undone are left out, with the undoing. What is
// undone stays so until the undoing is undone.
func Standing(all []Correction) []Correction {
	list := slices.Clone(all)
	slices.SortStableFunc(list, func(a, b Correction) int { return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.ID, b.ID)) })
	undone := map[string]bool{}
	for i := len(list) - 1; i >= 0; i-- {
		if c := &list[i]; c.Action == Undo && !undone[c.ID] {
			undone[c.Undoes] = true
		}
	}
	return slices.DeleteFunc(list, func(c Correction) bool { return c.Action == Undo || undone[c.ID] })
}

// Pairs are the mentions that people have joined or parted; of one pair the
// last word holds. They come by their ids.
func Pairs(all []Correction) []Pair {
	last := map[[2]string]Pair{}
	for _, c := range Standing(all) {
		if c.Action != JoinTo && c.Action != PartOf {
			continue
		}
		p := Pair{A: min(c.Mention, c.Other), B: max(c.Mention, c.Other), Apart: c.Action == PartOf}
		last[[2]string{p.A, p.B}] = p
	}
	var out []Pair
	for _, p := range last {
		out = append(out, p)
	}
	slices.SortFunc(out, func(a, b Pair) int { return cmp.Or(cmp.Compare(a.A, b.A), cmp.Compare(a.B, b.B)) })
	return out
}

// Review is what people have said of one mention.
type Review struct {
	State  string       // Accept, Reject, or "" when nobody has said
	Edited []Correction // the edits that hold, of each field the last
}

// Reviews are what people have said, by mention.
func Reviews(all []Correction) map[string]Review {
	out := map[string]Review{}
	for _, c := range Standing(all) {
		r := out[c.Mention]
		switch c.Action {
		case Accept, Reject:
			r.State = c.Action
		case Edit:
			r.Edited = append(slices.DeleteFunc(r.Edited, func(e Correction) bool { return e.Field == c.Field }), c)
		default:
			continue
		}
		out[c.Mention] = r
	}
	return out
}

// Lay is the mention as people have corrected it. What the machine found stays
// in m.
func (r Review) Lay(m Mention) (Mention, error) {
	for _, c := range r.Edited {
		into, ok := field(&m, c.Field)
		if !ok {
			return m, fmt.Errorf("%q is no field of it", c.Field)
		}
		if err := json.Unmarshal([]byte(c.Value), into); err != nil {
			return m, fmt.Errorf("its %s cannot be %s", c.Field, c.Value)
		}
	}
	return m, nil
}

// Fields are the fields of a mention that can be edited, by kind.
var Fields = map[Kind][]string{
	Person:     {"name", "country", "office", "span"},
	Event:      {"type", "verb", "status", "mode", "channel", "format", "parties", "from", "to", "country", "city", "topics", "main", "span"},
	Statement:  {"act", "targets", "topics", "span"},
	Commitment: {"object", "stage", "parties", "to", "topics", "span"},
}

// field is where a field of a mention is kept.
func field(m *Mention, name string) (any, bool) {
	if !slices.Contains(Fields[m.Kind], name) {
		return nil, false
	}
	if m.Kind == Person && name != "span" {
		m.Who = slices.Clone(m.Who)
		who := map[string]*string{"name": &m.Who[0].English, "country": &m.Who[0].Country, "office": &m.Who[0].Office}
		return who[name], true
	}
	all := map[string]any{
		"type": &m.Type, "verb": &m.Verb, "act": &m.Verb, "object": &m.Verb, "status": &m.Status, "stage": &m.Status, "mode": &m.Mode, "channel": &m.Channel,
		"format": &m.Format, "parties": &m.Parties, "targets": &m.Targets, "from": &m.From, "to": &m.To, "country": &m.Country, "city": &m.City,
		"topics": &m.Topics, "main": &m.Main, "span": &m.Span,
	}
	return all[name], true
}
