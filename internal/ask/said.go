package ask

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"safir/internal/register"
	"safir/internal/store"
)

// Remarks are what somebody said, the oldest first.
type Remarks struct {
	Asked    string   `json:"asked"`
	Read     []string `json:"read,omitempty"`
	Rows     []Remark `json:"rows"`
	Total    int      `json:"total"` // how many there are
	Coverage Coverage `json:"coverage"`
	Notes    []string `json:"notes,omitempty"`
}

// Remark is one remark, with the words of its quotation that the speaker's
// former remark on the same topics had not.
type Remark struct {
	Row
	Changed []string `json:"changed,omitempty"`
	Former  string   `json:"former,omitempty"` // id of that remark
}

// Said asks what was said: by whom, on what, to whom. The newest limit remarks
// are given.
func (a *Asker) Said(ctx context.Context, query string, limit int) (*Remarks, error) {
	q, err := a.Read(query)
	if err != nil {
		return nil, err
	}
	q.Kinds = []register.Kind{register.Statement}
	notes := &Answer{}
	hits, _, err := a.hits(ctx, q, 0, notes)
	if err != nil {
		return nil, err
	}
	var rows []Row
	for _, h := range heaps(hits) {
		rows = append(rows, a.of(&h))
	}
	slices.SortFunc(rows, latest)
	out := &Remarks{Asked: query, Read: q.Read, Notes: notes.Notes}
	out.Total = len(rows)
	rows = most(rows, limit)
	slices.SortFunc(rows, earliest)
	if err := a.quoted(ctx, rows); err != nil {
		return nil, err
	}
	for i := range rows {
		out.Rows = append(out.Rows, Remark{Row: rows[i]})
		a.compare(out.Rows)
	}
	out.Coverage, err = a.cover(ctx, q.From, q.Until, q.Outlets, q.Langs, len(rows))
	return out, err
}

// compare marks what the last remark says in other words than the speaker's
// last one before on the same topics in the same language.
func (a *Asker) compare(list []Remark) {
	now := &list[len(list)-1]
	for i := len(list) - 2; i >= 0; i-- {
		old := &list[i]
		if !slices.Equal(old.Who, now.Who) || !slices.Equal(old.Topics, now.Topics) || len(now.Topics) == 0 || old.Quote.Lang != now.Quote.Lang {
			continue
		}
		had := map[string]bool{}
		for _, w := range strings.Fields(old.Quote.Text) {
			had[a.index.Phrase(w)] = true
		}
		for _, w := range strings.Fields(now.Quote.Text) {
			if p := a.index.Phrase(w); p != "" && !had[p] {
				now.Changed = append(now.Changed, w)
			}
		}
		now.Former = old.ID
		return
	}
}

// Wordings are where a phrase was used.
type Wordings struct {
	Phrase   string    `json:"phrase"`
	Read     []string  `json:"read,omitempty"`
	First    *Row      `json:"first,omitempty"`
	Last     *Row      `json:"last,omitempty"`
	Speakers []Speaker `json:"speakers,omitempty"` // who used it most often first
	Total    int       `json:"total_speakers"`
	Said     int       `json:"said"`       // remarks with the phrase
	Of       int       `json:"of"`         // all remarks that were asked for
	Reports  int       `json:"reports"`    // reports with the phrase anywhere
	OfAll    int       `json:"of_reports"` // all reports that were asked for, also those that are not coded
	Coverage Coverage  `json:"coverage"`
}

// Speaker is how often somebody used a phrase.
type Speaker struct {
	Name  string `json:"name"`
	Said  int    `json:"said"`
	Of    int    `json:"of"` // all remarks of this speaker that were asked for
	First string `json:"first"`
	Last  string `json:"last"`
}

// Wording asks who used a phrase, first and last; query may narrow it. At most
// limit speakers are given (0: all).
func (a *Asker) Wording(ctx context.Context, phrase, query string, limit int) (*Wordings, error) {
	q, err := a.Read(query)
	if err != nil {
		return nil, err
	}
	tokens := a.index.Phrase(phrase)
	if tokens == "" {
		return nil, &QueryError{0, phrase, "there is no letter and no digit in it to look for"}
	}
	q.Kinds = []register.Kind{register.Statement}
	all, _, err := a.hits(ctx, q, 0, &Answer{})
	if err != nil {
		return nil, err
	}
	term := store.Term{Any: a.index.Phrases(phrase)}
	q.Terms = append(q.Terms, term)
	hits, _, err := a.hits(ctx, q, 0, &Answer{})
	if err != nil {
		return nil, err
	}
	reports, err := a.reportsWith(ctx, q, []store.Term{term}, 0)
	if err != nil {
		return nil, err
	}
	out := &Wordings{Phrase: phrase, Read: q.Read, Reports: len(reports)}
	if err := a.speakersOf(ctx, heaps(hits), heaps(all), out); err != nil {
		return nil, err
	}
	out.Total = len(out.Speakers)
	out.Speakers = most(out.Speakers, limit)
	out.Coverage, err = a.cover(ctx, q.From, q.Until, q.Outlets, q.Langs, out.Said+out.Reports)
	out.OfAll = out.Coverage.Articles + out.Coverage.Passed
	return out, err
}

// speaker names who says a row, whatever office they held then.
func (a *Asker) speaker(r *Row) string {
	var out []string
	for i := range r.sum.Who {
		n := r.sum.Who[i]
		n.Office = ""
		if name := a.ui.Who(&n); !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	if len(out) == 0 {
		out = a.ui.Parties(r.Parties)
	}
	return a.ui.List(out)
}

func (a *Asker) speakersOf(ctx context.Context, with, all []heap, out *Wordings) error {
	by := map[string]*Speaker{}
	for _, h := range all {
		r := a.of(&h)
		name := a.speaker(&r)
		if by[name] == nil {
			by[name] = &Speaker{Name: name}
		}
		by[name].Of++
	}
	var rows []Row
	for _, h := range with {
		r := a.of(&h)
		rows = append(rows, r)
		s := by[a.speaker(&r)]
		s.Said++
		if s.First == "" || r.From != "" && r.From < s.First {
			s.First = r.From
		}
		s.Last = max(s.Last, r.To)
	}
	out.Said, out.Of = len(rows), len(all)
	for _, s := range by {
		if s.Said > 0 {
			out.Speakers = append(out.Speakers, *s)
		}
	}
	slices.SortFunc(out.Speakers, func(x, y Speaker) int { return cmp.Or(cmp.Compare(y.Said, x.Said), cmp.Compare(x.Name, y.Name)) })
	if len(rows) == 0 {
		return nil
	}
	if dated := slices.DeleteFunc(slices.Clone(rows), func(r Row) bool { return r.From == "" }); len(dated) > 0 {
		rows = dated
	}
	slices.SortFunc(rows, earliest)
	ends := []Row{rows[0], rows[len(rows)-1]}
	if err := a.quoted(ctx, ends); err != nil {
		return err
	}
	out.First, out.Last = &ends[0], &ends[1]
	return nil
}
