package doc

import (
	"cmp"
	"slices"
)

func sortMarks(marks []Mark) {
	slices.SortFunc(marks, CompareMarks)
}

// CompareMarks orders marks by first segment, longer before shorter, then by
// class and reference, so that their order never depends on how they came.
func CompareMarks(a, b Mark) int {
	if c := cmp.Compare(a.First, b.First); c != 0 {
		return c
	}
	if c := cmp.Compare(b.End, a.End); c != 0 {
		return c
	}
	if c := cmp.Compare(a.Class, b.Class); c != 0 {
		return c
	}
	return cmp.Compare(a.Ref, b.Ref)
}

// mergeMarks puts sorted marks into sorted marks, from behind, in place.
func mergeMarks(into, more []Mark) []Mark {
	i, j := len(into)-1, len(more)-1
	into = append(into, more...)
	for k := len(into) - 1; j >= 0; k-- {
		if i >= 0 && CompareMarks(into[i], more[j]) > 0 {
			into[k] = into[i]
			i--
		} else {
			into[k] = more[j]
			j--
		}
	}
	return into
}
