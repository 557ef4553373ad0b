package extract

// Form is what the rules of a kind may say to their finisher; the linter
// holds them to it.
type Form struct {
	Settings map[string][]string // names under make, with the values they may have; nil: any
	Captures []string            // names in a pattern that mean something to the finisher
	Roles    []string            // names under roles that are no captures; nil: the kind has no roles
}
