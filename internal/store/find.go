package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"hash/fnv"
	"math"
	"slices"
	"strconv"
	"strings"

	"safir/internal/register"
)

// What a mention is found by beside its words stands among them: a tag is a
// word that no text has.

// tag is the word for a value of a sort.
func tag(sort byte, value string) string {
	form := byte('l')
	for i := range len(value) {
		switch c := value[i]; {
		case c >= '0' && c <= '9':
		case c >= 'a' && c <= 'z' && form == 'l':
		case c >= 'A' && c <= 'Z' && (form == 'u' || i == 0):
			form = 'u'
		default:
			h := fnv.New64a()
			h.Write([]byte(value))
			return "_" + string(sort) + "x" + strconv.FormatUint(h.Sum64(), 36)
		}
	}
	return "_" + string(sort) + string(form) + value
}

// tags are what a mention is found by beside words, each once.
func tags(m *register.Mention) (out []string) {
	add := func(sort byte, values ...string) {
		for _, v := range values {
			if v != "" {
				out = append(out, tag(sort, v))
			}
		}
	}
	add('k', strconv.Itoa(kindNumber(m.Kind)))
	add('p', m.Parties...)
	add('t', m.Targets...)
	for _, t := range m.Topics {
		for i := range len(t) {
			if t[i] == '/' {
				add('o', t[:i])
			}
		}
		add('o', t)
	}
	add('v', m.Verb)
	add('s', m.Status)
	add('q', m.Source)
	add('c', m.Country, m.City)
	add('u', m.Outlet)
	if m.Main {
		add('m', "1")
	}
	return unique(out)
}

// asked is a query in the store's words.
type asked struct {
	where []string // conditions on single rows
	args  []any
	words string // what FTS5 is asked for, "" for nothing
	not   string // what it must not find
	who   string // ids of things as list has them, or ""
	kind  int    // the one kind that is wanted, or -1
	q     *Query
}

// anyOf asks FTS5 for one of some phrases.
func anyOf(phrases []string) string {
	out := make([]string, len(phrases))
	for i, p := range phrases {
		out[i] = phrase(p)
	}
	return "(" + strings.Join(out, " OR ") + ")"
}

// readQuery says a query in the store's words.
func readQuery(q *Query) *asked {
	a := &asked{kind: -1, q: q}
	var all, not []string
	tagged := func(sort byte, values []string) {
		if len(values) == 0 {
			return
		}
		any := make([]string, len(values))
		for i, v := range values {
			any[i] = tag(sort, v)
		}
		all = append(all, anyOf(any))
	}
	for _, t := range q.Terms {
		if t.Not {
			not = append(not, anyOf(t.Any))
		} else {
			all = append(all, anyOf(t.Any))
		}
	}
	for _, p := range q.Parties {
		tagged('p', []string{p})
	}
	tagged('t', q.Targets)
	tagged('o', q.Topics)
	tagged('v', q.Verbs)
	tagged('s', q.Statuses)
	tagged('q', q.Sources)
	tagged('c', q.Places)
	tagged('u', q.Outlets)
	if q.Main {
		tagged('m', []string{"1"})
	}
	a.kinds(q.Kinds, len(all) > 0, tagged)
	a.words, a.not = matching(all, not)
	if len(q.Who) > 0 {
		a.who = list(q.Who)
	}
	if len(q.Langs) > 0 {
		a.say("lang IN (SELECT value FROM json_each(?))", list(q.Langs))
	}
	if q.Report != "" {
		a.say("report_n = (SELECT n FROM report WHERE id = ?)", ident(q.Report))
	}
	if q.From != "" {
		a.say("last >= ?", fromDay(q.From))
	}
	if q.To != "" {
		a.say("first > ?", noDay)
		a.say("first <= ?", untilDay(q.To))
	}
	if q.After != "" {
		a.say(`EXISTS (SELECT 1 FROM mention AS a WHERE a.id = ? AND
			(told.last < a.last OR told.last = a.last AND (told.published < a.published OR told.published = a.published AND told.id > a.id)))`, ident(q.After))
	}
	return a
}

