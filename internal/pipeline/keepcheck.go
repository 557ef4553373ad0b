package pipeline

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"unicode/utf8"

	"safir/internal/reconcile"
	"safir/internal/record"
	"safir/internal/register"
	"safir/internal/store"
)

// Checked is how much was looked at.
type Checked struct {
	Reports, Mentions, Things int
	Otherwise                 int // things that are joined otherwise than today's rules do; each is a fault too
}

// Check looks at all that a store keeps: that every hash is that of its text
// and bytes, that all evidence lies within its text, that each mention is in
// one thing, and that things are what joining gives. It calls out with each
// fault, and goes on.
func Check(ctx context.Context, s store.Store, fault func(what string)) (Checked, error) {
	said, err := s.Corrections(ctx)
	if err != nil {
		return Checked{}, err
	}
	c := &checker{s: s, pairs: register.Pairs(said), fault: fault, joined: map[string]bool{}, seen: newSeen()}
	for r, err := range s.Reports(ctx, "") {
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return c.Checked, err
		}
		c.Reports++
		if err := c.report(ctx, &r); err != nil {
			c.fault(fmt.Sprintf("report %s: %v", r.ID, err))
		}
	}
	return c.Checked, c.things(ctx)
}

type checker struct {
	Checked
	s      store.Store
	pairs  []register.Pair
	fault  func(string)
	joined map[string]bool // mentions that were joined anew
	seen   *seen
}

// report looks at one report.
func (c *checker) report(ctx context.Context, r *register.Report) error {
	text := ""
	if r.Text != "" {
		var err error
		if text, err = c.s.Text(ctx, r.Text); err != nil {
			return err
		}
		if idOf(text) != r.Text {
			return fmt.Errorf("its text has another hash")
		}
	}
	if r.Raw != "" {
		raw, err := c.s.Raw(ctx, r.Raw)
		if err != nil {
			return err
		}
		if hashOf(raw) != r.Raw {
			return fmt.Errorf("its bytes have another hash")
		}
	}
	list, err := c.s.OfReport(ctx, r.ID)
	if err != nil {
		return err
	}
	if r.State == register.Coded {
		if err := c.record(ctx, r, utf8.RuneCountInString(text)); err != nil {
			return err
		}
	} else if len(list) > 0 {
		return fmt.Errorf("it was not coded and has mentions")
	}
	for i := range list {
		if m := &list[i]; !within(m.Span, utf8.RuneCountInString(text)) || m.Report != r.ID || m.Text != r.Text {
			c.fault(fmt.Sprintf("mention %s: its evidence does not lie in its text", m.ID))
		}
	}
	c.Mentions += len(list)
	return c.join(ctx, list)
}

func within(s record.Span, runes int) bool { return 0 <= s[0] && s[0] <= s[1] && s[1] <= runes }

// record looks at the record of a report.
func (c *checker) record(ctx context.Context, r *register.Report, runes int) error {
	b, err := c.s.Record(ctx, r.ID)
	if err != nil {
		return err
	}
	var rec record.Record
	if err := json.NewDecoder(bytes.NewReader(b)).Decode(&rec); err != nil {
		return fmt.Errorf("its record cannot be read: %w", err)
	}
	if rec.ID != r.Text {
		return fmt.Errorf("its record is of another text")
	}
	for _, s := range spansOf(&rec) {
		if !within(s, runes) {
			return fmt.Errorf("evidence at %v lies outside its text", s)
		}
	}
	return nil
}

// spansOf are all places that a record points at.
func spansOf(r *record.Record) (out []record.Span) {
	add := func(list ...*record.Span) {
		for _, s := range list {
			if s != nil {
				out = append(out, *s)
			}
		}
	}
	add(r.Published.Span)
	for i := range r.Zones {
		add(&r.Zones[i].Span)
	}
	for i := range r.Actors {
		out = append(out, r.Actors[i].Spans...)
	}
	for i := range r.Events {
		e := &r.Events[i]
		out = append(out, e.Spans...)
		add(e.Attribution.Span)
		if e.Date != nil {
			add(e.Date.Span)
		}
		if e.Place != nil {
			add(e.Place.Span)
		}
		if e.Ordinal != nil {
			add(&e.Ordinal.Span)
		}
	}
	for i := range r.Statements {
		add(&r.Statements[i].Span, r.Statements[i].Cue)
	}
	for i := range r.Commitments {
		k := &r.Commitments[i]
		add(&k.Span, &k.Object.Span, k.Condition)
		if k.Deadline != nil {
			add(k.Deadline.Span)
		}
	}
	return out
}

