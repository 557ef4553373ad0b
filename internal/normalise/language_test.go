package normalise

import (
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

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
	if right[0] < all[0] || right[1]*100 < all[1]*99 {
		t.Errorf("fewer right than before")
	}
}

// TestParagraphs: a mixed page is read line by line; a line that shows no
// language takes that of the line before.
func TestParagraphs(t *testing.T) {
	id := identifier(t)
	text := "او از مردم خواست آرام بمانند.\n\n۱۲:۳۰\nThe ministers met in the old town and signed it.\r\nدعا الوزير المواطنين إلى الهدوء.\n"
	var got []string
	for _, p := range id.Paragraphs(text) {
		got = append(got, p.Lang)
	}
	if want := []string{"fa", "fa", "en", "ar"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// TestArticleLanguage: comments and menus in another language do not count.
func TestArticleLanguage(t *testing.T) {
	id := identifier(t)
	body := "او از مردم خواست آرام بمانند و به شایعه‌ها گوش ندهند."
	text := body + "\n" + strings.Repeat("The readers of this page had the usual things to say. ", 5)
	zones := []doc.Zone{
		{Span: doc.Span{Start: 0, End: len(body)}, Kind: doc.Body},
		{Span: doc.Span{Start: len(body) + 1, End: len(text) - 1}, Kind: doc.Comment},
	}
	if got := id.Article(text, zones); got != "fa" {
		t.Errorf("with zones: %s", got)
	}
	if got := id.Article(text, nil); got != "en" {
		t.Errorf("without zones: %s", got)
	}
	if got := id.Article("12 – 13", nil); got != Undetermined {
		t.Errorf("no letters: %s", got)
	}
}

// TestVariety: one or two words of Afghan use do not make a text Dari, a few
// in its paragraphs do.
func TestVariety(t *testing.T) {
	id := identifier(t)
	for text, want := range map[string]string{
		"والی هرات امروز با کنسول ایران در این شهر دیدار و درباره مرز گفت‌وگو کرد.":       "fa",
		"والی هرات با ولسوال شیندند و شاروال شهر در مورد شفاخانه‌های تازه صحبت کرده است.": "fa-AF",
	} {
		if got := id.Language(text); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

// TestLanguageTable: faults in the table are told with their lines.
func TestLanguageTable(t *testing.T) {
	for row, want := range map[string]string{
		"xx\tscript\tKlingon\t": "no script",
		"xx\tword\tetwas\tviel": "no number",
		"xx\tsound\ta\t1":       "kind",
		"\tword\ta\t1":          "empty",
	} {
		fsys := fstest.MapFS{"l.tsv": {Data: []byte("lang\tkind\tform\tweight\n" + row + "\n")}}
		_, err := NewIdentifier(fsys, "l.tsv")
		if err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "l.tsv:2") {
			t.Errorf("%q: %v", row, err)
		}
	}
}

func BenchmarkLanguage(b *testing.B) {
	id := identifier(b)
	text := strings.Repeat("او از مردم خواست آرام بمانند و به شایعه‌ها گوش ندهند. ", 20)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		id.Language(text)
	}
}
