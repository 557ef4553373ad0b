package fetch

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	enc "golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// Decode turns bytes into well-formed UTF-8. label is the charset that the
// bringer or the page names, or "". Byte order marks win over the label, well-
// formed UTF-8 over a label that says otherwise. Without either, text of
// Arabic script in windows-1256 and in UTF-16 is told by its letters. Ill-
// formed bytes become U+FFFD and are counted; over 1 % of the characters, and
// the input is refused.
func Decode(data []byte, label string) (text string, repairs int, err error) {
	if len(bytes.TrimSpace(data)) == 0 {
		return "", 0, errors.New("it is empty")
	}
	if e, rest := byMark(data); e != nil {
		return finish(convert(e, rest))
	}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if utf8.Valid(data) && bytes.IndexByte(data, 0) < 0 {
		return finish(undouble(string(data)))
	}
	if e := wide(data); e != nil {
		return finish(convert(e, data))
	}
	if bytes.IndexByte(data, 0) >= 0 {
		return "", 0, errors.New("it holds NUL bytes and is no text; convert it to UTF-8")
	}
	if e, err := htmlindex.Get(label); err == nil && label != "" && !utf8Label(label) {
		labelled := convert(e, data)
		if s := convert(charmap.Windows1256, data); !arabic(labelled) && arabic(s) {
			return finish(s) // the label is wrong
		}
		return finish(labelled)
	}
	repaired, n := repair(data)
	if n*100 <= utf8.RuneCountInString(repaired) {
		return finish(repaired)
	}
	if s := convert(charmap.Windows1256, data); arabic(s) {
		return finish(s)
	}
	return "", n, fmt.Errorf("%d bytes are not UTF-8, over 1 %%, and not Arabic script in windows-1256 either; convert it to UTF-8", n)
}

func utf8Label(label string) bool {
	l := strings.ToLower(strings.ReplaceAll(label, "-", ""))
	return l == "utf8"
}

// byMark finds the encoding that a byte order mark names, and what follows
// it. UTF-8's mark needs no decoder.
func byMark(data []byte) (encoding.Encoding, []byte) {
	switch {
	case bytes.HasPrefix(data, []byte{0xFF, 0xFE, 0, 0}):
		return utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM), data[4:]
	case bytes.HasPrefix(data, []byte{0, 0, 0xFE, 0xFF}):
		return utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM), data[4:]
	case bytes.HasPrefix(data, []byte{0xFF, 0xFE}):
		return enc.UTF16(enc.LittleEndian, enc.IgnoreBOM), data[2:]
	case bytes.HasPrefix(data, []byte{0xFE, 0xFF}):
		return enc.UTF16(enc.BigEndian, enc.IgnoreBOM), data[2:]
	}
	return nil, data
}

// wide recognises UTF-16 without a mark: every other byte is that of the
// Arabic block, of Latin letters or of general punctuation.
func wide(data []byte) encoding.Encoding {
	if len(data) < 8 || len(data)%2 != 0 {
		return nil
	}
	high := [2]int{}
	for i, b := range data {
		if b == 0x06 || b == 0 || b == 0x20 && data[i^1] < 0x40 {
			high[i%2]++
		}
	}
	half := len(data) / 2
	switch {
	case high[1]*10 >= half*9 && high[1] > high[0]*2:
		return enc.UTF16(enc.LittleEndian, enc.IgnoreBOM)
	case high[0]*10 >= half*9 && high[0] > high[1]*2:
		return enc.UTF16(enc.BigEndian, enc.IgnoreBOM)
	}
	return nil
}

// convert decodes; what has no meaning in the encoding becomes U+FFFD.
func convert(e encoding.Encoding, data []byte) string {
	out, err := e.NewDecoder().Bytes(data)
	if err != nil {
		out = append(out, "\uFFFD"...)
	}
	return string(out)
}

// repair makes each run of ill-formed bytes one U+FFFD, as browsers do, and
// counts them.
func repair(data []byte) (string, int) {
	s := strings.ToValidUTF8(string(data), "\uFFFD")
	return s, strings.Count(s, "\uFFFD") - bytes.Count(data, []byte("\uFFFD"))
}

// finish counts what could not be decoded and refuses too much of it.
func finish(s string) (string, int, error) {
	n := strings.Count(s, "\uFFFD")
	if n*100 > utf8.RuneCountInString(s) {
		return "", n, fmt.Errorf("%d characters cannot be decoded, over 1 %%; convert it to UTF-8", n)
	}
	if strings.IndexByte(s, 0) >= 0 {
		return "", n, errors.New("it holds NUL characters and is no text")
	}
	if strings.TrimSpace(s) == "" {
		return "", n, errors.New("it is empty")
	}
	return s, n, nil
}

// arabic reports whether most letters of a text are of the Arabic script and
// look like words: the article or common letters, not single signs.
func arabic(s string) bool {
	letters, script, common := 0, 0, 0
	for _, r := range s {
		if !unicode.IsLetter(r) {
			continue
		}
		letters++
		if unicode.Is(unicode.Arabic, r) {
			script++
			if strings.ContainsRune(frequent, r) {
				common++
			}
		}
	}
	return letters > 0 && script*10 >= letters*7 && common*2 >= script
}

// frequent are the letters that make up more than half of any running text in
// Arabic or Persian: alef, lam, yeh, meem, reh, noon, waw, teh, heh, dal, beh.
const frequent = "\u0627\u0644\u064A\u06CC\u0645\u0631\u0646\u0648\u062A\u0647\u062F\u0628"

// undouble mends UTF-8 that was read as windows-1252 and written as UTF-8
// again: the text then holds pairs such as U+00D8 U+00A7 for alef.
func undouble(s string) string {
	lead, high := 0, 0
	for _, r := range s {
		if r < 0x80 {
			continue
		}
		high++
		if r >= 0xD8 && r <= 0xDB {
			lead++
		}
	}
	if high < 8 || lead*5 < high*2 {
		return s
	}
	var out []byte
	for _, r := range s {
		b, ok := latin(r)
		if !ok {
			return s
		}
		out = append(out, b)
	}
	if !utf8.Valid(out) || !arabic(string(out)) {
		return s
	}
	return string(out)
}

// latin is the byte of a character in windows-1252, or in Latin-1 where that
// leaves a gap.
func latin(r rune) (byte, bool) {
	if b, ok := charmap.Windows1252.EncodeRune(r); ok {
		return b, true
	}
	return byte(r), r < 0x100
}