// matching says in the language of FTS5 what must all be found, and what must
// not. Where there is anything to be found, that says both.
func matching(all, not []string) (words, without string) {
	words, without = strings.Join(all, " AND "), strings.Join(not, " OR ")
	if words != "" && without != "" {
		return "(" + words + ") NOT (" + without + ")", ""
	}
	return words, without
}

// kinds asks for kinds; beside words FTS5 sorts out the one that is wanted.
func (a *asked) kinds(kinds []register.Kind, words bool, tagged func(byte, []string)) {
	numbers := make([]string, len(kinds))
	for i, k := range kinds {
		numbers[i] = strconv.Itoa(kindNumber(k))
	}
	if len(kinds) == 1 {
		a.kind = kindNumber(kinds[0])
		a.say("kind = ?", a.kind)
	}
	if len(kinds) > 1 {
		a.say("kind IN (" + strings.Join(numbers, ", ") + ")")
	}
	if len(kinds) > 0 && words {
		tagged('k', numbers)
	}
}

func (a *asked) say(cond string, values ...any) {
	a.where = append(a.where, cond)
	a.args = append(a.args, values...)
}

// Lists of rows' numbers.
const (
	byWords = "SELECT rowid FROM mention_words WHERE mention_words MATCH ?"
	between = byWords + " AND rowid BETWEEN ? AND ?"
	byWho   = `SELECT part.mention AS rowid FROM mention AS p CROSS JOIN part ON part.person = p.n WHERE p.thing IN (SELECT n FROM thing WHERE id IN (` + idents + `?)))`
	// of one row, whether one of the persons takes part
	takesPart = `EXISTS (SELECT 1 FROM mention AS p CROSS JOIN part ON part.person = p.n AND part.mention = told.n
		WHERE p.report = told.report_n AND +p.thing IN (SELECT n FROM thing WHERE id IN (` + idents + `?))))`
)

// rare is how many rows a list may have to be read row by row. Where all lists
// are longer, rows are walked in the order in which they are wanted, at first
// so many.
const (
	rare  = 2_000
	steps = 1_000
	wider = 8 // times as many in the next part of the walk
)

// short is a list as JSON; long is true for one that has more rows than are
// read one by one.
func (s *session) short(ctx context.Context, list string, arg any) (numbers string, long bool, err error) {
	var n int
	err = s.from.QueryRowContext(ctx, fmt.Sprintf("SELECT count(*), json_group_array(n) FROM (SELECT rowid AS n FROM (%s LIMIT %d))", list, rare), arg).Scan(&n, &numbers)
	return numbers, n >= rare, err
}

// inList is a list that short gave.
const inList = "SELECT value FROM json_each(?)"

// Find gives mentions newest first.
func (s *session) Find(ctx context.Context, q Query) (out []Hit, err error) {
	err = s.find(ctx, &q, mentionColumns+", (SELECT id FROM thing WHERE n = told.thing)", newestFirst, func(r *sql.Rows) error {
		var h Hit
		h.Mention, err = scanMention(r, printedID{&h.Thing})
		out = append(out, h)
		return err
	}, func() int { return len(out) })
	return out, err
}

// FindThings gives the ids of the things of mentions.
func (s *session) FindThings(ctx context.Context, q Query) (out []string, err error) {
	q.Limit, q.After = 0, ""
	err = s.find(ctx, &q, "DISTINCT (SELECT id FROM thing WHERE n = told.thing)", " ORDER BY 1", func(r *sql.Rows) error {
		var id string
		err := r.Scan(printedID{&id})
		out = append(out, id)
		return err
	}, nil)
	return out, err
}

