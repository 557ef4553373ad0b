package data_test

import (
	"bytes"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"

	"safir/internal/fetch"
)

// charsets are the ways in which a page may be written, and the label it may
// carry.
var charsets = []struct {
	name, label string
	write       encoding.Encoding
	twice       bool
}{
	{"UTF-8", "", encoding.Nop, false},
	{"UTF-8 labelled windows-1256", "windows-1256", encoding.Nop, false},
	{"windows-1256 labelled", "windows-1256", charmap.Windows1256, false},
	{"windows-1256 unlabelled", "", charmap.Windows1256, false},
	{"windows-1256 labelled windows-1252", "windows-1252", charmap.Windows1256, false},
	{"UTF-16LE with a mark", "", unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), false},
	{"UTF-16BE with a mark", "", unicode.UTF16(unicode.BigEndian, unicode.UseBOM), false},
	{"UTF-16LE without", "", unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), false},
	{"UTF-32LE with a mark", "", utf32.UTF32(utf32.LittleEndian, utf32.UseBOM), false},
	{"ISO 8859-6 labelled", "iso-8859-6", charmap.ISO8859_6, false},
	{"UTF-8 written twice", "", encoding.Nop, true},
}

// TestCharsets writes real-looking pages in every charset and reads them back.
// Pages are the demo's and, where a gold set or a corpus lies beside the
// checkout, theirs.
func TestCharsets(t *testing.T) {
	pages := pagesOf(t)
	for _, c := range charsets {
		right, tried := 0, 0
		for _, p := range pages {
			want, raw, ok := written(c.write, c.twice, p)
			if !ok {
				continue
			}
			tried++
			if got, _, err := fetch.Decode(raw, c.label); err == nil && got == want {
				right++
			}
		}
		if tried == 0 || right*1000 < tried*995 {
			t.Errorf("%s: %d of %d pages read right", c.name, right, tried)
		}
		t.Logf("PROOF | pages of 500 bytes and more in %s | %d | %d read right", c.name, tried, right)
	}
}

// pagesOf are texts of 500 bytes and more: articles, and in the long run the
// parts of long ones too.
func pagesOf(t *testing.T) (out []string) {
	proof := os.Getenv("SAFIR_PROOF") != ""
	keep := func(i fetch.Item) bool {
		parts := []string{i.Article.Text}
		if proof {
			parts = partsOf(i.Article.Text, 600)
		}
		for _, p := range parts {
			if i.Err == nil && len(p) >= 500 {
				out = append(out, p)
			}
		}
		return proof || len(out) < 300
	}
	for _, i := range articles(t) {
		keep(i)
	}
	for _, f := range []string{"fa.jsonl", "ar.jsonl", "fa-other.jsonl", "ar-other.jsonl"} {
		if path := "../../shared/corpora/" + f; exists(path) {
			if err := fetch.Paths([]string{path}, nil, nil, keep); err != nil {
				t.Fatal(err)
			}
		}
	}
	return out
}

