package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// twoReports tell of one invented meeting.
const twoReports = `{"id": "1", "outlet": "Payk", "published": "2024-05-02", "text": "سامان رادی وزیر خارجه ایران روز چهارشنبه ۱۲ اردیبهشت ۱۴۰۳ در بیشکک با بختیار اصلانوف وزیر خارجه قرقیزستان دیدار کرد. دو طرف درباره گسترش تجارت گفت‌وگو کردند."}
{"id": "2", "outlet": "Qasid", "published": "2024-05-02", "text": "وزیر خارجه ایران سامان رادی روز چهارشنبه ۱۲ اردیبهشت ۱۴۰۳ با بختیار اصلانوف وزیر خارجه قرقیزستان در بیشکک دیدار کرد."}
`

// desk is a register in a folder of a test, worked on by commands.
type desk struct {
	*testing.T
	db string
}

func (d *desk) run(in string, want int, args ...string) string {
	d.Helper()
	var out, said bytes.Buffer
	d.Setenv("SAFIR_AUTHOR", "A Tester")
	args = append(args, "--db", d.db)
	if code := run(args, &streams{strings.NewReader(in), &out, &said}); code != want {
		d.Fatalf("safir %s: exit %d, not %d: %s%s", strings.Join(args, " "), code, want, out.String(), said.String())
	}
	return out.String() + said.String()
}

// events are the rows of all events.
func (d *desk) events() (out []struct {
	ID      string
	Status  string
	Reports int
}) {
	d.Helper()
	var answer struct{ Rows json.RawMessage }
	if err := json.Unmarshal([]byte(d.run("", 0, "search", "kind:event", "--json")), &answer); err != nil {
		d.Fatal(err)
	}
	if err := json.Unmarshal(answer.Rows, &out); err != nil {
		d.Fatal(err)
	}
	return out
}

// tellings are the ids of the tellings of a thing.
func (d *desk) tellings(id string) (out []string) {
	d.Helper()
	var shown struct{ Tellings []struct{ ID string } }
	if err := json.Unmarshal([]byte(d.run("", 0, "show", id, "--json")), &shown); err != nil {
		d.Fatal(err)
	}
	for _, t := range shown.Tellings {
		out = append(out, t.ID)
	}
	return out
}

func newDesk(t *testing.T) *desk {
	d := &desk{t, filepath.Join(t.TempDir(), "r.db")}
	d.run(twoReports, 0, "add", "-")
	return d
}

var correctionID = regexp.MustCompile(`safir correct undo ([0-9a-f]+)`)

// TestCorrect walks a meeting that two outlets tell through all corrections.
func TestCorrect(t *testing.T) {
	d := newDesk(t)
	before := d.events()
	if len(before) != 1 || before[0].Reports != 2 {
		t.Fatalf("one event of two twoReports is expected: %+v", before)
	}
	told := d.tellings(before[0].ID)
	part := correctionID.FindStringSubmatch(d.run("", 0, "correct", "part", told[0], told[1], "--author", "somebody"))
	if got := d.events(); len(got) != 2 {
		t.Errorf("parted: %+v", got)
	}
	d.run(twoReports, 0, "add", "-")
	d.run("", 0, "check")
	d.run("", 0, "correct", "undo", part[1])
	if got := d.events(); len(got) != 1 {
		t.Errorf("undone: %+v", got)
	}
	for _, id := range told {
		d.run("", 0, "correct", "edit", id, "status", "planned", "--note", "a test")
	}
	if got := d.events(); got[0].Status != "planned" {
		t.Errorf("edited: %+v", got)
	}
	d.run("", 0, "correct", "accept", told[0][:7])
	if said := d.run("", wrongUse, "correct", "reject", ""); !strings.Contains(said, "nothing names no telling") {
		t.Errorf("no id: %s", said)
	}
	d.run("", 0, "correct", "reject", told[1])
	if got := d.events(); len(got) != 1 || got[0].Reports != 1 {
		t.Errorf("rejected: %+v", got)
	}
	for _, again := range [][]string{{"reject", told[1]}, {"edit", told[0], "status", "planned"}, {"undo", part[1]}} {
		said := d.run("", wrongUse, append([]string{"correct"}, again...)...)
		if !strings.Contains(said, "it holds; to take it back: safir correct undo ") && !strings.Contains(said, "was undone before") {
			t.Errorf("%v again: %s", again, said)
		}
	}
	d.run("", 0, "correct", "reject", told[1], "--author", "a second reader")
	d.run("", 0, "check")
	for _, wrong := range [][]string{{"accept", "nothing"}, {"undo", "nothing"}, {"join", told[0], told[0]}, {"edit", told[0], "colour", "red"}, {"edit", told[0], "span", "here"}, {"edit", told[0], "status", "banana"}, {"edit", told[0], "from", "1403-13-01"}} {
		if said := d.run("", wrongUse, append([]string{"correct"}, wrong...)...); !strings.Contains(said, "the correction cannot be made: ") {
			t.Errorf("%v: %s", wrong, said)
		}
	}
}

