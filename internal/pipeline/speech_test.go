package pipeline

import (
	"strings"
	"testing"

	"safir/internal/doc"
	"safir/internal/record"
)

// saidIn is what is said in a text: who says it, the act, at whom it is directed,
// what it is about, and its first two words, joined by "; ".
func saidIn(t *testing.T, lang, text string) string {
	t.Helper()
	c, err := builtIn()
	if err != nil {
		t.Fatal(err)
	}
	r, err := c.NewWorker().Code(doc.Article{Text: strings.ReplaceAll(text, "_", "\u200c"), Lang: lang})
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]string{}
	for _, a := range r.Actors {
		names[a.ID] = called(a)
	}
	points := []rune(r.Text)
	var out []string
	for _, s := range r.Statements {
		var who []string
		for _, id := range s.Speakers {
			who = append(who, names[id])
		}
		words := strings.Fields(string(points[s.Span[0]:s.Span[1]]))
		out = append(out, strings.Join(who, "+")+" "+s.Act+">"+strings.Join(s.Targets, "+")+" ["+strings.Join(s.Topics, ",")+"] "+strings.Join(words[:min(2, len(words))], " "))
	}
	return strings.Join(out, "; ")
}

// called is a person's last name, else a state's or an organisation's code.
func called(a record.Actor) string {
	switch {
	case a.Kind == "person":
		return a.Name[strings.LastIndex(a.Name, " ")+1:]
	case a.Country != nil:
		return *a.Country
	}
	return said(a.Acronym)
}

