package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"safir/internal/register"
)

// querier is a database or a transaction.
type querier interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// session reads and writes through one querier.
type session struct{ from querier }

// Within runs f in one transaction: what f keeps is kept whole, or, when f
// fails, not at all; f sees what it has kept so far.
func (s *SQLite) Within(ctx context.Context, f func(Store) error) error {
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return told(s.path, err)
	}
	defer tx.Rollback() // does nothing after Commit
	if err := f(&inside{session{tx}}); err != nil {
		return told(s.path, err)
	}
	return told(s.path, tx.Commit())
}

// inside is the store that Within hands out.
type inside struct{ session }

// Within goes on in the same transaction.
func (t *inside) Within(_ context.Context, f func(Store) error) error { return f(t) }

// Close does nothing: the transaction ends with Within.
func (t *inside) Close() error { return nil }

// Keep saves a batch in a transaction of its own.
func (s *SQLite) Keep(ctx context.Context, b *Batch) error {
	return s.Within(ctx, func(t Store) error { return t.Keep(ctx, b) })
}

// Correct keeps a correction in a transaction of its own.
func (s *SQLite) Correct(ctx context.Context, c register.Correction) error {
	return s.Within(ctx, func(t Store) error { return t.Correct(ctx, c) })
}

// Note keeps a small fact in a transaction of its own.
func (s *SQLite) Note(ctx context.Context, key, value string) error {
	return s.Within(ctx, func(t Store) error { return t.Note(ctx, key, value) })
}

// do runs statements in order and stops at the first fault.
func (s *session) do(ctx context.Context, query string, args ...any) error {
	_, err := s.from.ExecContext(ctx, query, args...)
	return err
}

// Keep saves a batch.
func (s *session) Keep(ctx context.Context, b *Batch) error {
	if err := s.keepBytes(ctx, b); err != nil {
		return err
	}
	if b.Instead != b.Report.ID {
		if err := s.do(ctx, "DELETE FROM report WHERE id = $1 AND state = $2", b.Instead, register.SetAside); err != nil {
			return err
		}
	}
	n, err := s.keepReport(ctx, &b.Report, b.Record)
	if err != nil {
		return err
	}
	emptied, err := s.drop(ctx, n)
	if err != nil {
		return err
	}
	if err := s.do(ctx, "INSERT INTO report_words (rowid, tokens) VALUES ($1, $2)", n, b.Tokens); err != nil {
		return err
	}
	for i := range b.Mentions {
		if err := s.keepMention(ctx, n, &b.Mentions[i]); err != nil {
			return fmt.Errorf("mention %s: %w", b.Mentions[i].ID, err)
		}
	}
	for _, l := range b.Links {
		if err := s.do(ctx, "INSERT INTO link (a, b, body) VALUES ($1, $2, $3) ON CONFLICT DO UPDATE SET body = excluded.body", l.A, l.B, encode(l)); err != nil {
			return err
		}
	}
	if err := s.join(ctx, b); err != nil || len(emptied) == 0 {
		return err
	}
	return s.do(ctx, "DELETE FROM thing WHERE n IN (SELECT value FROM json_each($1)) AND NOT EXISTS (SELECT 1 FROM mention WHERE thing = thing.n)", numbers(emptied))
}

func (s *session) keepBytes(ctx context.Context, b *Batch) error {
	if b.Report.Raw != "" {
		if err := s.do(ctx, "INSERT INTO raw (hash, bytes) VALUES ($1, $2) ON CONFLICT DO NOTHING", b.Report.Raw, pack(b.Raw)); err != nil {
			return err
		}
	}
	if b.Report.Text == "" {
		return nil
	}
	return s.do(ctx, "INSERT INTO text (hash, body) VALUES ($1, $2) ON CONFLICT DO NOTHING", b.Report.Text, pack([]byte(b.Text)))
}

