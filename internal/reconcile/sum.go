package reconcile

import (
	"cmp"
	"slices"

	"safir/internal/register"
)

// Sum is what the mentions of one thing say together. They may come in any
// order.
func Sum(thing *register.Thing, mentions []register.Mention) register.Summary {
	list := make([]*register.Mention, len(mentions))
	for i := range mentions {
		list[i] = &mentions[i]
	}
	slices.SortFunc(list, earlier)
	s := register.Summary{Mention: *list[0], Thing: thing.ID}
	s.Who, s.Words, s.Blocks = nil, nil, nil
	for _, m := range list {
		merge(&s, m)
	}
	s.Outlets = set(s.Outlets)
	s.Steps = steps(list)
	s.Voices = voices(list)
	now := present(list)
	s.Status, s.Source = now.Status, now.Source
	best := now
	for _, m := range list {
		if m.Status == now.Status && surer(m, best) {
			best = m
		}
	}
	s.From, s.To, s.About, s.Basis = best.From, best.To, best.About, best.Basis
	return s
}

// merge adds what one mention says. The earlier one is heard first.
func merge(s *register.Summary, m *register.Mention) {
	s.Parties, s.Topics = set(append(slices.Clone(s.Parties), m.Parties...)), set(append(slices.Clone(s.Topics), m.Topics...))
	s.Targets, s.By = set(append(slices.Clone(s.Targets), m.Targets...)), set(append(slices.Clone(s.By), m.By...))
	s.Outlets = append(s.Outlets, list(m.Outlet)...)
	if s.City == "" && (s.Country == "" || s.Country == m.Country) {
		s.City = m.City
	}
	s.Country, s.Occasion, s.Object = cmp.Or(s.Country, m.Country), cmp.Or(s.Occasion, m.Occasion), cmp.Or(s.Object, m.Object)
	s.Mode, s.Channel, s.Format = cmp.Or(s.Mode, m.Mode), cmp.Or(s.Channel, m.Channel), cmp.Or(s.Format, m.Format)
	s.Amount, s.Ordinal = cmp.Or(s.Amount, m.Amount), cmp.Or(s.Ordinal, m.Ordinal)
	s.Main = s.Main || m.Main
	for i := range m.Who {
		s.Who = withPerson(s.Who, m.Who[i])
	}
}

// withPerson adds a name, or what it says more of one who is there already.
func withPerson(who []register.Name, n register.Name) []register.Name {
	for i := range who {
		o := &who[i]
		if o.Country != n.Country && o.Country != "" && n.Country != "" || samePerson(o, &n, false) < personOffice {
			continue
		}
		o.English, o.Office, o.Role, o.Country = cmp.Or(o.English, n.English), cmp.Or(o.Office, n.Office), cmp.Or(o.Role, n.Role), cmp.Or(o.Country, n.Country)
		if len(tokens(n.Text)) > len(tokens(o.Text)) {
			o.Text, o.Keys, o.Actor = n.Text, n.Keys, n.Actor
		}
		return who
	}
	return append(who, n)
}

// present is the mention that says how things stand: what occurred is not
// undone by a plan, and only by a denial told later; else the last word holds.
func present(list []*register.Mention) *register.Mention {
	now := list[len(list)-1]
	if now.Kind != register.Event {
		return now
	}
	var denied *register.Mention
	for i := len(list) - 1; i >= 0; i-- {
		switch m := list[i]; m.Status {
		case "denied":
			denied = cmp.Or(denied, m)
		case "occurred":
			return cmp.Or(denied, m)
		}
	}
	return now
}

// surer reports whether a says more of the day than b: a day that is named
// before one that is reckoned, and that before the day of publication; a
// shorter period before a longer one.
func surer(a, b *register.Mention) bool {
	rank := func(m *register.Mention) int {
		switch {
		case m.From == "":
			return 0
		case m.About && m.From != m.To:
			return 1
		case m.About:
			return 2
		case m.From != m.To:
			return 3
		case m.Basis == "relative":
			return 4
		}
		return 5
	}
	x, y := rank(a), rank(b)
	if x == y && a.From != "" {
		p, q := whenOf(a), whenOf(b)
		return p.to-p.from < q.to-q.from
	}
	return x > y
}

// steps are the statuses of a thing, each when it was first told; a new day of
// a plan, or a new deadline of a promise, is a step too.
func steps(list []*register.Mention) []register.Step {
	var out []register.Step
	due := ""
	for _, m := range list {
		if m.Status == "" || slices.ContainsFunc(out, func(s register.Step) bool { return repeats(&s, m) }) {
			continue
		}
		s := register.Step{Status: m.Status, From: m.From, To: m.To, About: m.About, Told: m.Published, Mention: m.ID}
		if m.Kind == register.Commitment && m.To != "" && m.Status != "completed" {
			s.Renewed = due != "" && m.From > due
			due = max(due, m.To)
		}
		out = append(out, s)
	}
	return out
}

// repeats reports whether a mention says no more than a step.
func repeats(s *register.Step, m *register.Mention) bool {
	if s.Status != m.Status {
		return false
	}
	if m.Kind == register.Commitment || open(m) {
		return m.From == "" || m.About || s.From == m.From && s.To == m.To
	}
	return true
}

// copied is the share, in the hundred, of all words of two pieces of evidence
// that both have when one is a copy; and the least number of them.
const (
	copied       = 80
	fewestCopied = 6
)

// voices puts reports together that are one voice.
func voices(list []*register.Mention) []register.Voice {
	var out []register.Voice
	var of [][]*register.Mention
	for _, m := range list {
		at, why := -1, ""
		for i := range of {
			if why = oneVoice(of[i], m); why != "" {
				at = i
				break
			}
		}
		if at < 0 {
			out = append(out, register.Voice{Reports: []string{m.Report}})
			of = append(of, []*register.Mention{m})
			continue
		}
		of[at] = append(of[at], m)
		if v := &out[at]; !slices.Contains(v.Reports, m.Report) {
			v.Reports = append(v.Reports, m.Report)
			v.Why = set(append(v.Why, why))
		}
	}
	return out
}

// oneVoice says why a mention belongs to a voice, or "".
func oneVoice(voice []*register.Mention, m *register.Mention) string {
	for _, v := range voice {
		switch {
		case v.Report == m.Report:
			return "same-report"
		case v.Text == m.Text:
			return "same-text"
		case v.Outlet != "" && v.Outlet == m.Outlet:
			return "same-outlet"
		case v.Agency != "" && (v.Agency == m.Agency || v.Agency == m.Outlet) || m.Agency != "" && m.Agency == v.Outlet:
			return "same-agency"
		}
		if n := common(v.Words, m.Words); n >= fewestCopied && n*100 >= copied*(len(v.Words)+len(m.Words)-n) {
			return "same-words"
		}
	}
	return ""
}
