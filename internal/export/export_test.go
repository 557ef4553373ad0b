package export

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"iter"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/parquet-go/parquet-go"

	"safir/internal/record"
	"safir/internal/register"
)

// The people, outlets and words of these items are invented.
var (
	north   = register.Report{ID: "aaaaaaaabb", Text: "t1", Raw: "b1", File: "one.txt", URL: "https://north.example/1?a=1&b=2", Outlet: "north", Title: "دیدار {وزیران} 100% & بیشتر", Lang: "fa", Published: "2024-03-05", Added: "2024-03-06T08:00:00Z", State: register.Coded, Coder: "0.1"}
	south   = register.Report{ID: "ccccccccdd", Text: "t2", Raw: "b2", File: "two.txt", Outlet: "south", Title: "لقاء الوزيرين", Lang: "ar", Published: "2024-03-07", Bound: true, Added: "2024-03-08T08:00:00Z", State: register.Coded, Coder: "0.1"}
	speaker = register.Name{Actor: "a1", Text: "=رستم نمونه", English: "Rostam Nemuneh", Country: "IRN", Office: "foreign_minister"}
	moment  = time.Date(2024, 4, 1, 12, 0, 0, 0, time.UTC)
)

// thing sums up a mention, with a step for each status.
func thing(m register.Mention, statuses ...string) register.Summary {
	s := register.Summary{Mention: m, Thing: m.ID}
	for i, status := range statuses {
		s.Steps = append(s.Steps, register.Step{Status: status, Told: "2024-03-0" + string(rune('1'+i))})
	}
	return s
}

// all hands items over one by one.
func all(items []Item) Items {
	return func(yield func(*Item, error) bool) {
		for i := range items {
			if !yield(&items[i], nil) {
				return
			}
		}
	}
}

// memoryFile is a file that a test looks into.
type memoryFile struct{ bytes.Buffer }

// Close does nothing.
func (*memoryFile) Close() error { return nil }

// laid are the files of the tables of items, and the tables.
func laid(t *testing.T, form string, items []Item, journeys ...Journey) (map[string]*memoryFile, map[string]Table) {
	t.Helper()
	files, tables := map[string]*memoryFile{}, map[string]Table{}
	w, err := NewTables(func(name string) (io.WriteCloser, error) { files[name] = &memoryFile{}; return files[name], nil }, form)
	if err == nil {
		err = w.Fill(all(items), trips(journeys...))
	}
	written, e := w.Close()
	if err = errors.Join(err, e); err != nil {
		t.Fatal(err)
	}
	for _, x := range written {
		tables[x.Name] = x
	}
	return files, tables
}

// trips hands journeys over one by one.
func trips(list ...Journey) iter.Seq2[*Journey, error] {
	return func(yield func(*Journey, error) bool) {
		for i := range list {
			if !yield(&list[i], nil) {
				return
			}
		}
	}
}

func sample() []Item {
	long := strings.Repeat("وزیران دو کشور دیدار کردند، ", 9)
	quote := func(id string, kind register.Kind, r register.Report, words string) Evidence {
		m := register.Mention{ID: id, Kind: kind, Report: r.ID, Item: "e1", Text: r.Text, Outlet: r.Outlet, Lang: r.Lang, Published: r.Published, Span: record.Span{3, 9}, Status: "occurred"}
		return Evidence{Mention: m, Rule: "fa/event/meet-with", Doubts: []string{"date-assumed"}, Quote: words, Prefix: "پیش از ", Suffix: " پس از", Source: r}
	}
	return []Item{
		{Summary: thing(register.Mention{ID: "m1", Kind: register.Event, Type: "CONSULT", Verb: "meet", Status: "occurred", From: "2024-03-05", To: "2024-03-05", Parties: []string{"IRN", "TJK", "ECO"}, Who: []register.Name{speaker}, Country: "TJK", City: "Dushanbe", Topics: []string{"trade", "transport/rail"}, Main: true}, "planned", "occurred"),
			Gloss:    "=Iran, Tajikistan: met; a \"talk\", in Dushanbe",
			Evidence: []Evidence{quote("m1", register.Event, north, long), quote("m2", register.Event, south, "التقى الوزيران\nاليوم")}},
		{Summary: thing(register.Mention{ID: "m3", Kind: register.Event, Type: "CONSULT", Verb: "visit", Status: "cancelled", From: "2024-05-01", To: "2024-05-03", Parties: []string{"IRN"}}), Gloss: "Iran: was to visit, called off", Evidence: []Evidence{quote("m3", register.Event, north, "سفر لغو شد")}},
		{Summary: thing(register.Mention{ID: "m4", Kind: register.Event, Type: "AGREE", Verb: "sign", Status: "occurred", Parties: []string{"IRN"}}), Gloss: "no day", Evidence: []Evidence{quote("m4", register.Event, north, "امضا شد")}},
		{Summary: thing(register.Mention{ID: "s1", Kind: register.Statement, Verb: "hope", Who: []register.Name{speaker}, Parties: []string{"IRN"}, Targets: []string{"TJK"}, From: "2024-03-05", To: "2024-03-05", Lang: "fa"}), Gloss: "Rostam Nemuneh hopes", Evidence: []Evidence{quote("s1", register.Statement, north, "امیدواریم")}},
		{Summary: thing(register.Mention{ID: "c1", Kind: register.Commitment, Verb: "visit", Status: "agreed", Parties: []string{"IRN", "TJK"}, To: "2024-12-31", Lang: "fa"}), Gloss: "a visit", Evidence: []Evidence{quote("c1", register.Commitment, north, "سفر")}},
		{Summary: thing(register.Mention{ID: "p1", Kind: register.Person, Who: []register.Name{speaker, {Text: "نمونه", Office: "foreign_minister"}}}), Gloss: "Rostam Nemuneh", Evidence: []Evidence{quote("p1", register.Person, north, "رستم نمونه")}},
	}
}

