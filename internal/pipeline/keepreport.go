package pipeline

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/url"
	"strings"

	"safir/internal/annotate"
	"safir/internal/fetch"
	"safir/internal/record"
	"safir/internal/register"
	"safir/internal/store"
)

// batch makes what is kept of an outcome, but for links and things. A fault of
// our own on the way is an error; the outcome can then be kept as set aside.
func (k *Keeper) batch(o *Outcome) (b *store.Batch, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("keeping it failed (%v); please report it with the article", p)
		}
	}()
	b = &store.Batch{Report: k.report(o), Raw: o.Item.Raw, Text: o.Item.Article.Text}
	if b.Report.Raw != "" {
		b.Instead = nameOf(&o.Item, "raw "+b.Report.Raw)
	}
	var mentions []register.Mention
	if o.Record != nil {
		mentions = k.cutter.Mentions(&b.Report, o.Record)
		if b.Record, err = encodeRecord(o.Record); err != nil {
			return nil, err
		}
	}
	b.Tokens = k.index.Report(b.Text, mentions)
	runes := []rune(b.Text)
	for i := range mentions {
		m := &mentions[i]
		b.Mentions = append(b.Mentions, store.Entry{Mention: *m, Tokens: k.index.Mention(m, string(runes[m.Span[0]:m.Span[1]]))})
	}
	return b, nil
}

// encodeRecord is a record as JSON without its text, which is kept apart.
func encodeRecord(r *record.Record) ([]byte, error) {
	bare := *r
	bare.Text = ""
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	err := enc.Encode(&bare)
	return bytes.TrimSpace(out.Bytes()), err
}

// report says what is known of an outcome as a report.
func (k *Keeper) report(o *Outcome) register.Report {
	a := &o.Item.Article
	r := register.Report{ID: reportID(&o.Item), File: a.File, URL: a.URL, Outlet: a.Outlet, Title: title(a.Title, a.Text, o.Record), State: register.Coded}
	r.Added = cmp.Or(o.Item.Came, k.Now)
	if len(o.Item.Raw) > 0 {
		r.Raw = hashOf(o.Item.Raw)
	}
	if a.Text != "" {
		r.Text = idOf(a.Text)
	}
	if known, ok := k.Coder.Dir.OutletNamed(a.Outlet, a.URL); ok {
		r.Outlet = known.Key
	}
	switch {
	case o.Record != nil:
		r.Lang, r.Coder = o.Record.Lang, coderName(o.Record.Coder)
		r.Published, r.Bound = day(o.Record.Published)
		if r.Outlet == "" {
			r.Outlet = record.Val(o.Record.Source.Outlet)
		}
		return r
	case o.PassedOver():
		r.State = register.Passed
		r.Lang = k.Coder.Language(*a)
	default:
		r.State = register.SetAside
	}
	r.Why = o.Err.Error()
	r.Published = annotate.Given(cmp.Or(a.Published, a.Dated))
	return r
}

func coderName(c record.Coder) string { return c.Program + " / " + c.Pack + " / " + c.World }

// Name is what coding an article of a language is called in its report.
func (c *Coder) Name(tag string) string {
	base, _, _ := strings.Cut(tag, "-")
	if c.langs[base] == nil {
		return ""
	}
	return coderName(c.coder(base))
}

// day is the day of publication, or its upper bound.
func day(p record.Published) (day string, bound bool) {
	if p.Value != nil {
		return head10(*p.Value), false
	}
	return head10(record.Val(p.NotAfter)), p.NotAfter != nil
}

func head10(s string) string { return s[:min(10, len(s))] }

// titleRunes is the length above which a title is cut, in code points.
const titleRunes = 200

// title is the title that an article came with, or the first line of its title
// zone, or of its text.
func title(given, text string, r *record.Record) string {
	t := given
	if t == "" && r != nil {
		for _, z := range r.Zones {
			if z.Kind == "title" {
				t = string([]rune(text)[z.Span[0]:z.Span[1]])
				break
			}
		}
	}
	if t == "" {
		t = strings.TrimSpace(text)
	}
	t, _, _ = strings.Cut(strings.TrimSpace(t), "\n")
	t = strings.Join(strings.Fields(t), " ")
	if r := []rune(t); len(r) > titleRunes {
		t = string(r[:titleRunes])
	}
	return t
}

// reportBytes is the length of the ids of reports, before they are printed in
// hex.
const reportBytes = 16

// reportID names a report by what its bringer gave: outlet or file, address,
// and text, or the bytes where there was none, or else the place.
func reportID(i *fetch.Item) string {
	a := &i.Article
	what := ""
	switch {
	case a.Text != "":
		what = "text " + idOf(a.Text)
	case len(i.Raw) > 0:
		what = "raw " + hashOf(i.Raw)
	default:
		what = "at " + i.Where
	}
	return nameOf(i, what)
}

func nameOf(i *fetch.Item, what string) string {
	a := &i.Article
	sum := sha256.Sum256([]byte(strings.Join([]string{cmp.Or(a.Outlet, a.File), canonical(a.URL), what}, "\x00")))
	return hex.EncodeToString(sum[:reportBytes])
}

func hashOf(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// tracking are the parameters of addresses that tell who sent the reader.
var tracking = []string{"fbclid", "gclid", "yclid", "igshid"}

// canonical is an address in its plainest form: small letters in scheme and
// host, no fragment, nothing that tells who sent the reader.
func canonical(address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Host == "" {
		return address
	}
	u.Scheme, u.Host, u.Fragment = strings.ToLower(u.Scheme), strings.ToLower(u.Host), ""
	u.Host = strings.TrimSuffix(strings.TrimSuffix(u.Host, ":80"), ":443")
	q := u.Query()
	for key := range q {
		if strings.HasPrefix(key, "utm_") {
			q.Del(key)
		}
	}
	for _, key := range tracking {
		q.Del(key)
	}
	u.RawQuery = q.Encode()
	if u.Path == "" {
		u.Path = "/"
	}
	return u.String()
}
