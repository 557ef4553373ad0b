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

func TestGenreDump(t *testing.T) {
	what := os.Getenv("GENRE")
	if what == "" {
		t.Skip()
	}
	fa, _ := lang.Open(os.DirFS("../.."), "data/lang/fa")
	ar, _ := lang.Open(os.DirFS("../.."), "data/lang/ar")
	z := New(fa, ar)
	for _, f := range strings.Fields(what) {
		if strings.HasSuffix(f, ".txt") {
			b, _ := os.ReadFile(f)
			l := "fa"
			if strings.Contains(f, "/ar-") || strings.Contains(f, "003_") {
				l = "ar"
			}
			fmt.Println(f, z.Genre(&doc.Article{Text: string(b)}, l))
			continue
		}
		fh, _ := os.Open(f)
		sc := bufio.NewScanner(fh)
		sc.Buffer(nil, 1<<24)
		for sc.Scan() {
			var r struct{ ID, Lang, Outlet, Text string }
			json.Unmarshal(sc.Bytes(), &r)
			x, _, _ := strings.Cut(strings.TrimSpace(r.Text), "\n")
			rr := []rune(x)
			fmt.Println(z.Genre(&doc.Article{Text: r.Text}, r.Lang), r.ID, r.Outlet, string(rr[:min(90, len(rr))]))
		}
	}
}

func TestLangDump(t *testing.T) {
	what := os.Getenv("LANGS")
	if what == "" {
		t.Skip()
	}
	fa, _ := lang.Open(os.DirFS("../.."), "data/lang/fa")
	ar, _ := lang.Open(os.DirFS("../.."), "data/lang/ar")
	z := New(fa, ar)
	id := identifier(t)
	par := map[string]int{}
	for _, f := range strings.Fields(what) {
		check := func(text, l, name string) {
			zs := z.Zones(&doc.Article{Text: text}, l)
			if got := id.Article(text, zs); got != l {
				fmt.Println("ARTICLE", name, l, got)
			}
			for _, x := range zs {
				if x.Kind == doc.Body && x.Span.Len() > 100 {
					g := id.Language(text[x.Span.Start:x.Span.End])
					par[l+">"+g]++
					if g != l && g != "fa-AF" {
						fmt.Println(name, g, text[x.Span.Start:min(x.Span.End, x.Span.Start+200)])
					}
				}
			}
		}
		if strings.HasSuffix(f, ".txt") {
			b, _ := os.ReadFile(f)
			l := "fa"
			if strings.Contains(f, "/ar-") || strings.Contains(f, "003_") {
				l = "ar"
			}
			check(string(b), l, f)
			continue
		}
		fh, _ := os.Open(f)
		sc := bufio.NewScanner(fh)
		sc.Buffer(nil, 1<<24)
		for sc.Scan() {
			var r struct{ ID, Lang, Outlet, Text string }
			json.Unmarshal(sc.Bytes(), &r)
			check(r.Text, r.Lang, r.ID)
		}
	}
	fmt.Println(par)
}
