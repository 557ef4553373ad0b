package export

import (
	"bufio"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
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
	Items    Items
	Journeys iter.Seq2[*Journey, error]
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
	tables, err := NewTables(w.create, "csv", "parquet")
	if err == nil {
		tables.Quotes = w.Quotes
		err = tables.Fill(w.Items, w.Journeys)
	}
	written, e := tables.Close()
	if err = errors.Join(err, e); err != nil {
		return err
	}
	for i := range written {
		w.listed(&written[i])
	}
	if err := errors.Join(small(w, "coverage", w.Coverage), small(w, "errors", w.Errors)); err != nil {
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
	if err := w.file("CODEBOOK.md", []byte(w.preface()+w.codebook.String())); err != nil {
		return err
	}
	body, err := json.MarshalIndent(w.manifest, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(w.dir, "manifest.json"), append(body, '\n'), 0o644)
}

// small writes a table of few rows.
func small[T any](w *releaser, name string, rows []T) error {
	t, err := newTable[T](w.create, []string{"csv", "parquet"}, name)
	for _, r := range rows {
		if err == nil {
			err = t.write(r)
		}
	}
	err = errors.Join(err, t.end())
	w.listed(&t.Table)
	return err
}

// listed puts a table into the code-book, and its rows into the manifest.
func (w *releaser) listed(t *Table) {
	fmt.Fprintf(&w.codebook, "\n## %s (%d rows)\n\n| column | what it says |\n|---|---|\n", t.Name, t.Rows)
	for _, col := range t.Columns {
		fmt.Fprintf(&w.codebook, "| `%s` | %s |\n", col.Name, col.Says)
	}
	for i := range w.manifest.Files {
		if f := &w.manifest.Files[i]; strings.TrimSuffix(f.Name, filepath.Ext(f.Name)) == t.Name {
			f.Rows = t.Rows
		}
	}
}

// hashed is a file of a release; closing it puts it into the manifest.
type hashed struct {
	*os.File
	into *Manifest
	sum  hash.Hash
	n    int
}

// create begins a file.
func (w *releaser) create(name string) (io.WriteCloser, error) {
	f, err := os.Create(filepath.Join(w.dir, name))
	return &hashed{File: f, into: &w.manifest, sum: sha256.New()}, err
}

// Write writes and sums up.
func (h *hashed) Write(p []byte) (int, error) {
	n, err := h.File.Write(p)
	h.sum.Write(p[:n])
	h.n += n
	return n, err
}

// Close ends the file and lists it.
func (h *hashed) Close() error {
	h.into.Files = append(h.into.Files, ManifestFile{Name: filepath.Base(h.Name()), Bytes: h.n, SHA256: hex.EncodeToString(h.sum.Sum(nil))})
	return errors.Join(h.Sync(), h.File.Close())
}

// file writes a file of known bytes.
func (w *releaser) file(name string, body []byte) error {
	f, err := w.create(name)
	if err != nil {
		return err
	}
	_, err = f.Write(body)
	return errors.Join(err, f.Close())
}

func (w *releaser) texts() error {
	f, err := w.create("texts.jsonl")
	if err != nil {
		return err
	}
	b := bufio.NewWriter(f)
	enc := json.NewEncoder(b)
	enc.SetEscapeHTML(false)
	n := 0
	for t, e := range w.Texts {
		if err = errors.Join(e, enc.Encode(t)); err != nil {
			break
		}
		n++
	}
	err = errors.Join(err, b.Flush(), f.Close())
	w.manifest.Files[len(w.manifest.Files)-1].Rows = n
	return err
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
	return w.file("changes.json", append(body, '\n'))
}

// lines are the rows of a table by their id, each as its sum. Quotations are
// left out: a release may be without them.
func lines(path string) (map[string][sha256.Size]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r := csv.NewReader(f)
	out := map[string][sha256.Size]byte{}
	quote := -1
	for head := true; ; head = false {
		row, err := r.Read()
		if err == io.EOF {
			return out, nil
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		if head {
			quote = slices.Index(row, "quote")
			continue
		}
		if quote >= 0 {
			row[quote] = ""
		}
		out[row[0]] = sha256.Sum256([]byte(strings.Join(row, "\x1f")))
	}
}

func compared(old, now map[string][sha256.Size]byte) Change {
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
