package ask

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"safir/internal/index"
	"safir/internal/register"
	"safir/internal/store"
)

// Invented sentences; nobody said or did any of this.
var persianSentences = []string{
	"وزیر راه ایران بر گسترش همکاری‌های منطقه‌ای در بخش حمل‌ونقل تأکید کرد",
	"سفیر قرقیزستان از سرمایه‌گذاری شرکت‌های ایرانی در نیروگاه‌های برق‌آبی استقبال می‌کند",
	"رئیس‌جمهور تاجیکستان در گفت‌وگوی تلفنی خواستار ازسرگیری پروازهای مستقیم شد",
	"دو کشور یادداشت تفاهم بین‌المللی درباره کشاورزی و دامپزشکی امضا کردند",
	"هیئت پارلمانی ازبکستان برای بازدید از کارخانه‌های داروسازی به تهران می‌آید",
	"کمیسیون مشترک اقتصادی پس از پنج سال در تفلیس تشکیل جلسه داد",
	"سخنگوی دولت ترکمنستان گزارش‌های مربوط به قطع صادرات گاز را رد کرد",
	"معاون وزیر نیرو گفت خط انتقال برق تا پایان سال ۱۴۰۳ آماده بهره‌برداری می‌شود",
	"نمایندگان ویژه سه کشور همسایه درباره بازگشایی گذرگاه‌های مرزی رایزنی کردند",
	"مدیرکل گمرک از کاهش تعرفه کالاهای صنعتی و معدنی خبر داد",
	"شورای همکاری خلیج فارس بیانیه‌ای درباره امنیت کشتیرانی منتشر نکرد",
	"بانک توسعه آسیایی وامی به ارزش ۲۵۰ میلیون دلار به جمهوری آذربایجان می‌دهد",
	"رایزن فرهنگی هند از برگزاری نمایشگاه خوشنویسی در بمبئی سخن گفت",
	"پزشکان ارمنستانی برای آموزش جراحی قلب به شیراز خواهند رفت",
	"وزیران دارایی دو طرف درباره مبادلات بانکی و بیمه صادراتی مذاکره کردند",
	"رئیس سازمان هواشناسی بر هشدارهای زودهنگام سیلاب تأکید داشت",
	"دانشگاه‌های دو کشور برنامه‌ای برای تبادل دانشجو و استادان تصویب کردند",
	"قزاقستان آمادگی خود را برای ترانزیت غلات از بندر انزلی اعلام کرد",
	"نخست‌وزیر گرجستان به دعوت همتای ارمنی خود وارد ایروان شد",
	"پلیس مرزبانی دو کشور محموله‌ای از مواد مخدر کشف و ضبط کردند",
	"وزارت خارجه عمان از میانجی‌گری میان دو همسایه شمالی خودداری کرد",
	"شرکت ملی راه‌آهن قرارداد خرید پنجاه لوکوموتیو دست‌دوم را لغو نمود",
	"جمعیت هلال‌احمر چادر و پتوی امدادی برای زلزله‌زدگان ترکیه فرستاد",
	"ماهیگیران بازداشت‌شده پس از وساطت کنسولگری آزاد شدند",
	"کارشناسان آب دو کشور درباره حقابه رودخانه هیرمند گفتگو کردند",
	"پروژه خط‌لوله میعانات گازی با تأخیری هشت‌ماهه آغاز به کار کرد",
}

