package store_test

import (
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"safir/internal/store"
	"safir/internal/store/storetest"
)

// TestRefused holds that what is no register is refused with what to do, and
// stays as it is.
func TestRefused(t *testing.T) {
	dir := t.TempDir()
	in := func(name string) string { return filepath.Join(dir, name) }
	other, err := sql.Open("sqlite", "file:"+in("other.db"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := other.Exec("CREATE TABLE theirs (a)"); err != nil {
		t.Fatal(err)
	}
	other.Close()
	s, err := store.Open(t.Context(), in("newer.db"))
	if err != nil {
		t.Fatal(err)
	}
	s.Close()
	newer, err := sql.Open("sqlite", "file:"+in("newer.db"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := newer.Exec("INSERT INTO goose_db_version (version_id, is_applied) VALUES (99, 1)"); err != nil {
		t.Fatal(err)
	}
	newer.Close()
	if err := errors.Join(os.Mkdir(in("folder"), 0o700), os.WriteFile(in("text.db"), []byte(strings.Repeat("a text ", 1000)), 0o600), os.WriteFile(in("empty.db"), nil, 0o600)); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"other.db":     "this is a database of another program; name another file with --db FILE",
		"newer.db":     "the register was written by a newer safir; use that one",
		"folder":       "is no file; name the register's file with --db FILE",
		"text.db":      "is damaged or no register",
		"nowhere/a.db": "cannot be written; check the folder, its rights and its disk",
	} {
		before, _ := os.ReadFile(in(name))
		s, err := store.Open(t.Context(), in(name))
		if err == nil {
			s.Close()
		}
		if err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), in(name)) {
			t.Errorf("%s: %v", name, err)
		}
		if after, _ := os.ReadFile(in(name)); string(after) != string(before) {
			t.Errorf("%s was changed", name)
		}
	}
	if s, err := store.Open(t.Context(), in("empty.db")); err != nil {
		t.Errorf("an empty file is a new register: %v", err)
	} else {
		s.Close()
	}
}

// TestTwo holds that of two that write one waits and then says so, while
// reading goes on.
func TestTwo(t *testing.T) {
	file := filepath.Join(t.TempDir(), "r.db")
	one, err := store.Open(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	defer one.Close()
	two, err := store.Open(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	defer two.Close()
	if err := one.Keep(t.Context(), storetest.Article(1)); err != nil {
		t.Fatal(err)
	}
	err = one.Within(t.Context(), func(s store.Store) error {
		if err := s.Keep(t.Context(), storetest.Article(2)); err != nil {
			return err
		}
		if ok, err := two.Has(t.Context(), "r0001", "1"); !ok || err != nil {
			t.Errorf("reading stops while another writes: %v", err)
		}
		if err := two.Keep(t.Context(), storetest.Article(3)); !errors.Is(err, store.ErrBusy) || !strings.Contains(err.Error(), file) {
			t.Errorf("a second writer: %v", err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := two.Keep(t.Context(), storetest.Article(3)); err != nil {
		t.Errorf("when the other is done: %v", err)
	}
}
