package calendar

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"strings"
	"testing"

	"safir/internal/doc"
)

// golden.txt is made by testdata/make.mjs with ICU.
func TestEqualsICU(t *testing.T) {
	data, err := os.ReadFile("testdata/golden.txt")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(data)), "\n")
	if len(lines) != 201 {
		t.Fatalf("%d years in golden.txt, want 201", len(lines))
	}
	for _, line := range lines {
		var year int
		var want [3]string
		if _, err := fmt.Sscan(line, &year, &want[0], &want[1], &want[2]); err != nil {
			t.Fatal(err)
		}
		first, last := jalaliFirst(year, 1), jalaliFirst(year+1, 1)
		for i, name := range []string{doc.Jalali, Civil, doc.Hijri} {
			h := sha256.New()
			for day := first; day < last; day++ {
				d := FromDay(name, day)
				fmt.Fprintf(h, "%d %d-%d-%d\n", day, d.Year, d.Month, d.Day)
			}
			if got := hex.EncodeToString(h.Sum(nil))[:16]; got != want[i] {
				t.Errorf("%s, solar year %d: not as ICU (%s, want %s)", name, year, got, want[i])
			}
		}
	}
}

func TestConversionsAreInverse(t *testing.T) {
	for _, name := range []string{doc.Gregorian, doc.Jalali, doc.Hijri, Civil} {
		lo, hi := -470000, 450000 // AD 683 to 3202
		before := FromDay(name, lo-1)
		for day := lo; day < hi; day += 1 {
			d := FromDay(name, day)
			back, ok := ToDay(name, d)
			if !ok || back != day {
				t.Fatalf("%s: day %d is %v, which is day %d, %v", name, day, d, back, ok)
			}
			next := d.Day == before.Day+1 && d.Month == before.Month && d.Year == before.Year
			turn := d.Day == 1 && (d.Month == before.Month+1 && d.Year == before.Year || d.Month == 1 && d.Year == before.Year+1)
			// The lunar calendar passes from the civil form to the table and back.
			edge := name == doc.Hijri && (day >= umalquraStart-1 && day <= umalquraStart+1 || day >= umalquraYears[len(umalquraMonths)]-1 && day <= umalquraYears[len(umalquraMonths)]+1)
			if !next && !turn && !edge {
				t.Fatalf("%s: %v follows %v", name, d, before)
			}
			before = d
		}
	}
}

func TestKnownDays(t *testing.T) {
	for _, c := range []struct {
		calendar string
		d        Date
		want     string
		weekday  int
	}{
		{doc.Gregorian, Date{1970, 1, 1}, "1970-01-01", 4},
		{doc.Gregorian, Date{2000, 2, 29}, "2000-02-29", 2},
		{doc.Jalali, Date{1401, 11, 4}, "2023-01-24", 2},
		{doc.Jalali, Date{1402, 9, 14}, "2023-12-05", 2},
		{doc.Jalali, Date{1403, 12, 30}, "2025-03-20", 4},
		{doc.Jalali, Date{1404, 1, 1}, "2025-03-21", 5},
		{doc.Jalali, Date{1399, 6, 8}, "2020-08-29", 6},
		{doc.Hijri, Date{1436, 10, 26}, "2015-08-11", 2},
		{doc.Hijri, Date{1446, 10, 19}, "2025-04-17", 4},
		{doc.Hijri, Date{1444, 11, 17}, "2023-06-06", 2},
	} {
		day, ok := ToDay(c.calendar, c.d)
		if got := FromDay(doc.Gregorian, day).ISO(); !ok || got != c.want || Weekday(day) != c.weekday {
			t.Errorf("%s %v: %s, weekday %d; want %s, %d", c.calendar, c.d, got, Weekday(day), c.want, c.weekday)
		}
	}
}

func TestRefused(t *testing.T) {
	for _, c := range []struct {
		calendar string
		d        Date
	}{
		{doc.Gregorian, Date{2023, 2, 29}}, {doc.Gregorian, Date{2023, 13, 1}}, {doc.Gregorian, Date{0, 1, 1}}, {doc.Gregorian, Date{2023, 4, 0}},
		{doc.Jalali, Date{1402, 12, 30}}, {doc.Jalali, Date{1402, 7, 31}}, {doc.Jalali, Date{9999, 1, 1}}, {doc.Jalali, Date{0, 1, 1}},
		{doc.Hijri, Date{1444, 0, 1}}, {doc.Hijri, Date{1444, 1, 31}}, {doc.Hijri, Date{0, 1, 1}}, {Civil, Date{1444, 2, 30}},
	} {
		if day, ok := ToDay(c.calendar, c.d); ok {
			t.Errorf("%s %v is taken as day %d", c.calendar, c.d, day)
		}
	}
}
