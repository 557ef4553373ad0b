package export

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Release is a frozen data set: tables, what they mean, what was read, how
// often the coder errs, and what changed since the release before.
type Release struct {
	Name     string // of the release, such as 2024-05
	Made     string // RFC 3339 in UTC
	Program  string // what made it: program, packs and world
	Tables   *Tables
	Coverage []CoverageRow
	Errors   []ErrorRow                // empty: not measured, and the release says so
	Texts    iter.Seq2[TextRow, error] // of a release with full texts; nil: none
	Quotes   bool                      // whether the words of the evidence are in it
	Last     string                    // folder of the release before, or ""
}

// CoverageRow is how much was read: the denominator of every count.
type CoverageRow struct {
	Outlet  string `parquet:"outlet,dict" says:"who printed it"`
	Lang    string `parquet:"lang,dict" says:"language"`
	Day     string `parquet:"day" says:"day of publication; empty when not known"`
	State   string `parquet:"state,dict" says:"coded, passed (in a language that is not coded), aside (could not be read)"`
	Reports int    `parquet:"reports" says:"how many"`
}

// ErrorRow is one measured figure.
type ErrorRow struct {
	Lang      string `parquet:"lang,dict" says:"language"`
	Figure    string `parquet:"figure" says:"what was measured, as safir eval names it"`
	Measure   string `parquet:"measure,dict" says:"f1, share or mean"`
	Value     string `parquet:"value" says:"the figure"`
	Precision string `parquet:"precision" says:"of an f1: the share of what was found that is right"`
	Recall    string `parquet:"recall" says:"of an f1: the share of what is there that was found"`
	Low       string `parquet:"low" says:"lower bound of the 95 % interval (bootstrap over documents)"`
	High      string `parquet:"high" says:"upper bound"`
	N         int    `parquet:"n" says:"how many items or documents it rests on"`
}

// TextRow is one text of a release with full texts.
type TextRow struct {
	ID   string `json:"id"` // hex SHA-256, as the mentions' reports name it
	Lang string `json:"lang"`
	Text string `json:"text"`
}

// Manifest lists the files of a release.
type Manifest struct {
	Release string         `json:"release"`
	Made    string         `json:"made"`
	Program string         `json:"program"`
	Text    string         `json:"text"` // none, quote, full
	Files   []ManifestFile `json:"files"`
}

// ManifestFile is one file with its hash.
type ManifestFile struct {
	Name   string `json:"name"`
	Bytes  int    `json:"bytes"`
	Rows   int    `json:"rows,omitempty"`
	SHA256 string `json:"sha256"`
}

// Change is what became of one table since the release before: ids of rows.
type Change struct {
	Added   []string `json:"added"`
	Gone    []string `json:"gone"`
	Changed []string `json:"changed"`
}

// Write writes a release into a folder that must not be there yet. It appears
// there whole or not at all.
func (r *Release) Write(dir string) (*Manifest, error) {
	if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%s is there already; a release is never changed: name a new folder", dir)
	}
	tmp, err := os.MkdirTemp(filepath.Dir(filepath.Clean(dir)), ".release-*")
	if err != nil {
		return nil, fmt.Errorf("%w; name a new folder inside one that is there with --out", err)
	}
	defer os.RemoveAll(tmp) // does nothing once it has its name
	w := &releaser{Release: r, dir: tmp, manifest: Manifest{Release: r.Name, Made: r.Made, Program: r.Program, Text: r.text()}}
	if err := w.all(); err != nil {
		return nil, err
	}
	if err := os.Chmod(tmp, 0o755); err != nil {
		return nil, err
	}
	return &w.manifest, os.Rename(tmp, dir)
}

// text says how much of the texts is in the release.
func (r *Release) text() string {
	switch {
	case r.Texts != nil:
		return "full"
	case r.Quotes:
		return "quote"
	}
	return "none"
}

type releaser struct {
	*Release
	dir      string
	manifest Manifest
	codebook strings.Builder
}

func (w *releaser) all() error {
	if !w.Quotes {
		w.Tables.unquote()
	}
	each := func(name string, t Writer) error { return w.table(name, t) }
	err := errors.Join(w.Tables.Each(each), each("coverage", rows[CoverageRow](w.Coverage)), each("errors", rows[ErrorRow](w.Errors)))
	if err != nil {
		return err
	}
	if w.Texts != nil {
		if err := w.texts(); err != nil {
			return err
		}
	}
	if w.Last != "" {
		if err := w.changes(); err != nil {
			return err
		}
	}
	if err := w.file("CODEBOOK.md", 0, []byte(w.preface()+w.codebook.String())); err != nil {
		return err
	}
	body, err := json.MarshalIndent(w.manifest, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(w.dir, "manifest.json"), append(body, '\n'), 0o644)
}

