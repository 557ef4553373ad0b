package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"safir/internal/register"
)

// SQLite does not see a flipped bit inside a row. Packed columns carry a
// checksum of their own; the sums here are for the others.

// sumOf is a checksum of texts.
func sumOf(parts ...string) int64 {
	var b []byte
	for _, p := range parts {
		b = strconv.AppendInt(b, int64(len(p)), 10)
		b = append(b, ' ')
		b = append(b, p...)
	}
	return int64(crc32.ChecksumIEEE(b))
}

func reportSum(r *register.Report) int64 {
	return sumOf(r.ID, r.Text, r.Raw, r.File, r.URL, r.Outlet, r.Title, r.Lang, r.Published, strconv.FormatBool(r.Bound), r.Added, string(r.State), r.Why, r.Coder)
}

func linkSum(l *register.Link) int64 { return sumOf(l.A, l.B, strconv.Itoa(l.Score)) }

func mentionSum(report int64, m *register.Mention, body []byte) int64 {
	b := append(make([]byte, 0, len(body)+160), body...)
	b = strconv.AppendInt(b, report, 10)
	for _, s := range [...]string{m.ID, m.Item, string(m.Kind), m.Face, m.From, m.To, m.Published} {
		b = append(append(b, ' '), s...)
	}
	return int64(crc32.ChecksumIEEE(b))
}

// tokenSum is a checksum of tokens with their places, which can be had from
// the index of words too.
func tokenSum(tokens string) int64 {
	var sum uint32
	var room [64]byte
	at := 0
	for t := range strings.FieldsSeq(tokens) {
		sum += placeSum(room[:0], t, at)
		at++
	}
	return int64(sum)
}

// placeSum is the sum of a token in its place; room is overwritten.
func placeSum(room []byte, token string, at int) uint32 {
	return crc32.ChecksumIEEE(strconv.AppendInt(append(append(room, token...), ' '), int64(at), 10))
}

// Sound looks for faults in the file and in how its tables fit together, and
// calls out with each.
func (s *SQLite) Sound(ctx context.Context, fault func(what string)) error {
	for _, try := range []func(context.Context, func(string)) error{s.pragmas, s.blobs, s.wordSums, s.parted, s.counted, s.blocked, s.linked, s.led, s.said} {
		if err := try(ctx, fault); err != nil {
			return told(s.path, err)
		}
	}
	return nil
}

// pragmas are SQLite's own checks.
func (s *SQLite) pragmas(ctx context.Context, fault func(string)) error {
	for query, fine := range map[string]string{"PRAGMA integrity_check": "ok", "PRAGMA foreign_key_check": ""} {
		rows, err := s.read.QueryContext(ctx, query)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var said string
			var skip sql.RawBytes
			columns, _ := rows.Columns()
			into := []any{&said}
			for range columns[1:] {
				into = append(into, &skip)
			}
			if err := rows.Scan(into...); err != nil {
				return err
			}
			if said != fine {
				fault(said)
			}
		}
		if err := rows.Err(); err != nil {
			return err
		}
	}
	return nil
}

// blobs unpacks what is packed, and compares texts and bytes with their
// hashes.
func (s *SQLite) blobs(ctx context.Context, fault func(string)) error {
	for _, table := range []string{"text", "raw"} {
		hashes, err := s.ids(ctx, "SELECT hash FROM "+table+" ORDER BY n")
		if err != nil {
			return err
		}
		for _, h := range hashes {
			var b []byte
			if table == "raw" {
				b, err = s.Raw(ctx, h)
			} else {
				var t string
				t, err = s.Text(ctx, h)
				b = []byte(t)
			}
			switch {
			case err != nil:
				fault(fmt.Sprintf("%s %s: %v", table, h, err))
			case hashOf(b) != h:
				fault(fmt.Sprintf("%s %s: it has another hash", table, h))
			}
		}
	}
	return nil
}

