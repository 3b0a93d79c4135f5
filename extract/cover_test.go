package extract

import (
	"strings"
	"testing"

	"demarche"
)

// TestCover reads what time a sum covers, and whether it adds up others.
func TestCover(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"At least $1.1 billion was stolen in 2024 and $1.6 billion from January to September 2025, a team found.", "$1.1 billion P1Y; $1.6 billion P9M+"},
		{"The broker laundered $4 billion between August 2021 and January 2025, it said.", "$4 billion P42M+"},
		{"In 2024 thieves stole $700 million of such coins.", "$700 million P1Y"},
		{"Thieves have stolen $2 billion in 2025.", "$2 billion +"},
		{"Thieves have stolen $2 billion so far this year, thrice last year's $690 million.", "$2 billion +; $690 million "},
		{"In 2022 thieves stole $600 million from Example Bridge.", "$600 million "},
		{"They stole $600 million from Example Bridge in 2022.", "$600 million "},
		{"The bank was fined $3 million in 2024.", "$3 million "},
		{"The group took in $5 million over three years.", "$5 million P3Y+"},
		{"The team counted $2.1 billion stolen by the DPRK in 2024, up $681 million from 2023.", "$2.1 billion P1Y; $681 million "},
		{"Americans lost at least $10 billion to scams based in Southeast Asia in 2024.", "$10 billion P1Y"},
		{"The $1.4 billion Example theft in 2024 was theirs.", "$1.4 billion "},
		{"Hackers took $1.65 billion this year.", "$1.65 billion +"},
		{"The thieves moved $9.3 billion in just four months.", "$9.3 billion P4M+"},
		{"Since the count began, known thefts come to over $6 billion.", "$6 billion +"},
		{"북한은 2024년 한 해 동안 최소 11억 달러를 탈취하였다.", "11억 달러 P1Y"},
		{"Workers earn $300,000 a year.", "$300,000 P1Y"},
		{"2024年1月至9月被盗11.9亿美元。", "11.9亿美元 P9M+"},
		{"Хакеры с начала года похитили 2 млрд долларов, в 2024 году — 1,19 млрд долларов.", "2 млрд долларов +; 1,19 млрд долларов P1Y"},
		{"Die Täter stahlen seit Jahresbeginn zwei Milliarden Dollar.", "zwei Milliarden Dollar +"},
	} {
		var got []string
		for _, m := range readText("", c.text, "2025-11-20").Mentions {
			if m.Kind == demarche.MentionAmount {
				s := m.Text + " " + m.Period
				if m.Cumulative {
					s += "+"
				}
				got = append(got, s)
			}
		}
		if g := strings.Join(got, "; "); g != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.text, g, c.want)
		}
	}
}
