package ask

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"safir/internal/calendar"
	"safir/internal/index"
	"safir/internal/register"
	"safir/internal/store"
)

// Question is a query as it was read.
type Question struct {
	Typed   string
	Terms   []store.Term
	Who     []string // names of persons, as typed: one of them takes part or speaks
	SaidBy  []string // names of persons, states or organisations who speak
	Kinds   []register.Kind
	Reports bool // only reports are wanted
	Verbs   []string
	Parties []string // all of them take part
	Pair    []string // what passed between these two
	To      []string
	Topics  []string
	Outlets []string
	Places  []string
	Status  []string
	Sources []string
	Langs   []string
	From    string // first and last day
	Until   string
	Read    []string // how each part was read, in the words of the interface
}

// QueryError says what is wrong with a query, where, and what is allowed.
type QueryError struct {
	At   int    // code points before it
	Part string // the part that is wrong
	Text string
}

func (e *QueryError) Error() string {
	if strings.TrimSpace(e.Part) == "" {
		return "query: " + e.Text
	}
	return fmt.Sprintf("query, at character %d (%s): %s", e.At+1, e.Part, e.Text)
}

// Reader reads queries. It does not change and may be shared.
type Reader struct {
	index  *index.Index
	texts  map[string]*Texts
	ui     *Texts
	labels map[string]map[string][]string // kind of key, label in tokens: keys
	dir    outlets
}

// outlets finds an outlet's key by any of its names.
type outlets func(name string) (key string, ok bool)

// NewReader makes a reader that says in ui how it read.
func NewReader(x *index.Index, texts map[string]*Texts, ui *Texts) *Reader {
	r := &Reader{index: x, texts: texts, ui: ui, labels: map[string]map[string][]string{}}
	r.dir = func(name string) (string, bool) {
		o, ok := ui.dir.OutletNamed(name, "")
		return o.Key, ok
	}
	for _, t := range texts {
		for _, k := range t.keys {
			if kind, key, ok := strings.Cut(k, "."); ok {
				r.label(kind, key, key)
				r.label(kind, t.texts[k], key)
			}
		}
	}
	for topic, labels := range ui.dir.Topics {
		r.label("topic", strings.ReplaceAll(topic, "/", " "), topic)
		r.label("topic", topic[strings.LastIndexByte(topic, '/')+1:], topic)
		for _, l := range labels {
			r.label("topic", l, topic)
		}
	}
	return r
}

func (r *Reader) label(kind, label, key string) {
	if r.labels[kind] == nil {
		r.labels[kind] = map[string][]string{}
	}
	p := r.index.Phrase(strings.ReplaceAll(label, "_", " "))
	if p != "" && !slices.Contains(r.labels[kind][p], key) {
		r.labels[kind][p] = append(r.labels[kind][p], key)
		slices.Sort(r.labels[kind][p])
	}
}

// keys are the keys of some kinds that a label stands for.
func (r *Reader) keys(label string, kinds ...string) (out []string) {
	p := r.index.Phrase(strings.ReplaceAll(label, "_", " "))
	for _, k := range kinds {
		for _, key := range r.labels[k][p] {
			if !slices.Contains(out, key) {
				out = append(out, key)
			}
		}
	}
	return out
}

// piece is one part of a query.
type piece struct {
	at     int    // code points before it
	typed  string // as typed
	not    bool
	field  string
	value  string
	quoted bool
}

// quotes are the marks that open a phrase, with those that close it.
var quotes = map[rune]rune{'"': '"', '“': '”', '«': '»', '„': '“'}

// longestQuery is how many code points a query may have.
const longestQuery = 2000

// cut parts a query into its pieces.
func cut(query string) ([]piece, error) {
	text := []rune(query)
	if len(text) > longestQuery {
		return nil, &QueryError{longestQuery, "…", fmt.Sprintf("the query is too long; at most %d characters", longestQuery)}
	}
	var out []piece
	for i := 0; i < len(text); {
		if unicode.IsSpace(text[i]) {
			i++
			continue
		}
		p := piece{at: i}
		if text[i] == '-' && i+1 < len(text) && !unicode.IsSpace(text[i+1]) {
			p.not = true
			i++
		}
		if n := fieldAt(text[i:]); n > 0 {
			if p.not {
				return nil, &QueryError{p.at, string(text[p.at : i+n+1]), "only words and phrases can be excluded: -word, -\"some words\""}
			}
			p.field = strings.ToLower(string(text[i : i+n]))
			i += n + 1
		}
		if i < len(text) && quotes[text[i]] != 0 {
			end := slices.Index(text[i+1:], quotes[text[i]])
			if end < 0 {
				return nil, &QueryError{i, string(text[i:min(i+12, len(text))]), fmt.Sprintf("the quotation mark is not closed; add %c", quotes[text[i]])}
			}
			p.value, p.quoted = string(text[i+1:i+1+end]), true
			i += end + 2
		} else {
			start := i
			for i < len(text) && !unicode.IsSpace(text[i]) {
				i++
			}
			p.value = string(text[start:i])
		}
		p.typed = string(text[p.at:i])
		out = append(out, p)
	}
	return out, nil
}

