package data_test

import (
	"encoding/json"
	"sort"
	"strings"
	"testing"
	"unicode/utf8"

	"safir/internal/doc"
	"safir/internal/record"
)

// vocabulary are the words, signs and clauses of the articles, those that they
// use most in front.
func vocabulary(t testing.TB, lang string) []string {
	counts := map[string]int{"\n": 1 << 20, "\n\n": 1 << 20, "«": 1 << 20, "»": 1 << 20, ":": 1 << 20, ".": 1 << 20, "،": 1 << 20, "\u200c": 1 << 20}
	for _, item := range articles(t) {
		if strings.HasPrefix(item.Article.File, lang) {
			for _, w := range strings.Fields(item.Article.Text) {
				counts[w]++
			}
			for _, clause := range strings.FieldsFunc(item.Article.Text, func(r rune) bool { return strings.ContainsRune(".،:\n", r) }) {
				counts[clause]++
			}
		}
	}
	var words []string
	for w := range counts {
		words = append(words, w)
	}
	sort.Slice(words, func(i, j int) bool {
		a, b := words[i], words[j]
		return counts[a] > counts[b] || counts[a] == counts[b] && a < b
	})
	return words
}

// FuzzCode codes any text, and any order of the words of news. It must not
// fail, and the record must be sound.
func FuzzCode(f *testing.F) {
	f.Add("وزیر خارجه ایران گفت: «با همتای عراقی دیدار کردم.»", []byte("\x08\x30\x41\x02\x10\x11\x00\x22"))
	f.Add("التقى وزير الخارجية المصري نظيره العراقي في القاهرة.", []byte("\x05\x09\x0a\x20\x00\x07\x03"))
	f.Add("\u202e\u200c.\n-:«\"", []byte{})
	w := open(f).NewWorker()
	words := map[string][]string{"fa": vocabulary(f, "fa"), "ar": vocabulary(f, "ar")}
	f.Fuzz(func(t *testing.T, s string, order []byte) {
		s = strings.ToValidUTF8(s, "\uFFFD")
		for _, lang := range []string{"fa", "ar"} {
			text := s + "\n" + told(words[lang], order)
			r, err := w.Code(doc.Article{Text: text, Lang: lang, File: "fuzz"})
			if err != nil {
				t.Fatal(err)
			}
			soundly(t, r)
			evident(t, r)
			if _, err := json.Marshal(r); err != nil {
				t.Fatal(err)
			}
		}
	})
}

// told makes a text of words: two bytes choose one.
func told(words []string, order []byte) string {
	var b strings.Builder
	for i := 0; i+1 < len(order); i += 2 {
		b.WriteString(words[(int(order[i])<<8|int(order[i+1]))%len(words)])
		b.WriteByte(' ')
	}
	return b.String()
}

// evident holds that what the record tells begins in a zone that bears
// evidence.
func evident(t testing.TB, r *record.Record) {
	kind := func(at int) string {
		for _, z := range r.Zones {
			if z.Span[0] <= at && at < z.Span[1] {
				return z.Kind
			}
		}
		return "no zone"
	}
	check := func(id string, s record.Span) {
		if k := kind(s[0]); k != "title" && k != "lead" && k != "body" {
			t.Errorf("%s at %v stands in %s of %d code points", id, s, k, utf8.RuneCountInString(r.Text))
		}
	}
	for _, e := range r.Events {
		check(e.ID, e.Spans[0])
	}
	for _, s := range r.Statements {
		check(s.ID, s.Span)
	}
	for _, c := range r.Commitments {
		check(c.ID, c.Span)
	}
}
