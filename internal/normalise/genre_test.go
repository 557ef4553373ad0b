package normalise

import (
	"os"
	"strings"
	"testing"

	"safir/internal/doc"
)

func TestGenre(t *testing.T) {
	data, err := os.ReadFile("testdata/genres.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, block := range strings.Split("\n"+string(data), "\n== ")[1:] {
		head, text, _ := strings.Cut(block, "\n")
		fields := append(strings.Fields(head), "")
		want, tag, url := fields[0], fields[1], fields[2]
		a := &doc.Article{Text: strings.TrimSpace(text), URL: url}
		if got := zoner().Genre(a, tag); got != want {
			title, _, _ := strings.Cut(a.Text, "\n")
			t.Errorf("%q is %s, not %s", title, got, want)
		}
	}
	if got := zoner().Genre(&doc.Article{}, "fa"); got != Brief {
		t.Errorf("nothing is %q", got)
	}
}
