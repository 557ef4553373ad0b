package pipeline

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"safir/internal/doc"
	"safir/internal/fetch"
	"safir/internal/register"
	"safir/internal/store"
)

// Recode codes kept reports anew, from the bytes as they came, and tells of
// each. Items are matched with those found before, so that ids survive, and
// with them what people said. Reports that today's program, pack and world
// have coded are left out.
func (k *Keeper) Recode(ctx context.Context, wanted func(*register.Report) bool, pages fetch.PageReader, told func(Kept) error) error {
	var ids []string
	for r, err := range k.Store.Reports(ctx, "") {
		if err != nil {
			return err
		}
		if wanted(&r) && r.Raw != "" && !k.fresh(&r) {
			ids = append(ids, r.ID)
		}
	}
	anew := *k
	anew.anew = true
	return anew.bring(ctx, func(yield func(fetch.Item) bool) error { return kept(ctx, k.Store, ids, pages, yield) }, told)
}

// fresh reports whether coding a report anew would change nothing.
func (k *Keeper) fresh(r *register.Report) bool {
	return r.State == register.Coded && r.Coder == k.Coder.Name(r.Lang)
}

// kept hands over articles as they came once.
func kept(ctx context.Context, s store.Store, ids []string, pages fetch.PageReader, yield func(fetch.Item) bool) error {
	for _, id := range ids {
		r, err := s.Report(ctx, id)
		if err != nil {
			return err
		}
		raw, err := s.Raw(ctx, r.Raw)
		if err != nil {
			return err
		}
		if !yield(fetch.Kept(raw, r.File, cmp.Or(r.File, r.URL, r.ID), pages)) {
			return nil
		}
	}
	return nil
}

// errOther says that a page is read otherwise than it was.
var errOther = errors.New("read anew it gives another text; it was left as it is, add it to have both")

// recode keeps an outcome in place of what was kept of its report.
func (k *Keeper) recode(ctx context.Context, j *joiner, o *Outcome) (Kept, error) {
	out := Kept{Where: o.Where, Err: o.Err}
	old, err := j.store.Report(ctx, reportID(&o.Item))
	if errors.Is(err, store.ErrNotFound) {
		out.Err = errOther
		return out, nil
	}
	if err != nil {
		return out, err
	}
	b, err := k.batchOrAside(o)
	if err != nil {
		return out, err
	}
	out.Report, out.Err = b.Report, o.Err
	former, err := j.store.OfReport(ctx, old.ID)
	if err != nil {
		return out, err
	}
	ids := match(former, mentionsOf(b))
	for i := range b.Mentions {
		if id, ok := ids[b.Mentions[i].ID]; ok {
			b.Mentions[i].ID = id
		}
	}
	return out, j.keep(ctx, b, former)
}

func mentionsOf(b *store.Batch) []register.Mention {
	out := make([]register.Mention, len(b.Mentions))
	for i := range b.Mentions {
		out[i] = b.Mentions[i].Mention
	}
	return out
}

// match finds of new mentions of a report those that it had before: of one
// kind, with the same id, or with words in common, the most alike first. It
// gives the former ids by the new ones.
func match(former, now []register.Mention) map[string]string {
	type fit struct{ was, is, points int }
	var fits []fit
	for i := range former {
		for j := range now {
			if p := alike(&former[i], &now[j]); p > 0 {
				fits = append(fits, fit{i, j, p})
			}
		}
	}
	slices.SortFunc(fits, func(a, b fit) int {
		return cmp.Or(-cmp.Compare(a.points, b.points), cmp.Compare(former[a.was].ID, former[b.was].ID), cmp.Compare(now[a.is].ID, now[b.is].ID))
	})
	out, taken := map[string]string{}, map[string]bool{}
	for _, f := range fits {
		was, is := former[f.was].ID, now[f.is].ID
		if _, done := out[is]; !done && !taken[was] {
			out[is], taken[was] = was, true
		}
	}
	return out
}

// Points of likeness between two codings of one item.
const (
	sameID      = 1000
	allInCommon = 100 // times the share of code points in common
	sameParties = 60
	sameVerb    = 40
	sameName    = 200
)

