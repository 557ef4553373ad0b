package annotate_test

import (
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"

	"safir/internal/annotate"
	"safir/internal/calendar"
	"safir/internal/doc"
)

// page is a text whose lines begin with the letter of their zone: T title,
// L lead, D dateline, B body, C comment, F furniture.
func page(lines string) doc.Doc {
	kinds := map[byte]doc.ZoneKind{'T': doc.Title, 'L': doc.Lead, 'D': doc.Dateline, 'B': doc.Body, 'C': doc.Comment, 'F': doc.Furniture}
	var d doc.Doc
	var text strings.Builder
	for _, line := range strings.Split(lines, "\n") {
		kind, rest, _ := strings.Cut(line, " ")
		start := text.Len()
		text.WriteString(rest)
		d.Zones = append(d.Zones, doc.Zone{Span: doc.Span{Start: start, End: text.Len()}, Kind: kinds[kind[0]]})
		text.WriteByte('\n')
	}
	d.Text = text.String()
	return d
}

// publish reads the page and gives what it says of its day.
func publish(w *annotate.Worker, lines, given string) doc.Published {
	p := page(lines)
	w.Doc.Reset(doc.Article{Text: p.Text, Published: given})
	w.Doc.Zones = append(w.Doc.Zones, p.Zones...)
	w.Annotate()
	return w.Published(&w.Doc)
}

// pageCase is a page with what it says of itself.
type pageCase struct {
	page  string
	value string
	zone  string
}

func checkPages(t *testing.T, tag string, cases []pageCase) {
	w := dateWorker(t, tag)
	for _, c := range cases {
		got := publish(w, c.page, "")
		if got.Value != c.value || got.Zone != c.zone {
			t.Errorf("%s: %q, zone %q; want %q, %q", c.page, got.Value, got.Zone, c.value, c.zone)
		}
		if (got.Span.Len() > 0) != (c.value != "") {
			t.Errorf("%s: span %v", c.page, got.Span)
		}
	}
}

const tehran = "Asia/Tehran"

