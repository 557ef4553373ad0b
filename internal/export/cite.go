package export

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"safir/internal/register"
)

// Citation is one report as a reference list has it.
type Citation struct {
	register.Report
	Newspaper string // the outlet's name
	English   string // a line in English of what it says, or ""
}

// key is the citation's id, the same in BibTeX and CSL.
func (c *Citation) key() string {
	outlet := escapeURN(strings.ToLower(c.Outlet))
	if outlet == "" {
		outlet = "report"
	}
	return outlet + "-" + strings.ReplaceAll(c.Published, ":", "") + "-" + c.ID[:min(8, len(c.ID))]
}

// BibTeX writes reports as @article entries in UTF-8, for biber and for modern
// BibTeX. langid is what babel and polyglossia read for the direction.
func BibTeX(w io.Writer, list []Citation) error {
	for i := range list {
		c := &list[i]
		var b strings.Builder
		fmt.Fprintf(&b, "@article{%s,\n", c.key())
		field := func(name, value string) {
			if value != "" {
				fmt.Fprintf(&b, "  %s = {%s},\n", name, braced(value))
			}
		}
		field("title", c.Title)
		field("journaltitle", c.Newspaper)
		if !c.Bound {
			field("date", c.Published[:min(10, len(c.Published))])
		}
		field("url", c.URL)
		if len(c.Added) >= 10 && c.URL != "" {
			field("urldate", c.Added[:10])
		}
		field("langid", map[string]string{"fa": "persian", "fa-AF": "persian", "ar": "arabic", "ru": "russian", "en": "english"}[c.Lang])
		field("note", c.English)
		b.WriteString("}\n\n")
		if _, err := io.WriteString(w, b.String()); err != nil {
			return err
		}
	}
	return nil
}

// braced keeps a value whole inside braces: BibTeX counts them, and knows no
// escape for them.
func braced(s string) string {
	s = strings.NewReplacer("{", "(", "}", ")", "\\", "/").Replace(s)
	s = strings.NewReplacer("%", `\%`, "&", `\&`, "#", `\#`, "$", `\$`, "_", `\_`).Replace(s)
	return strings.Join(strings.Fields(s), " ")
}

// CSL writes reports as CSL-JSON, which Zotero and pandoc read.
func CSL(w io.Writer, list []Citation) error {
	out := make([]map[string]any, len(list))
	for i := range list {
		c := &list[i]
		x := map[string]any{"id": c.key(), "type": "article-newspaper", "title": c.Title}
		for name, value := range map[string]string{"container-title": c.Newspaper, "URL": c.URL, "language": c.Lang, "note": c.English} {
			if value != "" {
				x[name] = value
			}
		}
		if d := parts(c.Published); d != nil && !c.Bound {
			x["issued"] = map[string]any{"date-parts": [][]int{d}}
		}
		if d := parts(c.Added); d != nil && c.URL != "" {
			x["accessed"] = map[string]any{"date-parts": [][]int{d}}
		}
		out[i] = x
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(out)
}

// parts are year, month and day of an ISO date, as many as it has.
func parts(s string) []int {
	var y, m, d int
	switch n, _ := fmt.Sscanf(s, "%4d-%2d-%2d", &y, &m, &d); n {
	case 1:
		return []int{y}
	case 2:
		return []int{y, m}
	case 3:
		return []int{y, m, d}
	}
	return nil
}

// ByDay orders reports by day of publication, then by id.
func ByDay(a, b *register.Report) int {
	return cmp.Or(cmp.Compare(a.Published, b.Published), cmp.Compare(a.ID, b.ID))
}
