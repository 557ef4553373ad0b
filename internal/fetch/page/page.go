// Package page reads an HTML page: its metadata and the text of its article,
// one line a block. It is meant for a child process (see cmd/safir): pages are
// hostile, and a goroutine cannot be stopped.
package page

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"

	"github.com/markusmobius/go-trafilatura"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Page is what was read: plain text and what the page says of itself.
type Page struct {
	Text      string `json:"text"`
	Title     string `json:"title"`
	URL       string `json:"url"`
	Outlet    string `json:"outlet"`
	Lang      string `json:"lang"`
	Published string `json:"published"` // as printed in the metadata
	Truncated bool   `json:"truncated"` // the tree was too deep: the text is all that stands between the tags
}

// declared finds the charset that a page names in its first bytes.
var declared = regexp.MustCompile(`(?i)<meta[^>]{0,200}charset\s*=\s*["']?\s*([a-z0-9_-]{2,40})`)

// Charset is the charset that a page names of itself, or "".
func Charset(data []byte) string {
	if m := declared.FindSubmatch(data[:min(len(data), 4096)]); m != nil {
		return string(m[1])
	}
	return ""
}

// Read reads a decoded page. A page nested too deeply for a tree is read as
// the words between its tags, and says so.
func Read(text string) (Page, error) {
	root, err := html.Parse(strings.NewReader(text))
	if err != nil {
		flat := between(text)
		if strings.TrimSpace(flat) == "" {
			return Page{}, fmt.Errorf("the page cannot be parsed and holds no text: %w", err)
		}
		return Page{Text: flat, Truncated: true}, nil
	}
	p := metadata(root)
	result, err := trafilatura.ExtractDocument(root, trafilatura.Options{ExcludeComments: true, HtmlDateMode: trafilatura.Disabled})
	if err == nil && result.ContentNode != nil {
		p.Text = blocks(result.ContentNode)
		p.fill(&result.Metadata)
	}
	if strings.TrimSpace(p.Text) == "" {
		return p, fmt.Errorf("no article was found on the page")
	}
	if p.Title != "" && !strings.Contains(p.Text, p.Title) {
		p.Text = p.Title + "\n" + p.Text
	}
	return p, nil
}

// fill takes from the library's metadata what the page's own did not give.
func (p *Page) fill(m *trafilatura.Metadata) {
	for _, f := range []struct {
		to   *string
		from string
	}{{&p.Title, m.Title}, {&p.URL, m.URL}, {&p.Outlet, m.Sitename}, {&p.Lang, m.Language}} {
		if *f.to == "" {
			*f.to = strings.TrimSpace(f.from)
		}
	}
}

// names of metadata, the better first.
var names = map[string][]string{
	"published": {"article:published_time", "og:article:published_time", "datepublished", "date", "dc.date", "dc.date.issued", "dcterms.created", "publishdate", "pubdate", "publication_date", "parsely-pub-date", "sailthru.date"},
	"title":     {"og:title", "twitter:title", "dc.title"},
	"outlet":    {"og:site_name", "application-name"},
	"url":       {"og:url"},
}

// published finds the day of publication in JSON-LD.
var published = regexp.MustCompile(`"datePublished"\s*:\s*"([^"]{8,40})"`)

// metadata reads what the page says of itself in its head, its JSON-LD and
// its first <time>.
func metadata(root *html.Node) (p Page) {
	meta := map[string]string{}
	ld, clock := "", ""
	walk(root, func(n *html.Node) {
		switch n.DataAtom {
		case atom.Html:
			p.Lang = attr(n, "lang")
		case atom.Meta:
			key := strings.ToLower(attr(n, "property") + attr(n, "name") + attr(n, "itemprop"))
			if _, ok := meta[key]; !ok {
				meta[key] = strings.TrimSpace(attr(n, "content"))
			}
		case atom.Link:
			if attr(n, "rel") == "canonical" {
				p.URL = attr(n, "href")
			}
		case atom.Script:
			if m := published.FindStringSubmatch(inner(n)); m != nil && ld == "" && strings.Contains(attr(n, "type"), "ld+json") {
				ld = m[1]
			}
		case atom.Time:
			if clock == "" {
				clock = attr(n, "datetime")
			}
		}
	})
	first := func(kind, fallback string) string {
		for _, k := range names[kind] {
			if v := meta[k]; v != "" {
				return v
			}
		}
		return fallback
	}
	p.Published = first("published", ld)
	if p.Published == "" {
		p.Published = clock
	}
	p.Title, p.Outlet, p.URL = first("title", ""), first("outlet", ""), first("url", p.URL)
	return p
}

// walk visits all nodes without recursion, so that depth costs no stack.
func walk(root *html.Node, visit func(*html.Node)) {
	for n := root; n != nil; {
		visit(n)
		if n.FirstChild != nil {
			n = n.FirstChild
			continue
		}
		for n != nil && n != root && n.NextSibling == nil {
			n = n.Parent
		}
		if n == nil || n == root {
			return
		}
		n = n.NextSibling
	}
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func inner(n *html.Node) string {
	if n.FirstChild != nil && n.FirstChild.Type == html.TextNode {
		return n.FirstChild.Data
	}
	return ""
}

// inline are the elements that do not begin a line of their own.
var inline = map[atom.Atom]bool{atom.A: true, atom.Abbr: true, atom.B: true, atom.Bdi: true, atom.Bdo: true, atom.Cite: true, atom.Code: true,
	atom.Em: true, atom.Font: true, atom.I: true, atom.Mark: true, atom.Q: true, atom.S: true, atom.Small: true, atom.Span: true,
	atom.Strong: true, atom.Sub: true, atom.Sup: true, atom.Time: true, atom.U: true, atom.Wbr: true}

// blocks is the text of a tree, one line a block.
func blocks(root *html.Node) string {
	var b strings.Builder
	walk(root, func(n *html.Node) {
		if n.Type == html.ElementNode && !inline[n.DataAtom] {
			b.WriteByte('\n')
		}
		if n.Type == html.TextNode {
			b.WriteString(strings.NewReplacer("\n", " ", "\t", " ").Replace(n.Data))
			if n.NextSibling == nil && n.Parent != nil && !inline[n.Parent.DataAtom] {
				b.WriteByte('\n')
			}
		}
	})
	return tidy(b.String())
}

// between is the words between the tags of a page that no tree can hold.
func between(text string) string {
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(text))
	hidden := false
	for {
		switch z.Next() {
		case html.ErrorToken:
			return tidy(b.String())
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			name, _ := z.TagName()
			a := atom.Lookup(bytes.ToLower(name))
			if a == atom.Script || a == atom.Style {
				hidden = !hidden
			}
			if !inline[a] {
				b.WriteByte('\n')
			}
		case html.TextToken:
			if !hidden {
				b.Write(z.Text())
			}
		}
	}
}

// tidy squeezes blanks and drops empty lines.
func tidy(s string) string {
	var lines []string
	for _, line := range strings.Split(s, "\n") {
		if line = strings.Join(strings.FieldsFunc(line, func(r rune) bool { return r == ' ' || r == '\t' || r == '\r' }), " "); line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}
