package bench

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"safir/data"
	"safir/internal/lang"
)

// BenchmarkYardstick is what any reader of text must do at least: decode
// UTF-8, cut maximal runs of letters, look each up in one map of all single
// words of the pack. Speed is quoted as a ratio to it.
func BenchmarkYardstick(b *testing.B) {
	for _, tag := range []string{"fa", "ar"} {
		b.Run(tag, func(b *testing.B) {
			words := vocabulary(b, tag)
			list, size := articles(b, tag)
			b.SetBytes(size)
			hits := 0
			for b.Loop() {
				for _, a := range list {
					hits += scan(a.Text, words)
				}
			}
			if hits == 0 {
				b.Fatal("no word of the pack stands in the articles")
			}
		})
	}
}

// vocabulary are all single words of a pack.
func vocabulary(tb testing.TB, tag string) map[string]struct{} {
	pack, err := lang.Open(data.FS, "lang/"+tag)
	if err != nil {
		tb.Fatal(err)
	}
	words := map[string]struct{}{}
	for _, e := range pack.Entries {
		if !strings.Contains(e.Phrase, " ") {
			words[e.Phrase] = struct{}{}
		}
	}
	return words
}

func scan(text string, words map[string]struct{}) (hits int) {
	start := -1
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if unicode.IsLetter(r) {
			if start < 0 {
				start = i
			}
		} else if start >= 0 {
			if _, ok := words[text[start:i]]; ok {
				hits++
			}
			start = -1
		}
		i += size
	}
	if start >= 0 {
		if _, ok := words[text[start:]]; ok {
			hits++
		}
	}
	return hits
}
