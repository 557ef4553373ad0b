package store

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"
	"sync"

	"safir/internal/register"
)

// Memory is a store that forgets when the program ends: for tests, for the
// demo, and as the plain statement of what any store must do.
type Memory struct {
	mu          sync.RWMutex
	reports     map[string]kept
	raws        map[string][]byte
	texts       map[string]string
	mentions    map[string]Entry
	links       map[[2]string]register.Link
	things      map[string]register.Thing
	thingOf     map[string]string // mention to thing
	moves       map[string]string
	corrections []register.Correction
	notes       map[string]string
}

// kept is a report with what came of it.
type kept struct {
	register.Report
	record   []byte
	tokens   string
	mentions []string
}

// NewMemory makes an empty store.
func NewMemory() *Memory {
	return &Memory{reports: map[string]kept{}, raws: map[string][]byte{}, texts: map[string]string{}, mentions: map[string]Entry{},
		links: map[[2]string]register.Link{}, things: map[string]register.Thing{}, thingOf: map[string]string{}, moves: map[string]string{}, notes: map[string]string{}}
}

// Within runs f and, when it fails, puts everything back.
func (m *Memory) Within(_ context.Context, f func(Store) error) error {
	m.mu.Lock()
	before := Memory{reports: maps.Clone(m.reports), raws: maps.Clone(m.raws), texts: maps.Clone(m.texts), mentions: maps.Clone(m.mentions), links: maps.Clone(m.links),
		things: maps.Clone(m.things), thingOf: maps.Clone(m.thingOf), moves: maps.Clone(m.moves), corrections: slices.Clone(m.corrections), notes: maps.Clone(m.notes)}
	m.mu.Unlock()
	err := f(m)
	if err != nil {
		m.mu.Lock()
		defer m.mu.Unlock()
		m.reports, m.raws, m.texts, m.mentions, m.links = before.reports, before.raws, before.texts, before.mentions, before.links
		m.things, m.thingOf, m.moves, m.corrections, m.notes = before.things, before.thingOf, before.moves, before.corrections, before.notes
	}
	return err
}

// Keep saves a batch.
func (m *Memory) Keep(_ context.Context, b *Batch) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if b.Report.Raw != "" {
		m.raws[b.Report.Raw] = b.Raw
	}
	if b.Report.Text != "" {
		m.texts[b.Report.Text] = b.Text
	}
	if b.Instead != b.Report.ID && m.reports[b.Instead].State == register.SetAside {
		delete(m.reports, b.Instead)
	}
	emptied := m.drop(b.Report.ID)
	k := kept{Report: b.Report, record: b.Record, tokens: b.Tokens}
	if old, ok := m.reports[b.Report.ID]; ok {
		k.Added = old.Added
	}
	for _, e := range b.Mentions {
		m.mentions[e.ID] = e
		k.mentions = append(k.mentions, e.ID)
	}
	m.reports[b.Report.ID] = k
	m.join(b)
	for _, id := range emptied {
		if len(m.whole(id).Mentions) == 0 {
			delete(m.things, id)
		}
	}
	return nil
}

// drop forgets the mentions of a report that is kept anew, and gives the
// things they were in.
func (m *Memory) drop(report string) (things []string) {
	for _, id := range m.reports[report].mentions {
		e := m.mentions[id]
		things = append(things, m.thingOf[id])
		delete(m.mentions, id)
		delete(m.thingOf, id)
		if len(m.ofFace(e.Face)) == 0 {
			k := key(&e.Mention)
			maps.DeleteFunc(m.links, func(ends [2]string, _ register.Link) bool { return ends[0] == k || ends[1] == k })
		}
	}
	return things
}

// Others is always the same: nobody else can write here.
func (m *Memory) Others(context.Context) (int64, error) { return 0, nil }

// Join keeps the links, moves and things of a batch.
func (m *Memory) Join(_ context.Context, b *Batch) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.join(b)
	return nil
}

