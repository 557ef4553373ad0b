package pipeline

import "testing"

// TestHead holds that a text that is too long is cut between words, and that
// what is behind is one zone.
func TestHead(t *testing.T) {
	cases := []struct{ text, head, rest string }{
		{"ab cd", "ab cd", ""},
		{"ab cd ef gh", "ab cd", "ef gh"},
		{"ab cd\n\n ef gh \n", "ab cd\n", "ef gh"},
		{"abcdefghijk", "abcdefg", "hijk"},
		{"abcdefدید", "abcdef", "دید"},
		{" abcdefghijk", " abcdef", "ghijk"},
		{"abcdefg      ", "abcdefg", ""},
	}
	for _, c := range cases {
		h := head(c.text, 7)
		var r string
		for _, z := range rest(c.text, len(h)) {
			r = c.text[z.Span.Start:z.Span.End]
		}
		if h != c.head || r != c.rest {
			t.Errorf("%q: %q and %q; want %q and %q", c.text, h, r, c.head, c.rest)
		}
	}
}