func TestCSVIsSafeAndWhole(t *testing.T) {
	files, _ := laid(t, "csv", sample())
	b := files["events.csv"]
	body, ok := strings.CutPrefix(b.String(), "\ufeff")
	if !ok {
		t.Error("no mark at the beginning: Excel would not read it as UTF-8")
	}
	list, err := csv.NewReader(strings.NewReader(body)).ReadAll()
	if err != nil || len(list) != 4 {
		t.Fatalf("%d rows, %v", len(list), err)
	}
	if got := list[1][1]; got != `'=Iran, Tajikistan: met; a "talk", in Dushanbe` {
		t.Errorf("a formula was let through, or a cell was changed: %q", got)
	}
	if got := list[1][12]; got != "IRN; TJK; ECO" {
		t.Errorf("parties are %q", got)
	}
}

func TestParquetGivesBackTheRows(t *testing.T) {
	trip := register.Trip{Stops: []register.Stop{{Country: "TJK", Latest: "2024-03-05", Left: "2024-03-05", Events: []string{"m1"}}}}
	files, tables := laid(t, "parquet", sample(), Journey{Person: "p1", Name: "Rostam Nemuneh", Trip: trip}, Journey{Person: "not there", Trip: trip})
	b := files["events.parquet"].Bytes()
	got, err := parquet.Read[EventRow](bytes.NewReader(b), int64(len(b)))
	if err != nil || len(got) != tables["events"].Rows || got[0].Gloss != sample()[0].Gloss || len(got[0].Countries) != 3 {
		t.Errorf("%d rows came back, %v: %+v", len(got), err, got)
	}
	if tables["trips"].Rows != 1 || tables["participants"].Rows != 11 {
		t.Errorf("%d stops and %d participants", tables["trips"].Rows, tables["participants"].Rows)
	}
}

// TestTablesAreStreamed holds that the rows of a table are not kept.
func TestTablesAreStreamed(t *testing.T) {
	long := sample()[:1]
	long[0].Evidence[0].Quote = strings.Repeat("سخن ", 5_000) // 35 kB
	most := uint64(0)
	many := func(yield func(*Item, error) bool) {
		for i := range 5_000 {
			if !yield(&long[0], nil) {
				return
			}
			if i%500 == 0 {
				var m runtime.MemStats
				runtime.GC()
				runtime.ReadMemStats(&m)
				most = max(most, m.HeapAlloc)
			}
		}
	}
	w, err := NewTables(func(string) (io.WriteCloser, error) { return nowhere{}, nil }, "csv")
	if err == nil {
		err = w.Fill(many, trips())
	}
	if _, e := w.Close(); err != nil || e != nil {
		t.Fatal(err, e)
	}
	if most > 64<<20 {
		t.Errorf("175 MB of rows took %d MB", most>>20)
	}
}

// nowhere forgets what is written.
type nowhere struct{}

func (nowhere) Write(p []byte) (int, error) { return len(p), nil }
func (nowhere) Close() error                { return nil }

