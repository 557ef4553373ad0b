package calendar

import (
	"fmt"
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

// base is the day that a relative expression counts from.
func (r *resolver) base() (int, bool) {
	if r.Anchor != doc.FromTold {
		return r.pub, r.hasPub
	}
	if day, ok := dayOf(r.ctx.Previous); ok {
		return day, true
	}
	return r.pub, r.hasPub && r.direction > 0 && r.Offset > 0
}

// relative resolves an expression that counts units.
func (r *resolver) relative() (period, bool) {
	base, ok := r.base()
	if !ok {
		return period{}, false
	}
	switch {
	case r.Amount && r.ctx.Direction < 0 && r.Offset > 0 && (r.Bound == doc.During || r.Bound == doc.Within):
		return period{}, false // how long it took
	case r.Amount:
		return shift(base, r.Unit, r.Offset)
	case r.Count > 1:
		return r.stretch(base), true
	}
	switch r.Unit {
	case doc.Hour, doc.Minute:
		return days(base, base), true
	case doc.Day:
		return r.dayFrom(base), true
	case doc.Week:
		return r.weekFrom(base)
	case doc.Month:
		return r.monthFrom(base)
	}
	return r.yearFrom(base)
}

// dayFrom is today, yesterday, in three days. A day and month printed with it
// is believed when it is near.
func (r *resolver) dayFrom(base int) period {
	p := days(base+r.Offset, base+r.Offset)
	if r.From.Month == 0 || r.From.Day == 0 {
		return p
	}
	for _, q := range r.years(p.from) {
		if abs(q.from-p.from) <= 3 && r.calendar != doc.Hijri {
			return q
		}
	}
	return p
}

// weekFrom is a week, or a weekday in it. The solar week begins on Saturday;
// elsewhere it is taken to begin on Sunday.
func (r *resolver) weekFrom(base int) (period, bool) {
	begins := 7
	if r.calendar == doc.Jalali {
		begins = 6
	}
	start := base - mod(Weekday(base)-begins, 7) + 7*r.Offset
	if r.Weekday != 0 {
		day := start + mod(r.Weekday-begins, 7)
		return days(day, day), true
	}
	p := period{r.calendar, doc.Week, start, start + 6}
	if r.calendar == doc.Gregorian && r.Offset < 0 {
		// Its edges are not the same in every paper: a week gone by is known by
		// its month, if it lies in one.
		if a, b := FromDay(doc.Gregorian, start), FromDay(doc.Gregorian, start+6); a.Month == b.Month {
			return span(doc.Gregorian, doc.YMD{Year: a.Year, Month: a.Month}, doc.YMD{Year: a.Year, Month: a.Month})
		}
	}
	return p, true
}

// monthFrom is a month counted from the one of base, or a day in it.
func (r *resolver) monthFrom(base int) (period, bool) {
	at := FromDay(r.calendar, base)
	y, m := addMonths(at.Year, at.Month, r.Offset)
	from, to := doc.YMD{Year: y, Month: m, Day: r.From.Day}, doc.YMD{}
	if r.To.Day != 0 {
		to = doc.YMD{Year: y, Month: m, Day: r.To.Day}
	}
	return r.dates(from, to)
}

// yearFrom is a year counted from the one of base, or what is printed of it.
func (r *resolver) yearFrom(base int) (period, bool) {
	from := r.From
	from.Year = FromDay(r.calendar, base).Year + r.Offset
	return r.dates(from, r.To)
}

// stretch is several units on end: the next two years.
func (r *resolver) stretch(base int) period {
	n := r.Count
	a, b := 1, n
	if r.Offset < 0 {
		a, b = -n, -1
	}
	at := FromDay(r.calendar, base)
	switch r.Unit {
	case doc.Year:
		p, _ := span(r.calendar, doc.YMD{Year: at.Year + a}, doc.YMD{Year: at.Year + b})
		return p
	case doc.Month:
		y1, m1 := addMonths(at.Year, at.Month, a)
		y2, m2 := addMonths(at.Year, at.Month, b)
		p, _ := span(r.calendar, doc.YMD{Year: y1, Month: m1}, doc.YMD{Year: y2, Month: m2})
		return p
	case doc.Week:
		a, b = 7*(a-1)+1, 7*b
		if r.Offset < 0 {
			a, b = -7*n, -1
		}
	case doc.Hour, doc.Minute:
		a, b = min(0, a)/24, max(0, b)/24
	}
	return days(base+a, base+b)
}

// shift is the day, month or year that lies n units from a day: months and
// years are not told closer than they were counted.
func shift(base int, unit doc.Unit, n int) (period, bool) {
	at := FromDay(doc.Gregorian, base)
	switch unit {
	case doc.Year:
		y := doc.YMD{Year: at.Year + n}
		return span(doc.Gregorian, y, y)
	case doc.Month:
		y, m := addMonths(at.Year, at.Month, n)
		d := doc.YMD{Year: y, Month: m}
		return span(doc.Gregorian, d, d)
	case doc.Week:
		base += 7 * n
	case doc.Day:
		base += n
	case doc.Hour:
		base += n / 24
	}
	return days(base, base), true
}

// fromDate counts from a printed date: two months from 10 March.
func (r *resolver) fromDate() (period, bool) {
	e := *r.DateExpr
	e.Anchor, e.Unit, e.Offset, e.Amount, e.Bound = doc.NoAnchor, doc.NoUnit, 0, false, doc.At
	ctx := r.ctx
	ctx.Direction = -1
	base := newResolver(&e, ctx)
	p, ok := base.find()
	if !ok {
		return p, false
	}
	r.basis, r.uncertain = base.basis, base.uncertain
	q, ok := shift(p.from, r.Unit, r.Offset)
	q.calendar = p.calendar
	if q.grain == doc.Month || q.grain == doc.Year {
		q.calendar = doc.Gregorian
	}
	return q, ok
}

// yearless resolves a month, or a day of it, without its year.
func (r *resolver) yearless() (period, bool) {
	if r.Which == 0 {
		r.basis = Explicit
	}
	p, ok := r.choose(r.fitting(r.years(r.pub)))
	if ok && r.calendar == doc.Hijri && r.TwinIn == "" {
		p = r.byWeekday(p)
	}
	return p, ok
}

// years are the printed day or month in the years around a day.
func (r *resolver) years(day int) (out []period) {
	y := FromDay(r.calendar, day).Year
	for k := y - 2; k <= y+2; k++ {
		from := r.From
		from.Year = k
		if p, ok := r.dates(from, r.To); ok {
			out = append(out, p)
		}
	}
	return out
}

// fitting keeps those that have the printed weekday and twin, if any has.
func (r *resolver) fitting(in []period) []period {
	slack := 0
	if r.calendar == doc.Hijri || r.TwinIn == doc.Hijri {
		slack = 1
	}
	return keep(keep(in, func(p period) bool {
		return r.Weekday == 0 || p.grain != doc.Day || near(Weekday(p.from), r.Weekday, slack)
	}), func(p period) bool {
		if r.TwinIn == "" {
			return true
		}
		twin := r.Twin
		twin.Year = FromDay(r.TwinIn, p.from).Year
		q, ok := span(r.TwinIn, twin, twin)
		return ok && abs(q.from-p.from) <= slack
	})
}

func near(a, b, slack int) bool { return abs(a-b) <= slack || 7-abs(a-b) <= slack }

// keep is what holds of in, or all of it when nothing does.
func keep(in []period, holds func(period) bool) (out []period) {
	for _, p := range in {
		if holds(p) {
			out = append(out, p)
		}
	}
	if len(out) == 0 {
		return in
	}
	return out
}

// seasons are the printed season in the years around publication.
func (r *resolver) seasons() (out []period) {
	y := FromDay(r.calendar, r.pub).Year
	for k := y - 2; k <= y+2; k++ {
		if p, ok := season(r.calendar, k, r.Season); ok {
			out = append(out, p)
		}
	}
	return out
}

// choose takes of periods in order of time the one that is meant, seen from
// the day of publication.
func (r *resolver) choose(in []period) (period, bool) {
	best, found, dist := period{}, false, 0
	for _, p := range in {
		switch {
		case r.Which == doc.Last:
			if p.to < r.pub {
				best, found = p, true
			}
		case r.Which == doc.Next:
			if p.from > r.pub && !found {
				best, found = p, true
			}
		case r.Which == 0 && r.direction < 0:
			if p.from <= r.pub {
				best, found = p, true
			}
		case r.Which == 0 && r.direction > 0:
			if p.to >= r.pub && !found {
				best, found = p, true
			}
		default:
			if d := p.distance(r.pub); !found || d < dist {
				best, found, dist = p, true, d
			}
		}
	}
	return best, found
}

// weekday resolves a weekday by its word, else by the tense.
func (r *resolver) weekday(base int) (period, bool) {
	ahead := mod(r.Weekday-Weekday(base), 7) // 0 … 6
	day := base + ahead
	switch {
	case r.Which == doc.Last:
		day -= 7
	case r.Which == doc.Next:
		if ahead == 0 {
			day += 7
		}
	case r.Which == doc.This, r.direction > 0:
	case r.direction < 0:
		if ahead > 0 {
			day -= 7
		}
	case ahead > 3:
		day -= 7
	}
	last := day
	if r.WeekdayTo != 0 {
		last += mod(r.WeekdayTo-r.Weekday, 7)
	}
	return days(day, last), true
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

// period is a stretch of days, known to the day, week, month or year.
type period struct {
	calendar string
	grain    doc.Unit
	from, to int
}

// days is a stretch of days that no calendar was printed for.
func days(a, b int) period { return period{doc.Gregorian, doc.Day, a, b} }

// span is the period from the first day of one date to the last of another.
func span(calendar string, a, b doc.YMD) (period, bool) {
	from, ok := edge(calendar, a, false)
	to, ok2 := edge(calendar, b, true)
	grain := doc.Day
	switch {
	case a.Month == 0:
		grain = doc.Year
	case a.Day == 0:
		grain = doc.Month
	}
	return period{calendar, grain, from, to}, ok && ok2
}

// edge is the first or last day of a date that may lack day and month.
func edge(calendar string, d doc.YMD, last bool) (int, bool) {
	c := Date{d.Year, d.Month, d.Day}
	if c.Month == 0 {
		c.Month, c.Day = 1, 0
		if last {
			c.Month = monthsAYear
		}
	}
	if c.Day == 0 {
		c.Day = 1
		if last {
			c.Day = MonthLength(calendar, c.Year, c.Month)
		}
	}
	return ToDay(calendar, c)
}

// season is a season of a year; the solar year begins with spring, the
// Gregorian winter with December.
func season(calendar string, y, n int) (period, bool) {
	a, b := doc.YMD{Year: y, Month: 3*n - 2}, doc.YMD{Year: y, Month: 3 * n}
	if calendar != doc.Jalali {
		calendar = doc.Gregorian
		a.Month, b.Month = a.Month+2, b.Month+2
		if b.Month > monthsAYear {
			b.Year, b.Month = b.Year+1, b.Month-monthsAYear
		}
	}
	return span(calendar, a, b)
}

// distance is the number of days from a day to the period, 0 within it.
func (p period) distance(day int) int { return max(0, p.from-day, day-p.to) }

// day is one day of the period, in its calendar.
func (p period) day(d int) period { return period{p.calendar, doc.Day, d, d} }

// before is the day, month or year that ends where the period begins.
func (p period) before() (period, bool) {
	if p.calendar != doc.Gregorian || p.grain == doc.Day || p.grain == doc.Week {
		return p.day(p.from - 1), true
	}
	d := FromDay(doc.Gregorian, p.from-1)
	y := doc.YMD{Year: d.Year}
	if p.grain == doc.Month {
		y.Month = d.Month
	}
	return span(doc.Gregorian, y, y)
}

// sane reports whether both ends can be written.
func (p period) sane() bool {
	a, b := FromDay(doc.Gregorian, p.from), FromDay(doc.Gregorian, p.to)
	return p.from <= p.to && a.Year >= minYear && b.Year <= maxYear
}

// String writes the period as ISO 8601. Months and years of the Gregorian
// calendar have forms of their own; those of the solar calendar are ranges of
// days; those of the lunar calendar, whose days nobody is sure of, are the
// Gregorian months they touch.
func (p period) String() string {
	a, b := FromDay(doc.Gregorian, p.from), FromDay(doc.Gregorian, p.to)
	switch {
	case p.grain == doc.Year && p.calendar == doc.Gregorian:
		return joined(fmt.Sprintf("%04d", a.Year), fmt.Sprintf("%04d", b.Year))
	case (p.grain == doc.Month || p.grain == doc.Year) && p.calendar != doc.Jalali:
		return joined(a.ISO()[:7], b.ISO()[:7])
	}
	return joined(a.ISO(), b.ISO())
}

func joined(a, b string) string {
	if a == b {
		return a
	}
	return a + "/" + b
}

// lookBack is how many dates before one are asked for the day it counts from.
const lookBack = 8

// ResolveAt resolves date i of a document. A date that counts from what was
// told before ("two days later", "the same day") takes the nearest date before
// it that can stand for that, unless ctx.Previous names another.
func ResolveAt(d *doc.Doc, i int, ctx Context) (Value, bool) {
	if d.Dates[i].Anchor == doc.FromTold && ctx.Previous == "" {
		ctx.Previous = told(d, i, ctx)
	}
	return Resolve(d.Dates[i], ctx)
}

// told is the value that date i counts from, or "". For days and weeks it must
// be a day.
func told(d *doc.Doc, i int, ctx Context) string {
	if ctx.Direction == 0 {
		ctx.Direction = -1
	}
	for j := i - 1; j >= 0 && j >= i-lookBack; j-- {
		e := &d.Dates[j]
		if e.Bound == doc.Until || e.Bound == doc.By || e.Bound == doc.Before || !inBody(d, e.Span) {
			continue
		}
		v, ok := ResolveAt(d, j, ctx)
		if ok && (len(v.Date) == len("2006-01-02") || d.Dates[i].Unit > doc.Week) {
			return v.Date
		}
		if e.Anchor == doc.FromTold {
			return ""
		}
	}
	return ""
}

// Speaks is the calendar that a text's relative months and years are counted
// in. It is the home calendar of its language, unless the text prints the
// Gregorian one and not its own: a Gregorian month, or a year that is that of
// publication or one of the two before it. Older years are history, later ones
// come from plans and treaties, and who names the calendar has another in mind.
func Speaks(d *doc.Doc, home, published string) string {
	if home == doc.Gregorian || home == "" {
		return doc.Gregorian
	}
	pub, ok := dayOf(published)
	year := FromDay(doc.Gregorian, pub).Year
	foreign := false
	for i := range d.Dates {
		e := &d.Dates[i]
		if !inBody(d, e.Span) {
			continue
		}
		if e.Calendar == home || e.TwinIn == home {
			return home
		}
		if e.Calendar == doc.Gregorian && !e.Era && (e.From.Month != 0 || ok && e.From.Year <= year && e.From.Year >= year-2) {
			foreign = true
		}
	}
	if foreign {
		return doc.Gregorian
	}
	return home
}

func inBody(d *doc.Doc, s doc.Span) bool {
	for _, z := range d.Zones {
		if z.Span.Holds(s) {
			return z.Kind.Evidence()
		}
	}
	return len(d.Zones) == 0
}
