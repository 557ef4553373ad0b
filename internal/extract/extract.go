// Package extract turns marks into claims: it runs the rules of a language
// and finishes their matches. Its alcoves are cast (who is who in this
// article), statement, event and commitment, in the order in which pipeline
// calls them.
package extract

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"safir/internal/directory"
	"safir/internal/doc"
	"safir/internal/lang"
	"safir/internal/record"
	"safir/internal/rule"
)

// Lexicon is what the rooms of this floor need of the annotator.
type Lexicon interface {
	rule.Env
	Class(name string) doc.Class
	ClassName(doc.Class) string
	Fold(string) string
}

// Kinds are the rule files, in the order in which they run.
var Kinds = []string{"person", "statement", "mood", "event", "commitment", "frame"}

// Kit is a language made ready for extraction; it does not change.
type Kit struct {
	Lang        string
	Home        string            // the state of an outlet that is not known, or ""
	Homes       map[string]string // the same for varieties of the language, by tag
	AtHome      []string          // states whose outlets write in this language
	Foreign     []string          // endings of surnames of other peoples
	ForeignHead string            // how surnames of a neighbour begin, or ""
	HomeNames   bool              // the lists say which given names are of the outlets' people
	His         []string          // endings that say "his", "her", "their"
	Article     string            // "the" as a prefix, or ""
	VerbFirst   bool              // the subject stands behind its verb
	Genitive    bool              // a noun right before a party governs it
	Calendar    string            // the one the language speaks in when it does not say
	Lex         Lexicon
	Dir         *directory.Directory
	Sets        map[string]*rule.Set
	C           Classes
	ByItself    doc.ClassSet // classes of words that name a party by themselves
	spelling    *speller
	Surnames    map[string][]int // terms in the directory by the last words of the name, folded and joined
	Opponents   map[string]bool  // full names, folded, of those known to oppose their state
}

// Classes are the classes that Go code asks for by name.
type Classes struct {
	Named                                                        doc.Class // a state by its name
	Apart                                                        doc.Class // after, before: a talk that is over or not yet begun
	Matter                                                       doc.Class // the situation, the war: what is in a place is talked of
	Was                                                          doc.Class // was: with a verb in the present it went on then
	Person, Office, State, Org, Pron, Pair, Anonymous            doc.Class // party.*
	Name, StateName, Offices, Finite                             doc.ClassSet
	Date, Quote, Topic, City, Holder, Outlet                     doc.Class
	NamingSure                                                   doc.Class
	Prep, Opener, Insert, About, Discussed, Link, Narrator, Mood doc.Class
	Setting, Aside, Object, Topical, Between, Nisba              doc.Class
	Side, Counterpart, Masculine, Tail, PairWord                 doc.Class
	Body                                                         doc.Class // an anaphor
	Indefinite                                                   doc.Class // a, some
	NoNisba                                                      doc.Class // words that only look like a state's adjective
	Honorific, Strangers                                         doc.ClassSet
	Status, Background, Sidelines, During, That, Discuss, Bound  doc.Class
	Gathering, Nouns, Phone, Say                                 doc.ClassSet
	Talks                                                        doc.ClassSet // words of people who talk with each other
	Group                                                        doc.Class    // strangers who may be an object as well
	Ordinal, KindOf                                              doc.Class
	SameState                                                    doc.Class
	Video, Indirect                                              doc.Class
	Relative, Accusative, And, Seat, PlacePrep, Held             doc.Class
	Be                                                           doc.Class
	Company                                                      doc.Class
	Source                                                       doc.Class // according to
	Carry                                                        doc.Class // verbs that carry a noun of saying
	Audience                                                     doc.Class // all the world
	Victim                                                       doc.Class // against: what follows it is wronged, not to blame
	Inquiry, Bloc                                                doc.Class // to the effect that: what others are said to have said; states that go by one code
	This                                                         doc.Class // demonstratives
	Reason                                                       doc.Class // because
	Reporter                                                     doc.Class // this report, this paper: what it says nobody of the cast says
	Me                                                           doc.Class // I, we
	Led                                                          doc.Class // headed by
	Hub                                                          doc.Class // cities of all the world
}

