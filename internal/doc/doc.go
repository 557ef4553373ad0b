// Package doc holds the words for what was read: an article as it came in,
// its zones, its segments and the marks laid over them. It knows nothing of
// languages, rules or files.
//
// All positions are byte offsets into Article.Text unless a name says
// otherwise (segment positions are indexes into Doc.Segs).
package doc

// Span is a half-open range of bytes [Start, End) of Article.Text.
type Span struct{ Start, End int }

// Len is the number of bytes covered.
func (s Span) Len() int { return s.End - s.Start }

// Holds reports whether t lies wholly within s.
func (s Span) Holds(t Span) bool { return s.Start <= t.Start && t.End <= s.End }

// Overlaps reports whether s and t share at least one byte.
func (s Span) Overlaps(t Span) bool { return s.Start < t.End && t.Start < s.End }

// Article is one text with what its bringer knows of it. Text is decoded and
// well-formed UTF-8; nothing else of it was changed.
type Article struct {
	Text      string
	File      string // name of the file it came from, or ""
	ID        string // the caller's own id, or ""
	URL       string
	Title     string // a title known apart from the text; helps zoning only
	Lang      string // a language tag given by the caller, or ""
	Outlet    string
	Dated     string // a publication date in the page's metadata, as printed, or ""
	Published string // a publication date given by the caller (ISO 8601), or ""
	RawSHA256 string // hex digest of the bytes before decoding
	Repairs   int    // ill-formed byte sequences that became U+FFFD
	Truncated bool   // its page was nested too deeply: the text is the words between its tags
}

// ZoneKind says which part of a page a stretch of text belongs to.
type ZoneKind uint8

// The kinds of zones. Comment and Furniture give no evidence of anything.
const (
	Body ZoneKind = iota
	Title
	Lead
	Dateline
	Caption
	Comment
	Furniture
)

var zoneNames = [...]string{"body", "title", "lead", "dateline", "caption", "comment", "furniture"}

func (k ZoneKind) String() string { return zoneNames[k] }

// Evidence reports whether text of this kind may bear a record.
func (k ZoneKind) Evidence() bool { return k == Title || k == Lead || k == Body }

// Zone is a stretch of text of one kind. Zones are in order, do not overlap
// and together cover every byte of the text that is not white space between
// paragraphs.
type Zone struct {
	Span Span
	Kind ZoneKind
}
