package bench

import (
	"os"
	"testing"

	"safir/data"
	"safir/internal/doc"
	"safir/internal/fetch"
	"safir/internal/pipeline"
)

// BenchmarkCorpus codes the real articles that lie beside the checkout, one
// worker: MB/s of text. It is passed over where there are none.
func BenchmarkCorpus(b *testing.B) {
	coder, err := pipeline.Open(data.FS)
	if err != nil {
		b.Fatal(err)
	}
	for _, lang := range []string{"fa", "ar"} {
		b.Run(lang, func(b *testing.B) {
			path := "../../shared/corpora/" + lang + ".jsonl"
			if _, err := os.Stat(path); err != nil {
				b.Skip("no corpus lies beside the checkout")
			}
			var list []doc.Article
			size := int64(0)
			err := fetch.Paths([]string{path}, nil, nil, func(i fetch.Item) bool {
				list, size = append(list, i.Article), size+int64(len(i.Article.Text))
				return i.Err == nil
			})
			if err != nil {
				b.Fatal(err)
			}
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
