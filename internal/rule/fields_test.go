package rule

import (
	"os"
	"reflect"
	"strings"
	"testing"
)

// TestFields holds that the reader knows every field of a rule, and that
// docs/linguist.md has a row for it.
func TestFields(t *testing.T) {
	page, err := os.ReadFile("../../docs/linguist.md")
	if err != nil {
		t.Fatal(err)
	}
	form := reflect.TypeFor[written]()
	if form.NumField() != len(fields) {
		t.Errorf("a rule has %d fields, and %d are allowed", form.NumField(), len(fields))
	}
	for i := range form.NumField() {
		name := form.Field(i).Tag.Get("yaml")
		if !fields[name] {
			t.Errorf("the field %q is not allowed", name)
		}
		if !strings.Contains(string(page), "| `"+name+"` |") {
			t.Errorf("docs/linguist.md: the table of a rule's fields has no row for %q", name)
		}
	}
}