// find calls out with each row that is wanted; got is how many it has had.
func (s *session) find(ctx context.Context, q *Query, columns, order string, row func(*sql.Rows) error, got func() int) error {
	if err := s.settle(ctx); err != nil {
		return err
	}
	a := readQuery(q)
	var err error
	var found, taking string // short lists
	longWords, longWho := a.words != "", a.who != ""
	if longWords && (q.Limit > 0 || longWho) {
		if found, longWords, err = s.short(ctx, byWords, a.words); err != nil {
			return err
		}
	}
	wordsLead := a.words != "" && !longWords
	if longWho && !wordsLead && q.Limit > 0 {
		if taking, longWho, err = s.short(ctx, byWho, a.who); err != nil {
			return err
		}
	}
	whoLeads := a.who != "" && !longWho
	if q.Limit > 0 && a.kind >= 0 && !wordsLead && !whoLeads {
		return s.walk(ctx, a, columns, order, row, got)
	}
	where, args := a.where, a.args
	say := func(cond string, value any) { where, args = append(where, cond), append(args, value) }
	if a.kind >= 0 && (a.words != "" || a.who != "") {
		where = append([]string{"+" + where[0]}, where[1:]...) // else rows are walked by kind and day
	}
	switch {
	case wordsLead:
		say("n IN ("+inList+")", found)
	case whoLeads && a.words != "":
		say("EXISTS ("+byWords+" AND rowid = told.n)", a.words)
	case a.words != "":
		say("n IN ("+byWords+")", a.words)
	}
	switch {
	case whoLeads:
		say("n IN ("+inList+")", taking)
	case a.who != "" && a.words == "":
		say("n IN ("+byWho+")", a.who)
	case a.who != "":
		say(takesPart, a.who)
	}
	if a.not != "" {
		say("+n NOT IN ("+byWords+")", a.not)
	}
	return s.rows(ctx, columns, where, args, order, q.Limit, row)
}

// walk goes through the rows of a kind from the newest day on, part by part,
// until it has enough.
func (s *session) walk(ctx context.Context, a *asked, columns, order string, row func(*sql.Rows) error, got func() int) error {
	least := int64(math.MinInt64)
	if a.q.From != "" {
		if n, ok := fromDay(a.q.From).(int64); ok {
			least = n
		}
	}
	below := int64(math.MaxInt64) // the day before which the part lies
	if a.q.After != "" {
		if err := s.from.QueryRowContext(ctx, "SELECT last + 1 FROM mention WHERE id = ?", ident(a.q.After)).Scan(&below); err != nil {
			return none(err, "mention", a.q.After)
		}
	}
	for size := steps; ; size *= wider {
		low := least
		err := s.from.QueryRowContext(ctx, "SELECT last FROM mention WHERE kind = ? AND last < ? AND last >= ? ORDER BY last DESC LIMIT 1 OFFSET ?", a.kind, below, least, size).Scan(&low)
		end := errors.Is(err, sql.ErrNoRows)
		if err != nil && !end {
			return err
		}
		where, args := append(a.where[:len(a.where):len(a.where)], "last < ?", "last >= ?"), append(a.args[:len(a.args):len(a.args)], below, low)
		var first, last sql.NullInt64
		if err := s.from.QueryRowContext(ctx, "SELECT min(n), max(n) FROM mention WHERE kind = ? AND last < ? AND last >= ?", a.kind, below, low).Scan(&first, &last); err != nil {
			return err
		}
		if a.words != "" {
			where, args = append(where, "+n IN ("+between+")"), append(args, a.words, first.Int64, last.Int64)
		}
		if a.who != "" {
			where, args = append(where, takesPart), append(args, a.who)
		}
		if a.not != "" {
			where, args = append(where, "+n NOT IN ("+between+")"), append(args, a.not, first.Int64, last.Int64)
		}
		if err := s.rows(ctx, columns, where, args, order, a.q.Limit-got(), row); err != nil || end || got() >= a.q.Limit {
			return err
		}
		below = low
	}
}

// narrow is told without what takes time to read.
const narrow = "(SELECT n, id, kind, thing, first, last, published, report AS report_n FROM mention) AS told"

// newestFirst is the order of mentions.
const newestFirst = " ORDER BY last DESC, published DESC, id"

