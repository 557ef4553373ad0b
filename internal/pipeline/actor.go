package pipeline

import (
	"fmt"
	"io/fs"

	"safir/internal/annotate"
	"safir/internal/directory"
	"safir/internal/doc"
	"safir/internal/extract"
	"safir/internal/extract/cast"
	"safir/internal/lang"
	"safir/internal/record"
	"safir/internal/rule"
)

// Phrases says who a phrase names. It is opened once; it is for one goroutine.
type Phrases struct {
	kit     *extract.Kit
	worker  *annotate.Worker
	matcher rule.Matcher
}

// Party is who a phrase names, as `safir actor` writes it (docs/plover.md).
// What the phrase does not say is null.
type Party struct {
	Phrase   string        `json:"phrase"`
	Country  *string       `json:"country"` // ISO 3166-1 alpha-3
	Sector   *string       `json:"sector"`  // PLOVER's, or IGO, NGO, MNC, IMG, ISM
	Also     []string      `json:"other_sectors"`
	Office   *string       `json:"office"` // of docs/format-record.md
	Code     *string       `json:"code"`   // what PLOVER writes for its country
	NameEn   *string       `json:"name_en"`
	Evidence PartyEvidence `json:"evidence"`
}

// PartyEvidence is where the phrase says it: spans of code points.
type PartyEvidence struct {
	Country *record.Span `json:"country"`
	Sector  *record.Span `json:"sector"`
	Office  *record.Span `json:"office"`
}

// OpenPhrases readies a language for phrases: its lists with the words for
// roles, without a home state, since a phrase has no outlet.
func OpenPhrases(data fs.FS, tag string) (*Phrases, error) {
	dir, err := directory.Open(data)
	if err != nil {
		return nil, err
	}
	if _, err := fs.Stat(data, "lang/"+tag+"/pack.yaml"); err != nil {
		return nil, fmt.Errorf("%w (%s)", ErrLanguage, tag)
	}
	pack, err := lang.Open(data, "lang/"+tag)
	if err != nil {
		return nil, err
	}
	pack.Home, pack.Homes, pack.AtHome = "", nil, nil
	ann, err := annotate.ForPhrases(pack, dir)
	if err != nil {
		return nil, err
	}
	kit, err := extract.NewKit(pack, ann, dir)
	return &Phrases{kit: kit, worker: ann.NewWorker()}, err
}

// Who says who a phrase names.
func (p *Phrases) Who(phrase string) Party {
	d := &p.worker.Doc
	d.Reset(doc.Article{Text: phrase, Lang: p.kit.Lang})
	d.Lang = p.kit.Lang
	d.Zones = append(d.Zones, doc.Zone{Span: doc.Span{End: len(phrase)}})
	p.worker.Annotate()
	c := &extract.Case{Kit: p.kit, Doc: d, Names: p.worker.FormName, Matcher: &p.matcher}
	cast.Run(c)
	return partyOf(phrase, cast.Stand(c))
}

func partyOf(phrase string, s cast.Standing) Party {
	at := newPoints(phrase)
	span := func(x doc.Span) *record.Span {
		if x.Len() == 0 {
			return nil
		}
		out := at.of(record.Span{x.Start, x.End})
		return &out
	}
	return Party{
		Phrase: phrase, Country: record.Opt(s.Country), Sector: record.Opt(s.Sector), Also: append([]string{}, s.Also...), Office: record.Opt(s.Office), Code: record.Opt(s.Code), NameEn: record.Opt(s.Name),
		Evidence: PartyEvidence{span(s.CountrySpan), span(s.SectorSpan), span(s.OfficeSpan)},
	}
}
