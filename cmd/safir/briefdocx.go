package main

import (
	"archive/zip"
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"safir/internal/ask"
)

// The parts of a Word document beside its text.
const (
	docxTypes = xml.Header + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`
	docxRels  = xml.Header + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`
	docxHead  = xml.Header + `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>`
	docxTail  = `<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134"/></w:sectPr></w:body></w:document>`
)

// Sizes of text in a Word document, in half points.
const (
	docxTitle   = 32
	docxHeading = 26
	docxText    = 22
	docxSmall   = 18
)

// docxAbove is the space above headings and items, in twentieths of a point.
const docxAbove = 160

// docx writes paragraphs of a Word document.
type docx struct{ strings.Builder }

// para writes a paragraph. One whose letters run from right to left is laid
// out so, and so is any in an interface that does.
func (d *docx) para(text string, size int, bold, rightToLeft bool) {
	d.WriteString("<w:p><w:pPr>") // in the order that the schema wants
	if bold {
		d.WriteString("<w:keepNext/>")
	}
	if rightToLeft {
		d.WriteString("<w:bidi/>")
	}
	if bold {
		fmt.Fprintf(d, `<w:spacing w:before="%d"/>`, docxAbove)
	}
	if size >= docxHeading {
		fmt.Fprintf(d, `<w:outlineLvl w:val="%d"/>`, (docxTitle-size)/(docxTitle-docxHeading))
	}
	d.WriteString("</w:pPr>")
	d.WriteString("<w:r><w:rPr>")
	if bold {
		d.WriteString("<w:b/><w:bCs/>")
	}
	fmt.Fprintf(d, `<w:sz w:val="%d"/><w:szCs w:val="%d"/>`, size, size)
	if rightToLeft {
		d.WriteString("<w:rtl/>")
	}
	d.WriteString(`</w:rPr><w:t xml:space="preserve">`)
	xml.EscapeText(d, []byte(text)) // a builder takes everything
	d.WriteString("</w:t></w:r></w:p>")
}

// writeBriefDocx writes a brief as a Word document.
func writeBriefDocx(w io.Writer, ui *ask.Texts, b *ask.Brief) error {
	plain := newPrinter(ui, wide)
	plain.coverage(&b.Coverage)
	d, own := &docx{}, ui.RTL()
	d.WriteString(docxHead)
	d.para(plain.isolated(briefTitle(ui, b)), docxTitle, true, own)
	for _, l := range briefLines(ui, b) {
		d.para(plain.isolated(l), docxText, false, own)
	}
	for _, part := range briefParts(ui, b) {
		d.para(part.Title, docxHeading, true, own)
		for i := range part.Rows {
			r := &part.Rows[i]
			d.para(plain.date(r)+"  "+plain.isolated(r.Gloss), docxText, true, own)
			d.para(plain.isolated(plain.standing(r)), docxSmall, false, own)
			if q := r.Quote; q != nil {
				d.para("«"+q.Text+"»", docxText, false, strings.ContainsFunc(q.Text, rtl))
				d.para(plain.isolated(plain.grounds(q)), docxSmall, false, own)
			}
		}
	}
	d.para(b.Ranking, docxSmall, false, own)
	d.para(strings.TrimSpace(plain.String()), docxSmall, false, own)
	d.WriteString(docxTail)
	z := zip.NewWriter(w)
	for _, f := range [][2]string{{"[Content_Types].xml", docxTypes}, {"_rels/.rels", docxRels}, {"word/document.xml", d.String()}} {
		part, err := z.Create(f[0])
		if err != nil {
			return err
		}
		if _, err := io.WriteString(part, f[1]); err != nil {
			return err
		}
	}
	return z.Close()
}
