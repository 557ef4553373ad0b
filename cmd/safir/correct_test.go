package main

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"regexp"
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
	d.run("", 0, "correct", "accept", told[0])
	d.run("", 0, "correct", "reject", told[1])
	if got := d.events(); len(got) != 1 || got[0].Reports != 1 {
		t.Errorf("rejected: %+v", got)
	}
	d.run("", 0, "check")
	for _, wrong := range [][]string{{"accept", "nothing"}, {"undo", "nothing"}, {"join", told[0], told[0]}, {"edit", told[0], "colour", "red"}, {"edit", told[0], "span", "here"}} {
		if said := d.run("", wrongUse, append([]string{"correct"}, wrong...)...); !strings.Contains(said, "the correction cannot be made: ") {
			t.Errorf("%v: %s", wrong, said)
		}
	}
}

// TestReview goes through the queue by lines.
func TestReview(t *testing.T) {
	d := newDesk(t)
	said := d.run("?\ns\nu\ne status planned\nm nobody\na\nr\nq\n", 0, "review", "--kind", "event", "--all", "--now", "2024-06-01")
	for _, want := range []string{"1 of 2 · event · 2024-05-02", "a accept · r reject", " are two\n", "undone: ", `: status is "planned"`, "takes two mentions of one kind", ": accepted\n", "⟦"} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not said: %s", want, said)
		}
	}
	if said := d.run("", 0, "review", "--kind", "event", "--all"); strings.Contains(said, "1 of 2") {
		t.Errorf("what was looked at comes again: %s", said)
	}
	d.run("", 0, "check")
}
