package cast

import "safir/internal/extract"

// era narrows down when an article without a date was written: while all those
// held the offices by which it calls them. from is "" while nothing is known.
type era struct{ from, to string }

// findEra reads the terms of the people whose office the text gives.
func (k *caster) findEra() {
	if len(k.Published.Value) >= 10 {
		k.era = era{k.Published.Value[:10], k.Published.Value[:10]}
		return
	}
	for i := range k.Actors {
		a := &k.Actors[i]
		if a.Kind != extract.Person || a.OfficeBasis != "text" {
			continue
		}
		for _, ref := range k.terms(a) {
			if k.Dir.Holders[ref].Office == a.Office && agree(a.Country, k.Dir.Holders[ref].Of) {
				k.narrow(k.Dir.Holders[ref].From, k.Dir.Holders[ref].To)
				break
			}
		}
	}
}

// narrow takes the part that the era shares with a term; a term that shares
// none is of somebody's past.
func (k *caster) narrow(from, to string) {
	if to == "" {
		to = "9999"
	}
	if k.era.from == "" {
		k.era = era{from, to}
		return
	}
	if from <= k.era.to && k.era.from <= to {
		k.era = era{max(from, k.era.from), min(to, k.era.to)}
	}
}

// inOffice reports whether a term of the directory runs at the time of the
// article, as far as that is known.
func (k *caster) inOffice(ref int) bool {
	h := &k.Dir.Holders[ref]
	return k.era.from != "" && h.From <= k.era.to && (h.To == "" || k.era.from <= h.To)
}