// fieldAt is the length of a field's name that stands here with a colon.
func fieldAt(text []rune) int {
	for i, c := range text {
		switch {
		case c == ':' && i > 1:
			return i
		case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '-' && i > 0:
		default:
			return 0
		}
	}
	return 0
}

// field reads one part of the form name:value into a question.
type field struct {
	name string
	read func(*Reader, *Question, *piece) error
}

// fields are all fields in the order in which they are told.
var fields []field

func init() { // init breaks the circle between the table and who lists it
	fields = []field{
		{"who", (*Reader).who}, {"to", (*Reader).to}, {"said-by", (*Reader).saidBy}, {"kind", (*Reader).kind}, {"verb", (*Reader).verb},
		{"pair", (*Reader).pair}, {"topic", (*Reader).topic}, {"outlet", (*Reader).outlet}, {"place", (*Reader).place}, {"status", (*Reader).status},
		{"source", (*Reader).source}, {"lang", (*Reader).language}, {"before", (*Reader).before}, {"after", (*Reader).after},
	}
}

func fieldNames() string {
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = f.name + ":"
	}
	return strings.Join(names, " ")
}

// Read reads a query: words, "phrases", -words that must not stand there, and
// fields. All that is asked must hold.
func (r *Reader) Read(query string) (*Question, error) {
	pieces, err := cut(query)
	if err != nil {
		return nil, err
	}
	q := &Question{Typed: query}
	for i := 0; i < len(pieces); {
		p := &pieces[i]
		if p.field == "" && !p.not && !p.quoted {
			n := i
			var words []string
			for n < len(pieces) && pieces[n].field == "" && !pieces[n].not && !pieces[n].quoted {
				words = append(words, pieces[n].value)
				n++
			}
			r.words(q, strings.Join(words, " "))
			i = n
			continue
		}
		i++
		if p.field == "" {
			if err := r.one(q, p); err != nil {
				return nil, err
			}
			continue
		}
		f := slices.IndexFunc(fields, func(f field) bool { return f.name == p.field })
		if f < 0 {
			return nil, p.wrong("there is no field %q; the fields are %s", p.field+":", fieldNames())
		}
		if strings.TrimSpace(p.value) == "" {
			return nil, p.wrong("what is behind the colon is missing; write %s:VALUE or %s:\"SOME VALUE\"", p.field, p.field)
		}
		if err := fields[f].read(r, q, p); err != nil {
			return nil, err
		}
	}
	if len(pieces) > 0 && len(q.Terms) == 0 && !slices.ContainsFunc(pieces, func(p piece) bool { return p.field != "" }) {
		return nil, &QueryError{0, query, "there is nothing in it to look for; write words that say something, or fields: " + fieldNames()}
	}
	if q.From != "" && q.Until != "" && q.From > q.Until {
		return nil, &QueryError{0, query, fmt.Sprintf("no day lies from %s to %s; before: must be later than after:", q.From, q.Until)}
	}
	return q, nil
}

func (p *piece) wrong(format string, values ...any) error {
	return &QueryError{p.at, p.typed, fmt.Sprintf(format, values...)}
}

// words reads words that stand side by side.
func (r *Reader) words(q *Question, words string) {
	asked, ignored := r.index.Words(words)
	for _, a := range asked {
		q.Terms = append(q.Terms, store.Term{Any: a.Any})
		if len(a.Named) > 0 {
			q.read(r.ui.Say("read.name", a.Printed, r.entities(a.Named)))
		} else {
			q.read(r.ui.Say("read.word", a.Printed))
		}
	}
	if len(ignored) > 0 {
		q.read(r.ui.Say("read.ignored", strings.Join(ignored, r.ui.Say("comma"))))
	}
}

