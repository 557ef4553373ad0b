package lang

import (
	"testing"
	"testing/fstest"
)

// TestCharsDropped checks that a character with an empty "to" is dropped, not
// read as the sign of ill-formed text.
func TestCharsDropped(t *testing.T) {
	fsys := fstest.MapFS{"chars.tsv": {Data: []byte("from\tto\treason\nى\tي\t\nU+0651\t\tshadda\n")}}
	p := &Pack{Chars: map[rune]rune{}}
	if err := p.readChars(fsys, "chars.tsv"); err != nil {
		t.Fatal(err)
	}
	if p.Chars['ى'] != 'ي' || p.Chars['\u0651'] != 0 {
		t.Fatalf("chars are %v", p.Chars)
	}
}
