// Package lang opens a language pack (docs/format-pack.md) from a file system
// and offers it as one unchanging value. It decides nothing about meaning.
package lang

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"sort"
	"strings"

	"safir/internal/rule"

	"gopkg.in/yaml.v3"
)

// Error is a fault in a pack: where it is and what to do about it.
type Error struct {
	File string
	Line int
	Text string
}

func (e *Error) Error() string { return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.Text) }

// Entry is one row of a word table.
type Entry struct {
	Phrase string
	Class  string
	Attrs  map[string]string
	File   string
	Line   int
}

// Settings are the fields of pack.yaml.
type Settings struct {
	Lang        string            `yaml:"lang"`
	Name        string            `yaml:"name"`
	Direction   string            `yaml:"direction"`
	Article     string            `yaml:"article"`
	Home        string            `yaml:"home"`
	Homes       map[string]string `yaml:"homes"`
	Possessives []string          `yaml:"possessives"`     // endings that say "his", "her", "their"
	Foreign     []string          `yaml:"foreign_endings"` // endings of surnames of other peoples
	ForeignHead string            `yaml:"foreign_head"`    // how surnames of a neighbour begin: the Arabic article in Persian print
	AtHome      []string          `yaml:"at_home"`         // states whose outlets write in this language
	Calendar    string            `yaml:"calendar"`
	VerbFirst   bool              `yaml:"verb_first"`
	Genitive    bool              `yaml:"genitive"`
	Conjunction string            `yaml:"conjunction"`
	CutUnknown  bool              `yaml:"cut_unknown"`
	// VerbPrefixes are prefixes of which one verb stem takes one or another.
	VerbPrefixes []string          `yaml:"verb_prefixes"`
	Prefixes     []string          `yaml:"prefixes"`
	GlueBefore   []string          `yaml:"glue_before"`
	GlueAfter    []string          `yaml:"glue_after"`
	GlueSpaced   []string          `yaml:"glue_spaced"`
	Suffixes     []string          `yaml:"suffixes"`
	Adjectives   []string          `yaml:"adjectives"`
	Bends        map[string]string `yaml:"bends"`
	Finals       []string          `yaml:"finals"`
	Stops        []string          `yaml:"stops"`  // signs that end a sentence
	Breaks       []string          `yaml:"breaks"` // signs that end a clause
	Licence      string            `yaml:"licence"`
}

// Pack is one language.
type Pack struct {
	Settings
	Chars   map[rune]rune // what a character is read as; 0 drops it
	Entries []Entry
	Latin   []Spelling
	Rules   map[string][]rule.Rule       // by kind: the name of the file
	Hash    string                       // hex sha256 over all files, for naming the pack's version
	attrs   map[string]map[string]string // by their cells
}

// Open reads the pack in folder dir of fsys. All faults found are returned
// together; the pack is usable only when the error is nil.
func Open(fsys fs.FS, dir string) (*Pack, error) {
	p, err := openWords(fsys, dir)
	if p == nil {
		return nil, err
	}
	errs := append([]error{err}, each(fsys, path.Join(dir, "rules"), ".yaml", p.readRules)...)
	p.Hash, err = hashOf(fsys, dir)
	return p, errors.Join(append(errs, err)...)
}

// Words opens all packs below lang, by their folders, without their rules.
func Words(fsys fs.FS) (packs []*Pack, err error) {
	folders, err := fs.Glob(fsys, "lang/*/pack.yaml")
	for _, f := range folders {
		p, e := openWords(fsys, path.Dir(f))
		packs, err = append(packs, p), errors.Join(err, e)
	}
	return packs, err
}

