package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"safir/internal/pipeline"
	"safir/internal/register"
	"safir/internal/store"
)

// correctCmd are the corrections, each a command.
type correctCmd struct {
	Accept acceptCmd `cmd:"" help:"It is right as it stands."`
	Reject rejectCmd `cmd:"" help:"The text does not say this: it is no longer shown."`
	Edit   editCmd   `cmd:"" help:"A field is otherwise."`
	Join   joinCmd   `cmd:"" help:"Two tellings are of one thing."`
	Part   partCmd   `cmd:"" help:"Two tellings are of two things."`
	Undo   undoCmd   `cmd:"" help:"A former correction no longer holds."`
}

// author is who corrects, and why.
type author struct {
	Author string `help:"Who says so." env:"SAFIR_AUTHOR" placeholder:"NAME"`
	Note   string `help:"Why." placeholder:"TEXT"`
}

// name is who corrects: the one named, or the user of the machine.
func (a *author) name() (string, error) {
	for _, s := range []string{a.Author, os.Getenv("USER"), os.Getenv("USERNAME")} {
		if s != "" {
			return s, nil
		}
	}
	return "", errors.New("nobody knows who corrects; name yourself with --author NAME or SAFIR_AUTHOR")
}

// correcting are the flags of all corrections.
type correcting struct {
	inRegister
	clock
	author
}

// correct makes a correction and says which it is.
func (f *correcting) correct(s *streams, change func(ctx context.Context, db store.Store) (register.Correction, error)) error {
	ctx := cancelled()
	now, err := f.time()
	if err != nil {
		return err
	}
	name, err := f.name()
	if err != nil {
		return err
	}
	db, err := f.existing(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	c, err := change(ctx, db)
	if err != nil {
		return err
	}
	c.Author, c.Note, c.At = name, f.Note, now.Format(time.RFC3339)
	if c, err = pipeline.Correct(ctx, db, c); err != nil {
		return err
	}
	_, err = fmt.Fprintf(s.out, "%s; to undo it: safir correct undo %s\n", said(&c), c.ID)
	return wrap(err)
}

// said says a correction in a line.
func said(c *register.Correction) string {
	switch c.Action {
	case register.Edit:
		return fmt.Sprintf("%s: %s is %s", c.Mention, c.Field, c.Value)
	case register.JoinTo:
		return fmt.Sprintf("%s and %s are one", c.Mention, c.Other)
	case register.PartOf:
		return fmt.Sprintf("%s and %s are two", c.Mention, c.Other)
	case register.Undo:
		return "undone: " + c.Undoes
	}
	return c.Mention + ": " + c.Action + "ed"
}

// plainly is a correction that needs nothing more.
func plainly(c register.Correction) func(context.Context, store.Store) (register.Correction, error) {
	return func(context.Context, store.Store) (register.Correction, error) { return c, nil }
}

type acceptCmd struct {
	correcting
	ID string `arg:"" help:"Id of a telling (safir show lists those of a thing)."`
}

// Run accepts.
func (c *acceptCmd) Run(s *streams) error {
	return c.correct(s, plainly(register.Correction{Action: register.Accept, Mention: c.ID}))
}

type rejectCmd struct {
	correcting
	ID string `arg:"" help:"Id of a telling."`
}

// Run rejects.
func (c *rejectCmd) Run(s *streams) error {
	return c.correct(s, plainly(register.Correction{Action: register.Reject, Mention: c.ID}))
}

type editCmd struct {
	correcting
	ID    string `arg:"" help:"Id of a telling."`
	Field string `arg:"" help:"Field: what a wrong one is answered with lists them."`
	Value string `arg:"" help:"New value: plain words, a list with commas, or JSON."`
}

// Run edits a field.
func (c *editCmd) Run(s *streams) error {
	return c.correct(s, func(ctx context.Context, db store.Store) (register.Correction, error) {
		return edited(ctx, db, c.ID, c.Field, c.Value)
	})
}

// edited is an edit of a field with a value as people write it: JSON, a text,
// or a list.
func edited(ctx context.Context, db store.Store, id, field, value string) (register.Correction, error) {
	c := register.Correction{Action: register.Edit, Mention: id, Field: field, Value: value}
	list, err := db.Mentions(ctx, []string{id})
	if err != nil || len(list) == 0 {
		return c, err // which Correct tells
	}
	parts := strings.Split(value, ",")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	for _, v := range []any{json.RawMessage(value), value, parts} {
		b, err := json.Marshal(v)
		if err != nil {
			continue // no JSON
		}
		c.Value = string(b)
		if _, err := (register.Review{Edited: []register.Correction{c}}).Lay(list[0]); err == nil {
			return c, nil
		}
	}
	return c, nil
}

type joinCmd struct {
	correcting
	One   string `arg:"" help:"Id of a telling."`
	Other string `arg:"" help:"Id of another telling of the same kind."`
}

// Run joins.
func (c *joinCmd) Run(s *streams) error {
	return c.correct(s, plainly(register.Correction{Action: register.JoinTo, Mention: c.One, Other: c.Other}))
}

type partCmd struct {
	correcting
	One   string `arg:"" help:"Id of a telling."`
	Other string `arg:"" help:"Id of another telling of the same kind."`
}

// Run parts.
func (c *partCmd) Run(s *streams) error {
	return c.correct(s, plainly(register.Correction{Action: register.PartOf, Mention: c.One, Other: c.Other}))
}

type undoCmd struct {
	correcting
	ID string `arg:"" help:"Id of a correction."`
}

// Run undoes.
func (c *undoCmd) Run(s *streams) error {
	return c.correct(s, plainly(register.Correction{Action: register.Undo, Undoes: c.ID}))
}
