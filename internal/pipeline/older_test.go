package pipeline

import (
	"compress/gzip"
	"context"
	"io"
	"os"
	"path/filepath"
	"testing"

	"safir/internal/register"
	"safir/internal/store"
)

// TestOlderForm opens a register of the first form (eight invented articles and
// a correction): it is sound, and the same as one that is made today.
func TestOlderForm(t *testing.T) {
	packed, err := os.Open("testdata/form1.db.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer packed.Close()
	unpacked, err := gzip.NewReader(packed)
	if err != nil {
		t.Fatal(err)
	}
	old, err := io.ReadAll(unpacked)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "r.db")
	if err := os.WriteFile(file, old, 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	fault := func(what string) { t.Error(what) }
	if err := s.Sound(t.Context(), fault); err != nil {
		t.Fatal(err)
	}
	if _, err := Check(t.Context(), s, fault); err != nil {
		t.Fatal(err)
	}
	now := store.NewMemory()
	k, g := bare(now), invent(5)
	var list []Outcome
	for range 8 {
		list = append(list, g.next())
	}
	if _, err := k.keepAll(t.Context(), list); err != nil {
		t.Fatal(err)
	}
	said, err := s.Corrections(t.Context())
	if err != nil || len(said) != 1 {
		t.Fatal(len(said), "corrections", err)
	}
	c := register.Correction{Mention: said[0].Mention, Other: said[0].Other, Action: said[0].Action, Author: said[0].Author, At: said[0].At}
	if _, err := Correct(t.Context(), now, c); err != nil {
		t.Fatal(err)
	}
	if digest(t, s) != digest(t, now) {
		t.Error("it is another register than one of the same articles made today")
	}
	found := func(s store.Store) int {
		hits, err := s.Find(context.Background(), store.Query{Verbs: []string{"state", "meet"}, Terms: []store.Term{{Any: []string{g.words[0], g.words[1], g.words[2]}}}})
		if err != nil {
			t.Fatal(err)
		}
		return len(hits)
	}
	if was, is := found(s), found(now); was != is || is == 0 {
		t.Errorf("%d mentions are found in it, %d in one made today", was, is)
	}
}

func digest(t *testing.T, s store.Store) string {
	t.Helper()
	d, err := s.Digest(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return d
}
