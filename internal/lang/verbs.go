package lang

import (
	"errors"
	"io/fs"
	"path"
	"strings"
)

// readVerbs writes out the verbs of verbs.tsv by the templates of
// paradigm.tsv: each verb and template give one entry; a form that two
// templates give is the earlier one's.
func (p *Pack) readVerbs(fsys fs.FS, dir string) error {
	name := path.Join(dir, "verbs.tsv")
	if _, err := fs.Stat(fsys, name); err != nil {
		return nil
	}
	verbs, err := Table(fsys, name, "past", "present", "class", "attrs", "note")
	templates, err2 := Table(fsys, path.Join(dir, "paradigm.tsv"), "template", "attrs", "note")
	errs := []error{err, err2}
	for _, v := range verbs {
		seen := map[string]bool{"": true}
		for _, t := range templates {
			e, err := p.inflect(v.Cells, t.Cells)
			if err != nil {
				errs = append(errs, &Error{name, v.Line, err.Error()})
			} else if !seen[e.Phrase] {
				e.File, e.Line = name, v.Line
				p.Entries = append(p.Entries, e)
			}
			seen[e.Phrase] = true
		}
	}
	return errors.Join(errs...)
}

// inflect fills one template; it gives nothing when the verb lacks the stem. A
// bare form that is a noun too closes no clause.
func (p *Pack) inflect(verb, template []string) (Entry, error) {
	form := template[0]
	if strings.Contains(form, "{past}") && verb[0] == "" || strings.Contains(form, "{present}") && verb[1] == "" {
		return Entry{}, nil
	}
	attrs := template[1]
	if verb[3] != "" {
		attrs += ";" + verb[3]
	}
	m, err := p.attrsOf(attrs)
	if m["bare"] != "" && m["noun"] != "" {
		m, err = p.attrsOf(attrs + ";open=1")
	}
	return Entry{Phrase: strings.NewReplacer("{past}", verb[0], "{present}", verb[1]).Replace(form), Class: verb[2], Attrs: m}, err
}
