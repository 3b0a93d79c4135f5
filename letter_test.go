package demarche

import "testing"

func TestIsLetter(t *testing.T) {
	for title, want := range map[string]bool{
		"Week 45 in sanctions: bankers, hackers, a delisting":          true,
		"Weekly digest: orders, fines and a guilty plea":               true,
		"Last week's major developments in sanctions":                  true,
		"Sanctions update: August 18, 2025":                            true,
		"The week in review":                                           true,
		"Дайджест санкций за неделю":                                   true,
		"Shipping and the new lists: a digest":                         true,
		"Digest: three ports, two courts":                              true,
		"A digest of the listing in questions and answers: who is hit": false,
		"Sanctions update lists 71 parties":                            false,
		"Treasury sanctions bankers":                                   false,
		"Two weeks after the raid, port agent asks for papers back":    false,
		"Daily losses of the exchange reach $3 million":                false,
		"Court orders weekly reports from broker":                      false,
		"Minister: last week's talks brought no news":                  false,
		"Monthly oil revenue of the company falls after the measures":  false,
	} {
		if got := IsLetter(title, ""); got != want {
			t.Errorf("%q: %v, want %v", title, got, want)
		}
	}
	if !IsLetter("", "Weekly digest: a charging letter, listings, orders against three banks.") {
		t.Error("a text without a title that begins as a digest is none")
	}
	if !IsLetter("", "A chamber of lawyers compares what three capitals did to the shipowners this spring. (Digest.)") {
		t.Error("a text without a title that is marked as a digest at its end is none")
	}
}
