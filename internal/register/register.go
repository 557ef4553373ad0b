// Package register holds the words for what is kept of many records: reports,
// mentions, what they were joined to and why, and people's corrections.
//
// A record speaks of one article. The register cuts it into mentions, one for
// each person, event, statement and commitment, and joins mentions that speak
// of one thing. Mentions are never changed by joining; a thing is only a set
// of mentions with the links that hold it together.
//
// Days are ISO 8601 (YYYY-MM-DD) and compare as strings. Spans count code
// points of the report's text.
package register

import (
	"hash/fnv"

	"safir/internal/record"
)

// Kind is what a mention speaks of.
type Kind string

// The kinds of mentions, and so of things.
const (
	Person     Kind = "person"
	Event      Kind = "event"
	Statement  Kind = "statement"
	Commitment Kind = "commitment"
)

// Kinds are all kinds in the order in which they are told.
var Kinds = [...]Kind{Event, Statement, Commitment, Person}

// State says how far a report has come.
type State string

// The states of a report. A report that was passed over is in a language
// without a pack: it is kept and can be searched, and gives no evidence.
const (
	Coded    State = "coded"
	Passed   State = "passed"
	SetAside State = "aside"
)

// Report is one text as one outlet printed it: two outlets that print the same
// text are two reports of one text.
type Report struct {
	ID        string // hex digest of outlet or file, address and text
	Text      string // hex SHA-256 of the text, as in record.Record.ID; "" when set aside before a text was known
	Raw       string // hex SHA-256 of the bytes as they came
	File      string
	URL       string
	Outlet    string // key of the outlet, or ""
	Title     string // first line of the title zone, or of the text
	Lang      string // language tag, or "" when unknown
	Published string // day of publication, or its upper bound, or ""
	Bound     bool   // Published is only an upper bound
	Added     string // when it was brought in, RFC 3339 in UTC; stands outside the digest
	State     State
	Why       string // why it was passed over or set aside
	Coder     string // what coded it: program, pack and world
}

// Name is a person as one report names them.
type Name struct {
	Actor   string   `json:"actor"`             // id of the actor in the record
	Text    string   `json:"text,omitempty"`    // as printed; "" where a bare office stands for its holder
	English string   `json:"english,omitempty"` // from the directory, or ""
	Keys    []string `json:"keys,omitempty"`    // folded forms that any script shares
	Country string   `json:"country,omitempty"`
	Office  string   `json:"office,omitempty"`
	Role    string   `json:"role,omitempty"` // in an event: host, visitor, participant, …
}

// Mention is one item of one record, flat, as it is compared, kept and asked
// for. What a field means depends on the kind where two words stand beside it.
type Mention struct {
	ID        string      `json:"id"` // hex digest of report, kind, span and verb; never changes
	Kind      Kind        `json:"kind"`
	Report    string      `json:"report"`
	Item      string      `json:"item"` // id inside the record: a1, e2, s3, c4
	Text      string      `json:"text"` // of the report
	Outlet    string      `json:"outlet,omitempty"`
	Agency    string      `json:"agency,omitempty"` // that the text is credited to
	Lang      string      `json:"lang"`
	Published string      `json:"published,omitempty"`
	From      string      `json:"from,omitempty"`    // first day on which it can have happened, was said, is due
	To        string      `json:"to,omitempty"`      // last such day; equal to From when the day is known
	About     bool        `json:"about,omitempty"`   // the day is only taken from the publication
	Basis     string      `json:"basis,omitempty"`   // of the day: explicit, relative, published
	Parties   []string    `json:"parties,omitempty"` // codes of states and acronyms, sorted
	By        []string    `json:"by,omitempty"`      // of a commitment: who owes it
	Targets   []string    `json:"targets,omitempty"` // of a statement; to whom a commitment is owed
	Who       []Name      `json:"who,omitempty"`     // the person; participants; speakers
	Type      string      `json:"type,omitempty"`    // PLOVER's, of events
	Verb      string      `json:"verb,omitempty"`    // verb of an event; act of a statement; kind of object of a commitment
	Status    string      `json:"status,omitempty"`  // of an event; stage of a commitment
	Mode      string      `json:"mode,omitempty"`
	Channel   string      `json:"channel,omitempty"`
	Format    string      `json:"format,omitempty"`
	Country   string      `json:"country,omitempty"` // where
	City      string      `json:"city,omitempty"`
	Occasion  string      `json:"occasion,omitempty"`
	Topics    []string    `json:"topics,omitempty"`
	Main      bool        `json:"main,omitempty"`
	Source    string      `json:"source,omitempty"`   // who vouches: outlet, named, anonymous, media
	Object    string      `json:"object,omitempty"`   // folded name of what was promised, or ""
	Amount    string      `json:"amount,omitempty"`   // of a commitment: "1000000000 USD"
	Restates  string      `json:"restates,omitempty"` // of a statement: the item of the same record that it says again
	Face      string      `json:"face,omitempty"`     // of a person: mentions of one face are one person without being compared
	Ordinal   int         `json:"ordinal,omitempty"`
	Span      record.Span `json:"span"`             // the evidence
	Words     []uint32    `json:"words,omitempty"`  // hashes of the folded content words of the evidence, sorted
	Blocks    []int64     `json:"blocks,omitempty"` // sorted; only mentions that share a block are compared, see Block
}

// Block is the number of a block of mentions: of a kind and a key, in one of
// the windows that time is cut into (0: in none). Blocks of one window lie
// side by side. Two keys of one number only cost a comparison.
func Block(kind Kind, key string, window int) int64 {
	h := fnv.New32a()
	h.Write([]byte(string(kind) + " " + key))
	return int64(window)<<32 | int64(h.Sum32())
}

// Reason is one ground for joining two mentions or for keeping them apart.
type Reason struct {
	What   string `json:"what"`   // a word of the table in ask: same-people, day-apart, other-city
	Points int    `json:"points"` // what it added to the score; negative against
}

// Link is what comparing two mentions said. A is the smaller id.
type Link struct {
	A       string   `json:"a"`
	B       string   `json:"b"`
	Score   int      `json:"score"`            // of 1000
	Cannot  bool     `json:"cannot,omitempty"` // they conflict: never one thing
	Reasons []Reason `json:"reasons"`
}

// Thing is what mentions were joined to: an event, a person, a promise, a
// remark. Its id is that of its earliest mention, by publication and then by id.
type Thing struct {
	ID       string   `json:"id"`
	Kind     Kind     `json:"kind"`
	Mentions []string `json:"mentions"`        // sorted by publication, then id
	Links    []Link   `json:"links,omitempty"` // those that joined them, the strongest first
}

// Pair are two mentions that a person has joined or parted. A is the smaller id.
type Pair struct {
	A, B  string
	Apart bool
}

// Correction is what a person says of what the machine found. It is kept
// beside it and never overwrites it.
type Correction struct {
	ID      string      // hex digest of all that follows
	Mention string      // what it is attached to
	Other   string      // the second mention, of join and part
	Action  string      // accept, reject, edit, join, part, undo
	Field   string      // of edit: a field of the record's item, or "span"
	Value   string      // of edit: the new value, as JSON
	Undoes  string      // of undo: the id of another correction
	Span    record.Span // of the evidence when it was made
	Quote   string      // the evidence's words when it was made
	Author  string
	At      string // RFC 3339 in UTC
	Note    string
}