func TestPersianPages(t *testing.T) {
	checkPages(t, "fa", []pageCase{
		{"D ۱۴۰۱/۰۸/۰۳", "2022-10-25", tehran},
		{"D 1401-08-03 15:03", "2022-10-25T15:03", tehran},
		{"D ۱۴۰۱/۰۸/۰۳ - ۱۵:۰۳", "2022-10-25T15:03", tehran},
		{"D ۱۴۰۱/۰۸/۰۳ ۱۵:۰۳:۲۲", "2022-10-25T15:03", tehran},
		{"D ۱۴۰۱/۸/۳", "2022-10-25", tehran},
		{"D 01/08/03", "2022-10-25", tehran},
		{"D سه شنبه 14 آذر 1402 - 18:23", "2023-12-05T18:23", tehran},
		{"D سه‌شنبه / ۱۴ آذر ۱۴۰۲ / ۱۸:۲۳", "2023-12-05T18:23", tehran},
		{"D ۲۲:۵۴ - ۰۴ بهمن ۱۴۰۱ - 24 January 2023", "2023-01-24T22:54", tehran},
		{"D 24 January 2023 - ۰۴ بهمن ۱۴۰۱", "2023-01-24", tehran},
		{"D تاریخ انتشار: چهارشنبه ۲۵ مهر ۱۳۹۷ ساعت ۱۱:۱۲", "2018-10-17T11:12", tehran},
		{"D تاریخ: ۱۳ خرداد ۱۴۰۳ | کد خبر: ۱۲۳۴۵", "2024-06-02", tehran},
		{"D شنبه 26 آبان 1403 ساعت 15:44 | كد: 208813", "2024-11-16T15:44", tehran},
		{"D ۳ آبان ۱۴۰۱، ۱۵:۰۳", "2022-10-25T15:03", tehran},
		{"D ۳ آبان ۰۱", "2022-10-25", tehran},
		{"D ۳ آبان ماه ۱۴۰۱", "2022-10-25", tehran},
		{"D 25 آگوست 2025 | 18:20", "2025-08-25T18:20", ""},
		{"D ۲۳.۰۱.۲۰۲۳", "2023-01-23", ""},
		{"D ۲۵ اردیبهشت ۱۴۰۰ - ۱۵ مه ۲۰۲۱\nD به‌روز شده در ۱۷:۵۰ گرینویچ", "2021-05-15", tehran},
		{"D ۱۵ مه ۲۰۲۱ - ۲۵ اردیبهشت ۱۴۰۰", "2021-05-15", tehran},
		{"D بهمن ۰۴, ۱۴۰۱", "2023-01-24", tehran},
		{"D پنجشنبه ۳ جوزا ۱۴۰۳ | ۱۵ ذوالقعده ۱۴۴۵", "2024-05-23", "Asia/Kabul"},
		{"D شنبه، ۸ سنبلهٔ ۱۳۹۹", "2020-08-29", "Asia/Kabul"},
		{"D ۵ عقرب ۱۴۰۱", "2022-10-27", "Asia/Kabul"},
		{"D ۱۲ قوس ۱۴۰۰ - ۰۸:۳۰", "2021-12-03T08:30", "Asia/Kabul"},
		{"D چهارشنبه ۲۱ تیر ۱۴۰۲ | ۲۳ ذیالحجه ۱۴۴۴ | ۱۲ ژوئیه ۲۰۲۳", "2023-07-12", tehran},
		{"D 2023-01-24T22:54:00Z", "2023-01-24T22:54", "UTC"},
		{"D 2023-01-24T22:54:00+03:30", "2023-01-24T22:54", ""},
		{"D Tue, 24 Jan 2023 22:54 GMT", "2023-01-24T22:54", "UTC"},
		{"D January 24, 2023", "2023-01-24", ""},
		{"D ۳ آبان ۱۴۰۱ - ۰۳:۲۵ ب.ظ", "2022-10-25T15:25", tehran},
		{"D آخرین به‌روزرسانی: ۵ آبان ۱۴۰۱\nD تاریخ انتشار: ۳ آبان ۱۴۰۱", "2022-10-25", tehran},
		{"D آخرین به‌روزرسانی: ۵ آبان ۱۴۰۱", "2022-10-27", tehran},
		{"D ۳ آبان ۱۴۰۱ | به‌روزرسانی ۵ آبان ۱۴۰۱ - ۱۰:۰۰", "2022-10-25", tehran},
		{"D دوشنبه ـ ۳ مرداد ۱۴۰۱ ـ ۱۰:۰۵", "2022-07-25T10:05", tehran},
		{"D ۳۰ اسفند ۱۴۰۲", "", ""}, // no such day
		{"D ۲۱ رمضان ۱۴۴۵", "2024-03-31", ""},
		{"B دوشنبه، 19.11.2022 /صدای پامیر/. وزیر گفت.", "2022-11-19", ""},
		{"B تهران - ۱۲ مهر ۱۴۰۲ - ایرنو - وزیر گفت.", "2023-10-04", tehran},
		{"B کابل (پژواک، ۳عقرب ۱۴۰۱): وزیر گفت.", "2022-10-25", "Asia/Kabul"},
		{"B هفتم دی ۱۳۹۴، رهبر حزب در تهران دیدار کرد.", "", ""},
		{"B وزیر در سال ۱۴۰۱ گفت.\nB در ۵ مرداد ۱۴۰۲ امضا شد.", "", ""},
		{"T دیدار دو وزیر\nD ۳ آبان ۱۴۰۱\nB وزیر ۵ مهر ۱۴۰۱ رفته بود.\nC ۷ آبان ۱۴۰۱ - ۱۰:۲۰ علی: خوب بود", "2022-10-25", tehran},
		{"F امروز ۵ مهر ۱۴۰۱", "", ""},
	})
}

