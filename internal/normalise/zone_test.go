package normalise

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"unicode"
	"unicode/utf8"

	"safir/internal/doc"
	"safir/internal/lang"
)

// zoner is a Zoner over the packs of the checkout.
var zoner = sync.OnceValue(func() *Zoner {
	var packs []*lang.Pack
	for _, tag := range []string{"fa", "ar"} {
		p, err := lang.Open(os.DirFS("../.."), "data/lang/"+tag)
		if p == nil {
			panic(err)
		}
		packs = append(packs, p)
	}
	return New(packs...)
})

// page of testdata/zones.txt.
type samplePage struct {
	name, lang string
	article    doc.Article
	want       []string // "kind text"
}

func samplePages(t *testing.T) (pages []samplePage) {
	t.Helper()
	data, err := os.ReadFile("testdata/zones.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range strings.Split(string(data), "\n") {
		if strings.HasPrefix(row, "#") || row == "" {
			continue
		}
		if head, ok := strings.CutPrefix(row, "== "); ok {
			name, tag, _ := strings.Cut(head, " ")
			pages = append(pages, samplePage{name: name, lang: tag})
			continue
		}
		pages[len(pages)-1].add(row)
	}
	return pages
}

func (p *samplePage) add(row string) {
	kind, text, _ := strings.Cut(row, "\t")
	more, goesOn := strings.CutPrefix(kind, "+")
	switch {
	case kind == "given":
		p.article.Title = text
		return
	case kind == "-":
		p.article.Text += "\n"
		return
	case !goesOn && p.article.Text != "":
		p.article.Text += "\n"
	}
	p.article.Text += text
	p.want = append(p.want, more+" "+strings.TrimSpace(text))
}

// TestPages reads invented pages of every layout.
func TestPages(t *testing.T) {
	for _, p := range samplePages(t) {
		t.Run(p.name, func(t *testing.T) {
			zones := zoner().Zones(&p.article, p.lang)
			checkZones(t, p.article.Text, zones)
			got := printed(p.article.Text, zones)
			for i := range max(len(got), len(p.want)) {
				g, w := at(got, i), at(p.want, i)
				if g != w {
					t.Errorf("zone %d:\n got %s\nwant %s", i, g, w)
				}
			}
		})
	}
}

func at(list []string, i int) string {
	if i < len(list) {
		return list[i]
	}
	return "(nothing)"
}

func printed(text string, zones []doc.Zone) (out []string) {
	for _, z := range zones {
		out = append(out, z.Kind.String()+" "+text[z.Span.Start:z.Span.End])
	}
	return out
}

// checkZones holds what is true of the zones of any text.
func checkZones(t testing.TB, text string, zones []doc.Zone) {
	t.Helper()
	last := 0
	for _, z := range zones {
		s := z.Span
		if s.Start < last || s.End <= s.Start || s.End > len(text) {
			t.Fatalf("zone %v behind %d: out of order, empty or outside", s, last)
		}
		part := text[s.Start:s.End]
		if !utf8.ValidString(part) && utf8.ValidString(text) {
			t.Fatalf("zone %v cuts a character", s)
		}
		if strings.TrimSpace(part) != part {
			t.Fatalf("zone %q is not trimmed", part)
		}
		if strings.Contains(part, "\n") {
			t.Fatalf("zone %q holds a line break", part)
		}
		checkBlank(t, text[last:s.Start])
		last = s.End
	}
	checkBlank(t, text[last:])
}

func checkBlank(t testing.TB, s string) {
	t.Helper()
	for _, r := range s {
		if !unicode.IsSpace(r) && !directs(r) {
			t.Fatalf("%q lies in no zone", s)
		}
	}
}

const shared = "../../../shared"

