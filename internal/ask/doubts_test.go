package ask

import (
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"
)

// doubted are the words of source code that name a doubt.
var doubted = regexp.MustCompile(`[dD]oubts(?:, | = append\([a-z.A-Z]*[dD]oubts, |: \[\]string\{)"([a-z]+(?:-[a-z]+)+)"`)

// TestDoubts holds that every doubt that the coder may have is told in words.
func TestDoubts(t *testing.T) {
	h := open(t)
	found := 0
	err := fs.WalkDir(os.DirFS("../extract"), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") {
			return err
		}
		code, err := os.ReadFile("../extract/" + path)
		for _, m := range doubted.FindAllStringSubmatch(string(code), -1) {
			found++
			for lang, texts := range h.texts {
				if !texts.Has("doubt." + m[1]) {
					t.Errorf("%s: ui/%s.tsv has no text for doubt.%s", path, lang, m[1])
				}
			}
		}
		return err
	})
	if err != nil || found < 4 {
		t.Errorf("%d doubts were found in the code: %v", found, err)
	}
}
