package doc

import (
	"cmp"
	"slices"
)

// sortMarks orders marks by first segment, longer before shorter, then by
// class and reference, so that their order never depends on how they came.
func sortMarks(marks []Mark) {
	slices.SortStableFunc(marks, func(a, b Mark) int {
		return cmp.Or(
			cmp.Compare(a.First, b.First),
			cmp.Compare(b.End, a.End),
			cmp.Compare(a.Class, b.Class),
			cmp.Compare(a.Ref, b.Ref),
		)
	})
}
