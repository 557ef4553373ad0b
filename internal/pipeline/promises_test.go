package pipeline

import (
	"strings"
	"testing"

	"safir/internal/doc"
)

// promisedIn is what is promised in a text published on 10 May 2023: who owes
// it to whom, how far it is, what it is and by when, joined by "; ".
func promisedIn(t *testing.T, lang, text string) string {
	t.Helper()
	c, err := builtIn()
	if err != nil {
		t.Fatal(err)
	}
	r, err := c.NewWorker().Code(doc.Article{Text: strings.ReplaceAll(text, "_", "\u200c"), Lang: lang, Published: "2023-05-10"})
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, c := range r.Commitments {
		due := "-"
		if c.Deadline != nil {
			due = said(c.Deadline.Value)
		}
		out = append(out, strings.Join([]string{strings.Join(c.By, "+") + ">" + strings.Join(c.To, "+"), c.Stage, c.Object.Kind, due}, " "))
	}
	return strings.Join(out, "; ")
}

// TestPromises holds who owes what to whom in sentences with invented people.
func TestPromises(t *testing.T) {
	for _, c := range []struct{ lang, text, want string }{
		// asked of the other side: owed by it; both sides' undertakings: by both
		{"fa", "وزیر امور خارجه لهستان بهرام رادمنش از مجارستان خواست نیروهایش را از مرز خارج کند و خواستار ازسرگیری پروازهای مستقیم میان ورشو و بوداپست شد.", "HUN>POL proposed other -; POL+HUN> proposed service -"},
		{"ar", "دعا وزير الخارجية البولندي سمير الرادمنشي خلال لقائه نظيره المجري نبيل الكاويان إلى استئناف الرحلات الجوية المباشرة بين البلدين.", "POL+HUN> proposed service -"},
		// a day to come
		{"fa", "وزیر امور خارجه لهستان بهرام رادمنش گفت: کمیسیون مشترک لهستان و مجارستان تا پایان سال ۲۰۲۴ برگزار خواهد شد.", "POL+HUN> announced session 2024"},
		// only a condition
		{"fa", "وزیر امور خارجه لهستان بهرام رادمنش گفت: اگر کمیسیون مشترک لهستان و مجارستان برگزار شود، راه باز است.", ""},
		// a wish is none
		{"fa", "وزیر امور خارجه لهستان بهرام رادمنش بر گسترش روابط با مجارستان تاکید کرد.", ""},
		{"ar", "أكد وزير الخارجية البولندي سمير الرادمنشي أهمية تعزيز العلاقات مع المجر.", ""},
		// told in the title and again below: one promise
		{"fa", "پروازهای لهستان و مجارستان از سر گرفته می_شود\n\nوزیر امور خارجه لهستان بهرام رادمنش گفت: پروازهای لهستان و مجارستان از سر گرفته خواهد شد.", "POL+HUN> announced service -"},
		// a document's terms as a list
		{"fa", "بندهای توافق لهستان و مجارستان به شرح زیر است:\n۱- بازگشایی گذرگاه مرزی ظرف ۳۰ روز\n۲- لهستان عوارض را لغو خواهد کرد\n۳- تشکیل کمیته مشترک برای نظارت بر اجرای این بندها در هر دو کشور",
			"POL+HUN> agreed project 2023-06-09; POL>HUN agreed service -; POL+HUN> agreed session -"},
		// what a document says is agreed
		{"ar", "وبموجب الاتفاق سيتم إنشاء محطة كهرباء بين بولندا والمجر.", "POL+HUN> agreed project -"},
	} {
		if got := promisedIn(t, c.lang, c.text); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}
