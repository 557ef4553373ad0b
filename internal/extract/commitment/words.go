package commitment

import (
	"safir/internal/doc"
	"safir/internal/extract"
)

// words are the classes of words that this room asks for by name; the lists
// are deliverable.tsv and, for those that other rooms use too, the pack's.
type words struct {
	doing      doc.Class   // what is done to a thing: building, opening
	deliver    []doc.Class // things that can be ticked off, by kind
	instrument doc.Class   // of these, documents
	paper      doc.Class   // any word for a document
	stage      doc.Class   // agreed, under way, delayed; the attribute "stage" says which
	must       doc.Class   // duty and aim
	soon       doc.Class   // soon
	jointly    doc.Class   // between, joint, both countries
	both       doc.Class   // the two countries
	condition  doc.Class   // if, provided that
	beside     doc.Class   // after, for lack of: what follows is no promise
	wish       doc.Class   // importance, strengthening: what they stand before is no promise
	this       doc.Class   // demonstratives
	frame      doc.Class   // under the agreement, the memorandum says
	terms      doc.Class   // words of a head below which a document's terms are listed
	accord     doc.Class   // agreement, understanding
	do         doc.Class   // to do: makes a verb of the noun before it
	pledge     doc.Class   // commits itself, shall
	capital    doc.Class   // capitals that stand for states
	press      doc.Class   // what is held for the press
	formal     doc.Class   // meetings that are sessions, however few take part
	invest     doc.Class   // to invest: the kind of a pledge of money,
	free       doc.Class   // to set free: and of one that names no prisoners
	several    doc.Class   // a number of, a series of
	number     doc.Class   // figures,
	scale      doc.Class   // thousands and millions (attribute "mult"),
	unit       doc.Class   // currencies and measures (attribute "unit")
}

func wordsOf(lex extract.Lexicon) words {
	return words{
		doing: lex.Class("doing"), deliver: lex.Classes("deliver"), instrument: lex.Class("deliver.instrument"), paper: lex.Class("instrument"),
		stage: lex.Class("stage"), must: lex.Class("must"), soon: lex.Class("soon"), jointly: lex.Class("jointly"), both: lex.Class("bothstates"),
		condition: lex.Class("if"), beside: lex.Class("beside"), wish: lex.Class("wish"), this: lex.Class("this"), frame: lex.Class("frame"),
		terms: lex.Class("terms"), accord: lex.Class("accord"), do: lex.Class("finite.do"), pledge: lex.Class("pledge"), capital: lex.Class("state.capital"),
		press: lex.Class("press"), formal: lex.Class("formal"), several: lex.Class("several"), invest: lex.Class("invest"), free: lex.Class("free"), number: lex.Class("number"), scale: lex.Class("scale"), unit: lex.Class("unit"),
	}
}
