package cast

import (
	"slices"
	"strings"

	"safir/internal/doc"
	"safir/internal/extract"
)

// surnames finds further mentions of known people by parts of their names.
func (k *caster) surnames(sentence int, s doc.Sentence) {
	for i := s.First; i < s.End; {
		i += max(1, k.surname(sentence, i, s.End))
	}
}

// surname takes the longest run from segment i that names a known person.
func (k *caster) surname(sentence int, i, end int32) int32 {
	if k.taken[i] || k.Doc.Segs.Flags[i]&doc.Word == 0 {
		return 1
	}
	_, sure := k.Doc.MarkAt(int(i), k.C.NamingSure)
	if !sure && !k.inName(i) {
		return 1
	}
	run := k.run[:0]
	parts := int32(0) // so many words from i on are parts of a known name
	for j := i; j < min(i+5, end) && !k.taken[j] && k.Doc.Segs.Flags[j]&doc.Word != 0; j++ {
		if parts == j-i && k.inName(j) {
			parts++
		}
		run = append(run, k.Names(k.Doc.Segs.Form(int(j))))
	}
	k.run = run
	for n := int32(len(run)); n > 0; n-- {
		if n == 1 && !k.nameLike(i) || n > parts && !(sure && k.famed) {
			continue
		}
		words, at := run[:n], none
		if n <= parts {
			at = k.bySurname(words)
		}
		if at == none && n == 1 && k.afterOffice(i) {
			at = k.byFirst(words[0])
		}
		if at == none && k.famed {
			at = k.famous(i, i+n, words)
		}
		if at >= 0 {
			k.put(extract.Mention{First: k.honored(i), End: i + n, Kind: extract.OfPerson, Name: [2]int32{i, i + n}, Actors: []int{at}, Sieve: "name", Rule: "cast/surname", Sentence: sentence})
			k.Actors[at].Spans = append(k.Actors[at].Spans, k.Doc.SpanOf(int(i), int(i+n)))
			return n
		}
	}
	return 1
}

// honored is where a name at segment i begins together with the word of honour
// that stands right before it: Mr, Dr.
func (k *caster) honored(i int32) int32 {
	if i == 0 || k.taken[i-1] {
		return i
	}
	for m := range k.EndingAt(i - 1) {
		if k.C.Honorific.Has(m.Class) && !k.covered(m.First, m.End) {
			return m.First
		}
	}
	return i
}

// longestRoll is the length in bytes above which the names of all people are
// not looked through for each word: the index finds them then.
const longestRoll = 4096

// known is what was found out.
type known uint8

const (
	no known = iota + 1
	yes
)

// inName reports whether the word at segment i is a part of a known person's
// name: most words are not.
func (k *caster) inName(i int32) bool {
	if k.listed != len(k.Actors) {
		var b strings.Builder
		for j := range k.Actors {
			if k.Actors[j].Kind == extract.Person {
				for _, w := range k.Actors[j].Words {
					b.WriteString(w)
				}
				b.WriteByte(' ')
			}
		}
		k.listed = len(k.Actors)
		if roll := b.String(); roll != k.roll {
			k.roll, k.pairs = roll, pairsOf(roll)
			clear(k.parts)
		}
	}
	if len(k.roll) > longestRoll {
		return true
	}
	if k.Doc.Segs.Flags[i]&doc.Word == 0 {
		return false
	}
	if k.parts[i] == 0 {
		word := k.Names(k.Doc.Segs.Form(int(i)))
		k.parts[i] = no
		if k.pairs.may(word) && strings.Contains(k.roll, word) {
			k.parts[i] = yes
		}
	}
	return k.parts[i] == yes
}

// letterPairs are four bytes each (two letters of the Arabic script) that stand
// in a text, by a number that few share: what has others cannot stand in it.
type letterPairs [64]uint64

func pairsOf(text string) (p letterPairs) {
	for i := 0; i+4 <= len(text); i++ {
		at := pairNumber(text[i:])
		p[at>>6] |= 1 << (at & 63)
	}
	return p
}

