package calendar

import (
	"math/rand/v2"
	"regexp"
	"testing"

	"safir/internal/doc"
)

// The article of these tests was published on Sunday 2 June 2024, 13 Khordad
// 1403, 25 Dhu l-Qa'da 1445.
func at(cal string, dir int) Context {
	return Context{Published: "2024-06-02", Calendar: cal, Direction: dir}
}

func TestResolve(t *testing.T) {
	for _, c := range []struct {
		name string
		e    doc.DateExpr
		ctx  Context
		want string
	}{
		{"full Jalali", doc.DateExpr{Calendar: doc.Jalali, From: doc.YMD{Year: 1401, Month: 11, Day: 4}}, Context{}, "2023-01-24"},
		{"two digits, Jalali", doc.DateExpr{Calendar: doc.Jalali, From: doc.YMD{Year: 96, Month: 9}}, Context{}, "2017-11-22/2017-12-21"},
		{"two digits, Jalali, this century", doc.DateExpr{Calendar: doc.Jalali, From: doc.YMD{Year: 2, Month: 9, Day: 14}}, Context{}, "2023-12-05"},
		{"two digits, Gregorian", doc.DateExpr{Calendar: doc.Gregorian, From: doc.YMD{Year: 17, Month: 9}}, Context{}, "2017-09"},
		{"year without calendar, Jalali by its size", doc.DateExpr{From: doc.YMD{Year: 1401}}, at(doc.Jalali, 0), "2022-03-21/2023-03-20"},
		{"year without calendar, Gregorian by its size", doc.DateExpr{From: doc.YMD{Year: 2015}}, at(doc.Jalali, 0), "2015"},
		{"no such day", doc.DateExpr{Calendar: doc.Jalali, From: doc.YMD{Year: 1402, Month: 12, Day: 30}}, Context{}, ""},
		{"no such month", doc.DateExpr{Calendar: doc.Gregorian, From: doc.YMD{Year: 2020, Month: 13}}, Context{}, ""},
		{"range backwards", doc.DateExpr{Calendar: doc.Gregorian, From: doc.YMD{Year: 2020, Month: 3, Day: 9}, To: doc.YMD{Day: 2}}, Context{}, ""},
		{"range over new year", doc.DateExpr{Calendar: doc.Gregorian, From: doc.YMD{Year: 2020, Month: 12, Day: 30}, To: doc.YMD{Month: 1, Day: 2}}, Context{}, "2020-12-30/2021-01-02"},
		{"years", doc.DateExpr{Calendar: doc.Gregorian, From: doc.YMD{Year: 2020}, To: doc.YMD{Year: 2023}}, Context{}, "2020/2023"},
		{"nothing printed", doc.DateExpr{}, at(doc.Jalali, 0), ""},
		{"unpublished, today", doc.DateExpr{Anchor: doc.FromToday, Unit: doc.Day}, Context{}, ""},
		{"unpublished, weekday", doc.DateExpr{Weekday: 1}, Context{}, ""},
		{"unpublished, month", doc.DateExpr{Calendar: doc.Jalali, From: doc.YMD{Month: 3}}, Context{}, ""},
		{"published, not a date", doc.DateExpr{Weekday: 1}, Context{Published: "soon"}, ""},
		{"published with a time", doc.DateExpr{Anchor: doc.FromToday, Unit: doc.Day}, Context{Published: "2024-06-02T10:00"}, "2024-06-02"},
		{"vague", doc.DateExpr{Anchor: doc.FromToday, Unit: doc.Day, Amount: true, Vague: true}, at("", 0), ""},
		{"twin without year", doc.DateExpr{Calendar: doc.Gregorian, From: doc.YMD{Month: 6, Day: 27}, Twin: doc.YMD{Month: 4, Day: 7}, TwinIn: doc.Jalali}, at(doc.Jalali, 1), "2024-06-27"},
		{"twin with the year", doc.DateExpr{Calendar: doc.Gregorian, From: doc.YMD{Month: 6, Day: 27}, Twin: doc.YMD{Year: 1402, Month: 4, Day: 6}, TwinIn: doc.Jalali}, Context{}, "2023-06-27"},
		{"twins differ: home is believed", doc.DateExpr{Calendar: doc.Gregorian, From: doc.YMD{Year: 2023, Month: 6, Day: 20}, Twin: doc.YMD{Year: 1402, Month: 4, Day: 6}, TwinIn: doc.Jalali}, Context{Calendar: doc.Jalali}, "2023-06-27"},
		{"twins differ: lunar is not", doc.DateExpr{Calendar: doc.Hijri, From: doc.YMD{Year: 1444, Month: 11, Day: 18}, Twin: doc.YMD{Year: 2023, Month: 6, Day: 6}, TwinIn: doc.Gregorian}, Context{}, "2023-06-06"},
		{"two days later", doc.DateExpr{Anchor: doc.FromTold, Unit: doc.Day, Offset: 2, Amount: true}, Context{Published: "2024-06-02", Previous: "2015-12-28"}, "2015-12-30"},
		{"two days later, nothing told", doc.DateExpr{Anchor: doc.FromTold, Unit: doc.Day, Offset: 2, Amount: true}, at("", -1), ""},
		{"two days later, to come", doc.DateExpr{Anchor: doc.FromTold, Unit: doc.Day, Offset: 2, Amount: true}, at("", 1), "2024-06-04"},
		{"Tir of the year after", doc.DateExpr{Calendar: doc.Jalali, Anchor: doc.FromTold, Unit: doc.Year, Offset: 1, From: doc.YMD{Month: 4}}, Context{Previous: "2023-10-23/2023-11-21", Calendar: doc.Jalali}, "2024-06-21/2024-07-21"},
		{"winter", doc.DateExpr{From: doc.YMD{Year: 2024}, Season: 4}, at(doc.Gregorian, 0), "2024-12/2025-02"},
		{"solar winter", doc.DateExpr{From: doc.YMD{Year: 1402}, Season: 4}, at(doc.Jalali, 0), "2023-12-22/2024-03-19"},
		{"spring, past", doc.DateExpr{Season: 1}, at(doc.Jalali, -1), "2024-03-20/2024-06-20"},
		{"last week within a month", doc.DateExpr{Anchor: doc.FromToday, Unit: doc.Week, Offset: -1}, Context{Published: "2025-12-14"}, "2025-12"},
		{"29 February of a common year is next leap year's", doc.DateExpr{Calendar: doc.Gregorian, From: doc.YMD{Month: 2, Day: 29}}, Context{Published: "2023-01-05", Direction: 1}, "2024-02-29"},
		{"end of the solar year", doc.DateExpr{Anchor: doc.FromToday, Unit: doc.Year, Offset: 1, Part: doc.End, Bound: doc.Until}, Context{Published: "2020-12-09", Calendar: doc.Jalali}, "2022-03-20"},
		{"before the middle of next year", doc.DateExpr{Anchor: doc.FromToday, Unit: doc.Year, Offset: 1, Part: doc.Middle, Bound: doc.Before}, Context{Published: "2022-07-27"}, "2023-06"},
		{"before a month", doc.DateExpr{Calendar: doc.Gregorian, From: doc.YMD{Month: 9}, Bound: doc.Before}, at("", 1), "2024-08"},
		{"before a year", doc.DateExpr{Calendar: doc.Gregorian, From: doc.YMD{Year: 2030}, Bound: doc.Before}, at("", 1), "2029"},
		{"two months from 10 March", doc.DateExpr{Calendar: doc.Gregorian, Anchor: doc.FromDate, From: doc.YMD{Month: 3, Day: 10}, Unit: doc.Month, Offset: 2, Amount: true, Bound: doc.Within}, Context{Published: "2023-04-06"}, "2023-05"},
		{"a lunar year", doc.DateExpr{Calendar: doc.Hijri, From: doc.YMD{Year: 1445}}, Context{}, "2023-07/2024-07"},
	} {
		v, ok := Resolve(c.e, c.ctx)
		if ok != (c.want != "") || v.Date != c.want {
			t.Errorf("%s: %q, want %q", c.name, v.Date, c.want)
		}
	}
}

