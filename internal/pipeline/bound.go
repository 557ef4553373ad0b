package pipeline

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"safir/internal/doc"
)

// longest is how much of an article is read, in bytes: about 22,000 words, many
// times the longest report. What stands behind it is kept as furniture, so that
// no article costs more time or memory than in proportion to its length.
const longest = 256 << 10

// head is as much of a text as is read: no more than so many bytes, to the
// last white space in them.
func head(text string, bytes int) string {
	if len(text) <= bytes {
		return text
	}
	for !utf8.RuneStart(text[bytes]) {
		bytes--
	}
	if blank := strings.LastIndexFunc(text[:bytes], unicode.IsSpace); blank > 0 {
		bytes = blank
	}
	return text[:bytes]
}

// rest are the zones of what stands behind the head of a text.
func rest(text string, from int) []doc.Zone {
	end := len(strings.TrimRightFunc(text, unicode.IsSpace))
	start := len(text) - len(strings.TrimLeftFunc(text[from:], unicode.IsSpace))
	if start >= end {
		return nil
	}
	return []doc.Zone{{Span: doc.Span{Start: start, End: end}, Kind: doc.Furniture}}
}
