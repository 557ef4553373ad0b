package index

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode"

	"safir/data"
	"safir/internal/directory"
	"safir/internal/lang"
	"safir/internal/register"
)

// opened is the index of the built-in data, made once.
var opened = sync.OnceValues(func() (*Index, error) {
	dir, err := directory.Open(data.FS)
	if err != nil {
		return nil, err
	}
	var packs []*lang.Pack
	for _, tag := range []string{"ar", "fa"} {
		p, err := lang.Open(data.FS, "lang/"+tag)
		if err != nil {
			return nil, err
		}
		packs = append(packs, p)
	}
	return Open(data.FS, dir, packs...)
})

func open(t testing.TB) *Index {
	t.Helper()
	x, err := opened()
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// TestSameTokens holds that what differs in spelling alone is the same.
func TestSameTokens(t *testing.T) {
	x := open(t)
	for _, spellings := range [][]string{
		{"همکاری‌های منطقه‌ای", "همکاریهای منطقه ای", "همکاری های منطقهای", "همكاري‌هاي منطقه‌اي"},
		{"رئیس‌جمهور", "رئیس جمهور", "رئیسجمهور", "رییس جمهور", "رئيس جمهور"},
		{"گفت‌وگو", "گفتگو", "گفت و گو", "گفت وگو", "گفت‌و‌گو"},
		{"می‌رود", "می رود", "میرود"},
		{"وزير", "والوزير", "للوزير", "بالوزير", "الوزير", "وَزِيرٌ", "وزیر", "وزيـــر"},
		{"وزيرالخارجية", "وزير الخارجية", "وزير خارجيه"},
		{"أمير عبد اللهيان", "امیرعبداللهیان", "امیر‌عبداللهیان", "امیر عبداللهیان"},
		{"ألمانيا", "المانيا", "ولألمانيا"},
		{"سرمایه‌گذاری", "سرمایه گذاری", "سرمایهگذاری", "سرمايه‌گذاري"},
		{"۱۴۰۱", "١٤٠١", "1401"},
		{"خانهٔ", "خانۀ", "خانه‌ی", "خانه ی", "خانه"},
		{"Erdoğan's visits", "erdogan visit"},
		{"ﻣﺤﺎﺩﺛﺎﺕ", "محادثات", "المحادثات"},
	} {
		want := x.Phrase(spellings[0])
		for _, s := range spellings[1:] {
			if got := x.Phrase(s); got != want {
				t.Errorf("%q gives %q, but %q gives %q", s, got, spellings[0], want)
			}
		}
	}
}

// TestOtherTokens holds that words are not cut down to others.
func TestOtherTokens(t *testing.T) {
	x := open(t)
	for _, pair := range [][2]string{
		{"سازمان", "ساز"}, {"ایران", "ایر"}, {"وزارت", "وزیر"}, {"آلمان", "مان"}, {"تنها", "تن"}, {"درمان", "در"}, {"ایمان", "عمان"}, {"وارد", "ارد"}, {"منطقه‌ای", "منطق"},
	} {
		if a, b := x.Text(pair[0]), x.Text(pair[1]); a == b {
			t.Errorf("%q and %q both give %q", pair[0], pair[1], a)
		}
	}
}

// TestPhrases holds that a phrase may begin inside a compound, and that one
// that only looks alike is not found.
func TestPhrases(t *testing.T) {
	x := open(t)
	for _, c := range []struct {
		text, phrase string
		found        bool
	}{
		{"دیدار با رئیس‌جمهور گلستان", "جمهور گلستان", true},
		{"دیدار با رئیس جمهور گلستان", "جمهور گلستان", true},
		{"بیانیه امور بین‌المللی کشور", "المللی کشور", true},
		{"دیدار با رئیس‌جمهور پیشین گلستان", "جمهور گلستان", false},
		{"عندما قال الوزير", "ما قال", false},
	} {
		text := " " + x.Text(c.text) + " "
		if got := slices.ContainsFunc(x.Phrases(c.phrase), func(p string) bool { return strings.Contains(text, " "+p+" ") }); got != c.found {
			t.Errorf("%q in %q: %v; it asks for %q among %q", c.phrase, c.text, got, x.Phrases(c.phrase), text)
		}
	}
}

// TestPlainTokens holds that a token is a run of letters and digits in lower
// case, so that any store cuts it as it was cut here.
func TestPlainTokens(t *testing.T) {
	x := open(t)
	check := func(s string) {
		for _, tok := range strings.Split(x.Text(s), " ") {
			if strings.ContainsFunc(tok, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) || unicode.ToLower(r) != r }) {
				t.Fatalf("%q gives the token %q", s, tok)
			}
		}
	}
	for _, n := range x.dir.Names {
		check(n.Form)
	}
	for _, s := range []string{"", "  ", "İstanbul’da", "a\u200cb", "\u200c", "Ⅷ ½ ﷺ ﷲ", "\xff\xfe", "e\u0301", "汉语 ไทย हिन्दी"} {
		check(s)
	}
}