// NewKit compiles the pack's rules. All faults are returned together.
func NewKit(pack *lang.Pack, lex Lexicon, dir *directory.Directory) (*Kit, error) {
	k := &Kit{Lang: pack.Lang, Home: pack.Home, Homes: pack.Homes, AtHome: pack.AtHome, Foreign: pack.Foreign, ForeignHead: pack.ForeignHead, His: pack.Possessives, Article: pack.Article, Calendar: pack.Calendar, VerbFirst: pack.VerbFirst, Genitive: pack.Genitive, Lex: lex, Dir: dir, Sets: map[string]*rule.Set{}}
	var errs []error
	alphabet := rule.NewAlphabet(lex)
	for _, kind := range Kinds {
		set, err := alphabet.Compile(pack.Rules[kind])
		k.Sets[kind] = set
		errs = append(errs, err)
	}
	k.C = Classes{
		Person: lex.Class("party.person"), Office: lex.Class("party.office"), State: lex.Class("party.state"),
		Org: lex.Class("party.org"), Pron: lex.Class("party.pron"), Pair: lex.Class("party.pair"), Anonymous: lex.Class("party.anonymous"),
		Date: lex.Class("date"), Quote: lex.Class("quote"), Topic: lex.Class("topic"), City: lex.Class("city"),
		Prep: lex.Class("prep"), Opener: lex.Class("opener"), Insert: lex.Class("insert"),
		Setting: lex.Class("setting"), Aside: lex.Class("aside"), Object: lex.Class("object"), Topical: lex.Class("topical"),
		Between: lex.Class("between"), Strangers: allOf(lex, "someone", "body", "office", "naming.full", "naming.sure"), Side: lex.Class("side"), NoNisba: lex.Class("nonisba"), Indefinite: lex.Class("indefinite"), Body: lex.Class("pron.body"), PairWord: lex.Class("pair"), Tail: lex.Class("tail"), Counterpart: lex.Class("counterpart"), Masculine: lex.Class("masc"), Nisba: lex.Class("state.adj"), Honorific: allOf(lex, "honorific"),
		About: lex.Class("about"), Discussed: lex.Class("discussed"), Link: lex.Class("link"), Narrator: lex.Class("narrator"), Mood: lex.Class("mood"),
		Status: lex.Class("status"), Gathering: allOf(lex, "gathering"), Say: allOf(lex, "say.verb", "say.part", "say.c", "say.n", "say.bi", "say.ila", "say.ala", "say.judge"), SameState: lex.Class("samestate"), Ordinal: lex.Class("time.ordinal"), KindOf: lex.Class("kindof"), Video: lex.Class("video"), Indirect: lex.Class("indirect"), Sidelines: lex.Class("sidelines"), Bound: lex.Class("bound"), During: lex.Class("during"), That: lex.Class("that"), Discuss: lex.Class("finite.discuss"), Background: lex.Class("background"),
		Relative: lex.Class("relative"), Accusative: lex.Class("accusative"), And: lex.Class("and"), Seat: lex.Class("seat"), PlacePrep: lex.Class("where"), Held: lex.Class("held"), Company: lex.Class("company"), Be: lex.Class("finite.be"), Finite: allOf(lex, "finite"),
		Holder: lex.Class("holder"), NamingSure: lex.Class("naming.sure"), Outlet: lex.Class("outlet"), Name: allOf(lex, "name"), StateName: allOf(lex, "state"), Offices: allOf(lex, "office"),
	}
	k.C.Source, k.C.Carry, k.C.Audience, k.C.Led, k.C.Hub, k.C.Me, k.C.Victim, k.C.Inquiry, k.C.Bloc, k.C.Reporter, k.C.This, k.C.Reason = lex.Class("source"), lex.Class("carry"), lex.Class("audience"), lex.Class("led"), lex.Class("hub"), lex.Class("me"), lex.Class("victim"), lex.Class("inquiry"), lex.Class("bloc"), lex.Class("reporter"), lex.Class("this"), lex.Class("reason")
	k.C.Nouns = allOf(lex, "meeting", "receiving", "visiting", "letter", "phone", "inviting", "signing", "summoning", "delegation", "voice", "body", "side")
	for _, class := range []string{"stage", "must", "jointly", "if", "doing", "deliver", "scale", "unit", "deliver.instrument", "this"} {
		lex.Class(class) // asked for while workers run: made known before
	}
	k.C.Apart, k.C.Named, k.C.Was, k.C.Matter = lex.Class("apart"), lex.Class("state.name"), lex.Class("was"), lex.Class("matter")
	k.ByItself = allOf(lex, "state", "pron", "org", "home", "own", "pair", "anonymous")
	k.C.Group = lex.Class("someone.group")
	k.C.Talks = allOf(lex, "meeting", "receiving", "visiting", "phone", "inviting", "counterpart", "finite.meet", "finite.receive", "finite.visit", "finite.call", "finite.getcall", "finite.negotiate", "finite.discuss")
	k.C.Phone = allOf(lex, "phone.talk")
	k.C.Phone.Add(lex.Class("phone"))
	k.surnames()
	k.spelling = newSpeller(pack, lex.Fold, dir)
	k.HomeNames = slices.ContainsFunc(pack.Entries, func(e lang.Entry) bool { return e.Class == "name.given" && e.Attrs["home"] != "" })
	return k, errors.Join(errs...)
}

