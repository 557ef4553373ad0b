package commitment

import (
	"slices"

	"safir/internal/doc"
	"safir/internal/extract"
	"safir/internal/record"
)

// events adds what events imply: documents signed, visits to be paid.
func (r *reader) events() {
	for i := range r.Events {
		e := &r.Events[i]
		kind, stage := implied(e)
		switch {
		case stage == "" || kind == "", stage == "delayed" && !r.putOff(e):
		case kind == "instrument" && stage != "agreed":
			r.documents(e, stage)
		case !slices.ContainsFunc(e.Spans, func(at record.Span) bool { return r.known(at, kind, e) }):
			at := r.toldAt(e)
			if kind == "instrument" && r.signed(e) {
				continue // the paper itself is told elsewhere
			}
			if kind == "visit" && e.Verb == "meet" && (r.ofBody(e) || r.formalAt(at)) {
				kind = "session"
			}
			r.imply(e, draft{thing: nothing}, kind, stage, at, e.Topics)
		}
	}
}

// toldAt is where an event is told first, in the body rather than in a title.
func (r *reader) toldAt(e *record.Event) record.Span {
	for _, at := range e.Spans {
		for _, s := range r.Doc.Sents {
			if span := r.Span(s.First, s.End); span[0] <= at[0] && at[0] < span[1] && s.Zone != doc.Title {
				return at
			}
		}
	}
	return e.Spans[0]
}

// implied is the object and stage of the commitment that an event brings.
func implied(e *record.Event) (kind, stage string) {
	ahead := map[string]string{"planned": "announced", "proposed": "proposed", "cancelled": "delayed"}
	done := map[string]string{"occurred": "signed", "planned": "announced", "proposed": "proposed"}
	switch {
	case e.Verb == "sign":
		return "instrument", done[e.Status]
	case e.Verb == "agree" && e.Status == "occurred":
		return "instrument", "agreed"
	case e.Verb == "initial" && e.Status == "occurred":
		return "instrument", "initialled"
	case e.Verb == "ratify":
		return "instrument", map[string]string{"occurred": "ratified", "planned": "announced"}[e.Status]
	case e.Type == "CONSULT" && (e.Verb == "visit" || e.Verb == "meet" || e.Verb == "receive"):
		return "visit", ahead[e.Status]
	case e.Verb == "attend" && e.Status == "planned":
		return "visit", "announced"
	case e.Status == "cancelled":
		return "", "" // what is put off is a promise still: meetings and journeys only
	}
	return deeds[e.Verb], ahead[e.Status]
}

// signed reports whether a paper of the parties of an event is read already.
func (r *reader) signed(e *record.Event) bool {
	return slices.ContainsFunc(r.drafts, func(d draft) bool { return d.Object.Kind == "instrument" && within(d.Parties, e.Countries) })
}

// ofBody reports whether an organisation takes part in an event, and none of
// its people does.
func (r *reader) ofBody(e *record.Event) bool {
	return slices.ContainsFunc(e.Participants, func(p record.Participant) bool {
		return r.Actors[extract.Index(p.Actor)].Kind == extract.Organization
	})
}

// formal reports whether a word in segments [first, end) tells a session.
func (r *reader) formal(first, end int32) bool {
	for i := first; i < end; i++ {
		if r.Marked(i, r.w.formal) && (i == 0 || !r.Marked(i-1, r.C.Sidelines)) {
			return true
		}
	}
	return false
}

// formalAt reports whether a word within a span tells a session.
func (r *reader) formalAt(at record.Span) bool {
	for i := range r.Doc.Segs.Len() {
		if x := r.Doc.Segs.Span(i); x.Start >= at[0] && x.End <= at[1] && r.formal(int32(i), int32(i)+1) {
			return true
		}
	}
	return false
}

// deeds are the objects of acts that lie ahead, by the event's verb.
var deeds = map[string]string{
	"commission": "session", "negotiate": "session", "consultations": "session", "give": "aid", "launch": "service", "inaugurate": "project",
	"open_mission": "other", "join": "membership", "release": "release", "ease": "other", "withdraw_forces": "other", "ceasefire": "other",
	"exchange": "release", "extradite": "release", "exercise": "other", "return_ambassador": "other",
}