// one reads a phrase, or what must not stand there.
func (r *Reader) one(q *Question, p *piece) error {
	phrase := r.index.Phrase(p.value)
	if phrase == "" {
		return p.wrong("there is no letter and no digit in it to look for")
	}
	t := store.Term{Any: r.index.Phrases(p.value), Not: p.not}
	if p.not && !p.quoted {
		if asked, _ := r.index.Words(p.value); len(asked) == 1 {
			t.Any = asked[0].Any
		}
	}
	q.Terms = append(q.Terms, t)
	if p.not {
		q.read(r.ui.Say("read.not", phrase))
	} else {
		q.read(r.ui.Say("read.phrase", phrase))
	}
	return nil
}

func (q *Question) read(s string) { q.Read = append(q.Read, s) }

// entities names what a word was read as.
func (r *Reader) entities(list []index.Entity) string {
	var out []string
	for _, e := range list {
		name := r.ui.Party(e.Key)
		if e.Kind == "city" {
			name = r.ui.City(e.Key)
		}
		if !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return strings.Join(out, r.ui.Say("comma"))
}

// parties reads the name or code of states and organisations.
func (r *Reader) parties(value string) (out []string) {
	for _, e := range r.index.Named(value) {
		if e.Kind != "city" && !slices.Contains(out, e.Key) {
			out = append(out, e.Key)
		}
	}
	return out
}

func (r *Reader) who(q *Question, p *piece) error {
	if len(q.Who) > 0 {
		return p.wrong("who: may stand once; use pair: for two sides")
	}
	if r.index.Phrase(p.value) == "" {
		return p.wrong("that is no name")
	}
	q.Who = append(q.Who, p.value)
	q.read(r.ui.Say("read.who", p.value))
	return nil
}

func (r *Reader) saidBy(q *Question, p *piece) error {
	if r.index.Phrase(p.value) == "" {
		return p.wrong("that is no name")
	}
	q.SaidBy = append(q.SaidBy, p.value)
	q.Kinds = []register.Kind{register.Statement}
	q.read(r.ui.Say("read.saidby", p.value))
	return nil
}

func (r *Reader) to(q *Question, p *piece) error {
	codes := r.parties(p.value)
	if len(codes) == 0 {
		return p.wrong("no state or organisation is called so; write a name or a code: to:Tajikistan, to:TJK, to:ECO")
	}
	q.To = append(q.To, codes...)
	q.read(r.ui.Say("read.to", r.ui.List(r.ui.Parties(codes))))
	return nil
}

func (r *Reader) kind(q *Question, p *piece) error {
	keys := r.keys(strings.TrimSuffix(strings.ToLower(p.value), "s"), "kind")
	if len(keys) == 0 {
		keys = r.keys(p.value, "kind")
	}
	if len(keys) == 0 {
		return p.wrong("there is no such kind; the kinds are %s", strings.Join(r.ui.Keys("kind"), ", "))
	}
	for _, k := range keys {
		if k == "report" {
			q.Reports = true
			continue
		}
		q.Kinds = append(q.Kinds, register.Kind(k))
	}
	q.read(r.ui.Say("read.kind", r.ui.Say("kind."+keys[0])))
	return nil
}

func (r *Reader) verb(q *Question, p *piece) error {
	keys := r.keys(p.value, "verb", "act", "object")
	if len(keys) == 0 {
		return p.wrong("there is no such verb; of happenings: %s; of statements: %s; of commitments: %s",
			strings.Join(r.ui.Keys("verb"), ", "), strings.Join(r.ui.Keys("act"), ", "), strings.Join(r.ui.Keys("object"), ", "))
	}
	q.Verbs = append(q.Verbs, keys...)
	q.read(r.ui.Say("read.verb", strings.Join(keys, r.ui.Say("comma"))))
	return nil
}

func (r *Reader) pair(q *Question, p *piece) error {
	pair, err := r.Pair(p.value)
	if err != nil {
		return p.wrong("%v", err)
	}
	q.Pair = pair
	q.read(r.ui.Say("read.pair", r.ui.Party(pair[0]), r.ui.Party(pair[1])))
	return nil
}

// Pair reads two states or organisations with a dash, a comma or a slash
// between them.
func (r *Reader) Pair(value string) ([]string, error) {
	for i, c := range value {
		if !strings.ContainsRune(dashes, c) {
			continue
		}
		if pair, err := r.sides(value[:i], strings.TrimLeft(value[i:], dashes)); err == nil {
			return pair, nil
		}
	}
	return nil, fmt.Errorf("that is no pair of states or organisations; write two codes or names: IRN-KGZ, Iran-Kyrgyzstan")
}

// dashes may stand between two sides.
const dashes = "-–—,،/"

// sides reads the names of two states or organisations.
func (r *Reader) sides(x, y string) ([]string, error) {
	var pair []string
	for _, name := range []string{x, y} {
		codes := r.parties(name)
		if len(codes) == 0 {
			return nil, fmt.Errorf("no state or organisation is called %q; write a name or a code: Iran, IRN, ECO", name)
		}
		pair = append(pair, codes[0])
	}
	if pair[0] == pair[1] {
		return nil, fmt.Errorf("%s and %s are one; a pair takes two sides", x, y)
	}
	slices.Sort(pair)
	return pair, nil
}

func (r *Reader) topic(q *Question, p *piece) error {
	keys := r.keys(strings.ReplaceAll(p.value, "/", " "), "topic")
	if len(keys) == 0 {
		topics := make([]string, 0, len(r.ui.dir.Topics))
		for t := range r.ui.dir.Topics {
			topics = append(topics, t)
		}
		slices.Sort(topics)
		return p.wrong("there is no such topic; the topics are %s", strings.Join(topics, ", "))
	}
	q.Topics = append(q.Topics, keys...)
	q.read(r.ui.Say("read.topic", r.ui.Topic(keys[0])))
	return nil
}

func (r *Reader) outlet(q *Question, p *piece) error {
	key, ok := r.dir(p.value)
	if !ok {
		key = p.value // an outlet that the caller named and the directory does not know
	}
	q.Outlets = append(q.Outlets, key)
	q.read(r.ui.Say("read.outlet", key))
	return nil
}

func (r *Reader) place(q *Question, p *piece) error {
	list := slices.DeleteFunc(slices.Clone(r.index.Named(p.value)), func(e index.Entity) bool { return e.Kind == "org" })
	if len(list) == 0 {
		return p.wrong("no state or city is called so in the directory; write a name in English, Persian or Arabic, or a state's code")
	}
	for _, e := range list {
		q.Places = append(q.Places, e.Key)
	}
	q.read(r.ui.Say("read.place", r.entities(list)))
	return nil
}

func (r *Reader) status(q *Question, p *piece) error {
	keys := r.keys(p.value, "status", "stage")
	if len(keys) == 0 {
		return p.wrong("there is no such status; of happenings: %s; of commitments: %s", strings.Join(r.ui.Keys("status"), ", "), strings.Join(r.ui.Keys("stage"), ", "))
	}
	q.Status = append(q.Status, keys...)
	q.read(r.ui.Say("read.status", strings.Join(keys, r.ui.Say("comma"))))
	return nil
}

func (r *Reader) source(q *Question, p *piece) error {
	keys := r.keys(p.value, "source")
	if len(keys) == 0 {
		return p.wrong("there is no such kind of source; the kinds are %s", strings.Join(r.ui.Keys("source"), ", "))
	}
	q.Sources = append(q.Sources, keys...)
	q.read(r.ui.Say("read.source", r.ui.Say("source."+keys[0])))
	return nil
}

func (r *Reader) language(q *Question, p *piece) error {
	tag := strings.ToLower(p.value)
	if len(tag) < 2 || strings.ContainsFunc(tag, func(c rune) bool { return (c < 'a' || c > 'z') && c != '-' }) {
		return p.wrong("that is no language; write a tag such as fa or ar")
	}
	q.Langs = append(q.Langs, tag)
	q.read(r.ui.Say("read.lang", tag))
	return nil
}

func (r *Reader) before(q *Question, p *piece) error {
	from, _, err := Days(p.value)
	if err != nil {
		return p.wrong("%v", err)
	}
	day := calendar.Shift(from, -1)
	if q.Until == "" || day < q.Until {
		q.Until = day
	}
	q.read(r.ui.Say("read.before", day))
	return nil
}

func (r *Reader) after(q *Question, p *piece) error {
	from, _, err := Days(p.value)
	if err != nil {
		return p.wrong("%v", err)
	}
	q.From = max(q.From, from)
	q.read(r.ui.Say("read.after", from))
	return nil
}
