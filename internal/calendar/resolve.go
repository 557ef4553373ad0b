package calendar

import (
	"strconv"
	"strings"

	"safir/internal/doc"
)

// Context is what a date is resolved against.
type Context struct {
	Published string // day of publication, YYYY-MM-DD, or "": then nothing relative resolves
	Calendar  string // the calendar the text speaks in (see Speaks); "" is Gregorian
	Direction int    // of the verb: -1 past, +1 future, 0 not known
	Previous  string // the value told of just before, for "two days later"; or ""
}

// Value is a resolved date.
type Value struct {
	Date      string // YYYY-MM-DD, YYYY-MM, YYYY, or a range A/B of one of them
	Basis     string // "explicit", or "relative" to the day of publication
	Calendar  string // the calendar it was printed in
	Uncertain int    // days either way: 1 for a date known in the lunar calendar alone
}

// The bases of a value.
const (
	Explicit = "explicit"
	Relative = "relative"
)

// Resolve turns an expression into a value; false when it cannot be known.
func Resolve(e doc.DateExpr, ctx Context) (Value, bool) {
	r := newResolver(&e, ctx)
	p, ok := r.find()
	if !ok {
		return Value{}, false
	}
	p, ok = r.bounded(p)
	if !ok || !p.sane() {
		return Value{}, false
	}
	return Value{Date: p.String(), Basis: r.basis, Calendar: p.calendar, Uncertain: r.uncertain}, true
}

// resolver is one expression at work.
type resolver struct {
	*doc.DateExpr
	ctx       Context
	calendar  string // that the expression counts in
	direction int
	pub       int // day of publication
	hasPub    bool
	basis     string
	uncertain int
}

func newResolver(e *doc.DateExpr, ctx Context) *resolver {
	r := &resolver{DateExpr: e, ctx: ctx, direction: ctx.Direction, basis: Relative}
	r.calendar = first(e.Calendar, ctx.Calendar, doc.Gregorian)
	if e.Calendar == "" && e.From.Year != 0 {
		r.calendar = first(YearCalendar(e.From.Year, r.calendar), r.calendar)
	}
	r.pub, r.hasPub = dayOf(ctx.Published)
	if r.direction == 0 {
		switch e.Bound {
		case doc.Until, doc.By, doc.Before, doc.Within:
			r.direction = 1
		}
	}
	return r
}

func first(s ...string) string {
	for _, v := range s {
		if v != "" {
			return v
		}
	}
	return ""
}

// YearCalendar tells the calendar of a bare year of four digits where home is
// the text's own; "" when it is no likely year. Lunar and solar years
// overlap; what passes for a year of living memory decides.
func YearCalendar(year int, home string) string {
	switch {
	case year >= 1700 && year <= 2199:
		return doc.Gregorian
	case year >= 1433 && year <= 1500 && home == doc.Gregorian, year >= 1441 && year <= 1500:
		return doc.Hijri
	case year >= 1250 && year <= 1450:
		return doc.Jalali
	}
	return ""
}

// dayOf reads the first day of a value: YYYY-MM-DD (what follows is passed
// over), YYYY-MM or YYYY.
func dayOf(s string) (int, bool) {
	s, _, _ = strings.Cut(s, "/")
	if len(s) > 10 {
		s = s[:10]
	}
	d := Date{0, 1, 1}
	for i, part := range strings.Split(s, "-") {
		n, err := strconv.Atoi(part)
		if err != nil || i > 2 || n <= 0 {
			return 0, false
		}
		*[]*int{&d.Year, &d.Month, &d.Day}[i] = n
	}
	return ToDay(doc.Gregorian, d)
}

// find is the stretch of time that the expression names, bounds aside.
func (r *resolver) find() (period, bool) {
	switch {
	case r.Vague:
		return period{}, false
	case r.Anchor == doc.FromDate:
		return r.fromDate()
	case r.From.Year != 0, r.TwinIn != "" && r.Twin.Year != 0:
		return r.printed()
	case r.Unit != doc.NoUnit:
		return r.relative()
	case !r.hasPub:
		return period{}, false
	case r.From.Month != 0:
		return r.yearless()
	case r.Weekday != 0:
		return r.weekday(r.pub)
	case r.Season != 0:
		return r.choose(r.seasons())
	}
	return period{}, false
}

// printed resolves a date with its year.
func (r *resolver) printed() (period, bool) {
	r.basis = Explicit
	from := r.fullYear(r.From, r.calendar)
	p, ok := r.dates(from, r.To)
	if r.TwinIn != "" {
		return r.withTwin(p, ok)
	}
	if ok && r.calendar == doc.Hijri {
		p = r.byWeekday(p)
	}
	return p, ok
}

