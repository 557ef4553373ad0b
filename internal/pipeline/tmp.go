package pipeline

import (
	"strings"

	"safir/internal/doc"
)

// tmpLanguage stands until normalise tells the language.
func tmpLanguage(text string) string {
	fa := strings.Count(text, "\u06cc") + strings.Count(text, "\u06af") + strings.Count(text, "\u067e") + strings.Count(text, "\u0686")
	ar := strings.Count(text, "\u0629") + strings.Count(text, "\u064a")/4
	if fa > ar {
		return "fa"
	}
	return "ar"
}

// tmpPublished stands until annotate tells the day of publication.
func tmpPublished(w any, d *doc.Doc) doc.Published {
	if p, ok := w.(interface{ Published(*doc.Doc) doc.Published }); ok {
		return p.Published(d)
	}
	return doc.Published{}
}
