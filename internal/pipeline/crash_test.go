//go:build unix

package pipeline

import (
	"bufio"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"testing/fstest"
	"time"

	"safir/internal/directory"
	"safir/internal/index"
	"safir/internal/reconcile"
	"safir/internal/store"
)

// TestMain lets the test binary be the process that is killed.
func TestMain(m *testing.M) {
	if file := os.Getenv("SAFIR_TEST_CRASH"); file != "" {
		if err := crashing(file, os.Getenv("SAFIR_TEST_POINT")); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// bare is a keeper that knows no people and no language, for outcomes that
// were made without coding.
func bare(s store.Store) *Keeper {
	dir := &directory.Directory{}
	x, err := index.Open(fstest.MapFS{}, dir)
	if err != nil {
		panic(err)
	}
	return &Keeper{Coder: &Coder{Dir: dir}, Store: s, Workers: 1, Now: "2024-12-31T00:00:00Z", index: x, cutter: reconcile.New(dir), seen: newSeen()}
}

// The size of the register that is crashed.
const (
	crashArticles = 24
	crashGroup    = 4
)

// crashing adds articles, copies the register now and then, and codes all
// anew, until it dies at a point ("before commit 12": the twelfth time it is
// there). It says of each report when it is safe.
func crashing(file, point string) error {
	name, count := point, 0
	if at := strings.LastIndexByte(point, ' '); at > 0 {
		name = point[:at]
		count, _ = strconv.Atoi(point[at+1:])
	}
	at := func(here string) {
		if here == name {
			if count--; count <= 0 {
				syscall.Kill(os.Getpid(), syscall.SIGKILL)
				select {}
			}
		}
	}
	store.At = at
	ctx := context.Background()
	s, err := store.Open(ctx, file)
	if err != nil {
		return err
	}
	k := bare(s)
	for _, k.anew = range []bool{false, true} {
		g := invent(3)
		for n := 0; n < crashArticles; n += crashGroup {
			group := make([]Outcome, crashGroup)
			for i := range group {
				group[i] = g.next()
			}
			kept, err := k.keepAll(ctx, group)
			if err != nil {
				return err
			}
			for _, one := range kept {
				fmt.Println(one.Report.ID)
			}
			at("told")
			if n%(8*crashGroup) == 0 {
				if err := s.Backup(ctx, fmt.Sprintf("%s.%d.copy", file, time.Now().UnixNano())); err != nil {
					return err
				}
			}
		}
	}
	return s.Close()
}

// crashPoints are where a crash is tried.
var crashPoints = []string{"before migrating", "after migrating", "before joining", "bytes kept", "words kept", "joining", "joined", "mentions kept", "before commit", "after commit", "told", "before renaming the copy"}

// TestCrash kills a process that keeps articles, at each point and at random
// times, and starts it again: nothing that it said was safe is lost, nothing is
// there twice, and in the end the register is that of an undisturbed run. Two
// registers are attacked side by side.
func TestCrash(t *testing.T) {
	kills := 60
	if os.Getenv("SAFIR_PROOF") == "1" {
		kills = 3_000
	}
	if n, err := strconv.Atoi(os.Getenv("SAFIR_KILLS")); err == nil {
		kills = n
	}
	want := undisturbed(t)
	both := [2]*crash{}
	t.Run("attack", func(t *testing.T) {
		for i := range both {
			t.Run(fmt.Sprint(i), func(t *testing.T) {
				t.Parallel()
				both[i] = &crash{T: t, dir: t.TempDir(), looked: map[[sha256.Size]byte]bool{}}
				both[i].attack(kills/2, uint64(i), want)
			})
		}
	})
	if !t.Failed() {
		t.Logf("PROOF | a process that adds, copies and codes anew is killed at %d points and at random; all it said was safe is there, nothing is doubled, the register is that of an undisturbed run | %d kills | %d registers finished, %d states of them and of copies checked",
			len(crashPoints), both[0].kills+both[1].kills, both[0].finished+both[1].finished, len(both[0].looked)+len(both[1].looked))
	}
}

// looks is after how many kills everything is looked at.
const looks = 30

// attack kills so many times.
func (c *crash) attack(kills int, seed uint64, want string) {
	dice := rand.New(rand.NewPCG(uint64(kills), seed))
	c.begin()
	for runs := 0; c.kills < kills; runs++ {
		point := ""
		if n := runs % (len(crashPoints) + 5); n < len(crashPoints) {
			most := 25
			if strings.HasSuffix(crashPoints[n], "migrating") {
				c.young(crashPoints[n])
				continue
			} else if crashPoints[n] == "told" || strings.HasSuffix(crashPoints[n], "commit") {
				most = 8
			} else if strings.HasSuffix(crashPoints[n], "copy") {
				most = 2
			}
			point = fmt.Sprint(crashPoints[n], " ", 1+dice.IntN(most))
		}
		if done := c.run(point, time.Duration(20+dice.IntN(400))*time.Millisecond); done {
			c.finish(want)
		}
		if c.kills%looks == 0 {
			c.look()
		}
	}
	c.finish(want)
}

// undisturbed is the digest of a run without faults.
func undisturbed(t *testing.T) string {
	s := store.NewMemory()
	k, g := bare(s), invent(3)
	for n := 0; n < crashArticles; n += crashGroup {
		group := make([]Outcome, crashGroup)
		for i := range group {
			group[i] = g.next()
		}
		if _, err := k.keepAll(t.Context(), group); err != nil {
			t.Fatal(err)
		}
	}
	d, err := s.Digest(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// crash is a register under attack.
type crash struct {
	*testing.T
	dir             string
	file            string
	safe            map[string]bool
	kills, finished int
	looked          map[[sha256.Size]byte]bool // states of files that were checked
}

func (c *crash) begin() {
	c.file = filepath.Join(c.dir, fmt.Sprint(c.finished, ".db"))
	c.safe = map[string]bool{}
}

// run starts the process and kills it after a time, unless it dies by itself;
// it reports whether all was done.
func (c *crash) run(point string, after time.Duration) bool {
	c.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "SAFIR_TEST_CRASH="+c.file, "SAFIR_TEST_POINT="+point)
	var said strings.Builder
	cmd.Stderr = &said
	out, err := cmd.StdoutPipe()
	if err != nil {
		c.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		c.Fatal(err)
	}
	if point == "" {
		timer := time.AfterFunc(after, func() { cmd.Process.Kill() })
		defer timer.Stop()
	}
	lines := bufio.NewReader(out)
	for {
		line, err := lines.ReadString('\n')
		if err != nil { // what has no end was not said
			break
		}
		c.safe[strings.TrimSpace(line)] = true
	}
	err = cmd.Wait()
	var exit *exec.ExitError
	switch {
	case err == nil:
		return true
	case !errors.As(err, &exit) || exit.Success() || exit.Sys().(syscall.WaitStatus).Signal() != syscall.SIGKILL:
		c.Fatalf("%s: %v: %s", point, err, said.String())
	}
	c.kills++
	return false
}

// young kills a process that makes a new register: it can be made all the
// same.
func (c *crash) young(point string) {
	c.Helper()
	file, safe := c.file, c.safe
	c.file, c.safe = filepath.Join(c.dir, fmt.Sprint("young", c.kills, ".db")), map[string]bool{}
	if c.run(point+" 1", 0) {
		c.Errorf("it did not die %s", point)
	}
	c.sound(c.file, true)
	c.file, c.safe = file, safe
}

// look checks the register and all copies.
func (c *crash) look() {
	c.Helper()
	copies, err := filepath.Glob(c.file + ".*.copy")
	if err != nil {
		c.Fatal(err)
	}
	for _, file := range copies {
		if c.another(file) {
			c.sound(file, false)
		}
		os.Remove(file)
	}
	if _, err := os.Stat(c.file); err == nil {
		c.sound(c.file, true)
	}
}

// another reports whether a copy is in a state that no other was in. Bytes 24
// to 28 and 92 to 96 of a file of SQLite count its changes.
func (c *crash) another(file string) bool {
	c.Helper()
	b, err := os.ReadFile(file)
	if err != nil || len(b) < 100 {
		c.Fatal(len(b), err)
	}
	clear(b[24:28])
	clear(b[92:96])
	state := sha256.Sum256(b)
	was := c.looked[state]
	c.looked[state] = true
	return !was
}

func (c *crash) sound(file string, all bool) {
	c.Helper()
	s, err := store.Open(c.Context(), file)
	if err != nil {
		c.Fatal(err)
	}
	defer s.Close()
	if err := s.Sound(c.Context(), func(what string) { c.Error(what) }); err != nil {
		c.Fatal(err)
	}
	if _, err := Check(c.Context(), s, func(what string) { c.Error(what) }); err != nil {
		c.Fatal(err)
	}
	for id := range c.safe {
		if _, err := s.Report(c.Context(), id); err != nil && all {
			c.Errorf("it was said to be safe: %v", err)
		}
	}
}

// finish lets the process do its work to the end, and begins a new register.
func (c *crash) finish(want string) {
	c.Helper()
	if !c.run("never", 0) {
		c.Fatal("undisturbed, it did not end")
	}
	c.look()
	s, err := store.Open(c.Context(), c.file)
	if err != nil {
		c.Fatal(err)
	}
	got, err := s.Digest(c.Context())
	if err = errors.Join(err, s.Close()); err != nil {
		c.Fatal(err)
	}
	if got != want {
		c.Error("after all kills it is another register")
	}
	c.finished++
	c.begin()
}