// putOff reports whether words of delay stand in a sentence that tells the
// event: what is called off is no promise any more.
func (r *reader) putOff(e *record.Event) bool {
	return slices.ContainsFunc(r.Doc.Sents, func(s doc.Sentence) bool {
		if !r.tells(e, s) {
			return false
		}
		for i := s.First; i < s.End; i++ {
			if k, ok := r.Doc.MarkAt(int(i), r.w.stage); ok && r.Lex.Attr(k, "stage") == "delayed" {
				return true
			}
		}
		return false
	})
}

// imply makes one commitment of an event; d says where it is told.
func (r *reader) imply(e *record.Event, d draft, kind, stage string, span record.Span, topics []string) {
	id := e.ID
	if stage == "announced" && r.inFrame(span) {
		stage = "agreed"
	}
	d.Commitment = record.Commitment{Rule: e.Rule, Stage: stage, Span: span, Object: record.Object{Kind: kind, Span: span}, By: []string{}, To: []string{},
		Topics: append([]string{}, topics...), Event: &id, Doubts: []string{}}
	r.owed(&d, e)
	if len(d.Parties) < 1 {
		return
	}
	if e.Date != nil && !slices.Contains([]string{"signed", "ratified", "delayed"}, stage) && (stage != "proposed" || r.near(e)) && r.its(e.Date, span) {
		d.Deadline = &record.Deadline{Value: e.Date.Value, Span: e.Date.Span}
	}
	r.drafts = append(r.drafts, d)
}

// its reports whether a date belongs to the words of a span: it was printed, and
// in their sentence no verb of the past, such as one of telling, stands between.
func (r *reader) its(d *record.Date, span record.Span) bool {
	if d.Span == nil {
		return d.Basis == nil || *d.Basis != "published"
	}
	parted := false
	for i := range int32(r.Doc.Segs.Len()) {
		x := r.Doc.Segs.Span(int(i))
		if x.Start < d.Span[1] || x.End > span[0] {
			continue
		}
		if r.Doc.Segs.Flags[i]&(doc.Hard|doc.Newline) != 0 {
			return true // of another sentence, which tells the same
		}
		if v, ok := r.verb(i); ok && r.Lex.Attr(v, "tense") == "past" {
			parted = true
		}
	}
	return !parted
}

// inFrame reports whether words stand in a sentence that tells what a document
// says.
func (r *reader) inFrame(span record.Span) bool {
	return slices.ContainsFunc(r.Doc.Sents, func(s doc.Sentence) bool {
		at := r.Span(s.First, s.End)
		return at[0] <= span[0] && span[0] < at[1] && r.holds(s, r.w.frame)
	})
}

// near reports whether the date of an event stands in the words that tell it.
func (r *reader) near(e *record.Event) bool {
	return e.Date.Span != nil && slices.ContainsFunc(e.Spans, func(s record.Span) bool { return s[0]-40 <= e.Date.Span[0] && e.Date.Span[1] <= s[1]+40 })
}

// owed: a visitor owes his visit to the host, or to the state he comes to; the
// rest is owed by all.
func (r *reader) owed(d *draft, e *record.Event) {
	for _, p := range e.Participants {
		code := r.Code(extract.Index(p.Actor))
		if p.Role == "host" {
			d.To = add(d.To, code)
		} else {
			d.By = add(d.By, code)
		}
	}
	if len(d.To) == 0 && len(d.By) > 1 && e.Place != nil && e.Place.Country != nil && slices.Contains(d.By, *e.Place.Country) {
		d.By, d.To = without(d.By, *e.Place.Country), []string{*e.Place.Country}
	}
	for _, code := range e.Countries {
		if !slices.Contains(d.To, code) && !slices.Contains(d.By, code) {
			d.To = add(d.To, code)
		}
	}
	if len(d.By) == 0 || d.Object.Kind != "visit" {
		d.By, d.To = append(d.By, d.To...), []string{}
	}
	d.all()
}

// documents makes a commitment of each document that is named where a signing
// is told. A bare count of papers names none.
func (r *reader) documents(e *record.Event, stage string) {
	for _, s := range r.Doc.Sents {
		if !r.tells(e, s) {
			continue
		}
		counted := int32(-1) // where the last paper that is only counted ends
		for i := s.First; i < s.End; i++ {
			k, ok := r.Doc.MarkAt(int(i), r.w.instrument)
			if !ok {
				continue
			}
			end := r.tail(s, k.End)
			if r.bare(k, end) || counted > 0 && k.First == counted+1 && r.Marked(counted, r.C.And) && end-k.End < 2 {
				counted = k.End
			} else if !r.known(r.Span(k.First, k.End), "instrument", e) {
				d := draft{first: k.First, end: end, thing: k, called: r.calledOf(k), sentence: s.First, last: s.End, title: s.Zone == doc.Title}
				r.imply(e, d, "instrument", stage, r.Span(k.First, end), r.Topics(k.First, end))
			}
			i = k.End - 1
		}
	}
}

