package reconcile

import "testing"

// TestFit holds which names may be one person's; the people are invented or
// bear common names.
func TestFit(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want likeness
	}{
		{"بهرام رادمنش", "بهرام راد‌منش", sameName},
		{"رادمنش", "بهرام رادمنش", surname},
		{"كريم الرادمنشي", "کریم رادمنشی", sameName},
		{"بهرام رادمنش", "کامران رادمنش", otherGiven},
		{"بهرام رادمنش", "بهرام کاویان", otherName},
		{"محمد بهرام رادمنش", "بهرام رادمنش", partOf},
		{"سراج الدین مهرالدین", "سراج الدين مهر الدين", sameName},
		{"ولادیمیر لاوروف", "فلاديمير لافروف", sameName},
		{"عبد الله كامل", "عبدالله کامل", sameName},
		{"پوتین", "بوتين", surname},
		{"گروشکو", "غروشكو", surname},
		{"چوبکین", "تشوبكين", surname},
	} {
		if got, _ := fit(tokens(c.a), tokens(c.b)); got != c.want {
			t.Errorf("%s / %s: %d, want %d", c.a, c.b, got, c.want)
		}
		if got, _ := fit(tokens(c.b), tokens(c.a)); got != c.want {
			t.Errorf("%s / %s: %d, want %d", c.b, c.a, got, c.want)
		}
	}
}
