package main

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"strings"
	"testing"

	"safir/data"
	"safir/internal/ask"
	"safir/internal/directory"
)

// TestBriefDocx holds that a brief in Word is a package of well-formed parts,
// and that texts in it run in their own direction.
func TestBriefDocx(t *testing.T) {
	dir, err := directory.Open(data.FS)
	if err != nil {
		t.Fatal(err)
	}
	texts, err := ask.OpenTexts(data.FS, dir)
	if err != nil {
		t.Fatal(err)
	}
	b := &ask.Brief{Now: "2024-01-01T00:00:00Z", New: 1, Rows: []ask.Row{{Date: "2023-01-24", Gloss: "A <&> B: meeting", Quote: &ask.Evidence{Text: "دیدار کردند \x01"}}}}
	var out bytes.Buffer
	if err := writeBriefDocx(&out, texts["en"], b); err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(out.Bytes()), int64(out.Len()))
	if err != nil || len(z.File) != 3 {
		t.Fatalf("%v, %d parts", err, len(z.File))
	}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		for dec := xml.NewDecoder(bytes.NewReader(text)); ; {
			if _, err := dec.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", f.Name, err)
			}
		}
		if f.Name == "word/document.xml" && (strings.Count(string(text), "<w:bidi/>") != 1 || !strings.Contains(string(text), "A &lt;&amp;&gt; B")) {
			t.Errorf("%s: %s", f.Name, text)
		}
	}
}
