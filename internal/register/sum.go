package register

// Summary is what the mentions of one thing say together, in the form of one
// mention: its present status, its most exact day, everyone who takes part,
// and with that how it came to be so and who told it.
type Summary struct {
	Mention          // the first mention's id, report and evidence, the rest of all
	Thing   string   `json:"thing"`
	Steps   []Step   `json:"steps"`   // its history, by publication
	Outlets []string `json:"outlets"` // that told it, sorted
	Voices  []Voice  `json:"voices"`  // by their first report
}

// Step is a status or deadline when it was first told.
type Step struct {
	Status  string `json:"status"`
	From    string `json:"from,omitempty"` // of an event its days, of a commitment its deadline
	To      string `json:"to,omitempty"`
	About   bool   `json:"about,omitempty"`
	Told    string `json:"told,omitempty"` // day of publication
	Mention string `json:"mention"`
	Renewed bool   `json:"renewed,omitempty"` // what was promised before, with a later deadline
}

// Voice is reports that say a thing in one voice: of one outlet, of one
// agency, or copied from one another.
type Voice struct {
	Reports []string `json:"reports"` // by publication
	Why     []string `json:"why,omitempty"`
}

// Trip is a journey of one person: stops outside the person's own state,
// without a long gap.
type Trip struct {
	From       string   `json:"from"` // day of the first and of the last event
	To         string   `json:"to"`
	Stops      []Stop   `json:"stops"`
	Delegation []Name   `json:"delegation,omitempty"` // others of the person's state who took part
	Purpose    []string `json:"purpose,omitempty"`    // occasions and topics
}

// Stop is a stay in one place.
type Stop struct {
	Country  string   `json:"country"`
	City     string   `json:"city,omitempty"`
	Earliest string   `json:"earliest,omitempty"` // first day on which the person can have arrived: that of the last event elsewhere
	Latest   string   `json:"latest"`             // day by which the person was there
	Left     string   `json:"left"`               // day of the last event there
	Events   []string `json:"events"`             // things
}

// Clash is two events that have one person in two places on one day.
type Clash struct {
	Day  string `json:"day"`
	A, B string // things; A is the smaller id
}
