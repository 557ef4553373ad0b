package cast

import (
	"cmp"
	"slices"
	"strings"

	"safir/internal/directory"
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

// sign is one stretch of a phrase that says something of its party.
type sign struct {
	first, end    int32
	country, code string
	sector, also  string
	office, name  string
	rank          rank
	place         bool // tells where, not whose
	abroad        bool // whoever is so is not of the place where they are
	former        bool
	known         bool // a person of the directory
}

// rank says how much a sign's sector is worth: of several the best, then the
// first, counts.
type rank uint8

const (
	strong  rank = iota
	weak         // officers of the police are police
	serving      // an office whose holder is of what it serves: the police's spokesman
)

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

type reader struct {
	*extract.Case
	signs  []sign
	former bool
}

// read collects the signs of a phrase in order.
func (r *reader) read() {
	for _, m := range r.Doc.Marks() {
		if x, ok := r.sign(m); ok && !r.named(m) {
			x.first, x.end = m.First, m.End
			r.signs = append(r.signs, x)
		}
	}
	r.people()
	slices.SortStableFunc(r.signs, func(a, b sign) int {
		return cmp.Or(cmp.Compare(a.first, b.first), cmp.Compare(b.end, a.end), cmp.Compare(len(a.office), len(b.office)))
	})
}

// sign reads one mark.
func (r *reader) sign(m doc.Mark) (x sign, ok bool) {
	class := r.Lex.ClassName(m.Class)
	family, finer, _ := strings.Cut(class, ".")
	switch family {
	case "state":
		return r.state(m, finer), true
	case "city":
		return sign{country: r.Lex.Attr(m, "code"), place: true}, true
	case "org":
		return r.organisation(r.Lex.Attr(m, "code")), true
	case "office":
		return r.office(m, finer == "generic"), true
	case "role":
		if finer == "land" {
			return r.state(m, finer), true
		}
		return r.role(m, finer), finer != "to"
	case "outlet":
		return sign{country: r.Lex.Attr(m, "code"), sector: "JRN", rank: weak, place: r.Lex.Attr(m, "ambiguous") != ""}, true
	case "former":
		r.former = r.former || m.First > 0
	}
	return sign{}, false
}

// state reads a name under which a state acts; behind a word for "in" it is a
// place, behind one for "to" nothing.
func (r *reader) state(m doc.Mark, finer string) (x sign) {
	if !r.behind(m.First, "role.to") {
		x.country, x.place = cmp.Or(r.Lex.Attr(m, "code"), r.Lex.Attr(m, "country")), r.behind(m.First, "where")
	}
	if finer == "palace" || finer == "voice" {
		x.sector, x.rank = "GOV", weak
	}
	return x
}

// behind reports whether a word of a class stands right before a segment.
func (r *reader) behind(at int32, class string) bool {
	return at > 0 && slices.ContainsFunc(r.Doc.MarksAt(int(at-1)), func(m doc.Mark) bool { return r.Lex.ClassName(m.Class) == class })
}

// before reports whether a mark of a family of classes stands right behind
// another mark.
func (r *reader) before(m doc.Mark, family string) bool {
	return slices.ContainsFunc(r.Doc.MarksAt(int(m.End)), func(x doc.Mark) bool {
		f, _, _ := strings.Cut(r.Lex.ClassName(x.Class), ".")
		return f == family
	})
}

// international are PLOVER's codes of bodies that are of no state, and how we
// name their sector.
var international = map[string]string{"UNO": "IGO", "EUR": "IGO", "IGO": "IGO", "NGO": "NGO", "ISM": "ISM", "IMG": "IMG", "MNC": "MNC"}

// organisation reads a body of the directory.
func (r *reader) organisation(key string) sign {
	o, _ := r.Dir.OrgByAcronym(key)
	x := sign{name: o.English}
	x.code, x.sector = r.Dir.PartyCode(key)
	if kind, ok := international[x.code]; ok {
		if x.sector == "" || x.code == "MNC" {
			x.sector = kind
		}
	}
	if x.code == "MNC" || international[x.code] == "" {
		x.country = o.Country
	}
	return x
}

// beforeNoun reports whether an ordinary word, and nothing else, stands right
// behind a mark.
func (r *reader) beforeNoun(m doc.Mark) bool {
	next := int(m.End)
	return next < r.Doc.Segs.Len() && r.Doc.Segs.Flags[next]&doc.Vocab != 0 && len(r.Doc.MarksAt(next)) == 0
}

// servants are offices whose holders are of what they serve.
var servants = []string{"", "official", "spokesperson", "executive", "expert", "special_envoy", "secretary_general"}

// office reads an office.
func (r *reader) office(m doc.Mark, generic bool) sign {
	x := sign{office: r.Lex.Attr(m, "office"), country: r.Lex.Attr(m, "country"), former: r.Lex.Attr(m, "former") != ""}
	if of := list(r.Lex.Attr(m, "of")); x.office == "" && len(of) > 0 {
		x.office = of[0]
	}
	if org := r.Lex.Attr(m, "org"); org != "" {
		o := r.organisation(org)
		x.country, x.code, x.sector, x.name, x.rank = o.country, o.code, o.sector, o.name, weak
		return x
	}
	x.office = r.bare(m, x.office)
	x.sector, x.abroad = r.Dir.OfficeSector(x.office), x.office == "ambassador" || x.office == "special_envoy"
	switch {
	case slices.Contains(servants, x.office):
		x.rank = serving
	case generic:
		x.rank = weak
	}
	return x
}

// bare settles an office of one word by what it stands before: the head of a
// clinic heads no state, the leader of a state leads no party.
func (r *reader) bare(m doc.Mark, office string) string {
	switch {
	case m.End-m.First > 1:
	case office == "head_of_state" && (r.before(m, "role") || r.beforeNoun(m)):
		return "official"
	case office == "party_leader" && r.before(m, "state"):
		return "head_of_state"
	}
	return office
}

// role reads a word for what somebody is.
func (r *reader) role(m doc.Mark, finer string) sign {
	x := sign{sector: r.Lex.Attr(m, "sector"), also: r.Lex.Attr(m, "also"), country: r.Lex.Attr(m, "country"), code: r.Lex.Attr(m, "code")}
	x.abroad = r.Lex.Attr(m, "abroad") != "" || x.sector == "REF"
	if finer == "weak" {
		x.rank = weak
	}
	return x
}

// named reports whether a mark lies within a person's name: a surname that
// means Egyptian makes nobody Egyptian.
func (r *reader) named(m doc.Mark) bool {
	return slices.ContainsFunc(r.Mentions, func(x extract.Mention) bool {
		return x.Kind == extract.OfPerson && m.End <= x.Name[1] && (x.Name[0] < m.First || x.Name[0] == m.First && r.known(&x))
	})
}

// known reports whether the directory knows the person whom a mention names.
func (r *reader) known(m *extract.Mention) bool {
	return m.Kind == extract.OfPerson && len(m.Actors) == 1 && r.Actors[m.Actors[0]].NameBasis == "directory"
}

// people reads the names of those whom the directory knows, by the whole name
// or, where nothing else is said, by the surname.
func (r *reader) people() {
	for i := range r.Mentions {
		if m := &r.Mentions[i]; r.known(m) {
			r.person(m.Name[0], m.Name[1], r.Actors[m.Actors[0]].NameEn)
		}
	}
	if len(r.signs) > 0 {
		return
	}
	n, words := int32(r.Doc.Segs.Len()), ""
	for i := range n {
		words += r.Names(r.Doc.Segs.Form(int(i)))
	}
	if name := r.only(r.Surnames[words]); name != "" {
		r.person(0, n, name)
	}
}

// only is the name of the one person who held these terms, or "".
func (r *reader) only(terms []int) (name string) {
	for _, ref := range terms {
		h := r.Dir.Holders[ref]
		if name != "" && h.English != name {
			return ""
		}
		name = h.English
	}
	return name
}

// person signs for somebody of the directory, by the last office held.
func (r *reader) person(first, end int32, name string) {
	var last directory.Holder
	for _, h := range r.Dir.Holders {
		if h.English == name && h.From >= last.From {
			last = h
		}
	}
	x := sign{first: first, end: end, name: name, known: true, office: last.Office, sector: r.Dir.OfficeSector(last.Office)}
	if _, ok := r.Dir.StateByCode(last.Of); ok {
		x.country = last.Of
	} else {
		o := r.organisation(last.Of)
		x.country, x.code = o.country, o.code
		if x.sector == "" || o.code != "" {
			x.sector = o.sector
		}
	}
	r.signs = append(r.signs, x)
}

// whose finds the state or body that a party is of.
func (r *reader) whose(s *Standing) {
	x := r.first(func(x *sign) bool { return (x.country != "" || x.code != "") && !x.place })
	if x == nil && !slices.ContainsFunc(r.signs, func(x sign) bool { return x.abroad }) {
		x = r.first(func(x *sign) bool { return x.country != "" })
	}
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
	head := r.first(func(x *sign) bool { return x.office != "" })
	if head == nil || x != nil && x.governs(head) {
		return
	}
	s.Office, s.OfficeSpan = head.office, r.Doc.SpanOf(int(head.first), int(head.end))
	if r.former || head.former {
		s.Office, s.Sector = "official", "ELI"
	}
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
		if will(x) && !slices.ContainsFunc(r.signs, func(y sign) bool {
			return will(&y) && y.first <= x.first && x.end <= y.end && y.end-y.first > x.end-x.first
		}) {
			return x
		}
	}
	return nil
}

// also adds the further sectors of a phrase.
func (r *reader) also(s *Standing, x *sign) {
	for _, y := range append([]sign{*x}, r.signs...) {
		for _, sector := range []string{y.sector, y.also} {
			if sector != "" && sector != s.Sector && y.rank == strong && !slices.Contains(s.Also, sector) {
				s.Also = append(s.Also, sector)
			}
		}
	}
}
