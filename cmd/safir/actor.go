package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"unicode/utf8"

	"safir/data"
	"safir/internal/pipeline"
)

type actorCmd struct {
	shared
	Phrases []string `arg:"" name:"phrase" help:"Phrases that name somebody, or - for one a line on standard input."`
	Lang    string   `help:"The language of the phrases: ar or fa." required:"" placeholder:"LANG"`
}

// Run answers whose somebody is, what and in which office: a line of JSON a
// phrase.
func (c *actorCmd) Run(s *streams) error {
	fsys := fs.FS(data.FS)
	if c.Data != "" {
		fsys = os.DirFS(c.Data)
	}
	p, err := pipeline.OpenPhrases(fsys, c.Lang)
	if err != nil {
		return err
	}
	w := bufio.NewWriter(s.out)
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for _, phrase := range c.Phrases {
		if phrase == "-" {
			err = eachLine(s, func(line string) error { return enc.Encode(p.Who(line)) })
		} else {
			err = enc.Encode(p.Who(strings.ToValidUTF8(phrase, "\uFFFD")))
		}
		if err != nil {
			return err
		}
	}
	return wrap(w.Flush())
}

// longestPhrase is how many bytes a line of phrases may have.
const longestPhrase = 1 << 20

// eachLine calls do with each line of standard input but empty ones.
func eachLine(s *streams, do func(string) error) error {
	lines := bufio.NewScanner(s.in)
	lines.Buffer(nil, longestPhrase)
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(strings.TrimPrefix(lines.Text(), "\uFEFF"))
		if !utf8.ValidString(line) {
			return fmt.Errorf("standard input, line %d: not UTF-8; save the phrases as UTF-8", n)
		}
		if line == "" {
			continue
		}
		if err := do(line); err != nil {
			return wrap(err)
		}
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("standard input: %w", err)
	}
	return nil
}
