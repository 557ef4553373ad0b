package pipeline

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"unicode/utf8"

	"safir/internal/annotate"
	"safir/internal/directory"
	"safir/internal/doc"
	"safir/internal/extract"
	"safir/internal/extract/cast"
	"safir/internal/extract/commitment"
	"safir/internal/extract/event"
	"safir/internal/extract/frame"
	"safir/internal/extract/statement"
	"safir/internal/lang"
	"safir/internal/normalise"
	"safir/internal/record"
	"safir/internal/rule"
)

// Version is the program's version, in records and in `safir version`.
const Version = "0.1.0"

// ErrLanguage says that an article is in a language without a pack; it is
// passed over with a word.
var ErrLanguage = errors.New("no pack for its language")

// Coder turns articles into records. It is opened once and does not change;
// its workers share it.
type Coder struct {
	langs     map[string]*language
	zoner     *normalise.Zoner
	languages *normalise.Identifier
	Dir       *directory.Directory
	Packs     []*lang.Pack
}

// language is a pack made ready.
type language struct {
	pack *lang.Pack
	ann  *annotate.Annotator
	kit  *extract.Kit
}

// Open reads the data (docs/format-pack.md) and makes every language ready.
// All faults are returned together.
func Open(data fs.FS) (*Coder, error) {
	dir, err := directory.Open(data)
	if err != nil {
		return nil, err
	}
	return OpenWith(data, dir)
}

// OpenWith is Open with a directory of one's own.
func OpenWith(data fs.FS, dir *directory.Directory) (*Coder, error) {
	c := &Coder{langs: map[string]*language{}, Dir: dir}
	folders, err := fs.Glob(data, "lang/*/pack.yaml")
	if err != nil || len(folders) == 0 {
		return nil, fmt.Errorf("no language packs below lang/ (%w)", errors.Join(err, fs.ErrNotExist))
	}
	var errs []error
	for _, f := range folders {
		p, err := lang.Open(data, f[:len(f)-len("/pack.yaml")])
		if err != nil {
			errs = append(errs, err)
			continue
		}
		l, err := ready(p, dir)
		errs = append(errs, err)
		c.langs[p.Lang] = l
		c.Packs = append(c.Packs, p)
	}
	c.zoner = normalise.New(c.Packs...)
	c.languages, err = normalise.NewIdentifier(data, "lang/languages.tsv")
	return c, errors.Join(append(errs, err)...)
}

func ready(p *lang.Pack, dir *directory.Directory) (*language, error) {
	ann, err := annotate.New(p, dir)
	if err != nil {
		return nil, err
	}
	kit, err := extract.NewKit(p, ann, dir)
	return &language{p, ann, kit}, err
}

// Worker codes articles one after another; it is for one goroutine.
type Worker struct {
	*Coder
	annotators map[string]*annotate.Worker
	matcher    rule.Matcher
	mentions   []extract.Mention // memory for those of the next article
	actors     []extract.Actor   // and for these
	Trace      *extract.Trace    // when set, hears of what was dropped
}

// NewWorker makes a worker.
func (c *Coder) NewWorker() *Worker {
	w := &Worker{Coder: c, annotators: map[string]*annotate.Worker{}}
	for tag, l := range c.langs {
		w.annotators[tag] = l.ann.NewWorker()
	}
	return w
}

// Code makes the record of one article. ErrLanguage means that it was passed
// over.
func (w *Worker) Code(a doc.Article) (*record.Record, error) {
	k, err := w.Read(a)
	if err != nil {
		return nil, err
	}
	return w.write(k), nil
}

// Read takes an article through all rooms and returns the case as it stands
// before it is written; explain looks at it. It is good until the next Read.
func (w *Worker) Read(a doc.Article) (*extract.Case, error) {
	tag := w.Language(a)
	base, _, _ := strings.Cut(tag, "-")
	l, aw := w.langs[base], w.annotators[base]
	if l == nil {
		return nil, fmt.Errorf("%w (%s)", ErrLanguage, tag)
	}
	d, whole := &aw.Doc, a.Text
	a.Text = head(whole, longest)
	d.Reset(a)
	d.Lang = tag
	zones, genre := w.zoner.Read(&d.Article, base)
	d.Zones, d.Genre = append(d.Zones, zones...), genre
	aw.Annotate()
	w.matcher.Trace = nil
	k := &extract.Case{Kit: l.kit, Doc: d, Names: aw.FormName, Matcher: &w.matcher, Mentions: w.mentions[:0], Actors: w.actors[:0], Published: aw.Published(d), Trace: w.Trace}
	cast.Run(k)
	statement.Run(k)
	event.Run(k)
	commitment.Run(k)
	frame.Run(k)
	w.mentions, w.actors = k.Mentions, k.Actors
	d.Text, d.Zones = whole, append(d.Zones, rest(whole, len(a.Text))...)
	return k, nil
}

// Language is the tag of the pack that reads an article: what its bringer
// says, else what its words show.
func (c *Coder) Language(a doc.Article) string {
	if a.Lang != "" {
		return a.Lang
	}
	return c.languages.Language(sample(a.Text))
}

// sampled is how much of a text tells its language, in bytes.
const sampled = 6 << 10

// sample is the beginning of a text, whole letters.
func sample(text string) string {
	if len(text) <= sampled {
		return text
	}
	end := sampled
	for end > 0 && !utf8.RuneStart(text[end]) {
		end--
	}
	return text[:end]
}

// idOf names a text.
func idOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}
