package ask

import (
	"slices"

	"safir/internal/register"
)

// sum is what the mentions of one thing say together: its present status, the
// most exact day, everyone who takes part. Mentions come by publication.
func sum(list []register.Mention) *register.Mention {
	now := current(list)
	m := list[now]
	m.Who, m.Parties, m.Topics, m.Targets = slices.Clone(m.Who), slices.Clone(m.Parties), slices.Clone(m.Topics), slices.Clone(m.Targets)
	for i := range list {
		o := &list[i]
		if i == now {
			continue
		}
		if o.Status == m.Status && moreExact(o, &m) {
			m.From, m.To, m.About, m.Basis = o.From, o.To, o.About, o.Basis
		}
		if m.City == "" && (m.Country == "" || m.Country == o.Country) {
			m.City = o.City
		}
		if m.Country == "" {
			m.Country = o.Country
		}
		m.Parties, m.Topics = merged(m.Parties, o.Parties), merged(m.Topics, o.Topics)
		if m.Kind != register.Statement {
			m.Targets = merged(m.Targets, o.Targets)
		}
		m.Who = people(m.Who, o.Who)
		m.Main = m.Main || o.Main
	}
	return &m
}

// current is the mention that says how things stand: the last one, but what
// occurred is not undone by an older plan told late.
func current(list []register.Mention) int {
	best := len(list) - 1
	for i := len(list) - 1; i >= 0; i-- {
		switch list[i].Status {
		case "cancelled", "denied":
			return best
		case "occurred":
			return i
		}
	}
	return best
}

// moreExact reports whether a's days say more than b's.
func moreExact(a, b *register.Mention) bool {
	x, ok := between(a.From, a.To)
	y, ok2 := between(b.From, b.To)
	switch {
	case !ok:
		return false
	case !ok2:
		return true
	case a.About != b.About:
		return !a.About && x <= y
	}
	return x < y
}

// merged is the union of two sorted sets, sorted.
func merged(a, b []string) []string {
	out := append(slices.Clone(a), b...)
	slices.Sort(out)
	return slices.Compact(out)
}

// people adds those whom no name before means.
func people(all, more []register.Name) []register.Name {
	for _, n := range more {
		if i := slices.IndexFunc(all, func(o register.Name) bool { return samePerson(&o, &n) }); i < 0 {
			all = append(all, n)
		} else if all[i].English == "" || len(n.Text) > len(all[i].Text) && n.English == all[i].English {
			n.Role = all[i].Role
			all[i] = n
		}
	}
	return all
}

// samePerson reports whether two names of one thing mean one person: one name,
// one country and office, or shared keys.
func samePerson(a, b *register.Name) bool {
	switch {
	case a.English != "" && a.English == b.English, a.Text != "" && a.Text == b.Text:
		return true
	case a.Country != "" && a.Country == b.Country && a.Office != "" && a.Office == b.Office:
		return true
	}
	return slices.ContainsFunc(a.Keys, func(k string) bool { return slices.Contains(b.Keys, k) })
}

// bearer is the mention whose words are shown: one that says what the sum
// says, told as the news, the first of those.
func bearer(list []register.Mention, s *register.Mention) *register.Mention {
	best, points := 0, -1
	for i := range list {
		n := 0
		if list[i].Status == s.Status {
			n += 4
		}
		if list[i].Main {
			n += 2
		}
		if list[i].Restates == "" {
			n++
		}
		if n > points {
			best, points = i, n
		}
	}
	return &list[best]
}
