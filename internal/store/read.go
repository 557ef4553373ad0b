package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"iter"
	"strings"

	"safir/internal/register"
)

// Has reports whether a report is kept and coded by this coder.
func (s *session) Has(ctx context.Context, report, coder string) (ok bool, err error) {
	err = s.from.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM report WHERE id = $1 AND coder = $2)", report, coder).Scan(&ok)
	return ok, err
}

const reportColumns = "id, text, raw, file, url, outlet, title, lang, published, bound, added, state, why, coder"

func scanReport(row interface{ Scan(...any) error }) (r register.Report, err error) {
	err = row.Scan(&r.ID, &r.Text, &r.Raw, &r.File, &r.URL, &r.Outlet, &r.Title, &r.Lang, &r.Published, &r.Bound, &r.Added, &r.State, &r.Why, &r.Coder)
	return r, err
}

// Report is the report of an id.
func (s *session) Report(ctx context.Context, id string) (register.Report, error) {
	r, err := scanReport(s.from.QueryRowContext(ctx, "SELECT "+reportColumns+" FROM report WHERE id = $1", id))
	return r, none(err, "report", id)
}

// Reports come by day of publication, then by id. They are read page by page,
// so that others may write meanwhile.
func (s *session) Reports(ctx context.Context, state register.State) iter.Seq2[register.Report, error] {
	return pages(func(last *register.Report, n int) ([]register.Report, error) {
		rows, err := s.from.QueryContext(ctx, "SELECT "+reportColumns+` FROM report
			WHERE ($1 = '' OR state = $1) AND ($2 OR (published, id) > ($3, $4)) ORDER BY published, id LIMIT $5`,
			state, last == nil, orZero(last).Published, orZero(last).ID, n)
		return collect(rows, err, func(r *sql.Rows) (register.Report, error) { return scanReport(r) })
	})
}

// Raw are the bytes of a hash.
func (s *session) Raw(ctx context.Context, hash string) ([]byte, error) {
	return s.packed(ctx, "bytes", "SELECT bytes FROM raw WHERE hash = $1", hash)
}

// Text is the text of a hash.
func (s *session) Text(ctx context.Context, hash string) (string, error) {
	b, err := s.packed(ctx, "text", "SELECT body FROM text WHERE hash = $1", hash)
	return string(b), err
}

// Record is the record of a report; nil when it was not coded.
func (s *session) Record(ctx context.Context, report string) ([]byte, error) {
	return s.packed(ctx, "record of report", "SELECT record FROM report WHERE id = $1", report)
}

func (s *session) packed(ctx context.Context, what, query, id string) ([]byte, error) {
	var b []byte
	if err := s.from.QueryRowContext(ctx, query, id).Scan(&b); err != nil || b == nil {
		return nil, none(err, what, id)
	}
	return unpack(b)
}

// Mentions are those of the ids that are kept.
func (s *session) Mentions(ctx context.Context, ids []string) ([]register.Mention, error) {
	return s.mentions(ctx, "SELECT body FROM mention WHERE id IN (SELECT value FROM json_each($1)) ORDER BY id", list(ids))
}

// OfReport are the mentions of a report.
func (s *session) OfReport(ctx context.Context, report string) ([]register.Mention, error) {
	return s.mentions(ctx, "SELECT body FROM mention WHERE report = (SELECT n FROM report WHERE id = $1) ORDER BY id", report)
}

// earliest gives the numbers of mentions of a list of keys.
const earliest = `SELECT n FROM mention WHERE id IN (SELECT key FROM keys) UNION
	SELECT (SELECT n FROM mention WHERE face = keys.key AND face <> '' ORDER BY published, id LIMIT 1) FROM keys`

// Block are the mentions of a kind that share one of the blocks, of each face
// the earliest.
func (s *session) Block(ctx context.Context, kind register.Kind, keys []string) ([]register.Mention, error) {
	return s.mentions(ctx, `WITH keys AS (SELECT DISTINCT key FROM block WHERE value IN (SELECT value FROM json_each($1)))
		SELECT body FROM mention WHERE n IN (`+earliest+`) ORDER BY id`, list(blocks(kind, keys)))
}

// Faces are mentions by id, or the earliest of a face.
func (s *session) Faces(ctx context.Context, keys []string) ([]register.Mention, error) {
	return s.mentions(ctx, `WITH keys AS (SELECT DISTINCT value AS key FROM json_each($1))
		SELECT body FROM mention WHERE n IN (`+earliest+`) ORDER BY id`, list(keys))
}

// OfFaces are all mentions that have one of the faces.
func (s *session) OfFaces(ctx context.Context, faces []string) ([]register.Mention, error) {
	return s.mentions(ctx, "SELECT body FROM mention WHERE face <> '' AND face IN (SELECT value FROM json_each($1)) ORDER BY id", list(faces))
}

func (s *session) mentions(ctx context.Context, query string, args ...any) ([]register.Mention, error) {
	rows, err := s.from.QueryContext(ctx, query, args...)
	return collect(rows, err, body[register.Mention])
}

// Links are those with one end among the keys.
func (s *session) Links(ctx context.Context, keys []string) ([]register.Link, error) {
	rows, err := s.from.QueryContext(ctx, `SELECT body FROM (
		SELECT a, b, body FROM link WHERE a IN (SELECT value FROM json_each($1)) UNION
		SELECT a, b, body FROM link WHERE b IN (SELECT value FROM json_each($1))) ORDER BY a, b`, list(keys))
	return collect(rows, err, body[register.Link])
}

// Reach are the links by which keys hang together with others, however far.
func (s *session) Reach(ctx context.Context, keys []string) ([]register.Link, error) {
	rows, err := s.from.QueryContext(ctx, `WITH RECURSIVE reached (key) AS (
			SELECT value FROM json_each($1)
			UNION SELECT iif(link.a = reached.key, link.b, link.a) FROM reached JOIN link ON link.a = reached.key OR link.b = reached.key)
		SELECT link.body FROM reached JOIN link ON link.a = reached.key ORDER BY link.a, link.b`, list(keys))
	return collect(rows, err, body[register.Link])
}

// Owners are the things that mentions belong to, without all they hold.
func (s *session) Owners(ctx context.Context, mentions []string) (map[string]register.Thing, error) {
	out := map[string]register.Thing{}
	rows, err := s.from.QueryContext(ctx, "SELECT mention.id, thing.id, thing.kind, thing.body FROM mention JOIN thing ON thing.n = mention.thing WHERE mention.id IN (SELECT value FROM json_each($1))", list(mentions))
	_, err = collect(rows, err, func(r *sql.Rows) (none struct{}, err error) {
		var m string
		var t register.Thing
		var b []byte
		if err := r.Scan(&m, &t.ID, &t.Kind, &b); err != nil {
			return none, err
		}
		t.Links, err = decode[[]register.Link](b)
		out[m] = t
		return none, err
	})
	return out, err
}

// ThingsOf are the things that mentions belong to.
func (s *session) ThingsOf(ctx context.Context, mentions []string) ([]register.Thing, error) {
	return s.things(ctx, "n IN (SELECT thing FROM mention WHERE id IN (SELECT value FROM json_each($1))) ORDER BY id", list(mentions))
}

// things are those of a condition, with all their mentions.
func (s *session) things(ctx context.Context, where string, args ...any) ([]register.Thing, error) {
	rows, err := s.from.QueryContext(ctx, `SELECT id, kind, body,
		(SELECT json_group_array(id) FROM (SELECT id FROM mention WHERE thing = thing.n ORDER BY published, id)) FROM thing WHERE `+where, args...)
	return collect(rows, err, func(r *sql.Rows) (t register.Thing, err error) {
		var links, mentions []byte
		if err := r.Scan(&t.ID, &t.Kind, &links, &mentions); err != nil {
			return t, err
		}
		if t.Links, err = decode[[]register.Link](links); err != nil {
			return t, err
		}
		return t, json.Unmarshal(mentions, &t.Mentions)
	})
}

// Thing is the thing of an id, or of one that it had before.
func (s *session) Thing(ctx context.Context, id string) (register.Thing, error) {
	list, err := s.things(ctx, `id = (WITH RECURSIVE way (id, step) AS (
		SELECT $1, 0 UNION ALL SELECT move.new, step + 1 FROM way JOIN move ON move.old = way.id WHERE step < 1000)
		SELECT thing.id FROM thing JOIN way USING (id) ORDER BY step DESC LIMIT 1)`, id)
	if err == nil && len(list) == 0 {
		err = none(sql.ErrNoRows, "thing", id)
	}
	if err != nil {
		return register.Thing{}, err
	}
	return list[0], nil
}

// Things come by id, page by page.
func (s *session) Things(ctx context.Context, kind register.Kind) iter.Seq2[register.Thing, error] {
	return pages(func(last *register.Thing, n int) ([]register.Thing, error) {
		return s.things(ctx, "kind = $1 AND id > $2 ORDER BY id LIMIT $3", kind, orZero(last).ID, n)
	})
}

// Find gives mentions newest first.
func (s *session) Find(ctx context.Context, q Query) ([]Hit, error) {
	where, args := conditions(&q)
	if q.After != "" {
		where = append(where, `(last, published, id) IN (SELECT last, published, id FROM mention AS x WHERE
			EXISTS (SELECT 1 FROM mention AS a WHERE a.id = ? AND (x.last < a.last OR x.last = a.last AND (x.published < a.published OR x.published = a.published AND x.id > a.id))))`)
		args = append(args, q.After)
	}
	query := "SELECT (SELECT id FROM thing WHERE n = mention.thing), body FROM mention"
	if len(where) > 0 {
		query += " WHERE " + strings.Join(where, " AND ")
	}
	query += " ORDER BY last DESC, published DESC, id"
	if q.Limit > 0 {
		query += " LIMIT ?"
		args = append(args, q.Limit)
	}
	rows, err := s.from.QueryContext(ctx, query, args...)
	return collect(rows, err, func(r *sql.Rows) (h Hit, err error) {
		var b []byte
		if err := r.Scan(&h.Thing, &b); err != nil {
			return h, err
		}
		h.Mention, err = decode[register.Mention](b)
		return h, err
	})
}

// conditions says a query in SQL.
func conditions(q *Query) (where []string, args []any) {
	say := func(cond string, values ...any) {
		where = append(where, cond)
		args = append(args, values...)
	}
	in := func(column string, values []string) {
		if len(values) > 0 {
			say(column+" IN (SELECT value FROM json_each(?))", list(values))
		}
	}
	tagged := func(kind string, values []string) {
		if len(values) > 0 {
			say("n IN (SELECT mention FROM tag WHERE kind = '"+kind+"' AND value IN (SELECT value FROM json_each(?)))", list(values))
		}
	}
	if len(q.Kinds) > 0 {
		say("kind IN (SELECT value FROM json_each(?))", list(q.Kinds))
	}
	in("verb", q.Verbs)
	in("status", q.Statuses)
	in("outlet", q.Outlets)
	in("source", q.Sources)
	in("lang", q.Langs)
	for _, p := range q.Parties {
		tagged("party", []string{p})
	}
	tagged("target", q.Targets)
	if len(q.Places) > 0 {
		say("(country IN (SELECT value FROM json_each(?)) OR city IN (SELECT value FROM json_each(?)))", list(q.Places), list(q.Places))
	}
	if len(q.Topics) > 0 {
		say(`n IN (SELECT mention FROM tag JOIN json_each(?) AS t ON tag.kind = 'topic' AND (tag.value = t.value OR tag.value > t.value || '/' AND tag.value < t.value || '0'))`, list(q.Topics))
	}
	if q.Report != "" {
		say("report = (SELECT n FROM report WHERE id = ?)", q.Report)
	}
	if q.Main {
		say("main")
	}
	if q.From != "" {
		say("last >= ?", q.From)
	}
	if q.To != "" {
		say("first <> '' AND first <= ?", q.To)
	}
	if len(q.Who) > 0 {
		say(`EXISTS (SELECT 1 FROM mention AS p JOIN tag ON tag.kind = 'actor' AND tag.value = p.item AND tag.mention = mention.n
			WHERE p.report = mention.report AND p.kind = 'person' AND p.thing IN (SELECT n FROM thing WHERE id IN (SELECT value FROM json_each(?))))`, list(q.Who))
	}
	for _, t := range q.Terms {
		if cond, value := words("mention_words", "n", t); cond != "" {
			say(cond, value)
		}
	}
	return where, args
}

// words says a term in SQL.
func words(table, column string, t Term) (cond, match string) {
	any := make([]string, len(t.Any))
	for i, p := range t.Any {
		any[i] = phrase(p)
	}
	cond = column + " IN (SELECT rowid FROM " + table + " WHERE " + table + " MATCH ?)"
	if t.Not {
		cond = "NOT " + cond
	}
	return cond, strings.Join(any, " OR ")
}

// FindReports gives reports by words alone, newest first.
func (s *session) FindReports(ctx context.Context, terms []Term, most int) ([]register.Report, error) {
	query, args := "SELECT "+reportColumns+" FROM report WHERE true", []any{}
	for _, t := range terms {
		cond, match := words("report_words", "n", t)
		query += " AND " + cond
		args = append(args, match)
	}
	query += " ORDER BY published DESC, id"
	if most > 0 {
		query += " LIMIT ?"
		args = append(args, most)
	}
	rows, err := s.from.QueryContext(ctx, query, args...)
	return collect(rows, err, func(r *sql.Rows) (register.Report, error) { return scanReport(r) })
}

// Coverage counts the reports of a stretch of days.
func (s *session) Coverage(ctx context.Context, from, to string) ([]Coverage, error) {
	rows, err := s.from.QueryContext(ctx, `SELECT outlet, lang, substr(published, 1, 10) AS day, state, count(*) FROM report
		WHERE day >= $1 AND ($2 = '' OR day <> '' AND day <= $2) GROUP BY outlet, lang, day, state ORDER BY outlet, lang, day, state`, from, to)
	return collect(rows, err, func(r *sql.Rows) (c Coverage, err error) {
		err = r.Scan(&c.Outlet, &c.Lang, &c.Day, &c.State, &c.Reports)
		return c, err
	})
}

// Corrections come in the order they were made.
func (s *session) Corrections(ctx context.Context) ([]register.Correction, error) {
	rows, err := s.from.QueryContext(ctx, "SELECT body FROM correction ORDER BY n")
	return collect(rows, err, func(r *sql.Rows) (c register.Correction, err error) {
		var b []byte
		if err := r.Scan(&b); err != nil {
			return c, err
		}
		return c, json.Unmarshal(b, &c)
	})
}

// Noted is a small fact, or "".
func (s *session) Noted(ctx context.Context, key string) (value string, err error) {
	err = s.from.QueryRowContext(ctx, "SELECT coalesce((SELECT value FROM note WHERE key = $1), '')", key).Scan(&value)
	return value, err
}

// Digest hashes everything but when it was brought in.
func (s *SQLite) Digest(ctx context.Context) (string, error) { return digest(ctx, s) }

// Digest hashes everything as the transaction sees it.
func (t *inside) Digest(ctx context.Context) (string, error) { return digest(ctx, t) }

// body reads the only column of a row as a packed value.
func body[T any](r *sql.Rows) (v T, err error) {
	var b []byte
	if err := r.Scan(&b); err != nil {
		return v, err
	}
	return decode[T](b)
}

// collect reads all rows.
func collect[T any](rows *sql.Rows, err error, scan func(*sql.Rows) (T, error)) (out []T, _ error) {
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, rows.Err()
}

// page is how many rows are read at a time.
const page = 500

// pages reads on behind the last of each page until one is not full.
func pages[T any](next func(last *T, n int) ([]T, error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var last *T
		for {
			list, err := next(last, page)
			if err != nil {
				var zero T
				yield(zero, err)
				return
			}
			for i := range list {
				if !yield(list[i], nil) {
					return
				}
			}
			if len(list) < page {
				return
			}
			last = &list[len(list)-1]
		}
	}
}

func orZero[T any](p *T) (v T) {
	if p != nil {
		v = *p
	}
	return v
}
