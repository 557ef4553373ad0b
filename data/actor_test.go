package data_test

import (
	"io/fs"
	"path"
	"testing"

	"safir/data"
	"safir/internal/lang"
	"safir/internal/pipeline"
)

// TestActors holds what `safir actor` answers to the phrases of
// lang/*/cases/actors.tsv.
func TestActors(t *testing.T) {
	files, err := fs.Glob(data.FS, "lang/*/cases/actors.tsv")
	if err != nil || len(files) == 0 {
		t.Fatalf("no phrases: %v", err)
	}
	for _, file := range files {
		p, err := pipeline.OpenPhrases(data.FS, path.Base(path.Dir(path.Dir(file))))
		if err != nil {
			t.Fatal(err)
		}
		rows, err := lang.Table(data.FS, file, "phrase", "country", "sector", "office")
		if err != nil || len(rows) < 60 {
			t.Fatalf("%s: %d phrases: %v", file, len(rows), err)
		}
		for _, row := range rows {
			x := p.Who(row.Cells[0])
			if got := [3]string{or(x.Country), or(x.Sector), or(x.Office)}; got != [3]string(row.Cells[1:]) {
				t.Errorf("%s:%d: %s: %q; wanted %q", file, row.Line, row.Cells[0], got, row.Cells[1:])
			}
		}
	}
}

func or(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
