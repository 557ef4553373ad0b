package ask

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"safir/internal/calendar"
	"safir/internal/lang"
	"safir/internal/register"
	"safir/internal/store"
)

// Also is a report that may speak of a happening too, in a language that is
// not coded. It is a suggestion and evidence of nothing: only its day and the
// names in it were looked at.
type Also struct {
	Source
	Language string   `json:"language"` // in the words of the interface
	Names    []string `json:"names"`    // that it holds: the sides, and the city or a person
}

// The bounds of what is suggested.
const (
	mostAlso  = 5
	alsoLater = 2 // days after a happening, or after it was told, on which others tell it
)

// also finds reports that may speak of an event: they were passed over for
// their language, appeared on one of its days, name all its sides and, where
// these are known, its city or one of the persons.
func (a *Asker) also(ctx context.Context, s *register.Summary, told []register.Mention) (out []Also, err error) {
	if s.Kind != register.Event || len(s.Parties) < 2 {
		return nil, nil
	}
	var terms []store.Term
	for _, code := range s.Parties {
		forms := a.forms([]string{"state.name", "org"}, code)
		if len(forms) == 0 {
			return nil, nil
		}
		terms = append(terms, store.Term{Any: forms})
	}
	closer := a.closer(s)
	if len(closer) > 0 {
		terms = append(terms, store.Term{Any: closer})
	}
	list, err := a.Store.FindReports(ctx, terms, 0)
	for i := range list {
		if r := &list[i]; r.State == register.Passed && appeared(r.Published, s, told) {
			out = append(out, Also{Source: sourceOf(r), Language: a.ui.Language(r.Lang), Names: a.ui.Parties(s.Parties)})
		}
	}
	slices.SortFunc(out, func(x, y Also) int {
		return cmp.Or(cmp.Compare(x.Published, y.Published), cmp.Compare(x.Report, y.Report))
	})
	return most(out, mostAlso), err
}

// closer are the words of which an article must have one beside the sides of
// an event: its city, or the surname of somebody in it.
func (a *Asker) closer(s *register.Summary) (out []string) {
	if s.City != "" {
		out = a.forms([]string{"city"}, s.City)
	}
	for i := range s.Who {
		for _, name := range []string{s.Who[i].English, s.Who[i].Text} {
			words := strings.Fields(a.index.Phrase(name))
			if len(words) > 0 && len([]rune(words[len(words)-1])) >= shortestName {
				out = append(out, words[len(words)-1])
			}
		}
	}
	return out
}

// shortestName is how many letters a surname must have to stand alone.
const shortestName = 4

// appeared reports whether a day of publication is near a happening, or near a
// report of it.
func appeared(published string, s *register.Summary, told []register.Mention) bool {
	day := published[:min(len(published), len("2006-01-02"))]
	near := func(from, to string) bool { return from != "" && day >= from && day <= calendar.Shift(to, alsoLater) }
	return day != "" && (near(s.From, s.To) || slices.ContainsFunc(told, func(m register.Mention) bool { return near(m.Published, m.Published) }))
}

// forms are the names of a state, organisation or city in all languages, in
// all their cases, as they are looked for. Names that are ordinary words too
// are left out.
func (a *Asker) forms(kinds []string, key string) (out []string) {
	dir := a.ui.dir
	for _, n := range dir.Names {
		if n.Weak || !slices.Contains(kinds, n.Kind) {
			continue
		}
		is := ""
		switch n.Kind {
		case "state.name":
			is = dir.States[n.Ref].Code
		case "org":
			is = dir.Orgs[n.Ref].Acronym
		case "city":
			is = dir.Cities[n.Ref].Name
		}
		if is != key {
			continue
		}
		for _, f := range a.cases.bend(n.Lang, strings.ReplaceAll(n.Form, "_", "\u200c")) {
			if p := a.index.Phrase(f); p != "" && !slices.Contains(out, p) {
				out = append(out, p)
			}
		}
	}
	return out
}

// cases are the endings of names by language, the longest first
// (ask/cases.tsv).
type cases map[string][]ending

type ending struct {
	text    string
	becomes []string
}

func openCases(fsys fs.FS) (cases, error) {
	out := cases{}
	rows, err := lang.Table(fsys, "ask/cases.tsv", "lang", "ending", "becomes", "note")
	for _, r := range rows {
		e := ending{text: r.Cells[1], becomes: strings.Fields(r.Cells[2])}
		switch {
		case len(e.becomes) == 0 || e.text == "":
			err = errors.Join(err, fmt.Errorf("ask/cases.tsv:%d: an ending and what it becomes are missing; write * for any other ending, - for a word that does not bend", r.Line))
		case e.text == "*":
			e.text = ""
		}
		if slices.Equal(e.becomes, []string{"-"}) {
			e.becomes = nil
		}
		out[r.Cells[0]] = append(out[r.Cells[0]], e)
	}
	for _, list := range out {
		slices.SortStableFunc(list, func(a, b ending) int { return len(b.text) - len(a.text) })
	}
	return out, err
}

// mostForms is above which number of forms a name is taken as it is.
const mostForms = 40

// bend gives a name in all cases; each of its words has its own endings.
func (c cases) bend(lang, name string) []string {
	out := []string{""}
	for _, w := range strings.Fields(name) {
		forms := []string{w}
		if i := slices.IndexFunc(c[lang], func(e ending) bool { return strings.HasSuffix(w, e.text) }); i >= 0 {
			for _, to := range c[lang][i].becomes {
				forms = append(forms, strings.TrimSuffix(w, c[lang][i].text)+to)
			}
		}
		var next []string
		for _, before := range out {
			for _, f := range forms {
				next = append(next, strings.TrimSpace(before+" "+f))
			}
		}
		if out = next; len(out) > mostForms {
			return []string{name}
		}
	}
	return out
}

// Language names a language by its tag, as the Unicode consortium's tables
// have it.
func (t *Texts) Language(tag string) string {
	parsed, err := language.Parse(tag)
	if err != nil {
		return tag
	}
	if name := display.Tags(language.Make(t.Lang)).Name(parsed); name != "" {
		return name
	}
	return tag
}
