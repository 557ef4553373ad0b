package annotate_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"safir/internal/annotate"
	"safir/internal/doc"
)

// FuzzSegments lays any text before the scanner: segments are slices of the
// text between its characters, in order and apart; sentences and marks fit
// them; folding twice is folding once.
func FuzzSegments(f *testing.F) {
	for _, s := range []string{
		"وزیر خارجه گفت: «می‌روم.»", "والوزير للوزراء وبالرئيس", "ووووو", "می\u200cها ها های", "گفت\u200c\u200c‌ و", "ﷺ ﻻ ﺍﻟﻮﺯﻳﺮ",
		"ا\u064e\u0651ل\u0640ي\u200fر", "12٫3۴۵٦", "“a” „b‟ ‹c›", "İKſ ϴ Ω", "a_b#ج\x00\u2028\u0085", "«\"»\"«", "....!؟؟", "ء ئ ۀ ة",
	} {
		f.Add(s)
	}
	workers := []*annotate.Worker{dateWorker(f, "fa"), dateWorker(f, "ar")}
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.ToValidUTF8(s, "\uFFFD")
		for _, w := range workers {
			if once := w.Fold(s); w.Fold(once) != once {
				t.Fatalf("%q folds to %q, that to %q", s, once, w.Fold(once))
			}
			half := len(s) / 2
			for half > 0 && !utf8.RuneStart(s[half]) {
				half--
			}
			d := &w.Doc
			d.Reset(doc.Article{Text: s})
			d.Zones = append(d.Zones, doc.Zone{Span: doc.Span{End: half}, Kind: doc.Title}, doc.Zone{Span: doc.Span{Start: half, End: len(s)}})
			w.Annotate()
			checkSegments(t, d)
		}
	})
}

func checkSegments(t *testing.T, d *doc.Doc) {
	last := 0
	for i := range d.Segs.Len() {
		x := d.Segs.Span(i)
		if x.Start < last || x.End < x.Start || x.End > len(d.Text) || len(d.Segs.Readings(i)) == 0 {
			t.Fatalf("segment %d is %v behind %d of %q", i, x, last, d.Text)
		}
		if !onRunes(d.Text, x) {
			t.Fatalf("segment %d, %v, cuts a character of %q", i, x, d.Text)
		}
		last = x.End
	}
	end := int32(0)
	for _, s := range d.Sents {
		if s.First != end || s.End <= s.First {
			t.Fatalf("sentence %v behind %d of %q", s, end, d.Text)
		}
		end = s.End
	}
	if int(end) != d.Segs.Len() {
		t.Fatalf("sentences end at %d of %d segments of %q", end, d.Segs.Len(), d.Text)
	}
	for _, m := range d.Marks() {
		if m.First < 0 || m.End <= m.First || int(m.End) > d.Segs.Len() {
			t.Fatalf("mark %v on %d segments of %q", m, d.Segs.Len(), d.Text)
		}
	}
}

func onRunes(text string, s doc.Span) bool {
	return (s.Start == len(text) || utf8.RuneStart(text[s.Start])) && (s.End == len(text) || utf8.RuneStart(text[s.End]))
}