func TestCiteCountsCodePoints(t *testing.T) {
	q, before, after := Cite([]rune("پیش «سخن» پس"), 5, 8)
	if q != "سخن" || before != "پیش «" || after != "» پس" {
		t.Errorf("%q %q %q", q, before, after)
	}
	if q, _, _ := Cite([]rune("کوتاه"), 3, 99); q != "اه" {
		t.Errorf("beyond the end: %q", q)
	}
}

func TestAnnotationsPointAtTheWords(t *testing.T) {
	var b bytes.Buffer
	said := []register.Correction{{ID: "k1", Mention: "m2", Action: "edit", Field: "status", Value: `"planned"`, Author: "An Analyst", At: "2024-03-09T10:00:00Z"}}
	if err := Annotations(&b, all(sample()), said); err != nil {
		t.Fatal(err)
	}
	seen := 0
	for dec := json.NewDecoder(&b); ; seen++ {
		var a struct {
			Motivation string
			Target     struct {
				Source   string
				Selector []struct {
					Type       string
					Start, End int
					Exact      string
				}
			}
		}
		if err := dec.Decode(&a); err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		if a.Target.Selector[0].Start != 3 || a.Target.Selector[1].Exact == "" || !strings.HasPrefix(a.Target.Source, "urn:sha256:t") {
			t.Errorf("%+v", a)
		}
	}
	if seen != 8 {
		t.Errorf("%d annotations, not seven of the evidence and one of the correction", seen)
	}
}

// TestOthersReadIt hands all forms to readers that others wrote. `make readers`
// installs them from npm.
func TestOthersReadIt(t *testing.T) {
	readers, err := filepath.Abs("testdata/readers")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(readers, "node_modules")); err != nil {
		t.Skip("the readers are not installed; run: make readers")
	}
	dir := t.TempDir()
	write(t, dir)
	cmd := exec.Command("node", filepath.Join(readers, "read.mjs"), dir)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var seen struct {
		Ical []struct {
			UID, Summary, Description, Start, End, Status string
			Sequence                                      int
		}
		LongestLine int `json:"longest_line"`
		CSV         struct {
			Data   []map[string]string
			Errors []any
		}
		Parquet   []map[string]any
		AtomValid any `json:"atom_valid"`
		Atom      struct {
			Entries            int
			First, ID, Updated string
		}
		Bibtex struct {
			Errors  []any
			Entries []struct{ Key, Type, Title, Date, Langid string }
		}
		CSL []struct {
			ID, Type, Title string
			Issued          any
		}
		Ftm []struct {
			Schema, Caption, ID        string
			Unknown, Missing, Dangling []string
		}
	}
	if err := json.Unmarshal(out, &seen); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	items := sample()
	if len(seen.Ical) != 2 || seen.Ical[0].UID != "m1@safir" || seen.Ical[0].Summary != items[0].Gloss || seen.Ical[0].Start != "2024-03-05" || seen.Ical[0].End != "2024-03-06" ||
		seen.Ical[0].Sequence != 1 || seen.Ical[1].Status != "CANCELLED" || seen.Ical[1].End != "2024-05-04" || seen.LongestLine > 75 {
		t.Errorf("iCalendar: %+v, longest line %d octets", seen.Ical, seen.LongestLine)
	}
	if want := strings.TrimSpace(strings.Repeat("وزیران دو کشور دیدار کردند، ", 9)); !strings.Contains(seen.Ical[0].Description, "«"+want+"»") {
		t.Errorf("iCalendar's description lost words: %q", seen.Ical[0].Description)
	}
	if len(seen.CSV.Errors) != 0 || len(seen.CSV.Data) != 3 || seen.CSV.Data[0]["place_city"] != "Dushanbe" {
		t.Errorf("CSV: %+v", seen.CSV)
	}
	if len(seen.Parquet) != 3 || seen.Parquet[0]["gloss"] != items[0].Gloss || len(seen.Parquet[0]["parties"].([]any)) != 3 {
		t.Errorf("Parquet: %+v", seen.Parquet)
	}
	if seen.AtomValid != true || seen.Atom.Entries != len(items) || seen.Atom.First != items[0].Gloss || seen.Atom.Updated != south.Added {
		t.Errorf("Atom: %v %+v", seen.AtomValid, seen.Atom)
	}
	if len(seen.Bibtex.Errors) != 0 || len(seen.Bibtex.Entries) != 2 || seen.Bibtex.Entries[0].Langid != "persian" || seen.Bibtex.Entries[0].Date != "2024-03-05" || seen.Bibtex.Entries[1].Date != "" ||
		!strings.Contains(seen.Bibtex.Entries[0].Title, "100% & بیشتر") {
		t.Errorf("BibTeX: %+v", seen.Bibtex)
	}
	if len(seen.CSL) != 2 || seen.CSL[0].Title != north.Title || seen.CSL[0].Issued == nil || seen.CSL[1].Issued != nil {
		t.Errorf("CSL: %+v", seen.CSL)
	}
	schemas := map[string]int{}
	for _, e := range seen.Ftm {
		schemas[e.Schema]++
		if len(e.Unknown)+len(e.Missing)+len(e.Dangling) > 0 || e.Caption == "" {
			t.Errorf("FollowTheMoney: %+v", e)
		}
	}
	if schemas["Event"] != 3 || schemas["Note"] != 2 || schemas["Article"] != 2 || schemas["PublicBody"] != 2 || schemas["Organization"] != 1 || schemas["Person"] != 1 {
		t.Errorf("FollowTheMoney: %v", schemas)
	}
}

