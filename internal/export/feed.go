package export

import (
	"encoding/xml"
	"io"
	"time"

	"safir/internal/register"
)

// Atom writes items as a feed (RFC 4287), in their order. An entry was updated
// when its last report was brought in, so that it is shown again when something
// new came; a report brought in at no known time counts as at.
func Atom(w io.Writer, title string, items Items, at time.Time) error {
	f := feed{Space: "http://www.w3.org/2005/Atom", ID: "urn:safir:feed:" + escapeURN(title), Title: title, Updated: stamp(at), Author: person{"safir"}}
	for x, err := range items {
		if err != nil {
			return err
		}
		e := entry{ID: "urn:safir:" + string(x.Kind) + ":" + x.Thing, Title: x.Gloss, Updated: stamp(at), Content: content{"text", x.described()}}
		if added := x.added(); added != "" {
			e.Updated = added
		}
		for _, s := range x.Evidence {
			if s.Source.URL != "" {
				e.Links = append(e.Links, link{"via", s.Source.URL, s.Lang})
			}
		}
		for _, t := range x.Topics {
			e.Topics = append(e.Topics, term{t})
		}
		f.Entries = append(f.Entries, e)
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	enc := xml.NewEncoder(w)
	enc.Indent("", "  ")
	return enc.Encode(f)
}

type (
	feed struct {
		XMLName xml.Name `xml:"feed"`
		Space   string   `xml:"xmlns,attr"`
		ID      string   `xml:"id"`
		Title   string   `xml:"title"`
		Updated string   `xml:"updated"`
		Author  person   `xml:"author"`
		Entries []entry  `xml:"entry"`
	}
	person struct {
		Name string `xml:"name"`
	}
	entry struct {
		ID      string  `xml:"id"`
		Title   string  `xml:"title"`
		Updated string  `xml:"updated"`
		Links   []link  `xml:"link"`
		Topics  []term  `xml:"category"`
		Content content `xml:"content"`
	}
	link struct {
		Rel  string `xml:"rel,attr"`
		Href string `xml:"href,attr"`
		Lang string `xml:"hreflang,attr,omitempty"`
	}
	term struct {
		Term string `xml:"term,attr"`
	}
	content struct {
		Type string `xml:"type,attr"`
		Text string `xml:",chardata"`
	}
)

// added is when the last report of an item was brought in, or "".
func (x *Item) added() (last string) {
	for _, e := range x.Evidence {
		last = max(last, e.Source.Added)
	}
	return last
}

func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }

// escapeURN keeps letters and digits; the rest becomes "-".
func escapeURN(s string) string {
	b := []byte(s)
	for i, c := range b {
		if !('a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9') {
			b[i] = '-'
		}
	}
	return string(b)
}

// source is how a source is told in a line: outlet, or file, and day.
func source(r *register.Report) string {
	name := r.Outlet
	if name == "" {
		name = r.File
	}
	if name == "" {
		name = r.URL
	}
	switch {
	case r.Published == "":
		return name + ", no date"
	case r.Bound:
		return name + ", not after " + r.Published
	}
	return name + ", " + r.Published
}
