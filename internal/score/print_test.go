package score

import (
	"errors"
	"strings"
	"testing"
)

func TestPrint(t *testing.T) {
	table := Table{Docs: 24, Coded: 23, Draws: 1000, Rows: []Row{
		{Figure: "overall", Measure: measureMean, Value: .5, N: 24, Low: .4, High: .6},
		{Figure: "events", Measure: measureF1, Value: .4, Precision: .5, Recall: 1. / 3, N: 64, Low: .25, High: .55},
		{Figure: "events.channel", Measure: measureShare},
	}}
	want := `figure            value  prec.  recall   n   95 % interval
overall           0.500                 24  0.400 to 0.600
events            0.400  0.500   0.333  64  0.250 to 0.550
  events.channel      -                  0  0.000 to 0.000
24 documents, 23 of them coded
`
	var out strings.Builder
	if err := Print(&out, table); err != nil || out.String() != want {
		t.Errorf("%v\n%s", err, out.String())
	}
	out.Reset()
	table.Draws = 0
	if err := Print(&out, table); err != nil || strings.Contains(out.String(), " to ") {
		t.Errorf("no draws, no intervals: %v\n%s", err, out.String())
	}
}

func TestPrintDifferences(t *testing.T) {
	want := `figure           before  after  change   n     95 % interval
events            0.400  0.500  +0.100  64  +0.020 to +0.180  *
  events.strict   0.300  0.250  -0.050  64  -0.120 to +0.010
`
	var out strings.Builder
	err := PrintDifferences(&out, []Difference{
		{"events", .4, .5, .1, .02, .18, 64},
		{"events.strict", .3, .25, -.05, -.12, .01, 64},
	})
	if err != nil || out.String() != want {
		t.Errorf("%v\n%s", err, out.String())
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("disk full") }

func TestPrintTellsOfAFullDisk(t *testing.T) {
	if Print(full{}, Table{}) == nil || PrintDifferences(full{}, nil) == nil {
		t.Error("no error")
	}
}
