package data_test

import (
	"io/fs"
	"os"
	"path"
	"reflect"
	"strings"
	"testing"

	"safir/data"
	"safir/internal/lang"
)

// page reads a page of docs.
func page(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile("../docs/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// section is the part of a page below the heading that names a file; "" when
// there is none.
func section(page, file string) string {
	for _, s := range strings.Split(page, "\n## ")[1:] {
		heading, rest, _ := strings.Cut(s, "\n")
		for _, word := range strings.Fields(heading) {
			if ok, _ := path.Match(word, file); ok {
				return rest
			}
		}
	}
	return ""
}

// TestFormatPack holds that docs/format-pack.md has every field of pack.yaml
// and every column of every table.
func TestFormatPack(t *testing.T) {
	format := page(t, "format-pack.md")
	fields := reflect.TypeFor[lang.Settings]()
	for i := range fields.NumField() {
		name := fields.Field(i).Tag.Get("yaml")
		if !strings.Contains(section(format, "pack.yaml"), "| `"+name+"` |") {
			t.Errorf("docs/format-pack.md: the table of pack.yaml has no row for %q", name)
		}
	}
	tables := 0
	err := fs.WalkDir(data.FS, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(name, ".tsv") {
			return err
		}
		tables++
		text, err := fs.ReadFile(data.FS, name)
		for _, column := range header(string(text)) {
			if !strings.Contains(section(format, tableName(name)), "`"+column+"`") {
				t.Errorf("docs/format-pack.md: the section of %s has no column `%s`", tableName(name), column)
			}
		}
		return err
	})
	if err != nil || tables == 0 {
		t.Fatalf("%d tables: %v", tables, err)
	}
}

// header are the columns of a table.
func header(text string) []string {
	for line := range strings.Lines(text) {
		if !strings.HasPrefix(line, "#") && strings.TrimSpace(line) != "" {
			return strings.Split(strings.TrimRight(line, "\r\n"), "\t")
		}
	}
	return nil
}

// tableName is how headings name a table: within a language's folder from
// there, else from the data folder.
func tableName(name string) string {
	if parts := strings.SplitN(name, "/", 3); parts[0] == "lang" && len(parts) == 3 {
		return parts[2]
	}
	return name
}
