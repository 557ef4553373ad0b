package reconcile

import (
	"safir/internal/calendar"
	"safir/internal/register"
)

// daysFit says how the days of two events agree.
type daysFit struct {
	what    string
	points  int
	clash   bool // they cannot be one
	never   bool // too far apart, or too little known, to be joined on
	undated bool
}

// Points of days, and distances in days.
const (
	pointsSameDay  = 300 // both name one day
	pointsAboutDay = 250 // one or both appeared on it
	pointsDayOff   = 60  // less, for each day between a happening and its report
	pointsMidnight = 150 // a report dated the day before, across the seas
	pointsPlanOff  = 150 // planned for a day or two beside
	pointsMoved    = 100 // a plan put off to another day
	pointsShort    = 200 // within a period of days that the other names
	pointsLong     = 120
	pointsVeryLong = 60
	pointsLater    = 40  // less, for each day from the day to the report of the period
	pointsLately   = 170 // told without a day, not long after or before
	pointsEachDay  = 3   // less, for each day of that
	pointsHoped    = 140 // hoped for, and then planned or done
	hopedDays      = 5   // a point less for so many
	shortPeriod    = 10
	longPeriod     = 45
	moved          = 45 // days by which a plan may be put off
	late           = 3  // days by which a report may follow
	tooLate        = 7
	planOff        = 2
)

// open reports whether an event is still to come.
func open(m *register.Mention) bool {
	return m.Status == "planned" || m.Status == "proposed" || m.Status == "cancelled"
}

// when is the days of a mention as numbers.
type when struct {
	from, to, told int
	dated, day     bool // day: one day
	about          bool // taken from the publication
	open           bool
	hoped          bool
}

func whenOf(m *register.Mention) when {
	from, ok1 := calendar.DayOf(m.From)
	to, ok2 := calendar.DayOf(m.To)
	told, ok := calendar.DayOf(m.Published)
	if !ok {
		told = to
	}
	return when{from, to, told, ok1 && ok2, from == to, m.About, open(m), m.Status == "proposed"}
}

// daysOf compares the days of two events.
func daysOf(a, b *register.Mention) daysFit {
	x, y := whenOf(a), whenOf(b)
	switch {
	case !x.dated && !y.dated:
		return daysFit{undated: true}
	case !x.dated || !y.dated:
		return daysFit{never: true}
	case x.day && y.day && !x.about && !y.about:
		return firmDays(x, y)
	case x.day && y.day && x.about && y.about:
		return lag("about-day", max(x.from-y.from, y.from-x.from))
	case x.day && y.day && x.about:
		return reported(y, x)
	case x.day && y.day:
		return reported(x, y)
	}
	return periods(x, y)
}

// firmDays compares two days that are named.
func firmDays(x, y when) daysFit {
	gap := max(x.from-y.from, y.from-x.from)
	if !x.open && y.open {
		x, y = y, x
	}
	switch {
	case gap == 0:
		return daysFit{what: "same-day", points: pointsSameDay}
	case !x.open || gap > moved:
		return daysFit{clash: true}
	case y.open && x.told <= y.from && y.told <= x.from:
		return daysFit{what: "day-moved", points: pointsMoved}
	case y.open:
		return daysFit{clash: true}
	case gap <= planOff:
		return daysFit{what: "day-near", points: pointsPlanOff}
	case y.from > x.from:
		return daysFit{never: true} // perhaps put off
	}
	return daysFit{clash: true}
}

// reported compares a day that is named with the day of a report that names
// none.
func reported(named, report when) daysFit {
	n := report.from - named.from
	switch {
	case n >= 0:
		return lag("day-of-report", n)
	case n == -1:
		return daysFit{what: "day-after-report", points: pointsMidnight}
	}
	return daysFit{clash: true}
}

func lag(what string, n int) daysFit {
	switch {
	case n <= late:
		return daysFit{what: what, points: pointsAboutDay - n*pointsDayOff}
	case n <= tooLate:
		return daysFit{never: true}
	}
	return daysFit{clash: true}
}

// periods compares days of which one at least is a period.
func periods(x, y when) daysFit {
	gap := max(0, x.from-y.to, y.from-x.to)
	switch {
	case gap > tooLate:
		return daysFit{clash: true}
	case gap > 0:
		return daysFit{never: true}
	case x.about && !x.day || y.about && !y.day:
		return told(x, y)
	}
	fit := daysFit{what: "in-period", points: pointsVeryLong}
	switch wide := max(x.to-x.from, y.to-y.from); {
	case wide <= shortPeriod:
		fit.points = pointsShort
	case wide <= longPeriod:
		fit.points = pointsLong
	}
	if !x.open && !y.open && fit.points == pointsShort { // of two days in the period, the one nearer to the report
		n := max(x.told-y.to, y.told-x.to, 0)
		fit.points = max(0, fit.points-n*pointsLater)
	}
	return fit
}

// told compares what is told without a day with the other: the nearer to its
// report, the likelier.
func told(x, y when) daysFit {
	if !(x.about && !x.day) {
		x, y = y, x
	}
	n := max(0, y.from-x.told, x.told-y.to)
	if y.about && !y.day {
		n = max(x.told-y.told, y.told-x.told)
	}
	if x.hoped || y.hoped {
		return daysFit{what: "hoped-for", points: max(0, pointsHoped-n/hopedDays)}
	}
	return daysFit{what: "lately", points: max(0, pointsLately-n*pointsEachDay)}
}
