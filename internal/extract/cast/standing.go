package cast

import (
	"cmp"
	"slices"

	"safir/internal/doc"
	"safir/internal/extract"
)

// Standing is what a phrase says of the party it names: whose it is, what it
// is by PLOVER's sectors, which office it holds. What is not known is "".
type Standing struct {
	Country string // ISO code
	Code    string // PLOVER's code: of the state, or of a kind of international body
	Sector  string
	Also    []string // further sectors
	Office  string
	Name    string // English name of a person or organisation of the directory
	// Words that country, sector and office were read from.
	CountrySpan, SectorSpan, OfficeSpan doc.Span
}

// Stand reads a phrase that Run has been through. The head of a noun phrase
// comes first in the languages of the packs, so the first sign of a rank
// counts, and places only where nothing else tells a state.
func Stand(c *extract.Case) Standing {
	r := &reader{Case: c}
	r.read()
	s := Standing{}
	r.whose(&s)
	r.what(&s)
	return s
}

// whose finds the state or body that a party is of: one that is named, else
// the place where it is, else the kind of body that a role speaks of.
func (r *reader) whose(s *Standing) {
	x := r.first(func(x *sign) bool { return !x.place && (x.country != "" || x.code != "" && x.name != "") })
	if x == nil && !slices.ContainsFunc(r.signs, func(x sign) bool { return x.abroad }) {
		x = r.first(func(x *sign) bool { return x.country != "" })
	}
	x = cmp.Or(x, r.first(func(x *sign) bool { return x.code != "" }))
	if x == nil {
		return
	}
	s.Country, s.Code, s.CountrySpan = x.country, x.code, r.Doc.SpanOf(int(x.first), int(x.end))
	if s.Country != "" && s.Code == "" {
		s.Code, _ = r.Dir.PartyCode(s.Country)
	}
}

// what finds a party's sector, office and name.
func (r *reader) what(s *Standing) {
	x := r.best()
	if x != nil {
		s.Sector, s.SectorSpan = x.sector, r.Doc.SpanOf(int(x.first), int(x.end))
		r.also(s, x)
	}
	if name := r.first(func(x *sign) bool { return x.name != "" }); name != nil && (x == nil || x.first == name.first || name.known && x.office != "") {
		s.Name = name.name
	}
	head := r.head()
	if head == nil || x != nil && x.governs(head) {
		return
	}
	s.Office, s.OfficeSpan = head.office, r.Doc.SpanOf(int(head.first), int(head.end))
	if r.former || head.former {
		s.Office, s.Sector = "official", "ELI"
	}
}

// head is the sign of the office that the phrase is about: a named one, else
// that of a known person, else a title's.
func (r *reader) head() *sign {
	return cmp.Or(
		r.first(func(x *sign) bool { return x.office != "" && !x.known && x.rank != title }),
		r.first(func(x *sign) bool { return x.office != "" && x.known }),
		r.first(func(x *sign) bool { return x.office != "" }))
}

// governs reports whether a role begins before an office, or holds it: the
// supporters of a president hold no office, nor do the heads of tribes.
func (x *sign) governs(y *sign) bool {
	return x.office == "" && (x.first < y.first || x.first == y.first && x.end > y.end)
}

// best is the first of the signs of a sector that rank best.
func (r *reader) best() (out *sign) {
	for at := strong; at <= serving && out == nil; at++ {
		out = r.first(func(x *sign) bool { return x.sector != "" && x.rank == at })
	}
	return out
}

// first is the first sign that will do and does not lie within a longer one
// that will.
func (r *reader) first(will func(*sign) bool) *sign {
	for i := range r.signs {
		x := &r.signs[i]
		if will(x) && !slices.ContainsFunc(r.signs, func(y sign) bool { return will(&y) && y.holds(x) }) {
			return x
		}
	}
	return nil
}

// also adds the further sectors of a phrase.
func (r *reader) also(s *Standing, x *sign) {
	for _, y := range append([]sign{*x}, r.signs...) {
		for _, sector := range []string{y.sector, y.also} {
			if sector != "" && sector != s.Sector && y.rank == strong && !x.holds(&y) && !slices.Contains(s.Also, sector) {
				s.Also = append(s.Also, sector)
			}
		}
	}
}
