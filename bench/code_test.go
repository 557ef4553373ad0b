// Package bench measures the coder. Figures are ratios within one run: the
// yardstick (scan_test.go) runs on the same text.
package bench

import (
	"io/fs"
	"os"
	"path"
	"testing"
	"time"

	"safir/data"
	"safir/internal/doc"
	"safir/internal/fetch"
	"safir/internal/pipeline"
)

// articles are the texts of one language that lie beside the checkout, real
// ones, else the demo's.
func articles(tb testing.TB, lang string) (out []doc.Article, bytes int64) {
	err := fetch.Paths([]string{"../../shared/corpora/" + lang + ".jsonl"}, nil, nil, func(i fetch.Item) bool {
		out, bytes = append(out, i.Article), bytes+int64(len(i.Article.Text))
		return i.Err == nil
	})
	if err == nil && len(out) > 0 {
		return out, bytes
	}
	if !os.IsNotExist(err) && err != nil {
		tb.Fatal(err)
	}
	names, err := fs.Glob(data.FS, "demo/"+lang+"-*.txt")
	if err != nil || len(names) == 0 {
		tb.Fatalf("no demo articles in %s: %v", lang, err)
	}
	for _, name := range names {
		raw, err := fs.ReadFile(data.FS, name)
		if err != nil {
			tb.Fatal(err)
		}
		a, err := fetch.Plain(raw, path.Base(name))
		if err != nil {
			tb.Fatal(err)
		}
		out, bytes = append(out, a), bytes+int64(len(a.Text))
	}
	return out, bytes
}

// BenchmarkCode codes articles on one worker, by the processor time of its best
// round: MB and sentences of text a second, and how many times longer it takes
// than the yardstick on the same text. A round is all articles of a language.
func BenchmarkCode(b *testing.B) {
	coder, err := pipeline.Open(data.FS)
	if err != nil {
		b.Fatal(err)
	}
	for _, lang := range []string{"fa", "ar"} {
		b.Run(lang, func(b *testing.B) {
			list, size := articles(b, lang)
			w, sentences := coder.NewWorker(), 0
			for _, a := range list {
				k, err := w.Read(a)
				if err != nil {
					b.Fatal(err)
				}
				sentences += len(k.Doc.Sents)
			}
			b.ReportAllocs()
			round := time.Hour
			for b.Loop() {
				began := spent()
				for _, a := range list {
					if _, err := w.Code(a); err != nil {
						b.Fatal(err)
					}
				}
				round = min(round, spent()-began)
			}
			b.ReportMetric(float64(size)/1e6/round.Seconds(), "MB/s")
			b.ReportMetric(float64(sentences)/round.Seconds(), "sentences/s")
			b.ReportMetric(round.Seconds()/yardstick(b, lang, list).Seconds(), "x-yardstick")
		})
	}
}

// rounds is how often the yardstick is laid to find its best time.
const rounds = 30

// yardstick is the best time the yardstick takes for some articles.
func yardstick(tb testing.TB, lang string, list []doc.Article) time.Duration {
	words, best, hits := vocabulary(tb, lang), time.Hour, 0
	for range rounds {
		began := spent()
		for _, a := range list {
			hits += scan(a.Text, words)
		}
		best = min(best, spent()-began)
	}
	if hits == 0 {
		tb.Fatal("no word of the pack stands in the articles")
	}
	return best
}

// BenchmarkOpen is the start of the program: all data read and made ready.
func BenchmarkOpen(b *testing.B) {
	for b.Loop() {
		if _, err := pipeline.Open(data.FS); err != nil {
			b.Fatal(err)
		}
	}
}