// Latin writes a name in Latin letters, or gives "" when the language has no
// table for it.
func (k *Kit) Latin(name string) string { return k.spelling.spell(name) }

// surnames readies the directory's people for being found by surname, and the
// known opponents of their states for being told by their full names.
func (k *Kit) surnames() {
	k.Surnames, k.Opponents = map[string][]int{}, map[string]bool{}
	for _, n := range k.Dir.Names {
		if n.Kind == "figure" && n.Lang == k.Lang && k.Dir.Figures[n.Ref].Sector == "OPP" {
			k.Opponents[strings.ReplaceAll(k.Lex.Fold(n.Form), "\u200c", "")] = true
		}
		if n.Kind != "holder" || n.Lang != k.Lang {
			continue
		}
		words, key := strings.Fields(strings.ReplaceAll(k.Lex.Fold(strings.ReplaceAll(n.Form, "_", " ")), "\u200c", "")), ""
		for i := len(words) - 1; i >= max(0, len(words)-3); i-- {
			key = words[i] + key
			if !slices.Contains(k.Surnames[key], n.Ref) {
				k.Surnames[key] = append(k.Surnames[key], n.Ref)
			}
		}
	}
}

// ActorKind sorts actors.
type ActorKind uint8

// The kinds of actors.
const (
	Person ActorKind = iota
	Country
	Organization
)

var actorKinds = [...]string{"person", "country", "organization"}

func (k ActorKind) String() string { return actorKinds[k] }

// Actor is somebody or something that acts in the article.
type Actor struct {
	Kind        ActorKind
	Name        string   // longest form printed
	Words       []string // that form's words, folded
	NameEn      string
	NameBasis   string
	Office      string
	OfficeBasis string
	Country     string
	CountryFrom string     // text, directory, home_state, coreference
	Org         string     // the organisation that a person speaks for: the directory's key
	Names       [][2]int32 // segments of the names of a person
	Phrases     []string   // the offices beside them, as Mention.Phrase
	Represents  string
	Class       string // of an organisation
	Acronym     string
	Key         string // the directory's key of an organisation
	Spans       []doc.Span
	Rule        string
	Used        bool // something points at it
}

// MentionKind sorts mentions.
type MentionKind uint8

// The kinds of mentions.
const (
	OfPerson  MentionKind = iota // a name, with or without an office
	OfOffice                     // an office without a name
	OfState                      // a state, or a body that speaks for it
	OfOrg                        // an organisation
	OfPron                       // he, this diplomat
	OfPair                       // the two sides
	Anonymous                    // an informed source
)

