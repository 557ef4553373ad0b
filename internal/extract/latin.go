package extract

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"safir/internal/directory"
	"safir/internal/lang"
)

// speller writes names in Latin letters: words that the directory's people
// share as they are spelled there, others letter by letter (latin.tsv). Short
// vowels are not printed, so that an "a" stands for whichever it is.
type speller struct {
	fold    func(string) string
	phrases []lang.Spelling
	words   map[string]string
	letters map[string][]lang.Spelling // by their first letter, longest first
	vowels  map[rune]bool              // letters that may be read as vowels
	close   map[string]bool            // two letters that may end a word with no vowel between
}

// newSpeller readies a pack's table and the directory's names of its language.
func newSpeller(pack *lang.Pack, fold func(string) string, dir *directory.Directory) *speller {
	s := &speller{fold: fold, words: map[string]string{}, letters: map[string][]lang.Spelling{}, vowels: map[rune]bool{}, close: map[string]bool{}}
	if len(pack.Latin) == 0 {
		return s
	}
	s.fromPeople(pack.Lang, dir)
	for _, r := range pack.Latin {
		first, size := utf8.DecodeRuneInString(r.Form)
		switch r.Place {
		case "phrase":
			s.phrases = append(s.phrases, r)
		case "word":
			s.words[fold(r.Form)] = r.Latin
		case "close":
			s.close[r.Form] = true
		default:
			key := r.Form[:size]
			s.letters[key] = append(s.letters[key], r)
			if size == len(r.Form) && r.Place != "end" && vowel(r.Latin) {
				s.vowels[first] = true
			}
		}
	}
	for _, rows := range s.letters {
		slices.SortStableFunc(rows, func(a, b lang.Spelling) int {
			return cmp.Or(len(b.Form)-len(a.Form), strings.Compare(b.Place, a.Place)) // a row for any place is the last of its length
		})
	}
	return s
}

func vowel(latin string) bool { return latin != "" && strings.ContainsRune("aeiou", rune(latin[0])) }

// fromPeople learns how words are spelled from names that have as many words
// in both scripts: of several spellings the usual one, of equals the first by
// letter.
func (s *speller) fromPeople(language string, dir *directory.Directory) {
	votes := map[string]map[string]int{}
	for _, n := range dir.Names {
		if n.Kind != "holder" || n.Lang != language {
			continue
		}
		own, latin := strings.Fields(n.Form), strings.Fields(dir.Holders[n.Ref].English)
		if len(own) != len(latin) {
			continue
		}
		for i := range own {
			key := s.fold(strings.ReplaceAll(own[i], "_", ""))
			if votes[key] == nil {
				votes[key] = map[string]int{}
			}
			if !strings.Contains(latin[i], "-") {
				votes[key][latin[i]]++
			}
		}
	}
	for key, spellings := range votes {
		best := ""
		for spelling, n := range spellings {
			if n > spellings[best] || n == spellings[best] && spelling < best {
				best = spelling
			}
		}
		if best != "" {
			s.words[key] = best
		}
	}
}

// spell writes a name in Latin letters, or gives "" when it cannot.
func (s *speller) spell(name string) string {
	if len(s.letters) == 0 {
		return ""
	}
	name = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) || r == 0x0640 {
			return -1
		}
		return r
	}, norm.NFKC.String(name))
	if strings.ContainsFunc(name, latinLetter) {
		return ""
	}
	for _, p := range s.phrases {
		name = strings.ReplaceAll(name, p.Form, strings.ReplaceAll(p.Latin, "_", " "))
	}
	var out []string
	for _, w := range strings.Fields(name) {
		if !strings.ContainsFunc(w, latinLetter) {
			w = s.word(w)
		}
		if strings.ContainsFunc(w, func(r rune) bool { return unicode.IsLetter(r) && !latinLetter(r) }) {
			return ""
		}
		if w != "" {
			out = append(out, w)
		}
	}
	return strings.Join(out, " ")
}

func latinLetter(r rune) bool { return unicode.Is(unicode.Latin, r) }

