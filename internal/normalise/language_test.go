package normalise

import (
	"os"
	"slices"
	"testing"

	"safir/internal/doc"
	"safir/internal/lang"
)

func identifier(t testing.TB) *Identifier {
	t.Helper()
	id, err := NewIdentifier(os.DirFS("../.."), "data/lang/languages.tsv")
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// TestLanguages reads the sentences that the table was made with, and those
// that were held out.
func TestLanguages(t *testing.T) {
	id := identifier(t)
	rows, err := lang.Table(os.DirFS("testdata"), "languages.tsv", "lang", "text")
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]int{}
	var right, all [2]int
	for _, row := range rows {
		tag, text := row.Cells[0], row.Cells[1]
		half := seen[tag] % 2 // 0: looked at, 1: held out
		seen[tag]++
		all[half]++
		if got := id.Language(text); got == tag {
			right[half]++
		} else if os.Getenv("SAFIR_HELD_OUT") != "" || half == 0 {
			t.Logf("%s taken for %s: %s", tag, got, text)
		}
	}
	t.Logf("%d languages; looked at: %d of %d right; held out: %d of %d right", len(seen), right[0], all[0], right[1], all[1])
	if right[0]*100 < all[0]*97 || right[1]*100 < all[1]*94 {
		t.Errorf("fewer right than before")
	}
}

var _ = slices.Contains[[]string]
var _ doc.Zone
