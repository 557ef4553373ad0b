package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"time"

	"safir/internal/ask"
	"safir/internal/directory"
	"safir/internal/index"
	"safir/internal/lang"
	"safir/internal/store"
)

// speaking are the flags of the commands that speak the user's language.
type speaking struct {
	shared
	inRegister
	UI    string `help:"Language of the answer: en, fa or ar." default:"en" env:"SAFIR_UI" placeholder:"LANG"`
	Width number `help:"Columns of the terminal." default:"${columns}" placeholder:"N"`
}

// number is a number of things or columns; there is none below zero.
type number int

// Validate refuses what is below zero.
func (n number) Validate() error {
	if n < 0 {
		return fmt.Errorf("%d is below zero; write 0 for all", n)
	}
	return nil
}

// texts are what the interface says in the language.
func (s *speaking) texts() (*ask.Texts, error) {
	dir, err := directory.Open(s.files())
	if err != nil {
		return nil, err
	}
	return ask.TextsIn(s.files(), dir, s.UI)
}

// existing opens a register that must be there, and the interface's texts.
func (s *speaking) existing(ctx context.Context) (*ask.Texts, *store.SQLite, error) {
	ui, err := s.texts()
	if err != nil {
		return nil, nil, err
	}
	db, err := s.inRegister.existing(ctx)
	return ui, db, err
}

// asking are the flags of the commands that ask a register.
type asking struct {
	speaking
	clock
	JSON bool `help:"Write the answer as JSON."`
}

// open opens the register and what is needed to ask it.
func (a *asking) open(ctx context.Context) (*ask.Asker, *store.SQLite, error) {
	now, err := a.time()
	if err != nil {
		return nil, nil, err
	}
	db, err := a.inRegister.existing(ctx)
	if err != nil {
		return nil, nil, err
	}
	asker, err := openAsker(a.files(), db, a.UI, now)
	if err != nil {
		return nil, nil, errors.Join(err, db.Close())
	}
	return asker, db, nil
}

func openAsker(fsys fs.FS, s store.Store, ui string, now time.Time) (*ask.Asker, error) {
	dir, err := directory.Open(fsys)
	if err != nil {
		return nil, err
	}
	packs, err := lang.Words(fsys)
	if err != nil {
		return nil, err
	}
	x, err := index.Open(fsys, dir, packs...)
	if err != nil {
		return nil, err
	}
	return ask.Open(fsys, s, x, dir, ui, now.Format(time.RFC3339))
}

// answer asks with f and writes what it says: as JSON, or with print.
func answer[T any](a *asking, s *streams, f func(context.Context, *ask.Asker) (T, error), print func(*printer, T)) error {
	ctx := cancelled()
	asker, db, err := a.open(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	got, err := f(ctx, asker)
	if err != nil {
		return err
	}
	if a.JSON {
		enc := json.NewEncoder(s.out)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		return wrap(enc.Encode(got))
	}
	p := newPrinter(asker.UI(), int(a.Width))
	print(p, got)
	return wrap(p.to(s.out))
}