// join joins the components of mentions anew and compares.
func (c *checker) join(ctx context.Context, list []register.Mention) error {
	list = slices.DeleteFunc(list, func(m register.Mention) bool { return c.joined[reconcile.Key(&m)] })
	if len(list) == 0 {
		return nil
	}
	j, err := newJoiner(ctx, c.s, c.pairs, c.seen)
	if err != nil {
		return err
	}
	w := newWeb(j)
	for i := range list {
		w.nodes[list[i].ID] = list[i]
	}
	if err := w.enter(ctx, list); err != nil {
		return err
	}
	kept, err := w.gather(ctx)
	if err != nil {
		return err
	}
	links := w.compare(kept)
	if missing := w.forest(kept, slices.Clone(links)); len(missing) > 0 {
		c.fault(fmt.Sprintf("mentions %s and %s are not linked", missing[0].A, missing[0].B))
	}
	ids := slices.Sorted(maps.Keys(w.nodes))
	owners, err := c.s.Owners(ctx, ids)
	if err != nil {
		return err
	}
	for _, kind := range register.Kinds {
		for _, t := range w.ofKind(kind, ids, links) {
			c.compare(t, owners)
		}
	}
	for _, m := range w.nodes {
		if !w.spoken[m.Face] {
			c.joined[reconcile.Key(&m)] = true
		}
	}
	return nil
}

// compare holds a thing that joining gives against what is kept.
func (c *checker) compare(t register.Thing, owners map[string]register.Thing) {
	for _, id := range t.Mentions {
		switch old, ok := owners[id]; {
		case !ok:
			c.fault(fmt.Sprintf("mention %s is in no thing", id))
		case old.ID != t.ID || old.Kind != t.Kind || !sameLinks(old.Links, t.Links):
			c.Otherwise++
			what := "for other reasons"
			if old.ID != t.ID {
				what = "as " + old.ID
			}
			c.fault(fmt.Sprintf("%s %s is joined %s", t.Kind, t.ID, what))
			return
		}
	}
}

// things holds that each mention is in one thing only, that the thing is named
// after its earliest, and that those of one face are in one.
func (c *checker) things(ctx context.Context) error {
	count := 0
	for _, kind := range register.Kinds {
		for t, err := range c.s.Things(ctx, kind) {
			if err != nil {
				return err
			}
			c.Things++
			count += len(t.Mentions)
			if len(t.Mentions) == 0 || t.Mentions[0] != t.ID {
				c.fault(fmt.Sprintf("%s %s is not named after its first mention", t.Kind, t.ID))
			}
		}
	}
	if count != c.Mentions {
		c.fault(fmt.Sprintf("things hold %d mentions, reports %d", count, c.Mentions))
	}
	return c.faces(ctx)
}

// faces holds that mentions of one face are in one thing, unless somebody
// spoke of them.
func (c *checker) faces(ctx context.Context) error {
	spoken := map[string]bool{}
	for _, p := range c.pairs {
		spoken[p.A], spoken[p.B] = true, true
	}
	of := map[string]string{}
	for t, err := range c.s.Things(ctx, register.Person) {
		if err != nil {
			return err
		}
		list, err := c.s.Mentions(ctx, t.Mentions)
		if err != nil {
			return err
		}
		for i := range list {
			m := &list[i]
			if spoken[m.ID] || m.Face == "" {
				continue
			}
			if other, ok := of[m.Face]; ok && other != t.ID {
				c.fault(fmt.Sprintf("person %s: mention %s belongs to %s", t.ID, m.ID, other))
			}
			of[m.Face] = t.ID
		}
	}
	return nil
}
