package cast

import (
	"slices"

	"safir/internal/extract"
)

// offices links bare offices to the people who hold them in this article, else
// to the state or organisation they speak for.
func (k *caster) offices() {
	for i := range k.Mentions {
		m := &k.Mentions[i]
		if m.Kind == extract.OfState && m.Home && len(m.Actors) == 0 && m.Country != "" {
			m.Actors = []int{k.StateActor(m.Country, k.Doc.SpanOf(int(m.First), int(m.End)))}
		}
		if m.Kind != extract.OfOffice {
			continue
		}
		if m.Country == "" && m.Org == "" && m.Sieve == "" {
			m.Country, m.Sieve = k.HomeState, "home"
		}
		m.Actors = k.inOfficeHere(m)
	}
}

// inOfficeHere are the people who hold a mention's office in its states, or
// the states themselves.
func (k *caster) inOfficeHere(m *extract.Mention) (out []int) {
	for _, of := range append([]string{m.Country}, m.More...) {
		if at := k.byOffice(m, of); at >= 0 {
			m.Sieve = "office"
			out = append(out, at)
		} else if of != "" {
			out = append(out, k.StateActor(of, k.Doc.SpanOf(int(m.First), int(m.End))))
		}
	}
	if len(out) == 0 && m.Org != "" {
		out = append(out, k.OrgActor(m.Org, k.Doc.SpanOf(int(m.First), int(m.End))))
	}
	return out
}

// byOffice is the only person with a mention's office in a state, or in its
// organisation; -1 when none or several have it.
func (k *caster) byOffice(m *extract.Mention, country string) int {
	found := -1
	for i := range k.Actors {
		a := &k.Actors[i]
		if a.Kind != extract.Person || !fits(a, m) || country != "" && a.Country != country || country == "" && (m.Org == "" || a.Org != m.Org) {
			continue
		}
		if found >= 0 {
			return -1
		}
		found = i
	}
	return found
}

// fits reports whether a person may be called by a mention's office: the same
// office, one of those that a title may mean, or a plain minister for any.
func fits(a *extract.Actor, m *extract.Mention) bool {
	if len(m.Of) > 0 {
		return slices.Contains(m.Of, a.Office)
	}
	return a.Office == m.Office || m.Office == "minister" && a.Office == "foreign_minister"
}

// titles finds who "the minister" and "this diplomat" are: the last person
// before who may be called so.
func (k *caster) titles() {
	for i := range k.Mentions {
		m := &k.Mentions[i]
		if m.Kind != extract.OfPron || m.Office == "" && len(m.Of) == 0 {
			continue
		}
		for j := i - 1; j >= 0 && len(m.Actors) == 0; j-- {
			x := &k.Mentions[j]
			if (x.Kind == extract.OfPerson || x.Kind == extract.OfOffice) && len(x.Actors) == 1 && (fits(&k.Actors[x.Actors[0]], m) || x.Kind == extract.OfOffice && fits(&extract.Actor{Office: x.Office}, m)) {
				m.Actors, m.Sieve = x.Actors, "title"
			}
		}
	}
}
