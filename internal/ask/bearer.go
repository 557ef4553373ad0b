package ask

import "safir/internal/register"

// bearer is the mention whose words are shown: one that says what the sum
// says, told as the news, the first of those.
func bearer(list []register.Mention, s *register.Mention) *register.Mention {
	best, points := 0, -1
	for i := range list {
		n := 0
		if list[i].Status == s.Status {
			n += 4
		}
		if list[i].Main {
			n += 2
		}
		if list[i].Restates == "" {
			n++
		}
		if n > points {
			best, points = i, n
		}
	}
	return &list[best]
}
