package export

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// World knows how PLOVER names parties; the directory is one.
type World interface {
	// OfficeSector is the sector of who holds an office, or "".
	OfficeSector(office string) string
	// Represented is the code and sector of a person who acts for no state.
	Represented(what string) (code, sector string)
	// PartyCode is the code and sector behind an ISO code or an acronym.
	PartyCode(key string) (code, sector string)
	// OrgCode is the code and sector of an organisation.
	OrgCode(english, class string) (code, sector string)
}

// Plover casts records into PLOVER's form. It does not change.
type Plover struct {
	world      World
	filings    []filing
	categories map[string]category
	modes      map[string]category // by category and mode
	contexts   map[string][]string // by topic
}

// filing says under what the code-book files an act. Empty lists fit all.
type filing struct {
	kind                    string // event or statement
	types, verbs, status    []string
	sides                   int // of an act of so many states alone; 0 for any
	category, mode          string
	contexts                []string
	keepsMode, filedNowhere bool
}

// category is what the code-book says of a category or of a mode of it.
type category struct {
	quad           int // 1 and 2 cooperation, 3 and 4 conflict; verbal and material
	scale          float64
	scaled         bool
	needsRecipient bool
	contexts       []string
}

// NewPlover readies the rows of data/world/plover.tsv. All faults are returned
// together.
func NewPlover(rows [][]string, world World) (*Plover, error) {
	p := &Plover{world: world, categories: map[string]category{}, modes: map[string]category{}, contexts: map[string][]string{}}
	var errs []error
	for _, row := range rows {
		if err := p.read(row); err != nil {
			errs = append(errs, fmt.Errorf("world/plover.tsv: the row %q: %w", strings.TrimSpace(strings.Join(row, " ")), err))
		}
	}
	for _, f := range p.filings {
		if _, ok := p.categories[f.category]; !ok && !f.filedNowhere {
			errs = append(errs, fmt.Errorf("world/plover.tsv: the category %q of a row has no row of its own", f.category))
		}
	}
	return p, errors.Join(errs...)
}

// read takes one row: kind, type, verb, status, sides, category, mode, quad,
// scale, context, note.
func (p *Plover) read(row []string) error {
	kind, typ, name, mode, contexts := row[0], row[1], row[5], row[6], list(row[9])
	switch kind {
	case "event", "statement":
		sides, err := number(row[4])
		p.filings = append(p.filings, filing{kind, list(typ), list(row[2]), list(row[3]), int(sides), name, mode, contexts, mode == "=", name == "-"})
		return err
	case "category", "mode":
		quad, err := number(row[7])
		scale, err2 := number(row[8])
		c := category{int(quad), scale, row[8] != "", kind == "category" && row[9] == "recipient", contexts}
		if kind == "category" {
			p.categories[name] = c
		} else {
			p.modes[name+" "+mode] = c
		}
		return errors.Join(err, err2)
	case "topic":
		p.contexts[typ] = contexts
		return nil
	}
	return fmt.Errorf("the kind %q is not known", kind)
}

// list parts alternatives.
func list(cell string) []string {
	if cell == "" {
		return nil
	}
	return strings.Split(cell, "|")
}

func number(cell string) (float64, error) {
	if cell == "" {
		return 0, nil
	}
	return strconv.ParseFloat(cell, 64)
}

// file finds the first row that fits an act; ok is false when the code-book
// has no place for it.
func (p *Plover) file(kind, typ, verb, status string, sides int) (f filing, ok bool) {
	for _, f := range p.filings {
		if f.kind == kind && fits(f.types, typ) && fits(f.verbs, verb) && fits(f.status, status) && (f.sides == 0 || f.sides == sides) {
			return f, !f.filedNowhere
		}
	}
	return filing{}, false
}

func fits(wanted []string, is string) bool { return len(wanted) == 0 || slices.Contains(wanted, is) }

// mode is the mode of an act that is filed so, or "".
func (p *Plover) mode(f filing, own *string) string {
	m := f.mode
	if f.keepsMode {
		m = text(own)
	}
	if _, ok := p.modes[f.category+" "+m]; !ok {
		return ""
	}
	return m
}

// scale is the score of a category and mode, from -10 (conflict) to 10
// (cooperation).
func (p *Plover) scale(name, mode string) float64 {
	if m := p.modes[name+" "+mode]; m.scaled {
		return m.scale
	}
	return p.categories[name].scale
}

// context is what an act is about, each word once: by how it is filed, by its
// mode, by its topics.
func (p *Plover) context(f filing, mode string, topics []string) []string {
	out := slices.Concat(f.contexts, p.modes[f.category+" "+mode].contexts)
	for _, t := range topics {
		out = append(out, p.contexts[t]...)
	}
	var once []string
	for _, c := range out {
		if !slices.Contains(once, c) {
			once = append(once, c)
		}
	}
	return once
}

func text(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
