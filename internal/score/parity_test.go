package score

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"safir/internal/record"
)

// bench is the benchmark's folder, beside the repository. Only figures and
// numbers of misses are taken from it into test output, never words.
const bench = "../../../shared/bench"

// TestSameFiguresAsScorePy scores spoilt records of the benchmark's gold with
// both programs: every figure must be equal to three decimals.
func TestSameFiguresAsScorePy(t *testing.T) {
	script := scorePy(t)
	for _, folder := range []string{"seeds", "dev", "real"} {
		golds, err := LoadGold(os.DirFS(filepath.Join(bench, folder)))
		if err != nil {
			t.Fatal(err)
		}
		for seed, lang := range []string{"", "fa", "ar", ""} {
			t.Run(fmt.Sprintf("%s/%s/%d", folder, lang, seed), func(t *testing.T) {
				file, records := spoilt(t, golds, uint64(seed))
				theirs := script.run(t, folder, file, lang, folder != "real")
				sameFigures(t, theirs, Score(ByLang(golds, lang), records), folder != "real")
			})
		}
	}
}

// script is score.py with the Python that runs it.
type script struct{ python, path string }

func scorePy(t *testing.T) script {
	t.Helper()
	path := filepath.Join(bench, "score.py")
	if _, err := os.Stat(path); err != nil {
		t.Skipf("no benchmark at %s: the figures are not compared with score.py", bench)
	}
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("no python3: the figures are not compared with score.py")
	}
	return script{python, path}
}

// answer is what score.py says.
type answer struct {
	table  map[string]map[string]float64
	misses map[string]int // kind → how many; nil where not asked for
}

// run scores a file of records; with misses it also counts those.
func (s script) run(t *testing.T, folder, records, lang string, misses bool) answer {
	t.Helper()
	args := []string{"-I", s.path, "score", "--gold", filepath.Join(bench, folder), "--records", records, "--json"}
	if lang != "" {
		args = append(args, "--lang", lang)
	}
	if misses {
		args = append(args, "--misses", "-1")
	}
	out, err := exec.Command(s.python, args...).Output()
	if err != nil {
		t.Fatalf("score.py on spoilt records of %s: %v", folder, err)
	}
	return readAnswer(t, out, misses)
}

// readAnswer reads a line of JSON and, below it, the misses.
func readAnswer(t *testing.T, out []byte, misses bool) answer {
	t.Helper()
	var a answer
	lines := bufio.NewScanner(bytes.NewReader(out))
	lines.Scan()
	if err := json.Unmarshal(lines.Bytes(), &a.table); err != nil {
		t.Fatal("score.py's table is not JSON")
	}
	if !misses {
		return a
	}
	a.misses = map[string]int{}
	for lines.Scan() {
		_, what, _ := strings.Cut(lines.Text(), ".txt: ")
		kind, _, _ := strings.Cut(what, " ")
		a.misses[kind]++
	}
	return a
}

// spoilt makes spoilt records of gold, one in ten left out, and writes them
// to a file as JSON lines.
func spoilt(t *testing.T, golds []Gold, seed uint64) (string, []record.Record) {
	t.Helper()
	s := newSpoiler(seed)
	var lines bytes.Buffer
	for i := range golds {
		rec := s.record(clone(t, perfect(&golds[i])))
		if s.chance(.5) {
			name := "somewhere/" + golds[i].File()
			rec.ID, rec.Source.File = "", &name
		}
		if s.chance(.9) {
			lines.Write(s.line(t, rec))
		}
	}
	file := filepath.Join(t.TempDir(), "records.jsonl")
	if err := os.WriteFile(file, lines.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	records, err := ReadRecords(&lines)
	if err != nil {
		t.Fatal(err)
	}
	return file, records
}

// line is a record as a line of JSON, now and then by an older hand that
// wrote `represents` as null for every actor.
func (s spoiler) line(t *testing.T, rec record.Record) []byte {
	t.Helper()
	data, err := json.Marshal(rec)
	if err != nil {
		t.Fatal(err)
	}
	if s.chance(.2) {
		data = bytes.ReplaceAll(data, []byte(`"rule":"test/cast"`), []byte(`"represents":null,"rule":"test/cast"`))
	}
	return append(data, '\n')
}

// sameFigures compares every figure and, where asked for, how many of each
// kind were missed.
func sameFigures(t *testing.T, theirs answer, ours Result, misses bool) {
	t.Helper()
	table := ours.Table(0)
	if len(table.Rows) != len(theirs.table) {
		t.Errorf("%d figures, score.py has %d", len(table.Rows), len(theirs.table))
	}
	if coded := theirs.table["overall"]["coded"]; float64(table.Coded) != coded {
		t.Errorf("%d coded, score.py says %v", table.Coded, coded)
	}
	for _, row := range table.Rows {
		sameRow(t, theirs.table[row.Figure], row)
	}
	if misses {
		sameMisses(t, theirs.misses, ours.Items)
	}
}

func sameRow(t *testing.T, theirs map[string]float64, row Row) {
	t.Helper()
	ours := map[string]float64{row.Measure: row.Value, "n": float64(row.N)}
	if row.Measure == measureF1 {
		ours["precision"], ours["recall"] = row.Precision, row.Recall
	}
	for what, value := range ours {
		want, ok := theirs[what]
		if !ok || math.Abs(value-want) >= 5e-10 { // the same sums: far closer than three decimals
			t.Errorf("%s: %s is %.5f, score.py says %.5f", row.Figure, what, value, want)
		}
	}
}

func sameMisses(t *testing.T, theirs map[string]int, items []Item) {
	t.Helper()
	ours := map[string]int{}
	for _, i := range items {
		if i.Missed {
			ours[i.Kind]++
		}
	}
	for _, kind := range []string{KindPerson, KindEvent, KindStatement, KindCommitment} {
		if ours[kind] != theirs[kind] {
			t.Errorf("%d of kind %s missed, score.py lists %d", ours[kind], kind, theirs[kind])
		}
	}
}
