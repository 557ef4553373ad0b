package pipeline

import (
	"cmp"
	"context"
	"maps"
	"reflect"
	"slices"

	"safir/internal/reconcile"
	"safir/internal/register"
	"safir/internal/store"
)

// joiner joins new mentions with those that are kept.
//
// A component is all mentions that hang together by links, faces and what
// people have said. A thing never reaches beyond one, so that only the
// components that new mentions touch are joined anew. Of a component's links
// the store keeps a spanning forest: enough to find it again.
type joiner struct {
	store  store.Store
	said   map[string][]register.Pair // by mention
	spoken map[string]bool            // faces that somebody spoke of a mention of
	seen   *seen
}

// seen is what joining has read of a store, so that it is not read again. It
// is handed on from one transaction to the next.
type seen struct {
	faces  map[string]*met            // by key
	blocks map[int64][]*met           // by block
	links  map[string][]register.Link // by key: all that it is an end of
	size   int
	turn   int   // counts the questions for what is near
	others int64 // what store.Others said then
}

// met is a mention that was read, or the earliest of a face.
type met struct {
	*register.Mention
	turn int // in which it was found last
}

// mostSeen is how much is held between transactions: keys, and mentions, each
// of which takes as much as aMention keys.
const (
	mostSeen = 1_000_000
	aMention = 20
)

func newSeen() *seen {
	return &seen{faces: map[string]*met{}, blocks: map[int64][]*met{}, links: map[string][]register.Link{}}
}

// forget forgets everything.
func (s *seen) forget() { *s = *newSeen() }

// newJoiner makes a joiner for one transaction.
func newJoiner(ctx context.Context, s store.Store, said []register.Pair, seen *seen) (*joiner, error) {
	others, err := s.Others(ctx)
	if err != nil {
		return nil, err
	}
	if seen.size > mostSeen || seen.others != others {
		seen.forget()
		seen.others = others
	}
	j := &joiner{s, map[string][]register.Pair{}, map[string]bool{}, seen}
	for _, p := range said {
		j.said[p.A] = append(j.said[p.A], p)
		j.said[p.B] = append(j.said[p.B], p)
	}
	list, err := s.Mentions(ctx, slices.Sorted(maps.Keys(j.said)))
	for i := range list {
		j.hear(&list[i])
	}
	return j, err
}

// hear notes the face of a mention that somebody spoke of.
func (j *joiner) hear(m *register.Mention) {
	if m.Face != "" && len(j.said[m.ID]) > 0 {
		j.spoken[m.Face] = true
	}
}

// keep joins a batch and keeps it in place of what was kept of its report.
func (j *joiner) keep(ctx context.Context, b *store.Batch, former []register.Mention) error {
	store.At("before joining")
	if err := j.join(ctx, b, former); err != nil {
		return err
	}
	if err := j.store.Keep(ctx, b); err != nil {
		return err
	}
	j.kept(b, former)
	return nil
}

// join finds the links of a batch's mentions, and the things that come of
// them. former are the mentions that the batch's report had before.
func (j *joiner) join(ctx context.Context, b *store.Batch, former []register.Mention) error {
	w := newWeb(j)
	for i := range former {
		w.former[former[i].ID], w.former[reconcile.Key(&former[i])] = true, true
		w.reach(&former[i])
	}
	var fresh []register.Mention
	for i := range b.Mentions {
		m := b.Mentions[i].Mention
		fresh = append(fresh, m)
		w.fresh[m.ID], w.nodes[m.ID] = true, m
	}
	if err := w.enter(ctx, fresh); err != nil {
		return err
	}
	kept, err := w.gather(ctx)
	if err != nil {
		return err
	}
	links := w.compare(kept)
	b.Links = append(b.Links, w.forest(kept, links)...)
	return w.things(ctx, b, links)
}

// web is a part of the register that is joined anew.
type web struct {
	*joiner
	fresh  map[string]bool             // ids of mentions that are kept now
	former map[string]bool             // ids and keys of mentions that the report had before
	nodes  map[string]register.Mention // by id: of each face the earliest, and all of faces that people spoke of
	keys   map[string]bool             // of nodes, and of all they hang together with
	links  []register.Link             // of fresh mentions
	above  map[string]string           // by key: another one of the same component
}

