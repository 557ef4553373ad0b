package data_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// respelt is a text made from another: its characters, and of each the place
// of the character it stands for in the other, or -1.
type respelt struct {
	runes []rune
	from  []int
}

func (s *respelt) put(from int, runes ...rune) {
	for _, r := range runes {
		s.runes = append(s.runes, r)
		s.from = append(s.from, from)
	}
}

// back leads a span of the new text to the text it was made from; nothing
// when it lies on what was added.
func (s *respelt) back(x [2]int) [2]int {
	first, last := -1, -2
	for _, at := range s.from[x[0]:x[1]] {
		if at >= 0 && first < 0 {
			first = at
		}
		last = max(last, at)
	}
	return [2]int{first, last + 1}
}

// respelling is one way in which the print of an article varies.
type respelling struct {
	name string
	lang string // "" is any
	make func(text []rune, dice *rand.Rand) respelt
}

// letter makes a respelling of what is done to each character.
func letter(do func(text []rune, i int, dice *rand.Rand) []rune) func([]rune, *rand.Rand) respelt {
	return func(text []rune, dice *rand.Rand) (s respelt) {
		for i := range text {
			s.put(i, do(text, i, dice)...)
		}
		return s
	}
}

// swap exchanges the characters of one string for those of another.
func swap(from, to string) func([]rune, *rand.Rand) respelt {
	a, b := []rune(from), []rune(to)
	return letter(func(text []rune, i int, _ *rand.Rand) []rune {
		if at := slices.Index(a, text[i]); at >= 0 {
			return b[at : at+1]
		}
		return text[i : i+1]
	})
}

// behind puts one of some characters behind every n-th place that is fit.
func behind(n int, fit func(text []rune, i int) bool, more string) func([]rune, *rand.Rand) respelt {
	list := []rune(more)
	return letter(func(text []rune, i int, dice *rand.Rand) []rune {
		if fit(text, i) && dice.IntN(n) == 0 {
			return []rune{text[i], list[dice.IntN(len(list))]}
		}
		return text[i : i+1]
	})
}

const halfSpace = '\u200c'

func arabic(r rune) bool { return r >= 0x0621 && r <= 0x06D3 && unicode.IsLetter(r) && r != 0x0640 }

// joining reports whether the letters at i and behind it are printed joined.
func joining(text []rune, i int) bool {
	return arabic(text[i]) && i+1 < len(text) && arabic(text[i+1]) && !strings.ContainsRune("اأإآٱدذرزژوؤىةء", text[i])
}

func wordEnd(text []rune, i int) bool {
	return arabic(text[i]) && (i+1 == len(text) || !unicode.IsLetter(text[i+1]) && !unicode.IsMark(text[i+1]) && text[i+1] != halfSpace)
}

// lines divides a text: where each line begins, and the place behind the last.
func lines(text []rune) []int {
	at := []int{0}
	for i, r := range text {
		if r == '\n' && i+1 < len(text) {
			at = append(at, i+1)
		}
	}
	return append(at, len(text))
}

// paragraph reports whether a line is running text.
func paragraph(line []rune) bool {
	s := strings.TrimSpace(string(line))
	return len(line) > 90 && strings.LastIndexAny(s, ".؟!»") >= len(s)-2
}

// inOneLine prints every second paragraph behind the one before it.
func inOneLine(text []rune, _ *rand.Rand) (s respelt) {
	at := lines(text)
	joined := false
	for k := 0; k+1 < len(at); k++ {
		line := text[at[k]:at[k+1]]
		next := k + 1
		for next+1 < len(at) && strings.TrimSpace(string(text[at[next]:at[next+1]])) == "" {
			next++
		}
		join := !joined && paragraph(line) && next+1 < len(at) && paragraph(text[at[next]:at[next+1]])
		joined = join
		for i, r := range line {
			if join && r == '\n' {
				r = ' '
			}
			s.put(at[k]+i, r)
		}
		if join {
			k = next - 1
		}
	}
	return s
}

// oneNewline takes the blank lines out.
func oneNewline(text []rune, _ *rand.Rand) (s respelt) {
	for i, r := range text {
		if r != '\n' || i > 0 && text[i-1] != '\n' {
			s.put(i, r)
		}
	}
	return s
}

// added puts lines behind the article.
func added(more string) func([]rune, *rand.Rand) respelt {
	return func(text []rune, _ *rand.Rand) (s respelt) {
		for i, r := range text {
			s.put(i, r)
		}
		s.put(-1, []rune("\n\n"+more)...)
		return s
	}
}

// presented prints each letter as the presentation form of it alone.
func presented() func([]rune, *rand.Rand) respelt {
	alone := map[rune]rune{}
	for r := rune(0xFEFC); r >= 0xFB50; r-- {
		if plain := []rune(norm.NFKC.String(string(r))); len(plain) == 1 && arabic(plain[0]) {
			alone[plain[0]] = r
		}
	}
	return letter(func(text []rune, i int, _ *rand.Rand) []rune {
		if r, ok := alone[text[i]]; ok {
			return []rune{r}
		}
		return text[i : i+1]
	})
}