func (p *letterPairs) may(word string) bool {
	for i := 0; i+4 <= len(word); i += 2 {
		if at := pairNumber(word[i:]); p[at>>6]>>(at&63)&1 == 0 {
			return false
		}
	}
	return true
}

// pairNumber is the number of the first four bytes of a text.
func pairNumber(s string) uint32 {
	pair := uint32(s[0]) | uint32(s[1])<<8 | uint32(s[2])<<16 | uint32(s[3])<<24
	return pair * 2654435761 >> (32 - 12)
}

// afterOffice reports whether an office, named without a person, stands right
// before segment i.
func (k *caster) afterOffice(i int32) bool {
	m, ok := k.ending(i)
	return ok && (m.Kind == extract.OfOffice || m.Kind == extract.OfPron)
}

// ending is the mention that ends before segment i.
func (k *caster) ending(i int32) (*extract.Mention, bool) {
	if i == 0 || !k.taken[i-1] {
		return nil, false
	}
	for j := range k.Mentions {
		if k.Mentions[j].End == i {
			return &k.Mentions[j], true
		}
	}
	return nil, false
}

// byFirst is the only person whose name begins with a word: where the family
// name stands first, president Xi is called by it.
func (k *caster) byFirst(word string) int {
	found := none
	for i := range k.Actors {
		a := &k.Actors[i]
		first, _, _ := strings.Cut(a.Name, " ")
		if a.Kind != extract.Person || k.Lex.Fold(first) != word {
			continue
		}
		if found >= 0 {
			return several
		}
		found = i
	}
	return found
}

// famous makes an actor of an office-holder whom the text names by the surname
// alone; it counts only when something points at it.
func (k *caster) famous(first, end int32, words []string) int {
	m, ok := k.Doc.MarkAt(int(first), k.C.NamingSure)
	if !ok || m.End != end || k.predicate(end) {
		return none
	}
	h := k.heldBy(words, "")
	if h < 0 {
		return none
	}
	for i := range k.Actors {
		if k.Actors[i].NameEn == k.Dir.Holders[h].English {
			return i
		}
	}
	words = slices.Clone(words)
	k.Actors = append(k.Actors, extract.Actor{Kind: extract.Person, Words: words, Name: k.Doc.Slice(int(first), int(end)), Rule: "cast/famous"})
	k.find.add(words, len(k.Actors)-1)
	a := &k.Actors[len(k.Actors)-1]
	k.complete(a)
	k.represents(a)
	return len(k.Actors) - 1
}

// predicate reports whether "is" follows at segment i: what stands before it
// is as well the adjective that the name is made of.
func (k *caster) predicate(i int32) bool {
	v, ok := k.VerbAt(i)
	return ok && !k.VerbFirst && k.Lex.ClassName(v.Class) == "finite.be"
}

// nameLike reports whether a single word may stand for a person: it is in a
// list of names, or no list marks it.
func (k *caster) nameLike(i int32) bool {
	marks := k.Doc.MarksAt(int(i))
	return len(marks) == 0 || slices.ContainsFunc(marks, func(m doc.Mark) bool { return k.C.Name.Has(m.Class) })
}

// What bySurname finds when it finds nobody, or too many.
const (
	none    = -1
	several = -2
)

// crowd is more people of one name than any real article has.
const crowd = 20

// bySurname is the only actor whose name ends with these words, or holds them
// when there are several words.
//
// A name that a crowd has in part is nobody's.
func (k *caster) bySurname(words []string) int {
	found := none
	alike := k.find.alike(words)
	if len(alike) > crowd {
		return several
	}
	for _, i := range alike {
		a := &k.Actors[i]
		if a.Kind != extract.Person || len(words) > len(a.Words) || !SameName(a.Words, words) || k.father(a, words) {
			continue
		}
		if found >= 0 {
			return several
		}
		found = i
	}
	return found
}
