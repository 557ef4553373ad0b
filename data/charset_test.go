package data_test

import (
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

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

// pagesOf are texts of 500 bytes and more.
func pagesOf(t *testing.T) (out []string) {
	keep := func(i fetch.Item) bool {
		if i.Err == nil && len(i.Article.Text) >= 500 {
			out = append(out, i.Article.Text)
		}
		return os.Getenv("SAFIR_PROOF") != "" || len(out) < 300
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
	if twice {
		return page, []byte(latin(page)), true
	}
	raw, err := e.NewEncoder().Bytes([]byte(page))
	return page, raw, err == nil
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