// TestReview goes through the queue by lines.
func TestReview(t *testing.T) {
	d := newDesk(t)
	said := d.run("?\ns\nu\ne status planned\nm nobody\na\nr\nq\n", 0, "review", "--kind", "event", "--all", "--now", "2024-06-01")
	for _, want := range []string{"1 of 2 · happening · 2024-05-02", "a accept · r reject", " are two\n", "undone: ", `: status is "planned"`, "takes two mentions of one kind", ": accepted\n", "⟦"} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not said: %s", want, said)
		}
	}
	if n := strings.Count(said, "1 of 2 · "); n != 2 {
		t.Errorf("what was undone is shown %d times, not twice: %s", n, said)
	}
	if said := d.run("", 0, "review", "--kind", "event", "--all"); strings.Contains(said, "1 of 2") {
		t.Errorf("what was looked at comes again: %s", said)
	}
	d.run("", 0, "check")
}

// TestRecode codes anew with a data folder of one's own.
func TestRecode(t *testing.T) {
	d := newDesk(t)
	told := d.tellings(d.events()[0].ID)
	d.run("", 0, "correct", "part", told[0], told[1])
	if said := d.run("", 0, "recode"); !strings.Contains(said, "0 coded") {
		t.Errorf("what is fresh is coded again: %s", said)
	}
	folder := filepath.Join(t.TempDir(), "data")
	if err := os.CopyFS(folder, os.DirFS("../../data")); err != nil {
		t.Fatal(err)
	}
	chars := filepath.Join(folder, "lang/fa/pack.yaml")
	old, err := os.ReadFile(chars)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(chars, append(old, "\n# another digest\n"...), 0o600); err != nil {
		t.Fatal(err)
	}
	if said := d.run("", 0, "recode", "--data", folder, "--lang", "fa", "--since", "2024-01-01"); !strings.Contains(said, "2 coded") || strings.Contains(said, "orphan") {
		t.Errorf("coded anew: %s", said)
	}
	if got := d.events(); len(got) != 2 {
		t.Errorf("what somebody parted is one again: %+v", got)
	}
	d.run("", 0, "check")
}

// TestMerge brings two registers together, articles and corrections.
func TestMerge(t *testing.T) {
	d, e := newDesk(t), newDesk(t)
	told := e.tellings(e.events()[0].ID)
	part := correctionID.FindStringSubmatch(e.run("", 0, "correct", "part", told[0], told[1]))
	e.run("", 0, "correct", "undo", part[1])
	e.run("", 0, "correct", "part", told[0], told[1], "--now", "2030-01-01")
	e.run(`{"id": "3", "text": "سامان رادی وزیر انرژی گلستان گفت: مرز باز است."}`, 0, "add")
	said := d.run("", 0, "merge", e.db)
	if !strings.Contains(said, "1 coded") || !strings.Contains(said, "2 were in the register before") || !strings.Contains(said, "3 new corrections of 3, 0 of them fit nothing") {
		t.Errorf("merged: %s", said)
	}
	if got := d.events(); len(got) != 2 {
		t.Errorf("%+v", got)
	}
	if said := d.run("", 0, "merge", e.db); !strings.Contains(said, "0 coded") || !strings.Contains(said, "0 new corrections of 3") {
		t.Errorf("merged twice: %s", said)
	}
	d.run("", 0, "check")
	d.run("", wrongUse, "merge", d.db)
	d.run("", wrongUse, "merge", d.db+".none")
}

