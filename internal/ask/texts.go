package ask

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"safir/internal/directory"
	"safir/internal/lang"
	"safir/internal/register"
)

// Texts are what the interface says in one language (ui/<language>.tsv), and
// what the directory calls things in it.
type Texts struct {
	Lang   string
	texts  map[string]string
	keys   []string // in the order of the file
	states map[string]string
	orgs   map[string]string
	cities map[string]string
	people map[string]string // by English name
	dir    *directory.Directory
}

// OpenTexts reads the interface texts of all languages of fsys.
func OpenTexts(fsys fs.FS, dir *directory.Directory) (map[string]*Texts, error) {
	names, err := fs.Glob(fsys, "ui/*.tsv")
	all := map[string]*Texts{}
	for _, name := range names {
		t := &Texts{Lang: strings.TrimSuffix(path.Base(name), ".tsv"), texts: map[string]string{}, states: map[string]string{}, orgs: map[string]string{},
			cities: map[string]string{}, people: map[string]string{}, dir: dir}
		rows, e := lang.Table(fsys, name, "key", "text")
		err = errors.Join(err, e)
		for _, row := range rows {
			if _, twice := t.texts[row.Cells[0]]; twice || row.Cells[1] == "" {
				err = errors.Join(err, fmt.Errorf("%s:%d: the key %q stands twice or has no text", name, row.Line, row.Cells[0]))
			}
			t.texts[row.Cells[0]] = unquoted(row.Cells[1])
			t.keys = append(t.keys, row.Cells[0])
		}
		t.learnNames()
		all[t.Lang] = t
	}
	return all, errors.Join(err, sameKeys(all))
}

// TextsIn are the interface texts of one language of fsys.
func TextsIn(fsys fs.FS, dir *directory.Directory, ui string) (*Texts, error) {
	all, err := OpenTexts(fsys, dir)
	if err != nil {
		return nil, err
	}
	return in(all, ui)
}

func in(all map[string]*Texts, ui string) (*Texts, error) {
	if all[ui] == nil {
		return nil, fmt.Errorf("--ui %q: the interface speaks %s", ui, strings.Join(slices.Sorted(maps.Keys(all)), ", "))
	}
	return all[ui], nil
}

// Doubts says doubts in words.
func (t *Texts) Doubts(list []string) string {
	out := make([]string, len(list))
	for i, d := range list {
		out[i] = t.Say("doubt." + d)
	}
	return t.Say("doubts", strings.Join(out, t.Say("semicolon")))
}

// unquoted takes off the quotation marks around a text with blanks at its ends.
func unquoted(s string) string {
	if len(s) > 1 && s[0] == '"' && s[len(s)-1] == '"' {
		return s[1 : len(s)-1]
	}
	return s
}

// sameKeys holds that all languages say the same things.
func sameKeys(all map[string]*Texts) (err error) {
	for a, t := range all {
		for b, u := range all {
			for _, k := range t.keys {
				if _, ok := u.texts[k]; !ok {
					err = errors.Join(err, fmt.Errorf("ui/%s.tsv has no text for %q, which ui/%s.tsv has", b, k, a))
				}
			}
		}
	}
	return err
}

// learnNames takes the first name of each state, organisation, city and
// office-holder in this language.
func (t *Texts) learnNames() {
	first := func(m map[string]string, key, form, joint string) {
		if _, ok := m[key]; !ok {
			m[key] = strings.ReplaceAll(form, "_", joint)
		}
	}
	for _, n := range t.dir.Names {
		if n.Lang != t.Lang {
			continue
		}
		switch n.Kind {
		case "state.name":
			first(t.states, t.dir.States[n.Ref].Code, n.Form, "\u200c")
		case "org":
			first(t.orgs, t.dir.Orgs[n.Ref].Acronym, n.Form, " ")
		case "city":
			first(t.cities, t.dir.Cities[n.Ref].Name, n.Form, "\u200c")
		case "holder":
			first(t.people, t.dir.Holders[n.Ref].English, n.Form, " ")
		}
	}
}

// Say is the text of a key, with values put in by position (%s, %d). A key
// without a text stands for itself.
func (t *Texts) Say(key string, values ...any) string {
	s, ok := t.texts[key]
	if !ok {
		_, s, _ = strings.Cut(key, ".")
		return strings.ReplaceAll(s, "_", " ")
	}
	if len(values) == 0 {
		return s
	}
	return fmt.Sprintf(s, values...)
}

// Has reports whether a key has a text.
func (t *Texts) Has(key string) bool { _, ok := t.texts[key]; return ok }

// RTL reports whether the language is written from right to left.
func (t *Texts) RTL() bool { return t.texts["direction"] == "rtl" }

// Party names a state or organisation by its key.
func (t *Texts) Party(code string) string {
	if s, ok := t.states[code]; ok {
		return s
	}
	if t.Lang != "en" {
		if s, ok := t.orgs[code]; ok {
			return s
		}
	}
	return code
}

// Parties names several.
func (t *Texts) Parties(codes []string) []string {
	out := make([]string, len(codes))
	for i, c := range codes {
		out[i] = t.Party(c)
	}
	return out
}

// City names a city by its English name.
func (t *Texts) City(english string) string {
	if s, ok := t.cities[english]; ok {
		return s
	}
	return english
}

// Topic names a topic.
func (t *Texts) Topic(topic string) string {
	if s := t.dir.Topics[topic][t.Lang]; s != "" {
		if t.Lang == "en" && !strings.HasPrefix(topic, "regional/") { // those are names
			s = strings.ToLower(s)
		}
		return s
	}
	return topic
}

// Person names a person: as the directory does in this language, else in
// English, else as printed.
func (t *Texts) Person(n *register.Name) string {
	if s, ok := t.people[n.English]; ok && n.English != "" {
		return s
	}
	if n.English != "" && (t.Lang == "en" || n.Text == "") {
		return n.English
	}
	if n.Text != "" {
		return n.Text
	}
	return t.Say("someone")
}

// Who names a person with state and office.
func (t *Texts) Who(n *register.Name) string {
	var tail []string
	if n.Country != "" {
		tail = append(tail, t.Party(n.Country))
	}
	if n.Office != "" {
		tail = append(tail, t.Say("office."+n.Office))
	}
	switch {
	case len(tail) == 0:
		return t.Person(n)
	case n.Text == "" && n.English == "":
		return strings.Join(tail, t.Say("comma"))
	}
	return t.Person(n) + " (" + strings.Join(tail, t.Say("comma")) + ")"
}

// List joins words as the language does: a, b and c.
func (t *Texts) List(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], t.Say("comma")) + t.Say("and") + words[last]
}

// Keys are the keys of one kind, without the kind, in the order of the file.
func (t *Texts) Keys(kind string) (out []string) {
	for _, k := range t.keys {
		if rest, ok := strings.CutPrefix(k, kind+"."); ok && !slices.Contains(out, rest) {
			out = append(out, rest)
		}
	}
	return out
}