// Mention is one place where the text names a party. Segments [First, End).
type Mention struct {
	First, End int32
	Kind       MentionKind
	Actors     []int // indexes into Case.Actors; empty while not resolved
	Name       [2]int32
	Office     string
	Of         []string // offices that a title may mean
	Phrase     string   // the words of the office, each by its shortest reading
	Plural     bool     // an office of several
	Style      string   // how one is addressed whom a title may mean: highness, excellency
	Country    string
	More       []string // further states of an office in the plural
	Org        string   // the organisation whose office it is: the directory's key
	Boss       [2]int32 // segments of the name of the person whose aide this is
	Not        string   // the state of whose counterpart this is
	Other      bool     // a counterpart: of another state than ours
	Own        bool     // "his country": the state of who has the floor
	His        bool     // "his foreign minister": the office stands under whoever is named before
	Home       bool     // "our": the outlet's state
	NotOf      []string // states that have no such office
	HomeOf     []string // the states for which a word for "our" may stand
	Bare       bool     // a name without an office
	Sieve      string   // how the actors were found
	Rule       string
	Sentence   int
}

// Case is one article at work.
type Case struct {
	*Kit
	Doc        *doc.Doc
	Names      func(int32) string // the folded word behind a form number
	Matcher    *rule.Matcher
	Published  doc.Published
	HomeState  string // of the outlet
	Actors     []Actor
	Mentions   []Mention
	Floor      []int // who spoke last: actors
	Events     []record.Event
	Said       []record.Statement
	Promised   []record.Commitment
	Trace      *Trace
	speaks     string // the calendar the text counts in, once it is known
	sight      sight
	known      map[string]int      // states and organisations among the actors, by key
	stateNames map[string]doc.Mark // where each state is first named by itself, once that is asked for
}

// Trace hears of what was dropped and why; nil when nobody asks.
type Trace struct {
	Dropped []Drop
}

// DefaultHome is the home state of an outlet that is not known: that of the
// variety in which it writes, else the language's.
func (c *Case) DefaultHome() string {
	if home, ok := c.Homes[c.Doc.Lang]; ok {
		return home
	}
	return c.Home
}

// Drop is one match or item that made no record.
type Drop struct {
	Span doc.Span
	Rule string
	Why  string
}

// Drop notes that something was dropped, when somebody wants to know.
func (c *Case) Drop(first, end int32, rule, why string) {
	if c.Trace != nil {
		c.Trace.Dropped = append(c.Trace.Dropped, Drop{c.Doc.SpanOf(int(first), int(end)), rule, why})
	}
}

// Run matches the rules of a kind in one sentence. Beaten matches go to the
// trace.
func (c *Case) Run(kind string, sent doc.Sentence) []rule.Match {
	set := c.Sets[kind]
	if c.Trace != nil {
		c.Matcher.Trace = func(m rule.Match) {
			c.Drop(m.First, m.End, set.Rules[m.Rule].Name, "beaten by "+set.Rules[m.BeatenBy].Name)
		}
	}
	return c.Matcher.Run(set, c.Doc, sent)
}

// Rule is the rule behind a match of a kind.
func (c *Case) Rule(kind string, m *rule.Match) *rule.Rule { return &c.Sets[kind].Rules[m.Rule] }

// ID is the provisional id of an actor, item or event in its list.
func ID(prefix string, i int) string { return prefix + strconv.Itoa(i+1) }

// Index is the place behind a provisional id.
func Index(id string) int {
	n, err := strconv.Atoi(id[1:])
	if err != nil {
		return -1
	}
	return n - 1
}

// Span is the bytes of segments [first, end), as a record's span before its
// positions are turned into code points.
func (c *Case) Span(first, end int32) record.Span {
	s := c.Doc.SpanOf(int(first), int(end))
	return record.Span{s.Start, s.End}
}

// WorldState is the rule of states found by their names alone.
const WorldState = "world/state"

