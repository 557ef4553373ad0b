package score

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"unicode/utf8"

	"safir/internal/record"
)

// Gold is the annotation of one article by hand, with its text.
type Gold struct {
	Doc         string           `json:"doc"` // name of the document, with or without .txt
	Lang        string           `json:"lang"`
	Published   *string          `json:"published"` // nil: the page does not say
	Persons     []GoldPerson     `json:"persons"`
	Orgs        []string         `json:"orgs"` // acronyms
	Events      []GoldEvent      `json:"events"`
	Statements  []GoldStatement  `json:"statements"`
	Commitments []GoldCommitment `json:"commitments"`
	SHA256      string           `json:"sha256"` // of the text, where the text itself may not be kept

	Text    string `json:"-"` // as it stands in the file, a BOM removed
	HasText bool   `json:"-"`
}

// GoldPerson is a person who must be found.
type GoldPerson struct {
	Name       string  `json:"name"`
	Country    *string `json:"country"` // nil: any country is right
	Office     *string `json:"office"`
	Represents *string `json:"represents"` // nil means state
}

// GoldEvent is an event that must be found.
type GoldEvent struct {
	evidence
	Type      string          `json:"type"`
	Mode      *string         `json:"mode"`
	Verb      maybe[string]   `json:"verb"`
	Channel   maybe[*string]  `json:"channel"`
	Status    string          `json:"status"`
	Main      bool            `json:"main"`
	Countries []string        `json:"countries"`
	Persons   []string        `json:"persons"`
	Date      *string         `json:"date"`
	Place     *GoldEventPlace `json:"place"`
	Topics    []string        `json:"topics"`
}

// GoldEventPlace is where a gold event happened.
type GoldEventPlace struct {
	Country *string `json:"country"`
	City    *string `json:"city"`
}

// GoldStatement is a statement that must be found. Speakers and targets are
// names of gold persons, ISO codes or acronyms.
type GoldStatement struct {
	evidence
	Speakers []string        `json:"speakers"`
	Targets  maybe[[]string] `json:"targets"`
	Act      string          `json:"act"`
	Topics   []string        `json:"topics"`
}

// GoldCommitment is a commitment that must be found.
type GoldCommitment struct {
	evidence
	By       maybe[[]string] `json:"by"`
	Parties  []string        `json:"parties"`
	Object   maybe[string]   `json:"object"`
	Stage    string          `json:"stage"`
	Deadline *string         `json:"deadline"`
	Topics   []string        `json:"topics"`
}

// evidence is where an item stands in the text: by its words, or by a span
// that wins over them. At is the place in code points, known once the gold is
// loaded.
type evidence struct {
	Quote *string      `json:"quote"`
	Span  *record.Span `json:"span"`
	At    record.Span  `json:"-"`
}

// maybe is a field that old gold may lack. A lacking field is not judged; one
// that is there and null must be null in the record.
type maybe[T any] struct {
	Given bool
	Value T
}

// UnmarshalJSON is called for every field that is present, null included.
func (m *maybe[T]) UnmarshalJSON(data []byte) error {
	m.Given = true
	return json.Unmarshal(data, &m.Value)
}

// File is the name of the document's text file.
func (g *Gold) File() string {
	if strings.HasSuffix(g.Doc, ".txt") {
		return g.Doc
	}
	return g.Doc + ".txt"
}

// LoadGold reads every *.json at the root of fsys, in the order of their
// names, each with the text that stands beside it. It reports all faults at
// once: files that cannot be read and items whose words are not in the text.
func LoadGold(fsys fs.FS) ([]Gold, error) {
	entries, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return nil, fmt.Errorf("score: gold folder: %w", err)
	}
	var golds []Gold
	var faults []error
	for _, entry := range entries {
		if !strings.HasSuffix(entry.Name(), ".json") {
			continue
		}
		g, err := loadOne(fsys, entry.Name())
		golds, faults = append(golds, g), append(faults, err)
	}
	if err := errors.Join(faults...); err != nil {
		return nil, err
	}
	if len(golds) == 0 {
		return nil, errors.New("score: no gold: the folder holds no *.json; give the folder of the annotated articles")
	}
	return golds, nil
}

// ByLang returns the gold of one language, or all of it when lang is "".
func ByLang(golds []Gold, lang string) []Gold {
	var out []Gold
	for _, g := range golds {
		if lang == "" || g.Lang == lang {
			out = append(out, g)
		}
	}
	return out
}

// loadOne reads one gold file and the text beside it.
func loadOne(fsys fs.FS, name string) (Gold, error) {
	var g Gold
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return g, fmt.Errorf("score: gold %s: %w", name, err)
	}
	if err := json.Unmarshal(data, &g); err != nil {
		return g, fmt.Errorf("score: gold %s: not the JSON of a gold file: %w", name, err)
	}
	if err := g.loadText(fsys); err != nil {
		return g, fmt.Errorf("score: gold %s: its text %s: %w", name, g.File(), err)
	}
	return g, g.locate(name)
}

// loadText reads the text beside the gold. A text that is not there is no
// fault: gold with spans can do without.
func (g *Gold) loadText(fsys fs.FS) error {
	data, err := fs.ReadFile(fsys, g.File())
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	if !utf8.Valid(data) {
		return errors.New("is not UTF-8; convert it first")
	}
	g.Text, g.HasText = strings.TrimPrefix(string(data), "\ufeff"), true
	return nil
}

// locate finds the place of every item, and says of all that have none.
func (g *Gold) locate(name string) error {
	var faults []error
	at := func(kind string, i int, e *evidence) {
		if err := e.locate(g); err != nil {
			faults = append(faults, fmt.Errorf("score: gold %s: %s[%d]: %w", name, kind, i, err))
		}
	}
	for i := range g.Events {
		at("events", i, &g.Events[i].evidence)
	}
	for i := range g.Statements {
		at("statements", i, &g.Statements[i].evidence)
	}
	for i := range g.Commitments {
		at("commitments", i, &g.Commitments[i].evidence)
	}
	return errors.Join(faults...)
}

// locate sets the place of one item: its span, or where its words first
// stand.
func (e *evidence) locate(g *Gold) error {
	switch {
	case e.Span != nil:
		e.At = *e.Span
		return nil
	case e.Quote == nil || !g.HasText:
		return errors.New("has no span, and no quote with a text beside it; give one of them")
	}
	span, ok := locateIn(g.Text, *e.Quote)
	if !ok {
		return fmt.Errorf("its quote does not stand in %s; correct the quote or give a span", g.File())
	}
	e.At = span
	return nil
}

// locateIn is the first place of words in a text, in code points.
func locateIn(s, words string) (record.Span, bool) {
	at := strings.Index(s, words)
	if at < 0 {
		return record.Span{}, false
	}
	start := utf8.RuneCountInString(s[:at])
	return record.Span{start, start + utf8.RuneCountInString(words)}, true
}
