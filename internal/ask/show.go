package ask

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"safir/internal/register"
	"safir/internal/store"
)

// Shown is all that the register has of one id: a thing with its mentions and
// why they were joined, or a report with all that it tells.
type Shown struct {
	Row         *Row                  `json:"row,omitempty"`
	Former      string                `json:"former_id,omitempty"` // asked for by an id that it had before
	Tellings    []Row                 `json:"tellings,omitempty"`  // one a mention, by publication
	Steps       []register.Step       `json:"steps,omitempty"`     // its history
	Voices      []register.Voice      `json:"voices,omitempty"`    // reports that are copies of each other stand together
	Joins       []Join                `json:"joins,omitempty"`
	Also        []Also                `json:"also_reported,omitempty"` // not coded, no evidence
	Report      *Source               `json:"report,omitempty"`
	Why         string                `json:"why,omitempty"` // the report was passed over or set aside, or people rejected it
	Items       []Row                 `json:"items,omitempty"`
	Corrections []register.Correction `json:"corrections,omitempty"`
}

// Join is why two mentions are one thing, or are not.
type Join struct {
	A       string   `json:"a"`
	B       string   `json:"b"`
	Score   int      `json:"score"` // of 1000
	Cannot  bool     `json:"cannot,omitempty"`
	Reasons []string `json:"reasons"` // in words, with their points
}

// mostMeant is how many ids are listed of which one may be meant.
const mostMeant = 9

// Meant is the id that begins so. Where several do, they are listed with what
// they are.
func (a *Asker) Meant(ctx context.Context, prefix string) (string, error) {
	ids, err := a.Store.Begun(ctx, prefix, mostMeant+1)
	switch {
	case err != nil:
		return "", err
	case slices.Contains(ids, prefix):
		return prefix, nil
	case len(ids) == 1:
		return ids[0], nil
	case len(ids) == 0:
		return "", fmt.Errorf("%q is no id of the register, nor the beginning of one: no thing, no telling and no report is named so; safir search lists ids", prefix)
	}
	said := fmt.Sprintf("%s begins several ids; write more of the one that is meant:", prefix)
	for _, id := range ids[:min(len(ids), mostMeant)] {
		shown, err := a.Show(ctx, id)
		if err != nil {
			return "", err
		}
		said += "\n  " + id + "  " + shown.label()
	}
	if len(ids) > mostMeant {
		said += "\n  …"
	}
	return "", errors.New(said)
}

// label is what is shown, on one line.
func (s *Shown) label() string {
	switch {
	case s.Report != nil:
		return strings.TrimSpace(s.Report.Published + " " + s.Report.Title)
	case s.Row.Gloss == "":
		return s.Why
	}
	return strings.TrimSpace(s.Row.Date + " " + s.Row.Gloss)
}

// Show finds what an id, or its beginning, names: a thing, a mention or a
// report.
func (a *Asker) Show(ctx context.Context, id string) (*Shown, error) {
	id, err := a.Meant(ctx, id)
	if err != nil {
		return nil, err
	}
	t, err := a.Store.Thing(ctx, id)
	former := ""
	if errors.Is(err, store.ErrNotFound) {
		var owners map[string]register.Thing
		if owners, err = a.Store.Owners(ctx, []string{id}); err != nil {
			return nil, err
		}
		if owner, ok := owners[id]; ok {
			t, err = a.Store.Thing(ctx, owner.ID)
		} else {
			return a.showReport(ctx, id)
		}
	} else if id != t.ID {
		former = id
	}
	if err != nil {
		return nil, err
	}
	return a.showThing(ctx, former, &t)
}

func (a *Asker) showThing(ctx context.Context, former string, t *register.Thing) (out *Shown, err error) {
	out = &Shown{Former: former}
	if out.Row, err = a.Row(ctx, t); err != nil {
		return nil, err
	}
	list, err := a.mentionsOf(ctx, t)
	if err != nil {
		return nil, err
	}
	if len(list) == 0 {
		out.Why = a.ui.Say("show.rejected")
	}
	for i := range list {
		r := a.of(&heap{list[i].ID, list[i : i+1]})
		out.Tellings = append(out.Tellings, r)
	}
	if err := a.quoted(ctx, out.Tellings); err != nil {
		return nil, err
	}
	out.Steps, out.Voices = out.Row.sum.Steps, out.Row.sum.Voices
	for _, l := range t.Links {
		out.Joins = append(out.Joins, a.join(&l))
	}
	if out.Also, err = a.also(ctx, &out.Row.sum, list); err != nil {
		return nil, err
	}
	out.Corrections, err = a.corrections(ctx, t.Mentions)
	return out, err
}

// join says a link in words.
func (a *Asker) join(l *register.Link) Join {
	j := Join{A: l.A, B: l.B, Score: l.Score, Cannot: l.Cannot}
	for _, r := range l.Reasons {
		j.Reasons = append(j.Reasons, fmt.Sprintf("%s %+d", a.ui.Say("reason."+r.What), r.Points))
	}
	return j
}

// corrections are those that people made on some mentions.
func (a *Asker) corrections(ctx context.Context, mentions []string) (out []register.Correction, err error) {
	all, err := a.Store.Corrections(ctx)
	of := map[string]bool{}
	for _, id := range mentions {
		of[id] = true
	}
	for _, c := range all {
		if of[c.Mention] || of[c.Other] {
			out = append(out, c)
		}
	}
	return out, err
}

// showReport shows a report with all that it tells.
func (a *Asker) showReport(ctx context.Context, id string) (*Shown, error) {
	r, err := a.report(ctx, id)
	if err != nil {
		return nil, err
	}
	s := sourceOf(&r)
	out := &Shown{Report: &s, Why: r.Why}
	list, err := a.Store.OfReport(ctx, id)
	if err != nil {
		return nil, err
	}
	for _, kind := range register.Kinds {
		for i := range list {
			if list[i].Kind == kind {
				out.Items = append(out.Items, a.of(&heap{list[i].ID, list[i : i+1]}))
			}
		}
	}
	return out, a.quoted(ctx, out.Items)
}
