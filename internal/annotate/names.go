package annotate

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"safir/internal/doc"
)

// Classes of runs of words that may be somebody's name; a rule asks for
// @naming or for a finer one.
const (
	namingFull   = "naming.full"       // two words or more
	namingWhole  = "naming.full.given" // two words or more, a given name first
	namingSure   = "naming.sure"       // one word that is a name and nothing else
	namingLone   = "naming.lone"       // one word that no list knows
	namingFirst  = "naming.first"      // one given name
	namingDoubt  = "naming.doubt"      // words that are names, but ordinary words too
	longestNames = int32(8)            // words a name may have
)

// nameKind says what a segment may be in a name; 0 is no part of one.
type nameKind uint16

const (
	nameSure     nameKind = 1 << iota // stands in a list of names and is nothing else
	nameMaybe                         // a name, but an ordinary word too
	nameUnknown                       // no list knows it
	nameGiven                         // a given name
	nameFamily                        // a family name
	namePart                          // son of, house of
	nameDefinite                      // printed with the article
	nameLead                          // a particle that ends no name
	nameTitle                         // an office too: neither first nor last
	nameWhole                         // of a name that is known as a whole
	nameForeign                       // a given name of other peoples, and nothing else
)

// namings lays a mark over the run of name words from each segment at which a
// name may begin.
func (w *Worker) namings(d *doc.Doc) {
	w.kinds = w.kinds[:0]
	for i := range d.Segs.Len() {
		w.kinds = append(w.kinds, w.nameKind(d, i))
	}
	for _, m := range d.Marks() {
		switch {
		case m.Class == w.holder && (m.End-m.First > 1 || w.parted(d, m)):
			w.wholeName(d, m)
		case m.End-m.First > 1 && w.anyName.Has(m.Class):
			w.wholeName(d, m)
		case !w.kin.Has(m.Class):
		case w.Attr(m, "son") != "" && m.First > 0:
			w.father(d, m.First)
		case w.Attr(m, "kunya") != "":
			w.kunya(d, m)
		case w.Attr(m, "lead") == "" && m.First > 0:
			w.tied(d, m.First)
		}
	}
	if w.Pack.VerbFirst {
		w.openingVerbs(d)
	}
	w.found = w.found[:0]
	for i := range w.kinds {
		if w.kinds[i] == 0 {
			continue
		}
		if end := w.nameEnd(d, int32(i)); end > int32(i) {
			w.found = append(w.found, doc.Mark{First: int32(i), End: end, Class: w.naming(d, int32(i), end), Ref: -1})
		}
	}
	d.AddMarks(w.found...)
}

// openingVerbs takes words that no list knows for verbs where a sentence begins
// with them and a name follows.
func (w *Worker) openingVerbs(d *doc.Doc) {
	for _, s := range d.Sents {
		i := s.First
		if i+1 < s.End && d.Segs.Flags[i]&doc.Clitic != 0 {
			i++
		}
		if i+1 < s.End && w.kinds[i] == nameUnknown && w.kinds[i+1]&(nameSure|nameMaybe) != 0 {
			w.kinds[i] = 0
		}
	}
}

// parted reports whether a mark of one segment covers two printed words.
func (w *Worker) parted(d *doc.Doc, m doc.Mark) bool {
	return strings.ContainsAny(d.Slice(int(m.First), int(m.End)), " \u200c\u00a0")
}

// father makes a name of the word before "son of", which no list marks.
func (w *Worker) father(d *doc.Doc, son int32) {
	i := son - 1
	if w.kinds[i] == 0 && len(d.MarksAt(int(i))) == 0 && d.Segs.Flags[i]&doc.Word != 0 && d.Segs.Flags[i]&doc.Clitic == 0 && d.Segs.Flags[son]&doc.Newline == 0 {
		w.kinds[i] = nameMaybe | nameGiven
	}
}

