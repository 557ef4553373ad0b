// Package directory is what is known of the world beforehand: states, cities,
// organisations, office-holders with their years, outlets; their names in all
// languages (docs/format-pack.md, data/world). It offers names and who held
// an office on a day. It never overrules a text.
package directory

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

// Name is one printed form of something known.
type Name struct {
	Lang string
	Kind string // state.name, state.adj, state.people, state.capital, state.palace, state.voice, city, org, outlet, holder; family.shadow
	Form string
	Ref  int  // index into States, Cities, Orgs, Outlets or Holders
	Weak bool // also an ordinary word: needs support from its context
}

// State is a state or territory with a code of its own.
type State struct {
	Code    string // ISO 3166-1 alpha-3
	English string
	Capital string // English name of the capital, or ""
}

// City is a place.
type City struct {
	Name    string // GeoNames' English name
	Country string
}

// Org is an international organisation or another body that acts.
type Org struct {
	Acronym string
	Class   string
	Country string // home state, or ""
	English string
}

// Holder is one term of a person in an office.
type Holder struct {
	Of       string // ISO code or acronym
	Office   string
	English  string
	From, To string // ISO dates; To is "" while the end is not known
	Source   string
	Verified bool
	Also     []string // other spellings of the English name
}

// Office is what is known of an office of record.md.
type Office struct {
	Represents string // for whom its holder acts: state always, else where no organisation says; "" is the state too
	Deputy     string // the office of its deputy, or ""
	Listed     bool   // the directory has all its holders or none
	Many       bool   // a state has several at once
	Posted     bool   // it is held at a place
	Voiceless  bool   // named alone it speaks for no state
}

// Figure is a person known beside the office-holders, for single phrases;
// articles are told only who of them opposes his state.
type Figure struct {
	English string
	Of      string // ISO code or acronym
	Office  string // or ""
	Sector  string // PLOVER's, where it is not that of the office or organisation
}

// Outlet is a news outlet.
type Outlet struct {
	Key     string
	Country string
	Kind    string
	Domain  string // part of its addresses, or ""
	Abroad  bool   // it writes for readers of many states and says "our" of none
}

// Directory is the whole, unchanging.
type Directory struct {
	States   []State
	Cities   []City
	Orgs     []Org
	Holders  []Holder
	Outlets  []Outlet
	Names    []Name
	Topics   map[string]map[string]string // topic to language to label
	Figures  []Figure
	Plover   [][]string // the rows of plover.tsv, for export
	Hash     string
	sectors  map[string]standing
	offices  map[string]Office
	outlets  map[string]int // by key and by name, in lower case
	states   map[string]int
	orgs     map[string]int
	byOffice map[string][]int // "IRN foreign_minister" to Holders
}

// Open reads data/world and data/outlets of fsys. All faults are returned
// together.
func Open(fsys fs.FS) (*Directory, error) {
	d := &Directory{Topics: map[string]map[string]string{}, outlets: map[string]int{}, states: map[string]int{}, orgs: map[string]int{}, byOffice: map[string][]int{}, sectors: map[string]standing{}, offices: map[string]Office{}}
	r := reader{fsys: fsys}
	d.readStates(r.rows("world/states.tsv", "code", "lang", "kind", "form", "note"))
	d.readCities(r.rows("world/cities.tsv", "city", "country", "lang", "form", "lat", "lon", "note"))
	d.readOrgs(r.rows("world/organisations.tsv", "acronym", "class", "country", "lang", "form", "note"))
	d.readHolders(r.rows("world/holders.tsv", "country_or_org", "office", "name_en", "name_fa", "name_ar", "name_other_spellings", "from", "to", "source", "verified"))
	d.readShadows(r.rows("world/shadows.tsv", "lang", "form", "note"))
	d.readFigures(r.rows("world/figures.tsv", "name_en", "of", "office", "sector", "name_ar", "name_fa", "note"))
	d.readOffices(r.rows("world/offices.tsv", "office", "represents", "deputy", "traits", "note"))
	d.readSectors(r.rows("world/sectors.tsv", "kind", "key", "code", "sector", "note"))
	d.Plover = r.rows("world/plover.tsv", "kind", "type", "verb", "status", "sides", "category", "mode", "quad", "scale", "context", "note")
	d.readTopics(r.rows("world/topics.tsv", "topic", "en", "fa", "ar"))
	d.readOutlets(r.rows("outlets/outlets.tsv", "outlet", "country", "lang", "form", "domain", "kind", "note"))
	d.Hash = hex.EncodeToString(r.sum())
	return d, errors.Join(r.errs...)
}