// TestSeeds zones the five seeds, when they lie beside the checkout.
func TestSeeds(t *testing.T) {
	files, _ := filepath.Glob(shared + "/bench/seeds/*.txt")
	if len(files) == 0 {
		t.Skip("no seeds beside the checkout (../shared/bench/seeds)")
	}
	want := map[string]string{ // kinds in order, runs of one kind written once
		"000": "title lead dateline body furniture comment furniture",
		"001": "furniture dateline title lead title dateline body",
		"002": "furniture dateline title lead dateline body furniture dateline furniture",
		"003": "title dateline lead dateline body",
		"004": "title dateline lead dateline body furniture",
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		number := filepath.Base(name)[:3]
		tag := "fa"
		if number == "003" {
			tag = "ar"
		}
		zones := zoner().Zones(&doc.Article{Text: string(data)}, tag)
		checkZones(t, string(data), zones)
		if got := runs(zones); got != want[number] {
			t.Errorf("%s: %s; want %s", number, got, want[number])
		}
	}
}

func runs(zones []doc.Zone) string {
	var out []string
	for _, z := range zones {
		if n := len(out); n == 0 || out[n-1] != z.Kind.String() {
			out = append(out, z.Kind.String())
		}
	}
	return strings.Join(out, " ")
}

// TestCorpora zones the real articles, when they lie beside the checkout: no
// text is lost, nearly all of it stays evidence.
func TestCorpora(t *testing.T) {
	for _, name := range []string{"fa", "ar", "fa-other", "ar-other"} {
		data, err := os.ReadFile(shared + "/corpora/" + name + ".jsonl")
		if err != nil {
			t.Skip("no corpora beside the checkout (../shared/corpora)")
		}
		all, kept, untitled := 0, 0, 0
		lines := bufio.NewScanner(bytes.NewReader(data))
		lines.Buffer(nil, 1<<24)
		for lines.Scan() {
			var row struct{ Text, Lang string }
			if err := json.Unmarshal(lines.Bytes(), &row); err != nil {
				t.Fatal(err)
			}
			zones := zoner().Zones(&doc.Article{Text: row.Text}, row.Lang)
			checkZones(t, row.Text, zones)
			title := false
			for _, z := range zones {
				all += z.Span.Len()
				if z.Kind.Evidence() {
					kept += z.Span.Len()
				}
				title = title || z.Kind == doc.Title
			}
			if !title {
				untitled++
			}
		}
		t.Logf("%s: %.1f %% of the text is evidence; %d articles without a title", name, 100*float64(kept)/float64(all), untitled)
		if kept*100 < all*96 {
			t.Errorf("%s: too much is no evidence", name)
		}
	}
}

// TestLanguageFallback: an unknown language is read with all tables.
func TestLanguageFallback(t *testing.T) {
	text := "پل تازه بر رودخانه\nکار ساخت پل تازه بر رودخانه دیروز با حضور وزیر راه پایان یافت.\nانتهای پیام"
	for _, tag := range []string{"", "und", "fa-AF", "tg"} {
		if got := runs(zoner().Zones(&doc.Article{Text: text}, tag)); got != "title body furniture" {
			t.Errorf("%q: %s", tag, got)
		}
	}
	if z := zoner().Zones(&doc.Article{}, "fa"); len(z) != 0 {
		t.Errorf("zones of nothing: %v", z)
	}
}

// FuzzZones: whatever comes in, the zones cover it in order.
func FuzzZones(f *testing.F) {
	f.Add("عنوان\n\nبه گزارش ایسنا، متن. انتهای پیام", "fa")
	f.Add("title -\u200c ـ\u2028 @x /\u0640\u064b.", "ar")
	f.Add("hA0_\u200c h-0A_ @x_", "fa")
	f.Add("\ufe71\ufe70 \xff\xfe:", "")
	f.Fuzz(func(t *testing.T, text, tag string) {
		text = strings.ToValidUTF8(text, "\uFFFD")
		zones, genre := zoner().Read(&doc.Article{Text: text}, tag)
		for _, z := range zones {
			part := text[z.Span.Start:z.Span.End]
			if strings.TrimSpace(part) != part {
				t.Fatalf("zone %q is not trimmed", part)
			}
		}
		checkZones(t, text, zones)
		if genre == "" {
			t.Fatal("no genre")
		}
	})
}

func BenchmarkZones(b *testing.B) {
	data, err := os.ReadFile("../../data/demo/fa-01-bishkek.txt")
	if err != nil {
		b.Skip(err)
	}
	a := &doc.Article{Text: string(data)}
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		zoner().Zones(a, "fa")
	}
}