// tied makes a name of an ordinary word that a half-space ties to the end of a
// family name: "great" and "descent".
func (w *Worker) tied(d *doc.Doc, part int32) {
	i := part - 1
	if w.kinds[i] == 0 && w.kinds[part] != 0 && d.Segs.Flags[i]&doc.Word != 0 && d.Segs.Flags[part]&(doc.Space|doc.Newline) == 0 && d.Segs.Start[part] > d.Segs.End[i] {
		w.kinds[i] = nameMaybe | nameFamily
	}
}

// kunya makes the word behind "father of" a name, where a name stands before.
func (w *Worker) kunya(d *doc.Doc, m doc.Mark) {
	i := m.End
	if m.First == 0 || int(i) >= len(w.kinds) || w.kinds[m.First-1] == 0 || w.kinds[i] != 0 || d.Segs.Flags[i]&doc.Word == 0 || d.Segs.Flags[i]&doc.Clitic != 0 {
		return
	}
	w.kinds[i] = nameMaybe | nameFamily
}

// wholeName makes name words of all that an entry of several words covers.
func (w *Worker) wholeName(d *doc.Doc, m doc.Mark) {
	k := nameSure | nameGiven | nameFamily | nameWhole
	if m.Class != w.holder {
		k = w.nameMark(d, m, false)
	}
	for j := m.First; j < m.End; j++ {
		w.kinds[j] |= k
	}
}

// nameKind reads a segment's marks.
func (w *Worker) nameKind(d *doc.Doc, i int) nameKind {
	if d.Segs.Flags[i]&doc.Word == 0 || d.Segs.Flags[i]&doc.Clitic != 0 {
		return 0
	}
	_, unknown := d.MarkAt(i, w.unknown)
	if unknown && w.pieces[i].verbal || !unknown && !w.marked(d, i, w.anyName) {
		return 0
	}
	form := w.FormName(d.Segs.Form(i))
	if form == "" && !unknown {
		return 0
	}
	var k nameKind
	if a := w.Pack.Article; a != "" && strings.HasPrefix(form, a) {
		k |= nameDefinite
	}
	if unknown {
		return k | nameUnknown
	}
	ordinary := w.ordinary(d, i)
	for _, m := range d.MarksAt(i) {
		if m.End == m.First+1 && w.anyName.Has(m.Class) {
			k |= w.nameMark(d, m, ordinary)
		}
	}
	if k&nameSure != 0 && ordinary {
		k = k&^nameSure | nameMaybe
	}
	if w.marked(d, i, w.office) {
		k |= nameTitle
	}
	if k&(nameSure|nameMaybe) == 0 {
		return 0
	}
	return k
}

// mixed reports whether a word is of one or two letters and of Latin ones: a
// preposition and an acronym printed as one.
func mixed(form string) bool {
	at := strings.IndexFunc(form, func(r rune) bool { return r < utf8.RuneSelf && unicode.IsLetter(r) })
	return at > 0 && utf8.RuneCountInString(form[:at]) < 3
}

// marked reports whether a mark of one of some classes begins at segment i.
func (w *Worker) marked(d *doc.Doc, i int, classes *doc.ClassSet) bool {
	for _, m := range d.MarksAt(i) {
		if classes.Has(m.Class) {
			return true
		}
	}
	return false
}

// ordinary reports whether a segment is more than a name to the lists.
func (w *Worker) ordinary(d *doc.Doc, i int) bool {
	if w.plain.has(d.Segs.Form(i)) {
		return true
	}
	for _, m := range d.MarksAt(i) {
		if m.Class != w.holder && m.Class != w.quote && m.Class != w.outlet && !w.anyName.Has(m.Class) {
			return true
		}
	}
	return false
}

