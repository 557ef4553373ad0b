package store_test

import (
	"path/filepath"
	"testing"

	"safir/internal/store"
	"safir/internal/store/storetest"
)

func TestMemory(t *testing.T) {
	storetest.Exercise(t, func(*testing.T) store.Store { return store.NewMemory() })
}

func TestSQLite(t *testing.T) {
	storetest.Exercise(t, func(t *testing.T) store.Store {
		s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "a register.db"))
		if err != nil {
			t.Fatal(err)
		}
		return s
	})
}
