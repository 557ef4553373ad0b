package ask

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"safir/internal/directory"
	"safir/internal/index"
	"safir/internal/record"
	"safir/internal/register"
	"safir/internal/store"
)

// Asker answers questions to a register, in one language of the interface, as
// of one day.
type Asker struct {
	Store store.Store
	*Reader
	*Weights
	Now    string // the day of asking, ISO
	Moment string // the moment of asking, RFC 3339 in UTC

	reviews map[string]register.Review // what people said, by mention; nil until it is read
	reports map[string]register.Report
	bodies  map[string][]rune
	records map[string]*record.Record
}

// Open makes an asker with the texts and weights of fsys. It is for one
// goroutine; ui is a language of the interface, now the moment of asking (RFC
// 3339 in UTC).
func Open(fsys fs.FS, s store.Store, x *index.Index, dir *directory.Directory, ui, now string) (*Asker, error) {
	texts, err := OpenTexts(fsys, dir)
	if err != nil {
		return nil, err
	}
	own, err := in(texts, ui)
	if err != nil {
		return nil, err
	}
	w, err := OpenWeights(fsys)
	if err != nil {
		return nil, err
	}
	return &Asker{Store: s, Reader: NewReader(x, texts, own), Weights: w, Now: now[:min(len(now), len("2006-01-02"))], Moment: now,
		reports: map[string]register.Report{}, bodies: map[string][]rune{}, records: map[string]*record.Record{}}, nil
}

// Anew forgets what people said so far, so that it is read again.
func (a *Asker) Anew() { a.reviews = nil }

// UI are the texts that the asker answers in.
func (a *Asker) UI() *Texts { return a.ui }

// Answer is what every question gets, on every face.
type Answer struct {
	Asked    string   `json:"asked"`
	Read     []string `json:"read,omitempty"` // how the question was read
	Rows     []Row    `json:"rows"`
	More     bool     `json:"more,omitempty"` // there are more rows than were asked for
	Reports  []Source `json:"reports,omitempty"`
	Coverage Coverage `json:"coverage"`
	Notes    []string `json:"notes,omitempty"`
}

// Coverage is what was read where an answer was looked for: the denominator of
// every count and of every silence.
type Coverage struct {
	Word     string `json:"word"` // not_read, none_found, found
	Articles int    `json:"articles"`
	Outlets  int    `json:"outlets"`            // that have a name
	Nameless int    `json:"nameless,omitempty"` // how many of the articles nobody knows the outlet of
	Passed   int    `json:"passed,omitempty"`   // in languages without a pack
	Aside    int    `json:"aside,omitempty"`    // could not be read
	From     string `json:"from,omitempty"`     // first and last day of what was read
	To       string `json:"to,omitempty"`
	Dayless  int    `json:"dayless,omitempty"` // how many of the articles are of an unknown day; only where no days were asked for
	Undated  int    `json:"undated,omitempty"` // read too, but nobody knows from which day; only where days were asked for
}

// anyDay is before all days that are known.
const anyDay = "0"

// cover counts what was read from one day to another, by some outlets and in
// some languages.
func (a *Asker) cover(ctx context.Context, from, to string, outlets, langs []string, found int) (c Coverage, err error) {
	rows, err := a.Store.Covered(ctx, from, to)
	if err != nil {
		return c, err
	}
	c.add(rows, outlets, langs)
	if from+to == "" {
		rows, err := a.Store.Covered(ctx, anyDay, "")
		if err != nil {
			return c, err
		}
		var dated Coverage
		dated.add(rows, outlets, langs)
		c.Dayless = c.Articles - dated.Articles
	} else {
		var all, dated Coverage
		for _, part := range []struct {
			into *Coverage
			from string
		}{{&all, ""}, {&dated, anyDay}} {
			rows, err := a.Store.Covered(ctx, part.from, "")
			if err != nil {
				return c, err
			}
			part.into.add(rows, outlets, langs)
		}
		c.Undated = all.Articles - dated.Articles
	}
	c.Word = "none_found"
	switch {
	case found > 0:
		c.Word = "found"
	case c.Articles+c.Undated == 0:
		c.Word = "not_read"
	}
	return c, nil
}

