package score

import "safir/internal/record"

// scoreCommitments counts commitments. Two match when they share at least
// half of the parties and at least 30 % of the shorter span.
func (d *document) scoreCommitments() {
	found := d.rec.Commitments
	m := greedy(len(d.gold.Commitments), len(found), func(g, f int) float64 {
		return commitmentWorth(&d.gold.Commitments[g], &found[f])
	})
	d.counts.add(figCommitments, m.pairs(), len(found), len(d.gold.Commitments))
	for g := range d.gold.Commitments {
		want := &d.gold.Commitments[g]
		if f := m.toFound[g]; f >= 0 {
			d.scoreCommitment(want, &found[f])
		} else {
			d.missed(KindCommitment, want.At, commitmentSummary(want.Object.Value, want.Stage, want.Parties))
		}
	}
	for f, have := range found {
		if m.toGold[f] < 0 {
			d.falseHit(KindCommitment, have.Span, commitmentSummary(have.Object.Kind, have.Stage, have.Parties), have.Rule)
		}
	}
}

// commitmentWorth is the parties' Jaccard index where a pair is allowed, and
// 0 elsewhere.
func commitmentWorth(want *GoldCommitment, have *record.Commitment) float64 {
	share := jaccard(setOf(want.Parties...), setOf(have.Parties...))
	shorter := min(length(want.At), length(have.Span))
	touches := float64(overlap(want.At, have.Span)) >= .3*float64(shorter)
	if share < .5 || length(have.Span) > longest || !touches {
		return 0
	}
	return share
}

// scoreCommitment judges a matched commitment.
func (d *document) scoreCommitment(want *GoldCommitment, have *record.Commitment) {
	d.counts.share(figCommitmentsStage, want.Stage == have.Stage)
	if want.By.Given {
		d.counts.share(figCommitmentsBy, setOf(want.By.Value...).equal(setOf(have.By...)))
	}
	if want.Object.Given {
		d.counts.share(figCommitmentsObject, want.Object.Value == have.Object.Kind)
	}
	var deadline *string
	if have.Deadline != nil {
		deadline = have.Deadline.Value
	}
	d.counts.share(figCommitmentsDeadline, same(want.Deadline, deadline))
}

func commitmentSummary(object, stage string, parties []string) string {
	return words(object, stage, inBrackets(parties...))
}
