// Package fetch brings articles in: files, folders and standard input, as
// plain text or JSON Lines. It is the one door for bytes: what it hands over
// is well-formed UTF-8 of bounded size, and what it refuses it names, with
// the place and the remedy, without touching the rest.
package fetch

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"safir/internal/doc"
)

// The bounds of what is taken in, in bytes.
const (
	MaxArticle = 10 << 20 // one article
	MaxLine    = 32 << 20 // one line of JSON Lines
)

// ErrNothing says that standard input brought no article, not even a bad one.
var ErrNothing = errors.New("nothing came; name files or folders, or send articles")

// Item is one article, or the reason why it was set aside.
type Item struct {
	Article doc.Article
	Raw     []byte // the bytes as they came: a file, a page, or one line of JSON
	Where   string // file, or file:line
	Came    string // when it was brought in before (RFC 3339), or ""
	Err     error
}

// Kept is the item of bytes that were kept.
func Kept(raw []byte, file, where string, pages PageReader) Item {
	a, err := Again(raw, file, pages)
	return Item{Article: a, Raw: raw, Where: where, Err: err}
}

// Again makes the article of bytes that were kept under the name of their
// file, as it was made when they came. Lines of JSON on standard input have no
// file.
func Again(raw []byte, file string, pages PageReader) (doc.Article, error) {
	var a doc.Article
	var err error
	switch ext := strings.ToLower(filepath.Ext(file)); {
	case file == "" || ext == ".jsonl" || ext == ".ndjson":
		a, err = JSON(raw)
	case ext == ".html" || ext == ".htm" || ext == ".xhtml":
		return ofPage(raw, file, pages)
	default:
		return Plain(raw, file)
	}
	a.File = file
	return a, err
}

// PageReader makes an article of the bytes of an HTML page. It is handed in,
// because pages are hostile: the program reads them in a child process.
type PageReader func(data []byte) (doc.Article, error)

// Paths calls yield for every article of the named files and folders ("-" is
// stdin), in order: folders are walked by name, hidden files passed over. It
// stops when yield returns false. The error is about a path that is not
// there; what cannot be read inside is an Item with Err.
func Paths(paths []string, stdin io.Reader, pages PageReader, yield func(Item) bool) error {
	if err := Exist(paths); err != nil {
		return err
	}
	for _, p := range paths {
		if p == "-" {
			if !Stream(stdin, "-", yield) {
				return nil
			}
			continue
		}
		files, err := list(p)
		if err != nil {
			return err
		}
		for _, f := range files {
			if !file(f, pages, yield) {
				return nil
			}
		}
	}
	return nil
}

// Exist refuses paths that are not there.
func Exist(paths []string) error {
	for _, p := range paths {
		if p == "-" {
			continue
		}
		if _, err := os.Stat(p); err != nil {
			return fmt.Errorf("%s: no such file or folder; name files, folders, or - for standard input", p)
		}
	}
	return nil
}

// list is a file itself, or the files below a folder, by name. Links are read
// as what they lead to, a folder once.
func list(path string) (out []string, err error) {
	err = walk(path, map[string]bool{}, &out)
	sort.Strings(out)
	return out, err
}

// walk adds a file, or the files below a folder; seen are the folders that it
// has been to. A link that leads nowhere is added as a file that cannot be
// opened.
func walk(root string, seen map[string]bool, out *[]string) error {
	real, err := filepath.EvalSymlinks(root)
	if err != nil {
		*out = append(*out, root)
		return nil
	}
	return filepath.WalkDir(real, func(p string, d fs.DirEntry, err error) error {
		shown := root + p[len(real):]
		switch {
		case err != nil:
			return err
		case p != real && strings.HasPrefix(d.Name(), "."):
			if d.IsDir() {
				return filepath.SkipDir
			}
		case d.IsDir():
			if seen[p] {
				return filepath.SkipDir
			}
			seen[p] = true
		case p != real && d.Type()&fs.ModeSymlink != 0:
			if to, err := os.Stat(p); readable(p) || err == nil && to.IsDir() {
				return walk(shown, seen, out)
			}
		case d.Type().IsRegular() && (p == real || readable(p)):
			*out = append(*out, shown)
		}
		return nil
	})
}

// readable are the files of a folder that are taken for articles.
func readable(path string) bool {
	switch strings.ToLower(filepath.Ext(path)) {
	case ".txt", ".jsonl", ".ndjson", ".html", ".htm", ".xhtml":
		return true
	}
	return false
}

func file(path string, pages PageReader, yield func(Item) bool) bool {
	f, err := os.Open(path)
	if err != nil {
		return yield(Item{Article: doc.Article{File: filepath.Base(path)}, Where: path, Err: err})
	}
	defer f.Close()
	switch strings.ToLower(filepath.Ext(path)) {
	case ".jsonl", ".ndjson":
		return lines(f, path, yield)
	case ".html", ".htm", ".xhtml":
		return htmlPage(f, path, pages, yield)
	}
	return whole(f, path, yield)
}

