package score

import (
	"slices"
	"testing"
)

func TestFold(t *testing.T) {
	for _, c := range []struct {
		name string
		want []string
	}{
		{"عليّ الكاشف", []string{"علی", "کاشف"}},
		{"ال", []string{"ال"}}, {"الف", []string{"الف"}}, {"الفا", []string{"فا"}},
		{"رضا‌پور", []string{"رضا", "پور"}}, {"آذرـی", []string{"اذری"}},
		{"José O'Neil_1", []string{"jose", "o", "neil_1"}},
		{"ﻻله", []string{"لاله"}}, {"—", nil}, {"", nil},
	} {
		if got := fold(c.name); !slices.Equal(got, c.want) {
			t.Errorf("%q: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestSameName(t *testing.T) {
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"بهزاد کاشفی", "کاشفي", true},           // the surname in another spelling
		{"بهزاد کاشفی", "بهزاد", false},          // the given name alone
		{"بهزاد علی کاشفی", "بهزاد علی", true},   // two words of it
		{"بهزاد علی کاشفی", "کاشفی بهزاد", true}, // in any order
		{"عبد الکریم", "عبدالکریم", false},       // the article is lost in one of them alone
		{"رضا پور", "رضاپور", true},              // equal but for spaces
		{"بهزاد کاشفی", "بهروز کاشفی", false},
		{"", "کاشفی", false}, {"...", "...", false},
	} {
		if sameName(c.a, c.b) != c.same || sameName(c.b, c.a) != c.same {
			t.Errorf("%q and %q: want %v", c.a, c.b, c.same)
		}
	}
}

func TestCity(t *testing.T) {
	for name, want := range map[string]string{"New-York City": "new york", "Sana'a": "sanaa", "City": "city", "Malé": "mal", "": ""} {
		if got := city(&name); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}

func TestCalendarDay(t *testing.T) {
	for date, want := range map[string]string{"2024-05-07T10:00": "2024-05-07", "2024-05-07T10/2024-05-08T11": "2024-05-07/2024-05-08", "2024-05": "2024-05", "": ""} {
		if got := calendarDay(date); got != want {
			t.Errorf("%q: %q, want %q", date, got, want)
		}
	}
}
