package lang

import (
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Row is one line of a table, with its number in the file.
type Row struct {
	Line  int
	Cells []string
}

// Table reads a tab-separated table whose header must be these columns. Short
// rows are filled with empty cells; all faults are returned together.
func Table(fsys fs.FS, name string, columns ...string) ([]Row, error) {
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, err
	}
	if !utf8.Valid(data) {
		return nil, &Error{name, 1, "not UTF-8; save the file as UTF-8"}
	}
	lines := strings.Split(strings.ReplaceAll(string(data), "\r\n", "\n"), "\n")
	var rows []Row
	var errs []error
	header := false
	for i, line := range lines {
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
			continue
		}
		cells := strings.Split(line, "\t")
		if !header {
			header = true
			if got := strings.Join(cells, " "); got != strings.Join(columns, " ") {
				return nil, &Error{name, i + 1, fmt.Sprintf("the header is %q; it must be %q, tab-separated", got, strings.Join(columns, " "))}
			}
			continue
		}
		if len(cells) > len(columns) {
			errs = append(errs, &Error{name, i + 1, fmt.Sprintf("%d cells, but the table has %d columns", len(cells), len(columns))})
			continue
		}
		for len(cells) < len(columns) {
			cells = append(cells, "")
		}
		for j := range cells {
			cells[j] = strings.TrimSpace(cells[j])
		}
		rows = append(rows, Row{i + 1, cells})
	}
	return rows, errors.Join(errs...)
}

// oneRune reads a cell that holds one character or its code as U+XXXX.
func oneRune(cell string) (rune, bool) {
	if code, ok := strings.CutPrefix(cell, "U+"); ok {
		n, err := strconv.ParseUint(code, 16, 32)
		return rune(n), err == nil
	}
	r, size := utf8.DecodeRuneInString(cell)
	return r, size == len(cell) && size > 0
}