// add counts what some outlets wrote in some languages.
func (c *Coverage) add(rows []store.Covered, outlets, langs []string) {
	seen := map[string]bool{}
	for _, r := range rows {
		if len(outlets) > 0 && !slices.Contains(outlets, r.Outlet) || len(langs) > 0 && !slices.ContainsFunc(langs, func(l string) bool { return r.Lang == l || strings.HasPrefix(r.Lang, l+"-") }) {
			continue
		}
		switch r.State {
		case register.Coded:
			c.Articles += r.Reports
		case register.Passed:
			c.Passed += r.Reports
			continue
		default:
			c.Aside += r.Reports
			continue
		}
		seen[r.Outlet] = true
		if r.Outlet == "" {
			c.Nameless += r.Reports
		}
		if r.First != "" && (c.From == "" || r.First < c.From) {
			c.From = r.First
		}
		c.To = max(c.To, r.Last)
	}
	delete(seen, "")
	c.Outlets = len(seen)
}

// Search answers a query with at most limit rows (0: all).
func (a *Asker) Search(ctx context.Context, query string, limit int) (*Answer, error) {
	q, err := a.Read(query)
	if err != nil {
		return nil, err
	}
	out := &Answer{Asked: query, Read: q.Read}
	if !q.Reports || len(q.Kinds) > 0 {
		if err := a.rows(ctx, q, limit, out); err != nil {
			return nil, err
		}
	}
	if len(q.Kinds) == 0 && q.wordsAlone() {
		if err := a.found(ctx, q, limit, out); err != nil {
			return nil, err
		}
	}
	out.Coverage, err = a.cover(ctx, q.From, q.Until, q.Outlets, q.Langs, len(out.Rows)+len(out.Reports))
	return out, err
}

// wordsAlone reports whether a query asks for nothing that reports lack.
func (q *Question) wordsAlone() bool {
	return len(q.Terms) > 0 && len(q.Who)+len(q.SaidBy)+len(q.Verbs)+len(q.Parties)+len(q.Pair)+len(q.To)+len(q.Topics)+len(q.Places)+len(q.Status)+len(q.Sources) == 0
}

// firstHits and moreHits are how many mentions are looked at for each row that
// is wanted, and how many times more when they belong to too few things.
const (
	firstHits = 2
	moreHits  = 8
)

// rows finds things and puts them into the answer.
func (a *Asker) rows(ctx context.Context, q *Question, limit int, out *Answer) error {
	queries, _, err := a.queries(ctx, q, out)
	if err != nil {
		return err
	}
	var found []heap
	more := true
	for most := limit * firstHits; more && len(found) <= limit; most *= moreHits {
		hits, cut, err := a.read(ctx, q, queries, most)
		if err != nil {
			return err
		}
		found, more = heaps(hits), cut
	}
	if limit > 0 && len(found) > limit {
		found, more = found[:limit], true
	}
	ids := make([]string, len(found))
	for i, h := range found {
		ids[i] = h.id
	}
	out.More = more
	out.Rows, err = a.Rows(ctx, ids)
	return err
}

// hits are the mentions that a question asks for, newest first, at most so
// many.
func (a *Asker) hits(ctx context.Context, q *Question, most int, out *Answer) (hits []store.Hit, more bool, err error) {
	queries, ok, err := a.queries(ctx, q, out)
	if err != nil || !ok {
		return nil, false, err
	}
	return a.read(ctx, q, queries, most)
}

// read finds so many mentions with each query, going on from what it found
// before; more is true when there are others.
func (a *Asker) read(ctx context.Context, q *Question, queries []narrowed, most int) (hits []store.Hit, more bool, err error) {
	seen := map[string]bool{}
	for i := range queries {
		sq := &queries[i]
		if n := len(sq.found); sq.Limit == 0 || n == sq.Limit {
			next := sq.Query
			if sq.Limit = most; n > 0 {
				next.After = sq.found[n-1].ID
			}
			next.Limit = most - min(n, most)
			list, err := a.Store.Find(ctx, next)
			if err != nil {
				return nil, false, err
			}
			sq.found = append(sq.found, list...)
		}
		more = more || most > 0 && len(sq.found) == most
		for _, h := range sq.found {
			if seen[h.ID] || !q.publishedWithin(&h.Mention) || sq.holder != "" && !a.holds(&h.Mention, sq.holder) {
				continue
			}
			seen[h.ID] = true
			ok, err := a.reviewed(ctx, &h.Mention)
			if err != nil {
				return nil, false, err
			}
			if ok {
				hits = append(hits, h)
			}
		}
	}
	slices.SortFunc(hits, func(x, y store.Hit) int {
		return cmp.Or(cmp.Compare(when(&y.Mention), when(&x.Mention)), cmp.Compare(y.Published, x.Published), cmp.Compare(x.ID, y.ID))
	})
	return hits, more, nil
}

