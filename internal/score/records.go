package score

import (
	"encoding/json"
	"fmt"
	"io"

	"safir/internal/record"
)

// ReadRecords reads JSON lines of records, of this program or of a former
// one. Fields that record.Record does not know are passed over.
func ReadRecords(r io.Reader) ([]record.Record, error) {
	var out []record.Record
	lines := json.NewDecoder(r)
	for n := 1; ; n++ {
		var line json.RawMessage
		err := lines.Decode(&line)
		if err == io.EOF {
			return out, nil
		}
		if err != nil {
			return nil, fmt.Errorf("score: record %d: not JSON, give one record a line: %w", n, err)
		}
		rec, err := readRecord(line)
		if err != nil {
			return nil, fmt.Errorf("score: record %d: does not fit the record's form: %w", n, err)
		}
		out = append(out, rec)
	}
}

// readRecord reads one record. An actor without `represents` acts for a
// state, but one with `represents: null` is judged as acting for none; since
// record.Actor does not tell the two apart, the latter becomes "".
func readRecord(line []byte) (record.Record, error) {
	var rec record.Record
	var whom struct {
		Actors []struct {
			Represents maybe[*string] `json:"represents"`
		} `json:"actors"`
	}
	if err := json.Unmarshal(line, &rec); err != nil {
		return rec, err
	}
	if err := json.Unmarshal(line, &whom); err != nil {
		return rec, err
	}
	for i, a := range whom.Actors {
		if a.Represents.Given && a.Represents.Value == nil {
			rec.Actors[i].Represents = new(string)
		}
	}
	return rec, nil
}