// nameMark is what one entry of the lists of names says. A word known only
// from the names of office-holders is none where it is an ordinary word too.
func (w *Worker) nameMark(d *doc.Doc, m doc.Mark, ordinary bool) nameKind {
	e := &w.Entries[m.Ref]
	if p, own := e.Attrs["printed"], d.Slice(int(m.First), int(m.End)); p != "" && (!w.printedAs(own, p) || own != p && w.marked(d, int(m.First), w.that)) {
		return 0 // "that" is no name where print leaves the difference out
	}
	k := nameSure
	if e.Weak {
		k = nameMaybe
	}
	switch w.class[m.Class] {
	case "name.given":
		k |= nameGiven
		if e.Attrs["foreign"] != "" && !ordinary {
			k |= nameForeign
		}
	case "name.part":
		k |= namePart
		if e.Attrs["lead"] != "" {
			k |= nameLead
		}
	case "name.holder":
		if ordinary {
			return 0
		}
		k |= nameFamily
	default:
		k |= nameFamily
	}
	return k
}

// verbal reports whether an unknown word is an inflected form of a listed
// verb: another verb prefix before its stem makes an ordinary word.
func (w *Worker) verbal(form string) bool {
	for _, p := range w.Pack.VerbPrefixes {
		rest, ok := strings.CutPrefix(form, p)
		if !ok || len(rest) < 2*3 {
			continue
		}
		for _, q := range w.Pack.VerbPrefixes {
			if w.plainStem(q + rest) {
				return true
			}
		}
	}
	return false
}

// plainStem reports whether a word, or it without an ending, is an ordinary
// word.
func (w *Worker) plainStem(s string) bool {
	if f, ok := w.forms[s]; ok && w.plain.has(f) {
		return true
	}
	for _, suffix := range w.Pack.Suffixes {
		if stem, ok := strings.CutSuffix(s, suffix); ok {
			if f, ok := w.forms[stem]; ok && w.plain.has(f) {
				return true
			}
		}
	}
	return false
}

// nameEnd is where the run of name words from segment i ends, or i.
func (w *Worker) nameEnd(d *doc.Doc, i int32) int32 {
	if !w.begins(d, i) {
		return i
	}
	end, words := i, int32(0)
	for j := i; int(j) < len(w.kinds) && words < longestNames; j++ {
		if j > i && (d.Segs.Flags[j]&doc.Newline != 0 || w.kinds[j] != 0 && d.Segs.Flags[j]&doc.Space == 0 && !w.joinedTo(d, j)) {
			break
		}
		if w.kinds[j] == 0 {
			if end > i && (w.inside(d, j) || w.middle(d, j)) {
				continue
			}
			if end == j && w.surnameAt(d, j) {
				return j + 1
			}
			break
		}
		end, words = j+1, words+1
	}
	return w.trimName(d, i, end)
}

// begins reports whether a name may begin with segment i: not with an office,
// unless "son of" is next, nor with a state.
func (w *Worker) begins(d *doc.Doc, i int32) bool {
	k := w.kinds[i]
	if k&(nameSure|nameUnknown|nameGiven|namePart|nameFamily) == 0 {
		return false
	}
	if k&nameTitle != 0 {
		return int(i)+1 < len(w.kinds) && w.son(d, i+1)
	}
	return k&(nameSure|nameGiven) != 0 || !w.marked(d, int(i), w.anyState)
}

// inside reports whether segment j is a dash between two words of a name, or
// the stop behind an initial.
func (w *Worker) inside(d *doc.Doc, j int32) bool {
	if int(j)+1 >= len(w.kinds) || w.kinds[j+1] == 0 || d.Segs.Flags[j]&doc.Space != 0 || d.Segs.Flags[j+1]&doc.Newline != 0 {
		return false
	}
	switch w.FormName(d.Segs.Form(int(j))) {
	case "-":
		return d.Segs.Flags[j+1]&doc.Space == 0
	case ".":
		return w.initialPart(d, int(j-1))
	}
	return false
}