// withTwin makes one of a date printed in two calendars. Where they differ,
// a day in the calendar the text speaks in is believed, and never the lunar
// one.
func (r *resolver) withTwin(p period, ok bool) (period, bool) {
	twin := r.Twin
	if twin.Year == 0 && ok {
		twin.Year = FromDay(r.TwinIn, p.from).Year
	}
	twin = r.fullYear(twin, r.TwinIn)
	q, okq := span(r.TwinIn, twin, twin)
	switch {
	case r.From.Year == 0 && okq:
		return r.nearest(q), true
	case !ok && !okq:
		return p, false
	case !ok, okq && r.preferTwin():
		q.calendar = r.TwinIn
		return q, true
	}
	return p, true
}

// preferTwin reports whether the twin is the one to believe.
func (r *resolver) preferTwin() bool {
	if r.calendar == doc.Hijri || r.TwinIn == doc.Hijri {
		return r.calendar == doc.Hijri
	}
	return r.From.Day != 0 && r.TwinIn == first(r.ctx.Calendar, doc.Gregorian)
}

// nearest is the printed yearless date next to its twin q, or q itself.
func (r *resolver) nearest(q period) period {
	y := FromDay(r.calendar, q.from).Year
	best := q
	for k := y - 1; k <= y+1; k++ {
		from := r.From
		from.Year = k
		if p, ok := r.dates(from, r.To); ok && abs(p.from-q.from) <= 1 && r.calendar != doc.Hijri {
			best = p
		}
	}
	return best
}

// fullYear completes a year of two digits.
func (r *resolver) fullYear(d doc.YMD, calendar string) doc.YMD {
	if d.Year != 0 {
		d.Year = FullYear(calendar, d.Year)
	}
	return d
}

// dates is the period from one printed date to another; of the second, what
// was not printed is as in the first.
func (r *resolver) dates(from, to doc.YMD) (period, bool) {
	if to == (doc.YMD{}) {
		p, ok := span(r.calendar, from, from)
		return r.parted(p, from), ok
	}
	to = r.fullYear(to, r.calendar)
	if to.Month == 0 && from.Month != 0 {
		to.Month = from.Month
	}
	if to.Year == 0 {
		to.Year = from.Year
		if to.Month < from.Month {
			to.Year++
		}
	}
	p, ok := span(r.calendar, from, to)
	return p, ok && p.from <= p.to
}

// parted narrows a whole year or month to the printed season, half or quarter.
func (r *resolver) parted(p period, d doc.YMD) period {
	if d.Month != 0 {
		return p
	}
	if r.Season != 0 {
		if s, ok := season(p.calendar, d.Year, r.Season); ok {
			return s
		}
	}
	months := func(a, b int) period {
		if q, ok := span(p.calendar, doc.YMD{Year: d.Year, Month: a}, doc.YMD{Year: d.Year, Month: b}); ok {
			return q
		}
		return p
	}
	switch r.Part {
	case doc.Half:
		if r.PartNo == 1 {
			return months(1, 6)
		}
		return months(7, 12)
	case doc.Quarter:
		n := r.PartNo
		if n < 1 || n > 4 {
			n = 4
		}
		return months(3*n-2, 3*n)
	case doc.Middle:
		return months(6, 6)
	}
	return p
}

// byWeekday moves a lunar day to the printed weekday when that is a day away;
// a weekday that fits makes the day certain.
func (r *resolver) byWeekday(p period) period {
	r.uncertain = 1
	if r.Weekday == 0 || p.grain != doc.Day || p.from != p.to {
		return p
	}
	for _, k := range []int{0, 1, -1} {
		if Weekday(p.from+k) == r.Weekday {
			p.from, p.to, r.uncertain = p.from+k, p.to+k, 0
			return p
		}
	}
	return p
}

// bounded makes of what an expression names what it sets as a bound: the last
// day of the period for "until the end of", the time before it for "before".
// A Gregorian year or month that may end any day stays whole.
func (r *resolver) bounded(p period) (period, bool) {
	switch r.Bound {
	case doc.Until, doc.By:
		if r.Part == doc.End && (p.calendar != doc.Gregorian || p.grain == doc.Month || p.grain == doc.Week) {
			return p.day(p.to), true
		}
		if r.Part == doc.Start && p.calendar != doc.Gregorian {
			return p.day(p.from), true
		}
	case doc.Before:
		switch {
		case r.Amount || r.Part == doc.Middle || r.Part == doc.Late || r.Clock || r.DayPart != doc.AnyTime:
		case r.Part == doc.End && p.calendar != doc.Gregorian:
			return p.day(p.to), true
		case r.Part != doc.End:
			return p.before()
		}
	}
	return p, true
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}

// addMonths counts n months from month m of year y.
func addMonths(y, m, n int) (int, int) {
	k := y*monthsAYear + m - 1 + n
	return div(k, monthsAYear), mod(k, monthsAYear) + 1
}