// reviewed lays over a mention what people have corrected; it is false for one
// that they have rejected.
func (a *Asker) reviewed(ctx context.Context, m *register.Mention) (ok bool, err error) {
	if a.reviews == nil {
		all, err := a.Store.Corrections(ctx)
		if err != nil {
			return false, err
		}
		a.reviews = register.Reviews(all)
	}
	said, ok := a.reviews[m.ID]
	if !ok {
		return true, nil
	}
	*m, err = said.Lay(*m)
	return said.State != register.Reject, err
}

// publishedWithin holds commitments to the days on which they were told: their
// own days say when they are due.
func (q *Question) publishedWithin(m *register.Mention) bool {
	return m.Kind != register.Commitment || (q.From == "" || m.Published >= q.From) && (q.Until == "" || m.Published <= q.Until)
}

// narrowed is a query in the store's words.
type narrowed struct {
	store.Query
	holder string // only where an office stands for the person of this name
	found  []store.Hit
}

// holds reports whether an office stands for a person of this name.
func (a *Asker) holds(m *register.Mention, name string) bool {
	return slices.ContainsFunc(m.Who, func(n register.Name) bool {
		return n.Text == "" && a.index.Called(n.English, name)
	})
}

// queries says a question in the store's words; ok is false when it names a
// person whom the register does not know.
func (a *Asker) queries(ctx context.Context, q *Question, out *Answer) (list []narrowed, ok bool, err error) {
	base := store.Query{Terms: q.Terms, Parties: q.Parties, Verbs: q.Verbs, Statuses: q.Status, Topics: q.Topics, Outlets: q.Outlets, Places: q.Places,
		Sources: q.Sources, Langs: q.Langs}
	speakers := []narrowed{{Query: base}}
	for _, name := range q.Who {
		if speakers, err = a.takingPart(ctx, speakers, name, out); err != nil || len(speakers) == 0 {
			return nil, false, err
		}
	}
	if len(q.SaidBy) > 0 {
		var said []narrowed
		for _, name := range q.SaidBy {
			more, err := a.takingPart(ctx, speakers, name, out)
			if err != nil {
				return nil, false, err
			}
			said = append(said, more...)
		}
		if speakers = said; len(speakers) == 0 {
			return nil, false, nil
		}
	}
	kinds := q.Kinds
	if len(kinds) == 0 {
		kinds = []register.Kind{register.Event, register.Statement, register.Commitment}
		if len(q.To) > 0 {
			kinds = kinds[1:]
		}
	}
	for _, s := range speakers {
		for _, k := range kinds {
			list = append(list, byKind(s, k, q)...)
		}
	}
	return list, true, nil
}

// byKind asks for mentions of one kind.
func byKind(s narrowed, k register.Kind, q *Question) []narrowed {
	s.Kinds = []register.Kind{k}
	if k != register.Commitment {
		s.From, s.To = q.From, q.Until
	}
	s.Targets = q.To
	if len(q.Pair) == 0 {
		return []narrowed{s}
	}
	both := s
	both.Parties = append(slices.Clone(s.Parties), q.Pair...)
	if k != register.Statement || len(q.To) > 0 {
		return []narrowed{both}
	}
	out := []narrowed{both}
	for i := range q.Pair { // one speaks to the other
		one := s
		one.Parties, one.Targets = append(slices.Clone(s.Parties), q.Pair[i]), []string{q.Pair[1-i]}
		out = append(out, one)
	}
	return out
}