// middle reports whether segment j, no name to the lists, is a second name with
// the article before "son of".
func (w *Worker) middle(d *doc.Doc, j int32) bool {
	a := w.Pack.Article
	return a != "" && int(j)+2 < len(w.kinds) && w.kinds[j-1]&nameGiven != 0 && w.kinds[j+2] != 0 && d.Segs.Flags[j]&doc.Clitic == 0 &&
		strings.HasPrefix(w.FormName(d.Segs.Form(int(j))), a) && w.son(d, j+1)
}

// son reports whether segment i says "son of".
func (w *Worker) son(d *doc.Doc, i int32) bool {
	return slices.ContainsFunc(d.MarksAt(int(i)), func(m doc.Mark) bool { return w.kin.Has(m.Class) && w.Attr(m, "son") != "" })
}

// initialPart reports whether segment i spells a letter of a foreign name.
func (w *Worker) initialPart(d *doc.Doc, i int) bool {
	return slices.ContainsFunc(d.MarksAt(i), func(m doc.Mark) bool { return w.Attr(m, "initial") != "" })
}

// surnameAt reports whether segment j, no name to the lists, may still be the
// family name behind a given name: no list marks it, and it is printed with
// the article, or inflected as no listed word is, or ends its phrase.
func (w *Worker) surnameAt(d *doc.Doc, j int32) bool {
	before := w.kinds[j-1]
	if a := w.Pack.Article; a != "" && before&nameLead != 0 && before&nameSure != 0 && strings.HasPrefix(w.FormName(d.Segs.Form(int(j))), a) && d.Segs.Flags[j]&doc.Space != 0 {
		return true
	}
	if before&nameGiven == 0 || before&(nameTitle|nameWhole) != 0 || d.Segs.Flags[j]&doc.Word == 0 || d.Segs.Flags[j]&doc.Clitic != 0 || d.Segs.Flags[j]&doc.Space == 0 {
		return false
	}
	if a := w.Pack.Article; a != "" && j > 2 && w.kinds[j-3] != 0 && w.son(d, j-2) && strings.HasPrefix(w.FormName(d.Segs.Form(int(j))), a) {
		return !w.marked(d, int(j), w.office) && !w.marked(d, int(j), w.anyTime)
	}
	if w.behindTitle(d, j) {
		return true
	}
	if len(d.MarksAt(int(j))) > 0 || w.covered(d, j) || d.Segs.End[j]-d.Segs.Start[j] < 6 {
		return false
	}
	form := d.Segs.Form(int(j))
	if name := w.FormName(form); !w.plain.has(form) && !w.isStrong(name) && !w.verbal(name) && !w.plural(name) && !w.definitePlain(name) {
		return true
	}
	return int(j)+1 == len(w.kinds) || d.Segs.Flags[j+1]&(doc.Punct|doc.Newline) != 0
}

// titled reports whether an office, its state or a title ends right before
// segment i: a full name is to be expected there.
func (w *Worker) titled(d *doc.Doc, i int32) bool {
	for first := max(0, i-6); first < i; first++ {
		for _, m := range d.MarksAt(int(first)) {
			if m.End == i && (w.office.Has(m.Class) || w.honour.Has(m.Class) || w.anyState.Has(m.Class)) {
				return true
			}
		}
	}
	return false
}

// behindTitle reports whether segment j, an ordinary word or the name of a
// place or an outlet, is the surname of somebody with a foreign given name that
// follows a title: no article and nothing else that belongs to the sentence.
func (w *Worker) behindTitle(d *doc.Doc, j int32) bool {
	a := w.Pack.Article
	if a == "" || w.kinds[j-1]&nameForeign == 0 || !w.titled(d, j-1) || w.covered(d, j) || d.Segs.End[j]-d.Segs.Start[j] < 6 {
		return false
	}
	for _, m := range d.MarksAt(int(j)) {
		if !slices.Contains(surnamesToo, w.class[m.Class]) {
			return false
		}
	}
	return !strings.HasPrefix(w.FormName(d.Segs.Form(int(j))), a)
}

