package statement

import (
	"slices"

	"safir/internal/rule"
)

// directed are the acts that have somebody at whom they are directed;
// personal are those of them that fall to the other side of the talk when
// nobody is named.
var (
	directed = []string{"offer", "request", "propose", "thank", "congratulate", "welcome", "condole", "criticise", "warn", "reject", "invite", "promise"}
	personal = []string{"offer", "request", "propose", "thank", "congratulate", "invite", "condole"}
)

// targetsOf keeps the parties that a match names as targets.
func (c *clause) targetsOf(d *draft, m *rule.Match) {
	for _, k := range m.Caps {
		if k.Name == "target" {
			d.targets = append(d.targets, c.Parties(k.First, k.End)...)
		}
	}
}

// targets are those the rule names, else for directed acts the first other
// party named in the words, else the one spoken to.
func (r *reader) targets(d *draft) []string {
	out := []string{}
	for _, m := range d.targets {
		out = r.addTarget(out, d, m)
	}
	if len(out) > 0 || !slices.Contains(directed, d.act) {
		return out
	}
	for _, m := range r.Parties(d.first, d.end) {
		if out = r.addTarget(out, d, m); len(out) > 0 {
			return out
		}
	}
	if slices.Contains(personal, d.act) {
		return r.other(d)
	}
	return out
}

// other is the other side of the talk, when the speaker is one of its sides.
func (r *reader) other(d *draft) []string {
	out := []string{}
	pair := r.PairAt(d.end)
	if len(d.speakers) != 1 || !slices.Contains(pair, d.speakers[0]) {
		return out
	}
	for _, a := range pair {
		if code := r.Code(a); a != d.speakers[0] && code != "" {
			out = append(out, code)
		}
	}
	return out
}

// addTarget adds the codes of a mention's actors that are not the speaker's.
func (r *reader) addTarget(out []string, d *draft, mention int) []string {
	for _, a := range r.Who(mention) {
		code := r.Code(a)
		own := slices.ContainsFunc(d.speakers, func(s int) bool { return r.Code(s) == code })
		if code != "" && !own && !slices.Contains(out, code) {
			out = append(out, code)
		}
	}
	return out
}