func (m *Memory) join(b *Batch) {
	for _, l := range b.Links {
		m.links[[2]string{l.A, l.B}] = l
	}
	for _, move := range b.Moved {
		for id, t := range m.thingOf {
			if t == move.From {
				m.thingOf[id] = move.To
			}
		}
		if _, ok := m.things[move.To]; !ok {
			t := m.things[move.From]
			t.ID = move.To
			m.things[move.To] = t
		}
		delete(m.things, move.From)
		m.moves[move.From] = move.To
		delete(m.moves, move.To)
	}
	for _, t := range b.Things {
		for _, id := range t.Mentions {
			m.thingOf[id] = t.ID
		}
		t.Mentions = nil
		m.things[t.ID] = t
		delete(m.moves, t.ID)
	}
}

// whole is a thing with its mentions, by publication and then by id.
func (m *Memory) whole(id string) register.Thing {
	t := m.things[id]
	for mention, of := range m.thingOf {
		if of == id {
			t.Mentions = append(t.Mentions, mention)
		}
	}
	slices.SortFunc(t.Mentions, func(a, b string) int {
		return cmp.Or(cmp.Compare(m.mentions[a].Published, m.mentions[b].Published), cmp.Compare(a, b))
	})
	return t
}

// ofFace are the mentions of a face, the earliest first.
func (m *Memory) ofFace(face string) (out []register.Mention) {
	for _, e := range m.mentions {
		if face != "" && e.Face == face {
			out = append(out, e.Mention)
		}
	}
	slices.SortFunc(out, func(a, b register.Mention) int {
		return cmp.Or(cmp.Compare(a.Published, b.Published), cmp.Compare(a.ID, b.ID))
	})
	return out
}

// Has reports whether a report is kept and coded by this coder.
func (m *Memory) Has(_ context.Context, report, coder string) (bool, error) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	r, ok := m.reports[report]
	return ok && r.Coder == coder, nil
}

// Report is the report of an id.
func (m *Memory) Report(_ context.Context, id string) (register.Report, error) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return m.reports[id].Report, missing(m.reports, id, "report")
}

// Reports come by day of publication, then by id.
func (m *Memory) Reports(_ context.Context, state register.State) iter.Seq2[register.Report, error] {
	m.mu.RLock()
	var list []register.Report
	for _, r := range m.reports {
		if state == "" || r.State == state {
			list = append(list, r.Report)
		}
	}
	m.mu.RUnlock()
	slices.SortFunc(list, func(a, b register.Report) int {
		return cmp.Or(cmp.Compare(a.Published, b.Published), cmp.Compare(a.ID, b.ID))
	})
	return all(list)
}

// Raw are the bytes of a hash.
func (m *Memory) Raw(_ context.Context, hash string) ([]byte, error) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return m.raws[hash], missing(m.raws, hash, "bytes")
}

// Text is the text of a hash.
func (m *Memory) Text(_ context.Context, hash string) (string, error) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return m.texts[hash], missing(m.texts, hash, "text")
}

// Record is the record of a report.
func (m *Memory) Record(_ context.Context, report string) ([]byte, error) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return m.reports[report].record, missing(m.reports, report, "record of report")
}

// Mentions are those of the ids that are kept.
func (m *Memory) Mentions(_ context.Context, ids []string) ([]register.Mention, error) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	var out []register.Mention
	for _, id := range slices.Compact(slices.Sorted(slices.Values(ids))) {
		if e, ok := m.mentions[id]; ok {
			out = append(out, e.Mention)
		}
	}
	return out, nil
}

// OfReport are the mentions of a report.
func (m *Memory) OfReport(ctx context.Context, report string) ([]register.Mention, error) {
	m.mu.RLock()
	ids := m.reports[report].mentions
	m.mu.RUnlock()
	return m.Mentions(ctx, ids)
}

// Block are the keys of the mentions that share one of the blocks.
func (m *Memory) Block(_ context.Context, blocks []int64) ([]string, error) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	var keys []string
	for _, e := range m.mentions {
		if slices.ContainsFunc(e.Blocks, func(b int64) bool { return slices.Contains(blocks, b) }) {
			keys = append(keys, key(&e.Mention))
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys), nil
}

