//go:build linux

package pipeline

import (
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"safir/internal/store"
)

// filled makes a register of so many invented articles in a file.
func filled(t *testing.T, file string, articles int) {
	t.Helper()
	s, err := store.Open(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	k, g := bare(s), invent(5)
	var list []Outcome
	for range articles {
		list = append(list, g.next())
	}
	if _, err := k.keepAll(t.Context(), list); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

// TestFlippedBit flips one bit of a register at many places: it is refused, or
// checking finds the fault, or it answers as before.
func TestFlippedBit(t *testing.T) {
	tries := 200
	if os.Getenv("SAFIR_PROOF") == "1" {
		tries = 2_000
	}
	file := filepath.Join(t.TempDir(), "r.db")
	filled(t, file, 8)
	sound, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	want, _ := answers(t, file)
	dice := rand.New(rand.NewPCG(9, 9))
	found := 0
	for range tries {
		at, bit := dice.IntN(len(sound)), byte(1)<<dice.IntN(8)
		bad := slices.Clone(sound)
		bad[at] ^= bit
		for _, tail := range []string{"-wal", "-shm"} {
			os.Remove(file + tail)
		}
		if err := os.WriteFile(file, bad, 0o600); err != nil {
			t.Fatal(err)
		}
		switch got, fault := answers(t, file); {
		case fault != "":
			found++
			if !strings.Contains(fault, file) && !strings.Contains(fault, "repair") && !strings.Contains(fault, " ") {
				t.Errorf("byte %d: not clear: %s", at, fault)
			}
		case !slices.Equal(got, want):
			t.Errorf("byte %d, bit %d: checking finds no fault, and it answers otherwise", at, bit)
		}
	}
	t.Logf("PROOF | a bit of a register is flipped; it is refused, checking finds it, or nothing is answered otherwise | %d places | %d found, %d without effect", tries, found, tries-found)
}

// answers is what a register answers to a few questions, or its fault.
func answers(t *testing.T, file string) (out []string, fault string) {
	ctx := t.Context()
	s, err := store.Open(ctx, file)
	if err != nil {
		return nil, err.Error()
	}
	defer s.Close()
	tell := func(what string) { fault = what }
	if err := s.Sound(ctx, tell); err != nil {
		return nil, err.Error()
	}
	if _, err := Check(ctx, s, tell); err != nil {
		return nil, err.Error()
	}
	if fault != "" {
		return nil, fault
	}
	digest, err := s.Digest(ctx)
	if err != nil {
		return nil, err.Error()
	}
	out = append(out, digest)
	g := invent(5)
	for _, q := range []store.Query{{}, {Parties: g.states[:1]}, {Verbs: []string{"meet", "state"}}, {Topics: []string{"transport"}}, {Outlets: []string{"outlet-0"}}, {Terms: []store.Term{{Any: []string{g.words[0]}}}}, {From: "2014-01-02"}} {
		hits, err := s.Find(ctx, q)
		if err != nil {
			return nil, err.Error()
		}
		for _, h := range hits {
			out = append(out, h.ID+h.Thing)
		}
	}
	return out, ""
}

// TestFullDisk fills a small disk: what was kept is whole, the fault says what
// to do, and when there is room the work goes on.
func TestFullDisk(t *testing.T) {
	disk := t.TempDir()
	if err := syscall.Mount("tmpfs", disk, "tmpfs", 0, "size=1500k"); err != nil {
		t.Skipf("a small disk cannot be made here: %v", err)
	}
	defer syscall.Unmount(disk, 0)
	file := filepath.Join(disk, "r.db")
	s, err := store.Open(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	m := store.NewMemory()
	k, whole, g := bare(s), bare(m), invent(4)
	full := false
	for range 40 {
		group := []Outcome{g.next(), g.next(), g.next()}
		if _, err := whole.keepAll(context.Background(), slices.Clone(group)); err != nil {
			t.Fatal(err)
		}
		_, err := k.keepAll(t.Context(), slices.Clone(group))
		if err == nil {
			continue
		}
		if full || !strings.Contains(err.Error(), "the disk is full; free some space") || !strings.Contains(err.Error(), file) {
			t.Fatal(err)
		}
		full = true
		if _, err := Check(t.Context(), s, func(what string) { t.Error(what) }); err != nil {
			t.Errorf("reading goes on: %v", err)
		}
		if err := s.Backup(t.Context(), file+".copy"); err == nil {
			t.Error("a copy fits on a full disk")
		}
		if left, _ := filepath.Glob(file + ".copy*"); len(left) > 0 {
			t.Errorf("half a copy is left: %v", left)
		}
		if err := syscall.Mount("tmpfs", disk, "tmpfs", syscall.MS_REMOUNT, "size=64m"); err != nil {
			t.Fatal(err)
		}
		if _, err := k.keepAll(t.Context(), group); err != nil {
			t.Fatalf("there is room again: %v", err)
		}
	}
	got, err1 := s.Digest(t.Context())
	want, err2 := m.Digest(t.Context())
	if err := errors.Join(err1, err2); err != nil || !full || got != want {
		t.Errorf("full %v, another register %v, %v", full, got != want, err)
	}
}
