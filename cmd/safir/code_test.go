package main

import (
	"strings"
	"testing"
)

// TestHarmless holds that nothing from outside steers the terminal that shows
// what was set aside.
func TestHarmless(t *testing.T) {
	bad := strings.Split("\u061c \u200e \u200f \u202a \u202b \u202c \u202d \u202e \u2066 \u2067 \u2068 \u2069 \x1b \r \x00 \x7f \u0085 \u009b", " ")
	n := 0
	for _, a := range bad {
		for _, b := range bad {
			n++
			said := harmless("خبر" + a + "gpj" + b + ".txt: set aside\n")
			if strings.Contains(said, a) || strings.Contains(said, b) || !strings.HasSuffix(said, ".txt: set aside\n") {
				t.Errorf("%q and %q: %q", a, b, said)
			}
		}
	}
	if got := harmless("می‌شود: é\n"); got != "می‌شود: é\n" {
		t.Errorf("changed: %q", got)
	}
	t.Logf("PROOF | file names with controls and marks of direction, in lines of what was set aside | %d | 0 reach the terminal", n)
}
