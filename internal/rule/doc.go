// Package rule is the rule language: read, check, index, match. It knows no
// language and no kind of record.
//
// A rule is data. It has a pattern over segments and marks, settings that the
// kind's finisher understands, and examples: sentences it must hit (yes) and
// near misses that it must not (no). Rules match; Go finishes: there is no
// arithmetic, look-up or loop here, and no "he".
//
// # Patterns
//
// A pattern is a sequence of steps; blanks separate them.
//
//	word        a segment one of whose readings is this word (folded as the text is)
//	=word       a segment whose own form is this word, not only its stem
//	'،'         the same for anything that is not letters and digits
//	@class      a whole mark of this class or a finer one (@say also takes @say.noun)
//	@class[k=v] such a mark whose entry has this attribute; [k=v|w] either value
//	.           any one segment
//	~           any one segment that is no stop (. ! ? ; :) and begins no mark of class "finite",
//	            save one whose entry says open=1: a form that may stand inside a clause
//	!X          one segment at which X does not match (X: a word, a mark, or a group of them)
//	&X  &!X     what comes next is X, is not X; takes nothing
//	<X  <!X     what stands before is X (one segment), is not X; takes nothing
//	^  $        the start, the end of the sentence
//	(X | Y)     either
//	X? X* X+    optional, any number, one or more (at most 60)
//	X{m,n}      m to n times; a ? behind any of these prefers fewer
//	name:X      keeps what X took under a name
//	$NAME       a text from the file's vars
//
// A match never leaves its sentence. Of overlapping matches of one set of
// rules the one that starts first counts, then the longer, then the earlier
// in the file; what overlaps is judged by the capture "cue" where a rule has
// one, else by the whole match. A rule with "block: true" makes nothing and
// keeps others from what it covers.
package rule
