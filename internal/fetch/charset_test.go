package fetch

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	enc "golang.org/x/text/encoding/unicode"
)

// Invented sentences; windows-1256 has no Persian yeh, so its page is written
// with Arabic yeh and kaf, as such pages are.
const (
	persian = "سامان رادی وزیر انرژی گلستان گفت: مرز میان دو کشور از فردا باز است و پروازها از سر گرفته می‌شود."
	legacy  = "سامان رادي وزير انرژي گلستان گفت: مرز ميان دو كشور از فردا باز است و پروازها از سر گرفته مي‌شود."
	arab    = "قال وزير الطاقة سامي الرادي إن الحدود بين البلدين ستفتح غداً وتستأنف الرحلات الجوية."
)

func encoded(t *testing.T, e interface {
	String(string) (string, error)
}, s string) []byte {
	t.Helper()
	out, err := e.String(s)
	if err != nil {
		t.Fatal(err)
	}
	return []byte(out)
}

func TestDecode(t *testing.T) {
	cp1256 := func(s string) []byte { return encoded(t, charmap.Windows1256.NewEncoder(), s) }
	twice := func(s string) []byte { // UTF-8 read as windows-1252 (with Latin-1 in its gaps)
		var b strings.Builder
		for _, c := range []byte(s) {
			if r := charmap.Windows1252.DecodeByte(c); r != utf8.RuneError {
				b.WriteRune(r)
			} else {
				b.WriteRune(rune(c))
			}
		}
		return []byte(b.String())
	}
	for _, c := range []struct {
		name, label, want string
		data              []byte
	}{
		{"UTF-8", "", persian, []byte(persian)},
		{"UTF-8 with its mark", "", arab, []byte("\xef\xbb\xbf" + arab)},
		{"UTF-8 labelled wrongly", "windows-1256", persian, []byte(persian)},
		{"windows-1256 labelled", "windows-1256", legacy, cp1256(legacy)},
		{"windows-1256 unlabelled, Persian", "", legacy, cp1256(legacy)},
		{"windows-1256 unlabelled, Arabic", "", arab, cp1256(arab)},
		{"windows-1256 labelled UTF-8", "utf-8", arab, cp1256(arab)},
		{"UTF-16LE with its mark", "", persian, encoded(t, enc.UTF16(enc.LittleEndian, enc.UseBOM).NewEncoder(), persian)},
		{"UTF-16BE with its mark", "", arab, encoded(t, enc.UTF16(enc.BigEndian, enc.UseBOM).NewEncoder(), arab)},
		{"UTF-16LE without", "", persian, encoded(t, enc.UTF16(enc.LittleEndian, enc.IgnoreBOM).NewEncoder(), persian)},
		{"UTF-16BE without", "", arab, encoded(t, enc.UTF16(enc.BigEndian, enc.IgnoreBOM).NewEncoder(), arab)},
		{"UTF-8 encoded twice, Persian", "", persian, twice(persian)},
		{"UTF-8 encoded twice, Arabic", "", arab, twice(arab)},
	} {
		got, repairs, err := Decode(c.data, c.label)
		if err != nil || got != c.want || repairs != 0 {
			t.Errorf("%s: got %q, %d repairs, %v", c.name, got, repairs, err)
		}
	}
}

func TestRepairs(t *testing.T) {
	long := strings.Repeat(persian+"\n", 5)
	cut := []byte(long[:101] + "\xff" + long[101:])
	got, n, err := Decode(cut, "")
	if err != nil || n == 0 || !utf8.ValidString(got) {
		t.Errorf("a broken byte: got %d repairs, %v", n, err)
	}
	if _, n, err := Decode([]byte(persian[:len(persian)-1]+"\xd8"), ""); err != nil && n == 0 {
		t.Errorf("cut in a letter: %d, %v", n, err)
	}
}

func TestRefused(t *testing.T) {
	for name, c := range map[string]struct{ data, want string }{
		"empty":    {"", "it is empty"},
		"blank":    {" \n\t", "it is empty"},
		"binary":   {"\x7fELF\x02\x01\x01\x00\x00\x00\x00\x01\x02\x03", "NUL"},
		"png":      {"\x89PNG\r\n\x1a\n\x01\x8f\xfe\x99\x81\xaa\xb0\xff\xd9\x84\x80\x90\xa0", "not UTF-8"},
		"overlong": {"\xc0\xaf\xc0\xaf\xc0\xaf\xc0\xaf", "not UTF-8"},
	} {
		if _, _, err := Decode([]byte(c.data), ""); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %q", name, err, c.want)
		}
	}
}

func TestJSONLines(t *testing.T) {
	for line, want := range map[string]string{
		`{"id":"1"}`:                      `no "text"`,
		`[1,2]`:                           "not a JSON object",
		`{"text":"`:                       "not a JSON object",
		`{"text":""}`:                     "it is empty",
		`{"text":"\ud800\ud800\ud800 x"}`: "cannot be decoded",
	} {
		if _, err := JSON([]byte(line)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %q", line, err, want)
		}
	}
	a, err := JSON([]byte(`{"text":"` + strings.Repeat(persian, 3) + `\ud800"}`))
	if err != nil || a.Repairs != 1 {
		t.Errorf("a lone surrogate: %d repairs, %v", a.Repairs, err)
	}
}

// FuzzDecode holds that whatever comes in, what goes out is well-formed, not
// empty, without NUL, or refused.
func FuzzDecode(f *testing.F) {
	for _, s := range []string{persian, arab, "\xff\xfe\x06\x06", "\xef\xbb\xbf", "\x00\x00\xfe\xff", "\xc3\x98\xc2\xa7"} {
		f.Add([]byte(s), "")
		f.Add([]byte(s), "windows-1256")
	}
	f.Fuzz(func(t *testing.T, data []byte, label string) {
		s, repairs, err := Decode(data, label)
		if err == nil && (!utf8.ValidString(s) || strings.TrimSpace(s) == "" || strings.IndexByte(s, 0) >= 0 || repairs < 0) {
			t.Errorf("%q (%s) gave %q, %d", data, label, s, repairs)
		}
	})
}

// FuzzLines holds that any bytes read as JSON Lines give articles or faults,
// each with its place, and nothing else.
func FuzzLines(f *testing.F) {
	f.Add([]byte("{\"text\":\"a\"}\n\n[]\n{"))
	f.Fuzz(func(t *testing.T, data []byte) {
		lines(strings.NewReader(string(data)), "f", func(i Item) bool {
			if i.Where == "" || i.Err == nil && !utf8.ValidString(i.Article.Text) {
				t.Errorf("%q: %+v", data, i)
			}
			return true
		})
	})
}
