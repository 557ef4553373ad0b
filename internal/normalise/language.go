package normalise

import (
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"safir/internal/doc"
	"safir/internal/lang"
)

// Undetermined is the tag of a text whose language nothing shows.
const Undetermined = "und"

// Identifier tells languages apart by script, telltale letters and function
// words. It scores the letters as printed: how a letter was typed is evidence.
type Identifier struct {
	langs   []variety
	byLang  map[string]int
	script  map[string][]int // languages of a script
	letters map[rune][]clue
	words   map[string][]clue
	prefix  map[string][]clue
	ending  map[string][]clue
	long    int // bytes of the longest prefix or ending
}

// variety is one language of the table.
type variety struct {
	tag  string
	base int // the language it is a variety of, or -1
}

// clue speaks for one language.
type clue struct {
	lang   int
	weight float64
}

// Paragraph is a line of a text with its language.
type Paragraph struct {
	Span doc.Span
	Lang string
}

// NewIdentifier reads the table of languages (languages.tsv).
func NewIdentifier(fsys fs.FS, name string) (*Identifier, error) {
	rows, err := lang.Table(fsys, name, "lang", "kind", "form", "weight")
	if err != nil {
		return nil, err
	}
	id := &Identifier{byLang: map[string]int{}, script: map[string][]int{}, letters: map[rune][]clue{},
		words: map[string][]clue{}, prefix: map[string][]clue{}, ending: map[string][]clue{}}
	var errs []error
	for _, row := range rows {
		if err := id.learn(row.Cells); err != nil {
			errs = append(errs, &lang.Error{File: name, Line: row.Line, Text: err.Error()})
		}
	}
	return id, errors.Join(errs...)
}

// learn reads one row.
func (id *Identifier) learn(c []string) error {
	tag, kind, form := c[0], c[1], c[2]
	if tag == "" || form == "" {
		return errors.New("lang and form may not be empty")
	}
	n := id.number(tag)
	if kind == "script" {
		if unicode.Scripts[form] == nil {
			return fmt.Errorf("no script is called %q", form)
		}
		id.script[form] = append(id.script[form], n)
		return nil
	}
	if kind == "base" {
		id.langs[n].base = id.number(form)
		return nil
	}
	weight, err := strconv.ParseFloat(c[3], 64)
	if err != nil {
		return fmt.Errorf("the weight %q is no number", c[3])
	}
	return id.clue(kind, form, clue{n, weight})
}

func (id *Identifier) clue(kind, form string, c clue) error {
	switch kind {
	case "letter":
		r, _ := utf8.DecodeRuneInString(form)
		id.letters[r] = append(id.letters[r], c)
	case "word":
		id.words[form] = append(id.words[form], c)
	case "prefix":
		id.prefix[form] = append(id.prefix[form], c)
		id.long = max(id.long, len(form))
	case "ending":
		id.ending[form] = append(id.ending[form], c)
		id.long = max(id.long, len(form))
	default:
		return fmt.Errorf("kind %q: write script, base, letter, word, prefix or ending", kind)
	}
	return nil
}

// number is the index of a language, new or known.
func (id *Identifier) number(tag string) int {
	if n, ok := id.byLang[tag]; ok {
		return n
	}
	n := len(id.langs)
	id.byLang[tag] = n
	id.langs = append(id.langs, variety{tag, -1})
	return n
}

// Scores that must be reached: by any language, and by a variety over the
// language it belongs to.
const (
	leastScore  = 1.0
	leastBeyond = 2.5
)

// Language is the BCP 47 tag of the language a text is mostly written in.
func (id *Identifier) Language(text string) string {
	script := id.scriptOf(text)
	langs := id.script[script]
	if len(langs) == 0 {
		return Undetermined
	}
	if len(langs) == 1 {
		return id.langs[langs[0]].tag
	}
	score := make([]float64, len(id.langs))
	id.score(text, score)
	best := -1
	for _, n := range langs {
		if id.langs[n].base < 0 && (best < 0 || score[n] > score[best]) {
			best = n
		}
	}
	if best < 0 || score[best] < leastScore {
		return Undetermined
	}
	return id.variety(best, langs, score)
}

// variety is the tag of the language, or of the variety of it that has
// evidence of its own.
func (id *Identifier) variety(best int, langs []int, score []float64) string {
	tag, high := id.langs[best].tag, leastBeyond
	for _, n := range langs {
		if id.langs[n].base == best && score[n] >= high {
			tag, high = id.langs[n].tag, score[n]
		}
	}
	return tag
}

