package main

import (
	"strings"
	"testing"
)

// TestTame holds that words of an article can neither steer a terminal nor
// leave their place in a line, and that spelling stays.
func TestTame(t *testing.T) {
	for words, want := range map[string]string{
		"می\u200cرود\u200f.":               "می\u200cرود\u200f.",
		"red\x1b[31m bell\a":               "red\ufffd[31m bell\ufffd",
		"\u202eevil\u202c \u2069out\u2066": "\ufffdevil\ufffd \ufffdout\ufffd",
		"two\nlines\tand":                  "two\nlines\tand",
	} {
		if got := tame(words); got != want {
			t.Errorf("%q is shown as %q", words, got)
		}
	}
	shown := whole("الوزير\u2069\x1b[2J")
	if strings.Count(shown, "\u2069") != 1 || strings.Contains(shown, "\x1b") {
		t.Errorf("%q", shown)
	}
}
