package score

import (
	"fmt"
	"io"
	"strings"
)

// Print writes a table: a line a figure with its value, precision and recall
// (of an F1), n and, where drawn, its 95 % interval. A figure over nothing is
// shown as "-".
func Print(w io.Writer, t Table) error {
	rows := [][]string{{"figure", "value", "prec.", "recall", "n", "95 % interval"}}
	for _, r := range t.Rows {
		rows = append(rows, []string{indent(r.Figure), ofAny(r.N, r.Value), ofF1(r, r.Precision), ofF1(r, r.Recall), fmt.Sprint(r.N), between(t.Draws, r.Low, r.High)})
	}
	if err := aligned(w, rows); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "%d documents, %d of them coded\n", t.Docs, t.Coded)
	return err
}

// PrintDifferences writes a comparison: a line a figure with its value before
// and after, the change, its 95 % paired interval, and a star where the
// interval leaves out zero.
func PrintDifferences(w io.Writer, list []Difference) error {
	rows := [][]string{{"figure", "before", "after", "change", "n", "95 % interval", ""}}
	for _, d := range list {
		star := ""
		if d.Sure() {
			star = "*"
		}
		rows = append(rows, []string{indent(d.Figure), ofAny(d.N, d.Before), ofAny(d.N, d.After), fmt.Sprintf("%+.3f", d.Change), fmt.Sprint(d.N),
			fmt.Sprintf("%+.3f to %+.3f", d.Low, d.High), star})
	}
	return aligned(w, rows)
}

// indent sets a detail of a kind below the kind.
func indent(figure string) string {
	if strings.Contains(figure, ".") {
		return "  " + figure
	}
	return figure
}

func ofAny(n int, value float64) string {
	if n == 0 {
		return "-"
	}
	return fmt.Sprintf("%.3f", value)
}

func ofF1(r Row, value float64) string {
	if r.Measure != measureF1 {
		return ""
	}
	return ofAny(r.N, value)
}

func between(draws int, low, high float64) string {
	if draws <= 0 {
		return ""
	}
	return fmt.Sprintf("%.3f to %.3f", low, high)
}

// aligned writes rows with their first column to the left and the others to
// the right.
func aligned(w io.Writer, rows [][]string) error {
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], len(cell))
		}
	}
	for _, row := range rows {
		line := fmt.Sprintf("%-*s", widths[0], row[0])
		for i, cell := range row[1:] {
			line += fmt.Sprintf("  %*s", widths[i+1], cell)
		}
		if _, err := fmt.Fprintln(w, strings.TrimRight(line, " ")); err != nil {
			return err
		}
	}
	return nil
}