// keepReport saves a report and gives its number. When it was brought in first
// stays.
func (s *session) keepReport(ctx context.Context, r *register.Report, rec []byte) (n int64, err error) {
	if rec != nil {
		rec = pack(rec)
	}
	err = s.from.QueryRowContext(ctx, `INSERT INTO report (id, text, raw, file, url, outlet, title, lang, published, bound, added, state, why, coder, record)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
		ON CONFLICT (id) DO UPDATE SET text = excluded.text, raw = excluded.raw, file = excluded.file, url = excluded.url, outlet = excluded.outlet, title = excluded.title,
			lang = excluded.lang, published = excluded.published, bound = excluded.bound, state = excluded.state, why = excluded.why, coder = excluded.coder, record = excluded.record
		RETURNING n`,
		r.ID, r.Text, r.Raw, r.File, r.URL, r.Outlet, r.Title, r.Lang, r.Published, r.Bound, r.Added, r.State, r.Why, r.Coder, rec).Scan(&n)
	return n, err
}

// drop forgets the mentions of a report that is kept anew, and gives the
// numbers of the things they were in.
func (s *session) drop(ctx context.Context, report int64) (things []int64, err error) {
	rows, err := s.from.QueryContext(ctx, "SELECT thing, body FROM mention WHERE report = $1", report)
	var gone []register.Mention
	_, err = collect(rows, err, func(r *sql.Rows) (none struct{}, err error) {
		var thing int64
		var b []byte
		if err := r.Scan(&thing, &b); err != nil {
			return none, err
		}
		m, err := decode[register.Mention](b)
		things, gone = append(things, thing), append(gone, m)
		return none, err
	})
	if err != nil || len(gone) == 0 {
		return things, errors.Join(err, s.do(ctx, "DELETE FROM report_words WHERE rowid = $1", report))
	}
	for _, q := range []string{
		"DELETE FROM report_words WHERE rowid = $1",
		"DELETE FROM mention_words WHERE rowid IN (SELECT n FROM mention WHERE report = $1)",
		"DELETE FROM mention WHERE report = $1",
	} {
		if err := s.do(ctx, q, report); err != nil {
			return nil, err
		}
	}
	for i := range gone {
		if err := s.unlink(ctx, &gone[i]); err != nil {
			return nil, err
		}
	}
	return things, nil
}

// unlink forgets the blocks and links of a mention that is gone, unless
// another one has its face.
func (s *session) unlink(ctx context.Context, m *register.Mention) error {
	k := key(m)
	var lives bool
	if err := s.from.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM mention WHERE face = $1 AND face <> '')", k).Scan(&lives); err != nil || lives {
		return err
	}
	for _, b := range blocks(m.Kind, m.Blocks) {
		if err := s.do(ctx, "DELETE FROM block WHERE value = $1 AND key = $2", b, k); err != nil {
			return err
		}
	}
	if err := s.do(ctx, "DELETE FROM link WHERE a = $1", k); err != nil {
		return err
	}
	return s.do(ctx, "DELETE FROM link WHERE b = $1", k)
}

// key is what links and blocks know a mention by.
func key(m *register.Mention) string { return cmp.Or(m.Face, m.ID) }

func (s *session) keepMention(ctx context.Context, report int64, e *Entry) error {
	m := &e.Mention
	var n int64
	err := s.from.QueryRowContext(ctx, `INSERT INTO mention (id, report, item, kind, face, thing, first, last, published, outlet, lang, verb, status, country, city, source, main, body)
		VALUES ($1, $2, $3, $4, $5, 0, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) RETURNING n`,
		m.ID, report, m.Item, m.Kind, m.Face, m.From, m.To, m.Published, m.Outlet, m.Lang, m.Verb, m.Status, m.Country, m.City, m.Source, m.Main, encode(m)).Scan(&n)
	if err != nil {
		return err
	}
	var tags [][2]string
	add := func(kind string, values ...string) {
		for _, v := range values {
			tags = append(tags, [2]string{kind, v})
		}
	}
	add("party", m.Parties...)
	add("target", m.Targets...)
	add("topic", m.Topics...)
	for _, who := range m.Who {
		add("actor", who.Actor)
	}
	for _, t := range tags {
		if err := s.do(ctx, "INSERT INTO tag (kind, value, mention) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING", t[0], t[1], n); err != nil {
			return err
		}
	}
	for _, b := range blocks(m.Kind, m.Blocks) {
		if err := s.do(ctx, "INSERT INTO block (value, key) VALUES ($1, $2) ON CONFLICT DO NOTHING", b, key(m)); err != nil {
			return err
		}
	}
	return s.do(ctx, "INSERT INTO mention_words (rowid, tokens) VALUES ($1, $2)", n, e.Tokens)
}