// alike weighs whether two mentions of one report are one item coded twice; 0
// when they are not.
func alike(a, b *register.Mention) int {
	if a.Kind != b.Kind {
		return 0
	}
	if a.ID == b.ID {
		return sameID
	}
	common := min(a.Span[1], b.Span[1]) - max(a.Span[0], b.Span[0])
	if common <= 0 {
		return 0
	}
	points := allInCommon * common / (max(a.Span[1], b.Span[1]) - min(a.Span[0], b.Span[0]))
	if a.Kind == register.Person {
		if a.Who[0].Text == b.Who[0].Text {
			points += sameName
		}
		return points
	}
	if slices.Equal(a.Parties, b.Parties) {
		points += sameParties
	} else if !slices.ContainsFunc(a.Parties, func(p string) bool { return slices.Contains(b.Parties, p) }) {
		return 0
	}
	if a.Verb == b.Verb {
		points += sameVerb
	}
	return points
}

// Orphans are the corrections whose mention is no longer found.
func Orphans(ctx context.Context, s store.Store) (out []register.Correction, err error) {
	all, err := s.Corrections(ctx)
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, c := range all {
		ids = append(ids, c.Mention)
	}
	list, err := s.Mentions(ctx, ids)
	there := map[string]bool{}
	for i := range list {
		there[list[i].ID] = true
	}
	for _, c := range register.Standing(all) {
		if !there[c.Mention] {
			out = append(out, c)
		}
	}
	return out, err
}

// Brought is what came of another register's corrections.
type Brought struct{ New, Orphans int }

// Take brings in what people said in another register, whose articles were
// brought in before. was tells what a mention was there: where it has another
// id here, the one that is the same item is meant. Those that fit nothing are
// kept too, as orphans.
func (k *Keeper) Take(ctx context.Context, said []register.Correction, was func(id string) (register.Mention, bool)) (Brought, error) {
	var out Brought
	err := k.Store.Within(ctx, func(s store.Store) error {
		before, err := s.Corrections(ctx)
		if err != nil {
			return err
		}
		known, renamed := map[string]bool{}, map[string]string{}
		for _, c := range before {
			known[c.ID] = true
		}
		var about []register.Mention
		for _, c := range said {
			found, err := here(ctx, s, &c, was)
			if err != nil {
				return err
			}
			if id, ok := renamed[c.Undoes]; ok {
				c.Undoes = id
			}
			id := c.ID
			c.ID = register.CorrectionID(&c)
			renamed[id] = c.ID
			if known[c.ID] {
				continue
			}
			out.New++
			if len(found) == 0 {
				out.Orphans++
			}
			about = append(about, found...)
			if err := s.Correct(ctx, c); err != nil {
				return err
			}
		}
		if len(about) == 0 {
			return nil
		}
		now, err := s.Corrections(ctx)
		if err != nil {
			return err
		}
		return rejoin(ctx, s, register.Pairs(now), about)
	})
	return out, err
}

// here turns the ids of a correction into those of this register, and gives
// the mentions.
func here(ctx context.Context, s store.Store, c *register.Correction, was func(id string) (register.Mention, bool)) (found []register.Mention, err error) {
	for _, id := range []*string{&c.Mention, &c.Other} {
		if *id == "" {
			continue
		}
		list, err := s.Mentions(ctx, []string{*id})
		if err != nil {
			return nil, err
		}
		if old, ok := was(*id); ok && len(list) == 0 {
			now, err := s.OfReport(ctx, old.Report)
			if err != nil {
				return nil, err
			}
			for is := range match([]register.Mention{old}, now) {
				*id = is
			}
			if list, err = s.Mentions(ctx, []string{*id}); err != nil {
				return nil, err
			}
		}
		found = append(found, list...)
	}
	return found, nil
}

// All hands over every article of another register, as it came.
func All(ctx context.Context, from store.Store, pages fetch.PageReader, yield func(fetch.Item) bool) error {
	for r, err := range from.Reports(ctx, "") {
		if err != nil {
			return err
		}
		if r.Raw == "" {
			continue // it was set aside before it was read
		}
		raw, err := from.Raw(ctx, r.Raw)
		if err != nil {
			return fmt.Errorf("report %s: %w", r.ID, err)
		}
		if !yield(fetch.Kept(raw, r.File, cmp.Or(r.File, r.URL, r.ID), pages)) {
			return nil
		}
	}
	return nil
}

// OfText is the article of a report whose bytes are lost.
func OfText(r *register.Report, text string) fetch.Item {
	published := ""
	if !r.Bound {
		published = r.Published
	}
	return fetch.Item{Where: cmp.Or(r.File, r.URL, r.ID), Article: doc.Article{Text: text, File: r.File, URL: r.URL, Outlet: r.Outlet, Title: r.Title, Published: published}}
}
