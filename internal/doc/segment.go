package doc

// Class names a kind of mark or word class, as the annotator numbers them.
// 0 is no class.
type Class uint16

// SegFlag holds what is known of a segment from its letters alone.
type SegFlag uint8

// The flags of a segment.
const (
	Word    SegFlag = 1 << iota // letters
	Number                      // digits
	Punct                       // a mark of punctuation, a symbol
	Space                       // white space stands before it
	Clitic                      // cut from the front of the next segment
	Vocab                       // an ordinary word of the language's lists
	Hard                        // a stop that ends a clause: . ! ? ; :
	Newline                     // first on its line
)

// Segments are the words of an article, in parallel arrays: an orthographic
// word, or its parts where a clitic was cut. A segment's readings are form
// numbers: first the folded form, then stems it may be an inflection of.
type Segments struct {
	Start, End []int32   // bytes of Article.Text
	Flags      []SegFlag //
	read       [][]int32 // the readings of each
}

// Len is the number of segments.
func (s *Segments) Len() int { return len(s.Start) }

// Span is the text a segment was read from.
func (s *Segments) Span(i int) Span { return Span{int(s.Start[i]), int(s.End[i])} }

// Readings are the form numbers of segment i, the folded form first.
func (s *Segments) Readings(i int) []int32 { return s.read[i] }

// Form is the number of segment i's folded form.
func (s *Segments) Form(i int) int32 { return s.read[i][0] }

// Has reports whether form is one of the readings of segment i.
func (s *Segments) Has(i int, form int32) bool {
	for _, f := range s.Readings(i) {
		if f == form {
			return true
		}
	}
	return false
}

// Add appends a segment with its readings, which must not change.
func (s *Segments) Add(start, end int, flags SegFlag, readings ...int32) {
	s.Start = append(s.Start, int32(start))
	s.End = append(s.End, int32(end))
	s.Flags = append(s.Flags, flags)
	s.read = append(s.read, readings)
}

// Reset empties the arrays and keeps their memory.
func (s *Segments) Reset() {
	s.Start, s.End, s.Flags = s.Start[:0], s.End[:0], s.Flags[:0]
	s.read = s.read[:0]
}

// Mark covers the segments [First, End) with a class. Ref says which entry,
// mention or value of that class it is; its meaning belongs to the class.
type Mark struct {
	First, End int32
	Class      Class
	Ref        int32
}

// Sentence is a range of segments that no pattern leaves.
type Sentence struct {
	First, End int32
	Zone       ZoneKind
	Para       int32 // number of its paragraph (line) in the text
	Quote      bool  // lies wholly within a quotation that began before it
}

// Doc is an article laid out for the rules.
type Doc struct {
	Article
	Genre string // what kind of article it is: news, readout, interview, opinion, roundup, brief
	Zones []Zone
	Segs  Segments
	Sents []Sentence
	Dates []DateExpr // what the Refs of marks of class "date" point to
	marks []Mark     // sorted by First, longer before shorter
	at    []int32    // marks that begin at segment i: marks[at[i]:at[i+1]]
	laid  int        // how often marks were laid
}

// ClassSet is a set of classes below MaxClass.
type ClassSet [MaxClass / 64]uint64

// MaxClass bounds the numbers of classes.
const MaxClass = 512

// Add puts a class into the set.
func (s *ClassSet) Add(c Class) { s[c/64] |= 1 << (c % 64) }

// Has reports whether a class is in the set.
func (s *ClassSet) Has(c Class) bool { return s[c/64]>>(c%64)&1 == 1 }

// Unite puts the classes of another set into the set.
func (s *ClassSet) Unite(other *ClassSet) {
	for i := range s {
		s[i] |= other[i]
	}
}

// Reset makes the Doc ready for another article and keeps its memory.
func (d *Doc) Reset(a Article) {
	d.Article = a
	d.Zones, d.Sents, d.Dates, d.marks, d.at = d.Zones[:0], d.Sents[:0], d.Dates[:0], d.marks[:0], d.at[:0]
	d.Segs.Reset()
}

// Marks are all marks, in order of their first segment, longer before shorter.
func (d *Doc) Marks() []Mark { return d.marks }

// Version changes whenever marks are laid.
func (d *Doc) Version() int { return d.laid }

// MarksAt are the marks that begin at segment i.
func (d *Doc) MarksAt(i int) []Mark {
	if i+1 >= len(d.at) {
		return nil
	}
	return d.marks[d.at[i]:d.at[i+1]]
}

// MarksIn are the marks that begin in segments [first, end), in order.
func (d *Doc) MarksIn(first, end int32) []Mark {
	if first >= end || int(end) >= len(d.at) {
		return nil
	}
	return d.marks[d.at[first]:d.at[end]]
}

// MarkAt is the first (longest) mark of exactly this class that begins at
// segment i.
func (d *Doc) MarkAt(i int, c Class) (Mark, bool) {
	for _, m := range d.MarksAt(i) {
		if m.Class == c {
			return m, true
		}
	}
	return Mark{}, false
}

// AddMarks lays further marks and sorts them in.
func (d *Doc) AddMarks(more ...Mark) {
	if len(more) == 0 && len(d.at) == d.Segs.Len()+1 {
		return
	}
	sortMarks(more)
	d.marks = mergeMarks(d.marks, more)
	d.index()
}

// Text of the segments [first, end), as printed.
func (d *Doc) Slice(first, end int) string {
	s := d.SpanOf(first, end)
	return d.Text[s.Start:s.End]
}

// SpanOf is the span of the segments [first, end).
func (d *Doc) SpanOf(first, end int) Span {
	if end <= first {
		return Span{int(d.Segs.Start[first]), int(d.Segs.Start[first])}
	}
	return Span{int(d.Segs.Start[first]), int(d.Segs.End[end-1])}
}

func (d *Doc) index() {
	d.laid++
	n := d.Segs.Len()
	d.at = d.at[:0]
	j := 0
	for i := 0; i <= n; i++ {
		for j < len(d.marks) && int(d.marks[j].First) < i {
			j++
		}
		d.at = append(d.at, int32(j))
	}
}
