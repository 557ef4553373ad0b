package pipeline

import (
	"errors"
	"fmt"
	"sync"

	"safir/internal/fetch"
	"safir/internal/record"
)

// Outcome is what became of one article.
type Outcome struct {
	Where  string
	Item   fetch.Item
	Record *record.Record // nil when Err is set
	Err    error
}

// PassedOver reports whether the article was left out for its language: no
// fault of anybody's.
func (o *Outcome) PassedOver() bool { return errors.Is(o.Err, ErrLanguage) }

// Stream codes articles on several workers and calls out with each outcome in
// the order of the input, and with whether the next one is ready too. read is called once, with the function to hand
// articles to; it returns when the input ends. At most a few articles a
// worker are held at a time, and of long ones fewer. It stops early when out returns an error, and
// returns that or read's.
func (c *Coder) Stream(workers int, read func(yield func(fetch.Item) bool) error, out func(o Outcome, more bool) error) error {
	type job struct {
		item fetch.Item
		done chan Outcome
	}
	type due struct {
		done  chan Outcome
		bytes int
	}
	jobs := make(chan job, workers)
	queue := make(chan due, 4*workers)
	held := newBudget(mostHeld)
	stop := make(chan struct{})
	var wg sync.WaitGroup
	for range workers {
		w := c.NewWorker()
		wg.Go(func() {
			for j := range jobs {
				j.done <- w.one(j.item)
			}
		})
	}
	readErr := make(chan error, 1)
	go func() {
		readErr <- read(func(item fetch.Item) bool {
			done, bytes := make(chan Outcome, 1), len(item.Article.Text)+len(item.Raw)
			held.take(bytes)
			select {
			case queue <- due{done, bytes}:
			case <-stop:
				return false
			}
			jobs <- job{item, done}
			return true
		})
		close(jobs)
		close(queue)
	}()
	var err error
	d, open := <-queue
	for open {
		o := <-d.done
		var next due
		waits := false
		select {
		case next, open = <-queue:
			waits = open
		default:
		}
		if err == nil {
			if err = out(o, waits && len(next.done) > 0); err != nil {
				close(stop)
			}
		}
		held.give(d.bytes)
		if open && !waits {
			next, open = <-queue
		}
		d = next
	}
	wg.Wait()
	return errors.Join(err, <-readErr)
}

// mostHeld is how many bytes of articles are held at a time, beside one.
const mostHeld = 16 << 20

// budget is an amount to take from and give back to.
type budget struct {
	sync.Mutex
	changed     *sync.Cond
	taken, most int
}

func newBudget(most int) *budget {
	b := &budget{most: most}
	b.changed = sync.NewCond(b)
	return b
}

// take waits until n fits in, or nothing else is taken.
func (b *budget) take(n int) {
	b.Lock()
	defer b.Unlock()
	for b.taken > 0 && b.taken+n > b.most {
		b.changed.Wait()
	}
	b.taken += n
}

func (b *budget) give(n int) {
	b.Lock()
	defer b.Unlock()
	b.taken -= n
	b.changed.Signal()
}

// one codes an item; a fault of our own is told as one and costs this
// article only.
func (w *Worker) one(item fetch.Item) (o Outcome) {
	o.Where, o.Item = item.Where, item
	if item.Err != nil {
		o.Err = item.Err
		return o
	}
	defer func() {
		if p := recover(); p != nil {
			o.Record, o.Err = nil, fmt.Errorf("the coder failed on it (%v); please report it with the article", p)
			*w = *w.NewWorker()
		}
	}()
	o.Record, o.Err = w.Code(item.Article)
	if len(item.Article.Text) > longest {
		*w = *w.NewWorker() // what it grew to is not needed again
	}
	return o
}