var arabicSentences = []string{
	"بحث وزير النقل السوداني مع نظيره المصري تشغيل الخطوط البحرية بين البلدين",
	"أكد السفير الجزائري أهمية الاتفاقيات الثنائية في مجال الطاقة الشمسية",
	"وصل رئيس البرلمان الموريتاني إلى تونس في زيارة رسمية تستغرق يومين",
	"وقّعت الكويت والأردن مذكرة تفاهم لإنشاء صومعة للحبوب في ميناء العقبة",
	"أعلن المتحدث باسم وزارة الصحة العمانية إرسال مستشفى ميداني إلى اليمن",
	"استدعت الخارجية المغربية القائم بالأعمال احتجاجا على تصريحات مسيئة",
	"دعا الأمين العام للمنظمة إلى استئناف المفاوضات حول مياه الأنهار المشتركة",
	"ناقش الجانبان تعزيز التبادل التجاري ورفع القيود عن الصادرات الزراعية",
	"أرجأت اللجنة الوزارية اجتماعها المقرر في بيروت إلى الأسبوع المقبل",
	"تسلّم رئيس الوزراء العراقي رسالة خطية من نظيره الماليزي",
	"شدد المبعوث الأممي على ضرورة وقف إطلاق النار وفتح المعابر الإنسانية",
	"رحبت قطر بالإفراج عن الصيادين المحتجزين وشكرت الوسطاء",
	"تعهدت تركيا بتمويل ترميم الجسور المتضررة من الفيضانات",
	"اتفق وزراء المالية على إنشاء صندوق استثماري برأسمال ٥٠٠ مليون دينار",
	"نفت السفارة الإيرانية صحة الأنباء المتداولة عن إغلاق قنصليتها",
	"افتتح ولي العهد معرض الكتاب بمشاركة دور نشر إماراتية وسورية",
	"طالب النواب بمراجعة اتفاقية الصيد البحري قبل نهاية عام ٢٠٢٥",
	"أجرى قائد خفر السواحل مباحثات حول مكافحة تهريب الوقود",
	"وافقت الحكومة الليبية على فتح خط جوي مباشر بين مصراتة وصفاقس",
	"أوفدت جيبوتي بعثة طبية لمكافحة الكوليرا في المناطق الحدودية",
	"تبادل الرئيسان التهاني بمناسبة مرور خمسين عاما على إقامة العلاقات",
	"حذرت هيئة الأرصاد من عاصفة رملية قد تعطل حركة الملاحة",
	"انسحب الوفد المفاوض من الجلسة المسائية دون إبداء الأسباب",
	"كشف وزير التعليم عن منح دراسية لطلبة الهندسة والطب البيطري",
}

// spell are ways to print a query otherwise; "" where one does not apply.
var spell = map[string]func(string) string{
	"as printed":         func(s string) string { return s },
	"half-space a blank": replaced("\u200c", " "),
	"half-space lost":    replaced("\u200c", ""),
	"Arabic letters":     replaced("ی", "ي", "ک", "ك"),
	"Persian letters":    replaced("ي", "ی", "ك", "ک", "ى", "ی"),
	"without hamza":      replaced("أ", "ا", "إ", "ا", "آ", "ا", "ؤ", "و", "ئ", "ی"),
	"teh marbuta":        replaced("ة", "ه"),
	"Persian digits":     digits('۰'),
	"Arabic digits":      digits('٠'),
	"ASCII digits":       digits('0'),
	"tatweel":            replaced("ر", "ر", "س", "ســ", "م", "مـ"),
	"marks":              replaced("ت", "تَ", "ل", "لِ", "د", "دّ"),
	"without marks":      replaced("ّ", ""),
	"Arabic, lost":       func(s string) string { return replaced("ی", "ي", "ک", "ك")(replaced("\u200c", "")(s)) },
}

func replaced(pairs ...string) func(string) string {
	return strings.NewReplacer(pairs...).Replace
}

func digits(zero rune) func(string) string {
	return func(s string) string {
		return strings.Map(func(r rune) rune {
			for _, z := range []rune{'0', '۰', '٠'} {
				if r >= z && r <= z+9 {
					return zero + r - z
				}
			}
			return r
		}, s)
	}
}

// inflected are forms in which a reader may type a word that stands in a text.
func inflected(lang, w string) (out []string) {
	bare := strings.ReplaceAll(w, "\u200c", "")
	if lang == "ar" {
		switch {
		case strings.HasPrefix(w, "ال"):
			return []string{strings.TrimPrefix(w, "ال"), "و" + w, "ب" + w, "لل" + strings.TrimPrefix(w, "ال")}
		case strings.HasPrefix(w, "وال"), strings.HasPrefix(w, "بال"):
			return []string{strings.TrimPrefix(strings.TrimPrefix(w, "و"), "ب")}
		}
		return nil
	}
	for _, e := range []string{"\u200cهای", "\u200cها"} {
		if s, ok := strings.CutSuffix(w, e); ok && !strings.HasSuffix(s, "ه") && len([]rune(s)) > 3 {
			return []string{s, s + " ها", s + "\u200cهایشان", s + "هایی", strings.ReplaceAll(bare, " ", "")}
		}
	}
	return nil
}