func newWeb(j *joiner) *web {
	return &web{joiner: j, fresh: map[string]bool{}, former: map[string]bool{}, nodes: map[string]register.Mention{}, keys: map[string]bool{}, above: map[string]string{}}
}

// root is the key that stands for a component.
func (w *web) root(k string) string {
	up, ok := w.above[k]
	if !ok {
		return k
	}
	up = w.root(up)
	w.above[k] = up
	return up
}

// tie puts two components together, and reports whether they were two.
func (w *web) tie(l *register.Link) bool {
	a, b := w.root(l.A), w.root(l.B)
	if a != b {
		w.above[a] = b
	}
	return a != b
}

// reach notes what a mention hangs together with but for links.
func (w *web) reach(m *register.Mention) {
	w.hear(m)
	w.keys[reconcile.Key(m)] = true
	for _, p := range w.said[m.ID] {
		if !p.Apart {
			w.keys[p.A], w.keys[p.B] = true, true
		}
	}
}

// enter notes what fresh mentions are linked to.
func (w *web) enter(ctx context.Context, fresh []register.Mention) error {
	w.links = reconcile.Blocked(fresh)
	for i := range fresh {
		m := &fresh[i]
		w.reach(m)
		list, err := w.near(ctx, m)
		if err != nil {
			return err
		}
		for _, n := range list {
			if w.former[n.ID] {
				continue
			}
			if l, ok := reconcile.Joins(m, n); ok {
				w.links = append(w.links, l)
				w.keys[l.A], w.keys[l.B] = true, true
			}
		}
	}
	return nil
}

// gather collects the nodes of all components that the web touches, and the
// links that are kept of them.
func (w *web) gather(ctx context.Context) (kept []register.Link, err error) {
	for known := -1; known < len(w.keys); {
		known = len(w.keys)
		if kept, err = w.reached(ctx, slices.Collect(maps.Keys(w.keys))); err != nil {
			return nil, err
		}
		for _, l := range kept {
			w.keys[l.A], w.keys[l.B] = true, true
		}
		if err := w.load(ctx); err != nil {
			return nil, err
		}
	}
	return kept, nil
}

// reached are the links that are kept by which keys hang together with others,
// however far, by ends.
func (j *joiner) reached(ctx context.Context, keys []string) (out []register.Link, err error) {
	been, had := map[string]bool{}, map[[2]string]bool{}
	for _, k := range keys {
		been[k] = true
	}
	for len(keys) > 0 {
		if err := j.readLinks(ctx, keys); err != nil {
			return nil, err
		}
		var next []string
		for _, k := range keys {
			for _, l := range j.seen.links[k] {
				if ends := [2]string{l.A, l.B}; !had[ends] {
					had[ends] = true
					out = append(out, l)
				}
				for _, end := range [...]string{l.A, l.B} {
					if !been[end] {
						been[end] = true
						next = append(next, end)
					}
				}
			}
		}
		keys = next
	}
	slices.SortFunc(out, func(a, b register.Link) int { return cmp.Or(cmp.Compare(a.A, b.A), cmp.Compare(a.B, b.B)) })
	return out, nil
}

// readLinks reads the links of keys that were not read before.
func (j *joiner) readLinks(ctx context.Context, keys []string) error {
	fresh := map[string]bool{}
	for _, k := range keys {
		if _, read := j.seen.links[k]; !read {
			fresh[k] = true
			j.seen.links[k] = nil
			j.seen.size++
		}
	}
	if len(fresh) == 0 {
		return nil
	}
	list, err := j.store.Links(ctx, slices.Sorted(maps.Keys(fresh)))
	for _, l := range list {
		for _, end := range [...]string{l.A, l.B} {
			if fresh[end] {
				j.seen.links[end] = append(j.seen.links[end], l)
				j.seen.size++
			}
		}
	}
	return err
}

// near are the mentions that share a block with one, of each face the
// earliest.
func (j *joiner) near(ctx context.Context, m *register.Mention) (out []*register.Mention, err error) {
	j.seen.turn++
	for _, b := range m.Blocks {
		list, ok := j.seen.blocks[b]
		if !ok {
			if list, err = j.block(ctx, b); err != nil {
				return nil, err
			}
		}
		for _, n := range list {
			if n.turn != j.seen.turn {
				n.turn = j.seen.turn
				out = append(out, n.Mention)
			}
		}
	}
	return out, nil
}

