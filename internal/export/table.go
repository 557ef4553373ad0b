package export

import (
	"bufio"
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"iter"
	"reflect"
	"strconv"
	"strings"

	"github.com/parquet-go/parquet-go"

	"safir/internal/register"
)

// The rows of the tables (docs/format-tables.md). One event is one row of
// EventRow, however many reports tell it; each report is a row of MentionRow.
type (
	// EventRow is one happening.
	EventRow struct {
		ID        string   `parquet:"event" says:"id of the happening: the id of its earliest mention"`
		Gloss     string   `parquet:"gloss" says:"the row in English, made from its fields"`
		Type      string   `parquet:"type,dict" says:"PLOVER category as the record has it (docs/plover.md says where PLOVER differs)"`
		Mode      string   `parquet:"mode,dict" says:"PLOVER mode, or empty"`
		Verb      string   `parquet:"verb,dict" says:"the finer word: meet, visit, sign, …"`
		Status    string   `parquet:"status,dict" says:"occurred, planned, proposed, cancelled, denied"`
		Channel   string   `parquet:"channel,dict" says:"in_person, phone, video, letter, indirect, or empty"`
		Format    string   `parquet:"format,dict" says:"bilateral, multilateral, unilateral, or empty"`
		First     string   `parquet:"first_day" says:"first day on which it can have happened (ISO 8601); empty when not known"`
		Last      string   `parquet:"last_day" says:"last such day"`
		About     bool     `parquet:"day_assumed" says:"true when the day is only that of the publication"`
		Main      bool     `parquet:"main" says:"true when a report tells it as its news, false for background"`
		Countries []string `parquet:"parties,list" says:"ISO 3166-1 alpha-3 codes of states and acronyms of organisations"`
		Persons   []string `parquet:"persons,list" says:"who took part, in English where known"`
		Country   string   `parquet:"place_country,dict" says:"where: ISO 3166-1 alpha-3"`
		City      string   `parquet:"place_city,dict" says:"where: English name of the city"`
		Occasion  string   `parquet:"occasion" says:"beside what"`
		Topics    []string `parquet:"topics,list" says:"what was on the table"`
		Reports   int      `parquet:"reports" says:"how many reports tell it"`
		Voices    int      `parquet:"voices" says:"how many of them do not copy another"`
	}
	// MentionRow is one item of one report.
	MentionRow struct {
		ID        string   `parquet:"mention" says:"id of the mention"`
		Thing     string   `parquet:"thing" says:"id of the event, statement, commitment or person that it was joined to"`
		Kind      string   `parquet:"kind,dict" says:"event, statement, commitment, person"`
		Report    string   `parquet:"report" says:"id of the report"`
		Outlet    string   `parquet:"outlet,dict" says:"who printed it"`
		Lang      string   `parquet:"lang,dict" says:"language of the text"`
		Published string   `parquet:"published" says:"day of publication as the page says it"`
		URL       string   `parquet:"url" says:"its address, where known"`
		File      string   `parquet:"file" says:"the file that it came from"`
		Verb      string   `parquet:"verb,dict" says:"verb, act or kind of object"`
		Status    string   `parquet:"status,dict" says:"status or stage as this report tells it"`
		First     string   `parquet:"first_day" says:"first day that this report allows"`
		Last      string   `parquet:"last_day" says:"last such day"`
		Start     int      `parquet:"start" says:"first code point of the evidence in the text"`
		End       int      `parquet:"end" says:"code point behind the evidence"`
		Quote     string   `parquet:"quote" says:"the evidence as printed"`
		Rule      string   `parquet:"rule,dict" says:"the rule that found it"`
		Doubts    []string `parquet:"doubts,list" says:"what a careful reader would check"`
	}
	// ParticipantRow is one party or person of one event, statement or promise.
	ParticipantRow struct {
		Thing   string `parquet:"thing" says:"id of the event, statement or commitment"`
		Kind    string `parquet:"kind,dict" says:"event, statement, commitment"`
		Part    string `parquet:"part,dict" says:"party, person or target"`
		Code    string `parquet:"code,dict" says:"state or organisation"`
		Name    string `parquet:"name" says:"as printed"`
		English string `parquet:"name_en" says:"English name, where known"`
		Office  string `parquet:"office,dict" says:"office held then, as the text gives it"`
	}
	// StatementRow is one remark, with its wordings counted.
	StatementRow struct {
		ID       string   `parquet:"statement" says:"id of the remark"`
		Gloss    string   `parquet:"gloss" says:"the row in English"`
		Act      string   `parquet:"act,dict" says:"what kind of speech: state, stress, hope, …"`
		Speakers []string `parquet:"speakers,list" says:"who said it"`
		Parties  []string `parquet:"parties,list" says:"for whom they spoke"`
		Targets  []string `parquet:"targets,list" says:"at whom it is directed"`
		Topics   []string `parquet:"topics,list" says:"what it is about"`
		First    string   `parquet:"first_day" says:"first day on which it can have been said"`
		Last     string   `parquet:"last_day" says:"last such day"`
		Reports  int      `parquet:"reports" says:"how many reports have it"`
		Voices   int      `parquet:"voices" says:"how many of them do not copy another"`
		Quote    string   `parquet:"quote" says:"its earliest wording, as printed"`
		Lang     string   `parquet:"lang,dict" says:"language of the quotation"`
	}
	// CommitmentRow is one promise as it stands now.
	CommitmentRow struct {
		ID      string   `parquet:"commitment" says:"id of the promise"`
		Gloss   string   `parquet:"gloss" says:"the row in English"`
		Object  string   `parquet:"object,dict" says:"visit, instrument, project, session, service, aid, quota, release, membership, other"`
		Name    string   `parquet:"object_name" says:"the name of what was promised"`
		Stage   string   `parquet:"stage,dict" says:"how far it has come, by the last report"`
		History []string `parquet:"history,list" says:"day and stage of each step"`
		By      []string `parquet:"by,list" says:"who owes it"`
		Parties []string `parquet:"parties,list" says:"all that are bound or concerned"`
		To      []string `parquet:"to,list" says:"to whom it is owed"`
		Topics  []string `parquet:"topics,list" says:"what it is about"`
		Due     string   `parquet:"due" says:"last day on which it is in time; empty when none was named"`
		Reports int      `parquet:"reports" says:"how many reports tell of it"`
		Voices  int      `parquet:"voices" says:"how many of them do not copy another"`
		Quote   string   `parquet:"quote" says:"its earliest wording, as printed"`
		Lang    string   `parquet:"lang,dict" says:"language of the quotation"`
	}
	// TripRow is one stop of one person.
	TripRow struct {
		Person   string   `parquet:"person" says:"id of the person"`
		Name     string   `parquet:"name_en" says:"English name, where known"`
		Country  string   `parquet:"country,dict" says:"where: ISO 3166-1 alpha-3"`
		City     string   `parquet:"city,dict" says:"where: English name of the city"`
		Earliest string   `parquet:"earliest_arrival" says:"first day on which the person can have arrived: that of the last event elsewhere; empty when not known"`
		Latest   string   `parquet:"latest_arrival" says:"day by which the person was there"`
		Left     string   `parquet:"last_event" says:"day of the last event there"`
		Purpose  string   `parquet:"purpose" says:"why"`
		Events   []string `parquet:"events,list" says:"ids of the events there"`
	}
	// PersonRow is one person with all names met.
	PersonRow struct {
		ID      string   `parquet:"person" says:"id of the person"`
		English string   `parquet:"name_en" says:"English name, where known"`
		Names   []string `parquet:"names,list" says:"all names met, as printed"`
		Country string   `parquet:"country,dict" says:"state the person comes from"`
		Offices []string `parquet:"offices,list" says:"offices met"`
		Reports int      `parquet:"reports" says:"how many reports name the person"`
	}
)

