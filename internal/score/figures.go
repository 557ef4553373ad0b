package score

// figure is one of the benchmark's figures, in the order of the table.
type figure uint8

const (
	figOverall figure = iota
	figPersons
	figPersonsOffice
	figPersonsRepresents
	figOrgs
	figEvents
	figEventsStrict
	figEventsPeople
	figEventsMain
	figEventsMainFlag
	figEventsEvidence
	figEventsVerb
	figEventsMode
	figEventsChannel
	figEventsStatus
	figEventsDate
	figEventsCountry
	figEventsCity
	figStatements
	figStatementsAct
	figStatementsTargets
	figCommitments
	figCommitmentsStage
	figCommitmentsBy
	figCommitmentsObject
	figCommitmentsDeadline
	figTopics
	figPublished
	figures // how many there are
)

// The measures: how a figure is made of its counts.
const (
	measureF1    = "f1"    // of precision and recall
	measureShare = "share" // right ones among those judged
	measureMean  = "mean"  // of the main figures
)

// figureTable says what each figure is called, how it is measured, and
// whether it goes into the mean.
var figureTable = [figures]struct {
	name    string
	measure string
	main    bool
}{
	figOverall:             {"overall", measureMean, false},
	figPersons:             {"persons", measureF1, true},
	figPersonsOffice:       {"persons.office", measureShare, false},
	figPersonsRepresents:   {"persons.represents", measureShare, false},
	figOrgs:                {"orgs", measureF1, false},
	figEvents:              {"events", measureF1, true},
	figEventsStrict:        {"events.strict", measureF1, false},
	figEventsPeople:        {"events.people", measureF1, false},
	figEventsMain:          {"events.main", measureShare, false},
	figEventsMainFlag:      {"events.main_flag", measureShare, false},
	figEventsEvidence:      {"events.evidence", measureShare, false},
	figEventsVerb:          {"events.verb", measureShare, false},
	figEventsMode:          {"events.mode", measureShare, false},
	figEventsChannel:       {"events.channel", measureShare, false},
	figEventsStatus:        {"events.status", measureShare, false},
	figEventsDate:          {"events.date", measureShare, false},
	figEventsCountry:       {"events.country", measureShare, false},
	figEventsCity:          {"events.city", measureShare, false},
	figStatements:          {"statements", measureF1, true},
	figStatementsAct:       {"statements.act", measureF1, false},
	figStatementsTargets:   {"statements.targets", measureF1, false},
	figCommitments:         {"commitments", measureF1, true},
	figCommitmentsStage:    {"commitments.stage", measureShare, false},
	figCommitmentsBy:       {"commitments.by", measureShare, false},
	figCommitmentsObject:   {"commitments.object", measureShare, false},
	figCommitmentsDeadline: {"commitments.deadline", measureShare, false},
	figTopics:              {"topics", measureF1, true},
	figPublished:           {"published", measureShare, false},
}

// count is what a figure is made of. The unit is the item, but the code point
// for statements and statements.act. Of a share, found and wanted are both
// the number judged; of the overall figure, wanted is the number of documents
// and hit that of documents with a record.
type count struct{ hit, found, wanted int }

func (c count) precision() float64 { return ratio(c.hit, c.found) }

func (c count) recall() float64 { return ratio(c.hit, c.wanted) }

// f1 is the harmonic mean of precision and recall, 0 when both are.
func (c count) f1() float64 {
	p, r := c.precision(), c.recall()
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}

func ratio(part, whole int) float64 {
	if whole == 0 {
		return 0
	}
	return float64(part) / float64(whole)
}

// counts is one document's share in every figure, or a sum of such.
type counts [figures]count

// add counts right ones, found ones and wanted ones.
func (c *counts) add(f figure, hit, found, wanted int) {
	c[f].hit += hit
	c[f].found += found
	c[f].wanted += wanted
}

// share counts one judged item.
func (c *counts) share(f figure, right bool) { c.add(f, one(right), 1, 1) }

// plus adds the counts of another document.
func (c *counts) plus(d *counts) {
	for f := range figures {
		c.add(f, d[f].hit, d[f].found, d[f].wanted)
	}
}

// value is a figure between 0 and 1.
func (c *counts) value(f figure) float64 {
	switch figureTable[f].measure {
	case measureF1:
		return c[f].f1()
	case measureShare:
		return c[f].recall()
	}
	return c.mean()
}

// mean is the mean of the main figures.
func (c *counts) mean() float64 {
	sum, n := 0.0, 0
	for f := range figures {
		if figureTable[f].main {
			sum, n = sum+c[f].f1(), n+1
		}
	}
	return sum / float64(n)
}

// Row is one figure of a run, micro-averaged over its documents.
type Row struct {
	Figure    string
	Measure   string // f1, share or mean
	Value     float64
	Precision float64 // of an f1 only
	Recall    float64 // of an f1 only
	N         int     // items wanted (code points for statements, statements.act), items judged, or documents
	Low, High float64 // bounds of the 95 % interval, when the table has intervals
}

// Table is all figures of a run.
type Table struct {
	Rows  []Row
	Docs  int // documents with gold
	Coded int // those of them with a record
	Draws int // draws behind the intervals; 0: there are none
}

// Table sums the run up. With draws above 0 each figure has its 95 %
// bootstrap interval over documents; DefaultDraws is a good number.
func (r Result) Table(draws int) Table {
	sum := total(r.docs)
	t := Table{Docs: len(r.docs), Coded: sum[figOverall].hit, Draws: draws}
	bounds := intervals(r.docs, draws)
	for f := range figures {
		row := sum.row(f)
		row.Low, row.High = bounds[f].low, bounds[f].high
		t.Rows = append(t.Rows, row)
	}
	return t
}

// Row returns the row of a figure; false when there is no such figure.
func (t Table) Row(figure string) (Row, bool) {
	for _, row := range t.Rows {
		if row.Figure == figure {
			return row, true
		}
	}
	return Row{}, false
}

// IsMain reports whether a figure is one of the five whose mean is the
// overall figure, or that figure itself.
func IsMain(figure string) bool {
	for _, f := range figureTable {
		if f.name == figure {
			return f.main || f.measure == measureMean
		}
	}
	return false
}

func (c *counts) row(f figure) Row {
	row := Row{Figure: figureTable[f].name, Measure: figureTable[f].measure, Value: c.value(f), N: c[f].wanted}
	if row.Measure == measureF1 {
		row.Precision, row.Recall = c[f].precision(), c[f].recall()
	}
	return row
}

func total(docs []counts) *counts {
	var sum counts
	for i := range docs {
		sum.plus(&docs[i])
	}
	return &sum
}