func hashOf(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

func unique(list []string) []string { return slices.Compact(slices.Sorted(slices.Values(list))) }

func (s *SQLite) ids(ctx context.Context, query string) ([]string, error) {
	rows, err := s.read.QueryContext(ctx, query)
	return collect(rows, err, func(r *sql.Rows) (id string, err error) { return id, r.Scan(printedID{&id}) })
}

// wordSums compares the indexes of words with what they were made of, and the
// tags among them with what mentions say.
func (s *SQLite) wordSums(ctx context.Context, fault func(string)) error {
	conn, err := s.read.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	for _, of := range []string{"mention", "report"} {
		sums := map[int64]uint32{}
		rows, err := conn.QueryContext(ctx, "SELECT n, words FROM "+of)
		_, err = collect(rows, err, func(r *sql.Rows) (none struct{}, err error) {
			var n, sum int64
			err = r.Scan(&n, &sum)
			sums[n] = uint32(sum)
			return none, err
		})
		if err != nil {
			return err
		}
		if of == "mention" {
			err = s.each(ctx, func(n int64, m *register.Mention) error {
				for _, t := range tags(m) {
					sums[n] += tagSum(t)
				}
				return nil
			})
			if err != nil {
				return err
			}
		}
		if _, err := conn.ExecContext(ctx, "PRAGMA query_only = 0"); err != nil {
			return err
		}
		if _, err := conn.ExecContext(ctx, "CREATE VIRTUAL TABLE temp."+of+"_places USING fts5vocab(main, "+of+"_words, instance)"); err != nil {
			return err
		}
		rows, err = conn.QueryContext(ctx, "SELECT doc, term, offset FROM temp."+of+"_places")
		_, err = collect(rows, err, func(r *sql.Rows) (none struct{}, err error) {
			var n int64
			var at int
			var term string
			err = r.Scan(&n, &term, &at)
			if strings.HasPrefix(term, "_") {
				sums[n] -= tagSum(term)
			} else {
				sums[n] -= placeSum(nil, term, at)
			}
			return none, err
		})
		if err != nil {
			return err
		}
		if _, err := conn.ExecContext(ctx, "DROP TABLE temp."+of+"_places"); err != nil {
			return err
		}
		for n, left := range sums {
			if left != 0 {
				fault(fmt.Sprintf("%s number %d is not found by its words and what it is about", of, n))
			}
		}
	}
	_, err = conn.ExecContext(ctx, "PRAGMA query_only = 1")
	return err
}

// tagSum is a checksum of a tag; the index has it in small letters.
func tagSum(t string) uint32 { return crc32.ChecksumIEEE([]byte(strings.ToLower(t))) }

// parted compares who takes part in what with what mentions say.
func (s *SQLite) parted(ctx context.Context, fault func(string)) error {
	var have, want int
	if err := s.read.QueryRowContext(ctx, "SELECT count(*) FROM part").Scan(&have); err != nil {
		return err
	}
	err := s.each(ctx, func(n int64, m *register.Mention) error {
		if m.Kind == register.Person || len(m.Who) == 0 {
			return nil
		}
		var items []string
		for i := range m.Who {
			items = append(items, m.Who[i].Actor)
		}
		var persons, found int
		err := s.read.QueryRowContext(ctx, `SELECT count(*), count(part.person) FROM mention AS p LEFT JOIN part ON part.person = p.n AND part.mention = $1
			WHERE p.report = (SELECT report FROM mention WHERE n = $1) AND p.kind = $2 AND p.item IN (SELECT value FROM json_each($3))`, n, kindNumber(register.Person), list(items)).Scan(&persons, &found)
		if found != persons {
			fault(fmt.Sprintf("mention %s is not found by who takes part in it", m.ID))
		}
		want += persons
		return err
	})
	if err == nil && have != want {
		fault(fmt.Sprintf("%d parts are taken, but mentions tell of %d", have, want))
	}
	return err
}

// counted compares the counts of reports with the reports.
func (s *SQLite) counted(ctx context.Context, fault func(string)) error {
	var other int
	err := s.read.QueryRowContext(ctx, `WITH real AS (SELECT outlet, lang, state, substr(published, 1, 7), count(*) FROM report GROUP BY 1, 2, 3, 4)
		SELECT (SELECT count(*) FROM (SELECT * FROM real EXCEPT SELECT * FROM cover)) + (SELECT count(*) FROM (SELECT * FROM cover WHERE reports <> 0 EXCEPT SELECT * FROM real))`).Scan(&other)
	if other > 0 {
		fault(fmt.Sprintf("reports are counted wrongly in %d places", other))
	}
	return err
}

// blocked compares the blocks with what mentions say.
func (s *SQLite) blocked(ctx context.Context, fault func(string)) error {
	type row struct{ value, key int64 }
	left, faces := map[row]bool{}, map[int64]int64{}
	rows, err := s.read.QueryContext(ctx, "SELECT value, key FROM block")
	_, err = collect(rows, err, func(r *sql.Rows) (none struct{}, err error) {
		var b row
		err = r.Scan(&b.value, &b.key)
		left[b] = false
		return none, err
	})
	if err != nil {
		return err
	}
	rows, err = s.read.QueryContext(ctx, "SELECT n, face FROM mention WHERE face > 0")
	_, err = collect(rows, err, func(r *sql.Rows) (none struct{}, err error) {
		var n, face int64
		err = r.Scan(&n, &face)
		faces[n] = face
		return none, err
	})
	if err != nil {
		return err
	}
	err = s.each(ctx, func(n int64, m *register.Mention) error {
		for _, v := range m.Blocks {
			b := row{v, blockKey(n, faces[n])}
			if _, ok := left[b]; !ok {
				fault(fmt.Sprintf("mention %s lacks a block", m.ID))
			}
			left[b] = true
		}
		return nil
	})
	for b, met := range left {
		if err == nil && !met {
			fault(fmt.Sprintf("block %d of number %d is no mention's", b.value, b.key))
		}
	}
	return err
}

// linked holds that links have ends that are there.
func (s *SQLite) linked(ctx context.Context, fault func(string)) error {
	rows, err := s.read.QueryContext(ctx, "SELECT a, b, score, sum FROM link ORDER BY a, b")
	list, err := collect(rows, err, scanLink)
	if err != nil {
		return err
	}
	for _, l := range list {
		var ends int
		err := s.read.QueryRowContext(ctx, `SELECT count(*) FROM (SELECT $1 AS k UNION SELECT $2) WHERE
			EXISTS (SELECT 1 FROM mention WHERE id = k) OR EXISTS (SELECT 1 FROM face JOIN mention AS m ON m.face = face.n AND m.face > 0 WHERE face.face = k)`, ident(l.A), ident(l.B)).Scan(&ends)
		if err != nil {
			return err
		}
		if ends != 2 {
			fault(fmt.Sprintf("the link of %s and %s leads nowhere", l.A, l.B))
		}
	}
	return nil
}

// led holds that former ids lead somewhere.
func (s *SQLite) led(ctx context.Context, fault func(string)) error {
	rows, err := s.read.QueryContext(ctx, "SELECT old, new, sum FROM move")
	_, err = collect(rows, err, func(r *sql.Rows) (none struct{}, err error) {
		var m Move
		var sum int64
		if err := r.Scan(printedID{&m.From}, printedID{&m.To}, &sum); err != nil {
			return none, err
		}
		if sum != sumOf(m.From, m.To) {
			fault("the former id " + m.From + " is damaged")
		}
		return none, nil
	})
	return err
}

// said holds that corrections are as they were made.
func (s *SQLite) said(ctx context.Context, fault func(string)) error {
	rows, err := s.read.QueryContext(ctx, "SELECT id, body FROM correction")
	_, err = collect(rows, err, func(r *sql.Rows) (none struct{}, err error) {
		var id string
		var b []byte
		var c register.Correction
		if err := r.Scan(&id, &b); err != nil {
			return none, err
		}
		if err := json.Unmarshal(b, &c); err != nil || c.ID != id || register.CorrectionID(&c) != id {
			fault("the correction " + id + " is damaged")
		}
		return none, nil
	})
	return err
}

// each calls out with each mention and its number.
func (s *SQLite) each(ctx context.Context, f func(n int64, m *register.Mention) error) error {
	for last := int64(0); ; {
		var numbers []int64
		rows, err := s.read.QueryContext(ctx, "SELECT "+mentionColumns+", n FROM told WHERE n > $1 ORDER BY n LIMIT $2", last, page)
		list, err := collect(rows, err, func(r *sql.Rows) (register.Mention, error) {
			var n int64
			m, err := scanMention(r, &n)
			numbers = append(numbers, n)
			return m, err
		})
		if err != nil {
			return err
		}
		for i := range list {
			if err := f(numbers[i], &list[i]); err != nil {
				return err
			}
		}
		if len(list) < page {
			return nil
		}
		last = numbers[len(numbers)-1]
	}
}

// Backup writes a copy of the register as it stands into a new file, while
// others may write on. The file is there only when it is whole.
func (s *SQLite) Backup(ctx context.Context, to string) (err error) {
	if _, err := os.Lstat(to); err == nil {
		return fmt.Errorf("%s is there already; name a new file", to)
	}
	part := to + ".part"
	if err := os.Remove(part); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	defer func() {
		if err != nil {
			os.Remove(part)
		}
	}()
	db, err := connect(s.path, 1, "")
	if err != nil {
		return told(s.path, err)
	}
	defer db.Close()
	if _, err := db.ExecContext(ctx, "VACUUM INTO $1", part); err != nil {
		return told(to, err)
	}
	At("before renaming the copy")
	if err := syncFile(part); err != nil {
		return err
	}
	if err := os.Rename(part, to); err != nil {
		return err
	}
	return syncFile(filepath.Dir(to))
}

// syncFile makes sure that a file, or the names in a folder, are on disk.
func syncFile(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
