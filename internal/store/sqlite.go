package store

import (
	"bytes"
	"cmp"
	"context"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"modernc.org/sqlite"

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

// reader are the connections that read. Their statements are prepared once.
type reader struct {
	*sql.DB
	mu    sync.Mutex
	ready map[string]*sql.Stmt
}

func (r *reader) stmt(ctx context.Context, query string) (*sql.Stmt, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if s := r.ready[query]; s != nil {
		return s, nil
	}
	s, err := r.DB.PrepareContext(ctx, query)
	if err == nil {
		r.ready[query] = s
	}
	return s, err
}

// QueryContext asks for rows.
func (r *reader) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	s, err := r.stmt(ctx, query)
	if err != nil {
		return nil, err
	}
	return s.QueryContext(ctx, args...)
}

// QueryRowContext asks for one row.
func (r *reader) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	s, err := r.stmt(ctx, query)
	if err != nil {
		return r.DB.QueryRowContext(ctx, query, args...) // tells the same fault
	}
	return s.QueryRowContext(ctx, args...)
}

func (r *reader) close() (err error) {
	for _, s := range r.ready {
		err = errors.Join(err, s.Close())
	}
	return errors.Join(err, r.DB.Close())
}

// writer is the one connection that writes. Its statements are prepared once.
type writer struct {
	sync.Mutex
	conn  *sql.Conn
	ready map[string]*sql.Stmt
	waits []change
}

// change is a change to an index of words. FTS5 writes out what it holds
// whenever another statement begins, so all changes wait for the end of the
// transaction, or for a question.
type change struct {
	query  string
	n      int64
	tokens string // of a row that is put in
}

// putWords and dropWords change an index of words, later.
func (s *session) putWords(ctx context.Context, table string, n int64, tokens string) error {
	query := "INSERT INTO " + table + "_words (rowid, tokens) VALUES ($1, $2)"
	w, ok := s.from.(*writer)
	if !ok { // a migration
		return s.do(ctx, query, n, tokens)
	}
	w.waits = append(w.waits, change{query, n, tokens})
	return nil
}

func (s *session) dropWords(table string, n int64) {
	w := s.from.(*writer)
	w.waits = append(w.waits, change{"DELETE FROM " + table + "_words WHERE rowid = $1", n, ""})
}

// settle makes the changes that wait.
func (s *session) settle(ctx context.Context) error {
	w, ok := s.from.(*writer)
	if !ok {
		return nil
	}
	for _, c := range w.waits {
		args := []any{c.n}
		if strings.HasPrefix(c.query, "INSERT") {
			args = append(args, c.tokens)
		}
		if err := s.do(ctx, c.query, args...); err != nil {
			return err
		}
	}
	w.waits = w.waits[:0]
	return nil
}

func (w *writer) close() (err error) {
	for _, s := range w.ready {
		err = errors.Join(err, s.Close())
	}
	return errors.Join(err, w.conn.Close())
}

// stmt is the prepared statement of a query. What runs in a transaction is not
// broken off in the middle, which saves a watcher for each statement; Within
// looks at the context.
func (w *writer) stmt(ctx context.Context, query string) (*sql.Stmt, error) {
	if s := w.ready[query]; s != nil {
		return s, nil
	}
	s, err := w.conn.PrepareContext(ctx, query)
	if err == nil {
		w.ready[query] = s
	}
	return s, err
}

// ExecContext runs a statement.
func (w *writer) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	ctx = context.WithoutCancel(ctx)
	s, err := w.stmt(ctx, query)
	if err != nil {
		return nil, err
	}
	return s.ExecContext(ctx, args...)
}

// QueryContext asks for rows.
func (w *writer) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	ctx = context.WithoutCancel(ctx)
	s, err := w.stmt(ctx, query)
	if err != nil {
		return nil, err
	}
	return s.QueryContext(ctx, args...)
}

// QueryRowContext asks for one row.
func (w *writer) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	ctx = context.WithoutCancel(ctx)
	s, err := w.stmt(ctx, query)
	if err != nil {
		return w.conn.QueryRowContext(ctx, query, args...) // tells the same fault
	}
	return s.QueryRowContext(ctx, args...)
}

