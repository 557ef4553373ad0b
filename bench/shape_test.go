package bench

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"safir/data"
	"safir/internal/doc"
	"safir/internal/pipeline"
)

// code codes articles and returns the processor time that took.
func code(tb testing.TB, w *pipeline.Worker, list []doc.Article) time.Duration {
	began := spent()
	for _, a := range list {
		if _, err := w.Code(a); err != nil {
			tb.Fatal(err)
		}
	}
	return spent() - began
}

// both are the articles of both languages, by turns.
func both(tb testing.TB) (out []doc.Article) {
	fa, _ := articles(tb, "fa")
	ar, _ := articles(tb, "ar")
	for i := range min(len(fa), len(ar)) {
		out = append(out, fa[i], ar[i])
	}
	return out
}

// BenchmarkMany tells what an article costs after many others, as a ratio to
// what it costs after the first thousand.
func BenchmarkMany(b *testing.B) {
	coder, err := pipeline.Open(data.FS)
	if err != nil {
		b.Fatal(err)
	}
	list := both(b)
	w, read := coder.NewWorker(), 0
	cost := func(until int) (best time.Duration) {
		for best = time.Hour; read < until; read += len(list) {
			best = min(best, code(b, w, list))
		}
		return best
	}
	for b.Loop() {
		first := cost(read + 1_000)
		cost(read + 5_000)
		b.ReportMetric(cost(read+1_000).Seconds()/first.Seconds(), "x-first-1000")
	}
}

// BenchmarkLength tells what a kilobyte costs in articles of growing length.
func BenchmarkLength(b *testing.B) {
	coder, err := pipeline.Open(data.FS)
	if err != nil {
		b.Fatal(err)
	}
	w := coder.NewWorker()
	for _, size := range []int{10 << 10, 100 << 10, 1 << 20, 10 << 20} {
		b.Run(fmt.Sprintf("%dKB", size>>10), func(b *testing.B) {
			list, _ := articles(b, "fa")
			var text strings.Builder
			for i := 0; text.Len() < size; i++ {
				text.WriteString(list[i%len(list)].Text + "\n")
			}
			long := []doc.Article{{Text: text.String(), Lang: "fa"}}
			best := time.Hour
			for b.Loop() {
				best = min(best, code(b, w, long))
			}
			b.ReportMetric(best.Seconds()*1e6/float64(text.Len()>>10), "us/KB")
		})
	}
}

// BenchmarkWorkers tells how many times the work of one worker two workers do in
// the same time, by the processor time that each article takes them: what two
// free cores give. (The clock would tell what else the machine does.)
func BenchmarkWorkers(b *testing.B) {
	coder, err := pipeline.Open(data.FS)
	if err != nil {
		b.Fatal(err)
	}
	list := both(b)
	each := func(workers int) float64 {
		var all sync.WaitGroup
		began := spent()
		for range workers {
			all.Go(func() {
				w := coder.NewWorker()
				for range 3 {
					code(b, w, list)
				}
			})
		}
		all.Wait()
		return (spent() - began).Seconds() / float64(workers)
	}
	for b.Loop() {
		b.ReportMetric(2*each(1)/each(2), "x-one-worker")
	}
}
