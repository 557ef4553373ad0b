package data_test

import (
	"io/fs"
	"os"
	"path"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"safir/data"
	"safir/internal/directory"
	"safir/internal/lang"
	"safir/internal/pipeline"
	"safir/internal/rule"
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

// block is an example of docs/linguist.md: rules of a language and kind.
var block = regexp.MustCompile("(?s)```yaml\n# ([a-z]+)/([a-z]+)\n(.*?)```")

// TestLinguistExamples holds that the rules on the page for linguists hit
// their hits and miss their near misses, each block as a file of its own.
func TestLinguistExamples(t *testing.T) {
	dir, err := directory.Open(data.FS)
	if err != nil {
		t.Fatal(err)
	}
	blocks := block.FindAllStringSubmatch(page(t, "linguist.md"), -1)
	if len(blocks) == 0 {
		t.Fatal("docs/linguist.md has no examples")
	}
	for _, b := range blocks {
		tag, kind := b[1], b[2]
		c, err := pipeline.OpenWith(instead{data.FS, "lang/" + tag + "/rules/" + kind + ".yaml", []byte(b[3])}, dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range c.Packs {
			if p.Lang == tag {
				tryRules(t, c.NewWorker(), tag, kind, p.Rules[kind])
			}
		}
	}
}

func tryRules(t *testing.T, w *pipeline.Worker, tag, kind string, rules []rule.Rule) {
	t.Helper()
	for _, r := range rules {
		if len(r.Yes) == 0 || len(r.No) == 0 {
			t.Errorf("docs/linguist.md: %s has no yes or no no", r.Name)
		}
		for i, sentence := range append(slices.Clone(r.Yes), r.No...) {
			if hit, beaten := w.Hits(tag, kind, r.Name, sentence); hit != (i < len(r.Yes)) {
				t.Errorf("docs/linguist.md: %s hits %s: %v%s", r.Name, sentence, hit, beaten)
			}
		}
	}
}

// instead is the data with one file replaced.
type instead struct {
	fs.FS
	name string
	text []byte
}

func (i instead) Open(name string) (fs.File, error) {
	if name == i.name {
		return fstest.MapFS{name: {Data: i.text}}.Open(name)
	}
	return i.FS.Open(name)
}

// asked is a class that a pattern asks for.
var asked = regexp.MustCompile(`@([a-z]+)`)

// TestLinguistTables holds that the page for linguists knows every setting,
// every capture and every family of classes that rules use.
func TestLinguistTables(t *testing.T) {
	text := page(t, "linguist.md")
	told := map[string]bool{}
	has := func(what, name string) {
		if told[what+name] {
			return
		}
		told[what+name] = true
		if !strings.Contains(text, "`"+name+"`") && !strings.Contains(text, "`"+name+".") {
			t.Errorf("docs/linguist.md says nothing of the %s `%s`", what, name)
		}
	}
	for kind, form := range pipeline.Forms {
		for name := range form.Settings {
			has("setting of "+kind, name)
		}
		for _, name := range slices.Concat(form.Captures, form.Roles) {
			has("capture of "+kind, name)
		}
	}
	files, err := fs.Glob(data.FS, "lang/*/rules/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no rule files: %v", err)
	}
	for _, name := range files {
		rules, err := fs.ReadFile(data.FS, name)
		if err != nil {
			t.Fatal(err)
		}
		for _, class := range asked.FindAllStringSubmatch(string(rules), -1) {
			has("class", class[1])
		}
	}
}

// required is a direct dependency in go.mod, with its version.
var required = regexp.MustCompile(`(?m)^\t(\S+) (v\S+)$`)

// TestDependencies holds that docs/dependencies.md has every direct
// dependency in its version.
func TestDependencies(t *testing.T) {
	mod, err := os.ReadFile("../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	text, direct := page(t, "dependencies.md"), required.FindAllStringSubmatch(string(mod), -1)
	if len(direct) == 0 {
		t.Fatal("go.mod requires nothing")
	}
	for _, d := range direct {
		if !strings.Contains(text, "| `"+d[1]+"` | "+d[2]+" |") {
			t.Errorf("docs/dependencies.md: no row for `%s` %s", d[1], d[2])
		}
	}
}

// TestLeftEmpty holds that the fields that docs/reader.md calls empty are so.
func TestLeftEmpty(t *testing.T) {
	_, records := coded(t, open(t), 2, articles(t))
	for _, r := range records {
		filled := ""
		for _, e := range r.Events {
			if e.Attribution.ClaimedBy != nil {
				filled = e.ID
			}
		}
		if filled != "" {
			t.Errorf("%s, %s: a field that was empty is filled; say so in docs/reader.md", *r.Source.File, filled)
		}
	}
}
