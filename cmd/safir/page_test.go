package main

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"
)

// pageWords are the article of every hostile page: invented.
const pageWords = "<p>سامان رادی وزیر انرژی گلستان گفت: مرز میان دو کشور از فردا باز است.</p>"

// hostilePages are pages made by hand to break a parser.
func hostilePages() map[string]string {
	return map[string]string{
		"nesting of 100,000":     strings.Repeat("<div>", 100_000) + pageWords,
		"nesting of a million":   strings.Repeat("<b>", 1_000_000) + pageWords,
		"a million attributes":   "<p " + strings.Repeat("a=b ", 1_000_000) + ">" + pageWords,
		"a million names":        "<p " + manyNames(1_000_000) + ">" + pageWords,
		"one huge attribute":     `<p title="` + strings.Repeat("x", 5_000_000) + `">` + pageWords,
		"unclosed everything":    strings.Repeat("<table><tr><td><b><i><a href=x>", 5_000) + pageWords,
		"a million siblings":     strings.Repeat("<p>x", 300_000) + pageWords,
		"templates and svg":      strings.Repeat("<template><svg><math><mi>", 200) + pageWords,
		"a trailing sign":        pageWords + "&",
		"a trailing entity":      pageWords + "&#",
		"an open tag":            pageWords + "<",
		"an open end tag":        pageWords + "</",
		"an open comment":        pageWords + "<!--",
		"an open CDATA":          pageWords + "<svg><![CDATA[",
		"an open doctype":        "<!doctype" + pageWords,
		"an open attribute":      pageWords + `<a href="`,
		"an open script":         pageWords + "<script>",
		"an open title":          "<title>" + pageWords,
		"entities without end":   strings.Repeat("&", 500_000) + pageWords,
		"numbers of characters":  strings.Repeat("&#x110000;&#0;&#xd800;", 50_000) + pageWords,
		"formatting adopted":     strings.Repeat("<a><b><i><u><s>", 2_000) + strings.Repeat("</a></p></i>", 2_000) + pageWords,
		"select within select":   strings.Repeat("<select><option><optgroup>", 20_000) + pageWords,
		"tables within tables":   strings.Repeat("<table><caption><table><colgroup>", 3_000) + pageWords,
		"text fostered":          "<table>" + strings.Repeat("x<tr>", 50_000) + pageWords,
		"frames":                 "<frameset>" + strings.Repeat("<frame>", 50_000) + pageWords,
		"foreign within foreign": strings.Repeat("<svg><foreignObject><math><annotation-xml encoding=text/html>", 300) + pageWords,
		"forms":                  strings.Repeat("<form><div></form>", 30_000) + pageWords,
		"bodies and heads":       strings.Repeat("<body a=b><head><html c=d>", 30_000) + pageWords,
		"raw text":               strings.Repeat("<textarea><xmp><noembed><plaintext>", 1_000) + pageWords,
		"lists":                  strings.Repeat("<ul><li><dl><dd>", 20_000) + pageWords,
		"end tags only":          strings.Repeat("</p></br></table></svg></body>", 50_000) + pageWords,
		"NUL within":             strings.Repeat("<p>\x00", 100) + pageWords,
		"no page at all":         "\x89PNG\r\n\x1a\n" + strings.Repeat("\xff\x00", 100),
		"metadata without end":   strings.Repeat(`<meta property="og:title" content="x">`, 50_000) + pageWords,
		"scripts of data":        strings.Repeat(`<script type="application/ld+json">{"datePublished":"</script>`, 10_000) + pageWords,
	}
}

func manyNames(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "a%d ", i)
	}
	return b.String()
}

// pieces are what generated pages are put together of.
var pieces = []string{"<div>", "</div>", "<p>", "</p>", "<table>", "</table>", "<tr>", "<td>", "</td>", "<caption>", "<colgroup>", "<template>", "</template>",
	"<svg>", "</svg>", "<math>", "<mi>", "<mtext>", "<annotation-xml encoding='text/html'>", "<foreignObject>", "<desc>", "<title>", "</title>", "<style>",
	"</style>", "<script>", "</script>", "<select>", "<option>", "<optgroup>", "</select>", "<a href=x>", "</a>", "<b>", "</b>", "<nobr>", "<form>", "</form>",
	"<frameset>", "<body>", "<head>", "<html lang=fa>", "<ruby><rt>", "<li>", "<dd>", "<button>", "<marquee>", "<object>", "<!--", "-->", "<![CDATA[", "]]>",
	"<!doctype html>", "&amp;", "&", "&#", "<", ">", "\"", "'", "=", "/>", "متن ", "خبر", " a=b", "<article>", "<section>", "<time datetime=2024-01-01>"}

// generated is a page put together by dice: a run of pieces, now and then one
// of them thousands of times.
func generated(dice *rand.Rand) string {
	var b strings.Builder
	for range 20 + dice.IntN(400) {
		times := 1
		if dice.IntN(60) == 0 {
			times = 1 << dice.IntN(15)
		}
		b.WriteString(strings.Repeat(pieces[dice.IntN(len(pieces))], times))
	}
	return b.String() + pageWords
}

// TestHostilePages holds that pages made to break a parser cost a bounded
// time and never the program: each is read or refused with a word.
func TestHostilePages(t *testing.T) {
	pages, n := hostilePages(), 4
	if os.Getenv("SAFIR_PROOF") == "1" {
		n = 500 - len(pages)
	} else {
		for i, name := range slices.Sorted(maps.Keys(pages)) {
			if i%3 > 0 {
				delete(pages, name)
			}
		}
	}
	dice := rand.New(rand.NewPCG(3, 7))
	for i := range n {
		pages[fmt.Sprintf("generated %d", i)] = generated(dice)
	}
	longest, read, cut := time.Duration(0), 0, 0
	for name, text := range pages {
		start := time.Now()
		a, err := readPage([]byte(text))
		took := time.Since(start)
		longest = max(longest, took)
		if took > pageTime+5*time.Second {
			t.Errorf("%s: took %s", name, took)
		}
		if err == nil && strings.TrimSpace(a.Text) == "" || err != nil && err.Error() == "" {
			t.Errorf("%s: neither text nor a reason", name)
		}
		if err == nil {
			read++
		}
		if a.Truncated {
			cut++
		}
	}
	t.Logf("PROOF | hostile pages: read, or refused with a reason | %d | %d read, %d of them marked as cut; the longest took %.1f s", len(pages), read, cut, longest.Seconds())
}