// block reads the mentions of a block.
func (j *joiner) block(ctx context.Context, b int64) ([]*met, error) {
	keys, err := j.store.Block(ctx, []int64{b})
	if err != nil {
		return nil, err
	}
	list, err := j.faces(ctx, keys)
	j.seen.blocks[b] = list
	j.seen.size += 1 + len(list)
	return list, err
}

// faces are the mentions of keys, of each face the earliest.
func (j *joiner) faces(ctx context.Context, keys []string) ([]*met, error) {
	var out []*met
	var unread []string
	for _, k := range keys {
		if m, ok := j.seen.faces[k]; ok {
			out = append(out, m)
		} else {
			unread = append(unread, k)
		}
	}
	if len(unread) == 0 {
		return out, nil
	}
	list, err := j.store.Faces(ctx, unread)
	for i := range list {
		m := &met{Mention: held(&list[i])}
		j.seen.faces[reconcile.Key(m.Mention)] = m
		j.seen.size += aMention
		out = append(out, m)
	}
	return out, err
}

// held is a mention without its blocks, apart from what it was read or made
// with, so that it holds no more memory than it needs.
func held(m *register.Mention) *register.Mention {
	c := *m
	c.Blocks = nil
	return &c
}

// kept notes what was kept: mentions that are no longer, and new ones.
func (j *joiner) kept(b *store.Batch, former []register.Mention) {
	if len(former) > 0 {
		clear(j.seen.links) // some are gone
	}
	for _, l := range b.Links {
		for _, end := range [...]string{l.A, l.B} {
			if list, read := j.seen.links[end]; read {
				j.seen.links[end] = append(list, register.Link{A: l.A, B: l.B, Score: l.Score})
				j.seen.size++
			}
		}
	}
	for i := range former {
		delete(j.seen.faces, reconcile.Key(&former[i]))
		for _, block := range former[i].Blocks {
			delete(j.seen.blocks, block)
		}
	}
	for i := range b.Mentions {
		m := &b.Mentions[i].Mention
		k := reconcile.Key(m)
		old, ok := j.seen.faces[k]
		switch {
		case !ok && m.Face == "":
			old = &met{Mention: held(m)}
			j.seen.faces[k] = old
			j.seen.size += aMention
		case ok && (m.Published < old.Published || m.Published == old.Published && m.ID < old.ID):
			old.Mention = held(m)
		}
		for _, block := range m.Blocks {
			switch list, read := j.seen.blocks[block]; {
			case !read:
			case old == nil: // which one is the earliest must be read
				delete(j.seen.blocks, block)
			case !slices.Contains(list, old):
				j.seen.blocks[block] = append(list, old)
				j.seen.size++
			}
		}
	}
}

// load reads the nodes of all keys.
func (w *web) load(ctx context.Context) error {
	keys := slices.Sorted(maps.Keys(w.keys))
	list, err := w.faces(ctx, keys)
	if err != nil {
		return err
	}
	var nodes []*register.Mention
	var whole []string // faces of which the earliest does not stand for all
	for _, m := range list {
		nodes = append(nodes, m.Mention)
		if m.Face != "" && (w.spoken[m.Face] || w.former[m.ID]) {
			whole = append(whole, m.Face)
		}
	}
	if len(whole) > 0 {
		more, err := w.store.OfFaces(ctx, whole)
		if err != nil {
			return err
		}
		for i := range more {
			nodes = append(nodes, &more[i])
		}
	}
	for _, m := range nodes {
		if _, ok := w.nodes[m.ID]; !ok && !w.former[m.ID] {
			w.nodes[m.ID] = *m
			w.reach(m)
		}
	}
	return nil
}