// Within runs f in one transaction: what f keeps is kept whole, or, when f
// fails, not at all; f sees what it has kept so far.
func (s *SQLite) Within(ctx context.Context, f func(Store) error) error {
	w := s.writer
	w.Lock()
	defer w.Unlock()
	if _, err := w.ExecContext(ctx, "BEGIN IMMEDIATE"); err != nil {
		return told(s.path, err)
	}
	done := false
	defer func() { // also when f panics
		w.waits = w.waits[:0]
		if !done {
			w.ExecContext(ctx, "ROLLBACK") // fails when SQLite has rolled back by itself
		}
	}()
	in := &inside{session{w}}
	err := f(in)
	if err == nil {
		err = in.settle(ctx)
	}
	if err != nil {
		if e := (*sqlite.Error)(nil); errors.As(err, &e) {
			err = told(s.path, err)
		}
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	At("before commit")
	if _, err := w.ExecContext(ctx, "COMMIT"); err != nil {
		return told(s.path, err)
	}
	At("after commit")
	done = true
	return nil
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

// Join keeps links, moves and things in a transaction of its own.
func (s *SQLite) Join(ctx context.Context, b *Batch) error {
	return s.Within(ctx, func(t Store) error { return t.Join(ctx, b) })
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
		if err := s.replace(ctx, b.Instead); err != nil {
			return err
		}
	}
	At("bytes kept")
	n, known, err := s.keepReport(ctx, &b.Report, b.Record, tokenSum(b.Tokens))
	if err != nil {
		return err
	}
	var emptied []int64
	if known {
		if emptied, err = s.drop(ctx, n); err != nil {
			return err
		}
	}
	if err := s.putWords(ctx, "report", n, b.Tokens); err != nil {
		return err
	}
	At("words kept")
	fresh := make(map[string]int64, len(b.Mentions)) // number of the thing that it comes to
	for i := range b.Mentions {
		fresh[b.Mentions[i].ID] = 0
	}
	if err := s.join(ctx, b, fresh, !known); err != nil {
		return err
	}
	At("joined")
	if err := s.keepMentions(ctx, b, n, fresh); err != nil {
		return err
	}
	At("mentions kept")
	if len(emptied) == 0 {
		return nil
	}
	return s.do(ctx, "DELETE FROM thing WHERE n IN (SELECT value FROM json_each($1)) AND NOT EXISTS (SELECT 1 FROM mention WHERE thing = thing.n)", list(emptied))
}

// replace forgets a report that was set aside and is now kept as another.
func (s *session) replace(ctx context.Context, id string) error {
	old, err := scanReport(s.from.QueryRowContext(ctx, "SELECT "+reportColumns+" FROM report WHERE id = $1 AND state = $2", ident(id), register.SetAside))
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	if err := s.cover(ctx, &old, -1); err != nil {
		return err
	}
	return s.do(ctx, "DELETE FROM report WHERE id = $1", ident(id))
}

// keepBytes keeps a text, and the bytes that it came in: of those that hold
// the text only what stands around it.
func (s *session) keepBytes(ctx context.Context, b *Batch) error {
	if b.Report.Text != "" {
		err := s.do(ctx, "INSERT INTO text (hash, body) VALUES ($1, $2) ON CONFLICT DO NOTHING", ident(b.Report.Text), packsText.EncodeAll([]byte(b.Text), nil))
		if err != nil {
			return err
		}
	}
	if b.Report.Raw == "" {
		return nil
	}
	f, around := split(b.Raw, b.Text)
	var packed []byte
	text := ident("")
	if f == other {
		packed = packsText.EncodeAll(b.Raw, nil)
	} else {
		packed, text = besides(around), ident(b.Report.Text)
		if f += apart; len(packed) > shortPiece {
			packed, f = packsText.EncodeAll(packed, nil), f+packedToo
		}
	}
	return s.do(ctx, "INSERT INTO raw (hash, text, form, bytes) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING", ident(b.Report.Raw), text, f, packed)
}

// keepReport saves a report, and gives its number and whether it was known.
// When it was brought in first stays.
func (s *session) keepReport(ctx context.Context, r *register.Report, rec []byte, words int64) (n int64, known bool, err error) {
	if rec != nil {
		rec = packsJSON.EncodeAll(rec, nil)
	}
	err = s.from.QueryRowContext(ctx, `INSERT INTO report (id, text, raw, file, url, outlet, title, lang, published, bound, added, state, why, coder, record, words, sum)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) ON CONFLICT (id) DO NOTHING RETURNING n`,
		ident(r.ID), ident(r.Text), ident(r.Raw), r.File, r.URL, r.Outlet, r.Title, r.Lang, r.Published, r.Bound, r.Added, r.State, r.Why, r.Coder, rec, words, reportSum(r)).Scan(&n)
	if err == nil {
		return n, false, s.cover(ctx, r, 1)
	}
	if !errors.Is(err, sql.ErrNoRows) {
		return 0, false, err
	}
	old, err := scanReport(s.from.QueryRowContext(ctx, "SELECT "+reportColumns+" FROM report WHERE id = $1", ident(r.ID)))
	if err != nil && !errors.Is(err, ErrDamaged) {
		return 0, true, err
	}
	kept := *r
	kept.Added = old.Added
	if err := s.cover(ctx, &old, -1); err != nil {
		return 0, true, err
	}
	err = s.from.QueryRowContext(ctx, `UPDATE report SET text = $2, raw = $3, file = $4, url = $5, outlet = $6, title = $7, lang = $8, published = $9, bound = $10,
			state = $11, why = $12, coder = $13, record = $14, words = $15, sum = $16 WHERE id = $1 RETURNING n`,
		ident(r.ID), ident(r.Text), ident(r.Raw), r.File, r.URL, r.Outlet, r.Title, r.Lang, r.Published, r.Bound, r.State, r.Why, r.Coder, rec, words, reportSum(&kept)).Scan(&n)
	if err != nil {
		return 0, true, err
	}
	return n, true, s.cover(ctx, r, 1)
}

// month is the month of a day.
func month(day string) string { return day[:min(len(day), len("2006-01"))] }

// cover counts a report in or out.
func (s *session) cover(ctx context.Context, r *register.Report, n int) error {
	return s.do(ctx, "INSERT INTO cover (outlet, lang, state, month, reports) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO UPDATE SET reports = reports + excluded.reports", r.Outlet, r.Lang, r.State, month(r.Published), n)
}

// drop forgets the mentions of a report that is kept anew, and gives the
// numbers of the things they were in.
func (s *session) drop(ctx context.Context, report int64) (things []int64, err error) {
	s.dropWords("report", report)
	gone, err := s.mentions(ctx, "report_n = $1", report)
	if err != nil || len(gone) == 0 {
		return nil, err
	}
	rows, err := s.from.QueryContext(ctx, "SELECT DISTINCT thing FROM mention WHERE report = $1", report)
	things, err = collect(rows, err, func(r *sql.Rows) (n int64, err error) { return n, r.Scan(&n) })
	if err != nil {
		return nil, err
	}
	for i := range gone {
		if err := s.forget(ctx, &gone[i]); err != nil {
			return nil, err
		}
	}
	return things, nil
}

// forget forgets a mention; its blocks and links too, unless another one has
// its face.
func (s *session) forget(ctx context.Context, m *register.Mention) error {
	var n, face int64
	if err := s.from.QueryRowContext(ctx, "SELECT n, face FROM mention WHERE id = $1", ident(m.ID)).Scan(&n, &face); err != nil {
		return err
	}
	s.dropWords("mention", n)
	if err := s.do(ctx, "DELETE FROM mention WHERE n = $1", n); err != nil {
		return err
	}
	if err := s.do(ctx, "DELETE FROM part WHERE person = $1", n); err != nil { // of a report all mentions go together
		return err
	}
	if face > 0 {
		var lives bool
		if err := s.from.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM mention WHERE face = $1 AND face > 0)", face).Scan(&lives); err != nil || lives {
			return err
		}
		if err := s.do(ctx, "DELETE FROM face WHERE n = $1", face); err != nil {
			return err
		}
	}
	if err := s.do(ctx, "DELETE FROM block WHERE key = $1 AND value IN (SELECT value FROM json_each($2))", blockKey(n, face), list(m.Blocks)); err != nil {
		return err
	}
	k := ident(key(m))
	if err := s.do(ctx, "DELETE FROM link WHERE a = $1", k); err != nil {
		return err
	}
	return s.do(ctx, "DELETE FROM link WHERE b = $1", k)
}

