package reconcile

import (
	"cmp"
	"slices"

	"safir/internal/register"
)

// Join makes things of mentions: greedily, the best link first, and never
// where any two mentions of the clusters to be joined conflict. What people
// have said wins: pairs they joined are joined first, pairs they parted stay
// apart. Mentions of people with one face are one from the start, unless a
// person spoke of them.
//
// The order of the arguments makes no difference. No thing reaches beyond a
// connected component of links, faces and pairs, so a component can be joined
// by itself.
func Join(mentions []register.Mention, links []register.Link, said []register.Pair) []register.Thing {
	said = slices.Clone(said)
	slices.SortFunc(said, func(x, y register.Pair) int { return cmp.Or(cmp.Compare(x.A, y.A), cmp.Compare(x.B, y.B)) })
	j := newJoiner(mentions, said)
	for _, p := range said {
		if a, b, ok := j.pair(p); ok && !p.Apart {
			j.join(a, b, register.Link{A: p.A, B: p.B, Score: 1000, Reasons: []register.Reason{{What: "said", Points: 1000}}}, true)
		}
	}
	for _, s := range j.sorted(links) {
		j.join(s.a, s.b, s.link, false)
	}
	return j.things()
}

// node is one or more mentions that are one from the start.
type node struct{ mentions []*register.Mention }

// cluster is nodes that were joined, in groups: the nodes of one group were
// joined by people.
type cluster struct {
	groups [][]int
	links  []register.Link
}

type joiner struct {
	nodes    []node
	of       map[string][]int // nodes of a key: the face's, and those that left it
	byID     map[string]int
	clusters []*cluster // by node; shared by the nodes of one cluster
	apart    map[[2]int]bool
}

func newJoiner(mentions []register.Mention, said []register.Pair) *joiner {
	j := &joiner{of: map[string][]int{}, byID: map[string]int{}, apart: map[[2]int]bool{}}
	spoken := map[string]bool{}
	for _, p := range said {
		spoken[p.A], spoken[p.B] = true, true
	}
	ordered := make([]*register.Mention, len(mentions))
	for i := range mentions {
		ordered[i] = &mentions[i]
	}
	slices.SortFunc(ordered, earlier)
	faces := map[string]int{}
	for _, m := range ordered {
		key := Key(m)
		alone := spoken[m.ID]
		at, ok := faces[key]
		if alone || !ok {
			at = len(j.nodes)
			j.nodes = append(j.nodes, node{})
			j.clusters = append(j.clusters, &cluster{groups: [][]int{{at}}})
			j.of[key] = append(j.of[key], at)
			if !alone {
				faces[key] = at
			}
		}
		j.nodes[at].mentions = append(j.nodes[at].mentions, m)
		j.byID[m.ID] = at
	}
	for _, p := range said {
		if a, b, ok := j.pair(p); ok && p.Apart {
			j.apart[[2]int{min(a, b), max(a, b)}] = true
		}
	}
	return j
}

// earlier orders mentions by publication and then by id.
func earlier(a, b *register.Mention) int {
	return cmp.Or(cmp.Compare(a.Published, b.Published), cmp.Compare(a.ID, b.ID))
}

func (j *joiner) pair(p register.Pair) (a, b int, ok bool) {
	a, ok1 := j.byID[p.A]
	b, ok2 := j.byID[p.B]
	return a, b, ok1 && ok2 && a != b
}

// step is a link between two nodes.
type step struct {
	a, b int
	link register.Link
}

// sorted are the steps in the order in which they are tried: the best first,
// then by the ids of their ends. A node that left its face is linked with it.
func (j *joiner) sorted(links []register.Link) []step {
	var out []step
	for _, l := range links {
		if l.Cannot {
			continue
		}
		for _, a := range j.of[l.A] {
			for _, b := range j.of[l.B] {
				out = append(out, step{a, b, l})
			}
		}
	}
	for key, nodes := range j.of {
		for i, a := range nodes {
			for _, b := range nodes[i+1:] {
				out = append(out, step{a, b, register.Link{A: key, B: key, Score: 1000, Reasons: []register.Reason{{What: "same-face", Points: 1000}}}})
			}
		}
	}
	slices.SortFunc(out, func(x, y step) int {
		return cmp.Or(-cmp.Compare(x.link.Score, y.link.Score), cmp.Compare(x.link.A, y.link.A), cmp.Compare(x.link.B, y.link.B),
			cmp.Compare(j.id(x.a), j.id(y.a)), cmp.Compare(j.id(x.b), j.id(y.b)))
	})
	return out
}

func (j *joiner) id(n int) string { return j.nodes[n].mentions[0].ID }

// join puts the clusters of two nodes together, unless they conflict; what
// people said is only stopped by what people said.
func (j *joiner) join(a, b int, l register.Link, said bool) {
	x, y := j.clusters[a], j.clusters[b]
	if x == y || j.parted(x, y) || !said && j.conflict(x, y) {
		return
	}
	if len(x.groups) < len(y.groups) {
		x, y = y, x
	}
	for _, g := range y.groups {
		for _, n := range g {
			j.clusters[n] = x
		}
	}
	x.links = append(append(x.links, y.links...), l)
	if said { // people speak first: each cluster is one group
		x.groups[0] = append(x.groups[0], y.groups[0]...)
		return
	}
	x.groups = append(x.groups, y.groups...)
}

// parted reports whether people keep two clusters apart.
func (j *joiner) parted(x, y *cluster) bool {
	if len(j.apart) == 0 {
		return false
	}
	for _, a := range slices.Concat(x.groups...) {
		for _, b := range slices.Concat(y.groups...) {
			if j.apart[[2]int{min(a, b), max(a, b)}] {
				return true
			}
		}
	}
	return false
}

// conflict reports whether any group of one cluster cannot be one with any of
// the other: whether all mentions of both speak against it.
func (j *joiner) conflict(x, y *cluster) bool {
	for _, g := range x.groups {
		for _, h := range y.groups {
			if j.against(g, h) {
				return true
			}
		}
	}
	return false
}

func (j *joiner) against(g, h []int) bool {
	for _, a := range g {
		for _, b := range h {
			if conflict(j.nodes[a].mentions[0], j.nodes[b].mentions[0]) == "" {
				return false
			}
		}
	}
	return true
}

// things are the clusters, by id.
func (j *joiner) things() []register.Thing {
	var out []register.Thing
	for n, c := range j.clusters {
		if c.groups[0][0] != n {
			continue
		}
		var all []*register.Mention
		for _, n := range slices.Concat(c.groups...) {
			all = append(all, j.nodes[n].mentions...)
		}
		slices.SortFunc(all, earlier)
		slices.SortStableFunc(c.links, func(a, b register.Link) int {
			return cmp.Or(-cmp.Compare(a.Score, b.Score), cmp.Compare(a.A, b.A), cmp.Compare(a.B, b.B))
		})
		t := register.Thing{ID: all[0].ID, Kind: all[0].Kind, Links: c.links}
		for _, m := range all {
			t.Mentions = append(t.Mentions, m.ID)
		}
		out = append(out, t)
	}
	slices.SortFunc(out, func(a, b register.Thing) int { return cmp.Compare(a.ID, b.ID) })
	return out
}