// Faces are mentions by id, or the earliest of a face.
func (m *Memory) Faces(ctx context.Context, keys []string) ([]register.Mention, error) {
	m.mu.RLock()
	ids := slices.Clone(keys)
	for _, k := range slices.Compact(slices.Sorted(slices.Values(keys))) {
		if list := m.ofFace(k); len(list) > 0 {
			ids = append(ids, list[0].ID)
		}
	}
	m.mu.RUnlock()
	return m.Mentions(ctx, ids)
}

// OfFaces are all mentions that have one of the faces.
func (m *Memory) OfFaces(ctx context.Context, faces []string) ([]register.Mention, error) {
	m.mu.RLock()
	var ids []string
	for _, f := range faces {
		for _, e := range m.ofFace(f) {
			ids = append(ids, e.ID)
		}
	}
	m.mu.RUnlock()
	return m.Mentions(ctx, ids)
}

// Links are those with one end among the keys.
func (m *Memory) Links(_ context.Context, keys []string) ([]register.Link, error) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	var out []register.Link
	for ends, l := range m.links {
		if slices.Contains(keys, ends[0]) || slices.Contains(keys, ends[1]) {
			out = append(out, l)
		}
	}
	slices.SortFunc(out, func(a, b register.Link) int { return cmp.Or(cmp.Compare(a.A, b.A), cmp.Compare(a.B, b.B)) })
	return out, nil
}

// Owners are the things that mentions belong to, without all they hold.
func (m *Memory) Owners(_ context.Context, mentions []string) (map[string]register.Thing, error) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	out := map[string]register.Thing{}
	for _, id := range mentions {
		if t, ok := m.thingOf[id]; ok {
			out[id] = m.things[t]
		}
	}
	return out, nil
}

// ThingsOf are the things that mentions belong to.
func (m *Memory) ThingsOf(_ context.Context, mentions []string) ([]register.Thing, error) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	ids := map[string]bool{}
	for _, id := range mentions {
		if t, ok := m.thingOf[id]; ok {
			ids[t] = true
		}
	}
	var out []register.Thing
	for _, id := range slices.Sorted(maps.Keys(ids)) {
		out = append(out, m.whole(id))
	}
	return out, nil
}

// Thing is the thing of an id, or of one that it had before.
func (m *Memory) Thing(_ context.Context, id string) (register.Thing, error) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	for range len(m.moves) {
		to, ok := m.moves[id]
		if !ok {
			break
		}
		id = to
	}
	return m.whole(id), missing(m.things, id, "thing")
}

// Things come by id.
func (m *Memory) Things(_ context.Context, kind register.Kind) iter.Seq2[register.Thing, error] {
	m.mu.RLock()
	defer m.mu.RUnlock()
	var list []register.Thing
	for _, id := range slices.Sorted(maps.Keys(m.things)) {
		if m.things[id].Kind == kind {
			list = append(list, m.whole(id))
		}
	}
	return all(list)
}

// Find gives mentions newest first.
func (m *Memory) Find(_ context.Context, q Query) ([]Hit, error) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	var out []Hit
	for _, e := range m.mentions {
		if m.wanted(&e, &q) {
			out = append(out, Hit{e.Mention, m.thingOf[e.ID]})
		}
	}
	slices.SortFunc(out, func(a, b Hit) int {
		return cmp.Or(cmp.Compare(b.To, a.To), cmp.Compare(b.Published, a.Published), cmp.Compare(a.ID, b.ID))
	})
	if i := slices.IndexFunc(out, func(h Hit) bool { return h.ID == q.After }); i >= 0 {
		out = out[i+1:]
	}
	return limit(out, q.Limit), nil
}

// FindThings gives the ids of the things of mentions.
func (m *Memory) FindThings(ctx context.Context, q Query) (out []string, err error) {
	hits, err := m.Find(ctx, q)
	for _, h := range hits {
		out = append(out, h.Thing)
	}
	slices.Sort(out)
	return slices.Compact(out), err
}

