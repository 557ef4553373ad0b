package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"safir/internal/register"
)

// Wreck is a register's file that may be damaged, opened to save what can be
// read. Nothing is written to it.
type Wreck struct {
	session
	db   *sql.DB
	Lost []string // what could not be read, one line each
}

// Saved is an article out of a wreck.
type Saved struct {
	Report register.Report // as it was kept; only File is set when that was lost
	Raw    []byte          // the bytes as they came, or nil when only the text is left
	Text   string          // when Raw is nil
}

// OpenWreck opens a file that may be damaged.
func OpenWreck(ctx context.Context, path string) (*Wreck, error) {
	if _, err := os.Stat(path); err != nil {
		return nil, err
	}
	if err := regular(path); err != nil {
		return nil, err
	}
	db, err := connect(path, 4, "_pragma=query_only(1)")
	if err != nil {
		return nil, err
	}
	var tables int
	if err := db.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_master").Scan(&tables); err != nil || tables == 0 {
		return nil, errors.Join(fmt.Errorf("%s: nothing at all can be read of it; use a copy made by safir backup", path), err, db.Close())
	}
	return &Wreck{session: session{db}, db: db}, nil
}

// Close ends reading.
func (w *Wreck) Close() error { return w.db.Close() }

func (w *Wreck) lose(format string, args ...any) {
	w.Lost = append(w.Lost, fmt.Sprintf(format, args...))
}

// rows calls out with the numbers of a table, also of those that cannot be
// read.
func (w *Wreck) rows(ctx context.Context, table string, f func(n int64) error) error {
	const patience = 5_000 // numbers in a row without anything, behind the last that is known
	var last int64
	ends := w.from.QueryRowContext(ctx, "SELECT max(n) FROM "+table).Scan(&last) == nil
	for n, empty := int64(1), 0; ends && n <= last || !ends && empty < patience; n++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		switch err := f(n); {
		case errors.Is(err, sql.ErrNoRows):
			empty++
		case errors.Is(err, errStop):
			return nil
		case err != nil:
			empty++
			w.lose("%s number %d: %v", table, n, err)
		default:
			empty = 0
		}
	}
	return nil
}

var errStop = errors.New("enough")

// Articles calls out with every article that is left, until yield returns
// false: as bytes, or, where these are lost, as text.
func (w *Wreck) Articles(ctx context.Context, yield func(Saved) bool) error {
	byRaw := map[string][]register.Report{}
	err := w.rows(ctx, "report", func(n int64) error {
		r, err := scanReport(w.from.QueryRowContext(ctx, "SELECT "+reportColumns+" FROM report WHERE n = $1", n))
		if err == nil || errors.Is(err, ErrDamaged) {
			byRaw[r.Raw] = append(byRaw[r.Raw], r)
		}
		return err
	})
	if err != nil {
		return err
	}
	err = w.rows(ctx, "raw", func(n int64) error {
		raw, err := w.rawNumber(ctx, n)
		if err != nil {
			return err
		}
		hash := hashOf(raw)
		list := byRaw[hash]
		delete(byRaw, hash)
		if len(list) == 0 {
			list = []register.Report{{File: guess(raw, hash)}}
		}
		for _, r := range list {
			if !yield(Saved{Report: r, Raw: raw}) {
				return errStop
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, list := range byRaw {
		for _, r := range list {
			text, err := w.Text(ctx, r.Text)
			if r.Text == "" || err != nil {
				w.lose("report %s (%s): neither its bytes nor its text can be read", r.ID, cmp.Or(r.Title, r.File))
				continue
			}
			w.lose("report %s (%s): the bytes as they came; its text is left", r.ID, cmp.Or(r.Title, r.File))
			if !yield(Saved{Report: r, Text: text}) {
				return nil
			}
		}
	}
	return nil
}

// rawNumber reads a row of bytes.
func (w *Wreck) rawNumber(ctx context.Context, n int64) ([]byte, error) {
	var text string
	var f form
	var b []byte
	if err := w.from.QueryRowContext(ctx, "SELECT text, form, bytes FROM raw WHERE n = $1", n).Scan(printedID{&text}, &f, &b); err != nil {
		return nil, err
	}
	return w.whole(ctx, text, f, b)
}

// guess names bytes whose file's name is lost, so that they are read as what
// they are.
func guess(raw []byte, hash string) string {
	name := "saved-" + hash[:12]
	for _, b := range raw {
		switch {
		case b <= ' ':
		case b == '{':
			return name + ".jsonl"
		case b == '<':
			return name + ".html"
		default:
			return name + ".txt"
		}
	}
	return name + ".txt"
}

// Said are the corrections that are left.
func (w *Wreck) Said(ctx context.Context) (out []register.Correction, err error) {
	err = w.rows(ctx, "correction", func(n int64) error {
		var b []byte
		var c register.Correction
		if err := w.from.QueryRowContext(ctx, "SELECT body FROM correction WHERE n = $1", n).Scan(&b); err != nil {
			return err
		}
		if err := json.Unmarshal(b, &c); err != nil || register.CorrectionID(&c) != c.ID {
			return ErrDamaged
		}
		out = append(out, c)
		return nil
	})
	return out, err
}

// Was is a mention of the wreck.
func (w *Wreck) Was(ctx context.Context, id string) (register.Mention, bool) {
	list, err := w.Mentions(ctx, []string{id})
	if err != nil || len(list) == 0 {
		return register.Mention{}, false
	}
	return list[0], true
}