func TestArabicPages(t *testing.T) {
	checkPages(t, "ar", []pageCase{
		{"D الثلاثاء ١٩ سبتمبر ٢٠٢٣ - ٠١:٥٨ بتوقيت غرينتش", "2023-09-19T01:58", "UTC"},
		{"D نُشر في: 12/05/2021", "2021-05-12", ""},
		{"D نشر بتاريخ: الثلاثاء, 18 جويلية 2023 16:12", "2023-07-18T16:12", ""},
		{"D 2021-05-12 14:30", "2021-05-12T14:30", ""},
		{"D 2021/5/12", "2021-05-12", ""},
		{"D ٢٠٢١/٠٥/١٢", "2021-05-12", ""},
		{"D 12.05.2021", "2021-05-12", ""},
		{"D 5-12-2021", "2021-12-05", ""},
		{"D 16-01-2024, 21:40", "2024-01-16T21:40", ""},
		{"D 12 / 05 / 2021", "2021-05-12", ""},
		{"D ١٤ ديسمبر ٢٠٢٥، ١٢:٣٧ م     رمز الخبر 1966199", "2025-12-14T12:37", ""},
		{"D 14 ديسمبر 2025 - 09:15 ص", "2025-12-14T09:15", ""},
		{"D 14 ديسمبر 2025 - 12:15 ص", "2025-12-14T00:15", ""},
		{"D الأحد, 12 غشت, 2021 إلى 18:40", "2021-08-12T18:40", ""},
		{"D 24 أبريل/ نيسان 2023", "2023-04-24", ""},
		{"D 12 أيار (مايو) 2021", "2021-05-12", ""},
		{"D 22 أبريل 2024•تحديث: 23 أبريل 2024", "2024-04-22", ""},
		{"D آخر تحديث: 23 أبريل 2024 | نشر في: 22 أبريل 2024", "2024-04-22", ""},
		{"D 3/6/2025 | آخر تحديث: 18:05 (توقيت مكة)", "2025-06-03", ""},
		{"D 3/6/2025 - 18:05 (توقيت مكة)", "2025-06-03T18:05", "Asia/Riyadh"},
		{"D تاريخ النشر: 24.01.2023 | 15:30 GMT |", "2023-01-24T15:30", "UTC"},
		{"D 15:30 GMT 24.01.2023 (تم التحديث: 15:42 GMT 24.01.2023)", "2023-01-24T15:30", "UTC"},
		{"D نُشر: 17:20-17 يناير 2025 م ـ 17 رَجب 1446 هـ", "2025-01-17T17:20", ""},
		{"D الأربعاء - 30 رمضان 1442 هـ - 12 مايو 2021 مـ رقم العدد [15506]", "2021-05-12", ""},
		{"D طهران 19 شوال 1446 هـ الموافق 17 أبريل 2025 م واس", "2025-04-17", ""},
		{"D الثلاثاء 17 ذو القعدة 1444هـ الموافق 06 يونيو 2023 | عدد المشاهدات: ١٢٤٥", "2023-06-06", ""},
		{"D 19 شوال 1446 هـ", "2025-04-17", ""},
		{"D 1446/10/19 هـ", "2025-04-17", ""},
		{"D Sunday 14 December 2025 - 12:37", "2025-12-14T12:37", ""},
		{"D Riyadh, 26 Shawwal 1436, 11 August 2015", "2015-08-11", ""},
		{"D 10 يوليوز 2021", "2021-07-10", ""},
		{"D 10 أوت 2021", "2021-08-10", ""},
		{"D 10 ماي 2021", "2021-05-10", ""},
		{"D 10 كانون الأول 2021", "2021-12-10", ""},
		{"D 10 تشرين الثاني/نوفمبر 2021", "2021-11-10", ""},
		{"D نشر في: 25 أكتوبر ,2022: 03:03 م GST\nD آخر تحديث: 25 أكتوبر ,2022: 04:00 م GST", "2022-10-25T15:03", ""},
		{"D 24 يناير 2023 - 12:30 بتوقيت أبوظبي", "2023-01-24T12:30", "Asia/Dubai"},
		{"B نيويورك 22 أيلول (بترا)-- عقد وزير الخارجية لقاء.\nD 22/09/2017 - 09:15 ص", "2017-09-22T09:15", ""},
		{"B أبوظبي في 27 يوليو 2022 / وام / تلقى سموه عند الساعة 10:30 صباحا اتصالا.", "2022-07-27", ""},
		{"B الكويت - 28 - 11 - 2024 (كونا) -- تسلم سموه أوراق اعتماد.", "2024-11-28", ""},
		{"B تونس 27 أوت 2022 (وات) - قررت وزارة الشؤون الخارجية.", "2022-08-27", ""},
		{"B آستانة / ٢٢ كانون الاول / ديسمبر ٢٠١٦ / ارنا - التقى الرئيس نظيره.", "2016-12-22", ""},
		{"B استقبل رئيس الحكومة اليوم الاثنين 20 فيفري 2017 بقصر الحكومة السفير.", "2017-02-20", ""},
		{"B استقبل رئيس الحكومة يوم الاثنين 20 فيفري 2017 بقصر الحكومة السفير.", "", ""},
		{"B وقع الرئيسان في 11 مايو 2023 اتفاقا.", "", ""},
	})
}

func TestPublishedGiven(t *testing.T) {
	w := dateWorker(t, "fa")
	for _, c := range []struct{ given, value, basis, zone string }{
		{"2023-01-24", "2023-01-24", "given", ""},
		{"2023-01-24T22:54", "2023-01-24T22:54", "given", ""},
		{"2023-01-24T22:54:10Z", "2023-01-24T22:54", "given", "UTC"},
		{" 2023-01-24 22:54:10", "2023-01-24T22:54", "given", ""},
		{"2023-02-30", "2022-10-25", "", tehran},
		{"yesterday, or so", "2022-10-25", "", tehran},
		{"", "2022-10-25", "", tehran},
	} {
		got := publish(w, "D ۳ آبان ۱۴۰۱", c.given)
		if got.Value != c.value || got.Basis != c.basis || got.Zone != c.zone {
			t.Errorf("%q: %+v", c.given, got)
		}
	}
}

func TestCommentsGiveABound(t *testing.T) {
	w := dateWorker(t, "fa")
	got := publish(w, "B امروز دیدار کرد.\nC ۰۹:۴۲ ۱۷ فروردين ۱۴۰۰\nC پول سفر\nC ۱۰:۰۰ ۱۸ فروردين ۱۴۰۰", "")
	if got.Value != "" || got.NotAfter != "2021-04-07T10:00" {
		t.Errorf("%+v", got)
	}
}

