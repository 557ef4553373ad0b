package ask

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strconv"

	"safir/internal/directory"
	"safir/internal/lang"
	"safir/internal/register"
)

// Levels at which two sides meet, from the highest.
var Levels = []string{"heads", "ministers", "deputies", "others", "calls"}

// Weights are what offices and happenings weigh: at which level a meeting was
// (ask/levels.tsv), how a brief ranks its lines (ask/ranking.tsv), how names
// bend (ask/cases.tsv).
type Weights struct {
	levels  map[string]string
	ranking map[[2]string]int
	cases   cases
}

// OpenWeights reads the tables.
func OpenWeights(fsys fs.FS) (*Weights, error) {
	w := &Weights{levels: map[string]string{}, ranking: map[[2]string]int{}}
	rows, err := lang.Table(fsys, "ask/levels.tsv", "office", "level", "note")
	for _, r := range rows {
		if !slices.Contains(Levels, r.Cells[1]) {
			err = errors.Join(err, fmt.Errorf("ask/levels.tsv:%d: there is no level %q; the levels are %v", r.Line, r.Cells[1], Levels))
		}
		w.levels[r.Cells[0]] = r.Cells[1]
	}
	rows, e := lang.Table(fsys, "ask/ranking.tsv", "what", "value", "points", "note")
	err = errors.Join(err, e)
	for _, r := range rows {
		n, e := strconv.Atoi(r.Cells[2])
		if e != nil || !slices.Contains([]string{"kind", "status", "level", "verb", "main", "reports"}, r.Cells[0]) {
			err = errors.Join(err, fmt.Errorf("ask/ranking.tsv:%d: write kind, status, level, verb, main or reports, then a value, then points as a whole number", r.Line))
		}
		w.ranking[[2]string{r.Cells[0], r.Cells[1]}] = n
	}
	w.cases, e = openCases(fsys)
	return w, errors.Join(err, e)
}

// Check reports what is wrong with the texts of the interface and the weights.
func Check(fsys fs.FS, dir *directory.Directory) error {
	_, err := OpenTexts(fsys, dir)
	_, e := OpenWeights(fsys)
	return errors.Join(err, e)
}

// distant are verbs by which two sides do not meet.
var distant = []string{"call", "write", "congratulate", "condole", "thank"}

// level is at which level an event was: the lower of the highest office of
// each state that has one.
func (w *Weights) level(m *register.Mention) string {
	if slices.Contains(distant, m.Verb) || m.Channel == "phone" || m.Channel == "letter" || m.Channel == "video" {
		return "calls"
	}
	highest := map[string]int{}
	for _, n := range m.Who {
		l := slices.Index(Levels, w.levels[n.Office])
		if l < 0 {
			l = slices.Index(Levels, "others")
		}
		if best, ok := highest[n.Country]; !ok || l < best {
			highest[n.Country] = l
		}
	}
	out := -1
	for _, l := range highest {
		out = max(out, l)
	}
	if out < 0 {
		return "others"
	}
	return Levels[out]
}

// mostReports is how many further reports count in a ranking.
const mostReports = 5

// rank is how high a line stands in a brief.
func (w *Weights) rank(m *register.Mention, reports int) int {
	n := w.ranking[[2]string{"kind", string(m.Kind)}] + w.ranking[[2]string{"status", m.Status}] + w.ranking[[2]string{"verb", m.Verb}]
	if m.Kind == register.Event {
		n += w.ranking[[2]string{"level", w.level(m)}]
	}
	if m.Main {
		n += w.ranking[[2]string{"main", "yes"}]
	}
	return n + w.ranking[[2]string{"reports", "each"}]*min(reports-1, mostReports)
}
