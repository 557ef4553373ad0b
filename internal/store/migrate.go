package store

import (
	"context"
	"database/sql"
	_ "embed"
	"slices"
	"strconv"
	"strings"

	"github.com/pressly/goose/v3"

	"safir/internal/register"
)

//go:embed migrations/form2.sql
var form2 string

// toForm2 is the step from the first form of a register to the second: it
// writes all mentions and things anew.
var toForm2 = goose.NewGoMigration(2, &goose.GoFunc{RunTx: func(ctx context.Context, tx *sql.Tx) error {
	s := &session{tx}
	for _, query := range []string{
		"DROP VIEW told",
		"DROP INDEX mention_report", "DROP INDEX mention_face", "DROP INDEX mention_thing", "DROP INDEX mention_day",
		"ALTER TABLE mention RENAME TO mention1", "ALTER TABLE thing RENAME TO thing1", "ALTER TABLE mention_words RENAME TO mention1_words",
		"DROP TABLE tag", "DROP TABLE block",
		form2,
		"INSERT INTO cover (outlet, lang, state, month, reports) SELECT outlet, lang, state, substr(published, 1, 7), count(*) FROM report GROUP BY 1, 2, 3, 4",
	} {
		if err := s.do(ctx, query); err != nil {
			return err
		}
	}
	if err := s.things1(ctx); err != nil {
		return err
	}
	if err := s.mentions1(ctx); err != nil {
		return err
	}
	for _, table := range []string{"mention1_words", "mention1", "thing1"} {
		if err := s.do(ctx, "DROP TABLE "+table); err != nil {
			return err
		}
	}
	return nil
}}, nil)

// things1 brings over the things of the first form.
func (s *session) things1(ctx context.Context) error {
	rows, err := s.from.QueryContext(ctx, "SELECT n, id, kind, body FROM thing1 ORDER BY n")
	_, err = collect(rows, err, func(r *sql.Rows) (none struct{}, err error) {
		var n int64
		var id, body []byte
		var kind register.Kind
		if err := r.Scan(&n, &id, &kind, &body); err != nil {
			return none, err
		}
		links, err := decode[[]register.Link](body)
		if err != nil {
			return none, err
		}
		return none, s.do(ctx, "INSERT INTO thing (n, id, kind, body) VALUES ($1, $2, $3, $4)", n, id, kindNumber(kind), linksOf(links))
	})
	return err
}

// mention1 is what the body of a mention held in the first form.
type mention1 struct {
	register.Mention
	Blocks []string `json:"blocks"`
}

// mentions1 brings over the mentions of the first form, report by report.
func (s *session) mentions1(ctx context.Context) error {
	tokens, err := s.tokens1(ctx)
	if err != nil {
		return err
	}
	var b Batch
	var report int64
	things := map[string]int64{}
	flush := func() error {
		err := s.keepMentions(ctx, &b, report, things)
		b.Mentions = nil
		clear(things)
		return err
	}
	rows, err := s.from.QueryContext(ctx, `SELECT mention1.n, mention1.id, item, kind, face, thing, first, last, mention1.published, verb, status, country, city, source, main, body, report, outlet
		FROM mention1 JOIN report ON report.n = mention1.report ORDER BY mention1.n`)
	_, err = collect(rows, err, func(r *sql.Rows) (none struct{}, err error) {
		var c register.Mention
		var n, thing, of int64
		var body []byte
		err = r.Scan(&n, printedID{&c.ID}, &c.Item, &c.Kind, printedID{&c.Face}, &thing, &c.From, &c.To, &c.Published, &c.Verb, &c.Status, &c.Country, &c.City, &c.Source, &c.Main, &body, &of, &c.Outlet)
		if err != nil {
			return none, err
		}
		old, err := decode[mention1](body)
		if err != nil {
			return none, err
		}
		if of != report {
			if err := flush(); err != nil {
				return none, err
			}
		}
		report = of
		m := old.Mention
		m.ID, m.Item, m.Kind, m.Face, m.From, m.To, m.Published, m.Outlet = c.ID, c.Item, c.Kind, c.Face, c.From, c.To, c.Published, c.Outlet
		m.Verb, m.Status, m.Country, m.City, m.Source, m.Main = c.Verb, c.Status, c.Country, c.City, c.Source, c.Main
		m.Blocks, m.Words = blocks1(m.Kind, old.Blocks), words1(m.Words)
		things[m.ID] = thing
		b.Mentions = append(b.Mentions, Entry{Mention: m, Tokens: tokens[n]})
		return none, nil
	})
	if err != nil {
		return err
	}
	return flush()
}

// tokens1 are the words of mentions, as the index of the first form has them.
func (s *session) tokens1(ctx context.Context) (map[int64]string, error) {
	if err := s.do(ctx, "CREATE VIRTUAL TABLE temp.places USING fts5vocab(main, mention1_words, instance)"); err != nil {
		return nil, err
	}
	out := map[int64]string{}
	var last int64
	var words []string
	rows, err := s.from.QueryContext(ctx, "SELECT doc, term FROM temp.places ORDER BY doc, offset")
	_, err = collect(rows, err, func(r *sql.Rows) (none struct{}, err error) {
		var n int64
		var term string
		if err := r.Scan(&n, &term); err != nil {
			return none, err
		}
		if n != last {
			out[last], words = strings.Join(words, " "), words[:0]
		}
		last, words = n, append(words, term)
		return none, nil
	})
	if err != nil {
		return nil, err
	}
	out[last] = strings.Join(words, " ")
	return out, s.do(ctx, "DROP TABLE temp.places")
}

// blocks1 are the blocks that the first form had by name, the number of their
// window last.
func blocks1(kind register.Kind, names []string) []int64 {
	var out []int64
	for _, name := range names {
		window := 0
		if at := strings.LastIndexByte(name, ' '); at > 0 && kind != register.Person {
			key, last := name[:at], name[at+1:]
			if n, err := strconv.Atoi(last); err == nil {
				name, window = key, n
			} else if last == "undated" {
				name = key
			}
		}
		out = append(out, register.Block(kind, name, window))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// words1 are hashes of words of 32 bits as those of 24 bits: the upper bits of
// one that is marked say what it names.
func words1(list []uint32) []uint32 {
	const marked, sort = 1 << 31, 7 << 29
	out := make([]uint32, len(list))
	for i, h := range list {
		mixed := (h ^ h<<16) &^ 0xff
		if h&marked != 0 {
			out[i] = mixed&^sort | h&sort
		} else {
			out[i] = mixed &^ marked
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
