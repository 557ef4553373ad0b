package pipeline

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"safir/internal/reconcile"
	"safir/internal/register"
	"safir/internal/store"
)

// ErrCorrection marks corrections that cannot be made.
var ErrCorrection = errors.New("the correction cannot be made")

// Correct keeps what a person says of a mention, and joins anew what it
// touches. Span, quotation and id are filled in. The correction is given back
// as it is kept.
func Correct(ctx context.Context, s store.Store, c register.Correction) (register.Correction, error) {
	err := s.Within(ctx, func(s store.Store) error {
		before, err := s.Corrections(ctx)
		if err != nil {
			return err
		}
		about, err := valid(ctx, s, &c, before)
		if err != nil {
			return err
		}
		if err := unsaid(&c, before); err != nil {
			return err
		}
		c.ID = register.CorrectionID(&c)
		if err := s.Correct(ctx, c); err != nil || len(about) == 0 {
			return err
		}
		return rejoin(ctx, s, register.Pairs(append(before, c)), about)
	})
	return c, err
}

// ErrSaidBefore is the fault of a correction that its author has made before.
var ErrSaidBefore = fmt.Errorf("%w: you have said so before, and it holds", ErrCorrection)

// unsaid refuses what its author has said before, unless it was taken back or
// said otherwise since. Somebody else may say the same.
func unsaid(c *register.Correction, before []register.Correction) error {
	var last *register.Correction
	standing := register.Standing(before)
	for i := range standing {
		if b := &standing[i]; b.Mention == c.Mention && b.Other == c.Other && b.Field == c.Field && b.Author == c.Author && opposite[b.Action] == opposite[c.Action] {
			last = b
		}
	}
	if c.Action == register.Undo && slices.ContainsFunc(before, func(b register.Correction) bool { return b.ID == c.Undoes }) &&
		!slices.ContainsFunc(standing, func(b register.Correction) bool { return b.ID == c.Undoes }) {
		return fmt.Errorf("%w: %s was undone before", ErrCorrection, c.Undoes)
	}
	if last != nil && last.Action == c.Action && last.Value == c.Value {
		return fmt.Errorf("%w; to take it back: safir correct undo %s", ErrSaidBefore, last.ID)
	}
	return nil
}

// opposite groups the actions of which the last one holds.
var opposite = map[string]string{register.Accept: "state", register.Reject: "state", register.Edit: "edit", register.JoinTo: "pair", register.PartOf: "pair"}

// valid completes a correction, or says why it cannot be made. It gives the
// mentions that must be joined anew.
func valid(ctx context.Context, s store.Store, c *register.Correction, before []register.Correction) ([]register.Mention, error) {
	if !slices.Contains(register.Actions[:], c.Action) {
		return nil, fmt.Errorf("%w: %q is none of %s", ErrCorrection, c.Action, strings.Join(register.Actions[:], ", "))
	}
	if c.Action == register.Undo {
		return undone(ctx, s, c, before)
	}
	list, err := s.Mentions(ctx, []string{c.Mention, c.Other})
	if err != nil {
		return nil, err
	}
	at := slices.IndexFunc(list, func(m register.Mention) bool { return m.ID == c.Mention })
	if at < 0 {
		return nil, fmt.Errorf("%w: %s names no telling; safir show ID lists those of a thing", ErrCorrection, cmp.Or(c.Mention, "nothing"))
	}
	m := &list[at]
	text, err := s.Text(ctx, m.Text)
	if err != nil {
		return nil, err
	}
	c.Span = m.Span
	c.Quote = string([]rune(text)[m.Span[0]:m.Span[1]])
	switch c.Action {
	case register.Edit:
		_, err := register.Review{Edited: []register.Correction{*c}}.Lay(*m)
		if err != nil {
			err = fmt.Errorf("%w: %w; fields of this kind are %s", ErrCorrection, err, strings.Join(register.Fields[m.Kind], ", "))
		}
		return nil, err
	case register.JoinTo, register.PartOf:
		if len(list) != 2 || list[0].Kind != list[1].Kind {
			return nil, fmt.Errorf("%w: to %s takes two mentions of one kind; %s and %s are not", ErrCorrection, c.Action, c.Mention, cmp.Or(c.Other, "nothing"))
		}
		return list, nil
	}
	return nil, nil
}

// undone finds what an undoing undoes.
func undone(ctx context.Context, s store.Store, c *register.Correction, before []register.Correction) ([]register.Mention, error) {
	at := slices.IndexFunc(before, func(b register.Correction) bool { return b.ID == c.Undoes })
	if at < 0 {
		return nil, fmt.Errorf("%w: %q names no correction; safir show ID lists those of a thing", ErrCorrection, c.Undoes)
	}
	c.Mention, c.Other = before[at].Mention, before[at].Other
	c.Span, c.Quote = before[at].Span, before[at].Quote
	return s.Mentions(ctx, []string{c.Mention, c.Other})
}

// rejoin joins anew the components of some mentions, of which somebody spoke
// or no longer speaks.
func rejoin(ctx context.Context, s store.Store, said []register.Pair, about []register.Mention) error {
	j, err := newJoiner(ctx, s, said, newSeen())
	if err != nil {
		return err
	}
	w := newWeb(j)
	for i := range about {
		w.keys[reconcile.Key(&about[i])] = true
		w.spoken[about[i].Face] = true // all mentions of the face are looked at
		w.reach(&about[i])
	}
	kept, err := w.gather(ctx)
	if err != nil {
		return err
	}
	b := &store.Batch{}
	if err := w.things(ctx, b, w.compare(kept)); err != nil {
		return err
	}
	return s.Join(ctx, b)
}

// Near are mentions of other things that are most like one, the best first:
// what a person may want to join it with.
func Near(ctx context.Context, s store.Store, m *register.Mention, most int) ([]register.Mention, error) {
	keys, err := s.Block(ctx, m.Blocks)
	if err != nil {
		return nil, err
	}
	list, err := s.Faces(ctx, keys)
	if err != nil {
		return nil, err
	}
	ids := []string{m.ID}
	score := map[string]int{}
	for i := range list {
		l, _ := reconcile.Compare(m, &list[i])
		if !l.Cannot && list[i].Kind == m.Kind {
			score[list[i].ID] = l.Score
			ids = append(ids, list[i].ID)
		}
	}
	owners, err := s.Owners(ctx, ids)
	list = slices.DeleteFunc(list, func(n register.Mention) bool {
		_, fits := score[n.ID]
		return !fits || owners[n.ID].ID == owners[m.ID].ID
	})
	slices.SortStableFunc(list, func(a, b register.Mention) int { return cmp.Compare(score[b.ID], score[a.ID]) })
	return list[:min(len(list), most)], err
}