// scriptOf is the script of most letters.
func (id *Identifier) scriptOf(text string) string {
	count := map[string]int{}
	last := ""
	for _, r := range text {
		if !unicode.IsLetter(r) {
			continue
		}
		if last == "" || !unicode.Is(unicode.Scripts[last], r) {
			last = id.scriptOfRune(r)
		}
		if last != "" {
			count[last]++
		}
	}
	best := ""
	for script, n := range count {
		if n > count[best] || n == count[best] && script < best {
			best = script
		}
	}
	return best
}

func (id *Identifier) scriptOfRune(r rune) string {
	for script := range id.script {
		if unicode.Is(unicode.Scripts[script], r) {
			return script
		}
	}
	return ""
}

// score adds up the clues of a text.
func (id *Identifier) score(text string, score []float64) {
	start := -1
	for at, r := range text {
		in := unicode.IsLetter(r) || unicode.IsMark(r)
		if in {
			add(score, id.letters[unicode.ToLower(r)])
			add(score, id.capital(r))
		}
		in = in || start >= 0 && (r == 0x200C || r == '\'' || r == '’' || r == '‘')
		if in && start < 0 {
			start = at
		}
		if !in && start >= 0 {
			id.word(text[start:at], score)
			start = -1
		}
	}
	if start >= 0 {
		id.word(text[start:], score)
	}
}

// capital are the clues of a letter that is listed as a capital.
func (id *Identifier) capital(r rune) []clue {
	if unicode.IsUpper(r) {
		return id.letters[r]
	}
	return nil
}

// word adds the clues of one word.
func (id *Identifier) word(w string, score []float64) {
	w = strings.ToLower(strings.Trim(w, "\u200c'’‘"))
	w = strings.Map(func(r rune) rune {
		if r == '’' || r == '\'' {
			return '‘'
		}
		return r
	}, w)
	add(score, id.words[w])
	for i := range w {
		if i > id.long {
			break
		}
		if i > 0 && utf8.RuneCountInString(w[i:]) >= 3 {
			add(score, id.prefix[w[:i]])
		}
	}
	for i := range w {
		if i > 0 && len(w)-i <= id.long {
			add(score, id.ending[w[i:]])
		}
	}
}

func add(score []float64, clues []clue) {
	for _, c := range clues {
		score[c.lang] += c.weight
	}
}

// Paragraphs are the lines of a text that are not blank, with the language of
// each. A line that shows none takes that of the line before it.
func (id *Identifier) Paragraphs(text string) (out []Paragraph) {
	before := Undetermined
	for from := 0; from < len(text); {
		end, next := lineEnd(text, from)
		span := trim(text, doc.Span{Start: from, End: end})
		from = next
		if span.Len() == 0 {
			continue
		}
		tag := id.Language(text[span.Start:span.End])
		if tag == Undetermined {
			tag = before
		}
		before = tag
		out = append(out, Paragraph{span, tag})
	}
	return out
}

// Article is the language of most of an article's evidence text: title, lead
// and body; of the whole text when they show none.
func (id *Identifier) Article(text string, zones []doc.Zone) string {
	whole := []doc.Zone{{Span: doc.Span{Start: 0, End: len(text)}}}
	if tag := id.ofZones(text, zones); tag != Undetermined {
		return tag
	}
	return id.ofZones(text, whole)
}

// ofZones is the language of most of the evidence text in the zones.
func (id *Identifier) ofZones(text string, zones []doc.Zone) string {
	amount := map[string]int{}
	all := make([]string, 0, 4)
	for _, z := range zones {
		if !z.Kind.Evidence() {
			continue
		}
		for _, p := range id.Paragraphs(text[z.Span.Start:z.Span.End]) {
			if amount[p.Lang] == 0 {
				all = append(all, p.Lang)
			}
			amount[p.Lang] += p.Span.Len()
		}
	}
	return most(all, amount)
}

// most is the language with most text; the first of equals. A variety that
// has a fifth of its language's text speaks for the whole.
func most(all []string, amount map[string]int) string {
	best := Undetermined
	for _, tag := range all {
		if tag != Undetermined && (best == Undetermined || amount[tag] > amount[best]) {
			best = tag
		}
	}
	for _, tag := range all {
		if strings.HasPrefix(tag, best+"-") && amount[tag]*5 >= amount[best] {
			return tag
		}
	}
	return best
}