// takingPart narrows queries to what a person, state or organisation takes
// part in; a name may be that of several. A person takes part too where an
// office of that day stands for them.
func (a *Asker) takingPart(ctx context.Context, list []narrowed, name string, out *Answer) (narrow []narrowed, err error) {
	ids, err := a.persons(ctx, name)
	if err != nil {
		return nil, err
	}
	codes := a.parties(name)
	holder := a.index.Holder(name)
	if len(ids)+len(codes) == 0 && !holder {
		out.note(a.ui.Say("note.nobody", name))
	}
	for _, base := range list {
		for _, c := range codes {
			s := base
			s.Parties = append(slices.Clone(base.Parties), c)
			narrow = append(narrow, s)
		}
		if len(ids) > 0 && len(base.Who) == 0 {
			s := base
			s.Who = ids
			narrow = append(narrow, s)
		}
		if holder && base.holder == "" {
			s := base
			s.holder = name
			s.Terms = append(slices.Clone(base.Terms), a.terms(name)...)
			narrow = append(narrow, s)
		}
	}
	return narrow, nil
}

// terms asks for all words of a name.
func (a *Asker) terms(name string) (out []store.Term) {
	asked, _ := a.index.Words(name)
	for _, w := range asked {
		out = append(out, store.Term{Any: w.Any})
	}
	return out
}

// note adds a note once.
func (out *Answer) note(s string) {
	if !slices.Contains(out.Notes, s) {
		out.Notes = append(out.Notes, s)
	}
}

// persons are the persons of the register who are called so: all words of the
// name are found with one naming of theirs.
func (a *Asker) persons(ctx context.Context, name string) (ids []string, err error) {
	return a.Store.FindThings(ctx, store.Query{Kinds: []register.Kind{register.Person}, Terms: a.terms(name)})
}

// found puts the reports with the words of a query into the answer.
func (a *Asker) found(ctx context.Context, q *Question, limit int, out *Answer) error {
	most := limit + 1
	if limit == 0 {
		most = 0
	}
	list, err := a.reportsWith(ctx, q, q.Terms, most)
	if limit > 0 && len(list) > limit {
		list, out.More = list[:limit], true
	}
	for i := range list {
		out.Reports = append(out.Reports, sourceOf(&list[i]))
	}
	return err
}

// reportsWith are the reports that hold some terms, within the days, outlets
// and languages of a question; at most so many (0: all).
func (a *Asker) reportsWith(ctx context.Context, q *Question, terms []store.Term, most int) (out []register.Report, err error) {
	wide := most
	if q.From+q.Until != "" || len(q.Outlets)+len(q.Langs) > 0 {
		wide = 0
	}
	list, err := a.Store.FindReports(ctx, terms, wide)
	for _, r := range list {
		day := r.Published[:min(len(r.Published), 10)]
		if q.From != "" && day < q.From || q.Until != "" && (day == "" || day > q.Until) ||
			len(q.Outlets) > 0 && !slices.Contains(q.Outlets, r.Outlet) || len(q.Langs) > 0 && !slices.Contains(q.Langs, r.Lang) {
			continue
		}
		if out = append(out, r); len(out) == most {
			break
		}
	}
	return out, err
}

// report is a report, read once.
func (a *Asker) report(ctx context.Context, id string) (register.Report, error) {
	if r, ok := a.reports[id]; ok {
		return r, nil
	}
	r, err := a.Store.Report(ctx, id)
	if err == nil {
		a.reports[id] = r
	}
	return r, err
}

// text is the text of a hash in code points, read once.
func (a *Asker) text(ctx context.Context, hash string) ([]rune, error) {
	if t, ok := a.bodies[hash]; ok {
		return t, nil
	}
	s, err := a.Store.Text(ctx, hash)
	if err != nil {
		return nil, err
	}
	a.bodies[hash] = []rune(s)
	return a.bodies[hash], nil
}

// record is the record of a report, read once; nil when there is none.
func (a *Asker) record(ctx context.Context, report string) (*record.Record, error) {
	if r, ok := a.records[report]; ok {
		return r, nil
	}
	data, err := a.Store.Record(ctx, report)
	if errors.Is(err, store.ErrNotFound) || err == nil && data == nil {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	r := &record.Record{}
	if err := json.Unmarshal(data, r); err != nil {
		return nil, fmt.Errorf("record of report %s: %w", report, err)
	}
	a.records[report] = r
	return r, nil
}
