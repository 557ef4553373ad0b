package ask

import (
	"cmp"
	"context"
	"slices"

	"safir/internal/reconcile"
	"safir/internal/register"
	"safir/internal/store"
)

// heap is a thing with those of its mentions that were found.
type heap struct {
	id   string
	list []register.Mention // by publication, then id
}

// heaps gathers hits by thing, in the order in which things first come.
func heaps(hits []store.Hit) []heap {
	var out []heap
	at := map[string]int{}
	for i := range hits {
		h := &hits[i]
		n, ok := at[h.Thing]
		if !ok {
			n = len(out)
			at[h.Thing] = n
			out = append(out, heap{id: h.Thing})
		}
		out[n].list = append(out[n].list, h.Mention)
	}
	for i := range out {
		slices.SortStableFunc(out[i].list, func(x, y register.Mention) int {
			return cmp.Or(cmp.Compare(x.Published, y.Published), cmp.Compare(x.ID, y.ID))
		})
	}
	return out
}

// of makes the row of a heap, without its quotation.
func (a *Asker) of(h *heap) Row {
	s := reconcile.Sum(&register.Thing{ID: h.id}, h.list)
	m := &s.Mention
	r := a.rowOf(m)
	r.ID, r.bearer, r.Level, r.sum = h.id, bearer(h.list, m), a.level(m), s
	if m.Kind != register.Event {
		r.Level = ""
	}
	for i := range h.list {
		if r.Told == "" || h.list[i].Published != "" && h.list[i].Published < r.Told {
			r.Told = h.list[i].Published
		}
		r.Last = max(r.Last, h.list[i].Published)
	}
	r.Voices, r.Outlets = len(s.Voices), s.Outlets
	for _, v := range s.Voices {
		r.Reports += len(v.Reports)
	}
	r.rank = a.rank(m, r.Reports)
	return *r
}

// quoted puts the quotations into rows.
func (a *Asker) quoted(ctx context.Context, rows []Row) (err error) {
	for i := range rows {
		if rows[i].bearer == nil || rows[i].Quote != nil {
			continue
		}
		r := &rows[i]
		if r.Quote, err = a.quote(ctx, r.bearer); err != nil {
			return err
		}
		r.Bound = r.About && a.reports[r.bearer.Report].Bound
	}
	return nil
}

// most cuts a list; 0 leaves it whole.
func most[T any](list []T, n int) []T {
	if n > 0 && len(list) > n {
		return list[:n]
	}
	return list
}

// latest orders rows by their last possible day, the newest first.
func latest(a, b Row) int {
	return cmp.Or(cmp.Compare(b.To, a.To), cmp.Compare(b.Told, a.Told), cmp.Compare(a.ID, b.ID))
}

// earliest orders rows by their first possible day, the oldest first.
func earliest(a, b Row) int {
	return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.Told, b.Told), cmp.Compare(a.ID, b.ID))
}