type reader struct {
	fsys fs.FS
	errs []error
	all  []byte
}

func (r *reader) sum() []byte {
	h := sha256.Sum256(r.all)
	return h[:]
}

// rows reads a table with this header; cells beyond a short row are empty.
func (r *reader) rows(name string, columns ...string) (rows [][]string) {
	data, err := fs.ReadFile(r.fsys, name)
	if err != nil {
		r.errs = append(r.errs, fmt.Errorf("the world's data: %w", err))
		return nil
	}
	r.all = append(r.all, data...)
	header := false
	for i, line := range strings.Split(string(data), "\n") {
		line = strings.TrimSuffix(line, "\r")
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
			continue
		}
		cells := strings.Split(line, "\t")
		if !header {
			header = true
			if strings.Join(cells, " ") != strings.Join(columns, " ") {
				r.errs = append(r.errs, fmt.Errorf("%s:%d: the header must be %q, tab-separated", name, i+1, strings.Join(columns, " ")))
				return nil
			}
			continue
		}
		if len(cells) > len(columns) {
			r.errs = append(r.errs, fmt.Errorf("%s:%d: %d cells, but the table has %d columns", name, i+1, len(cells), len(columns)))
			continue
		}
		for len(cells) < len(columns) {
			cells = append(cells, "")
		}
		rows = append(rows, cells)
	}
	return rows
}

func (d *Directory) state(code string) int {
	i, ok := d.states[code]
	if !ok {
		i = len(d.States)
		d.states[code] = i
		d.States = append(d.States, State{Code: code})
	}
	return i
}

func (d *Directory) readStates(rows [][]string) {
	for _, c := range rows {
		i := d.state(c[0])
		s := &d.States[i]
		if c[1] == "en" {
			switch {
			case c[2] == "name" && s.English == "":
				s.English = c[3]
			case c[2] == "capital" && s.Capital == "":
				s.Capital = c[3]
			}
		}
		d.Names = append(d.Names, Name{c[1], "state." + c[2], c[3], i, strings.Contains(c[4], "ambiguous")})
	}
}

func (d *Directory) readCities(rows [][]string) {
	index := map[[2]string]int{}
	for _, c := range rows {
		key := [2]string{c[0], c[1]}
		i, ok := index[key]
		if !ok {
			i = len(d.Cities)
			index[key] = i
			d.Cities = append(d.Cities, City{c[0], c[1]})
		}
		d.Names = append(d.Names, Name{c[2], "city", c[3], i, strings.Contains(c[6], "ambiguous")})
	}
}

func (d *Directory) readOrgs(rows [][]string) {
	for _, c := range rows {
		i, ok := d.orgs[c[0]]
		if !ok {
			i = len(d.Orgs)
			d.orgs[c[0]] = i
			d.Orgs = append(d.Orgs, Org{Acronym: c[0], Class: c[1], Country: c[2]})
		}
		if c[3] == "en" && d.Orgs[i].English == "" {
			d.Orgs[i].English = c[4]
		}
		d.Names = append(d.Names, Name{c[3], "org", c[4], i, strings.Contains(c[5], "ambiguous")})
	}
}

func (d *Directory) readHolders(rows [][]string) {
	for _, c := range rows {
		i := len(d.Holders)
		d.Holders = append(d.Holders, Holder{c[0], c[1], c[2], c[6], c[7], c[8], c[9] == "yes", forms(c[5])})
		key := c[0] + " " + c[1]
		d.byOffice[key] = append(d.byOffice[key], i)
		for j, lang := range []string{"fa", "ar"} {
			for _, form := range forms(c[3+j]) {
				d.Names = append(d.Names, Name{lang, "holder", form, i, false})
			}
		}
	}
}

// forms are the spellings of a cell, which joins them by "|".
func forms(cell string) (out []string) {
	for _, form := range strings.Split(cell, "|") {
		if form = strings.TrimSpace(form); form != "" {
			out = append(out, form)
		}
	}
	return out
}

