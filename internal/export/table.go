package export

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"io"
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
		ID        string   `parquet:"event"`
		Gloss     string   `parquet:"gloss"`
		Type      string   `parquet:"type,dict"`
		Mode      string   `parquet:"mode,dict"`
		Verb      string   `parquet:"verb,dict"`
		Status    string   `parquet:"status,dict"`
		Channel   string   `parquet:"channel,dict"`
		Format    string   `parquet:"format,dict"`
		First     string   `parquet:"first_day"`
		Last      string   `parquet:"last_day"`
		About     bool     `parquet:"day_assumed"`
		Main      bool     `parquet:"main"`
		Countries []string `parquet:"parties,list"`
		Persons   []string `parquet:"persons,list"`
		Country   string   `parquet:"place_country,dict"`
		City      string   `parquet:"place_city,dict"`
		Occasion  string   `parquet:"occasion"`
		Topics    []string `parquet:"topics,list"`
		Reports   int      `parquet:"reports"`
		Voices    int      `parquet:"voices"`
	}
	// MentionRow is one item of one report.
	MentionRow struct {
		ID        string   `parquet:"mention"`
		Thing     string   `parquet:"thing"`
		Kind      string   `parquet:"kind,dict"`
		Report    string   `parquet:"report"`
		Outlet    string   `parquet:"outlet,dict"`
		Lang      string   `parquet:"lang,dict"`
		Published string   `parquet:"published"`
		URL       string   `parquet:"url"`
		File      string   `parquet:"file"`
		Verb      string   `parquet:"verb,dict"`
		Status    string   `parquet:"status,dict"`
		First     string   `parquet:"first_day"`
		Last      string   `parquet:"last_day"`
		Start     int      `parquet:"start"` // code points of the text
		End       int      `parquet:"end"`
		Quote     string   `parquet:"quote"`
		Rule      string   `parquet:"rule,dict"`
		Doubts    []string `parquet:"doubts,list"`
	}
	// ParticipantRow is one party or person of one event, statement or promise.
	ParticipantRow struct {
		Thing   string `parquet:"thing"`
		Kind    string `parquet:"kind,dict"`
		Part    string `parquet:"part,dict"` // party, person, target
		Code    string `parquet:"code,dict"` // of a state or organisation
		Name    string `parquet:"name"`
		English string `parquet:"name_en"`
		Office  string `parquet:"office,dict"`
	}
	// StatementRow is one remark, with its wordings counted.
	StatementRow struct {
		ID       string   `parquet:"statement"`
		Gloss    string   `parquet:"gloss"`
		Act      string   `parquet:"act,dict"`
		Speakers []string `parquet:"speakers,list"`
		Parties  []string `parquet:"parties,list"`
		Targets  []string `parquet:"targets,list"`
		Topics   []string `parquet:"topics,list"`
		First    string   `parquet:"first_day"`
		Last     string   `parquet:"last_day"`
		Reports  int      `parquet:"reports"`
		Voices   int      `parquet:"voices"`
		Quote    string   `parquet:"quote"`
		Lang     string   `parquet:"lang,dict"`
	}
	// CommitmentRow is one promise as it stands now.
	CommitmentRow struct {
		ID      string   `parquet:"commitment"`
		Gloss   string   `parquet:"gloss"`
		Object  string   `parquet:"object,dict"` // kind
		Name    string   `parquet:"object_name"`
		Stage   string   `parquet:"stage,dict"`
		History []string `parquet:"history,list"` // day and stage
		By      []string `parquet:"parties,list"`
		To      []string `parquet:"to,list"`
		Topics  []string `parquet:"topics,list"`
		Due     string   `parquet:"due"` // last day on which it is in time
		Reports int      `parquet:"reports"`
		Voices  int      `parquet:"voices"`
		Quote   string   `parquet:"quote"`
		Lang    string   `parquet:"lang,dict"`
	}
	// TripRow is one stop of one person.
	TripRow struct {
		Person  string   `parquet:"person"`
		Name    string   `parquet:"name_en"`
		Country string   `parquet:"country,dict"`
		City    string   `parquet:"city,dict"`
		First   string   `parquet:"earliest_arrival"`
		Last    string   `parquet:"latest_departure"`
		Purpose string   `parquet:"purpose"`
		Events  []string `parquet:"events,list"`
	}
	// PersonRow is one person with all names met.
	PersonRow struct {
		ID      string   `parquet:"person"`
		English string   `parquet:"name_en"`
		Names   []string `parquet:"names,list"`
		Country string   `parquet:"country,dict"`
		Offices []string `parquet:"offices,list"`
		Reports int      `parquet:"reports"`
	}
)

