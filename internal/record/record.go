// Package record holds the words for what is claimed: the record of one
// article, as docs/format-record.md describes it. Spans here count Unicode
// code points of Record.Text; inside the program spans are bytes
// (doc.Span), and they are converted once, when the record is written.
package record

// Schema is the version of the record's form.
const Schema = "safir/1"

// Span is a half-open range [start, end) of code points; it is written as a
// two-element array.
type Span [2]int

// Record is everything taken from one article.
type Record struct {
	Schema      string       `json:"schema"`
	ID          string       `json:"id"` // sha256 of text, hex
	Lang        string       `json:"lang"`
	Genre       string       `json:"genre"`
	Source      Source       `json:"source"`
	Coder       Coder        `json:"coder"`
	Published   Published    `json:"published"`
	Text        string       `json:"text"`
	Zones       []Zone       `json:"zones"`
	Actors      []Actor      `json:"actors"`
	Events      []Event      `json:"events"`
	Statements  []Statement  `json:"statements"`
	Commitments []Commitment `json:"commitments"`
}

// Source says where the text came from.
type Source struct {
	File      *string `json:"file"`
	ID        *string `json:"id"`
	URL       *string `json:"url"`
	Outlet    *string `json:"outlet"`
	Agency    *string `json:"agency"`
	Number    *string `json:"number"`
	RawSHA256 string  `json:"raw_sha256"`
	Repairs   int     `json:"repairs"`
}

// Coder names what made the record, so that it can be made again.
type Coder struct {
	Program string `json:"program"`
	Pack    string `json:"pack"`
	World   string `json:"world"`
}

// Published is what the page says of its own day of publication.
type Published struct {
	Value    *string `json:"value"`
	Basis    *string `json:"basis,omitempty"` // "given" when the caller said so
	Zone     *string `json:"zone"`            // IANA name of the time zone, when known
	Span     *Span   `json:"span"`
	NotAfter *string `json:"not_after"`
}

// Zone is a stretch of the text of one kind.
type Zone struct {
	Span Span   `json:"span"`
	Kind string `json:"kind"`
}

// Actor is a person, country or organization that acts, speaks, is met or is
// visited in the article.
type Actor struct {
	ID          string  `json:"id"`
	Kind        string  `json:"kind"` // person, country, organization
	Name        string  `json:"name"`
	NameEn      *string `json:"name_en,omitempty"`
	NameBasis   *string `json:"name_basis,omitempty"`
	Office      *string `json:"office,omitempty"`
	OfficeBasis *string `json:"office_basis,omitempty"`
	Country     *string `json:"country,omitempty"`
	Represents  *string `json:"represents,omitempty"`
	Class       *string `json:"class,omitempty"`
	Acronym     *string `json:"acronym,omitempty"`
	Spans       []Span  `json:"spans"`
	Rule        string  `json:"rule"`
}

// Participant is one actor's part in an event.
type Participant struct {
	Actor  string  `json:"actor"`
	Role   string  `json:"role"`
	Office *string `json:"office,omitempty"` // a bare office that stood for the actor
	Holder *Holder `json:"holder,omitempty"`
}

// Holder is who held a bare office on the day, as the directory knows it.
type Holder struct {
	NameEn string `json:"name_en"`
	Source string `json:"source"`
}

// Date is when something happened or is due.
type Date struct {
	Value     *string `json:"value"`
	Basis     *string `json:"basis"`
	Calendar  *string `json:"calendar"`
	Uncertain int     `json:"uncertain"` // days either way
	Span      *Span   `json:"span"`
}

// Place is where something happened.
type Place struct {
	Country *string `json:"country"`
	City    *string `json:"city"`
	Basis   *string `json:"basis"`
	Span    *Span   `json:"span"`
}

// Attribution says who vouches for an event.
type Attribution struct {
	Kind      string   `json:"kind"` // outlet, named, anonymous, media
	By        []string `json:"by"`
	Span      *Span    `json:"span"`
	ClaimedBy []string `json:"claimed_by,omitempty"`
	DeniedBy  []string `json:"denied_by,omitempty"`
}

