package pipeline

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"safir/data"
	"safir/internal/doc"
	"safir/internal/record"
)

var builtIn = sync.OnceValues(func() (*Coder, error) { return Open(data.FS) })

// whoIn is who is who in a text: name, state, office of each person, in the
// order of the text, joined by "; ".
func whoIn(t *testing.T, lang, text string) string {
	t.Helper()
	c, err := builtIn()
	if err != nil {
		t.Fatal(err)
	}
	r, err := c.NewWorker().Code(doc.Article{Text: text, Lang: lang})
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, a := range r.Actors {
		if a.Kind == "person" {
			out = append(out, fmt.Sprintf("%s %s %s", a.Name, said(a.Country), said(a.Office)))
		}
	}
	return strings.Join(out, "; ")
}

func said(s *string) string {
	if s == nil {
		return "-"
	}
	return *s
}

// TestPersons holds who is found in sentences with invented people.
func TestPersons(t *testing.T) {
	for _, c := range []struct{ lang, text, want string }{
		// an office, its state, a name; a name, its office
		{"fa", "وزیر امور خارجه لهستان بهرام رادمنش گفت: مرز باز است.", "بهرام رادمنش POL foreign_minister"},
		{"fa", "بهرام رادمنش، سفیر مجارستان در تهران، گفت: مرز باز است.", "بهرام رادمنش HUN ambassador"},
		{"ar", "قال وزير الخارجية البولندي سمير الرادمنشي إن الحدود مفتوحة.", "سمير الرادمنشي POL foreign_minister"},
		{"ar", "قال سمير الرادمنشي، السفير المجري لدى مصر، إن الحدود مفتوحة.", "سمير الرادمنشي HUN ambassador"},
		// a ministry of several words; the state behind it
		{"fa", "بهرام رادمنش وزیر انرژی و منابع آب لهستان گفت: مرز باز است.", "بهرام رادمنش POL minister"},
		// ours
		{"fa", "بهرام رادمنش وزیر نیرو گفت: مرز باز است.", "بهرام رادمنش IRN minister"},
		{"ar", "الرياض - واس\nقال وزير المياه سمير الرادمنشي إن الحدود مفتوحة.", "سمير الرادمنشي SAU minister"},
		// his counterpart
		{"fa", "وزیر امور خارجه لهستان بهرام رادمنش با همتای چک خود نیما کاویان دیدار کرد.", "بهرام رادمنش POL foreign_minister; نیما کاویان CZE foreign_minister"},
		{"ar", "التقى وزير الخارجية البولندي سمير الرادمنشي نظيره التشيكي نبيل الكاويان في براغ.", "سمير الرادمنشي POL foreign_minister; نبيل الكاويان CZE foreign_minister"},
		// two of one office
		{"ar", "التقى نظيريه البولندي سمير الرادمنشي والتشيكي نبيل الكاويان وزير الخارجية المجري حسن النواكي.", "سمير الرادمنشي POL foreign_minister; نبيل الكاويان CZE foreign_minister; حسن النواكي HUN foreign_minister"},
		// her own ambassador
		{"ar", "استدعت بولندا سفيرها لدى المجر سمير الرادمنشي للتشاور.", "سمير الرادمنشي POL ambassador"},
		// an organisation's
		{"fa", "دبیرکل سازمان ملل بهرام رادمنش گفت: مرز باز است.", "بهرام رادمنش - secretary_general"},
		// former: no office of today
		{"fa", "بهرام رادمنش وزیر خارجه سابق لهستان گفت: مرز باز است.", "بهرام رادمنش POL official"},
		// a spokesman's master has the office, not the name
		{"fa", "بهرام رادمنش، سخنگوی آقای کاویان، گفت: مرز باز است. آقای کاویان وزیر لهستان است.", "بهرام رادمنش POL spokesperson; کاویان POL minister"},
		// places named after people, the dead
		{"fa", "کشتی در بندر شهید رادمنش پهلو گرفت.", ""},
		{"ar", "هبطت الطائرة في مطار الملك سمير الدولي.", ""},
		// who is known and named in full counts by himself, who is not does not
		{"fa", "در این نشست از محمدجواد ظریف و سامان رادمنش نیز یاد شد.", "محمدجواد ظریف IRN foreign_minister"},
		// what stands behind a subject is no name
		{"ar", "قال الوزير البولندي سمير الرادمنشي أن الحدود مفتوحة.", "سمير الرادمنشي POL minister"},
		{"ar", "وقّع وزير الخارجية البولندي الاتفاقية.", ""},
		// names of several words, with half-spaces and particles
		{"ar", "استقبل صاحب السمو الأمير سلطان بن نايف بن سعود وزير الدفاع السعودي الوفد.", "سلطان بن نايف بن سعود SAU minister"},
		{"fa", "سید محمدرضا حسینی‌نژاد وزیر نیروی لهستان گفت: مرز باز است.", "سید محمدرضا حسینی‌نژاد POL minister"},
	} {
		if got := whoIn(t, c.lang, c.text); got != c.want {
			t.Errorf("%s\n got %q\nwant %q", c.text, got, c.want)
		}
	}
}

