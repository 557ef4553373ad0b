package annotate

import "strings"

// trie finds phrases of form numbers. Node 0 is the root.
type trie struct {
	root []int32 // the node behind the root, by form number; 0: none
	next map[uint64]int32
	ends [][]int32 // by node: entries that end there
}

func (t *trie) step(node, form int32) (int32, bool) {
	if node == 0 {
		if int(form) >= len(t.root) {
			return 0, false
		}
		return t.root[form], t.root[form] != 0
	}
	n, ok := t.next[uint64(node)<<32|uint64(uint32(form))]
	return n, ok
}

func (t *trie) set(node, form, n int32) {
	if node > 0 {
		t.next[uint64(node)<<32|uint64(uint32(form))] = n
		return
	}
	for int(form) >= len(t.root) {
		t.root = append(t.root, 0)
	}
	t.root[form] = n
}

func (t *trie) add(path []int32, ref int32) {
	if t.next == nil {
		t.next = map[uint64]int32{}
		t.ends = make([][]int32, 1)
	}
	node := int32(0)
	for _, form := range path {
		n, ok := t.step(node, form)
		if !ok {
			n = int32(len(t.ends))
			t.ends = append(t.ends, nil)
			t.set(node, form, n)
		}
		node = n
	}
	t.ends[node] = append(t.ends[node], ref)
}

// compoundTrie finds words whose print varies between half-space, blank and
// nothing, as sequences of atoms (the pieces between blanks and half-spaces).
type compoundTrie struct {
	next map[string]*compoundTrie
	form int32
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
			node.next[a] = child
		}
		node = child
	}
	if node.form == 0 {
		node.form = form
	}
}