func TestBasisAndUncertainty(t *testing.T) {
	for _, c := range []struct {
		name string
		e    doc.DateExpr
		want Value
	}{
		{"explicit", doc.DateExpr{Calendar: doc.Jalali, From: doc.YMD{Year: 1402, Month: 9, Day: 14}}, Value{"2023-12-05", Explicit, doc.Jalali, 0}},
		{"explicit, year added", doc.DateExpr{Calendar: doc.Jalali, From: doc.YMD{Month: 3, Day: 28}}, Value{"2024-06-17", Explicit, doc.Jalali, 0}},
		{"relative day", doc.DateExpr{Anchor: doc.FromToday, Unit: doc.Day}, Value{"2024-06-02", Relative, doc.Gregorian, 0}},
		{"relative year", doc.DateExpr{Anchor: doc.FromToday, Unit: doc.Year}, Value{"2024-03-20/2025-03-20", Relative, doc.Jalali, 0}},
		{"last March", doc.DateExpr{Calendar: doc.Gregorian, From: doc.YMD{Month: 3}, Which: doc.Last}, Value{"2024-03", Relative, doc.Gregorian, 0}},
		{"lunar alone", doc.DateExpr{Calendar: doc.Hijri, From: doc.YMD{Year: 1445, Month: 11, Day: 15}}, Value{"2024-05-23", Explicit, doc.Hijri, 1}},
		{"lunar with a weekday", doc.DateExpr{Calendar: doc.Hijri, From: doc.YMD{Year: 1445, Month: 11, Day: 15}, Weekday: 4}, Value{"2024-05-23", Explicit, doc.Hijri, 0}},
		{"lunar with the weekday of the day after", doc.DateExpr{Calendar: doc.Hijri, From: doc.YMD{Year: 1445, Month: 11, Day: 15}, Weekday: 5}, Value{"2024-05-24", Explicit, doc.Hijri, 0}},
		{"lunar with a far weekday", doc.DateExpr{Calendar: doc.Hijri, From: doc.YMD{Year: 1445, Month: 11, Day: 15}, Weekday: 1}, Value{"2024-05-23", Explicit, doc.Hijri, 1}},
		{"lunar with a twin", doc.DateExpr{Calendar: doc.Hijri, From: doc.YMD{Year: 1436, Month: 10, Day: 26}, Twin: doc.YMD{Year: 2015, Month: 8, Day: 11}, TwinIn: doc.Gregorian}, Value{"2015-08-11", Explicit, doc.Gregorian, 0}},
	} {
		v, ok := Resolve(c.e, at(doc.Jalali, 0))
		if !ok || v != c.want {
			t.Errorf("%s: %+v, want %+v", c.name, v, c.want)
		}
	}
}

