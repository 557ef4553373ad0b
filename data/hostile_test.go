package data_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"

	"safir/internal/doc"
	"safir/internal/pipeline"
)

// hostile is a text that is no honest article, of about n bytes.
type hostile struct {
	name string
	make func(n int, dice *rand.Rand) string
}

// over repeats a text to about n bytes.
func over(s string) func(int, *rand.Rand) string {
	return func(n int, _ *rand.Rand) string { return strings.Repeat(s, n/len(s)+1) }
}

// drawn puts words of a list together as the dice fall.
func drawn(list ...string) func(int, *rand.Rand) string {
	return func(n int, dice *rand.Rand) string {
		var b strings.Builder
		for b.Len() < n {
			b.WriteString(list[dice.IntN(len(list))])
		}
		return b.String()
	}
}

// bidi are the twelve controls of direction.
var bidi = strings.Split("\u061c \u200e \u200f \u202a \u202b \u202c \u202d \u202e \u2066 \u2067 \u2068 \u2069", " ")

var hostiles = []hostile{
	{"controls of direction, nested", func(n int, _ *rand.Rand) string {
		return "وزیر" + strings.Repeat("\u202b\u2067", n/12) + " خارجه " + strings.Repeat("\u2069\u202c", n/12)
	}},
	{"controls of direction, unbalanced", func(n int, dice *rand.Rand) string {
		return drawn(append(bidi, "وزير ", "الخارجية ", "قال ", ". ")...)(n, dice)
	}},
	{"marks on one letter", func(n int, _ *rand.Rand) string { return "ا" + strings.Repeat("\u0301\u064e", n/4) + " گفت" }},
	{"marks on no letter", over("\u064e\u0651")},
	{"no blanks", over("وزیرخارجهایراندردیداربا")},
	{"one word", over("و")},
	{"newlines", over("\n")},
	{"lines of one letter", over("ا\n")},
	{"quotation marks", over("\"")},
	{"quotations never closed", over("«وزیر گفت ")},
	{"quotations nested", func(n int, _ *rand.Rand) string {
		return strings.Repeat("«و", n/8) + strings.Repeat("»", n/8)
	}},
	{"colons and dashes", over("وزير: - قال: ")},
	{"signs only", drawn(".", "!", "؟", "،", "؛", ":", "-", "/", "(", ")", "…", "*", "@", "#")},
	{"digits only", over("0123456789")},
	{"numbers only", over("12 / 3 ")},
	{"dates only", over("۱۲ خرداد ۱۴۰۲ و 3 مايو 2021 تا ")},
	{"scripts mixed", drawn("وزیر", "ministr", "министр", "部長", "שר", " ", "ि", "́", "\u200c", "؟")},
	{"emoji joined", over("👩\u200d👩\u200d👧\u200d👦🏽 ")},
	{"tatweel", over("ـ")},
	{"half-spaces", over("می\u200c")},
	{"conjunctions", over("و و ")},
	{"endings apart", over("ها ")},
	{"endings tied", over("\u200cهای")},
	{"a list of names", over("علی محمدی، ")},
	{"a list of states", over("إيران والعراق ومصر و")},
	{"a list of offices", over("وزير خارجية مصر ونظيره الإيراني و")},
	{"a sentence without end", over("وزیر خارجه ایران گفت که رئیس‌جمهور عراق با او دیدار کرد و ")},
	{"verbs only", over("گفت کرد شد ")},
	{"people without number", people26},
	{"events without number", events26},
	{"HTML", over("<p>وزير الخارجية</p>\n")},
	{"replacement characters", over("\uFFFD")},
	{"controls", over("\x00\x01\x7f\u0085")},
	{"datelines", over("تهران - ایرنا - ")},
	{"handles", over("@alkhabar #خبر https://example.org/x ")},
}

// name26 is an invented name that no list has.
func name26(dice *rand.Rand) string {
	var b strings.Builder
	for range 5 + dice.IntN(3) {
		b.WriteRune([]rune("بتجحدرزسشطعفقکگلمنوهی")[dice.IntN(21)])
	}
	return b.String()
}

func people26(n int, dice *rand.Rand) string {
	var b strings.Builder
	for b.Len() < n {
		fmt.Fprintf(&b, "%s %s، وزیر خارجه %s، گفت: این کار خوب است.\n", name26(dice), name26(dice), []string{"ایران", "عراق", "ترکیه", "قطر"}[dice.IntN(4)])
	}
	return b.String()
}

func events26(n int, dice *rand.Rand) string {
	var b strings.Builder
	for b.Len() < n {
		fmt.Fprintf(&b, "%s، وزیر خارجه ایران، %d خرداد %d با %s، سفیر %s در تهران دیدار کرد و سند همکاری امضا شد.\n", name26(dice), 1+dice.IntN(30), 1380+dice.IntN(20), name26(dice), []string{"عراق", "ترکیه", "قطر"}[dice.IntN(3)])
	}
	return b.String()
}

// cost codes a text in both languages so many times, and says how much processor time that took.
func cost(t testing.TB, w *pipeline.Worker, text string, times int) time.Duration {
	text = strings.ToValidUTF8(text, "\uFFFD")
	from := spent()
	for range times {
		for _, lang := range []string{"fa", "ar"} {
			r, err := w.Code(doc.Article{Text: text, Lang: lang, File: "hostile"})
			if err != nil {
				t.Fatal(err)
			}
			soundly(t, r)
		}
	}
	return spent() - from
}

// steepest is how much more a long text may cost than eight of an eighth of its
// length, with what the collector does meanwhile. What grows with the square
// costs eight times as much; colder caches have cost 2.6.
const steepest = 3.0

// measurable is the least time for which the processor's clock tells more than
// what the collector happened to do meanwhile. A long text that costs less is
// in proportion by that alone.
const measurable = 5 * time.Millisecond

// TestHostile holds that no text makes the coder fail, and that its cost is in
// proportion to its length.
func TestHostile(t *testing.T) {
	proof := os.Getenv("SAFIR_PROOF") == "1"
	small := 8 << 10
	if proof {
		small = 32 << 10
	}
	w := open(t).NewWorker()
	for _, h := range hostiles {
		t.Run(h.name, func(t *testing.T) {
			dice := rand.New(rand.NewPCG(1, 2))
			short, long := h.make(small, dice), h.make(8*small, dice)
			ratio := steepest + 1
			for tries := 0; tries < 5 && ratio > steepest; tries++ { // other work on the machine may disturb one
				whole := cost(t, w, long, 1)
				if whole < measurable {
					ratio = 0
					break
				}
				ratio = float64(whole) / float64(cost(t, w, short, 8))
			}
			if ratio > steepest {
				t.Errorf("a byte of %d KiB costs %.1f times as much as one of %d KiB", 8*small>>10, ratio, small>>10)
			}
			if proof {
				huge := cost(t, w, h.make(10<<20, dice), 1)
				t.Logf("PROOF | %s: a byte of 256 KiB costs no more than %.1f times one of 32 KiB | 10 MiB | %.1f s", h.name, steepest, huge.Seconds())
			}
		})
	}
}
