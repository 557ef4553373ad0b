package lang

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
)

// Spelling is one row of latin.tsv: how letters, or a whole word, are written
// in Latin letters.
type Spelling struct {
	Form  string
	Place string // "", start, end, after (a vowel), before (a vowel), word, phrase, or close
	Latin string
}

var places = []string{"", "start", "end", "after", "before", "word", "phrase", "close"}

// readLatin reads latin.tsv, if there is one.
func (p *Pack) readLatin(fsys fs.FS, dir string) error {
	name := path.Join(dir, "latin.tsv")
	rows, err := Table(fsys, name, "form", "place", "latin", "note")
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	errs := []error{err}
	for _, row := range rows {
		s := Spelling{row.Cells[0], row.Cells[1], row.Cells[2]}
		if s.Form == "" || !slices.Contains(places, s.Place) {
			errs = append(errs, &Error{name, row.Line, fmt.Sprintf("form may not be empty, and place must be one of %q", places)})
			continue
		}
		p.Latin = append(p.Latin, s)
	}
	return errors.Join(errs...)
}
