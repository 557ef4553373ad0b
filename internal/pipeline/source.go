package pipeline

import (
	"safir/internal/doc"
	"safir/internal/extract"
	"safir/internal/record"
)

// source says where an article came from: what its bringer knows, and what
// its datelines say of outlet, agency and number.
func source(k *extract.Case) record.Source {
	a := &k.Doc.Article
	s := record.Source{File: record.Opt(a.File), ID: record.Opt(a.ID), URL: record.Opt(a.URL), Outlet: record.Opt(a.Outlet), RawSHA256: a.RawSHA256, Repairs: a.Repairs}
	p := &printed{Case: k, number: k.Lex.Class("label.number"), agency: k.Lex.Class("label.agency"), count: k.Lex.Class("number")}
	for _, sent := range k.Doc.Sents {
		if sent.Zone == doc.Dateline || sent.Zone == doc.Furniture {
			p.read(sent)
		}
	}
	if s.Outlet == nil {
		s.Outlet = record.Opt(p.outletKey)
	}
	s.Agency, s.Number = record.Opt(p.agencyKey), record.Opt(p.code)
	return s
}

// printed gathers what datelines say.
type printed struct {
	*extract.Case
	number, agency, count      doc.Class
	outletKey, agencyKey, code string
}

func (p *printed) read(s doc.Sentence) {
	behind := doc.Class(0) // the label that stands before
	for i := s.First; i < s.End; i++ {
		for _, m := range p.Doc.MarksAt(int(i)) {
			switch {
			case m.Class == p.number || m.Class == p.agency:
				behind = m.Class
			case m.Class == p.count && behind == p.number && p.code == "":
				p.code = p.Names(p.Doc.Segs.Form(int(i)))
			case m.Class == p.C.Outlet:
				p.outlet(p.Lex.Attr(m, "outlet"), behind == p.agency, s.Zone)
			}
		}
	}
}

// outlet keeps the first outlet of a dateline as the article's own, one behind
// "from" or "source" as the agency.
func (p *printed) outlet(key string, from bool, zone doc.ZoneKind) {
	switch {
	case from && p.agencyKey == "":
		p.agencyKey = key
	case !from && zone == doc.Dateline && p.outletKey == "":
		p.outletKey = key
	}
}