// word spells one word.
func (s *speller) word(w string) string {
	bare := strings.ReplaceAll(w, "\u200c", "")
	if latin, ok := s.words[s.fold(bare)]; ok {
		return latin
	}
	var b strings.Builder
	for _, part := range strings.Split(w, "\u200c") {
		if latin, ok := s.words[s.fold(part)]; ok {
			b.WriteString(strings.ToLower(latin))
		} else {
			b.WriteString(s.letter(part))
		}
	}
	return title(b.String())
}

// title gives a word, and what stands behind a dash in it, a capital.
func title(w string) string {
	head, tail, dashed := strings.Cut(w, "-")
	if dashed {
		return head + "-" + title(tail)
	}
	r, size := utf8.DecodeRuneInString(w)
	if size == 0 {
		return ""
	}
	return string(unicode.ToUpper(r)) + w[size:]
}

// sound is a spelled letter.
type sound struct {
	form, latin string
}

func (x sound) vowel() bool { return vowel(x.latin) }

// apart reports whether a sound is a part of names that begins with a
// consonant: what stands before it ends there.
func (x sound) apart() bool { return !x.vowel() && utf8.RuneCountInString(x.form) > 1 }

// letter spells a word letter by letter and puts a vowel where consonants
// cannot stand together.
func (s *speller) letter(w string) string {
	var sounds []sound
	lead := ""
	for at := 0; at < len(w); {
		r := s.rule(w, at, sounds)
		at += len(r.Form)
		if r.Place == "start" && len(r.Latin) > 1 && utf8.RuneCountInString(r.Form) > 1 {
			if latin, ok := s.words[s.fold(w[at:])]; ok {
				return lead + r.Latin + inner(lead+r.Latin, latin)
			}
			lead, sounds = lead+r.Latin, nil
			continue
		}
		if r.Latin != "" {
			sounds = append(sounds, sound{r.Form, r.Latin})
		}
	}
	return lead + s.voiced(sounds)
}

// inner is a word as it is spelled behind the beginning of another.
func inner(before, latin string) string {
	if strings.HasSuffix(before, "-") {
		return latin
	}
	return strings.ToLower(latin)
}

// rule is the first row that fits at a place in a word: a longer form before a
// shorter, a certain place before any.
func (s *speller) rule(w string, at int, before []sound) lang.Spelling {
	_, size := utf8.DecodeRuneInString(w[at:])
	for _, r := range s.letters[w[at:at+size]] {
		if !strings.HasPrefix(w[at:], r.Form) {
			continue
		}
		rest := w[at+len(r.Form):]
		next, _ := utf8.DecodeRuneInString(rest)
		fits := true
		switch r.Place {
		case "start":
			fits = len(before) == 0 && rest != ""
		case "end":
			fits = rest == ""
		case "after":
			fits = len(before) > 0 && before[len(before)-1].vowel()
		case "before":
			fits = s.vowels[next]
		}
		if fits {
			return r
		}
	}
	return lang.Spelling{Form: w[at : at+size], Latin: strings.ToLower(w[at : at+size])}
}

// voiced joins sounds. A run of consonants gets an "a" behind its first at the
// start of a word, before its last at the end, and between every two pairs.
func (s *speller) voiced(sounds []sound) string {
	var b strings.Builder
	for i := 0; i < len(sounds); {
		if sounds[i].vowel() || sounds[i].apart() {
			b.WriteString(sounds[i].latin)
			i++
			continue
		}
		end := i
		for end < len(sounds) && !sounds[end].vowel() && !sounds[end].apart() {
			end++
		}
		run, open := sounds[i:end], i == 0
		final := end == len(sounds) || sounds[end].apart()
		for j, x := range run {
			b.WriteString(x.latin)
			if left := len(run) - 1 - j; left > 0 && s.gap(j, left, open, final, run) {
				b.WriteString("a")
			}
		}
		i = end
	}
	return b.String()
}

// gap reports whether a vowel stands behind consonant j of a run, of which
// so many are left.
func (s *speller) gap(j, left int, open, final bool, run []sound) bool {
	if final && left == 1 && !open && len(run) == 2 {
		return !s.close[run[j].form+run[j+1].form]
	}
	if final && left == 1 {
		return true
	}
	if open {
		return j%2 == 0 && (final || left > 0)
	}
	return j%2 == 1
}
