package export

import (
	"bufio"
	"cmp"
	"encoding/csv"
	"fmt"
	"io"
	"reflect"
	"slices"
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
		Name     string   `parquet:"name_en" says:"English name"`
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

// Lay makes the tables of items and journeys, in their order.
func Lay(items Items, journeys []Journey) (*Tables, error) {
	t := &Tables{}
	for x, err := range items {
		if err != nil {
			return nil, err
		}
		t.add(x)
	}
	for _, j := range journeys {
		for _, s := range j.Stops {
			t.Trips = append(t.Trips, TripRow{j.Person, j.Name, s.Country, s.City, s.Earliest, s.Latest, s.Left, strings.Join(j.Purpose, "; "), s.Events})
		}
	}
	return t, nil
}

func (t *Tables) add(x *Item) {
	for _, e := range x.Evidence {
		t.Mentions = append(t.Mentions, MentionRow{e.ID, x.Thing, string(e.Kind), e.Report, e.Outlet, e.Lang, e.Published, e.Source.URL, e.Source.File,
			e.Verb, e.Status, e.From, e.To, e.Span[0], e.Span[1], e.Quote, e.Rule, e.Doubts})
	}
	switch x.Kind {
	case register.Event:
		t.Events = append(t.Events, EventRow{x.Thing, x.Gloss, x.Type, x.Mode, x.Verb, x.Status, x.Channel, x.Format, x.From, x.To, x.About, x.Main,
			x.Parties, people(x), x.Country, x.City, x.Occasion, x.Topics, x.reports(), len(x.Voices)})
	case register.Statement:
		t.Statements = append(t.Statements, StatementRow{x.Thing, x.Gloss, x.Verb, people(x), x.Parties, x.Targets, x.Topics, x.From, x.To, x.reports(), len(x.Voices), x.quote(), x.Lang})
	case register.Commitment:
		t.Commitments = append(t.Commitments, CommitmentRow{x.Thing, x.Gloss, x.Verb, x.Object, x.Status, x.steps(), x.By, x.Parties, x.Targets, x.Topics, x.To, x.reports(), len(x.Voices), x.quote(), x.Lang})
	case register.Person:
		t.People = append(t.People, x.person())
		return // a person takes part in others, not in itself
	}
	t.takePart(x)
}

func (t *Tables) takePart(x *Item) {
	row := func(part, code string, n register.Name) {
		t.Participants = append(t.Participants, ParticipantRow{x.Thing, string(x.Kind), part, code, n.Text, n.English, n.Office})
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

// OnlyTheirTrips leaves the trips of the people who are in the tables.
func (t *Tables) OnlyTheirTrips() {
	there := map[string]bool{}
	for i := range t.People {
		there[t.People[i].ID] = true
	}
	t.Trips = slices.DeleteFunc(t.Trips, func(r TripRow) bool { return !there[r.Person] })
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
	Rows() int
	Columns() []Column
}

// Column is a column of a table and what it means.
type Column struct{ Name, Says string }

// Rows is how many rows a table has.
func (r rows[T]) Rows() int { return len(r) }

// Columns are the columns of a table, in order.
func (r rows[T]) Columns() []Column {
	t := reflect.TypeFor[T]()
	out := make([]Column, t.NumField())
	for i, name := range columns(t) {
		out[i] = Column{name, t.Field(i).Tag.Get("says")}
	}
	return out
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