// surnamesToo are the classes of words that are surnames too.
var surnamesToo = []string{"state.name", "state.adj", "nonisba", "city", "outlet", "media", "quote"}

// plural reports whether a word ends in one of the long endings of the pack.
func (w *Worker) plural(name string) bool {
	return slices.ContainsFunc(w.Pack.GlueAfter, func(end string) bool { return len(end) > 4 && strings.HasSuffix(name, end) })
}

// definitePlain reports whether a word is an ordinary one behind the article.
func (w *Worker) definitePlain(name string) bool {
	rest, ok := strings.CutPrefix(name, w.Pack.Article)
	return ok && w.Pack.Article != "" && w.plainStem(rest)
}

// covered reports whether a mark that begins before segment j lies over it.
func (w *Worker) covered(d *doc.Doc, j int32) bool {
	for i := max(0, j-6); i < j; i++ {
		for _, m := range d.MarksAt(int(i)) {
			if m.End > j && m.Class != w.quote && m.Class != w.longer {
				return true
			}
		}
	}
	return false
}

// joinedTo reports whether segment j is tied to the one before by a half-space
// or a dash.
func (w *Worker) joinedTo(d *doc.Doc, j int32) bool {
	return w.FormName(d.Segs.Form(int(j-1))) == "-" || d.Segs.Start[j] > d.Segs.End[j-1]
}

// trimName takes off the end what rather belongs to the sentence: particles
// that lead to another word, and ordinary words behind a name that is whole
// without them.
func (w *Worker) trimName(d *doc.Doc, i, end int32) int32 {
	for end > i+1 {
		last, before := w.kinds[end-1], w.kinds[end-2]
		if last != 0 && last&nameLead == 0 && d.Segs.Flags[end-1]&doc.Space == 0 {
			return end // tied to the word before
		}
		switch {
		case last&nameLead != 0 && end > i+2 && int(end) < d.Segs.Len() && d.Segs.Flags[end]&doc.Punct != 0:
			return end
		case last == 0 || last&nameLead != 0 && last&nameUnknown == 0 || last&nameTitle != 0 && before&nameLead == 0 && (last&nameFamily == 0 || before&nameGiven == 0):
		case last&(nameSure|nameUnknown) != 0 && last&namePart == 0:
			return end
		case last&namePart != 0 && last&nameSure != 0 && before&(nameSure|nameUnknown) != 0:
			return end
		case last&nameDefinite != 0 && before&(nameSure|nameUnknown|nameMaybe) != 0 && (last&(nameGiven|nameFamily) != 0 || before&nameGiven != 0):
			return end
		case last&(nameFamily|nameGiven|namePart) != 0 && (end == i+2 && before&(nameGiven|nameUnknown) != 0 || before&namePart != 0 || before&nameGiven != 0 && before&nameFamily == 0):
			return end
		}
		end--
	}
	return end
}

// naming is the class of a run.
func (w *Worker) naming(d *doc.Doc, i, end int32) doc.Class {
	sure, words := false, 0
	for j := i; j < end; j++ {
		sure = sure || w.kinds[j]&(nameSure|nameUnknown) != 0
		if d.Segs.Flags[j]&doc.Word != 0 {
			words++
		}
		if w.kinds[j]&nameWhole != 0 {
			words++
		}
	}
	first := w.kinds[i]
	switch {
	case words > 1 && first&nameSure != 0 && first&nameGiven != 0:
		return w.classes[namingWhole]
	case words > 1 && (sure || first&nameGiven != 0):
		return w.classes[namingFull]
	case first&nameSure != 0 && first&nameFamily != 0 && first&nameLead == 0:
		return w.classes[namingSure]
	case first&nameSure != 0 && first&nameGiven != 0:
		return w.classes[namingFirst]
	case first&nameUnknown != 0 && first&nameDefinite == 0:
		return w.classes[namingLone]
	}
	return w.classes[namingDoubt]
}
