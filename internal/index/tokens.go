package index

import (
	"strings"

	"safir/internal/register"
)

// apart stands between the words of a text and what else it is found by, so
// that no phrase reaches from one into the other.
const apart = "xapart"

// Text are the tokens of a text, split by blanks, in its order.
func (x *Index) Text(text string) string {
	s := x.newSet(x.stream(text))
	return s.String()
}

// Mention are the tokens by which a mention is found: the words of its
// evidence, and what it is about: states, organisations and persons by their
// names in all scripts, verb, place and topics in English.
func (x *Index) Mention(m *register.Mention, evidence string) string {
	s := x.newSet(x.stream(evidence))
	x.about(s, m)
	return s.String()
}

// Report are the tokens by which a report is found: its words and what its
// mentions are about.
func (x *Index) Report(text string, mentions []register.Mention) string {
	s := x.newSet(x.stream(text))
	for i := range mentions {
		x.about(s, &mentions[i])
	}
	return s.String()
}

func (x *Index) about(s *set, m *register.Mention) {
	for _, code := range m.Parties {
		s.add(entity(code))
	}
	for _, code := range m.Targets {
		s.add(entity(code))
	}
	for _, n := range m.Who {
		x.name(s, n)
	}
	if m.Country != "" {
		s.add(entity(m.Country))
	}
	for _, label := range []string{m.City, m.Occasion, x.labels[m.Verb], strings.ReplaceAll(m.Verb, "_", " "), m.Object} {
		s.words(x, label)
	}
	for _, t := range m.Topics {
		for _, label := range []string{x.dir.Topics[t]["en"], t, x.labels[t]} {
			s.words(x, label)
		}
	}
}

func (x *Index) name(s *set, n register.Name) {
	s.words(x, n.Text)
	s.words(x, n.English)
	for _, t := range x.persons[n.English] {
		s.add(t)
	}
	s.words(x, strings.ReplaceAll(n.Office, "_", " "))
	if n.Country != "" {
		s.add(entity(n.Country))
	}
}

// entity is the token of a state or organisation by its key.
func entity(code string) string {
	var b strings.Builder
	b.WriteByte('x')
	for _, r := range strings.ToLower(code) {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// set is the tokens of a text and, behind apart, others that it is found by,
// each once.
type set struct {
	text, more []string
	has        map[string]bool
}

func (x *Index) newSet(stream []token) *set {
	s := &set{has: map[string]bool{}}
	for _, t := range stream {
		s.text = append(s.text, t.text)
		s.has[t.text] = true
	}
	for _, t := range stream {
		for _, p := range t.parts {
			s.add(p)
		}
		if t.glued {
			s.add(x.stem(t.joins))
		}
	}
	return s
}

func (s *set) add(t string) {
	if t != "" && !s.has[t] {
		s.has[t] = true
		s.more = append(s.more, t)
	}
}

// forms are a token, what it is with the one before, and its parts.
func (x *Index) forms(t *token) []string {
	return append([]string{t.text, x.stem(t.joins)}, t.parts...)
}

// words adds the tokens of a label in all forms, since names vary in that.
func (s *set) words(x *Index, label string) {
	for _, t := range x.stream(label) {
		for _, f := range x.forms(&t) {
			s.add(f)
		}
	}
}

func (s *set) String() string {
	if len(s.more) == 0 {
		return strings.Join(s.text, " ")
	}
	return strings.Join(s.text, " ") + " " + apart + " " + strings.Join(s.more, " ")
}
