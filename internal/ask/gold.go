package ask

import (
	"context"

	"safir/internal/register"
)

// Reviewed is a report of which people have judged every event, statement and
// commitment, with its mentions as they left them.
type Reviewed struct {
	Report   register.Report
	Text     string
	Mentions []register.Mention
}

// Reviewed calls yield for each report that was judged whole, by day of
// publication. partly counts the reports of which only something was judged:
// they tell what is right, and not what is missing.
func (a *Asker) Reviewed(ctx context.Context, yield func(*Reviewed) error) (partly int, err error) {
	all, err := a.Store.Corrections(ctx)
	if err != nil {
		return 0, err
	}
	reviews := register.Reviews(all)
	for r, err := range a.Store.Reports(ctx, register.Coded) {
		if err != nil {
			return partly, err
		}
		list, err := a.Store.OfReport(ctx, r.ID)
		if err != nil {
			return partly, err
		}
		x, judged, err := laid(list, reviews)
		switch {
		case err != nil:
			return partly, err
		case judged == none:
			continue
		case judged == part:
			partly++
			continue
		}
		x.Report = r
		if x.Text, err = a.Store.Text(ctx, r.Text); err != nil {
			return partly, err
		}
		if err := yield(x); err != nil {
			return partly, err
		}
	}
	return partly, nil
}

// How much of a report was judged.
const (
	none = iota
	part
	wholly
)

// laid lays what people said over a report's mentions. People are judged with
// what they do, and need no word of their own.
func laid(list []register.Mention, reviews map[string]register.Review) (x *Reviewed, judged int, err error) {
	x = &Reviewed{}
	items, seen := 0, 0
	for _, m := range list {
		said, ok := reviews[m.ID]
		if m.Kind != register.Person {
			items++
			if ok {
				seen++
			}
		}
		if said.State == register.Reject {
			continue
		}
		if m, err = said.Lay(m); err != nil {
			return nil, none, err
		}
		x.Mentions = append(x.Mentions, m)
	}
	switch {
	case seen == 0:
		return x, none, nil
	case seen < items:
		return x, part, nil
	}
	return x, wholly, nil
}