// StateActor is the actor for a state, made when first needed.
func (c *Case) StateActor(code string, span doc.Span) int {
	if i, ok := c.known["state "+code]; ok {
		return i
	}
	s, _ := c.Dir.StateByCode(code)
	c.Actors = append(c.Actors, Actor{Kind: Country, Name: c.printed(code, span), NameEn: s.English, Country: code,
		Spans: []doc.Span{span}, Rule: WorldState})
	return c.know("state " + code)
}

// printed is the name of a state as the article first prints it by itself, else
// the words of a span that stand for it.
func (c *Case) printed(code string, span doc.Span) string {
	if c.stateNames == nil {
		c.stateNames = c.findStateNames()
	}
	if m, ok := c.stateNames[code]; ok {
		span = c.Doc.SpanOf(int(m.First), int(m.End))
	}
	return c.Doc.Text[span.Start:span.End]
}

// findStateNames finds where the article first names each state by itself.
func (c *Case) findStateNames() map[string]doc.Mark {
	first, last := map[string]doc.Mark{}, int32(-1)
	for _, s := range c.Doc.Sents {
		for _, m := range c.Doc.MarksIn(s.First, s.End) {
			if m.Class != c.C.Named || m.First == last || !s.Zone.Evidence() {
				continue
			}
			last = m.First
			if code := c.Lex.Attr(m, "code"); first[code] == (doc.Mark{}) {
				first[code] = m
			}
		}
	}
	return first
}

// OrgActor is the actor for an organisation of the directory.
func (c *Case) OrgActor(key string, span doc.Span) int {
	if i, ok := c.known["org "+key]; ok {
		return i
	}
	o, _ := c.Dir.OrgByAcronym(key)
	a := Actor{Kind: Organization, Name: c.Doc.Text[span.Start:span.End], NameEn: o.English, Class: o.Class, Key: key,
		Spans: []doc.Span{span}, Rule: "world/organization"}
	if o.Class == "igo" {
		a.Acronym = key
	}
	c.Actors = append(c.Actors, a)
	return c.know("org " + key)
}

// know remembers the last actor by a key.
func (c *Case) know(key string) int {
	if c.known == nil {
		c.known = map[string]int{}
	}
	c.known[key] = len(c.Actors) - 1
	return c.known[key]
}

// Code is how an actor is named among parties and targets: ISO code or
// acronym, or "" for bodies without either.
func (c *Case) Code(actor int) string {
	a := &c.Actors[actor]
	switch a.Kind {
	case Organization:
		return a.Acronym
	case Person:
		if a.Represents != "" && a.Represents != "state" && a.Represents != "organization" {
			return ""
		}
	}
	return a.Country
}

// Holder is who held a bare office of a state or organisation on the day of an
// event, else of publication, as far as the directory knows.
func (c *Case) Holder(actor int, office string, on *record.Date) *record.Holder {
	when := c.Published.Value
	if on != nil && len(*on.Value) >= len("2006-01-02") {
		when = *on.Value
	}
	if office == "" || len(when) < len("2006-01-02") {
		return nil
	}
	of := c.Actors[actor].Country
	if c.Actors[actor].Kind == Organization {
		of = c.Actors[actor].Key
	}
	h, ok := c.Dir.Held(of, office, day(when))
	if !ok || c.anotherHolds(of, office, h.English) {
		return nil
	}
	return &record.Holder{NameEn: h.English, Source: h.Source}
}

// anotherHolds reports whether the article names somebody else in an office: its
// own word counts before the directory's.
func (c *Case) anotherHolds(of, office, english string) bool {
	return slices.ContainsFunc(c.Actors, func(a Actor) bool {
		return a.Kind == Person && a.Office == office && (a.Country == of || a.Country == "") && a.NameEn != english
	})
}

// allOf are some classes and all finer ones.
func allOf(lex Lexicon, names ...string) (out doc.ClassSet) {
	for _, name := range names {
		for _, class := range lex.Classes(name) {
			out.Add(class)
		}
	}
	return out
}
