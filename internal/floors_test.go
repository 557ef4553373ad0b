package internal

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// rooms is the house: each room's floor and the rooms it may enter beside
// those on the floors below it. Doors (fetch, store, export) stand on the
// ground beside the workshop and enter floor 0 only.
var rooms = map[string]struct {
	floor int
	door  bool
	also  []string
}{
	"doc":       {floor: 0},
	"record":    {floor: 0, also: []string{"doc"}},
	"register":  {floor: 0, also: []string{"record"}},
	"rule":      {floor: 1},
	"directory": {floor: 1},
	"calendar":  {floor: 1},
	"lang":      {floor: 1, also: []string{"rule"}},
	"normalise": {floor: 2},
	"annotate":  {floor: 2},
	"extract":   {floor: 2},
	"reconcile": {floor: 2},
	"index":     {floor: 2},
	"fetch":     {door: true},
	"store":     {door: true},
	"export":    {door: true},
	"pipeline":  {floor: 3, also: []string{"fetch"}},
	"score":     {floor: 3},
	"ask":       {floor: 3},
}

// workshop are the floors whose rooms are pure: no files, no network, no
// clock.
const workshop = 2

var impure = []string{"os", "net", "net/http", "os/exec", "database/sql"}

// TestFloors reads every import of every room and says in a sentence which one
// climbs where it may not.
func TestFloors(t *testing.T) {
	seen := 0
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		seen++
		checkFile(t, path)
		return nil
	})
	if err != nil || seen == 0 {
		t.Fatalf("read %d files: %v", seen, err)
	}
}

func checkFile(t *testing.T, path string) {
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	room, alcove, _ := strings.Cut(filepath.ToSlash(filepath.Dir(path)), "/")
	here, ok := rooms[room]
	if !ok {
		t.Errorf("%s: the room %q is not in the table of floors_test.go; put it on a floor", path, room)
		return
	}
	for _, i := range file.Imports {
		name, _ := strconv.Unquote(i.Path.Value)
		if !here.door && here.floor <= workshop {
			for _, bad := range impure {
				if name == bad {
					t.Errorf("%s: %s may not import %s: the workshop is pure; files, network and clock come in through doors", path, room, name)
				}
			}
		}
		if to, inside := strings.CutPrefix(name, "safir/internal/"); inside {
			checkStep(t, path, room, alcove, to)
		}
	}
}

func checkStep(t *testing.T, path, room, alcove, to string) {
	target, _, _ := strings.Cut(to, "/")
	here, there := rooms[room], rooms[target]
	for _, also := range here.also {
		if also == target {
			return
		}
	}
	switch {
	case target == room:
		if to != room {
			t.Errorf("%s: the alcove %s may not import the alcove %s: they meet in pipeline", path, alcove, to)
		}
	case here.door && there.floor > 0:
		t.Errorf("%s: %s may not import %s: doors do not look into the workshop", path, room, target)
	case there.door && !here.door && here.floor < 3:
		t.Errorf("%s: %s may not import %s: the workshop does not open doors", path, room, target)
	case !here.door && there.floor >= here.floor && !there.door:
		t.Errorf("%s: %s (floor %d) may not import %s (floor %d): imports go down, never sideways or up", path, room, here.floor, target, there.floor)
	}
}

// TestRoomsTold holds that docs/design.md has a row for every room.
func TestRoomsTold(t *testing.T) {
	page, err := os.ReadFile("../docs/design.md")
	if err != nil {
		t.Fatal(err)
	}
	for room := range rooms {
		if !strings.Contains(string(page), "| `"+room+"` |") {
			t.Errorf("docs/design.md: the table of the house has no row for the room %q", room)
		}
	}
}

// TestNoLanguageInGo holds that no Persian or Arabic word stands in Go code:
// language knowledge is data.
func TestNoLanguageInGo(t *testing.T) {
	for _, root := range []string{".", "../cmd", "../data"} {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			data, err := os.ReadFile(path)
			for n, line := range strings.Split(string(data), "\n") {
				if code, _, _ := strings.Cut(line, "//"); arabicWord(code) {
					t.Errorf("%s:%d: a Persian or Arabic word in Go code; put it into data/lang", path, n+1)
				}
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	}
}

// arabicWord reports whether two letters of Arabic script stand side by side.
func arabicWord(s string) bool {
	run := 0
	for _, r := range s {
		if r >= 0x0621 && r <= 0x06D3 && (r < 0x064B || r > 0x066D) {
			if run++; run == 2 {
				return true
			}
		} else {
			run = 0
		}
	}
	return false
}