// blocks are the keys of blocks, apart by kind.
func blocks(kind register.Kind, keys []string) []string {
	out := make([]string, len(keys))
	for i, k := range keys {
		out[i] = string(kind) + " " + k
	}
	return out
}

// join moves things and keeps what changed.
func (s *session) join(ctx context.Context, b *Batch) error {
	for _, m := range b.Moved {
		if err := s.move(ctx, m); err != nil {
			return err
		}
	}
	for i := range b.Things {
		t := &b.Things[i]
		var n int64
		err := s.from.QueryRowContext(ctx, "INSERT INTO thing (id, kind, body) VALUES ($1, $2, $3) ON CONFLICT (id) DO UPDATE SET body = excluded.body RETURNING n", t.ID, t.Kind, encode(t.Links)).Scan(&n)
		if err != nil {
			return err
		}
		if err := s.do(ctx, "DELETE FROM move WHERE old = $1", t.ID); err != nil {
			return err
		}
		if err := s.do(ctx, "UPDATE mention SET thing = $1 WHERE id IN (SELECT value FROM json_each($2))", n, list(t.Mentions)); err != nil {
			return err
		}
	}
	return nil
}

// move makes one thing another, or gives it another id.
func (s *session) move(ctx context.Context, m Move) error {
	for _, q := range []string{
		"UPDATE mention SET thing = (SELECT n FROM thing WHERE id = $2) WHERE thing = (SELECT n FROM thing WHERE id = $1) AND EXISTS (SELECT 1 FROM thing WHERE id = $2)",
		"DELETE FROM thing WHERE id = $1 AND EXISTS (SELECT 1 FROM thing WHERE id = $2)",
		"UPDATE thing SET id = $2 WHERE id = $1",
		"INSERT INTO move (old, new) VALUES ($1, $2) ON CONFLICT DO UPDATE SET new = excluded.new",
		"DELETE FROM move WHERE old = $2 AND $1 <> ''",
	} {
		if err := s.do(ctx, q, m.From, m.To); err != nil {
			return err
		}
	}
	return nil
}

// Correct keeps a correction; the same one twice is one.
func (s *session) Correct(ctx context.Context, c register.Correction) error {
	body, err := json.Marshal(c)
	if err != nil {
		return err
	}
	return s.do(ctx, "INSERT INTO correction (id, body) VALUES ($1, $2) ON CONFLICT DO NOTHING", c.ID, string(body))
}

// Note keeps a small fact.
func (s *session) Note(ctx context.Context, key, value string) error {
	return s.do(ctx, "INSERT INTO note (key, value) VALUES ($1, $2) ON CONFLICT DO UPDATE SET value = excluded.value", key, value)
}

// encode packs a value as JSON. Its types hold nothing that JSON cannot say.
func encode(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return pack(b)
}

func decode[T any](packed []byte) (v T, err error) {
	b, err := unpack(packed)
	if err == nil {
		err = json.Unmarshal(b, &v)
	}
	return v, err
}

// none turns "no rows" into ErrNotFound with what was looked for.
func none(err error, what, id string) error {
	if errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("%s %q: %w", what, id, ErrNotFound)
	}
	return err
}

// list is a JSON array for json_each: one parameter whatever its length.
func list[T ~string](values []T) string {
	b, _ := json.Marshal(values) // strings always marshal
	return string(b)
}

func numbers(values []int64) string {
	b, _ := json.Marshal(values) // numbers always marshal
	return string(b)
}

// phrase is a term of FTS5: tokens side by side.
func phrase(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }
