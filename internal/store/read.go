package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"iter"
	"slices"
	"unicode"

	"safir/internal/register"
)

// Others is a number that is another one once another process has written.
func (s *session) Others(ctx context.Context) (n int64, err error) {
	return n, s.from.QueryRowContext(ctx, "PRAGMA data_version").Scan(&n)
}

// Has reports whether a report is kept and coded by this coder.
func (s *session) Has(ctx context.Context, report, coder string) (ok bool, err error) {
	err = s.from.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM report WHERE id = $1 AND coder = $2)", ident(report), coder).Scan(&ok)
	return ok, err
}

const reportColumns = "id, text, raw, file, url, outlet, title, lang, published, bound, added, state, why, coder, sum"

func scanReport(row interface{ Scan(...any) error }) (r register.Report, err error) {
	var sum int64
	err = row.Scan(printedID{&r.ID}, printedID{&r.Text}, printedID{&r.Raw}, &r.File, &r.URL, &r.Outlet, &r.Title, &r.Lang, &r.Published, &r.Bound, &r.Added, &r.State, &r.Why, &r.Coder, &sum)
	if err == nil && sum != reportSum(&r) {
		err = fmt.Errorf("report %s: %w", r.ID, ErrDamaged)
	}
	return r, err
}

// Report is the report of an id.
func (s *session) Report(ctx context.Context, id string) (register.Report, error) {
	r, err := scanReport(s.from.QueryRowContext(ctx, "SELECT "+reportColumns+" FROM report WHERE id = $1", ident(id)))
	return r, none(err, "report", id)
}

// Reports come by day of publication, then by id. They are read page by page,
// so that others may write meanwhile.
func (s *session) Reports(ctx context.Context, state register.State) iter.Seq2[register.Report, error] {
	return pages(func(last *register.Report, n int) ([]register.Report, error) {
		rows, err := s.from.QueryContext(ctx, "SELECT "+reportColumns+` FROM report
			WHERE ($1 = '' OR state = $1) AND ($2 OR (published, id) > ($3, $4)) ORDER BY published, id LIMIT $5`,
			state, last == nil, orZero(last).Published, ident(orZero(last).ID), n)
		return collect(rows, err, func(r *sql.Rows) (register.Report, error) { return scanReport(r) })
	})
}

// Raw are the bytes of a hash.
func (s *session) Raw(ctx context.Context, hash string) ([]byte, error) {
	var text string
	var f form
	var b []byte
	err := s.from.QueryRowContext(ctx, "SELECT text, form, bytes FROM raw WHERE hash = $1", ident(hash)).Scan(printedID{&text}, &f, &b)
	if err != nil {
		return nil, none(err, "bytes", hash)
	}
	return s.whole(ctx, text, f, b)
}

// whole puts bytes together that hold a text.
func (s *session) whole(ctx context.Context, text string, f form, packed []byte) ([]byte, error) {
	if f == other {
		return unpack(packed)
	}
	inside, err := s.Text(ctx, text)
	if err != nil {
		return nil, err
	}
	if f < apart {
		around, err := decode[[2][]byte](packed)
		return slices.Concat(around[0], f.write(inside), around[1]), err
	}
	if f >= packedToo {
		f -= packedToo
		if packed, err = unpack(packed); err != nil {
			return nil, err
		}
	}
	before, behind, err := readBesides(packed)
	return slices.Concat(before, (f - apart).write(inside), behind), err
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
	err := s.from.QueryRowContext(ctx, query, ident(id)).Scan(&b)
	return unpackRow(b, err, what, id)
}

func unpackRow(b []byte, err error, what, id string) ([]byte, error) {
	if err != nil || b == nil {
		return nil, none(err, what, id)
	}
	return unpack(b)
}

// Mentions are those of the ids that are kept.
func (s *session) Mentions(ctx context.Context, ids []string) ([]register.Mention, error) {
	return s.mentions(ctx, "id IN ("+idents+"$1)) ORDER BY id", list(ids))
}

// OfReport are the mentions of a report.
func (s *session) OfReport(ctx context.Context, report string) ([]register.Mention, error) {
	return s.mentions(ctx, "report_n = (SELECT n FROM report WHERE id = $1) ORDER BY id", ident(report))
}

// Block are the keys of the mentions that share one of the blocks.
func (s *session) Block(ctx context.Context, blocks []int64) ([]string, error) {
	rows, err := s.from.QueryContext(ctx, `SELECT DISTINCT coalesce((SELECT face FROM face WHERE n = -key), (SELECT id FROM mention WHERE n = key)) FROM block
		WHERE value IN (SELECT value FROM json_each($1)) ORDER BY 1`, list(blocks))
	return collect(rows, err, func(r *sql.Rows) (k string, err error) { return k, r.Scan(printedID{&k}) })
}

// Faces are mentions by id, or the earliest of a face.
func (s *session) Faces(ctx context.Context, keys []string) ([]register.Mention, error) {
	return s.mentions(ctx, `n IN (WITH keys AS (SELECT DISTINCT coalesce(unhex(value), value) AS key FROM json_each($1))
		SELECT n FROM mention WHERE id IN (SELECT key FROM keys) UNION
		SELECT (SELECT n FROM mention WHERE face = face.n AND face > 0 ORDER BY published, id LIMIT 1) FROM keys JOIN face ON face.face = keys.key) ORDER BY id`, list(keys))
}

// OfFaces are all mentions that have one of the faces.
func (s *session) OfFaces(ctx context.Context, faces []string) ([]register.Mention, error) {
	return s.mentions(ctx, "n IN (SELECT m.n FROM face JOIN mention AS m ON m.face = face.n AND m.face > 0 WHERE face.face IN ("+idents+"$1))) ORDER BY id", list(faces))
}

// mentionColumns are what scanMention reads.
const mentionColumns = "id, report, item, kind, face, first, last, published, body, text, outlet, lang, report_n, sum"

func scanMention(r *sql.Rows, more ...any) (register.Mention, error) {
	var m register.Mention
	var body sql.RawBytes
	var report, sum int64
	var kind int
	err := r.Scan(append([]any{printedID{&m.ID}, printedID{&m.Report}, &m.Item, &kind, printedID{&m.Face}, printedDay{&m.From}, printedDay{&m.To}, printedDay{&m.Published},
		&body, printedID{&m.Text}, &m.Outlet, &m.Lang, &report, &sum}, more...)...)
	if err != nil {
		return m, err
	}
	m.Kind = kindOf(kind)
	if err = readBody(body, &m); err == nil && sum != mentionSum(report, &m, body) {
		err = ErrDamaged
	}
	if err != nil {
		err = fmt.Errorf("mention %s: %w", m.ID, err)
	}
	return m, err
}

func (s *session) mentions(ctx context.Context, where string, args ...any) ([]register.Mention, error) {
	rows, err := s.from.QueryContext(ctx, "SELECT "+mentionColumns+" FROM told WHERE "+where, args...)
	return collect(rows, err, func(r *sql.Rows) (register.Mention, error) { return scanMention(r) })
}

func scanLink(r *sql.Rows) (l register.Link, err error) {
	var sum int64
	err = r.Scan(printedID{&l.A}, printedID{&l.B}, &l.Score, &sum)
	if err == nil && sum != linkSum(&l) {
		err = fmt.Errorf("the link of %s and %s: %w", l.A, l.B, ErrDamaged)
	}
	return l, err
}

// Links are those with one end among the keys.
func (s *session) Links(ctx context.Context, keys []string) ([]register.Link, error) {
	rows, err := s.from.QueryContext(ctx, `WITH keys (key) AS (`+idents+`$1))
		SELECT a, b, score, sum FROM link WHERE a IN keys UNION SELECT a, b, score, sum FROM link WHERE b IN keys ORDER BY a, b`, list(keys))
	return collect(rows, err, scanLink)
}

// Owners are the things that mentions belong to, without all they hold.
func (s *session) Owners(ctx context.Context, mentions []string) (map[string]register.Thing, error) {
	out := map[string]register.Thing{}
	rows, err := s.from.QueryContext(ctx, "SELECT mention.id, thing.id, thing.kind, thing.body FROM mention JOIN thing ON thing.n = mention.thing WHERE mention.id IN ("+idents+"$1))", list(mentions))
	_, err = collect(rows, err, func(r *sql.Rows) (none struct{}, err error) {
		var m string
		var t register.Thing
		var b sql.RawBytes
		var kind int
		if err := r.Scan(printedID{&m}, printedID{&t.ID}, &kind, &b); err != nil {
			return none, err
		}
		t.Kind = kindOf(kind)
		if t.Links, err = readLinks(b); err != nil {
			err = fmt.Errorf("thing %s: %w", t.ID, err)
		}
		out[m] = t
		return none, err
	})
	return out, err
}

// ThingsOf are the things that mentions belong to.
func (s *session) ThingsOf(ctx context.Context, mentions []string) ([]register.Thing, error) {
	return s.things(ctx, "n IN (SELECT thing FROM mention WHERE id IN ("+idents+"$1))) ORDER BY id", list(mentions))
}

// things are those of a condition, with all their mentions.
func (s *session) things(ctx context.Context, where string, args ...any) ([]register.Thing, error) {
	rows, err := s.from.QueryContext(ctx, `SELECT id, kind, body,
		(SELECT json_group_array(iif(typeof(id) = 'blob', lower(hex(id)), id)) FROM (SELECT id FROM mention WHERE thing = thing.n ORDER BY published, id)) FROM thing WHERE `+where, args...)
	return collect(rows, err, func(r *sql.Rows) (t register.Thing, err error) {
		var links, mentions []byte
		var kind int
		if err := r.Scan(printedID{&t.ID}, &kind, &links, &mentions); err != nil {
			return t, err
		}
		t.Kind = kindOf(kind)
		if t.Links, err = readLinks(links); err != nil {
			return t, fmt.Errorf("thing %s: %w", t.ID, err)
		}
		return t, json.Unmarshal(mentions, &t.Mentions)
	})
}

// Thing is the thing of an id, or of one that it had before.
func (s *session) Thing(ctx context.Context, id string) (register.Thing, error) {
	list, err := s.things(ctx, "id = $1", ident(id))
	if err != nil || len(list) > 0 {
		return first(list), err
	}
	list, err = s.things(ctx, `id = (WITH RECURSIVE way (id, step) AS (
		SELECT $1, 0 UNION ALL SELECT move.new, step + 1 FROM way JOIN move ON move.old = way.id WHERE step < 1000)
		SELECT thing.id FROM thing JOIN way USING (id) ORDER BY step DESC LIMIT 1)`, ident(id))
	if err == nil && len(list) == 0 {
		err = none(sql.ErrNoRows, "thing", id)
	}
	return first(list), err
}

// first is the first of a list, or nothing.
func first[T any](list []T) (v T) {
	if len(list) > 0 {
		v = list[0]
	}
	return v
}

// Things come by id, page by page.
func (s *session) Things(ctx context.Context, kind register.Kind) iter.Seq2[register.Thing, error] {
	return pages(func(last *register.Thing, n int) ([]register.Thing, error) {
		return s.things(ctx, "kind = $1 AND id > $2 ORDER BY id LIMIT $3", kindNumber(kind), ident(orZero(last).ID), n)
	})
}

// Begun are the ids that begin so.
func (s *session) Begun(ctx context.Context, prefix string, most int) ([]string, error) {
	var low, high any = prefix, prefix + string(unicode.MaxRune)
	if a, err := hex.DecodeString(prefix + "0"[:len(prefix)%2]); err == nil && prefix != "" {
		b, _ := hex.DecodeString(prefix + "f"[:len(prefix)%2]) // as well formed as a
		low, high = a, append(b, bytes.Repeat([]byte{0xff}, sha256.Size)...)
	}
	rows, err := s.from.QueryContext(ctx, `SELECT id FROM thing WHERE id BETWEEN $1 AND $2 UNION SELECT old FROM move WHERE old BETWEEN $1 AND $2
		UNION SELECT id FROM mention WHERE id BETWEEN $1 AND $2 UNION SELECT id FROM report WHERE id BETWEEN $1 AND $2 ORDER BY 1 LIMIT $3`, low, high, most)
	return collect(rows, err, func(r *sql.Rows) (id string, err error) {
		err = r.Scan(printedID{&id})
		return id, err
	})
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

// Covered counts the reports of a stretch of days over all of them: whole
// months as they were counted, and the days at both ends one by one.
func (s *session) Covered(ctx context.Context, from, to string) ([]Covered, error) {
	low, high := from, "~" // behind all days
	first, behind := from, "~"
	if len(from) > len("2006-01") && from[len(from)-3:] != "-01" {
		first = month(from) + "~"
	} else if len(from) > len("2006-01") {
		first = month(from)
	}
	if to != "" {
		low, first = max(low, anyDay), max(first, anyDay)
		if behind, high = month(to), to; len(to) == len("2006-01-02") {
			high += "~" // and all its hours
		}
	}
	const here = "outlet = part.outlet AND lang = part.lang AND state = part.state"
	rows, err := s.from.QueryContext(ctx, `WITH bounds (low, high, first, behind) AS (SELECT $1, $2, $3, $4),
			part (outlet, lang, state) AS (SELECT DISTINCT outlet, lang, state FROM cover)
		SELECT * FROM (SELECT outlet, lang, state,
			(SELECT coalesce(sum(reports), 0) FROM cover WHERE `+here+` AND month >= first AND month < behind)
			+ (SELECT count(*) FROM report WHERE `+here+` AND published >= low AND published < first AND published <= high)
			+ (SELECT count(*) FROM report WHERE `+here+` AND published >= max(low, first, behind) AND published <= high) AS n,
			(SELECT min(published) FROM report WHERE `+here+` AND published >= max(low, '0') AND published <= high),
			(SELECT max(published) FROM report WHERE `+here+` AND published >= max(low, '0') AND published <= high)
		FROM part, bounds) WHERE n > 0 ORDER BY outlet, lang, state`, low, high, first, behind)
	return collect(rows, err, func(r *sql.Rows) (c Covered, err error) {
		var first, last sql.NullString
		err = r.Scan(&c.Outlet, &c.Lang, &c.State, &c.Reports, &first, &last)
		c.First, c.Last = first.String[:min(10, len(first.String))], last.String[:min(10, len(last.String))]
		return c, err
	})
}

// anyDay is before all days that are known.
const anyDay = "0"

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