// compare compares the nodes of each component.
func (w *web) compare(kept []register.Link) []register.Link {
	for i := range kept {
		w.tie(&kept[i])
	}
	for i := range w.links {
		w.tie(&w.links[i])
	}
	parts := map[string][]register.Mention{}
	for _, id := range slices.Sorted(maps.Keys(w.nodes)) {
		m := w.nodes[id]
		at := w.root(reconcile.Key(&m))
		parts[at] = append(parts[at], m)
	}
	var out []register.Link
	for _, at := range slices.Sorted(maps.Keys(parts)) {
		out = append(out, reconcile.All(parts[at])...)
	}
	return out
}

// forest are the links that hold together what the kept ones do not.
func (w *web) forest(kept, links []register.Link) (out []register.Link) {
	clear(w.above)
	for i := range kept {
		if l := &kept[i]; !w.former[l.A] && !w.former[l.B] { // those are forgotten
			w.tie(l)
		}
	}
	slices.SortFunc(links, func(a, b register.Link) int {
		return cmp.Or(-cmp.Compare(a.Score, b.Score), cmp.Compare(a.A, b.A), cmp.Compare(a.B, b.B))
	})
	for i := range links {
		if w.tie(&links[i]) {
			out = append(out, links[i])
		}
	}
	return out
}

// things joins the nodes and says what changed by it.
func (w *web) things(ctx context.Context, b *store.Batch, links []register.Link) error {
	ids := slices.Sorted(maps.Keys(w.nodes))
	owners, err := w.store.Owners(ctx, ids)
	if err != nil {
		return err
	}
	var all []register.Thing
	for _, kind := range register.Kinds {
		all = append(all, w.ofKind(kind, ids, links)...)
	}
	now := map[string]string{}            // by node: the thing that it is in now
	parts := map[string]map[string]bool{} // by former thing: those that its nodes are in now
	for _, t := range all {
		for _, id := range t.Mentions {
			now[id] = t.ID
			if old, ok := owners[id]; ok {
				if parts[old.ID] == nil {
					parts[old.ID] = map[string]bool{}
				}
				parts[old.ID][t.ID] = true
			}
		}
	}
	for _, id := range slices.Sorted(maps.Keys(parts)) {
		to, ok := now[id]
		if !ok { // the mention that named it is gone
			to = slices.Min(slices.Collect(maps.Keys(parts[id])))
		}
		if to != id {
			b.Moved = append(b.Moved, store.Move{From: id, To: to})
		}
	}
	for _, t := range all {
		if err := w.changed(ctx, b, t, owners, parts); err != nil {
			return err
		}
	}
	return nil
}

// ofKind joins the nodes of one kind.
func (w *web) ofKind(kind register.Kind, ids []string, links []register.Link) []register.Thing {
	var mentions []register.Mention
	var said []register.Pair
	for _, id := range ids {
		if m := w.nodes[id]; m.Kind == kind {
			mentions = append(mentions, m)
			for _, p := range w.said[id] {
				if _, both := w.nodes[p.A]; p.A == id || !both { // each once, also when the other end is elsewhere
					said = append(said, p)
				}
			}
		}
	}
	if len(mentions) == 0 {
		return nil
	}
	return reconcile.Join(mentions, links, said)
}

// changed adds a thing to what is kept, with the mentions that come to it,
// unless it is as it was.
func (w *web) changed(ctx context.Context, b *store.Batch, t register.Thing, owners map[string]register.Thing, parts map[string]map[string]bool) error {
	same := true
	var come, faces []string
	for _, id := range t.Mentions {
		old, kept := owners[id]
		stays := kept && len(parts[old.ID]) == 1 && !w.fresh[id]
		same = same && stays && old.ID == t.ID && sameLinks(old.Links, t.Links)
		if stays {
			continue // it comes with its thing
		}
		come = append(come, id)
		if m := w.nodes[id]; kept && m.Face != "" && !w.spoken[m.Face] {
			faces = append(faces, m.Face)
		}
	}
	if same {
		return nil
	}
	if len(faces) > 0 {
		all, err := w.store.OfFaces(ctx, faces)
		if err != nil {
			return err
		}
		for i := range all {
			if !w.former[all[i].ID] {
				come = append(come, all[i].ID)
			}
		}
	}
	t.Mentions = come
	b.Things = append(b.Things, t)
	return nil
}

func sameLinks(a, b []register.Link) bool {
	return len(a) == len(b) && (len(a) == 0 || reflect.DeepEqual(a, b))
}
