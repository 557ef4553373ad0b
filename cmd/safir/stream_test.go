//go:build linux

package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"

	"safir/data"
)

// mostMemory is how much a stream without end may take, in KiB.
const mostMemory = 300 << 10

// TestEndlessStream holds that a long run stays within its memory, gives the
// records in the order of the articles, and the same bytes whatever the number
// of workers.
func TestEndlessStream(t *testing.T) {
	articles, every, crews := 2_000, 1_000, []int{1, 3}
	if os.Getenv("SAFIR_PROOF") == "1" {
		articles, every, crews = 20_000, 500, []int{1, 2, 5}
	}
	var first streamed
	for _, workers := range crews {
		got := stream(t, workers, articles, every)
		if got.records != articles {
			t.Fatalf("%d workers: %d records of %d articles", workers, got.records, articles)
		}
		if got.memory > mostMemory {
			t.Errorf("%d workers: %d MiB at the peak; the bound is %d", workers, got.memory>>10, mostMemory>>10)
		}
		t.Logf("PROOF | a stream through %d workers keeps its order and its memory | %d articles, every %d-th of 10 MiB | %d MiB at the peak", workers, articles, every, got.memory>>10)
		if first.sum == "" {
			first = got
		}
		if got.sum != first.sum {
			t.Errorf("%d workers: other bytes than with one", workers)
		}
	}
}

// streamed is what came out of a run.
type streamed struct {
	records int
	sum     string
	memory  int64 // KiB at the peak
}

// stream runs the command in a process of its own.
func stream(t *testing.T, workers, articles, every int) streamed {
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	in, feed := io.Pipe()
	go func() { feed.CloseWithError(write(feed, articles, every)) }()
	out := &taker{sum: sha256.New()}
	var said bytes.Buffer
	cmd := exec.Command(exe, "code", "--workers", fmt.Sprint(workers), "-")
	cmd.Args[0] = "safir" // which testscript runs as the command
	cmd.Stdin, cmd.Stdout, cmd.Stderr = in, out, &said
	if err := cmd.Run(); err != nil || out.fault != nil {
		t.Fatalf("%v, %v: %s", err, out.fault, said.String())
	}
	use := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	return streamed{out.records, fmt.Sprintf("%x", out.sum.Sum(nil)), use.Maxrss}
}

// write makes the stream: the demo's articles with new words in each, and now
// and then one as long as may be.
func write(w io.Writer, articles, every int) error {
	names, err := fs.Glob(data.FS, "demo/*.txt")
	if err != nil {
		return err
	}
	dice := rand.New(rand.NewPCG(1, 2))
	enc := json.NewEncoder(w)
	for n := range articles {
		text, err := fs.ReadFile(data.FS, names[n%len(names)])
		if err != nil {
			return err
		}
		s := strings.ReplaceAll(string(text), "وزیر", "وزیر "+stranger(dice))
		if n%every == every/2 {
			s = strings.Repeat(s, 10<<20/len(s))
		}
		if err := enc.Encode(map[string]string{"id": fmt.Sprint(n), "text": s}); err != nil {
			return err
		}
	}
	return nil
}

// stranger is a word that no list has.
func stranger(dice *rand.Rand) string {
	var b strings.Builder
	for range 6 {
		b.WriteRune([]rune("بتجحدرزسشطعفقکگلمنوهی")[dice.IntN(21)])
	}
	return b.String()
}

// taker takes records, line by line, and looks at their order.
type taker struct {
	sum     hash.Hash
	line    []byte
	records int
	fault   error
}

func (o *taker) Write(p []byte) (int, error) {
	o.sum.Write(p)
	for rest := p; len(rest) > 0; {
		end := bytes.IndexByte(rest, '\n')
		if end < 0 {
			o.line = append(o.line, rest...)
			break
		}
		o.take(append(o.line, rest[:end]...))
		o.line, rest = o.line[:0], rest[end+1:]
	}
	return len(p), nil
}

// take reads the article's own number in a record.
func (o *taker) take(line []byte) {
	want := fmt.Sprintf(`"id":"%d"`, o.records)
	if !bytes.Contains(line, []byte(want)) && o.fault == nil {
		o.fault = fmt.Errorf("record %d is not of article %s", o.records, want)
	}
	o.records++
}