// partsOf cuts a text behind the lines that make a part long enough.
func partsOf(text string, least int) (out []string) {
	from := 0
	for i, r := range text {
		if r == '\n' && i-from >= least && len(text)-i >= least {
			out, from = append(out, text[from:i]), i+1
		}
	}
	return append(out, text[from:])
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// written writes a page in a charset; what the charset lacks (Persian yeh and
// digits in windows-1256) is first written as such pages write it.
func written(e encoding.Encoding, twice bool, page string) (want string, raw []byte, ok bool) {
	if e == charmap.Windows1256 {
		page = legacy.Replace(page)
	}
	if e == charmap.ISO8859_6 {
		page = strings.Map(ascii6, legacy.Replace(page))
	}
	if twice {
		return page, []byte(latin(page)), true
	}
	raw, err := e.NewEncoder().Bytes([]byte(page))
	return page, raw, err == nil
}

// ascii6 keeps what ISO 8859-6 has.
func ascii6(r rune) rune {
	if _, ok := charmap.ISO8859_6.EncodeRune(r); ok {
		return r
	}
	return '-'
}

// legacy is how pages in windows-1256 write the letters that it lacks.
var legacy = strings.NewReplacer("ی", "ي", "ۀ", "ه", "٪", "%", "۰", "0", "۱", "1", "۲", "2", "۳", "3", "۴", "4", "۵", "5", "۶", "6", "۷", "7", "۸", "8", "۹", "9",
	"٠", "0", "١", "1", "٢", "2", "٣", "3", "٤", "4", "٥", "5", "٦", "6", "٧", "7", "٨", "8", "٩", "9", "ـ", "-", "\u200e", "", "\u200f", "")

// latin reads bytes as windows-1252, with Latin-1 in its gaps.
func latin(s string) string {
	var b strings.Builder
	for _, c := range []byte(s) {
		if r := charmap.Windows1252.DecodeByte(c); r != utf8.RuneError {
			b.WriteRune(r)
		} else {
			b.WriteRune(rune(c))
		}
	}
	return b.String()
}

// odd are ways to spoil a page's bytes, and what may come of it: whole says
// that the page as it was written is to be read and nothing counted; else what
// cannot be read is counted or refused, and never lost without a word.
var odd = []struct {
	name  string
	whole bool
	make  func(page string) (raw []byte, want string)
}{
	{"a mark in the middle", true, func(p string) ([]byte, string) { q := middle(p, "\ufeff"); return []byte(q), q }},
	{"a mark twice", true, func(p string) ([]byte, string) { return []byte("\ufeff\ufeff" + p), "\ufeff" + p }},
	{"overlong forms", false, func(p string) ([]byte, string) { return []byte(middle(p, "\xc0\xaf")), "" }},
	{"lone surrogates", false, func(p string) ([]byte, string) { return []byte(middle(p, "\xed\xa0\x80")), "" }},
	{"CESU-8", false, func(p string) ([]byte, string) { return []byte(middle(p, "\xed\xa0\xbd\xed\xb8\x80")), "" }},
	{"beyond Unicode", false, func(p string) ([]byte, string) { return []byte(middle(p, "\xf4\x90\x80\x80")), "" }},
	{"a letter cut", false, func(p string) ([]byte, string) { return []byte(middle(p, "\xd9")), "" }},
	{"cut at the end", false, func(p string) ([]byte, string) { return []byte(p + "\xd9"), "" }},
	{"NUL", false, func(p string) ([]byte, string) { return []byte(middle(p, "\x00")), "" }},
	{"controls of the second set", true, func(p string) ([]byte, string) { q := middle(p, "\u0085\u009d"); return []byte(q), q }},
	{"noncharacters", true, func(p string) ([]byte, string) { q := middle(p, "\ufdd0\uffff"); return []byte(q), q }},
	{"100,000 marks on one letter", true, func(p string) ([]byte, string) {
		q := middle(p, strings.Repeat("\u0301", 100_000))
		return []byte(q), q
	}},
	{"presentation forms", true, func(p string) ([]byte, string) { q := middle(p, "\ufedf\ufe8e\ufefb"); return []byte(q), q }},
	{"joined emoji", true, func(p string) ([]byte, string) { q := middle(p, "\U0001F469\u200d\U0001F467"); return []byte(q), q }},
	{"halves in two charsets", false, func(p string) ([]byte, string) {
		half, _ := charmap.Windows1256.NewEncoder().String(strings.Map(ascii1256, legacy.Replace(p)))
		return []byte(p + half), ""
	}},
	{"a word of windows-1256", false, func(p string) ([]byte, string) { return []byte(middle(p, "\xe6\xe1\xed")), "" }},
	{"UTF-16 of odd length", false, func(p string) ([]byte, string) {
		raw, _ := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes([]byte(p))
		return raw[:len(raw)-1], ""
	}},
	{"UTF-16 with a lone surrogate", false, func(p string) ([]byte, string) {
		raw, _ := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes([]byte(p))
		return append(raw[:100:100], append([]byte{0, 0xd8}, raw[100:]...)...), ""
	}},
	{"UTF-8 labelled windows-1252", true, func(p string) ([]byte, string) { return []byte(p), p }},
	{"half of it binary", false, func(p string) ([]byte, string) {
		return append([]byte(p), bytes.Repeat([]byte{0xff, 0x01, 0xfe, 0x80}, len(p)/4)...), ""
	}},
}

// middle puts something in the middle of a text, between two characters.
func middle(text, more string) string {
	at := len(text) / 2
	for at < len(text) && !utf8.RuneStart(text[at]) {
		at++
	}
	return text[:at] + more + text[at:]
}

// ascii1256 keeps what windows-1256 has.
func ascii1256(r rune) rune {
	if _, ok := charmap.Windows1256.EncodeRune(r); ok {
		return r
	}
	return '-'
}

// TestOddBytes holds that spoilt pages are read as they are, or that what is
// lost of them is counted or refused with a word.
func TestOddBytes(t *testing.T) {
	pages := pagesOf(t)
	each := 2
	if os.Getenv("SAFIR_PROOF") != "" {
		each = 20
	}
	files, silent := 0, 0
	for _, o := range odd {
		for _, p := range pages[:min(each, len(pages))] {
			files++
			raw, want := o.make(p)
			got, repairs, err := fetch.Decode(raw, map[bool]string{true: "windows-1252"}[o.name == "UTF-8 labelled windows-1252"])
			switch {
			case err != nil && (o.whole || err.Error() == ""),
				err == nil && (!utf8.ValidString(got) || strings.ContainsRune(got, 0)),
				err == nil && o.whole && (got != want || repairs != 0),
				err == nil && !o.whole && repairs == 0:
				silent++
				t.Errorf("%s: %d repairs, %v", o.name, repairs, err)
			}
		}
	}
	t.Logf("PROOF | pages with spoilt bytes: read whole, or the loss is counted or refused | %d | %d lost without a word", files, silent)
}