// Ordinal is a count told of an event: "the sixth meeting this year".
type Ordinal struct {
	N     int     `json:"n"`
	Since *string `json:"since"`
	Span  Span    `json:"span"`
}

// Event is something that happened, is scheduled or was called off between
// named parties.
type Event struct {
	ID                   string        `json:"id"`
	Type                 string        `json:"type"`
	Mode                 *string       `json:"mode"`
	Verb                 string        `json:"verb"`
	Channel              *string       `json:"channel"`
	Format               *string       `json:"format"`
	Status               string        `json:"status"`
	Main                 bool          `json:"main"`
	Participants         []Participant `json:"participants"`
	ParticipantsComplete bool          `json:"participants_complete"`
	Countries            []string      `json:"countries"`
	Date                 *Date         `json:"date"`
	Place                *Place        `json:"place"`
	Occasion             *string       `json:"occasion"`
	Topics               []string      `json:"topics"`
	Attribution          Attribution   `json:"attribution"`
	Ordinal              *Ordinal      `json:"ordinal"`
	Spans                []Span        `json:"spans"`
	Rule                 string        `json:"rule"`
	Doubts               []string      `json:"doubts"`
}

// Statement is what a named party says.
type Statement struct {
	ID       string   `json:"id"`
	Speakers []string `json:"speakers"` // actor ids
	Targets  []string `json:"targets"`  // ISO codes, acronyms or actor ids
	Act      string   `json:"act"`
	Event    *string  `json:"event"`
	Topics   []string `json:"topics"`
	Cue      *Span    `json:"cue"`
	Span     Span     `json:"span"`
	Quoted   bool     `json:"quoted"`
	Via      *string  `json:"via"`
	Restates *string  `json:"restates"`
	Office   *string  `json:"office,omitempty"` // a bare office that stood for the speaker
	Rule     string   `json:"rule"`
	Doubts   []string `json:"doubts"`
}

// Object is the thing promised.
type Object struct {
	Kind string  `json:"kind"`
	Name *string `json:"name"`
	Span Span    `json:"span"`
}

// Quantity is a figure to be reached or given.
type Quantity struct {
	Value float64 `json:"value"`
	Unit  string  `json:"unit"`
	Of    *string `json:"of"`
}

// Deadline is the day by which something is due.
type Deadline struct {
	Value *string `json:"value"`
	Span  *Span   `json:"span"`
}

// Commitment is a checkable deliverable between parties.
type Commitment struct {
	ID        string    `json:"id"`
	By        []string  `json:"by"`
	To        []string  `json:"to"`
	Parties   []string  `json:"parties"`
	Stage     string    `json:"stage"`
	Object    Object    `json:"object"`
	Quantity  *Quantity `json:"quantity"`
	Condition *Span     `json:"condition"`
	Deadline  *Deadline `json:"deadline"`
	Topics    []string  `json:"topics"`
	Span      Span      `json:"span"`
	Statement *string   `json:"statement"`
	Event     *string   `json:"event"`
	Rule      string    `json:"rule"`
	Doubts    []string  `json:"doubts"`
}

// Grounds are the rule that found an item and the doubts about it; nothing for
// an id that the record does not hold.
func (r *Record) Grounds(item string) (rule string, doubts []string) {
	for i := range r.Actors {
		if a := &r.Actors[i]; a.ID == item {
			return a.Rule, nil
		}
	}
	for i := range r.Events {
		if e := &r.Events[i]; e.ID == item {
			return e.Rule, e.Doubts
		}
	}
	for i := range r.Statements {
		if s := &r.Statements[i]; s.ID == item {
			return s.Rule, s.Doubts
		}
	}
	for i := range r.Commitments {
		if c := &r.Commitments[i]; c.ID == item {
			return c.Rule, c.Doubts
		}
	}
	return "", nil
}

// Opt is a text that a record may lack: nil for "".
func Opt(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// Val is a text that a record may lack: "" for nil.
func Val(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