// TestNames holds that a name in one language is asked for in all.
func TestNames(t *testing.T) {
	x := open(t)
	for query, want := range map[string]string{
		"Kyrgyzstan": "قرقیزستان", "قيرغيزستان": "xkgz", "south korea": "کره جنوبی", "سازمان ملل": "xun", "Киргизия": "kyrgyzstan", "Bishkek": "بیشکک", "ECO": "xeco",
	} {
		asked, _ := x.Words(query)
		if len(asked) != 1 || !slices.ContainsFunc(asked[0].Any, func(p string) bool { return strings.Contains(" "+x.Phrase(want)+" ", " "+p+" ") }) {
			t.Errorf("%q is read as %v, without %q", query, asked, want)
		}
	}
}

// TestMention holds that a mention is found by names in any script.
func TestMention(t *testing.T) {
	x := open(t)
	m := register.Mention{Kind: register.Event, Verb: "meet", City: "Bishkek", Country: "KGZ", Parties: []string{"IRN", "KGZ"}, Topics: []string{"transport/rail"},
		Who: []register.Name{{Text: "ظریف", English: "Mohammad Javad Zarif", Country: "IRN", Office: "foreign_minister"}}}
	tokens := " " + x.Mention(&m, "دیدار ظریف در بیشکک") + " "
	for _, query := range []string{"Zarif", "ظریف", "ظريف", "meeting", "Bishkek", "بيشكيك", "Iran", "إيران", "rail", "foreign minister", "قرقیزستان"} {
		asked, _ := x.Words(query)
		for _, a := range asked {
			if !slices.ContainsFunc(a.Any, func(p string) bool { return strings.Contains(tokens, " "+p+" ") }) {
				t.Errorf("%q asks for %v, which is not among %q", query, a.Any, tokens)
			}
		}
	}
}

// TestIgnored holds that words that say nothing alone are passed over, but not
// when they are all there is.
func TestIgnored(t *testing.T) {
	x := open(t)
	asked, ignored := x.Words("meeting in Tehran")
	if len(asked) != 2 || len(ignored) != 1 {
		t.Errorf("read as %v, passed over %v", asked, ignored)
	}
	if asked, _ := x.Words("in"); len(asked) != 1 {
		t.Errorf("a word alone is read as %v", asked)
	}
}

func BenchmarkText(b *testing.B) {
	x := open(b)
	text := strings.Repeat("وزیر امور خارجه کشورمان در دیدار با همتای قرقیزستانی خود بر گسترش همکاری‌های منطقه‌ای تأکید کرد. ", 30)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		x.Text(text)
	}
}

// FuzzText holds that any text gives plain tokens, and that tokens give
// themselves.
func FuzzText(f *testing.F) {
	x := open(f)
	for _, s := range []string{"همکاری‌های منطقه‌ای", "والوزير", "a-b_c", "\u200c\u200c", "لللل"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, tok := range x.stream(s) {
			if tok.text == "" || strings.ContainsFunc(tok.text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
				t.Fatalf("%q gives the token %q", s, tok.text)
			}
		}
	})
}