// blockKey is what blocks know a mention by: its number, or, below 0, that of
// its face.
func blockKey(mention, face int64) int64 {
	if face > 0 {
		return -face
	}
	return mention
}

// face is the number of a face, 0 for "".
func (s *session) face(ctx context.Context, face string) (n int64, err error) {
	if face == "" {
		return 0, nil
	}
	err = s.from.QueryRowContext(ctx, "SELECT n FROM face WHERE face = $1", ident(face)).Scan(&n)
	if !errors.Is(err, sql.ErrNoRows) {
		return n, err
	}
	put, err := s.from.ExecContext(ctx, "INSERT INTO face (face) VALUES ($1)", ident(face))
	if err != nil {
		return 0, err
	}
	return put.LastInsertId()
}

// key is what links know a mention by.
func key(m *register.Mention) string { return cmp.Or(m.Face, m.ID) }

// keepMentions saves the mentions of a batch, and who takes part in what.
// things are the numbers of their things.
func (s *session) keepMentions(ctx context.Context, b *Batch, report int64, things map[string]int64) error {
	persons := map[string]int64{}
	numbers := make([]int64, len(b.Mentions))
	for i := range b.Mentions {
		m := &b.Mentions[i]
		n, err := s.keepMention(ctx, report, things[m.ID], m)
		if err != nil {
			return fmt.Errorf("mention %s: %w", m.ID, err)
		}
		if numbers[i] = n; m.Kind == register.Person {
			persons[m.Item] = n
		}
	}
	var parts []any
	for i := range b.Mentions {
		m := &b.Mentions[i]
		if m.Kind == register.Person {
			continue
		}
		for j := range m.Who {
			if p, ok := persons[m.Who[j].Actor]; ok {
				parts = append(parts, p, numbers[i])
			}
		}
	}
	return s.insertPairs(ctx, "INSERT OR IGNORE INTO part (person, mention) VALUES ", parts)
}

