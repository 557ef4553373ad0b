package normalise

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"safir/internal/doc"
	"safir/internal/lang"
)

func TestDump(t *testing.T) {
	what := os.Getenv("DUMP")
	if what == "" {
		t.Skip()
	}
	fa, err := lang.Open(os.DirFS("../.."), "data/lang/fa")
	if err != nil {
		fmt.Println("fa", err)
	}
	ar, err := lang.Open(os.DirFS("../.."), "data/lang/ar")
	if err != nil {
		fmt.Println("ar", err)
	}
	z := New(fa, ar)
	for _, f := range strings.Fields(what) {
		if strings.HasSuffix(f, ".txt") {
			b, _ := os.ReadFile(f)
			a := &doc.Article{Text: string(b), File: f}
			l := "fa"
			if strings.Contains(f, "/ar-") || strings.Contains(f, "003_") {
				l = "ar"
			}
			show(z, a, l)
			continue
		}
		fh, _ := os.Open(f)
		sc := bufio.NewScanner(fh)
		sc.Buffer(nil, 1<<24)
		for sc.Scan() {
			var r struct{ ID, Lang, Outlet, Text string }
			json.Unmarshal(sc.Bytes(), &r)
			show(z, &doc.Article{Text: r.Text, ID: r.ID + " " + r.Outlet}, r.Lang)
		}
	}
}

func show(z *Zoner, a *doc.Article, l string) {
	fmt.Println("=====", a.File, a.ID)
	for _, s := range z.Zones(a, l) {
		t := []rune(a.Text[s.Span.Start:s.Span.End])
		x := string(t)
		if len(t) > 170 {
			x = string(t[:100]) + " … " + string(t[len(t)-60:])
		}
		fmt.Printf("%-9s %4d %s\n", s.Kind, len(t), strings.ReplaceAll(x, "\n", "⏎"))
	}
}
