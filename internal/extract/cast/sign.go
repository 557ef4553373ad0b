package cast

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"safir/internal/directory"
	"safir/internal/doc"
	"safir/internal/extract"
)

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
	weak         // officers of the police are police; known people, of whom the phrase may say other things
	title        // the minister, sheikh: a known name says more
	serving      // an office whose holder is of what it serves: the police's spokesman
)

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
	all := slices.Clone(r.signs)
	r.signs = slices.DeleteFunc(r.signs, func(x sign) bool {
		return slices.ContainsFunc(all, func(y sign) bool { return (x.known || y.known) && y.holds(&x) })
	})
	slices.SortStableFunc(r.signs, func(a, b sign) int {
		return cmp.Or(cmp.Compare(a.first, b.first), cmp.Compare(b.end, a.end), -cmp.Compare(a.name, b.name), cmp.Compare(a.office, b.office))
	})
}

// holds reports whether another sign lies within a longer one.
func (x *sign) holds(y *sign) bool {
	return x.first <= y.first && y.end <= x.end && x.end-x.first > y.end-y.first
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
	case "figure":
		f := r.Dir.Figures[refOf(r.Lex.Attr(m, "ref"))]
		return r.somebody(f.English, f.Of, f.Office, f.Sector), r.whole(m.First, m.End)
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
var servants = []string{"", "official", "spokesperson", "executive", "expert", "special_envoy", "secretary_general", "party_leader"}

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
	x.abroad = x.office == "ambassador" || x.office == "special_envoy"
	if x.office != "official" { // who may be of anything
		x.sector = r.Dir.OfficeSector(x.office)
	}
	switch {
	case slices.Contains(servants, x.office):
		x.rank = serving
	case generic:
		x.rank = title
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
	case office == "supreme_leader" && r.before(m, "org"):
		return "party_leader"
	}
	return office
}

// role reads a word for what somebody is.
func (r *reader) role(m doc.Mark, finer string) sign {
	x := sign{sector: r.Lex.Attr(m, "sector"), also: r.Lex.Attr(m, "also"), country: r.Lex.Attr(m, "country"), code: r.Lex.Attr(m, "code")}
	x.abroad = r.Lex.Attr(m, "abroad") != "" || x.sector == "REF"
	switch finer {
	case "weak":
		x.rank = weak
	case "title":
		x.rank = title
	}
	return x
}

// named reports whether a mark lies within a person's name: a surname that
// means Egyptian makes nobody Egyptian.
func (r *reader) named(m doc.Mark) bool {
	if m.End-m.First == 1 && r.surname(m.First) {
		return true
	}
	return slices.ContainsFunc(r.Mentions, func(x extract.Mention) bool {
		return x.Kind == extract.OfPerson && m.End <= x.Name[1] && (x.Name[0] < m.First || x.Name[0] == m.First && r.known(&x))
	})
}

// surname reports whether a word that may be a name follows a given name.
func (r *reader) surname(i int32) bool {
	given := func(i int32, class string) bool {
		return slices.ContainsFunc(r.Doc.MarksAt(int(i)), func(m doc.Mark) bool { return strings.HasPrefix(r.Lex.ClassName(m.Class), class) })
	}
	return i > 0 && given(i-1, "name.given") && r.nameAt(i-1) && (given(i, "name.family") || given(i, "name.given"))
}

// known reports whether the directory knows the person whom a mention names.
func (r *reader) known(m *extract.Mention) bool {
	return m.Kind == extract.OfPerson && len(m.Actors) == 1 && r.Actors[m.Actors[0]].NameBasis == "directory" && r.whole(m.Name[0], m.Name[1])
}

// people reads the names of those whom the directory knows as office-holders,
// by the whole name or, where nothing else is said, by the surname.
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

// whole reports whether a name is no part of a longer one; one of a single word
// must also stand alone, or behind a word for what somebody is.
func (r *reader) whole(first, end int32) bool {
	if first > 0 && r.nameAt(first-1) {
		return false
	}
	if end-first > 1 {
		return true
	}
	led := first == 0 || slices.ContainsFunc(r.Doc.Marks(), func(x doc.Mark) bool {
		family, _, _ := strings.Cut(r.Lex.ClassName(x.Class), ".")
		return x.End == first && slices.Contains([]string{"office", "role", "honorific", "state", "former"}, family)
	})
	return led && (int(end) == r.Doc.Segs.Len() || first > 0 && !r.nameAt(end))
}

// nameAt reports whether a segment may be part of a name and nothing else.
func (r *reader) nameAt(i int32) bool {
	marks := r.Doc.MarksAt(int(i))
	return len(marks) > 0 && !slices.ContainsFunc(marks, func(m doc.Mark) bool {
		family, _, _ := strings.Cut(r.Lex.ClassName(m.Class), ".")
		return !slices.Contains([]string{"name", "naming", "figure", "party"}, family)
	})
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

// person signs for an office-holder of the directory, by the last office held.
func (r *reader) person(first, end int32, name string) {
	var last directory.Holder
	for _, h := range r.Dir.Holders {
		if h.English == name && h.From >= last.From {
			last = h
		}
	}
	x := r.somebody(name, last.Of, last.Office, "")
	x.first, x.end = first, end
	r.signs = append(r.signs, x)
}

// somebody is a person of a state or organisation. A sector that is not given
// is that of the office, or of the organisation.
func (r *reader) somebody(name, of, office, sector string) sign {
	x := sign{}
	if _, state := r.Dir.StateByCode(of); state {
		x.country, x.sector = of, r.Dir.OfficeSector(office)
	} else {
		x = r.organisation(of)
	}
	x.name, x.office, x.known, x.sector, x.rank = name, office, true, cmp.Or(sector, x.sector), weak
	return x
}

// refOf is the number in an attribute.
func refOf(value string) int {
	n, err := strconv.Atoi(value)
	if err != nil {
		panic(err) // unreachable: the annotator wrote it
	}
	return n
}