// mostPairs is how many rows one statement puts in.
const mostPairs = 8

// insertPairs puts in rows of two values, several with one statement.
func (s *session) insertPairs(ctx context.Context, into string, values []any) error {
	for len(values) > 0 {
		n := min(mostPairs, len(values)/2)
		if err := s.do(ctx, into+rowsOfTwo[:len("(?, ?), ")*n-2], values[:2*n]...); err != nil {
			return err
		}
		values = values[2*n:]
	}
	return nil
}

var rowsOfTwo = strings.Repeat("(?, ?), ", mostPairs)

func (s *session) keepMention(ctx context.Context, report, thing int64, e *Entry) (n int64, err error) {
	m := &e.Mention
	body := bodyOf(m)
	face, err := s.face(ctx, m.Face)
	if err != nil {
		return 0, err
	}
	put, err := s.from.ExecContext(ctx, `INSERT INTO mention (id, report, item, kind, face, thing, first, last, published, body, words, sum) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
		ident(m.ID), report, m.Item, kindNumber(m.Kind), face, thing, dayNumber(m.From), dayNumber(m.To), dayNumber(m.Published), body, tokenSum(e.Tokens), mentionSum(report, m, body))
	if err != nil {
		return 0, err
	}
	if n, err = put.LastInsertId(); err != nil {
		return 0, err
	}
	k := blockKey(n, face)
	pairs := make([]any, 0, 2*len(m.Blocks))
	for _, b := range m.Blocks {
		pairs = append(pairs, b, k)
	}
	if err := s.insertPairs(ctx, "INSERT OR IGNORE INTO block (value, key) VALUES ", pairs); err != nil {
		return 0, err
	}
	return n, s.putWords(ctx, "mention", n, e.Tokens+" "+strings.Join(tags(m), " "))
}

// Join keeps the links, moves and things of a batch.
func (s *session) Join(ctx context.Context, b *Batch) error { return s.join(ctx, b, nil, false) }

// join keeps links, moves and things. Mentions that are kept later (fresh) are
// only told their thing; isNew says that their ids were never seen before. (OR
// IGNORE spares SQLite the journal of each statement.)
func (s *session) join(ctx context.Context, b *Batch, fresh map[string]int64, isNew bool) error {
	for _, l := range b.Links {
		if err := s.do(ctx, "INSERT INTO link (a, b, score, sum) VALUES ($1, $2, $3, $4) ON CONFLICT DO UPDATE SET score = excluded.score, sum = excluded.sum", ident(l.A), ident(l.B), l.Score, linkSum(&l)); err != nil {
			return err
		}
	}
	for _, m := range b.Moved {
		if err := s.move(ctx, m); err != nil {
			return err
		}
	}
	for i := range b.Things {
		t := &b.Things[i]
		_, named := fresh[t.ID]
		n, err := s.keepThing(ctx, t, isNew && named && !slices.ContainsFunc(b.Moved, func(m Move) bool { return m.To == t.ID }))
		if err != nil {
			return err
		}
		At("joining")
		var others []string
		for _, id := range t.Mentions {
			if _, ok := fresh[id]; ok {
				fresh[id] = n
			} else {
				others = append(others, id)
			}
		}
		if len(others) == 0 {
			continue
		}
		if err := s.do(ctx, "UPDATE OR IGNORE mention SET thing = $1 WHERE id IN ("+idents+"$2))", n, list(others)); err != nil {
			return err
		}
	}
	return nil
}

// keepThing saves a thing and gives its number. No id leads away from it any
// longer; one that isNew was no thing's before.
func (s *session) keepThing(ctx context.Context, t *register.Thing, isNew bool) (n int64, err error) {
	links, id := linksOf(t.Links), ident(t.ID)
	if !isNew {
		var old []byte
		err = s.from.QueryRowContext(ctx, "SELECT n, body FROM thing WHERE id = $1", id).Scan(&n, &old)
		switch {
		case err == nil && bytes.Equal(old, links):
			return n, nil
		case err == nil:
			return n, s.do(ctx, "UPDATE thing SET body = $2 WHERE n = $1", n, links)
		case !errors.Is(err, sql.ErrNoRows):
			return 0, err
		}
		if err := s.do(ctx, "DELETE FROM move WHERE old = $1", id); err != nil {
			return 0, err
		}
	}
	put, err := s.from.ExecContext(ctx, "INSERT INTO thing (id, kind, body) VALUES ($1, $2, $3)", id, kindNumber(t.Kind), links)
	if err != nil {
		return 0, err
	}
	return put.LastInsertId()
}

// move makes one thing another, or gives it another id.
func (s *session) move(ctx context.Context, m Move) error {
	from, to := ident(m.From), ident(m.To)
	var there bool
	if err := s.from.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM thing WHERE id = $1)", to).Scan(&there); err != nil {
		return err
	}
	if there {
		if err := s.do(ctx, "UPDATE OR IGNORE mention SET thing = (SELECT n FROM thing WHERE id = $2) WHERE thing = (SELECT n FROM thing WHERE id = $1)", from, to); err != nil {
			return err
		}
		if err := s.do(ctx, "DELETE FROM thing WHERE id = $1", from); err != nil {
			return err
		}
	} else if err := s.do(ctx, "UPDATE thing SET id = $2 WHERE id = $1", from, to); err != nil {
		return err
	}
	if err := s.do(ctx, "DELETE FROM move WHERE old = $1", to); err != nil {
		return err
	}
	return s.do(ctx, "INSERT INTO move (old, new, sum) VALUES ($1, $2, $3) ON CONFLICT DO UPDATE SET new = excluded.new, sum = excluded.sum", from, to, sumOf(m.From, m.To))
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

// none turns "no rows" into ErrNotFound with what was looked for.
func none(err error, what, id string) error {
	if errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("%s %q: %w", what, id, ErrNotFound)
	}
	return err
}

// list is a JSON array for json_each: one parameter whatever its length.
func list[T any](values []T) string {
	if len(values) == 0 {
		return "[]"
	}
	b, _ := json.Marshal(values) // texts and numbers always marshal
	return string(b)
}

// ident is an id as it is kept: the bytes that its hex stands for.
func ident(id string) any {
	if b, err := hex.DecodeString(id); err == nil && id != "" {
		return b
	}
	return id
}

// printedID reads back what ident made.
type printedID struct{ to *string }

// Scan takes a column's value.
func (p printedID) Scan(v any) error {
	switch v := v.(type) {
	case []byte:
		*p.to = hex.EncodeToString(v)
	case string:
		*p.to = v
	default:
		return fmt.Errorf("%w: an id is of no known kind (%T)", ErrDamaged, v)
	}
	return nil
}

// idents turns a JSON array of ids into what ident makes of them; the
// parameter and two brackets follow.
const idents = "SELECT coalesce(unhex(value), value) FROM json_each("

// phrase is a term of FTS5: tokens side by side.
func phrase(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }
