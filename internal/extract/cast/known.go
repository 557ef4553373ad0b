package cast

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"safir/internal/directory"
	"safir/internal/extract"
)

// complete fills in what the directory knows of a name.
func (k *caster) complete(a *extract.Actor) {
	h := k.holderOf(a)
	if h < 0 {
		h = k.heldBy(a.Words, a.Country)
	}
	if h < 0 {
		return
	}
	d := &k.Dir.Holders[h]
	a.NameEn, a.NameBasis = d.English, "directory"
	if a.Country == "" && a.Org == "" {
		if _, org := k.Dir.OrgByAcronym(d.Of); org {
			a.Org = d.Of
		} else {
			a.Country, a.CountryFrom = d.Of, "directory"
		}
	}
	if a.Office == "" && (k.inOffice(h) || k.told(d.Office, d.Of) || k.era.from == "" && k.onlyOffice(h)) {
		a.Office, a.OfficeBasis = d.Office, "directory"
	}
}

// onlyOffice reports whether the directory knows a person in one office alone.
func (k *caster) onlyOffice(ref int) bool {
	h := &k.Dir.Holders[ref]
	return !slices.ContainsFunc(k.Dir.Holders, func(x directory.Holder) bool {
		return x.English == h.English && (x.Office != h.Office || x.Of != h.Of)
	})
}

// holderOf is the term in the directory that fits a name best: one that runs
// at the time of the article before one whose office the article names, before
// any other; -1 when none has the name.
func (k *caster) holderOf(a *extract.Actor) int {
	best, worth := -1, -1
	for _, ref := range k.terms(a) {
		if w := k.worth(ref); w > worth {
			best, worth = ref, w
		}
	}
	return best
}

// terms are the directory's terms of people who have the actor's whole name
// and may be of the actor's state or organisation.
func (k *caster) terms(a *extract.Actor) (out []int) {
	for _, s := range a.Names {
		for i := s[0]; i < s[1]; i++ {
			for _, m := range k.Doc.MarksAt(int(i)) {
				if m.Class != k.C.Holder || m.End > s[1] {
					continue
				}
				ref, err := strconv.Atoi(k.Lex.Attr(m, "ref"))
				if err == nil && agree(a.Country, k.Dir.Holders[ref].Of) && (a.Org == "" || a.Org == k.Dir.Holders[ref].Of) {
					out = append(out, ref)
				}
			}
		}
	}
	return out
}

// heldBy is the term of the only office-holder with a surname, of a state when
// it is given: of those in office at the time of the article, else of all. -1
// when there is none, or when two of different offices have it.
func (k *caster) heldBy(words []string, country string) int {
	now, ever := none, none
	for _, ref := range k.Surnames[strings.Join(words, "")] {
		if !agree(country, k.Dir.Holders[ref].Of) {
			continue
		}
		if k.inOffice(ref) {
			now = k.only(now, ref)
		}
		ever = k.only(ever, ref)
	}
	if now == none {
		now = ever
	}
	return max(now, none)
}

// only is the one of two terms when it is of one person or of one office.
func (k *caster) only(a, b int) int {
	if a < 0 {
		return cmp.Or(map[int]int{several: several}[a], b)
	}
	x, y := &k.Dir.Holders[a], &k.Dir.Holders[b]
	if x.English == y.English || x.Of == y.Of && x.Office == y.Office {
		return a
	}
	return several
}

func (k *caster) worth(ref int) int {
	h := &k.Dir.Holders[ref]
	switch {
	case k.inOffice(ref):
		return 2
	case k.told(h.Office, h.Of):
		return 1
	}
	return 0
}

// represents says for whom a person acts: as the organisation behind the
// office says, else as the office does, else for the state that he is not known
// to oppose.
func (k *caster) represents(a *extract.Actor) {
	office := k.Dir.Office(a.Office)
	o, ok := k.Dir.OrgByAcronym(a.Org)
	if !ok {
		a.Represents = cmp.Or(office.Represents, "state")
		if (a.Office == "" || a.Office == "official") && len(a.Words) > 1 && k.Opponents[strings.Join(a.Words, " ")] {
			a.Represents = "opposition"
		}
		return
	}
	switch o.Class {
	case "company":
		a.Represents = "company"
	case "armed_group":
		a.Represents = "armed_group"
	case "party":
		a.Represents = "opposition"
	default:
		a.Represents, a.Country = "organization", ""
		return
	}
	if a.Country == "" {
		a.Country, a.CountryFrom = o.Country, "directory"
	}
	if a.Country != "" && office.Represents == "state" {
		a.Represents = "state"
	}
}