// pairOfSpelling is a query and the sentence that it must find.
type pairOfSpelling struct {
	query, base, how string
	sentence         int
}

func spellings(lang string, sentences []string) (out []pairOfSpelling) {
	seen := map[string]bool{}
	add := func(query, base, how string, sentence int) {
		if key := fmt.Sprint(sentence, query); query != "" && !seen[key] {
			seen[key] = true
			out = append(out, pairOfSpelling{query, base, how, sentence})
		}
	}
	for i, s := range sentences {
		words := strings.Fields(s)
		for j, w := range words {
			if len([]rune(w)) < 4 {
				continue
			}
			for how, f := range spell {
				if q := f(w); q != w || how == "as printed" {
					add(q, w, how, i)
				}
			}
			for _, q := range inflected(lang, w) {
				add(q, q, "another ending or clitic", i)
			}
			if j > 0 && len([]rune(words[j-1])) >= 4 {
				add(words[j-1]+" "+w, w, "two words", i)
				add(`"`+words[j-1]+" "+w+`"`, w, "phrase", i)
			}
		}
	}
	slices.SortFunc(out, func(a, b pairOfSpelling) int {
		return strings.Compare(fmt.Sprint(a.sentence, a.query), fmt.Sprint(b.sentence, b.query))
	})
	return out
}

// bare is a text without all in which spellings differ, for telling which
// sentences hold a word at all.
func bare(s string) string {
	return replaced("\u200c", "", " ", "", "ي", "ی", "ك", "ک", "ى", "ی", "أ", "ا", "إ", "ا", "آ", "ا", "ؤ", "و", "ئ", "ی", "ة", "ه", "ّ", "")(s)
}

// sameWord reports whether a query names a state or is a word that print writes
// with other letters too: it may find sentences without its letters.
func sameWord(query string) bool {
	b := bare(query)
	return strings.Contains(b, "ارمن") || strings.Contains(b, "گفتگو") || strings.Contains(b, "گفتوگو")
}

// TestSpellings asks more than a thousand queries in other spellings than the
// text has. At least 99 of 100 must be answered; an answer that does not hold
// the word in any spelling is false, and at most 1 of 100 may be.
func TestSpellings(t *testing.T) {
	h := open(t)
	asked, missed, answers, false_ := 0, 0, 0, 0
	for lang, sentences := range map[string][]string{"fa": persianSentences, "ar": arabicSentences} {
		s := store.NewMemory()
		for i, text := range sentences {
			h.keep(t, s, told{id: fmt.Sprintf("%s%02d", lang, i), text: text, lang: lang, outlet: "invented", day: "2024-01-01", mentions: []register.Mention{{Kind: register.Statement, Verb: "state"}}})
		}
		a := h.asker(t, s, "2024-06-01")
		for _, p := range spellings(lang, sentences) {
			asked++
			got, err := a.Search(t.Context(), p.query, 0)
			if err != nil {
				t.Fatalf("%s: %v", p.query, err)
			}
			want := fmt.Sprintf("%s%02ds1", lang, p.sentence)
			if !slices.ContainsFunc(got.Rows, func(r Row) bool { return r.ID == want }) {
				missed++
				t.Logf("missed (%s): %q in %q", p.how, p.query, sentences[p.sentence])
			}
			core := stemOf(h.index, p.base)
			for _, r := range got.Rows {
				answers++
				if sameWord(p.query) {
					continue
				}
				var n int
				fmt.Sscanf(r.ID[2:], "%02d", &n)
				if !strings.Contains(bare(sentences[n]), core) && n != p.sentence {
					false_++
					t.Logf("false (%s): %q gives %q", p.how, p.query, sentences[n])
				}
			}
		}
	}
	t.Logf("%d queries, %d missed; %d answers, %d false", asked, missed, answers, false_)
	if asked < 1000 || missed*100 > asked || false_*100 > answers {
		t.Errorf("%d queries, %d missed; %d answers, %d false", asked, missed, answers, false_)
	}
}

