package main

import (
	"strings"
	"testing"
	"time"
)

// TestHostilePages holds that pages made to break a parser cost a bounded
// time and never the program: each is read or refused with a word.
func TestHostilePages(t *testing.T) {
	words := "<p>سامان رادی وزیر انرژی گلستان گفت: مرز میان دو کشور از فردا باز است.</p>"
	pages := map[string]string{
		"nesting of 100,000":   strings.Repeat("<div>", 100_000) + words,
		"a million attributes": "<p " + strings.Repeat("a=b ", 1_000_000) + ">" + words,
		"unclosed everything":  strings.Repeat("<table><tr><td><b><i><a href=x>", 5_000) + words,
		"a million siblings":   strings.Repeat("<p>x", 300_000) + words,
		"templates and svg":    strings.Repeat("<template><svg><math><mi>", 200) + words,
		"a trailing sign":      words + "&",
		"an open tag":          words + "<",
		"no page at all":       "\x89PNG\r\n\x1a\n" + strings.Repeat("\xff\x00", 100),
	}
	for name, text := range pages {
		start := time.Now()
		a, err := readPage([]byte(text))
		if took := time.Since(start); took > pageTime+5*time.Second {
			t.Errorf("%s: took %s", name, took)
		}
		if err == nil && strings.TrimSpace(a.Text) == "" || err != nil && err.Error() == "" {
			t.Errorf("%s: neither text nor a reason", name)
		}
		t.Logf("%s: %d bytes of text, %v", name, len(a.Text), err)
	}
}
