package pipeline

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"safir/internal/fetch"
	"safir/internal/index"
	"safir/internal/reconcile"
	"safir/internal/register"
	"safir/internal/store"
)

// Keeper brings articles into a register: it codes them, cuts their records
// into mentions, joins these with what is kept, and keeps it all.
type Keeper struct {
	Coder   *Coder
	Store   store.Store
	Workers int
	Now     string // RFC 3339 in UTC: when articles are brought in
	index   *index.Index
	cutter  *reconcile.Cutter
	anew    bool // what is kept is coded anew
	seen    *seen
}

// NewKeeper makes a keeper of a register, with the data that the coder was
// opened with.
func NewKeeper(data fs.FS, c *Coder, s store.Store, workers int, now string) (*Keeper, error) {
	x, err := index.Open(data, c.Dir, c.Packs...)
	return &Keeper{Coder: c, Store: s, Workers: max(1, workers), Now: now, index: x, cutter: reconcile.New(c.Dir), seen: newSeen()}, err
}

// Kept is what became of one article.
type Kept struct {
	Where  string
	Report register.Report
	Known  bool  // it was in the register before, and nothing has changed
	Err    error // why it was passed over or set aside
}

// The bounds of what is kept in one transaction.
const (
	groupArticles = 64
	groupBytes    = 4 << 20
)

// Add brings in all articles that read hands over. told hears of each, in the
// order of the input, once it is safe on disk. Articles that are ready
// together are kept in one transaction.
func (k *Keeper) Add(ctx context.Context, read func(yield func(fetch.Item) bool) error, told func(Kept) error) error {
	return k.bring(ctx, read, told)
}

func (k *Keeper) bring(ctx context.Context, read func(yield func(fetch.Item) bool) error, told func(Kept) error) error {
	g := &group{Keeper: k, ctx: ctx, told: told}
	unless := func(yield func(fetch.Item) bool) error {
		return read(func(i fetch.Item) bool {
			if !k.anew && k.known(ctx, &i) {
				i.Err = errKnown // not coded again
			}
			return ctx.Err() == nil && yield(i)
		})
	}
	err := k.Coder.Stream(k.Workers, unless, func(o Outcome, more bool) error { return g.take(o, more) })
	return errors.Join(err, ctx.Err())
}

// errKnown marks what is kept already.
var errKnown = errors.New("kept already")

// known reports whether an article is kept already. What was set aside is
// tried again.
func (k *Keeper) known(ctx context.Context, i *fetch.Item) bool {
	r, err := k.Store.Report(ctx, reportID(i))
	return err == nil && r.State != register.SetAside
}

// group gathers outcomes for one transaction.
type group struct {
	*Keeper
	ctx      context.Context
	told     func(Kept) error
	outcomes []Outcome
	bytes    int
}

// take adds an outcome, and keeps the group when it is full or nothing more is
// ready.
func (g *group) take(o Outcome, more bool) error {
	g.outcomes = append(g.outcomes, o)
	g.bytes += len(o.Item.Article.Text) + len(o.Item.Raw)
	if more && len(g.outcomes) < groupArticles && g.bytes < groupBytes {
		return nil
	}
	kept, err := g.keepAll(g.ctx, g.outcomes)
	if err != nil {
		return err
	}
	g.outcomes, g.bytes = g.outcomes[:0], 0
	for _, k := range kept {
		if err := g.told(k); err != nil {
			return err
		}
	}
	return nil
}

// keepAll keeps outcomes in one transaction.
func (k *Keeper) keepAll(ctx context.Context, outcomes []Outcome) (kept []Kept, err error) {
	err = k.Store.Within(ctx, func(s store.Store) error {
		said, err := s.Corrections(ctx)
		if err != nil {
			return err
		}
		j, err := newJoiner(ctx, s, register.Pairs(said), k.seen)
		if err != nil {
			return err
		}
		for i := range outcomes {
			keep := k.keep
			if k.anew {
				keep = k.recode
			}
			one, err := keep(ctx, j, &outcomes[i])
			if err != nil {
				return fmt.Errorf("keeping %s: %w", outcomes[i].Where, err)
			}
			kept = append(kept, one)
		}
		return nil
	})
	if err != nil {
		k.seen.forget() // it may hold what was not kept
	}
	return kept, err
}

// keep keeps one outcome.
func (k *Keeper) keep(ctx context.Context, j *joiner, o *Outcome) (Kept, error) {
	out := Kept{Where: o.Where, Err: o.Err}
	old, err := j.store.Report(ctx, reportID(&o.Item))
	switch {
	case err == nil && old.State != register.SetAside:
		return Kept{Where: o.Where, Report: old, Known: true}, nil
	case err != nil && !errors.Is(err, store.ErrNotFound):
		return out, err
	}
	if errors.Is(o.Err, fetch.ErrNothing) {
		return out, nil
	}
	b, err := k.batchOrAside(o)
	if err != nil {
		return out, err
	}
	at := nameOf(&o.Item, "at "+o.Item.Where)
	if was, err := j.store.Report(ctx, at); err == nil && at != b.Report.ID && was.State == register.SetAside {
		b.Instead = at // it could not be read then, and now it can
	}
	out.Err = o.Err
	out.Report = b.Report
	out.Known = old.State == register.SetAside && old.Why == b.Report.Why && b.Report.State == register.SetAside
	if out.Known {
		return out, nil
	}
	return out, j.keep(ctx, b, nil)
}

// batchOrAside makes what is kept of an outcome; when that fails by a fault of
// our own, the article is set aside.
func (k *Keeper) batchOrAside(o *Outcome) (*store.Batch, error) {
	b, err := k.batch(o)
	if err != nil {
		o.Record, o.Err = nil, err
		return k.batch(o)
	}
	return b, nil
}
