package country

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// compounds are words of Korean, Chinese and Japanese headlines that name states by
// one syllable each: "한미", "对朝", "日米韓". In Korean they open a word.
var compounds = map[string][]struct {
	word  string
	codes string
}{
	"ko": {{"한미일", "KR US JP"}, {"한미", "KR US"}, {"한일", "KR JP"}, {"한중일", "KR CN JP"}, {"한중", "KR CN"}, {"미북", "US KP"}, {"북미", "US KP"}, {"북러", "KP RU"}, {"북중러", "KP CN RU"}, {"북중", "KP CN"}, {"남북", "KR KP"}, {"미중", "US CN"}, {"미일", "US JP"},
		{"미러", "US RU"}, {"중러", "CN RU"}, {"대북", "KP"}, {"대러", "RU"}, {"대미", "US"}, {"방북", "KP"}, {"방미", "US"}, {"방중", "CN"}, {"방러", "RU"}, {"주북", "KP"}, {"북측", "KP"}},
	"zh": {{"美日韩", "US JP KR"}, {"美韩", "US KR"}, {"韩美日", "US JP KR"}, {"韩美", "US KR"}, {"美日", "US JP"}, {"日韩", "JP KR"}, {"美朝", "US KP"}, {"朝美", "US KP"}, {"中朝", "CN KP"}, {"朝中", "CN KP"}, {"朝俄", "KP RU"}, {"俄朝", "KP RU"}, {"中美", "CN US"}, {"美中", "CN US"},
		{"中俄", "CN RU"}, {"俄美", "RU US"}, {"美俄", "RU US"}, {"朝韩", "KP KR"}, {"韩朝", "KP KR"}, {"对朝", "KP"}, {"對朝", "KP"}, {"对俄", "RU"}, {"對俄", "RU"}, {"对伊", "IR"}, {"对台", "TW"}, {"對台", "TW"}, {"对华", "CN"}, {"對華", "CN"}, {"美方", "US"}, {"中方", "CN"}, {"朝方", "KP"}, {"俄方", "RU"}, {"韩方", "KR"}, {"日方", "JP"}, {"美财", "US"}},
	"ja": {{"日米韓", "JP US KR"}, {"日米", "JP US"}, {"米韓", "US KR"}, {"日韓", "JP KR"}, {"日朝", "JP KP"}, {"米朝", "US KP"}, {"中朝", "CN KP"}, {"露朝", "KP RU"}, {"米中", "US CN"}, {"日中", "JP CN"}, {"対北朝鮮", "KP"}, {"対ロ", "RU"}, {"対露", "RU"}, {"訪朝", "KP"}, {"訪米", "US"}, {"訪中", "CN"}, {"米国", ""}, {"米財", "US"}, {"米連邦", "US"}, {"米司", "US"}},
}

// Compounds gives the states that such words of a text name.
func Compounds(text, lang string) (out []Seen) {
	list := compounds[lang]
	if list == nil {
		return nil
	}
	before := ' '
	for i := 0; i < len(text); {
		c, n := utf8.DecodeRuneInString(text[i:])
		if lang != "ko" || !unicode.IsLetter(before) {
			for _, w := range list {
				if !strings.HasPrefix(text[i:], w.word) {
					continue
				}
				for code := range strings.FieldsSeq(w.codes) {
					out = append(out, Seen{Code: code, Form: FormName, Start: i, Part: 0.5})
				}
				n, c = len(w.word), '가'
				break
			}
		}
		before = c
		i += n
	}
	return out
}