// wanted is what every other store says in its own language.
func (m *Memory) wanted(e *Entry, q *Query) bool {
	where := []string{e.Country, e.City}
	return (len(q.Kinds) == 0 || slices.Contains(q.Kinds, e.Kind)) &&
		among(q.Verbs, e.Verb) && among(q.Statuses, e.Status) && among(q.Outlets, e.Outlet) && among(q.Sources, e.Source) && among(q.Langs, e.Lang) &&
		(q.Report == "" || q.Report == e.Report) && (!q.Main || e.Main) &&
		(len(q.Places) == 0 || meet(q.Places, where)) && (len(q.Targets) == 0 || meet(q.Targets, e.Targets)) &&
		!slices.ContainsFunc(q.Parties, func(p string) bool { return !slices.Contains(e.Parties, p) }) &&
		(len(q.Topics) == 0 || slices.ContainsFunc(e.Topics, func(t string) bool { return underOne(q.Topics, t) })) &&
		(q.From == "" || e.To >= q.From) && (q.To == "" || e.From != "" && e.From <= q.To) &&
		(len(q.Who) == 0 || m.takesPart(e, q.Who)) && found(e.Tokens, q.Terms)
}

// takesPart reports whether one of the persons is meant by a name of the mention.
func (m *Memory) takesPart(e *Entry, persons []string) bool {
	for _, id := range m.reports[e.Report].mentions {
		p := m.mentions[id]
		if p.Kind != register.Person || !slices.Contains(persons, m.thingOf[id]) {
			continue
		}
		if slices.ContainsFunc(e.Who, func(n register.Name) bool { return n.Actor == p.Item }) {
			return true
		}
	}
	return false
}

// FindReports gives reports by words alone, newest first.
func (m *Memory) FindReports(_ context.Context, terms []Term, most int) ([]register.Report, error) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	var out []register.Report
	for _, r := range m.reports {
		if found(r.tokens, terms) {
			out = append(out, r.Report)
		}
	}
	slices.SortFunc(out, func(a, b register.Report) int {
		return cmp.Or(cmp.Compare(b.Published, a.Published), cmp.Compare(a.ID, b.ID))
	})
	return limit(out, most), nil
}

// Coverage counts the reports of a stretch of days; those without a day are
// counted when no stretch is asked for.
func (m *Memory) Coverage(_ context.Context, from, to string) ([]Coverage, error) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	counts := map[Coverage]int{}
	for _, r := range m.reports {
		day := r.Published[:min(len(r.Published), 10)]
		if day >= from && (to == "" || day <= to && day != "") {
			counts[Coverage{r.Outlet, r.Lang, day, r.State, 0}]++
		}
	}
	var out []Coverage
	for c, n := range counts {
		c.Reports = n
		out = append(out, c)
	}
	slices.SortFunc(out, func(a, b Coverage) int {
		return cmp.Or(cmp.Compare(a.Outlet, b.Outlet), cmp.Compare(a.Lang, b.Lang), cmp.Compare(a.Day, b.Day), cmp.Compare(a.State, b.State))
	})
	return out, nil
}

// Begun are the ids that begin so.
func (m *Memory) Begun(_ context.Context, prefix string, most int) ([]string, error) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	found := map[string]bool{}
	for _, ids := range []iter.Seq[string]{maps.Keys(m.things), maps.Keys(m.moves), maps.Keys(m.mentions), maps.Keys(m.reports)} {
		for id := range ids {
			if strings.HasPrefix(id, prefix) {
				found[id] = true
			}
		}
	}
	out := slices.Sorted(maps.Keys(found))
	return out[:min(len(out), most)], nil
}

