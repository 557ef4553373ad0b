package export

import (
	"encoding/json"
	"io"
	"maps"
	"slices"
	"strings"

	"golang.org/x/text/language"

	"safir/internal/register"
)

// Entities writes items as FollowTheMoney entities (https://followthemoney.tech),
// one a line, each once: articles, states as PublicBody, organisations, persons,
// events; statements and commitments, for which the model has no word, as Note.
// name says a code of a state or organisation in English.
func Entities(w io.Writer, items Items, name func(code string) string) error {
	f := &follower{enc: json.NewEncoder(w), name: name, seen: map[string]bool{}}
	f.enc.SetEscapeHTML(false)
	for x, err := range items {
		if err == nil {
			err = f.item(x)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

type follower struct {
	enc  *json.Encoder
	name func(string) string
	seen map[string]bool
}

// entity is one of the model's; all values are lists of strings.
type entity struct {
	ID         string              `json:"id"`
	Schema     string              `json:"schema"`
	Properties map[string][]string `json:"properties"`
}

// write writes an entity once; empty values are left out.
func (f *follower) write(id, schema string, props map[string][]string) (string, error) {
	if f.seen[id] {
		return id, nil
	}
	f.seen[id] = true
	for k, v := range props {
		v = slices.DeleteFunc(slices.Clone(v), func(s string) bool { return s == "" })
		if props[k] = v; len(v) == 0 {
			delete(props, k)
		}
	}
	return id, f.enc.Encode(entity{id, schema, props})
}

func (f *follower) item(x *Item) error {
	if x.Kind == register.Person {
		_, err := f.write("safir-person-"+x.Thing, "Person", x.asPerson())
		return err
	}
	parties, err := f.parties(append(slices.Clone(x.Parties), x.Targets...))
	if err != nil {
		return err
	}
	reports, err := f.articles(x)
	if err != nil {
		return err
	}
	id := "safir-" + string(x.Kind) + "-" + x.Thing
	if x.Kind != register.Event {
		_, err = f.write(id, "Note", map[string][]string{"name": {x.Gloss}, "description": {x.quote()}, "entity": append(parties, reports...), "keywords": x.Topics})
		return err
	}
	props := map[string][]string{"name": {x.Gloss}, "summary": {x.quote()}, "involved": parties, "proof": reports, "keywords": append([]string{x.Type, x.Verb, x.Status}, x.Topics...),
		"location": {strings.Trim(x.City+", "+f.place(x.Country), ", ")}, "recordId": {x.Thing}}
	if x.From == x.To {
		props["date"] = []string{x.From}
	} else {
		props["startDate"], props["endDate"] = []string{x.From}, []string{x.To}
	}
	_, err = f.write(id, "Event", props)
	return err
}

func (f *follower) place(code string) string {
	if code == "" {
		return ""
	}
	return f.name(code)
}

// parties writes the states and organisations of an item and gives their ids.
func (f *follower) parties(codes []string) (ids []string, err error) {
	for _, code := range slices.Compact(slices.Sorted(slices.Values(codes))) {
		schema, props := "Organization", map[string][]string{"name": {f.name(code)}, "alias": {code}}
		if c := alpha2(code); c != "" {
			schema, props = "PublicBody", map[string][]string{"name": {f.name(code)}, "country": {c}}
		}
		id, err := f.write("safir-party-"+strings.ToLower(escapeURN(code)), schema, props)
		if err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, nil
}

func (f *follower) articles(x *Item) (ids []string, err error) {
	for i := range x.Evidence {
		r := &x.Evidence[i].Source
		props := map[string][]string{"title": {r.Title}, "fileName": {r.File}, "sourceUrl": {r.URL}, "publisher": {r.Outlet}, "language": {alpha3(r.Lang)}}
		if !r.Bound {
			props["publishedAt"] = []string{r.Published}
		}
		id, err := f.write("safir-article-"+r.ID, "Article", props)
		if err != nil {
			return nil, err
		}
		if !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids, nil
}

func (x *Item) asPerson() map[string][]string {
	names, offices, countries := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, n := range x.Who {
		names[n.Text], names[n.English] = true, true
		offices[strings.ReplaceAll(n.Office, "_", " ")] = true
		countries[alpha2(n.Country)] = true
	}
	p := x.person()
	main := p.English
	if main == "" && len(p.Names) > 0 {
		main = p.Names[0]
	}
	delete(names, main)
	return map[string][]string{"name": {main}, "alias": slices.Sorted(maps.Keys(names)), "position": slices.Sorted(maps.Keys(offices)), "country": slices.Sorted(maps.Keys(countries))}
}

// alpha2 is the two-letter code that the model wants, or "" for what is no
// state.
func alpha2(code string) string {
	r, err := language.ParseRegion(code)
	if len(code) != 3 || err != nil || !r.IsCountry() {
		return ""
	}
	return strings.ToLower(r.String())
}

// alpha3 is the three-letter code of a language.
func alpha3(tag string) string {
	base, _, _ := strings.Cut(tag, "-")
	b, err := language.ParseBase(base)
	if err != nil {
		return ""
	}
	return b.ISO3()
}
