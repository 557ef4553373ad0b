package normalise

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"safir/internal/doc"
)

func TestText(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"گفت‌وگوي  وزيران\n\n\nدر ۱۲ مهـر", "گفتوگوی وزیران\nدر 12 مهر"},
		{"  رؤساء  ", "روسا"},
		{"مُحمَّدٌ", "محمد"},
		{"ﻻ ﷲ", "لا الله"},
		{"a\u200d\u200fB\u00a0 c", "ab c"},
		{"", ""},
		{" \u200c\n", ""},
	} {
		got, _ := zoner().Text(c.text, "fa")
		if got != c.want {
			t.Errorf("Text(%q) = %q, want %q", c.text, got, c.want)
		}
	}
}

// TestBack: what is found in the one spelling is shown as it was printed.
func TestBack(t *testing.T) {
	text := "  در گفت‌وگوي تلفنی، «وزيرِ» راه گفت:\r\n ۱۲ پُل ﻻزم است."
	spelt, m := zoner().Text(text, "fa")
	for find, want := range map[string]string{
		"گفتوگوی": "گفت‌وگوي", "وزیر": "وزيرِ", "12 پل": "۱۲ پُل", "لازم": "ﻻزم", "گفت:\n12": "گفت:\r\n ۱۲", "است.": "است.",
	} {
		at := strings.Index(spelt, find)
		if at < 0 {
			t.Errorf("%q not in %q", find, spelt)
			continue
		}
		s := m.Back(doc.Span{Start: at, End: at + len(find)})
		if got := text[s.Start:s.End]; got != want {
			t.Errorf("%q leads back to %q, want %q", find, got, want)
		}
	}
	if s := m.Back(doc.Span{Start: 0, End: 0}); s.Len() != 0 {
		t.Errorf("nothing leads back to %v", s)
	}
}

// FuzzText: every span leads back to a slice of the source between its
// characters, in order; spelling twice is spelling once; the result is text.
func FuzzText(f *testing.F) {
	f.Add("گفت‌وگوي ـ وزيران", "fa", 0, 4)
	f.Add("ﷺ \ufe71 ﻻ\u0651\u200c\n\n\u2028", "ar", 1, 3)
	f.Add("İstanbul \xff\xc3 ϴ ǅ \u0345", "", 2, 9)
	f.Fuzz(func(t *testing.T, text, tag string, from, size int) {
		spelt, m := zoner().Text(text, tag)
		if !utf8.ValidString(spelt) {
			t.Fatalf("%q is no text", spelt)
		}
		if again, _ := zoner().Text(spelt, tag); again != spelt {
			t.Fatalf("spelt %q, spelt again %q", spelt, again)
		}
		checkJSON(t, spelt)
		checkMap(t, text, spelt, m)
		if n := len(spelt); n > 0 {
			start := abs(from) % n
			checkBack(t, text, m.Back(doc.Span{Start: start, End: min(n, start+abs(size)%n)}))
		}
	})
}

func abs(n int) int { return max(n, -(n + 1)) }

func checkJSON(t *testing.T, s string) {
	data, err := json.Marshal(s)
	var back string
	if err == nil {
		err = json.Unmarshal(data, &back)
	}
	if err != nil || back != s {
		t.Fatalf("%q became %q in JSON (%v)", s, back, err)
	}
}

func checkMap(t *testing.T, text, spelt string, m *Map) {
	last := doc.Span{}
	for at, r := range spelt {
		s := m.Back(doc.Span{Start: at, End: at + utf8.RuneLen(r)})
		checkBack(t, text, s)
		if s.Start < last.Start || s.End < last.End {
			t.Fatalf("%v behind %v: the map goes back", s, last)
		}
		last = s
	}
}

func checkBack(t *testing.T, text string, s doc.Span) {
	if s.Start < 0 || s.End < s.Start || s.End > len(text) {
		t.Fatalf("%v is no slice of %d bytes", s, len(text))
	}
	if !utf8.ValidString(text) {
		return
	}
	for _, at := range []int{s.Start, s.End} {
		if at < len(text) && !utf8.RuneStart(text[at]) {
			t.Fatalf("%v cuts a character of %q", s, text)
		}
	}
}