// stemOf is the core of a word that every sentence with it must hold.
func stemOf(x *index.Index, w string) string {
	core := strings.ReplaceAll(x.Phrase(w), " ", "")
	if r := []rune(core); len(r) > 4 {
		core = string(r[:len(r)-1])
	}
	return bare(core)
}

// TestNamesAcrossScripts asks for every state that has names in several
// languages by each of them, and for office-holders by their names in other
// scripts: each must find what is told of them, and of the states nothing else.
func TestNamesAcrossScripts(t *testing.T) {
	h := open(t)
	s := store.NewMemory()
	for i, st := range h.dir.States {
		h.keep(t, s, told{id: "s" + st.Code, text: fmt.Sprintf("خبری بی‌نام شماره %d", i), lang: "fa", outlet: "invented", day: "2024-01-01",
			mentions: []register.Mention{{ID: st.Code, Kind: register.Event, Verb: "decide", Status: "occurred", From: "2024-01-01", To: "2024-01-01", Parties: []string{st.Code}}}})
	}
	a := h.asker(t, s, "2024-06-01")
	asked, missed, false_ := 0, 0, 0
	for _, n := range h.dir.Names {
		if n.Kind != "state.name" || n.Weak {
			continue
		}
		asked++
		got, err := a.Search(t.Context(), strings.ReplaceAll(n.Form, "_", " ")+" kind:event", 0)
		if err != nil {
			t.Fatal(err)
		}
		code := h.dir.States[n.Ref].Code
		if !slices.ContainsFunc(got.Rows, func(r Row) bool { return r.ID == code }) {
			missed++
			t.Logf("missed: %s (%s)", n.Form, code)
		}
		if len(got.Rows) > 1 {
			false_++
			t.Logf("false: %s gives %d states", n.Form, len(got.Rows))
		}
	}
	t.Logf("%d names of states, %d missed, %d give other states too", asked, missed, false_)
	if missed*100 > asked || false_*100 > asked*2 {
		t.Errorf("%d names of states, %d missed, %d give other states too", asked, missed, false_)
	}
}

// TestHoldersAcrossScripts asks for office-holders by the last word of their
// name in another script than the one they are printed in.
func TestHoldersAcrossScripts(t *testing.T) {
	h := open(t)
	printed := map[int]map[string]string{}
	for _, n := range h.dir.Names {
		if n.Kind == "holder" {
			if printed[n.Ref] == nil {
				printed[n.Ref] = map[string]string{}
			}
			printed[n.Ref][n.Lang] = strings.ReplaceAll(n.Form, "_", "\u200c")
		}
	}
	s := store.NewMemory()
	var refs []int
	for ref, forms := range printed {
		if ref%7 == 0 && forms["fa"] != "" && forms["ar"] != "" {
			refs = append(refs, ref)
		}
	}
	slices.Sort(refs)
	for _, ref := range refs {
		name := register.Name{Text: printed[ref]["fa"], English: h.dir.Holders[ref].English}
		h.keep(t, s, told{id: fmt.Sprint("h", ref), text: name.Text, lang: "fa", outlet: "invented", day: "2024-01-01",
			mentions: []register.Mention{{ID: fmt.Sprint(ref), Kind: register.Statement, Verb: "state", Who: []register.Name{name}}}})
	}
	a := h.asker(t, s, "2024-06-01")
	asked, missed := 0, 0
	for _, ref := range refs {
		for _, form := range []string{h.dir.Holders[ref].English, printed[ref]["ar"]} {
			words := strings.Fields(form)
			asked++
			got, err := a.Search(t.Context(), "who:\""+words[len(words)-1]+"\" kind:statement", 0)
			if err != nil {
				t.Fatal(err)
			}
			if !slices.ContainsFunc(got.Rows, func(r Row) bool { return r.ID == fmt.Sprint(ref) }) {
				missed++
				t.Logf("missed: %s (%s)", words[len(words)-1], form)
			}
		}
	}
	t.Logf("%d names of office-holders, %d missed", asked, missed)
	if asked == 0 || missed*100 > asked {
		t.Errorf("%d names of office-holders, %d missed", asked, missed)
	}
}