// Covered counts the reports of a stretch of days over all of them.
func (m *Memory) Covered(ctx context.Context, from, to string) ([]Covered, error) {
	days, err := m.Coverage(ctx, from, to)
	at := map[Covered]*Covered{}
	var keys []Covered
	for _, d := range days {
		key := Covered{Outlet: d.Outlet, Lang: d.Lang, State: d.State}
		c := at[key]
		if c == nil {
			c = &Covered{Outlet: d.Outlet, Lang: d.Lang, State: d.State, First: d.Day}
			at[key], keys = c, append(keys, key)
		}
		c.Reports += d.Reports
		c.Last = d.Day // days come in order
		if c.First == "" {
			c.First = d.Day
		}
	}
	slices.SortFunc(keys, func(a, b Covered) int {
		return cmp.Or(cmp.Compare(a.Outlet, b.Outlet), cmp.Compare(a.Lang, b.Lang), cmp.Compare(a.State, b.State))
	})
	out := make([]Covered, len(keys))
	for i, k := range keys {
		out[i] = *at[k]
	}
	return out, err
}

// Correct keeps a correction; the same one twice is one.
func (m *Memory) Correct(_ context.Context, c register.Correction) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if !slices.ContainsFunc(m.corrections, func(old register.Correction) bool { return old.ID == c.ID }) {
		m.corrections = append(m.corrections, c)
	}
	return nil
}

// Corrections come in the order they were made.
func (m *Memory) Corrections(context.Context) ([]register.Correction, error) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return slices.Clone(m.corrections), nil
}

// Note keeps a small fact.
func (m *Memory) Note(_ context.Context, key, value string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.notes[key] = value
	return nil
}

// Noted is a small fact, or "".
func (m *Memory) Noted(_ context.Context, key string) (string, error) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return m.notes[key], nil
}

// Digest hashes everything but when it was brought in.
func (m *Memory) Digest(ctx context.Context) (string, error) { return digest(ctx, m) }

// Close does nothing.
func (m *Memory) Close() error { return nil }

// digest hashes what a store holds, line by line; it is the same for any two
// stores that hold the same.
func digest(ctx context.Context, s Store) (string, error) {
	h := sha256.New()
	enc := json.NewEncoder(h)
	for r, err := range s.Reports(ctx, "") {
		if err != nil {
			return "", err
		}
		r.Added = ""
		list, err := s.OfReport(ctx, r.ID)
		if err != nil {
			return "", err
		}
		if err := enc.Encode([]any{r, list}); err != nil {
			return "", err
		}
	}
	for _, kind := range register.Kinds {
		for t, err := range s.Things(ctx, kind) {
			if err != nil {
				return "", err
			}
			if err := enc.Encode(t); err != nil {
				return "", err
			}
		}
	}
	said, err := s.Corrections(ctx)
	if err != nil {
		return "", err
	}
	err = enc.Encode(said)
	return hex.EncodeToString(h.Sum(nil)), err
}

// found reports whether all terms hold for tokens split by blanks.
func found(tokens string, terms []Term) bool {
	for _, t := range terms {
		if slices.ContainsFunc(t.Any, func(phrase string) bool { return strings.Contains(" "+tokens+" ", " "+phrase+" ") }) == t.Not {
			return false
		}
	}
	return true
}

func among(list []string, s string) bool { return len(list) == 0 || slices.Contains(list, s) }

func meet(a, b []string) bool {
	return slices.ContainsFunc(a, func(s string) bool { return s != "" && slices.Contains(b, s) })
}

// underOne reports whether a topic is one of those wanted or finer than one.
func underOne(wanted []string, topic string) bool {
	return slices.ContainsFunc(wanted, func(w string) bool { return topic == w || strings.HasPrefix(topic, w+"/") })
}

func limit[T any](list []T, n int) []T {
	if n > 0 && len(list) > n {
		return list[:n]
	}
	return list
}

func all[T any](list []T) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for _, x := range list {
			if !yield(x, nil) {
				return
			}
		}
	}
}

// missing is the error for an id that is not kept.
func missing[T any](in map[string]T, id, what string) error {
	if _, ok := in[id]; !ok {
		return fmt.Errorf("%s %q: %w", what, id, ErrNotFound)
	}
	return nil
}