// nested prints each line within two hundred isolates and overrides, of which
// every other line closes its own.
func nested(text []rune, _ *rand.Rand) (s respelt) {
	at := lines(text)
	for k := 0; k+1 < len(at); k++ {
		s.put(-1, []rune(strings.Repeat("\u2067\u202e", 100))...)
		for i := at[k]; i < at[k+1]; i++ {
			if text[i] == '\n' && k%2 == 0 {
				s.put(-1, []rune(strings.Repeat("\u202c\u2069", 100))...)
			}
			s.put(i, text[i])
		}
	}
	return s
}

const furnitureFa = `انتهای پیام/
اخبار مرتبط
وزیر خارجه ایران با همتای عراقی خود دیدار کرد
رئیس‌جمهور فردا به مسکو سفر می‌کند
سخنگوی وزارت خارجه: تحریم‌ها را محکوم می‌کنیم
اشتراک گذاری
تلگرام واتساپ توییتر
لینک کوتاه: https://example.org/x/1
نظر شما`

const furnitureAr = `اقرأ أيضا
وزير الخارجية المصري يلتقي نظيره العراقي في القاهرة
الرئيس التركي يزور الدوحة غدا
المتحدث باسم الخارجية: ندين العقوبات
مشاركة
فيسبوك تويتر واتساب
رابط مختصر: https://example.org/x/1
الأكثر قراءة`

var respellings = []respelling{
	{"half-spaces lost", "fa", letter(func(text []rune, i int, _ *rand.Rand) []rune {
		if text[i] == halfSpace {
			return nil
		}
		return text[i : i+1]
	})},
	{"half-spaces as blanks", "fa", swap(string(halfSpace), " ")},
	{"yeh and kaf exchanged", "fa", swap("یکيك", "يكیک")},
	{"yeh and kaf exchanged", "ar", swap("يكیک", "یکيك")},
	{"yeh without its dots", "ar", func(text []rune, dice *rand.Rand) respelt {
		return letter(func(text []rune, i int, _ *rand.Rand) []rune {
			if text[i] == 'ي' && wordEnd(text, i) {
				return []rune{'ى'}
			}
			return text[i : i+1]
		})(text, dice)
	}},
	{"hamza lost", "fa", swap("أإآؤئ", "اااوی")},
	{"hamza lost", "ar", swap("أإآؤئ", "ااا"+"وي")},
	{"vowels and shadda", "", behind(8, func(text []rune, i int) bool { return arabic(text[i]) }, "\u064e\u064f\u0650\u0651")},
	{"tatweel", "", behind(10, joining, "\u0640")},
	{"digits of Europe", "", swap("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩", "01234567890123456789")},
	{"digits of the East", "", swap("0123456789٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹۰۱۲۳۴۵۶۷۸۹")},
	{"digits of Arabic", "", swap("0123456789۰۱۲۳۴۵۶۷۸۹", "٠١٢٣٤٥٦٧٨٩٠١٢٣٤٥٦٧٨٩")},
	{"teh marbuta as heh", "ar", swap("ة", "ه")},
	{"heh as teh marbuta", "ar", letter(func(text []rune, i int, _ *rand.Rand) []rune {
		if text[i] == 'ه' && wordEnd(text, i) {
			return []rune{'ة'}
		}
		return text[i : i+1]
	})},
	{"lines end with CR LF", "", letter(func(text []rune, i int, _ *rand.Rand) []rune {
		if text[i] == '\n' {
			return []rune("\r\n")
		}
		return text[i : i+1]
	})},
	{"furniture behind", "fa", added(furnitureFa)},
	{"furniture behind", "ar", added(furnitureAr)},
	{"no blank lines", "", oneNewline},
	{"two paragraphs in a line", "", inOneLine},
	{"blanks doubled", "", letter(func(text []rune, i int, _ *rand.Rand) []rune {
		if text[i] == ' ' {
			return []rune("  ")
		}
		return text[i : i+1]
	})},
	{"blanks that do not break", "", swap(" ", "\u00a0")},
	{"marks of direction", "", behind(3, func(text []rune, i int) bool { return text[i] == ' ' || unicode.IsPunct(text[i]) }, "\u200e\u200f\u061c\u202a\u202b\u202c\u2066\u2067\u2069")},
	{"controls of direction within words", "", behind(12, func(text []rune, i int) bool { return arabic(text[i]) }, strings.Join(bidi, ""))},
	{"controls of direction, 200 deep", "", nested},
	{"presentation forms", "", presented()},
	{"straight quotation marks", "", swap("«»“”", `""""`)},
}