// table writes a table in both forms and its part of the code-book.
func (w *releaser) table(name string, t Writer) error {
	var c, p bytes.Buffer
	if err := errors.Join(t.CSV(&c), t.Parquet(&p)); err != nil {
		return err
	}
	fmt.Fprintf(&w.codebook, "\n## %s (%d rows)\n\n| column | what it says |\n|---|---|\n", name, t.Rows())
	for _, col := range t.Columns() {
		fmt.Fprintf(&w.codebook, "| `%s` | %s |\n", col.Name, col.Says)
	}
	return errors.Join(w.file(name+".csv", t.Rows(), c.Bytes()), w.file(name+".parquet", t.Rows(), p.Bytes()))
}

// file writes a file and lists it.
func (w *releaser) file(name string, n int, body []byte) error {
	sum := sha256.Sum256(body)
	w.manifest.Files = append(w.manifest.Files, ManifestFile{name, len(body), n, hex.EncodeToString(sum[:])})
	return os.WriteFile(filepath.Join(w.dir, name), body, 0o644)
}

func (w *releaser) texts() error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	n := 0
	for t, err := range w.Texts {
		if err = errors.Join(err, enc.Encode(t)); err != nil {
			return err
		}
		n++
	}
	return w.file("texts.jsonl", n, b.Bytes())
}

// preface is what a reader must know before the first column.
func (w *releaser) preface() string {
	var b strings.Builder
	fmt.Fprintf(&b, "# Release %s\n\nMade %s with %s.\n\n", w.Name, w.Made, w.Program)
	b.WriteString("One row of `events`, `statements` and `commitments` is one happening, remark or promise, however many reports tell it; each report's telling is a row of `mentions`, " +
		"with the place of its words. Join on the ids. Count what has `status` occurred; planned, proposed, cancelled and denied stand apart.\n\n")
	fmt.Fprintf(&b, "A count means little without what was read: `coverage` has it by outlet, language and day. Texts: %s.\n\n", map[string]string{
		"none": "none, by choice; `mentions` gives the places", "quote": "the words of the evidence alone", "full": "all, in `texts.jsonl`"}[w.text()])
	if len(w.Errors) == 0 {
		b.WriteString("How often the coder errs was not measured for this release.\n")
		return b.String()
	}
	b.WriteString("How often the coder errs, on articles that people annotated, is in `errors`, by language and figure, with 95 % intervals over documents.\n")
	return b.String()
}

// changes compares with the tables of the release before.
func (w *releaser) changes() error {
	out := map[string]Change{}
	for _, name := range []string{"events", "statements", "commitments", "people"} {
		old, err := lines(filepath.Join(w.Last, name+".csv"))
		if err != nil {
			return fmt.Errorf("the release before: %w; name its folder with --last", err)
		}
		now, err := lines(filepath.Join(w.dir, name+".csv"))
		if err != nil {
			return err
		}
		out[name] = compared(old, now)
	}
	body, err := json.MarshalIndent(out, "", "  ")
	if err != nil {
		return err
	}
	return w.file("changes.json", 0, append(body, '\n'))
}

// lines are the rows of a table by their id.
func lines(path string) (map[string]string, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r := csv.NewReader(f)
	out := map[string]string{}
	for head := true; ; head = false {
		row, err := r.Read()
		switch {
		case err == io.EOF:
			return out, nil
		case err != nil:
			return nil, fmt.Errorf("%s: %w", path, err)
		case !head:
			out[row[0]] = strings.Join(row, "\x1f")
		}
	}
}

func compared(old, now map[string]string) Change {
	c := Change{Added: []string{}, Gone: []string{}, Changed: []string{}}
	for _, id := range slices.Sorted(maps.Keys(now)) {
		switch was, ok := old[id]; {
		case !ok:
			c.Added = append(c.Added, id)
		case was != now[id]:
			c.Changed = append(c.Changed, id)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(old)) {
		if _, ok := now[id]; !ok {
			c.Gone = append(c.Gone, id)
		}
	}
	return c
}

// unquote takes the articles' words out of the tables.
func (t *Tables) unquote() {
	for i := range t.Mentions {
		t.Mentions[i].Quote = ""
	}
	for i := range t.Statements {
		t.Statements[i].Quote = ""
	}
	for i := range t.Commitments {
		t.Commitments[i].Quote = ""
	}
}