// Tables are all rows of a set of things.
type Tables struct {
	Events       []EventRow
	Mentions     []MentionRow
	Participants []ParticipantRow
	Statements   []StatementRow
	Commitments  []CommitmentRow
	Trips        []TripRow
	People       []PersonRow
}

// Lay makes the tables of items, in their order.
func Lay(items []Item, stops []Stop) *Tables {
	t := &Tables{}
	for i := range items {
		t.add(&items[i])
	}
	for _, s := range stops {
		t.Trips = append(t.Trips, stopRow(s))
	}
	return t
}

func stopRow(s Stop) TripRow {
	return TripRow{s.Person, s.Name, s.Country, s.City, s.First, s.Last, s.Purpose, s.Events}
}

func (t *Tables) add(x *Item) {
	for _, e := range x.Evidence {
		t.Mentions = append(t.Mentions, MentionRow{e.ID, x.ID, string(e.Kind), e.Report, e.Outlet, e.Lang, e.Published, e.Source.URL, e.Source.File,
			e.Verb, e.Status, e.From, e.To, e.Span[0], e.Span[1], e.Quote, e.Rule, e.Doubts})
	}
	switch x.Kind {
	case register.Event:
		t.Events = append(t.Events, EventRow{x.ID, x.Gloss, x.Type, x.Mode, x.Verb, x.Status, x.Channel, x.Format, x.From, x.To, x.About, x.Main,
			x.Parties, people(x), x.Country, x.City, x.Occasion, x.Topics, x.reports(), x.Voices})
	case register.Statement:
		t.Statements = append(t.Statements, StatementRow{x.ID, x.Gloss, x.Verb, people(x), x.Parties, x.Targets, x.Topics, x.From, x.To, x.reports(), x.Voices, x.quote(), x.Lang})
	case register.Commitment:
		t.Commitments = append(t.Commitments, CommitmentRow{x.ID, x.Gloss, x.Verb, x.Object, x.Status, x.steps(), x.Parties, x.Targets, x.Topics, x.To, x.reports(), x.Voices, x.quote(), x.Lang})
	case register.Person:
		t.People = append(t.People, x.person())
		return // a person takes part in others, not in itself
	}
	t.takePart(x)
}

func (t *Tables) takePart(x *Item) {
	row := func(part, code string, n register.Name) {
		t.Participants = append(t.Participants, ParticipantRow{x.ID, string(x.Kind), part, code, n.Text, n.English, n.Office})
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
	out := make([]string, len(x.History))
	for i, s := range x.History {
		out[i] = strings.TrimSpace(s.Day + " " + s.Status)
	}
	return out
}

func (x *Item) person() PersonRow {
	p := PersonRow{ID: x.ID, Reports: x.reports()}
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
		if n.English != "" {
			out = append(out, n.English)
		} else {
			out = append(out, n.Text)
		}
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

// Each calls f with the name and the rows of every table.
func (t *Tables) Each(f func(name string, w Writer) error) error {
	for _, x := range []struct {
		name string
		w    Writer
	}{
		{"events", rows[EventRow](t.Events)}, {"mentions", rows[MentionRow](t.Mentions)}, {"participants", rows[ParticipantRow](t.Participants)},
		{"statements", rows[StatementRow](t.Statements)}, {"commitments", rows[CommitmentRow](t.Commitments)}, {"trips", rows[TripRow](t.Trips)}, {"people", rows[PersonRow](t.People)},
	} {
		if err := f(x.name, x.w); err != nil {
			return fmt.Errorf("table %s: %w", x.name, err)
		}
	}
	return nil
}

// Writer writes one table.
type Writer interface {
	CSV(w io.Writer) error
	Parquet(w io.Writer) error
}

type rows[T any] []T

// Parquet writes a table as a Parquet file, compressed with zstd.
func (r rows[T]) Parquet(w io.Writer) error {
	p := parquet.NewGenericWriter[T](w, parquet.Compression(&parquet.Zstd), parquet.CreatedBy("safir", "", ""))
	if _, err := p.Write(r); err != nil {
		return err
	}
	return p.Close()
}

// CSV writes a table with the columns of the Parquet file, in UTF-8 with a mark
// at its beginning, so that Excel reads it as such. Lists are joined with "; ".
// A cell that a spreadsheet would take for a formula gets an apostrophe.
func (r rows[T]) CSV(out io.Writer) error {
	b := bufio.NewWriter(out)
	if _, err := b.WriteString("\ufeff"); err != nil {
		return err
	}
	w := csv.NewWriter(b)
	w.UseCRLF = true
	if err := w.Write(columns(reflect.TypeFor[T]())); err != nil {
		return err
	}
	for i := range r {
		if err := w.Write(cells(reflect.ValueOf(&r[i]).Elem())); err != nil {
			return err
		}
	}
	if w.Flush(); w.Error() != nil {
		return w.Error()
	}
	return b.Flush()
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