// TestSamePerson holds that a person is one actor, however he is named.
func TestSamePerson(t *testing.T) {
	text := "وزیر امور خارجه لهستان بهرام رادمنش وارد پراگ شد.\nرادمنش گفت: مرز باز است.\nوزیر خارجه لهستان افزود: راه باز است."
	c, err := builtIn()
	if err != nil {
		t.Fatal(err)
	}
	r, err := c.NewWorker().Code(doc.Article{Text: text, Lang: "fa"})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range r.Statements {
		if !slices.Equal(s.Speakers, []string{"a1"}) {
			t.Errorf("%q is said by %v", text[s.Span[0]:], s.Speakers)
		}
	}
	if len(r.Actors[0].Spans) != 2 || r.Actors[0].Kind != "person" {
		t.Errorf("the minister is %+v", r.Actors[0])
	}
}

// TestIntroduced holds that a text itself says who its people are: nobody here
// is known beforehand.
func TestIntroduced(t *testing.T) {
	for _, c := range []struct{ lang, text, want string }{
		// a head gives a surname the floor, the news goes on with the office
		{"fa", "رضازاده: مرز باز است\nوزیر امور خارجه لهستان گفت که راه نیز باز است.", "رضازاده POL foreign_minister"},
		// a name of others is none of ours
		{"fa", "یوگنی رادمنوف، وزیر صنایع، گفت: مرز باز است.", "یوگنی رادمنوف - minister"},
		{"ar", "الرياض - واس\nقال وزير الخزانة جون رادمنسون إن الحدود مفتوحة.", "جون رادمنسون - minister"},
		// his minister is of his state
		{"ar", "الرياض - واس\nقال الرئيس البولندي سمير الرادمنشي ووزير خارجيته نبيل الكاويان إن الحدود مفتوحة.", "سمير الرادمنشي POL head_of_state; نبيل الكاويان POL foreign_minister"},
		// an ordinary word is the surname behind a title and a foreign given name
		{"ar", "قال المبعوث الأميركي روبرت مالي إن الحدود مفتوحة.", "روبرت مالي USA special_envoy"},
	} {
		if got := whoIn(t, c.lang, c.text); got != c.want {
			t.Errorf("%s\n got %q\nwant %q", c.text, got, c.want)
		}
	}
}

// TestLatin holds how names that the directory lacks are written in Latin
// letters, and that the record says so.
func TestLatin(t *testing.T) {
	c, err := builtIn()
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct{ lang, text, want string }{
		{"fa", "سفیر لهستان «بهرام رادمنش» گفت: مرز باز است.", "Bahram Radmanesh"},
		{"fa", "سفیر لهستان «عبدالغفور حسن‌زاده» گفت: مرز باز است.", "Abdolghafour Hassanzadeh"},
		{"fa", "سفیر لهستان «محمدرضا هوشمندی» گفت: مرز باز است.", "Mohammadreza Houshmandi"},
		{"fa", "سفیر لهستان «جواد کوهساریان» گفت: مرز باز است.", "Javad Kouhsarian"},
		{"ar", "قال السفير البولندي سمير الرادمنشي إن الحدود مفتوحة.", "Samir al-Radmanshi"},
		{"ar", "قال السفير البولندي عبد الغفور بن سعيد الكاويان إن الحدود مفتوحة.", "Abdul Ghafour bin Saeed al-Kawyan"},
	} {
		r, err := c.NewWorker().Code(doc.Article{Text: x.text, Lang: x.lang})
		if err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(r.Actors, func(a record.Actor) bool { return a.Kind == "person" })
		if i < 0 {
			t.Errorf("%s: nobody", x.text)
			continue
		}
		if a := &r.Actors[i]; said(a.NameEn) != x.want || said(a.NameBasis) != "transliterated" {
			t.Errorf("%s: %s (%s), wanted %s", a.Name, said(a.NameEn), said(a.NameBasis), x.want)
		}
	}
}

// TestTitleAlone holds that a minister with the article has no portfolio
// behind him: what follows is the sentence.
func TestTitleAlone(t *testing.T) {
	c, err := builtIn()
	if err != nil {
		t.Fatal(err)
	}
	r, err := c.NewWorker().Code(doc.Article{Lang: "ar", Text: "قال وزير الخارجية البولندي سمير الرادمنشي إن الحدود مفتوحة.\nكما رحب الوزير الرادمنشي بأي اتفاق يضمن عدم قدرة إيران على إغلاقها."})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Statements) != 2 {
		t.Fatalf("%d statements", len(r.Statements))
	}
	for _, s := range r.Statements {
		if !slices.Equal(s.Speakers, []string{"a1"}) {
			t.Errorf("said by %v", s.Speakers)
		}
	}
}

// TestArticleNamesTheHolder holds that a bare office is nobody's of the
// directory where the article itself names somebody else in it.
func TestArticleNamesTheHolder(t *testing.T) {
	c, err := builtIn()
	if err != nil {
		t.Fatal(err)
	}
	w := c.NewWorker()
	for named, text := range map[bool]string{
		true:  "وزیر امور خارجه ایران امروز در تهران با وزیر امور خارجه عراق دیدار کرد.",
		false: "وزیر امور خارجه ایران امروز در تهران با وزیر امور خارجه عراق دیدار کرد.\nکیوان مهرپرور وزیر امور خارجه ایران این دیدار را مهم دانست.",
	} {
		r, err := w.Code(doc.Article{Text: text, Lang: "fa", Published: "2025-05-26"})
		if err != nil {
			t.Fatal(err)
		}
		found := false
		for _, e := range r.Events {
			for _, p := range e.Participants {
				found = found || p.Holder != nil && p.Holder.NameEn == "Abbas Araghchi"
			}
		}
		if len(r.Events) == 0 || found != named {
			t.Errorf("the directory's holder: %v, want %v, in %d events of %q", found, named, len(r.Events), text)
		}
	}
}
