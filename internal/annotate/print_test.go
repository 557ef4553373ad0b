package annotate

import (
	"testing"

	"safir/internal/lang"
)

// TestPrintedAs tells a listed print from its fellows, and forgives what
// keyboards, vowels and stretching change.
func TestPrintedAs(t *testing.T) {
	chars := map[rune]rune{'ی': 'ي', 'ى': 'ي', 'أ': 'ا', 'ء': 0, 0x64e: 0, 0x651: 0, 0x640: 0}
	a := &Annotator{Pack: &lang.Pack{Chars: chars}, fold: newFolder(chars)}
	for _, r := range "علىيأاءب" {
		a.ours.add(r)
	}
	cases := []struct {
		word, listed, text string
		want               bool
	}{
		{"علي", "علي", "", true},
		{"على", "علي", "", false}, // the preposition
		{"علی", "علي", "", true},  // another keyboard
		{"عـلَيّ", "علي", "", true},
		{"ع\u200fل\u200cي", "علي", "", true},
		{"ﻋﻠﻲ", "علي", "", true},
		{"العلي", "علي", "", false},
		{"عل", "علي", "", false},
		{"اب", "أب", "", true},      // nowhere a hamza
		{"اب", "أب", "أ", false},    // hamzas elsewhere
		{"أب", "اب", "", false},     // more than is listed
		{"بها", "بهاء", "ء", false}, // another word
		{"بهاء", "بهاء", "ء", true},
	}
	for _, c := range cases {
		w := a.NewWorker()
		for _, r := range c.text {
			w.told.add(r)
		}
		if got := w.printedAs(c.word, c.listed); got != c.want {
			t.Errorf("%q as %q in a text with %q: %v", c.word, c.listed, c.text, got)
		}
	}
}