// TestRepair destroys pages and builds anew what is left: an article is there
// again or told to be lost.
func TestRepair(t *testing.T) {
	d := newDesk(t)
	d.run("", 0, "add", "../../data/demo")
	told := d.tellings(d.events()[0].ID)
	d.run("", 0, "correct", "accept", told[0])
	sound, err := os.ReadFile(d.db)
	if err != nil {
		t.Fatal(err)
	}
	const page = 16384
	dice := rand.New(rand.NewPCG(5, 5))
	tries := 3
	if os.Getenv("SAFIR_PROOF") == "1" {
		tries = 20
	}
	for n := range tries {
		bad := slices.Clone(sound)
		at := 1 + dice.IntN(len(bad)/page-1)
		if n > 0 { // the first time nothing is broken
			clear(bad[at*page : (at+1)*page])
		}
		broken, mended := &desk{t, filepath.Join(t.TempDir(), "broken.db")}, &desk{t, filepath.Join(t.TempDir(), "mended.db")}
		if err := os.WriteFile(broken.db, bad, 0o600); err != nil {
			t.Fatal(err)
		}
		var out, said bytes.Buffer
		code := run([]string{"repair", mended.db, "--db", broken.db}, &streams{strings.NewReader(""), &out, &said})
		if code != allDone && code != someAside {
			t.Fatalf("page %d: exit %d: %s", at, code, said.String())
		}
		coded := 0
		if _, err := fmt.Sscanf(out.String()[strings.LastIndex(strings.TrimSpace(out.String()), "\n")+1:], "%d coded", &coded); err != nil {
			t.Fatalf("page %d: %v: %s", at, err, out.String())
		}
		if lost := strings.Count(said.String(), "lost: "); coded+lost < 22 || n == 0 && (lost > 0 || !strings.Contains(out.String(), "1 new corrections of 1, 0 of them")) {
			t.Errorf("page %d: %d of 22 coded, %d told to be lost: %s%s", at, coded, lost, out.String(), said.String())
		}
		mended.run("", 0, "check")
	}
}

// TestNamelessCorrection holds that nobody corrects without a name.
func TestNamelessCorrection(t *testing.T) {
	for _, name := range []string{"SAFIR_AUTHOR", "USER", "USERNAME"} {
		t.Setenv(name, "")
	}
	var out, said bytes.Buffer
	if code := run([]string{"correct", "accept", "0", "--db", filepath.Join(t.TempDir(), "r.db")}, &streams{strings.NewReader(""), &out, &said}); code != wrongUse || !strings.Contains(said.String(), "--author NAME") {
		t.Errorf("exit %d: %s", code, said.String())
	}
}

// TestGold holds that articles reviewed whole come out as gold that safir eval
// reads, with what people said of them.
func TestGold(t *testing.T) {
	d := &desk{t, filepath.Join(t.TempDir(), "r.db")}
	d.run(twoReports, 0, "add", "-")
	folder := filepath.Join(t.TempDir(), "gold")
	if said := d.run("", 0, "export", "--format", "gold", "--out", folder); !strings.HasPrefix(said, "0 articles") {
		t.Fatal(said)
	}
	var rows struct{ Rows []struct{ ID string } }
	for _, kind := range []string{"event", "statement", "commitment"} {
		if err := json.Unmarshal([]byte(d.run("", 0, "search", "kind:"+kind, "--json")), &rows); err != nil {
			t.Fatal(err)
		}
		for _, r := range rows.Rows {
			for _, telling := range d.tellings(r.ID) {
				d.run("", 0, "correct", "accept", telling)
			}
		}
	}
	if said := d.run("", 0, "export", "--format", "gold", "--out", folder); !strings.HasPrefix(said, "2 articles") {
		t.Fatal(said)
	}
	var out, said bytes.Buffer
	if code := run([]string{"eval", folder, "--draws", "10"}, &streams{strings.NewReader(""), &out, &said}); code != 0 || !strings.Contains(out.String(), "overall") {
		t.Fatalf("exit %d: %s%s", code, out.String(), said.String())
	}
	for _, figure := range []string{"persons", "events"} {
		if !regexp.MustCompile(`(?m)^` + figure + ` +1\.000`).MatchString(out.String()) {
			t.Errorf("what was accepted as it was is not found again:\n%s", out.String())
		}
	}
}
