package main

import (
	"context"
	"fmt"

	"safir/internal/ask"
)

type searchCmd struct {
	asking
	Query []string `arg:"" help:"Words, \"phrases\", -words, and who: to: said-by: kind: verb: pair: topic: outlet: place: status: source: lang: before: after:"`
	Limit number   `help:"At most so many lines; 0 for all." default:"20" placeholder:"N"`
}

// Run searches the register.
func (c *searchCmd) Run(s *streams) error {
	return answer(&c.asking, s, func(ctx context.Context, a *ask.Asker) (*ask.Answer, error) {
		return a.Search(ctx, joinQuery(c.Query), int(c.Limit))
	}, (*printer).answer)
}

// joinQuery puts the arguments together as a query; one that the shell freed
// of its quotation marks gets them back.
func joinQuery(args []string) string {
	out := ""
	for i, s := range args {
		if i > 0 {
			out += " "
		}
		out += requoted(s, len(args) > 1)
	}
	return out
}

// requoted quotes an argument with a blank in it, or the value of its field.
// A single argument is a whole query.
func requoted(s string, several bool) string {
	if !several || !hasBlank(s) {
		return s
	}
	if field, value, ok := cutField(s); ok {
		return fmt.Sprintf("%s:%q", field, value)
	}
	return fmt.Sprintf("%q", s)
}
