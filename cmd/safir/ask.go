package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"safir/data"
	"safir/internal/ask"
	"safir/internal/directory"
	"safir/internal/index"
	"safir/internal/lang"
	"safir/internal/store"
)

// asking are the flags of the commands that ask a register.
type asking struct {
	shared
	inRegister
	clock
	JSON  bool   `help:"Write the answer as JSON."`
	UI    string `help:"Language of the answer: en, fa or ar." default:"en" env:"SAFIR_UI" placeholder:"LANG"`
	Width int    `help:"Columns of the terminal." default:"${columns}" placeholder:"N"`
}

// open opens the register and what is needed to ask it.
func (a *asking) open(ctx context.Context) (*ask.Asker, *store.SQLite, error) {
	now, err := a.time()
	if err != nil {
		return nil, nil, err
	}
	db, err := a.existing(ctx)
	if err != nil {
		return nil, nil, err
	}
	fsys := fs.FS(data.FS)
	if a.Data != "" {
		fsys = os.DirFS(a.Data)
	}
	asker, err := openAsker(fsys, db, a.UI, now)
	if err != nil {
		return nil, nil, errors.Join(err, db.Close())
	}
	return asker, db, nil
}

func openAsker(fsys fs.FS, s store.Store, ui string, now time.Time) (*ask.Asker, error) {
	dir, err := directory.Open(fsys)
	if err != nil {
		return nil, err
	}
	packs, err := lang.Words(fsys)
	if err != nil {
		return nil, err
	}
	x, err := index.Open(fsys, dir, packs...)
	if err != nil {
		return nil, err
	}
	return ask.Open(fsys, s, x, dir, ui, now.Format(time.RFC3339))
}

// answer asks with f and writes what it says: as JSON, or with print.
func answer[T any](a *asking, s *streams, f func(context.Context, *ask.Asker) (T, error), print func(*printer, T)) error {
	ctx := cancelled()
	asker, db, err := a.open(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	got, err := f(ctx, asker)
	if err != nil {
		return err
	}
	if a.JSON {
		enc := json.NewEncoder(s.out)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		return wrap(enc.Encode(got))
	}
	p := newPrinter(asker.UI(), a.Width)
	print(p, got)
	return wrap(p.to(s.out))
}

type searchCmd struct {
	asking
	Query []string `arg:"" help:"Words, \"phrases\", -words, and who: to: said-by: kind: verb: pair: topic: outlet: place: status: source: lang: before: after:"`
	Limit int      `help:"At most so many lines; 0 for all." default:"20" placeholder:"N"`
}

// Run searches the register.
func (c *searchCmd) Run(s *streams) error {
	return answer(&c.asking, s, func(ctx context.Context, a *ask.Asker) (*ask.Answer, error) {
		return a.Search(ctx, joinQuery(c.Query), c.Limit)
	}, (*printer).answer)
}

// joinQuery puts the arguments together as a query; one that the shell freed
// of its quotation marks gets them back.
func joinQuery(args []string) string {
	out := ""
	for i, s := range args {
		if i > 0 {
			out += " "
		}
		out += requoted(s, len(args) > 1)
	}
	return out
}

// requoted quotes an argument with a blank in it, or the value of its field.
// A single argument is a whole query.
func requoted(s string, several bool) string {
	if !several || !hasBlank(s) {
		return s
	}
	if field, value, ok := cutField(s); ok {
		return fmt.Sprintf("%s:%q", field, value)
	}
	return fmt.Sprintf("%q", s)
}