func (d *Directory) readFigures(rows [][]string) {
	for i, c := range rows {
		d.Figures = append(d.Figures, Figure{c[0], c[1], c[2], c[3]})
		for j, lang := range []string{"ar", "fa"} {
			for _, form := range strings.Split(c[4+j], "|") {
				d.Names = append(d.Names, Name{lang, "figure", strings.TrimSpace(form), i, false})
			}
		}
	}
}

// readShadows reads phrases that hold a name of the world and do not mean it:
// the Gulf of Oman is not Oman.
func (d *Directory) readShadows(rows [][]string) {
	for _, c := range rows {
		for _, family := range []string{"state", "city", "org"} {
			d.Names = append(d.Names, Name{c[0], family + ".shadow", c[1], 0, false})
		}
	}
}

func (d *Directory) readTopics(rows [][]string) {
	for _, c := range rows {
		d.Topics[c[0]] = map[string]string{"en": c[1], "fa": c[2], "ar": c[3]}
	}
}

func (d *Directory) readOutlets(rows [][]string) {
	index := map[string]int{}
	for _, c := range rows {
		i, ok := index[c[0]]
		if !ok {
			i = len(d.Outlets)
			index[c[0]] = i
			d.Outlets = append(d.Outlets, Outlet{c[0], c[1], c[5], c[4], strings.Contains(c[6], "international")})
		}
		d.Names = append(d.Names, Name{c[2], "outlet", c[3], i, strings.Contains(c[6], "ambiguous")})
		for _, called := range []string{c[0], c[3]} {
			if _, taken := d.outlets[strings.ToLower(called)]; !taken {
				d.outlets[strings.ToLower(called)] = i
			}
		}
	}
}

// StateByCode finds a state; ok is false when the code is not known.
func (d *Directory) StateByCode(code string) (State, bool) {
	i, ok := d.states[code]
	if !ok {
		return State{}, false
	}
	return d.States[i], true
}

// StateName is the first name of a state in a language, or "".
func (d *Directory) StateName(code, lang string) string {
	i, ok := d.states[code]
	if !ok {
		return ""
	}
	at := slices.IndexFunc(d.Names, func(n Name) bool { return n.Ref == i && n.Lang == lang && n.Kind == "state.name" })
	if at < 0 {
		return ""
	}
	return d.Names[at].Form
}

// OrgByAcronym finds an organisation by its key.
func (d *Directory) OrgByAcronym(acronym string) (Org, bool) {
	i, ok := d.orgs[acronym]
	if !ok {
		return Org{}, false
	}
	return d.Orgs[i], true
}

// OutletNamed finds the outlet that an article came with: by a name of it in
// any language, or by the address.
func (d *Directory) OutletNamed(name, url string) (Outlet, bool) {
	if i, ok := d.outlets[strings.ToLower(name)]; ok {
		return d.Outlets[i], true
	}
	if url == "" {
		return Outlet{}, false
	}
	for _, o := range d.Outlets {
		if o.Domain != "" && strings.Contains(url, o.Domain) {
			return o, true
		}
	}
	return Outlet{}, false
}

func (d *Directory) readOffices(rows [][]string) {
	for _, c := range rows {
		has := func(trait string) bool { return slices.Contains(strings.Split(c[3], ","), trait) }
		d.offices[c[0]] = Office{c[1], c[2], has("listed"), has("many"), has("posted"), has("voiceless")}
	}
}

// Office is what is known of an office by its code.
func (d *Directory) Office(code string) Office { return d.offices[code] }

// Held finds who held an office of a state or organisation on a day
// (YYYY-MM-DD). The day of a hand-over belongs to both; the later one is
// returned.
func (d *Directory) Held(of, office, day string) (Holder, bool) {
	best := -1
	for _, i := range d.byOffice[of+" "+office] {
		h := &d.Holders[i]
		if h.From <= day && (h.To == "" || day <= h.To) && (best < 0 || h.From >= d.Holders[best].From) {
			best = i
		}
	}
	if best < 0 {
		return Holder{}, false
	}
	return d.Holders[best], true
}

// WithoutPeople is a directory of states, cities and organisations without people,
// for tests of what the text alone gives.
func (d *Directory) WithoutPeople() *Directory {
	e := *d
	e.Holders, e.byOffice, e.Names = nil, nil, nil
	for _, n := range d.Names {
		if n.Kind != "holder" {
			e.Names = append(e.Names, n)
		}
	}
	return &e
}
