package doc

// The calendars a date can be printed in. An empty calendar means that the
// words do not tell: it is the one the text speaks in.
const (
	Gregorian = "gregorian"
	Jalali    = "jalali" // solar Hijri: Iran, Afghanistan
	Hijri     = "hijri"  // lunar Hijri
)

// YMD is a printed date in some calendar; what was not printed is 0. A year
// below 100 was printed with two digits.
type YMD struct{ Year, Month, Day int }

// Unit is a measure of time.
type Unit uint8

// The units.
const (
	NoUnit Unit = iota
	Minute
	Hour
	Day
	Week
	Month
	Year
)

// Anchor is the day that Offset counts from.
type Anchor uint8

// The anchors.
const (
	NoAnchor  Anchor = iota
	FromToday        // the day of publication: today, last week, in two months
	FromTold         // the day told of just before: two days later, the same day
	FromDate         // the date in From: two months from 10 March
)

// Which is the word beside a named weekday, month or season.
type Which int8

// Which one is meant; 0: no word tells, tense and publication decide.
const (
	Last Which = -1
	Next Which = 1
	This Which = 2
)

// Part is a stretch of the month, season or year an expression names.
type Part uint8

// The parts. A half or quarter has its number in DateExpr.PartNo (-1: the last).
const (
	Whole   Part = iota
	Start        // its beginning
	Early        // its first days or months
	Middle       // its middle
	Late         // its last days or months
	End          // its end
	Half         //
	Quarter      //
)

// Bound says how an expression limits what is told.
type Bound uint8

// The bounds.
const (
	At     Bound = iota // on, in: no limit
	Until               // until, by the end of
	By                  // no later than
	Before              //
	After               //
	Since               // from … on
	Within              // in no more than
	During              // in the course of
)

// DayPart is a part of the day.
type DayPart uint8

// The parts of the day.
const (
	AnyTime DayPart = iota
	Dawn
	Morning
	Noon
	Afternoon
	Evening
	Night
)

// DateExpr is a date as it was printed, told without words: a point in time or
// a stretch of it, in some calendar, whole or relative. What was not printed
// is zero. Package calendar resolves it against a day of publication.
//
// A relative unit may be refined by what is printed with it: "21 Azar of next
// year" is Unit Year, Offset 1 with Month 9 and Day 21 in From; "Saturday of
// next week" is Unit Week, Offset 1 with Weekday 6.
type DateExpr struct {
	Span     Span
	Calendar string // printed calendar, or ""
	Era      bool   // the calendar was named ("2023 CE"), not only shown by month or year
	From     YMD    // the printed date, or the first of a range
	To       YMD    // the last of a range; what is 0 is as in From
	Twin     YMD    // the same date printed in TwinCalendar as well
	TwinIn   string // calendar of Twin, or "" where there is none

	Anchor Anchor
	Unit   Unit
	Offset int  // units from the anchor
	Amount bool // Offset is a counted length ("three months ago"), not the name of a unit ("last month")
	Count  int  // > 1: a stretch of so many units that begins at Offset ("the next two years")
	Vague  bool // a length or set that no number tells ("a few days ago"): never resolved

	Weekday   int // ISO: 1 Monday … 7 Sunday; 0 none
	WeekdayTo int // last of a range of weekdays
	Season    int // 1 spring … 4 winter; 0 none
	Which     Which
	Part      Part
	PartNo    int
	Bound     Bound

	DayPart DayPart
	Clock   bool // Hour and Minute were printed
	Hour    int  // 0–23
	Minute  int
	Zone    string // IANA zone of the clock time, or ""
}

// Full reports whether year, month and day were printed, in From or its twin.
func (e *DateExpr) Full() bool { return e.From.Full() || e.TwinIn != "" && e.Twin.Full() }

// Full reports whether nothing is missing.
func (y YMD) Full() bool { return y.Year != 0 && y.Month != 0 && y.Day != 0 }

// Published is what a page says of its own day of publication.
type Published struct {
	Value    string // YYYY-MM-DD or YYYY-MM-DDTHH:MM, or ""
	Basis    string // "given" when the caller said so
	Zone     string // IANA name of Value's zone, or ""
	Span     Span   // the words, or empty
	NotAfter string // a bound from readers' comments, in the form of Value, or ""
}
