package pipeline

import (
	"slices"
	"testing"

	"safir/internal/rule"
)

// TestMisfits holds that what a rule says and nothing reads is a fault.
func TestMisfits(t *testing.T) {
	rules, err := rule.Parse("event.yaml", "xx/event", []byte(`rules:
- name: fits
  pattern: "a:word cue:(@class (b:word | date:@class)?)"
  make: {type: CONSULT, need: place}
  roles: {a: participant, b: participant, subject: participant}
- name: misfits
  pattern: "who:word cue:@class"
  make: {colour: red, need: much}
  roles: {a: participant}
`))
	if err != nil {
		t.Fatal(err)
	}
	if out := misfits("event", &rules[0]); out != nil {
		t.Errorf("faults where there are none: %q", out)
	}
	want := []string{`nothing reads the setting "colour"`, `need: "much"; it may be 1, place, gathering, alone`,
		`nothing reads the capture "who"`, `the role of "a" is nobody's: the pattern captures nothing of this name`}
	if out := misfits("event", &rules[1]); !slices.Equal(out, want) {
		t.Errorf("%q, not %q", out, want)
	}
}
