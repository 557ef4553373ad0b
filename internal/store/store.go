// Package store keeps the register: bytes as they came, texts, records, the
// mentions cut from them, what those were joined to, and people's corrections.
// Memory and SQLite keep the same promises; storetest holds them to it.
//
// A store knows nothing of meaning: what it is asked for by words, it finds by
// the tokens that it was handed.
package store

import (
	"context"
	"errors"
	"iter"

	"safir/internal/register"
)

// What a store refuses.
var (
	ErrNotFound = errors.New("not in the register")
	ErrNewer    = errors.New("the register was written by a newer safir; use that one")
	ErrBusy     = errors.New("another safir is writing to this register; wait for it or stop it")
	ErrDamaged  = errors.New("a part of the register is damaged; copy the file, then run: safir repair")
)

// Batch is all that comes of one article, kept in one transaction: all of it
// or nothing. Keeping the same batch again changes nothing.
type Batch struct {
	Report   register.Report
	Instead  string // id of a report that was set aside before and that this one replaces, or ""
	Raw      []byte // the bytes as they came, kept once under their hash
	Text     string // the text, kept once under its hash
	Record   []byte // the record as JSON without its text; nil when not coded
	Tokens   string // what the report is found by, split by blanks
	Mentions []Entry
	Links    []register.Link  // that hold keys together; kept beside those there are
	Moved    []Move           // ids of things that are no longer
	Things   []register.Thing // what came to be or changed, with the mentions that come to it; those that belonged to it stay
}

// Entry is a mention with the tokens by which it is found, split by blanks.
type Entry struct {
	register.Mention
	Tokens string
}

// Move leads from an id that a thing had to the one it has. Mentions of the
// former thing become the other's.
type Move struct{ From, To string }

// Query says which mentions are wanted. Empty fields ask for nothing; all that
// are set must hold.
type Query struct {
	Kinds    []register.Kind
	Terms    []Term
	Parties  []string // all of them among parties
	Targets  []string // one of them among targets
	Who      []string // ids of persons (things): one of them takes part or speaks
	Verbs    []string // one of them
	Statuses []string
	Topics   []string // one of them, or of its finer topics
	Outlets  []string
	Places   []string // one of them: code of a state, or English name of a city
	Sources  []string
	Langs    []string
	Main     bool   // only what its article reports as its news
	From, To string // days; what may have happened then counts
	Report   string
	After    string // id of the last mention of the page before
	Limit    int    // 0: no limit
}

// Term is one thing that must be found, or must not. Each of Any is a phrase
// of tokens that stand side by side; one of them is enough.
type Term struct {
	Any []string
	Not bool
}

// Hit is a mention with the thing that it belongs to.
type Hit struct {
	register.Mention
	Thing string
}

// Coverage is how many reports of one outlet, language and day are in a state.
type Coverage struct {
	Outlet  string         `json:"outlet"`
	Lang    string         `json:"lang"`
	Day     string         `json:"day"`
	State   register.State `json:"state"`
	Reports int            `json:"reports"`
}

// Covered is how many reports of one outlet and language are in a state, and
// the first and last of their days ("" when none is known).
type Covered struct {
	Outlet, Lang string
	State        register.State
	Reports      int
	First, Last  string
}

// Store keeps a register. It is safe for several goroutines; writes happen one
// after another. Everything iterated comes in a fixed order, which its comment
// names.
type Store interface {
	// Within runs f in one transaction: what f keeps is kept whole, or, when f
	// fails, not at all. The store that f is given sees what f has kept so far;
	// it must not be used afterwards.
	Within(ctx context.Context, f func(Store) error) error
	// Keep saves a batch. It returns once the batch is safe on disk, or, inside
	// Within, once it will be when that returns.
	Keep(ctx context.Context, b *Batch) error
	// Others is a number that is another one once another process has written.
	Others(ctx context.Context) (int64, error)
	// Join keeps the links, moves and things of a batch, and nothing else of it.
	Join(ctx context.Context, b *Batch) error
	// Has reports whether a report of this id is kept and coded by this coder.
	Has(ctx context.Context, report, coder string) (bool, error)

	Report(ctx context.Context, id string) (register.Report, error)
	// Reports come by day of publication, then by id; state "" means all.
	Reports(ctx context.Context, state register.State) iter.Seq2[register.Report, error]
	Raw(ctx context.Context, hash string) ([]byte, error)
	Text(ctx context.Context, hash string) (string, error)
	Record(ctx context.Context, report string) ([]byte, error)

	Mentions(ctx context.Context, ids []string) ([]register.Mention, error)  // by id
	OfReport(ctx context.Context, report string) ([]register.Mention, error) // by id
	// Block are the keys (faces, or ids where there is none) of the mentions
	// that share one of the blocks, sorted.
	Block(ctx context.Context, blocks []int64) ([]string, error)
	// Faces are mentions by keys: those of these ids, and the earliest of each
	// of these faces; by id.
	Faces(ctx context.Context, keys []string) ([]register.Mention, error)
	OfFaces(ctx context.Context, faces []string) ([]register.Mention, error)          // all that have one of the faces, by id
	Links(ctx context.Context, keys []string) ([]register.Link, error)                // those with one end among keys, by ends; without their reasons, which stand in things
	ThingsOf(ctx context.Context, mentions []string) ([]register.Thing, error)        // by id, each once
	Owners(ctx context.Context, mentions []string) (map[string]register.Thing, error) // the things of mentions, without all they hold
	Thing(ctx context.Context, id string) (register.Thing, error)                     // follows moves
	Things(ctx context.Context, kind register.Kind) iter.Seq2[register.Thing, error]  // by id

	// Begun are the ids of things (also former ones), mentions and reports that
	// begin so, sorted, each once, at most so many.
	Begun(ctx context.Context, prefix string, most int) ([]string, error)

	// Find gives mentions newest first (by last day, then publication, then id).
	Find(ctx context.Context, q Query) ([]Hit, error)
	// FindThings gives the ids of the things that Find's mentions belong to, sorted.
	FindThings(ctx context.Context, q Query) ([]string, error)
	// FindReports gives reports by words alone, newest first.
	FindReports(ctx context.Context, terms []Term, limit int) ([]register.Report, error)
	Coverage(ctx context.Context, from, to string) ([]Coverage, error) // by outlet, language, day, state
	Covered(ctx context.Context, from, to string) ([]Covered, error)   // by outlet, language, state

	Correct(ctx context.Context, c register.Correction) error
	Corrections(ctx context.Context) ([]register.Correction, error) // in the order they were made

	// Note and Noted keep small facts of the register's own, such as the day of
	// the last brief.
	Note(ctx context.Context, key, value string) error
	Noted(ctx context.Context, key string) (string, error) // "" when there is none

	// Digest is a hash of all reports, mentions, links, things and corrections, without what
	// depends on when they were brought in.
	Digest(ctx context.Context) (string, error)
	Close() error
}

// At is called at the points of keeping at which tests try a crash.
var At = func(point string) {}