// Files makes the file of a name, to be written from its beginning and closed.
type Files func(name string) (io.WriteCloser, error)

// Tables writes things into tables, row by row: no row is held.
type Tables struct {
	Quotes       bool // whether the words of the evidence are written
	events       *table[EventRow]
	mentions     *table[MentionRow]
	participants *table[ParticipantRow]
	statements   *table[StatementRow]
	commitments  *table[CommitmentRow]
	trips        *table[TripRow]
	people       *table[PersonRow]
	persons      map[string]bool // ids of those in people
	opened       []*Table
}

// Table is a table that was written.
type Table struct {
	Name    string
	Rows    int
	Columns []Column
	close   func() error
}

// NewTables begins a file of each of the forms (csv, parquet) for each table.
// Close must be called, also after a fault.
func NewTables(files Files, forms ...string) (*Tables, error) {
	t := &Tables{Quotes: true, persons: map[string]bool{}}
	return t, errors.Join(open(t, files, forms, "events", &t.events), open(t, files, forms, "mentions", &t.mentions), open(t, files, forms, "participants", &t.participants),
		open(t, files, forms, "statements", &t.statements), open(t, files, forms, "commitments", &t.commitments), open(t, files, forms, "trips", &t.trips),
		open(t, files, forms, "people", &t.people))
}