// TestWhoSays holds who says what to whom in sentences with invented people.
func TestWhoSays(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		// a word that has other meanings is a topic only beside one that has none
		{"أكد وزير الخارجية البولندي سمير الرادمنشي أن البرلمان مهم.", "الرادمنشي stress> [] البرلمان مهم"},
		{"أكد وزير الخارجية البولندي سمير الرادمنشي أن البرلمان مهم. وأضاف أن التعاون البرلماني قائم.", "الرادمنشي stress> [parliament] البرلمان مهم; الرادمنشي state> [parliament] التعاون البرلماني"},
		// a state of which nobody acts is one; a state that acts is none
		{"أكد وزير الخارجية البولندي سمير الرادمنشي أن الحرب في العراق مؤلمة.", "الرادمنشي stress> [regional/iraq] الحرب في"},
		{"أكد وزير الخارجية العراقي نبيل الكاوياني أن العراق بلد كبير.", "الكاوياني stress> [] العراق بلد"},
		// the verb's gender: a man is not carried on by a feminine, and no masculine has a feminine state behind it
		{"قال وزير الخارجية البولندي سمير الرادمنشي إن الطريق مفتوح. وأضافت أن الطريق طويل.", "الرادمنشي state> [] الطريق مفتوح"},
		{"قالت وزيرة الخارجية البولندية سميرة الرادمنشي إن الطريق مفتوح. وأضافت أن الطريق طويل.", "الرادمنشي state> [] الطريق مفتوح; الرادمنشي state> [] الطريق طويل"},
		{"قال وزير الخارجية البولندي سمير الرادمنشي إن الطريق مفتوح. ودعا المجر إلى فتح الطريق.", "الرادمنشي state> [] الطريق مفتوح; الرادمنشي request>HUN [] المجر إلى"},
		// a word in the form of an object
		{"قال وزير الخارجية البولندي سمير الرادمنشي إن الطريق مفتوح. وحذر المشرعين المجريين من فتح الطريق.", "الرادمنشي state> [] الطريق مفتوح; الرادمنشي warn>HUN [] المشرعين المجريين"},
		// several; that, with a preposition; "now" is no "that"
		{"دعت كل من بولندا والمجر إلى فتح الطريق.", "POL+HUN request> [] فتح الطريق"},
		{"أفاد وزير الخارجية البولندي سمير الرادمنشي بأن الطريق مفتوح.", "الرادمنشي state> [] الطريق مفتوح"},
		{"قال وزير الخارجية البولندي سمير الرادمنشي إن الطريق مفتوح، مؤكدا بذل كل الجهد الآن لفتح الطريق.", "الرادمنشي state> [] الطريق مفتوح; الرادمنشي stress> [] بذل كل"},
		// what the words do: ills of another state, esteem, a promise, a threat
		{"قال وزير الخارجية البولندي سمير الرادمنشي إن المجر تسعى للهيمنة.", "الرادمنشي criticise>HUN [] المجر تسعى"},
		{"قال وزير الخارجية البولندي سمير الرادمنشي إن بولندا ترفض العدوان.", "الرادمنشي reject> [] بولندا ترفض"},
		{"أكد وزير الخارجية البولندي سمير الرادمنشي أن وارسو تقدر عاليا مواقف المجر.", "الرادمنشي welcome>HUN [] وارسو تقدر"},
		{"قال وزير الخارجية البولندي سمير الرادمنشي: سنواصل العمل هنا.", "الرادمنشي promise> [] سنواصل العمل"},
		{"أعرب وزير الخارجية البولندي سمير الرادمنشي عن التزام بلاده بدعم المجر.", "الرادمنشي promise>HUN [] التزام بلاده"},
		// who is asked stands before what is asked; who is refused; whom support is for
		{"دعا وزير الخارجية البولندي سمير الرادمنشي الشركات إلى العمل مع المجر.", "الرادمنشي request> [] الشركات إلى"},
		{"دعا وزير الخارجية البولندي سمير الرادمنشي جميع الأطراف المجرية إلى الحوار.", "الرادمنشي request>HUN [] جميع الأطراف"},
		{"رفض وزير الخارجية البولندي سمير الرادمنشي محاولات المجر فتح الطريق.", "الرادمنشي reject>HUN [] محاولات المجر"},
		{"أعرب وزير الخارجية البولندي سمير الرادمنشي عن دعم بلاده للمجر.", "الرادمنشي state>HUN [] دعم بلاده"},
		// a feminine carrier and its state; words set between a state and its verb
		{"قال وزير الخارجية البولندي سمير الرادمنشي كلمة. وأعربت المجر عن أملها في فتح الطريق.", "HUN hope> [] في فتح"},
		{"والمجر، العضو في الحلف، أبدت أملها في فتح الطريق.", "HUN hope> [] في فتح"},
		// unnamed officials speak for their state, papers for whoever issued them
		{"قال مصدر رسمي بولندي إن الطريق مفتوح.", "POL state> [] الطريق مفتوح"},
		{"أكد بيان البيت الأبيض أن الطريق مفتوح.", "USA stress> [] الطريق مفتوح"},
		{"قال مسؤول في البيت الأبيض إن الطريق مفتوح.", "USA state> [] الطريق مفتوح"},
		// the sides of two states
		{"التقى وزير الخارجية البولندي سمير الرادمنشي نظيره المجري نبيل الكاوياني. وأكد الجانبان البولندي والمجري أن الطريق مفتوح.", "الرادمنشي+الكاوياني stress> [] الطريق مفتوح"},
		// a talk to come is announced; a condition with an ill is a threat
		{"قالت وزارة الخارجية البولندية إن الوزير سيزور القاهرة.", "POL announce> [] الوزير سيزور"},
		{"قال وزير الخارجية البولندي سمير الرادمنشي إنه إذا فتح الطريق فستكون حرب.", "الرادمنشي warn> [] إذا فتح"},
		// who is wronged is not to blame; who stays unnamed refuses nothing; no talk, nobody to whom it falls
		{"أعرب وزير الخارجية البولندي سمير الرادمنشي عن إدانة بلاده للهجوم الذي استهدف المجر.", "الرادمنشي criticise> [] بلاده للهجوم"},
		{"قال مسؤول بولندي رفض ذكر اسمه إن الطريق مفتوح.", "POL state> [] الطريق مفتوح"},
		{"افتتح الوزير المجري نبيل الكاوياني معرضا. وأبدى وزير الخارجية البولندي سمير الرادمنشي استعداده للعمل.", "الرادمنشي offer> [] استعداده للعمل"},
		// groups that the article does not know: they speak, unless the verb has them for its object
		{"قال وزير الخارجية البولندي سمير الرادمنشي إن الطريق مفتوح. وأعلن المجلس فتح الطريق.", "الرادمنشي state> [] الطريق مفتوح"},
		{"قال وزير الخارجية البولندي سمير الرادمنشي إن الطريق مفتوح. ودعا المجلس إلى فتح الطريق.", "الرادمنشي state> [] الطريق مفتوح; الرادمنشي request> [] المجلس إلى"},
		// titles whose subject stands before a verb of the present; a verb of another gender is somebody else's
		{"بولندا والمجر تدعوان إلى فتح الطريق\n\nوكان اللقاء في القاهرة طويلا وحضره كثير من الناس.", "POL+HUN request> [] فتح الطريق"},
		{"سفير بولندا يتهم المجر بإغلاق الطريق\n\nوكان اللقاء في القاهرة طويلا وحضره كثير من الناس.", "POL criticise>HUN [] المجر بإغلاق"},
		{"زيارة وزير الخارجية البولندي سمير الرادمنشي تؤكد أهمية الطريق\n\nوكان اللقاء في القاهرة طويلا وحضره كثير من الناس.", ""},
	} {
		if got := saidIn(t, "ar", c.text); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}
