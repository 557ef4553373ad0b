package annotate

import (
	"slices"
	"strings"
)

// trie finds phrases of form numbers. Node 0 is the root.
type trie struct {
	root  []int32   // the node behind the root, by form number; 0: none
	next  [][]edge  // by node: the others, by form number
	after []uint64  // by node: bits of the forms of these
	ends  [][]int32 // by node: entries that end there
}

// bitOf is a bit that a form shares with few others.
func bitOf(form int32) uint64 { return 1 << (form & 63) }

// edge is a step from one node to another.
type edge struct{ form, node int32 }

// step is the node behind a form, or 0.
func (t *trie) step(node, form int32) int32 {
	if node == 0 {
		if int(form) >= len(t.root) {
			return 0
		}
		return t.root[form]
	}
	if i, ok := find(t.next[node], form); ok {
		return t.next[node][i].node
	}
	return 0
}

func find(edges []edge, form int32) (int, bool) {
	return slices.BinarySearchFunc(edges, form, func(e edge, f int32) int { return int(e.form - f) })
}

func (t *trie) set(node, form, n int32) {
	if node > 0 {
		i, _ := find(t.next[node], form)
		t.next[node] = slices.Insert(t.next[node], i, edge{form, n})
		t.after[node] |= bitOf(form)
		return
	}
	for int(form) >= len(t.root) {
		t.root = append(t.root, 0)
	}
	t.root[form] = n
}

func (t *trie) add(path []int32, ref int32) {
	if t.ends == nil {
		t.ends, t.next, t.after = make([][]int32, 1), make([][]edge, 1), make([]uint64, 1)
	}
	node := int32(0)
	for _, form := range path {
		n := t.step(node, form)
		if n == 0 {
			n = int32(len(t.ends))
			t.ends, t.next, t.after = append(t.ends, nil), append(t.next, nil), append(t.after, 0)
			t.set(node, form, n)
		}
		node = n
	}
	t.ends[node] = append(t.ends[node], ref)
}

// compoundTrie finds words whose print varies between half-space, blank and
// nothing, as sequences of atoms (the pieces between blanks and half-spaces).
type compoundTrie struct {
	next  map[string]*compoundTrie
	after uint64 // bits of the pieces of next
	form  int32
}

// pieceBit is a bit that a piece of a word shares with few others.
func pieceBit(piece string) uint64 {
	n := uint32(2166136261)
	for i := range len(piece) {
		n = (n ^ uint32(piece[i])) * 16777619
	}
	return 1 << (n >> 26)
}

// add puts in every way of printing a word with "_" at its joints.
func (t *compoundTrie) add(word string, form int32) {
	parts := strings.FieldsFunc(word, func(r rune) bool { return r == '_' })
	joints := len(parts) - 1
	for mask := range 1 << joints {
		atoms := []string{parts[0]}
		for i := range joints {
			if mask>>i&1 == 1 {
				atoms = append(atoms, parts[i+1])
			} else {
				atoms[len(atoms)-1] += parts[i+1]
			}
		}
		t.path(atoms, form)
	}
}

func (t *compoundTrie) path(atoms []string, form int32) {
	node := t
	for _, a := range atoms {
		if node.next == nil {
			node.next = map[string]*compoundTrie{}
		}
		child := node.next[a]
		if child == nil {
			child = &compoundTrie{}
			node.next[a], node.after = child, node.after|pieceBit(a)
		}
		node = child
	}
	if node.form == 0 {
		node.form = form
	}
}