// open begins one more table.
func open[T any](t *Tables, files Files, forms []string, name string, to **table[T]) error {
	x, err := newTable[T](files, forms, name)
	*to = x
	t.opened = append(t.opened, &x.Table)
	return err
}

// Close ends all tables and says how many rows each has.
func (t *Tables) Close() (out []Table, err error) {
	for _, x := range t.opened {
		err = errors.Join(err, x.close())
		out = append(out, *x)
	}
	return out, err
}

// Fill writes things, and the journeys of the persons among them.
func (t *Tables) Fill(items Items, journeys iter.Seq2[*Journey, error]) error {
	for x, err := range items {
		if err != nil {
			return err
		}
		if err := t.add(x); err != nil {
			return err
		}
	}
	for j, err := range journeys {
		if err != nil {
			return err
		}
		if err := t.journey(j); err != nil {
			return err
		}
	}
	return nil
}

// journey writes the stops of a journey, where its person is in the tables.
func (t *Tables) journey(j *Journey) (err error) {
	if !t.persons[j.Person] {
		return nil
	}
	for _, s := range j.Stops {
		err = errors.Join(err, t.trips.write(TripRow{j.Person, j.Name, s.Country, s.City, s.Earliest, s.Latest, s.Left, strings.Join(j.Purpose, "; "), s.Events}))
	}
	return err
}

// add writes a thing with its mentions and those who take part in it.
func (t *Tables) add(x *Item) (err error) {
	for _, e := range x.Evidence {
		err = errors.Join(err, t.mentions.write(MentionRow{e.ID, x.Thing, string(e.Kind), e.Report, e.Outlet, e.Lang, e.Published, e.Source.URL, e.Source.File,
			e.Verb, e.Status, e.From, e.To, e.Span[0], e.Span[1], t.words(e.Quote), e.Rule, e.Doubts}))
	}
	switch x.Kind {
	case register.Event:
		err = errors.Join(err, t.events.write(EventRow{x.Thing, x.Gloss, x.Type, x.Mode, x.Verb, x.Status, x.Channel, x.Format, x.From, x.To, x.About, x.Main,
			x.Parties, people(x), x.Country, x.City, x.Occasion, x.Topics, x.reports(), len(x.Voices)}))
	case register.Statement:
		err = errors.Join(err, t.statements.write(StatementRow{x.Thing, x.Gloss, x.Verb, people(x), x.Parties, x.Targets, x.Topics, x.From, x.To, x.reports(), len(x.Voices),
			t.words(x.quote()), x.Lang}))
	case register.Commitment:
		err = errors.Join(err, t.commitments.write(CommitmentRow{x.Thing, x.Gloss, x.Verb, x.Object, x.Status, x.steps(), x.By, x.Parties, x.Targets, x.Topics, x.To, x.reports(),
			len(x.Voices), t.words(x.quote()), x.Lang}))
	case register.Person:
		t.persons[x.Thing] = true
		return errors.Join(err, t.people.write(x.person())) // a person takes part in others, not in itself
	}
	return errors.Join(err, t.takePart(x))
}

// words are those of the evidence, where they are wanted.
func (t *Tables) words(s string) string {
	if !t.Quotes {
		return ""
	}
	return s
}

func (t *Tables) takePart(x *Item) (err error) {
	row := func(part, code string, n register.Name) {
		err = errors.Join(err, t.participants.write(ParticipantRow{x.Thing, string(x.Kind), part, code, n.Text, n.English, n.Office}))
	}
	for _, p := range x.Parties {
		row("party", p, register.Name{})
	}
	for _, n := range x.Who {
		row("person", n.Country, n)
	}
	for _, p := range x.Targets {
		row("target", p, register.Name{})
	}
	return err
}

// reports counts the reports behind an item.
func (x *Item) reports() int {
	seen := map[string]bool{}
	for _, e := range x.Evidence {
		seen[e.Report] = true
	}
	return len(seen)
}

// quote is the words of its earliest mention.
func (x *Item) quote() string {
	if len(x.Evidence) == 0 {
		return ""
	}
	return x.Evidence[0].Quote
}

