package export

import (
	"encoding/json"
	"io"

	"safir/internal/register"
)

// Annotations writes the evidence of items, and people's corrections of it, as
// Web Annotations (https://www.w3.org/TR/annotation-model/), one JSON-LD object
// a line. Positions count code points of the text whose hash the source names.
func Annotations(w io.Writer, items Items, said []register.Correction) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	by := map[string][]register.Correction{}
	for _, c := range said {
		by[c.Mention] = append(by[c.Mention], c)
	}
	for x, err := range items {
		if err != nil {
			return err
		}
		for j := range x.Evidence {
			e := &x.Evidence[j]
			if err := enc.Encode(evidenced(x, e)); err != nil {
				return err
			}
			for _, c := range by[e.ID] {
				if err := enc.Encode(corrected(e, c)); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// ldContext is the JSON-LD context of all annotations.
const ldContext = "http://www.w3.org/ns/anno.jsonld"

type annotation struct {
	Context    string         `json:"@context"`
	ID         string         `json:"id"`
	Type       string         `json:"type"`
	Motivation string         `json:"motivation"`
	Created    string         `json:"created,omitempty"`
	Creator    map[string]any `json:"creator,omitempty"`
	Generator  map[string]any `json:"generator,omitempty"`
	Body       []any          `json:"body"`
	Target     target         `json:"target"`
}

type target struct {
	Source   string `json:"source"`
	Selector []any  `json:"selector,omitempty"`
}

func evidenced(x *Item, e *Evidence) annotation {
	return annotation{Context: ldContext, ID: "urn:safir:mention:" + e.ID, Type: "Annotation", Motivation: "classifying",
		Generator: map[string]any{"type": "Software", "name": "safir", "schema:softwareVersion": e.Source.Coder},
		Body: []any{
			map[string]any{"type": "SpecificResource", "source": "urn:safir:" + string(x.Kind) + ":" + x.Thing, "purpose": "identifying"},
			map[string]any{"type": "TextualBody", "purpose": "describing", "format": "text/plain", "language": "en", "value": x.Gloss},
			map[string]any{"type": "TextualBody", "purpose": "tagging", "value": e.Rule},
		},
		Target: aim(e)}
}

// aim is where the words of a mention stand, by place and by themselves.
func aim(e *Evidence) target {
	return target{Source: "urn:sha256:" + e.Text, Selector: []any{
		map[string]any{"type": "TextPositionSelector", "start": e.Span[0], "end": e.Span[1]},
		map[string]any{"type": "TextQuoteSelector", "exact": e.Quote, "prefix": e.Prefix, "suffix": e.Suffix},
	}}
}

// motive is the motivation of a correction in the model's words.
func motive(action string) string {
	switch action {
	case "accept", "reject":
		return "assessing"
	case "join", "part":
		return "linking"
	}
	return "editing"
}

func corrected(e *Evidence, c register.Correction) annotation {
	body := map[string]any{"type": "TextualBody", "purpose": motive(c.Action), "value": c.Action}
	for name, value := range map[string]string{"safir:field": c.Field, "safir:value": c.Value, "safir:undoes": c.Undoes, "safir:note": c.Note} {
		if value != "" {
			body[name] = value
		}
	}
	bodies := []any{body}
	if c.Other != "" {
		bodies = append(bodies, map[string]any{"type": "SpecificResource", "source": "urn:safir:mention:" + c.Other, "purpose": "linking"})
	}
	return annotation{Context: ldContext, ID: "urn:safir:correction:" + c.ID, Type: "Annotation", Motivation: motive(c.Action), Created: c.At,
		Creator: map[string]any{"type": "Person", "name": c.Author}, Body: bodies, Target: aim(e)}
}
