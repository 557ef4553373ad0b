package main

import (
	"bufio"
	"fmt"
	"os"
	"strings"

	"safir/internal/doc"
	"safir/internal/pipeline"
)

// usage: dump DATADIR lang < text
func main() {
	c, err := pipeline.Open(os.DirFS(os.Args[1]))
	if err != nil {
		fmt.Println(err)
	}
	w := c.NewWorker()
	r := bufio.NewReader(os.Stdin)
	var sb strings.Builder
	r.WriteTo(&sb)
	k, err := w.Read(doc.Article{Text: sb.String(), Lang: os.Args[2]})
	if err != nil {
		fmt.Println(err)
		return
	}
	for i := 0; i < k.Doc.Segs.Len(); i++ {
		var s []string
		for _, m := range k.Doc.MarksAt(i) {
			s = append(s, fmt.Sprintf("%s+%d", k.Lex.ClassName(m.Class), m.End-m.First))
		}
		var rd []string
		for _, f := range k.Doc.Segs.Readings(i) {
			rd = append(rd, k.Names(f))
		}
		v := ""
		if k.Doc.Segs.Flags[i]&doc.Vocab != 0 {
			v = "V"
		}
		fmt.Println(k.Doc.Slice(i, i+1), rd, v, s)
	}
	for _, a := range k.Actors {
		fmt.Printf("%v %s %s %s %s\n", a.Kind, a.Name, a.Country, a.Office, a.Rule)
	}
}
