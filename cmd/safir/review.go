package main

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"
	"unicode"

	"golang.org/x/term"

	"safir/internal/ask"
	"safir/internal/pipeline"
	"safir/internal/record"
	"safir/internal/register"
	"safir/internal/store"
)

type reviewCmd struct {
	asking
	author
	Kind string `help:"Only of this kind." enum:"event,statement,commitment,person," default:"" placeholder:"KIND"`
	Lang string `help:"Only of articles in this language." placeholder:"TAG"`
	From string `help:"Only what may have been on this day or later." placeholder:"DAY"`
	To   string `help:"Only what may have been on this day or earlier." placeholder:"DAY"`
	All  bool   `help:"Also what the machine has no doubt about."`
}

// Run goes through the queue: by single keys on a terminal, by lines else.
func (c *reviewCmd) Run(s *streams) error {
	ctx := cancelled()
	asker, db, err := c.asking.open(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	now, err := c.time()
	if err != nil {
		return err
	}
	name, err := c.name()
	if err != nil {
		return err
	}
	if c.From, c.To, err = stretch(c.From, c.To); err != nil {
		return err
	}
	r := &reviewer{ctx: ctx, db: db, ask: asker, ui: asker.UI(), width: int(c.Width), out: s.out, keys: newKeys(s), at: now.Format(time.RFC3339), author: name, note: c.Note, records: map[string]*record.Record{}}
	queue, err := r.queue(c)
	if err != nil {
		return err
	}
	if len(queue) == 0 {
		r.print(0, r.ui.Say("review.none"))
	}
	if r.keys.raw && len(queue) > 0 {
		r.print(0, r.ui.Say("review.keys"))
	}
	for i := 0; i < len(queue); i++ {
		err := r.one(i+1, len(queue), queue[i])
		var back backTo
		switch {
		case errors.As(err, &back):
			if at := slices.IndexFunc(queue, func(h store.Hit) bool { return h.ID == string(back) }); at >= 0 {
				i = at
			}
			i-- // it is shown again
		case errors.Is(err, errQuit):
			i = len(queue)
		case err != nil:
			return err
		}
	}
	r.print(0, r.ui.Say("review.made", len(r.made)))
	return wrap(r.fault)
}

// What ends a review, and what ends a key that was thought better of.
var (
	errQuit  = errors.New("enough")
	errNever = errors.New("never mind")
)

// backTo leads back to the mention of a correction that was undone.
type backTo string

func (b backTo) Error() string { return "back to " + string(b) }

// reviewer goes through mentions.
type reviewer struct {
	ctx          context.Context
	db           store.Store
	ask          *ask.Asker
	ui           *ask.Texts
	width        int
	out          io.Writer
	keys         *keys
	at           string
	author, note string
	records      map[string]*record.Record
	made         []string // ids of corrections, the last ones together
	together     []int    // how many of them each key made
	fault        error    // of writing
}

func (r *reviewer) say(format string, args ...any) {
	if _, err := fmt.Fprintf(r.out, format, args...); err != nil && r.fault == nil {
		r.fault = err
	}
}

// print says a text in lines that fit the terminal.
func (r *reviewer) print(indent int, text string) {
	p := newPrinter(r.ui, r.width)
	for _, l := range p.wrap(text, p.width-indent) {
		p.put(strings.Repeat(" ", indent) + p.isolated(l))
	}
	r.say("%s", p.String())
}

// weakJoin is the score below which a join is shown to people, of 1000.
const weakJoin = 700

// queue is what nobody has looked at, newest first.
func (r *reviewer) queue(c *reviewCmd) (out []store.Hit, err error) {
	kinds := []register.Kind{register.Event, register.Statement, register.Commitment}
	if c.Kind != "" {
		kinds = []register.Kind{register.Kind(c.Kind)}
	}
	q := store.Query{Kinds: kinds, From: c.From, To: c.To}
	if c.Lang != "" {
		q.Langs = []string{c.Lang}
	}
	hits, err := r.db.Find(r.ctx, q)
	if err != nil {
		return nil, err
	}
	all, err := r.db.Corrections(r.ctx)
	if err != nil {
		return nil, err
	}
	reviews := register.Reviews(all)
	for _, h := range hits {
		if reviews[h.ID].State != "" {
			continue
		}
		doubtful := c.All
		if !doubtful {
			if doubtful, err = r.doubtful(&h); err != nil {
				return nil, err
			}
		}
		if doubtful {
			out = append(out, h)
		}
	}
	return out, nil
}

// doubtful reports whether the machine has a doubt about a mention, or joined
// it on weak grounds.
func (r *reviewer) doubtful(h *store.Hit) (bool, error) {
	_, doubts, err := r.grounds(&h.Mention)
	if err != nil || len(doubts) > 0 {
		return len(doubts) > 0, err
	}
	owners, err := r.db.Owners(r.ctx, []string{h.ID})
	for _, l := range owners[h.ID].Links {
		if l.Score < weakJoin && (l.A == h.ID || l.B == h.ID) {
			return true, err
		}
	}
	return false, err
}

// grounds are the rule that found a mention, and its doubts.
func (r *reviewer) grounds(m *register.Mention) (rule string, doubts []string, err error) {
	rec := r.records[m.Report]
	if rec == nil {
		b, err := r.db.Record(r.ctx, m.Report)
		if err != nil {
			return "", nil, err
		}
		rec = &record.Record{}
		if err := json.Unmarshal(b, rec); err != nil {
			return "", nil, err
		}
		clear(r.records) // mentions of a report come together
		r.records[m.Report] = rec
	}
	rule, doubts = rec.Grounds(m.Item)
	return rule, doubts, nil
}

// one shows a mention and does what the keys say until they say go on.
func (r *reviewer) one(n, of int, h store.Hit) error {
	r.ask.Anew()
	shown, err := r.ask.Show(r.ctx, h.ID)
	if err != nil {
		return err
	}
	r.say("\n")
	r.print(0, strings.Join([]string{r.ui.Say("of", n, of), r.ui.Say("one." + string(h.Kind)), orNone(h.Published), orNone(cmp.Or(h.Outlet, h.Lang)), h.ID}, " · "))
	gloss := shown.Row.Gloss
	for i := range shown.Tellings {
		if shown.Tellings[i].ID == h.ID {
			gloss = shown.Tellings[i].Gloss
		}
	}
	r.print(2, gloss)
	if err := r.words(&h.Mention); err != nil {
		return err
	}
	rule, doubts, err := r.grounds(&h.Mention)
	if err != nil {
		return err
	}
	found := r.ui.Say("review.found", r.ui.Say("rule", rule))
	if len(doubts) > 0 {
		found += r.ui.Say("semicolon") + r.ui.Doubts(doubts)
	}
	r.print(2, found)
	for _, j := range shown.Joins {
		if j.A == h.ID || j.B == h.ID {
			r.print(2, r.ui.Say("review.one", other(&j, h.ID), j.Score, strings.Join(j.Reasons, r.ui.Say("comma"))))
		}
	}
	return r.obey(&h, shown)
}

func other(j *ask.Join, id string) string {
	if j.A == id {
		return j.B
	}
	return j.A
}

// neighbours is how much is shown on each side of the words, in code points.
const neighbours = 160

// words shows the words that bear a mention among their neighbours.
func (r *reviewer) words(m *register.Mention) error {
	text, err := r.db.Text(r.ctx, m.Text)
	if err != nil {
		return err
	}
	runes := []rune(text)
	from, to := max(0, m.Span[0]-neighbours), min(len(runes), m.Span[1]+neighbours)
	for ; from > 0 && !unicode.IsSpace(runes[from-1]); from-- { // whole words
	}
	for ; to < len(runes) && !unicode.IsSpace(runes[to]); to++ {
	}
	p := newPrinter(r.ui, r.width)
	for _, l := range p.wrap("… "+string(runes[from:m.Span[0]])+"⟦"+string(runes[m.Span[0]:m.Span[1]])+"⟧"+string(runes[m.Span[1]:to])+" …", p.width-2) {
		line := whole(l)
		if r.keys.raw {
			line = strings.NewReplacer("⟦", "\033[1;4m", "⟧", "\033[0m").Replace(line)
		}
		p.put("  " + line)
	}
	r.say("%s", p.String())
	return nil
}

// obey does what keys say of a mention.
func (r *reviewer) obey(h *store.Hit, shown *ask.Shown) error {
	for {
		if r.keys.raw {
			r.say("  [a r e s m n u q ?] ")
		}
		key, rest, err := r.keys.next()
		if err != nil {
			return err
		}
		if r.keys.raw {
			r.say("%s\n", strings.TrimFunc(string(rune(key)), func(c rune) bool { return !unicode.IsPrint(c) }))
		}
		switch key {
		case 'a':
			err = r.correct(register.Correction{Action: register.Accept, Mention: h.ID})
		case 'r':
			err = r.correct(register.Correction{Action: register.Reject, Mention: h.ID})
		case 'e':
			if err = r.edit(h, rest); err == nil {
				continue
			}
		case 's':
			err = r.split(h, shown)
		case 'm':
			err = r.merge(h, rest)
		case 'u':
			err = r.undo()
		case 'n', ' ':
			return nil
		case 'q', 3, 4: // Ctrl-C, Ctrl-D
			return errQuit
		default:
			r.print(2, r.ui.Say("review.keys"))
			continue
		}
		switch {
		case err == nil:
			return nil
		case errors.Is(err, errNever):
			continue
		case !errors.Is(err, pipeline.ErrCorrection):
			return err
		}
		for _, line := range strings.Split(harmless(err.Error()), "\n") {
			r.print(2, line)
		}
	}
}

// correct makes corrections that one key asked for.
func (r *reviewer) correct(list ...register.Correction) error {
	n := 0
	defer func() {
		if n > 0 {
			r.together = append(r.together, n)
		}
	}()
	for _, c := range list {
		c.Author, c.Note, c.At = r.author, r.note, r.at
		if err := spellOut(r.ctx, r.db, &c); err != nil {
			return err
		}
		c, err := pipeline.Correct(r.ctx, r.db, c)
		if err != nil {
			return err
		}
		n++
		r.made = append(r.made, c.ID)
		r.print(2, said(r.ui, &c))
	}
	return nil
}

// edit changes a field, asking for it where it was not said.
func (r *reviewer) edit(h *store.Hit, rest string) error {
	if rest == "" {
		r.print(2, r.ui.Say("review.fields", strings.Join(register.Fields[h.Kind], ", ")))
		line, err := r.keys.line("  "+r.ui.Say("review.field"), r.say)
		if err != nil {
			return err
		}
		if rest = line; rest == "" {
			return errNever
		}
	}
	field, value, _ := strings.Cut(strings.TrimSpace(rest), " ")
	c, err := edited(r.ctx, r.db, r.ui, h.ID, field, strings.TrimSpace(value))
	if err != nil {
		return err
	}
	return r.correct(c)
}

// split takes a mention off all others of its thing.
func (r *reviewer) split(h *store.Hit, shown *ask.Shown) error {
	var list []register.Correction
	for i := range shown.Tellings {
		if id := shown.Tellings[i].ID; id != h.ID {
			list = append(list, register.Correction{Action: register.PartOf, Mention: h.ID, Other: id})
		}
	}
	if len(list) == 0 {
		return fmt.Errorf("%w: it stands alone", pipeline.ErrCorrection)
	}
	return r.correct(list...)
}

// suggested is how many mentions are offered for a merge.
const suggested = 5

// merge joins a mention with another, offering the nearest.
func (r *reviewer) merge(h *store.Hit, rest string) error {
	id := strings.TrimSpace(rest)
	if id == "" {
		near, err := pipeline.Near(r.ctx, r.db, &h.Mention, suggested)
		if err != nil {
			return err
		}
		if len(near) == 0 {
			r.print(2, r.ui.Say("review.near"))
		}
		for i := range near {
			row, err := r.ask.Show(r.ctx, near[i].ID)
			if err != nil {
				return err
			}
			r.print(2, fmt.Sprintf("%d  %s  %s", i+1, orNone(near[i].Published), row.Row.Gloss))
		}
		if id, err = r.keys.line("  "+r.ui.Say("review.prompt"), r.say); err != nil {
			return err
		}
		if i := slices.Index([]string{"1", "2", "3", "4", "5"}, id); i >= 0 && i < len(near) {
			id = near[i].ID
		}
		if id == "" {
			return errNever
		}
	}
	id, err := telling(r.ctx, r.db, id, h.Kind)
	if err != nil {
		return err
	}
	return r.correct(register.Correction{Action: register.JoinTo, Mention: h.ID, Other: id})
}

// undo takes back what the last key did, and leads back to where that was.
func (r *reviewer) undo() error {
	back := ""
	if len(r.together) == 0 {
		return fmt.Errorf("%w: nothing was done yet; safir correct undo takes back what was done before", pipeline.ErrCorrection)
	}
	n := r.together[len(r.together)-1]
	last := slices.Clone(r.made[len(r.made)-n:])
	r.together, r.made = r.together[:len(r.together)-1], r.made[:len(r.made)-n]
	for _, id := range slices.Backward(last) {
		c, err := pipeline.Correct(r.ctx, r.db, register.Correction{Action: register.Undo, Undoes: id, Author: r.author, At: r.at})
		if err != nil {
			return err
		}
		r.print(2, said(r.ui, &c))
		back = c.Mention
	}
	return backTo(back)
}

// keys reads what people press: single keys on a terminal, else lines that
// begin with a key.
type keys struct {
	raw bool
	tty *os.File
	in  *bufio.Reader
}

func newKeys(s *streams) *keys {
	f, ok := s.in.(*os.File)
	return &keys{raw: ok && term.IsTerminal(int(f.Fd())), tty: f, in: bufio.NewReader(s.in)}
}

// next is the next key and, of a line, what follows it.
func (k *keys) next() (key byte, rest string, err error) {
	if k.raw {
		state, err := term.MakeRaw(int(k.tty.Fd()))
		if err != nil {
			return 0, "", err
		}
		defer term.Restore(int(k.tty.Fd()), state)
		b, err := k.in.ReadByte()
		return b, "", ended(err)
	}
	line, err := k.in.ReadString('\n')
	line = strings.TrimSpace(line)
	switch {
	case line != "":
		return line[0], strings.TrimSpace(line[1:]), nil
	case err == nil:
		return 'n', "", nil
	}
	return 0, "", ended(err)
}

// line asks for a line.
func (k *keys) line(prompt string, say func(string, ...any)) (string, error) {
	say("%s", prompt)
	line, err := k.in.ReadString('\n')
	if line != "" {
		err = nil
	}
	return strings.TrimSpace(line), ended(err)
}

// ended takes the end of the input for the wish to quit.
func ended(err error) error {
	if err == io.EOF {
		return errQuit
	}
	return err
}
