// Package bench measures the coder. Figures are ratios within one run: the
// yardstick (scan_test.go) runs on the same text.
package bench

import (
	"io/fs"
	"path"
	"testing"

	"safir/data"
	"safir/internal/doc"
	"safir/internal/fetch"
	"safir/internal/pipeline"
)

// articles are the demo's reports of one language.
func articles(b *testing.B, lang string) (out []doc.Article, bytes int64) {
	names, err := fs.Glob(data.FS, "demo/"+lang+"-*.txt")
	if err != nil || len(names) == 0 {
		b.Fatalf("no demo articles in %s: %v", lang, err)
	}
	for _, name := range names {
		raw, err := fs.ReadFile(data.FS, name)
		if err != nil {
			b.Fatal(err)
		}
		a, err := fetch.Plain(raw, path.Base(name))
		if err != nil {
			b.Fatal(err)
		}
		out, bytes = append(out, a), bytes+int64(len(a.Text))
	}
	return out, bytes
}

// BenchmarkCode codes the demo's articles on one worker: MB/s of text, and
// allocations per round of ten articles.
func BenchmarkCode(b *testing.B) {
	coder, err := pipeline.Open(data.FS)
	if err != nil {
		b.Fatal(err)
	}
	for _, lang := range []string{"fa", "ar"} {
		b.Run(lang, func(b *testing.B) {
			list, size := articles(b, lang)
			w := coder.NewWorker()
			b.SetBytes(size)
			b.ReportAllocs()
			for b.Loop() {
				for _, a := range list {
					if _, err := w.Code(a); err != nil {
						b.Fatal(err)
					}
				}
			}
		})
	}
}

// BenchmarkOpen is the start of the program: all data read and made ready.
func BenchmarkOpen(b *testing.B) {
	for b.Loop() {
		if _, err := pipeline.Open(data.FS); err != nil {
			b.Fatal(err)
		}
	}
}