// farContents is how many sentences behind one that points at a document may
// tell of it, too.
const farContents = 4

// telling finds the sentences, by their first segment, in which the outlet
// tells what a document holds whose signing it tells: those that point at it,
// and the next in the paragraph.
func (r *reader) telling() map[int32]bool {
	told, para, until := map[int32]bool{}, int32(-1), 0
	if !slices.ContainsFunc(r.Events, func(e record.Event) bool { return e.Type == "AGREE" }) {
		return told
	}
	for n, s := range r.Doc.Sents {
		if !s.Zone.Evidence() {
			continue
		}
		if r.holds(s, r.w.frame) || r.pointsAt(s) {
			para, until = s.Para, n+farContents
		}
		told[s.First] = s.Para == para && n <= until
	}
	return told
}

// contents gives a document the topics of what the outlet tells of it. An
// agreement that is only mentioned is not told of.
func (r *reader) contents() {
	last := -1
	for _, s := range r.Doc.Sents {
		if i := slices.IndexFunc(r.drafts, func(d draft) bool { return d.sentence == s.First && d.Object.Kind == "instrument" }); i >= 0 {
			last = i
		}
		if last < 0 || !r.described[s.First] || r.drafts[last].called == "accord" && r.drafts[last].Event == nil {
			continue
		}
		d := &r.drafts[last]
		for i := s.First; i < s.End; i++ {
			if k, ok := r.Doc.MarkAt(int(i), r.C.Topic); ok && r.SaidAt(r.Span(k.First, k.End)) == nil {
				d.Topics = add(d.Topics, r.Topics(k.First, k.End)...)
			}
		}
		slices.Sort(d.Topics)
	}
}

// pointsAt reports whether a sentence speaks of "this document".
func (r *reader) pointsAt(s doc.Sentence) bool {
	for i := s.First + 1; i < s.End; i++ {
		if r.Marked(i, r.w.paper) && r.Marked(i-1, r.w.this) {
			return true
		}
	}
	return false
}

// tells reports whether a sentence holds words of an event.
func (r *reader) tells(e *record.Event, s doc.Sentence) bool {
	span := r.Span(s.First, s.End)
	return slices.ContainsFunc(e.Spans, func(x record.Span) bool { return x[0] < span[1] && span[0] < x[1] })
}

// bare reports whether papers are only counted or pointed at: there are
// several of them, or it is "this paper", and nothing behind says of what.
func (r *reader) bare(k doc.Mark, end int32) bool {
	i := k.First - 1
	many := r.Lex.Attr(k, "many") != "" || i >= 0 && (r.Marked(i, r.w.number) || r.Marked(i, r.w.several) || i > 0 && r.Marked(i-1, r.w.several))
	this := i >= 0 && r.Marked(i, r.w.this)
	return (many || this) && end-k.End < 2
}

// journey reports whether a promise of a kind may stand beside another in the
// same words: who comes to sign a treaty promises both.
func journey(kind string) bool { return kind == "visit" || kind == "session" }

// alike: a session of two sides is a visit too.
func alike(a, b string) bool {
	return a == b || a == "session" && b == "visit"
}

// known reports whether a rule read the words already; the commitment, if it
// is of the same kind, is then tied to the event.
func (r *reader) known(span record.Span, kind string, e *record.Event) bool {
	for i := range r.drafts {
		d := &r.drafts[i]
		if d.Span[0] >= span[1] || span[0] >= d.Span[1] || journey(kind) && !alike(d.Object.Kind, kind) {
			continue
		}
		if alike(d.Object.Kind, kind) && d.Event == nil {
			id := e.ID
			d.Event = &id
			if d.thing.Ref < 0 && !r.formal(d.first, d.end) {
				d.Object.Kind = kind
			}
			if (d.fact || d.carried && journey(kind) && !r.spans(d, r.w.both)) && len(e.Countries) > 1 {
				d.By, d.To = []string{}, []string{}
				r.owed(d, e)
			}
		}
		return true
	}
	return false
}
