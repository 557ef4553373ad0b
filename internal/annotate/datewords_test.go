package annotate

import (
	"strings"
	"testing"

	"safir/internal/doc"
)

func TestTimeWord(t *testing.T) {
	w, err := newTimeWord("bound+to", map[string]string{"bound": "until", "time": "bound+to"})
	if err != nil || w.role != isBound|isTo || w.bound != doc.Until {
		t.Errorf("%+v, %v", w, err)
	}
	for _, c := range []struct {
		roles string
		attrs map[string]string
		says  string
	}{
		{"moon", nil, `"moon" is no kind of word of time`},
		{"month", map[string]string{"n": "first"}, `n="first" is no number`},
		{"month", map[string]string{"calendar": "julian"}, "gregorian, hijri, jalali"},
		{"unit", map[string]string{"unit": "fortnight"}, `unit="fortnight" is not one of`},
		{"which", map[string]string{"wich": "last"}, "wich is no attribute"},
	} {
		if _, err := newTimeWord(c.roles, c.attrs); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s %v: %v", c.roles, c.attrs, err)
		}
	}
}
