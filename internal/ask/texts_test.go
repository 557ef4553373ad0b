package ask

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"
)

// TestReasonsHaveWords holds that every reason that reconcile gives has words
// in the interface.
func TestReasonsHaveWords(t *testing.T) {
	h := open(t)
	files, _ := filepath.Glob("../reconcile/*.go")
	reason := regexp.MustCompile(`"([a-z]+(?:-[a-z]+)+)"`)
	found := 0
	for _, f := range files {
		if ok, _ := filepath.Match("*_test.go", filepath.Base(f)); ok {
			continue
		}
		code, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range reason.FindAllStringSubmatch(string(code), -1) {
			if found++; !h.texts["en"].Has("reason." + m[1]) {
				t.Errorf("%s gives the reason %q; ui/en.tsv has no reason.%s", f, m[1], m[1])
			}
		}
	}
	if found == 0 {
		t.Error("no reasons found")
	}
}

// TestKeysHaveWords holds that all verbs, acts, objects, statuses, stages and
// offices of the record have words.
func TestKeysHaveWords(t *testing.T) {
	h := open(t)
	schema, err := os.ReadFile("../../docs/record.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range []struct{ key, list string }{
		{"verb", "credentials"}, {"act", "stress"}, {"status", "denied"}, {"stage", "in_force"}, {"office", "supreme_leader"}, {"object", "quota"},
	} {
		list := regexp.MustCompile(`\[[^\[\]]*"` + kind.list + `"[^\[\]]*\]`).FindString(string(schema))
		for _, m := range regexp.MustCompile(`"([a-z_]+)"`).FindAllStringSubmatch(list, -1) {
			if !h.texts["en"].Has(kind.key + "." + m[1]) {
				t.Errorf("ui/en.tsv has no %s.%s", kind.key, m[1])
			}
		}
		if list == "" {
			t.Errorf("the schema has no list with %q", kind.list)
		}
	}
}
