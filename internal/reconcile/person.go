package reconcile

import (
	"safir/internal/calendar"
	"safir/internal/register"
)

// single are offices that one person holds at a time.
var single = map[string]bool{
	"head_of_state": true, "head_of_government": true, "supreme_leader": true, "crown_prince": true, "foreign_minister": true,
	"speaker_of_parliament": true, "security_secretary": true, "military_chief": true, "central_bank_governor": true, "secretary_general": true,
}

// vague are offices that say little, and that a text may give to anybody.
var vague = map[string]bool{"": true, "official": true, "expert": true}

// short is what a text may call the holder of an office for short.
var short = map[string]string{"foreign_minister": "minister", "deputy_foreign_minister": "deputy_minister"}

// mayBe reports whether two offices may be one, told more or less fully.
func mayBe(a, b string) bool {
	return a == b || vague[a] || vague[b] || short[a] == b || short[b] == a
}

// Points of people.
const (
	pointsSameName    = 600
	pointsPartOf      = 550
	pointsSurname     = 250
	pointsSound       = -100 // the names only sound alike, in two languages
	pointsRespelled   = -300 // in one language
	pointsCountry     = 200
	pointsOffice      = 200 // of an office that one person holds
	pointsOfficeMany  = 100 // of an office that many hold
	pointsNear        = 150 // named in one quarter of a year, or the next
	pointsYear        = 100 // named within a year
	pointsOfficeOther = -100
	pointsOfficeThen  = -300
)

// personConflict keeps people apart. It asks for nothing but what their faces
// hold.
func personConflict(a, b *register.Mention) string {
	x, y := &a.Who[0], &b.Who[0]
	if x.English != "" || y.English != "" {
		if x.English != y.English {
			return "other-person"
		}
		return ""
	}
	if x.Country != "" && y.Country != "" && x.Country != y.Country {
		return "other-country"
	}
	how, _ := liken(x, y)
	switch how {
	case otherGiven:
		return "other-given-name"
	case otherName:
		return "other-name"
	}
	if !mayBe(x.Office, y.Office) && (single[x.Office] || single[y.Office]) && quarters(a, b) == 0 {
		return "other-office-then"
	}
	return ""
}

// quarters is the number of quarters of a year between two mentions; -1 where
// one has no day.
func quarters(a, b *register.Mention) int {
	x, y := quarter(a.Published), quarter(b.Published)
	if x == "" || y == "" {
		return -1
	}
	n := func(q string) int {
		d, _ := calendar.DayOf(q[:4] + "-01-01")
		return d/365*4 + int(q[5]-'0')
	}
	return max(n(x)-n(y), n(y)-n(x))
}

// persons weighs two people whom the directory does not know.
func (w *weigh) persons(a, b *register.Mention) {
	x, y := &a.Who[0], &b.Who[0]
	how, sound := liken(x, y)
	switch how {
	case sameName:
		w.add("same-name", pointsSameName)
	case partOf:
		w.add("part-of-name", pointsPartOf)
	case surname:
		w.add("same-surname", pointsSurname)
	default:
		return
	}
	respelled := sound && a.Lang == b.Lang // Karimi and Karami sound alike
	if respelled {
		w.add("by-sound", pointsRespelled)
	} else if sound {
		w.add("by-sound", pointsSound)
	}
	if x.Country != "" && x.Country == y.Country {
		w.add("same-country", pointsCountry)
	}
	q := quarters(a, b)
	w.office(x, y, q == 0, respelled)
	switch {
	case q == 0 || q == 1:
		w.add("same-time", pointsNear)
	case q > 1 && q <= 4:
		w.add("same-year", pointsYear)
	}
}

// office weighs two offices, held then: in one quarter of a year.
func (w *weigh) office(x, y *register.Name, then, respelled bool) {
	switch {
	case vague[x.Office] || vague[y.Office]:
	case !mayBe(x.Office, y.Office) && then:
		w.add("other-office-then", pointsOfficeThen)
	case !mayBe(x.Office, y.Office):
		w.add("other-office", pointsOfficeOther)
	case single[x.Office] && single[y.Office]:
		w.add("same-office", pointsOffice)
	case !respelled:
		w.add("same-office", pointsOfficeMany)
	}
}