// rows asks for rows of told. Which they are is found out first, so that only
// those are read whole.
func (s *session) rows(ctx context.Context, columns string, where []string, args []any, order string, most int, row func(*sql.Rows) error) error {
	from := narrow
	if slices.ContainsFunc(where, func(cond string) bool { return strings.HasPrefix(cond, "lang ") }) {
		from = "told"
	}
	query := " FROM " + from
	if len(where) > 0 {
		query += " WHERE " + strings.Join(where, " AND ")
	}
	switch {
	case most > 0:
		query = "SELECT " + columns + " FROM told WHERE n IN (SELECT n" + query + newestFirst + " LIMIT ?)" + order
		args = append(args, most)
	case order == newestFirst:
		query = "SELECT " + columns + " FROM told WHERE n IN (SELECT n" + query + ")" + order
	default:
		query = "SELECT " + columns + query + order
	}
	rows, err := s.from.QueryContext(ctx, query, args...)
	_, err = collect(rows, err, func(r *sql.Rows) (none struct{}, err error) { return none, row(r) })
	return err
}

// FindReports gives reports by words alone, newest first.
func (s *session) FindReports(ctx context.Context, terms []Term, most int) (out []register.Report, err error) {
	if err := s.settle(ctx); err != nil {
		return nil, err
	}
	var all, not []string
	for _, t := range terms {
		if t.Not {
			not = append(not, anyOf(t.Any))
		} else {
			all = append(all, anyOf(t.Any))
		}
	}
	words, without := matching(all, not)
	long := most > 0 && words == ""
	if most > 0 && words != "" {
		if _, long, err = s.short(ctx, reportsWith, words); err != nil {
			return nil, err
		}
	}
	if !long {
		return s.reports(ctx, words, without, "", nil, most)
	}
	below := "~" // the day before which the part lies
	for size := steps; ; size *= wider {
		low := ""
		err := s.from.QueryRowContext(ctx, "SELECT published FROM report WHERE published < ? ORDER BY published DESC LIMIT 1 OFFSET ?", below, size).Scan(&low)
		end := errors.Is(err, sql.ErrNoRows)
		if err != nil && !end {
			return nil, err
		}
		var first, last sql.NullInt64
		if err := s.from.QueryRowContext(ctx, "SELECT min(n), max(n) FROM report WHERE published < ? AND published >= ?", below, low).Scan(&first, &last); err != nil {
			return nil, err
		}
		list, err := s.reports(ctx, words, without, " AND rowid BETWEEN ? AND ?", []any{first.Int64, last.Int64, below, low}, most-len(out))
		if out = append(out, list...); err != nil || end || len(out) >= most {
			return out, err
		}
		below = low
	}
}

const reportsWith = "SELECT rowid FROM report_words WHERE report_words MATCH ?"

// reports are those with some words and without others, newest first; part
// bounds their numbers and days.
func (s *session) reports(ctx context.Context, words, without, part string, bounds []any, most int) ([]register.Report, error) {
	var where []string
	var args []any
	say := func(cond, match string) {
		if match != "" {
			where, args = append(where, cond+"("+reportsWith+part+")"), append(args, match)
			if part != "" {
				args = append(args, bounds[:2]...)
			}
		}
	}
	in := "n IN "
	if part != "" {
		in = "+n IN " // rows are walked by day
	}
	say(in, words)
	say("+n NOT IN ", without)
	if part != "" {
		where, args = append(where, "published < ?", "published >= ?"), append(args, bounds[2:]...)
	}
	query := "SELECT n FROM report"
	if len(where) > 0 {
		query += " WHERE " + strings.Join(where, " AND ")
	}
	const newest = " ORDER BY published DESC, id"
	if most > 0 {
		query += newest + " LIMIT ?"
		args = append(args, most)
	}
	rows, err := s.from.QueryContext(ctx, "SELECT "+reportColumns+" FROM report WHERE n IN ("+query+")"+newest, args...)
	return collect(rows, err, func(r *sql.Rows) (register.Report, error) { return scanReport(r) })
}
