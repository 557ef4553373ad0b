package main

import (
	"fmt"
	"os"
	"strings"

	"safir/internal/fetch"
	"safir/internal/record"
	"safir/internal/score"
)

type evalCmd struct {
	shared
	Gold    string `arg:"" help:"Folder of gold files (NAME.json with its text NAME.txt beside it)."`
	Records string `help:"Score these records (JSON Lines) instead of coding the gold's texts now." type:"existingfile" placeholder:"FILE"`
	Lang    string `help:"Only documents of this language." placeholder:"TAG"`
	Compare string `help:"Compare with these older records: differences with paired intervals." type:"existingfile" placeholder:"OLD.jsonl"`
	Oracle  string `help:"Put persons or speakers right first, to see what is lost where." enum:"persons,speakers," default:"" placeholder:"WHAT"`
	Misses  int    `help:"Show this many misses and false hits in their words." default:"0" placeholder:"N"`
	Kind    string `help:"Of those, only this kind (person, org, event, statement, commitment)." placeholder:"KIND"`
	Draws   int    `help:"Draws behind each 95 % interval." default:"1000" placeholder:"N"`
}

// Run scores and prints.
func (e *evalCmd) Run(s *streams) error {
	golds, err := e.load()
	if err != nil {
		return err
	}
	records, err := e.records(golds)
	if err != nil {
		return err
	}
	if e.Oracle != "" {
		if records, err = score.Oracle(golds, records, e.Oracle); err != nil {
			return err
		}
	}
	if e.Compare != "" {
		old, err := readRecords(e.Compare)
		if err != nil {
			return err
		}
		return wrap(score.PrintDifferences(s.out, score.Compare(golds, old, records, e.Draws)))
	}
	result := score.Score(golds, records)
	if err := score.Print(s.out, result.Table(e.Draws)); err != nil {
		return wrap(err)
	}
	e.items(s, golds, result)
	return nil
}

// load reads the gold.
func (e *evalCmd) load() ([]score.Gold, error) {
	if info, err := os.Stat(e.Gold); err != nil || !info.IsDir() {
		return nil, fmt.Errorf("%s: no such folder; name one that holds gold, NAME.json with its text NAME.txt beside it (docs/linguist.md tells how gold is written)", e.Gold)
	}
	golds, err := score.LoadGold(os.DirFS(e.Gold))
	if err != nil {
		return nil, err
	}
	if golds = score.ByLang(golds, e.Lang); len(golds) == 0 {
		return nil, fmt.Errorf("%s: no gold (NAME.json beside NAME.txt) of language %q", e.Gold, e.Lang)
	}
	return golds, nil
}

// records are those of the file, or of the gold's texts coded now.
func (e *evalCmd) records(golds []score.Gold) ([]record.Record, error) {
	if e.Records != "" {
		return readRecords(e.Records)
	}
	_, c, err := e.open()
	if err != nil {
		return nil, err
	}
	w := c.NewWorker()
	var out []record.Record
	for i := range golds {
		if !golds[i].HasText {
			continue
		}
		a, err := fetch.Plain([]byte(golds[i].Text), golds[i].File())
		if err != nil {
			return nil, fmt.Errorf("%s: %w", golds[i].File(), err)
		}
		r, err := w.Code(a)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", golds[i].File(), err)
		}
		out = append(out, *r)
	}
	return out, nil
}

func readRecords(path string) ([]record.Record, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	records, err := score.ReadRecords(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return records, nil
}

// items prints misses and false hits with their words.
func (e *evalCmd) items(s *streams, golds []score.Gold, result score.Result) {
	texts := map[string]string{}
	for i := range golds {
		texts[golds[i].File()] = golds[i].Text
	}
	left := e.Misses
	for _, it := range result.Items {
		if left == 0 {
			return
		}
		if e.Kind != "" && it.Kind != e.Kind {
			continue
		}
		left--
		what := "false "
		if it.Missed {
			what = "missed"
		}
		fmt.Fprintf(s.out, "\n%s %s  %s  %s  %s\n", what, it.Kind, it.Doc, it.Summary, it.Rule)
		if x := score.Excerpt(texts[it.Doc], it.Span, 60); x != "" {
			fmt.Fprintf(s.out, "    %s\n", isolate(x))
		}
	}
	for _, d := range result.Uncoded {
		fmt.Fprintf(s.err, "%s: has gold but no record\n", d)
	}
}

// isolate keeps right-to-left words from reordering what stands around them.
func isolate(s string) string { return "\u2067" + tame(strings.TrimSpace(s)) + "\u2069" }