// write writes the sample in all forms.
func write(t *testing.T, dir string) {
	items, reports := sample(), []Citation{{Report: north, Newspaper: "North & Co", English: "Iran, Tajikistan: met"}, {Report: south, Newspaper: "South"}}
	for _, form := range []string{"csv", "parquet"} {
		files, _ := laid(t, form, items)
		if err := os.WriteFile(filepath.Join(dir, "events."+form), files["events."+form].Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for name, f := range map[string]func(io.Writer) error{
		"events.ics":       func(w io.Writer) error { return ICal(w, all(items), moment) },
		"events.atom":      func(w io.Writer) error { return Atom(w, "all of it", all(items), moment) },
		"reports.bib":      func(w io.Writer) error { return BibTeX(w, reports) },
		"reports.csl.json": func(w io.Writer) error { return CSL(w, reports) },
		"all.ftm.jsonl": func(w io.Writer) error {
			return Entities(w, all(items), func(code string) string { return "Name of " + code })
		},
	} {
		var b bytes.Buffer
		if err := f(&b); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), b.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// TestReleaseIsFrozen writes two releases and holds the second against the
// first.
func TestReleaseIsFrozen(t *testing.T) {
	dir := t.TempDir()
	items := sample()
	one := &Release{Name: "1", Made: "2024-04-01T00:00:00Z", Program: "safir", Items: all(items), Journeys: trips(), Quotes: true, Coverage: []CoverageRow{{"north", "fa", "2024-03-05", "coded", 1}}}
	first := filepath.Join(dir, "one")
	m, err := one.Write(first)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range m.Files {
		body, err := os.ReadFile(filepath.Join(first, f.Name))
		if err != nil {
			t.Fatal(err)
		}
		if sum := sha256.Sum256(body); hex.EncodeToString(sum[:]) != f.SHA256 || len(body) != f.Bytes {
			t.Errorf("%s is not what the manifest says", f.Name)
		}
	}
	if _, err := one.Write(first); err == nil {
		t.Error("a release was overwritten")
	}
	items[0].Status, items = "denied", items[:5] // one changed, the person gone
	items = append(items, Item{Summary: thing(register.Mention{ID: "m9", Kind: register.Event, Verb: "call"}), Gloss: "new"})
	two := &Release{Name: "2", Made: "2024-05-01T00:00:00Z", Items: all(items), Journeys: trips(), Last: first}
	second := filepath.Join(dir, "two")
	if _, err := two.Write(second); err != nil {
		t.Fatal(err)
	}
	var changes map[string]Change
	body, err := os.ReadFile(filepath.Join(second, "changes.json"))
	if err == nil {
		err = json.Unmarshal(body, &changes)
	}
	if err != nil {
		t.Fatal(err)
	}
	if e, p := changes["events"], changes["people"]; strings.Join(e.Added, " ") != "m9" || strings.Join(e.Changed, " ") != "m1" || len(e.Gone) != 0 || strings.Join(p.Gone, " ") != "p1" {
		t.Errorf("%+v", changes)
	}
	if s := changes["statements"]; len(s.Added)+len(s.Changed)+len(s.Gone) != 0 {
		t.Errorf("a quotation that was left out is told as a change: %+v", s)
	}
	mentions, err := os.ReadFile(filepath.Join(second, "mentions.csv"))
	if err != nil || strings.Contains(string(mentions), "سفر لغو شد") {
		t.Errorf("a release without texts has quotations (%v)", err)
	}
	if codebook, err := os.ReadFile(filepath.Join(second, "CODEBOOK.md")); err != nil || !strings.Contains(string(codebook), "not measured") || strings.Contains(string(codebook), "| |") {
		t.Errorf("%s %v", codebook, err)
	}
}
