package export

import (
	"fmt"
	"io"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"

	"safir/internal/register"
)

// ICal writes the events that have a day as an iCalendar (RFC 5545). The UID is
// the thing's id and does not change when reports are added, split off or coded
// anew; SEQUENCE counts the steps of its history. What is only hoped for is
// tentative, what was called off or denied cancelled. at is the moment of
// writing.
func ICal(w io.Writer, items Items, at time.Time) error {
	cal := ics.NewCalendar()
	cal.SetProductId("-//safir//register//EN")
	cal.SetMethod(ics.MethodPublish)
	for x, err := range items {
		if err != nil {
			return err
		}
		first, ok := day(x.From)
		if x.Kind != register.Event || !ok {
			continue
		}
		last, ok := day(x.To)
		if !ok {
			last = first
		}
		e := cal.AddEvent(x.Thing + "@safir")
		e.SetDtStampTime(at.UTC())
		e.SetAllDayStartAt(first)
		e.SetAllDayEndAt(last.AddDate(0, 0, 1)) // the end is the first day that is out
		e.SetSummary(x.Gloss)
		e.SetDescription(x.described())
		e.SetSequence(max(0, len(x.Steps)-1))
		e.SetStatus(standing(x.Status))
		if x.City != "" || x.Country != "" {
			e.SetLocation(strings.Trim(x.City+", "+x.Country, ", "))
		}
	}
	return cal.SerializeTo(w, ics.WithNewLineWindows) // RFC 5545 asks for CRLF on every system
}

// day reads YYYY-MM-DD.
func day(s string) (time.Time, bool) {
	t, err := time.Parse(time.DateOnly, s)
	return t, err == nil
}

func standing(status string) ics.ObjectStatus {
	switch status {
	case "proposed":
		return ics.ObjectStatusTentative
	case "cancelled", "denied":
		return ics.ObjectStatusCancelled
	}
	return ics.ObjectStatusConfirmed
}

// described is the quotation of each report with its source, a line each.
func (x *Item) described() string {
	var b strings.Builder
	for _, e := range x.Evidence {
		fmt.Fprintf(&b, "«%s» (%s)\n", strings.Join(strings.Fields(e.Quote), " "), source(&e.Source))
	}
	return strings.TrimSpace(b.String())
}