// A weekday by its tense: the nearest past or future, publication included.
func TestWeekdays(t *testing.T) {
	for n := 1; n <= 7; n++ {
		for dir := -1; dir <= 1; dir++ {
			v, ok := Resolve(doc.DateExpr{Weekday: n}, at("", dir))
			day, _ := dayOf(v.Date)
			pub, _ := dayOf("2024-06-02")
			far := day - pub
			if !ok || Weekday(day) != n || dir < 0 && (far > 0 || far < -6) || dir > 0 && (far < 0 || far > 6) || dir == 0 && abs(far) > 3 {
				t.Errorf("weekday %d, direction %d: %s", n, dir, v.Date)
			}
			last, _ := Resolve(doc.DateExpr{Weekday: n, Which: doc.Last}, at("", dir))
			next, _ := Resolve(doc.DateExpr{Weekday: n, Which: doc.Next}, at("", dir))
			if last.Date >= "2024-06-02" || next.Date <= "2024-06-02" {
				t.Errorf("weekday %d: last %s, next %s", n, last.Date, next.Date)
			}
		}
	}
}

func TestSpeaks(t *testing.T) {
	year := func(cal string, y int) doc.DateExpr { return doc.DateExpr{Calendar: cal, From: doc.YMD{Year: y}} }
	named := year(doc.Gregorian, 2024)
	named.Era = true
	for _, c := range []struct {
		name  string
		home  string
		dates []doc.DateExpr
		want  string
	}{
		{"nothing printed", doc.Jalali, nil, doc.Jalali},
		{"Arabic", doc.Gregorian, []doc.DateExpr{year(doc.Jalali, 1402)}, doc.Gregorian},
		{"a Gregorian month", doc.Jalali, []doc.DateExpr{{Calendar: doc.Gregorian, From: doc.YMD{Month: 11, Day: 18}}}, doc.Gregorian},
		{"both", doc.Jalali, []doc.DateExpr{{Calendar: doc.Gregorian, From: doc.YMD{Month: 11}}, {Calendar: doc.Jalali, From: doc.YMD{Month: 3}}}, doc.Jalali},
		{"history", doc.Jalali, []doc.DateExpr{year(doc.Gregorian, 2015)}, doc.Jalali},
		{"last year", doc.Jalali, []doc.DateExpr{year(doc.Gregorian, 2023)}, doc.Gregorian},
		{"a plan", doc.Jalali, []doc.DateExpr{year(doc.Gregorian, 2026)}, doc.Jalali},
		{"named", doc.Jalali, []doc.DateExpr{named}, doc.Jalali},
	} {
		d := &doc.Doc{Dates: c.dates}
		if got := Speaks(d, c.home, "2024-06-02"); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestResolveAt(t *testing.T) {
	d := &doc.Doc{Dates: []doc.DateExpr{
		{Calendar: doc.Jalali, From: doc.YMD{Year: 1394, Month: 10, Day: 7}},
		{Anchor: doc.FromTold, Unit: doc.Day, Offset: 2, Amount: true},
		{Anchor: doc.FromToday, Unit: doc.Year, Offset: 1},
		{Anchor: doc.FromTold, Unit: doc.Day},
		{Anchor: doc.FromTold, Unit: doc.Year, Offset: 1},
	}}
	for i, want := range []string{"2015-12-28", "2015-12-30", "2025-03-21/2026-03-20", "2015-12-30", "2016-03-20/2017-03-20"} {
		if v, _ := ResolveAt(d, i, at(doc.Jalali, -1)); v.Date != want {
			t.Errorf("date %d: %q, want %q", i, v.Date, want)
		}
	}
}

// Whatever an expression holds, Resolve does not fail and writes ISO 8601.
func TestAnyExpression(t *testing.T) {
	form := regexp.MustCompile(`^\d{4}(-\d\d){0,2}(/\d{4}(-\d\d){0,2})?$`)
	r := rand.New(rand.NewPCG(1, 2))
	cals := []string{"", doc.Gregorian, doc.Jalali, doc.Hijri, "other"}
	ymd := func() doc.YMD {
		years := []int{0, 0, 7, 96, 1402, 1446, 2023, 9999, -3, 1 << 30}
		return doc.YMD{Year: years[r.IntN(len(years))], Month: r.IntN(15) - 1, Day: r.IntN(35) - 1}
	}
	for range 200_000 {
		e := doc.DateExpr{Calendar: cals[r.IntN(5)], From: ymd(), Weekday: r.IntN(8), Season: r.IntN(5), Which: doc.Which(r.IntN(4) - 1),
			Part: doc.Part(r.IntN(8)), PartNo: r.IntN(6) - 1, Bound: doc.Bound(r.IntN(8)), Unit: doc.Unit(r.IntN(7)), Anchor: doc.Anchor(r.IntN(4)),
			Offset: r.IntN(50) - 25, Amount: r.IntN(2) == 0, Count: r.IntN(4)}
		if r.IntN(3) == 0 {
			e.To, e.Twin, e.TwinIn = ymd(), ymd(), cals[r.IntN(4)]
		}
		ctx := Context{Published: []string{"", "2024-06-02", "9999-12-31", "0001-01-01"}[r.IntN(4)], Calendar: cals[r.IntN(4)], Direction: r.IntN(3) - 1}
		if v, ok := Resolve(e, ctx); ok && !form.MatchString(v.Date) {
			t.Fatalf("%+v %+v: %q", e, ctx, v.Date)
		}
	}
}