func (x *Item) steps() []string {
	out := make([]string, len(x.Steps))
	for i, s := range x.Steps {
		out[i] = strings.TrimSpace(s.Told + " " + s.Status)
	}
	return out
}

func (x *Item) person() PersonRow {
	p := PersonRow{ID: x.Thing, Reports: x.reports()}
	for _, n := range x.Who {
		p.Names = appendNew(p.Names, n.Text)
		p.Offices = appendNew(p.Offices, n.Office)
		if p.English == "" {
			p.English = n.English
		}
		if p.Country == "" {
			p.Country = n.Country
		}
	}
	return p
}

// people names the persons of an item, in English where that is known.
func people(x *Item) (out []string) {
	for _, n := range x.Who {
		out = appendNew(out, cmp.Or(n.English, n.Text))
	}
	return out
}

func appendNew(list []string, s string) []string {
	for _, have := range list {
		if have == s {
			return list
		}
	}
	if s == "" {
		return list
	}
	return append(list, s)
}

// Column is a column of a table and what it means.
type Column struct{ Name, Says string }

// table is one table being written, in one form or in several.
type table[T any] struct {
	Table
	into []func(*T) error
	ends []func() error
}

// groupRows is how many rows a row group of a Parquet file has: more are never
// held.
const groupRows = 20_000

// newTable begins the files of a table.
func newTable[T any](files Files, forms []string, name string) (*table[T], error) {
	of := reflect.TypeFor[T]()
	t := &table[T]{Table: Table{Name: name}}
	t.close = t.end
	for i, column := range columns(of) {
		t.Columns = append(t.Columns, Column{column, of.Field(i).Tag.Get("says")})
	}
	for _, form := range forms {
		f, err := files(name + "." + form)
		if err != nil {
			return t, err
		}
		if form == "parquet" {
			t.parquet(f)
		} else if err := t.csv(f); err != nil {
			return t, errors.Join(err, f.Close())
		}
		t.ends = append(t.ends, f.Close)
	}
	return t, nil
}

// write writes a row.
func (t *table[T]) write(row T) error {
	t.Rows++
	for _, into := range t.into {
		if err := into(&row); err != nil {
			return fmt.Errorf("table %s: %w", t.Name, err)
		}
	}
	return nil
}

func (t *table[T]) end() (err error) {
	for _, end := range t.ends {
		err = errors.Join(err, end())
	}
	return err
}

// parquet begins a Parquet file, compressed with zstd.
func (t *table[T]) parquet(f io.Writer) {
	p := parquet.NewGenericWriter[T](f, parquet.Compression(&parquet.Zstd), parquet.CreatedBy("safir", "", ""), parquet.MaxRowsPerRowGroup(groupRows))
	t.into = append(t.into, func(row *T) error { _, err := p.Write([]T{*row}); return err })
	t.ends = append(t.ends, p.Close)
}

// csv begins a table with the columns of the Parquet file, in UTF-8 with a
// mark at its beginning, so that Excel reads it as such. Lists are joined with
// "; ". A cell that a spreadsheet would take for a formula gets an apostrophe.
func (t *table[T]) csv(f io.Writer) error {
	b := bufio.NewWriter(f)
	if _, err := b.WriteString("\ufeff"); err != nil {
		return err
	}
	w := csv.NewWriter(b)
	w.UseCRLF = true
	t.into = append(t.into, func(row *T) error { return w.Write(cells(reflect.ValueOf(row).Elem())) })
	t.ends = append(t.ends, func() error { w.Flush(); return errors.Join(w.Error(), b.Flush()) })
	return w.Write(columns(reflect.TypeFor[T]()))
}

// columns are the names that the fields have in a Parquet file.
func columns(t reflect.Type) []string {
	out := make([]string, t.NumField())
	for i := range out {
		out[i], _, _ = strings.Cut(t.Field(i).Tag.Get("parquet"), ",")
	}
	return out
}

func cells(v reflect.Value) []string {
	out := make([]string, v.NumField())
	for i := range out {
		switch x := v.Field(i).Interface().(type) {
		case string:
			out[i] = plain(x)
		case []string:
			out[i] = plain(strings.Join(x, "; "))
		case int:
			out[i] = strconv.Itoa(x)
		case bool:
			out[i] = strconv.FormatBool(x)
		}
	}
	return out
}

// plain keeps a spreadsheet from reading a cell as a formula
// (https://owasp.org/www-community/attacks/CSV_Injection).
func plain(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}
