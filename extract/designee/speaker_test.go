package designee_test

import (
	"slices"
	"testing"
)

// TestSpeakers holds that who tells of a listing, and what is only considered, lists
// nobody.
func TestSpeakers(t *testing.T) {
	for _, c := range []struct {
		title, text string
		want        []string
	}{
		{"New Zealand sanctions IT workers", "New Zealand will impose sanctions on nine people and three entities linked to the North's IT worker scheme, Foreign Minister Alan Peters announced today.", nil},
		{"Canada acts", "Canada imposed sanctions on three hackers, Foreign Minister Anna Desrosiers confirmed on Friday.", nil},
		{"Japan acts", "Japan has decided to freeze the assets of four people, Chief Cabinet Secretary Taro Hayakawa told reporters in Tokyo.", nil},
		{"Seoul considers", "South Korea can consider imposing sanctions on North Korea, she told Radio Example.", nil},
		{"UK lists", "The UK has imposed sanctions on Ivan Petrov, Oleg Sidorov and Anna Orlova, announced today by the Foreign Office.", []string{"Ivan Petrov", "Oleg Sidorov", "Anna Orlova"}},
		{"US lists", "The US on Monday sanctioned Song Kum Hyok, a North Korean hacker, Treasury Secretary John Doe said.", []string{"Song Kum Hyok"}},
	} {
		var got []string
		for _, d := range read(c.title, c.text, "2025-11-06") {
			got = append(got, d.Name)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.text, got, c.want)
		}
	}
}
