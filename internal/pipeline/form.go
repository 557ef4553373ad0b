package pipeline

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"safir/internal/extract"
	"safir/internal/extract/cast"
	"safir/internal/extract/commitment"
	"safir/internal/extract/event"
	"safir/internal/extract/frame"
	"safir/internal/extract/statement"
	"safir/internal/rule"
)

// Forms are what the rules of each kind may say.
var Forms = map[string]extract.Form{"person": cast.Form, "statement": statement.Form, "mood": statement.Moods, "event": event.Form,
	"commitment": commitment.Form, "frame": frame.Form}

// misfits are the settings, captures and roles of a rule that nothing reads.
func misfits(kind string, r *rule.Rule) (out []string) {
	form, captures := Forms[kind], r.Captures()
	for _, key := range slices.Sorted(maps.Keys(r.Make)) {
		values, ok := form.Settings[key]
		switch {
		case !ok:
			out = append(out, fmt.Sprintf("nothing reads the setting %q", key))
		case values != nil && !slices.Contains(values, r.Make[key]):
			out = append(out, fmt.Sprintf("%s: %q; it may be %s", key, r.Make[key], strings.Join(values, ", ")))
		}
	}
	for _, name := range captures {
		if !slices.Contains(form.Captures, name) && r.Roles[name] == "" {
			out = append(out, fmt.Sprintf("nothing reads the capture %q", name))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(r.Roles)) {
		if form.Roles == nil || !slices.Contains(captures, name) && !slices.Contains(form.Roles, name) {
			out = append(out, fmt.Sprintf("the role of %q is nobody's: the pattern captures nothing of this name", name))
		}
	}
	return out
}