// FuzzDates lays any text before the reader of dates: it must not fail, its
// marks must fit the text, and every value must be one of ISO 8601.
func FuzzDates(f *testing.F) {
	for _, s := range []string{
		"سه شنبه 14 آذر 1402 - 18:23", "از ۳۰ خرداد تا ۲ تیر سال آینده", "[26 شوال 1436 هـ الموافق 11 أغسطس 2015 م]",
		"خلال مهلة شهرين من تاريخ اتفاق العاشر من آذار/مارس", "قبل منتصف العام القادم", "۱/۲/۳/۴/۵", "(امروز (دوشنبه (", "99/99/9999",
		"تا پایان نیمه دوم", "يومي 31 و32 فبراير 0000", "۳۱ مهر ۱۴۰۲ 24:61", "2021-05-12T14:30:00Z",
	} {
		f.Add(s)
	}
	workers := []*annotate.Worker{dateWorker(f, "fa"), dateWorker(f, "ar")}
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.ToValidUTF8(s, "\uFFFD")
		for _, w := range workers {
			for _, zone := range []doc.ZoneKind{doc.Body, doc.Dateline} {
				d := &w.Doc
				d.Reset(doc.Article{Text: s})
				d.Zones = append(d.Zones, doc.Zone{Span: doc.Span{End: len(s)}, Kind: zone})
				w.Annotate()
				checkMarks(t, w, d)
				if p := w.Published(d); p.Value != "" && !isStamp.MatchString(p.Value) {
					t.Fatalf("published %q", p.Value)
				}
			}
		}
	})
}

var (
	isStamp = regexp.MustCompile(`^\d{4}-\d\d-\d\d(T\d\d:\d\d)?$`)
	isValue = regexp.MustCompile(`^\d{4}(-\d\d){0,2}(/\d{4}(-\d\d){0,2})?$`)
)

func checkMarks(t *testing.T, w *annotate.Worker, d *doc.Doc) {
	last, n := 0, 0
	for _, m := range d.Marks() {
		if m.Class != w.Class("date") {
			continue
		}
		e := d.Dates[m.Ref]
		n++
		if e.Span.Start < last || e.Span.End <= e.Span.Start || e.Span.End > len(d.Text) || e.Span != d.SpanOf(int(m.First), int(m.End)) {
			t.Fatalf("span %v behind %d of %d", e.Span, last, len(d.Text))
		}
		last = e.Span.End
		for _, ctx := range []calendar.Context{{}, {Published: pub, Direction: -1}, {Published: pub, Calendar: doc.Jalali, Direction: 1, Previous: "2020-01-05"}, {Published: pub, Calendar: doc.Hijri}} {
			if v, ok := calendar.Resolve(e, ctx); ok && !isValue.MatchString(v.Date) {
				t.Fatalf("%q: value %q", d.Text[e.Span.Start:e.Span.End], v.Date)
			}
		}
	}
	if n != len(d.Dates) {
		t.Fatalf("%d marks of %d dates", n, len(d.Dates))
	}
}

// Any order of words of time, numbers and signs must be read without failing.
func TestAnyOrderOfWords(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	numbers := []string{"۱", "3", "۱۲", "31", "45", "۱۴۰۲", "2024", "1446", "0", "99999999999", "/", "-", "(", ")", "،", ":", ".", "و", "ال", "T", "Z", "وزیر"}
	for _, tag := range []string{"fa", "ar"} {
		w := dateWorker(t, tag)
		words := numbers
		for _, e := range w.Pack.Entries {
			if strings.HasPrefix(e.Class, "time.") || e.Attrs["time"] != "" {
				words = append(words, strings.ReplaceAll(e.Phrase, "_", "\u200c"))
			}
		}
		for range 5000 {
			var b strings.Builder
			for range 1 + r.IntN(9) {
				if r.IntN(3) == 0 {
					b.WriteString(numbers[r.IntN(len(numbers))])
				} else {
					b.WriteString(words[r.IntN(len(words))])
				}
				b.WriteString([]string{" ", "", " ", "\u200c"}[r.IntN(4)])
			}
			d := &w.Doc
			d.Reset(doc.Article{Text: b.String()})
			d.Zones = append(d.Zones, doc.Zone{Span: doc.Span{End: len(d.Text)}, Kind: doc.ZoneKind(r.IntN(7))})
			w.Annotate()
			checkMarks(t, w, d)
			if p := w.Published(d); p.Value != "" && !isStamp.MatchString(p.Value) || p.NotAfter != "" && !isStamp.MatchString(p.NotAfter) {
				t.Fatalf("%q: %+v", d.Text, p)
			}
		}
	}
}
