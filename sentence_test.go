package demarche

import "testing"

func TestSentenceAt(t *testing.T) {
	tests := []struct{ name, text, at, want string }{
		{"middle", "One here. Two there. Three.", "Two", "Two there."},
		{"abbreviated month", "It was on Nov. 4 that Mr. Kim spoke. Then silence.", "Kim", "It was on Nov. 4 that Mr. Kim spoke."},
		{"country initials", "The U.S. Treasury acted. Seoul waited.", "Treasury", "The U.S. Treasury acted."},
		{"decimal", "They took $1.5 billion in May. It was much.", "billion", "They took $1.5 billion in May."},
		{"paragraph without stop", "A HEADING\nThe text goes on.", "HEADING", "A HEADING"},
		{"quotation mark behind", "“We object.” The ministry said so.", "object", "“We object.”"},
		{"Japanese", "財務省は発表した。次の文。", "次", "次の文。"},
		{"initial", "J. Smith wrote it. Next.", "Smith", "J. Smith wrote it."},
		{"small letter goes on", "He paid approx. ten dollars. Done.", "ten", "He paid approx. ten dollars."},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			runes := []rune(tt.text)
			pos := indexRunes(runes, []rune(tt.at))
			s, e := SentenceAt(runes, pos)
			if got := string(runes[s:e]); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestSentenceAt_edges(t *testing.T) {
	if s, e := SentenceAt(nil, 5); s != 0 || e != 0 {
		t.Errorf("empty text: %d, %d", s, e)
	}
	long := make([]rune, 100_000)
	for i := range long {
		long[i] = 'x'
	}
	if s, e := SentenceAt(long, 50_000); e-s > 2*maxSentence {
		t.Errorf("unpunctuated text gave %d characters", e-s)
	}
	if s, e := SentenceAt([]rune("Short."), 99); s != 0 || e != 6 {
		t.Errorf("position past the end: %d, %d", s, e)
	}
}

func indexRunes(text, part []rune) int {
	for i := range text {
		if i+len(part) <= len(text) && string(text[i:i+len(part)]) == string(part) {
			return i
		}
	}
	return -1
}
