package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"time"

	"safir/internal/doc"
	"safir/internal/fetch"
	"safir/internal/fetch/page"
)

// The bounds of the child that reads one page.
const (
	pageTime   = 5 * time.Second
	pageMemory = 400 << 20 // bytes of heap
)

// pageChild is the word that makes the program read one page from standard
// input and write it as JSON. It is not for people.
const pageChild = "read-page"

// readPage reads a page in a child process, so that a hostile one costs
// itself only.
func readPage(data []byte) (doc.Article, error) {
	self, err := os.Executable()
	if err != nil {
		return doc.Article{}, err
	}
	ctx, cancel := context.WithTimeout(context.Background(), pageTime)
	defer cancel()
	cmd := exec.CommandContext(ctx, self)
	cmd.Env = append(os.Environ(), "SAFIR_CHILD="+pageChild)
	cmd.Stdin = bytes.NewReader(data)
	var out, said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &said
	err = cmd.Run()
	switch {
	case ctx.Err() != nil:
		return doc.Article{}, fmt.Errorf("the page took longer than %s to read", pageTime)
	case err != nil:
		return doc.Article{}, errors.New(firstLine(said.String(), err))
	}
	return pageArticle(out.Bytes())
}

func firstLine(s string, err error) string {
	if line, _, _ := strings.Cut(strings.TrimSpace(s), "\n"); line != "" {
		return line
	}
	return err.Error()
}

// childPage is what the child writes.
type childPage struct {
	page.Page
	Repairs int `json:"repairs"`
}

func pageArticle(data []byte) (doc.Article, error) {
	var p childPage
	if err := json.Unmarshal(data, &p); err != nil {
		return doc.Article{}, fmt.Errorf("reading the page: %w", err)
	}
	return doc.Article{Text: p.Text, Title: p.Title, URL: p.URL, Outlet: p.Outlet, Dated: p.Published, Repairs: p.Repairs, Truncated: p.Truncated}, nil
}

// isChild reports whether this process was started to read one page.
func isChild() bool { return os.Getenv("SAFIR_CHILD") == pageChild }

// childMain is the child: a page in, JSON out, and an end to it when it grows
// too large.
func childMain(in io.Reader, out, said io.Writer) int {
	go watchMemory(said)
	data, err := io.ReadAll(in)
	if err != nil {
		fmt.Fprintln(said, err)
		return someAside
	}
	text, repairs, err := fetch.Decode(data, page.Charset(data))
	if err != nil {
		fmt.Fprintln(said, err)
		return someAside
	}
	p, err := page.Read(text)
	if err != nil {
		fmt.Fprintln(said, err)
		return someAside
	}
	if err := json.NewEncoder(out).Encode(childPage{p, repairs}); err != nil {
		return outputFailed
	}
	return allDone
}

// watchMemory ends the process when its heap passes the bound.
func watchMemory(said io.Writer) {
	var m runtime.MemStats
	for range time.Tick(20 * time.Millisecond) {
		if runtime.ReadMemStats(&m); m.HeapAlloc > pageMemory {
			fmt.Fprintf(said, "the page takes more than %d MB to read\n", pageMemory>>20)
			os.Exit(someAside)
		}
	}
}
