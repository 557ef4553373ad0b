package ask

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"safir/internal/register"
	"safir/internal/store"
)

// generated keeps n reports of invented happenings among twelve states, six
// mentions a report, in a register in a file.
func generated(t testing.TB, h *house, n int) store.Store {
	s := sqlite(t)
	rnd := rand.New(rand.NewPCG(1, 2))
	states := []string{"IRN", "IRQ", "SAU", "TUR", "KGZ", "TJK", "KAZ", "RUS", "CHN", "EGY", "OMN", "QAT"}
	cities := map[string]string{"IRN": "Tehran", "IRQ": "Baghdad", "SAU": "Riyadh", "TUR": "Ankara", "KGZ": "Bishkek", "TJK": "Dushanbe", "KAZ": "Astana", "RUS": "Moscow", "CHN": "Beijing", "EGY": "Cairo", "OMN": "Muscat", "QAT": "Doha"}
	verbs := []string{"meet", "call", "visit", "sign", "negotiate", "commission"}
	topics := []string{"trade", "transport/rail", "energy/oil_gas", "security/border", "culture", "health"}
	sentences := slices.Concat(persianSentences, arabicSentences)
	err := s.Within(t.Context(), func(in store.Store) error {
		for i := range n {
			a, b := states[rnd.IntN(len(states))], states[rnd.IntN(len(states)-1)]
			if a == b {
				b = states[len(states)-1]
			}
			day := time.Date(2012, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, rnd.IntN(5000)).Format(time.DateOnly)
			parties := []string{min(a, b), max(a, b)}
			who := []register.Name{{Text: fmt.Sprintf("نام%d", rnd.IntN(500)), Country: a, Office: "foreign_minister"}}
			r := told{id: fmt.Sprintf("g%06d", i), text: sentences[rnd.IntN(len(sentences))] + " " + sentences[rnd.IntN(len(sentences))], lang: "fa", outlet: fmt.Sprint("outlet", rnd.IntN(30)), day: day}
			for j := range 2 {
				topic := []string{topics[rnd.IntN(len(topics))]}
				r.mentions = append(r.mentions,
					register.Mention{Kind: register.Event, Type: "CONSULT", Verb: verbs[rnd.IntN(len(verbs))], Status: "occurred", From: day, To: day, Parties: parties, Country: b, City: cities[b], Topics: topic, Who: who, Main: j == 0},
					register.Mention{Kind: register.Statement, Verb: "state", Parties: []string{a}, Targets: []string{b}, Topics: topic, Who: who},
					register.Mention{Kind: register.Commitment, Verb: "project", Status: "proposed", Parties: parties, By: parties, Topics: topic})
			}
			h.keep(t, in, r)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// sizes of the generated register, in reports.
const benchReports = 5_000

// BenchmarkAsk times questions to a generated register; p95 is the time that
// 95 of 100 queries stay below.
func BenchmarkAsk(b *testing.B) {
	h := open(b)
	s := generated(b, h, benchReports)
	queries := []string{"Iran", "ایران عراق", "Kyrgyzstan rail", "topic:trade", "kind:statement to:Oman", "verb:visit place:Moscow", "\"خط انتقال برق\"", "میعانات گازی", "after:2024 Iran", "pair:IRN-TUR kind:event", "-ایران ترکیه", "kind:commitment Cairo"}
	b.Run("search", func(b *testing.B) {
		var took []time.Duration
		for i := 0; b.Loop(); i++ {
			a := h.asker(b, s, "2026-01-01")
			start := time.Now()
			if _, err := a.Search(b.Context(), queries[i%len(queries)], 20); err != nil {
				b.Fatal(err)
			}
			took = append(took, time.Since(start))
		}
		slices.Sort(took)
		b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "p95-ms")
	})
	b.Run("pair", func(b *testing.B) {
		for b.Loop() {
			a := h.asker(b, s, "2026-01-01")
			if _, err := a.Pair(b.Context(), "IRN", "TUR", "", 5); err != nil {
				b.Fatal(err)
			}
		}
	})
}