// openWords opens a pack without its rules; it is nil where there is none.
func openWords(fsys fs.FS, dir string) (*Pack, error) {
	p := &Pack{Chars: map[rune]rune{}, Rules: map[string][]rule.Rule{}}
	data, err := fs.ReadFile(fsys, path.Join(dir, "pack.yaml"))
	if err != nil {
		return nil, fmt.Errorf("no language pack in %s: %w", dir, err)
	}
	dec := yaml.NewDecoder(strings.NewReader(string(data)))
	dec.KnownFields(true)
	if err := dec.Decode(&p.Settings); err != nil {
		return nil, fmt.Errorf("%s: %w", path.Join(dir, "pack.yaml"), err)
	}
	if len(p.Stops) == 0 {
		return nil, fmt.Errorf("%s: stops: name the signs that end a sentence", path.Join(dir, "pack.yaml"))
	}
	errs := []error{p.readChars(fsys, path.Join(dir, "chars.tsv"))}
	errs = append(errs, each(fsys, path.Join(dir, "words"), ".tsv", p.readWords)...)
	return p, errors.Join(append(errs, p.readVerbs(fsys, dir), p.readLatin(fsys, dir))...)
}

// each calls read for the files with this ending in a folder, by name.
func each(fsys fs.FS, dir, ending string, read func(fs.FS, string) error) (errs []error) {
	names, _ := fs.Glob(fsys, path.Join(dir, "*"+ending))
	sort.Strings(names)
	for _, name := range names {
		errs = append(errs, read(fsys, name))
	}
	return errs
}

func (p *Pack) readChars(fsys fs.FS, name string) error {
	rows, err := Table(fsys, name, "from", "to", "reason")
	errs := []error{err}
	for _, row := range rows {
		from, ok := oneRune(row.Cells[0])
		to, ok2 := oneRune(row.Cells[1])
		if !ok || (!ok2 && row.Cells[1] != "") {
			errs = append(errs, &Error{name, row.Line, "from and to are one character each, or U+XXXX; to may be empty"})
			continue
		}
		if !ok2 {
			to = 0
		}
		p.Chars[from] = to
	}
	return errors.Join(errs...)
}

func (p *Pack) readWords(fsys fs.FS, name string) error {
	rows, err := Table(fsys, name, "phrase", "class", "attrs", "note")
	errs := []error{err}
	for _, row := range rows {
		attrs, err := p.attrsOf(row.Cells[2])
		if row.Cells[0] == "" || row.Cells[1] == "" {
			err = errors.New("phrase and class may not be empty")
		}
		if err != nil {
			errs = append(errs, &Error{name, row.Line, err.Error()})
			continue
		}
		p.Entries = append(p.Entries, Entry{row.Cells[0], row.Cells[1], attrs, name, row.Line})
	}
	return errors.Join(errs...)
}

func (p *Pack) readRules(fsys fs.FS, name string) error {
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return err
	}
	kind := strings.TrimSuffix(path.Base(name), ".yaml")
	rules, err := rule.Parse(name, p.Lang+"/"+kind, data)
	p.Rules[kind] = rules
	return err
}

// attrsOf reads a cell of attributes; entries with the same share them.
func (p *Pack) attrsOf(cell string) (map[string]string, error) {
	if attrs, ok := p.attrs[cell]; ok {
		return attrs, nil
	}
	attrs, err := parseAttrs(cell)
	if err != nil {
		return nil, err
	}
	if p.attrs == nil {
		p.attrs = map[string]map[string]string{}
	}
	p.attrs[cell] = attrs
	return attrs, nil
}

func parseAttrs(cell string) (map[string]string, error) {
	if cell == "" {
		return nil, nil
	}
	attrs := map[string]string{}
	for _, part := range strings.Split(cell, ";") {
		key, value, ok := strings.Cut(strings.TrimSpace(part), "=")
		if !ok || key == "" {
			return nil, fmt.Errorf("attribute %q: write key=value, joined by ;", part)
		}
		attrs[key] = value
	}
	return attrs, nil
}

func hashOf(fsys fs.FS, dir string) (string, error) {
	h := sha256.New()
	err := fs.WalkDir(fsys, dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(fsys, name)
		fmt.Fprintf(h, "%s %d\n", name, len(data))
		h.Write(data)
		return err
	})
	return hex.EncodeToString(h.Sum(nil)), err
}