// htmlPage reads one HTML file.
func htmlPage(in io.Reader, name string, pages PageReader, yield func(Item) bool) bool {
	data, err := io.ReadAll(io.LimitReader(in, MaxArticle+1))
	if err != nil {
		return yield(Item{Where: name, Err: err})
	}
	a, err := ofPage(data, filepath.Base(name), pages)
	return yield(Item{Article: a, Raw: data, Where: name, Err: err})
}

// ofPage makes an article of the bytes of a page.
func ofPage(data []byte, file string, pages PageReader) (a doc.Article, err error) {
	switch {
	case len(data) > MaxArticle:
		err = fmt.Errorf("longer than %d MB", MaxArticle>>20)
	case len(bytes.TrimSpace(data)) == 0:
		err = errors.New("it is empty")
	default:
		a, err = pages(data)
	}
	sum := sha256.Sum256(data)
	a.File, a.RawSHA256 = file, hex.EncodeToString(sum[:])
	return a, err
}

// Stream reads articles from an open input: JSON Lines when the first byte
// that is not blank is a brace, else one plain text.
func Stream(in io.Reader, name string, yield func(Item) bool) bool {
	r := bufio.NewReaderSize(in, 1<<16)
	if startsObject(r) {
		return lines(r, name, yield)
	}
	return whole(r, name, yield)
}

func startsObject(r *bufio.Reader) bool {
	for n := 1; n < r.Size(); n++ {
		b, err := r.Peek(n)
		if err != nil {
			return false
		}
		if c := b[n-1]; !bytes.ContainsRune([]byte(" \t\r\n\xef\xbb\xbf"), rune(c)) {
			return c == '{'
		}
	}
	return false
}

// whole reads one plain text.
func whole(in io.Reader, name string, yield func(Item) bool) bool {
	data, err := io.ReadAll(io.LimitReader(in, MaxArticle+1))
	if err != nil {
		return yield(Item{Where: name, Err: err})
	}
	if name == "-" && len(bytes.TrimSpace(data)) == 0 {
		return yield(Item{Where: name, Err: ErrNothing})
	}
	a, err := Plain(data, filepath.Base(name))
	return yield(Item{Article: a, Raw: data, Where: name, Err: err})
}

// Plain makes an article of the bytes of a plain text.
func Plain(data []byte, name string) (doc.Article, error) {
	a := doc.Article{File: name}
	if len(data) > MaxArticle {
		return a, fmt.Errorf("longer than %d MB; cut it into articles", MaxArticle>>20)
	}
	sum := sha256.Sum256(data)
	a.RawSHA256 = hex.EncodeToString(sum[:])
	text, repairs, err := Decode(data, "")
	a.Text, a.Repairs = text, repairs
	return a, err
}

// line is the object of one JSON line.
type line struct {
	ID        string  `json:"id"`
	Text      *string `json:"text"`
	URL       string  `json:"url"`
	Title     string  `json:"title"`
	Lang      string  `json:"lang"`
	Outlet    string  `json:"outlet"`
	Published string  `json:"published"`
}

// lines reads JSON Lines; a line that is none is set aside by itself.
func lines(in io.Reader, name string, yield func(Item) bool) bool {
	r := bufio.NewReaderSize(in, 1<<16)
	for n := 1; ; n++ {
		data, tooLong, err := readLine(r)
		where := fmt.Sprintf("%s:%d", name, n)
		switch {
		case tooLong:
			if !yield(Item{Where: where, Err: fmt.Errorf("the line is longer than %d MB", MaxLine>>20)}) {
				return false
			}
		case len(bytes.TrimSpace(data)) > 0:
			a, e := JSON(data)
			a.File = filepath.Base(name)
			if name == "-" {
				a.File = ""
			}
			if !yield(Item{Article: a, Raw: bytes.TrimSpace(data), Where: where, Err: e}) {
				return false
			}
		}
		if err == io.EOF {
			return true
		}
		if err != nil {
			return yield(Item{Where: where, Err: err})
		}
	}
}

// readLine reads to the next newline; of a line that is too long it keeps
// nothing.
func readLine(r *bufio.Reader) (out []byte, tooLong bool, err error) {
	for {
		part, err := r.ReadSlice('\n')
		if !tooLong {
			out = append(out, part...)
		}
		if len(out) > MaxLine {
			out, tooLong = nil, true
		}
		if err != bufio.ErrBufferFull {
			return out, tooLong, err
		}
	}
}

// JSON makes an article of one JSON line.
func JSON(data []byte) (doc.Article, error) {
	var l line
	if err := json.Unmarshal(data, &l); err != nil {
		return doc.Article{}, fmt.Errorf("not a JSON object with id and text: %w", err)
	}
	if l.Text == nil {
		return doc.Article{}, errors.New(`the object has no "text"`)
	}
	if len(*l.Text) > MaxArticle {
		return doc.Article{}, fmt.Errorf("its text is longer than %d MB; cut it into articles", MaxArticle>>20)
	}
	sum := sha256.Sum256([]byte(*l.Text))
	text, repairs, err := Decode([]byte(*l.Text), "utf-8")
	return doc.Article{Text: text, ID: l.ID, URL: l.URL, Title: l.Title, Lang: l.Lang, Outlet: l.Outlet, Published: l.Published,
		RawSHA256: hex.EncodeToString(sum[:]), Repairs: repairs}, err
}
