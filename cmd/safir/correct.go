package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"safir/internal/ask"
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
	speaking
	clock
	author
}

// correct makes a correction and says which it is.
func (f *correcting) correct(s *streams, change func(ctx context.Context, db store.Store, ui *ask.Texts) (register.Correction, error)) error {
	ctx := cancelled()
	now, err := f.time()
	if err != nil {
		return err
	}
	name, err := f.name()
	if err != nil {
		return err
	}
	ui, db, err := f.existing(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	c, err := change(ctx, db, ui)
	if err != nil {
		return err
	}
	if err := spellOut(ctx, db, &c); err != nil {
		return err
	}
	c.Author, c.Note, c.At = name, f.Note, now.Format(time.RFC3339)
	if c, err = pipeline.Correct(ctx, db, c); err != nil {
		return err
	}
	p := newPrinter(ui, wide)
	p.para(ui.Say("correct.undo", said(ui, &c), c.ID))
	return wrap(p.to(s.out))
}

// mostTellings is how many tellings are listed of which one may be meant.
const mostTellings = 9

// telling is the id of the one telling, of a kind or of any (""), whose id begins
// so; what begins none is left as it is, for Correct to refuse.
func telling(ctx context.Context, db store.Store, prefix string, kind register.Kind) (string, error) {
	if prefix == "" {
		return "", nil
	}
	ids, err := db.Begun(ctx, prefix, 10*mostTellings) // things and reports are among them
	if err != nil {
		return "", err
	}
	list, err := db.Mentions(ctx, ids)
	list = slices.DeleteFunc(list, func(m register.Mention) bool { return kind != "" && m.Kind != kind })
	switch at := slices.IndexFunc(list, func(m register.Mention) bool { return m.ID == prefix }); {
	case err != nil:
		return "", err
	case at >= 0 || len(list) == 0:
		return prefix, nil
	case len(list) == 1:
		return list[0].ID, nil
	}
	said := fmt.Sprintf("%s begins the ids of several tellings; write more of the one that is meant:", prefix)
	for i := range list[:min(len(list), mostTellings)] {
		m := &list[i]
		said += fmt.Sprintf("\n  %s  %s %s, %s, %s", m.ID, m.Kind, m.Verb, orDash(m.Published), orDash(cmp.Or(m.Outlet, m.Lang)))
	}
	return "", fmt.Errorf("%w: %s", pipeline.ErrCorrection, said)
}

// spellOut puts whole ids into a correction where their beginnings stand.
func spellOut(ctx context.Context, db store.Store, c *register.Correction) (err error) {
	for _, id := range []*string{&c.Mention, &c.Other} {
		if *id, err = telling(ctx, db, *id, ""); err != nil {
			return err
		}
	}
	if c.Undoes == "" {
		return nil
	}
	all, err := db.Corrections(ctx)
	var meant []string
	for _, b := range all {
		if strings.HasPrefix(b.ID, c.Undoes) {
			meant = append(meant, b.ID)
		}
	}
	switch len(meant) {
	case 0: // which Correct tells
	case 1:
		c.Undoes = meant[0]
	default:
		return fmt.Errorf("%w: %s begins the ids of several corrections: %s", pipeline.ErrCorrection, c.Undoes, strings.Join(meant, ", "))
	}
	return err
}

// said says a correction in a line.
func said(ui *ask.Texts, c *register.Correction) string {
	key := "corrected." + c.Action
	switch c.Action {
	case register.Edit:
		return ui.Say(key, c.Mention, c.Field, c.Value)
	case register.JoinTo, register.PartOf:
		return ui.Say(key, c.Mention, c.Other)
	case register.Undo:
		return ui.Say(key, c.Undoes)
	}
	return ui.Say(key, c.Mention)
}

// plainly is a correction that needs nothing more.
func plainly(c register.Correction) func(context.Context, store.Store, *ask.Texts) (register.Correction, error) {
	return func(context.Context, store.Store, *ask.Texts) (register.Correction, error) { return c, nil }
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
	return c.correct(s, func(ctx context.Context, db store.Store, ui *ask.Texts) (register.Correction, error) {
		return edited(ctx, db, ui, c.ID, c.Field, c.Value)
	})
}

// known holds the value of an edit to what the register knows: the words of
// record.md for verbs and stages, days in any of three calendars as ISO days.
func known(ui *ask.Texts, field, value string) (string, error) {
	word := strings.Trim(value, `"`)
	switch field {
	case "verb", "act", "object", "status", "stage", "office":
		if word != "" && !ui.Has(field+"."+word) {
			return "", fmt.Errorf("%w: %s cannot be %q; it is one of %s", pipeline.ErrCorrection, field, word, strings.Join(ui.Keys(field), ", "))
		}
	case "from", "to":
		if word == "" {
			return value, nil
		}
		first, last, err := ask.Days(word)
		if err != nil {
			return "", fmt.Errorf("%w: %w", pipeline.ErrCorrection, err)
		}
		if field == "to" {
			return last, nil
		}
		return first, nil
	}
	return value, nil
}

// edited is an edit of a field with a value as people write it: JSON, a text,
// or a list.
func edited(ctx context.Context, db store.Store, ui *ask.Texts, id, field, value string) (register.Correction, error) {
	c := register.Correction{Action: register.Edit, Mention: id, Field: field}
	value, err := known(ui, field, value)
	if err != nil {
		return c, err
	}
	c.Value = value
	if err := spellOut(ctx, db, &c); err != nil {
		return c, err
	}
	id = c.Mention
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
