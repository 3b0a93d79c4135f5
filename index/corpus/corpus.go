// Package corpus makes news for benchmarks: reports and the questions that
// analysts ask of them. Its words, names, countries and sources follow Zipf's
// law, its dates grow denser towards the end of three years, one report in
// twenty is a near copy of an earlier one, and every fact stands in its text as
// prose that extraction can read. All of it is invented. Report n is the same in
// every run.
package corpus

import (
	"math/rand/v2"
	"strconv"
	"strings"
	"time"
)

// Sizes of the vocabularies, and the exponents of their Zipf laws: 60,000 words
// and 200,000 names fit what Reuters-21578 shows of 25,000 articles.
const (
	words    = 60_000 // of English
	foreign  = 20_000 // of each other language
	names    = 200_000
	linked   = 30_000 // names that stand for a known entity
	sources  = 400
	days     = 3 * 365
	exponent = 1.07
)

// end is the day after the newest report.
var end = time.Date(2025, 11, 20, 0, 0, 0, 0, time.UTC)

// languages by their share in percent; the rest is English.
var languages = []struct {
	code  string
	share int
	from  string // the vocabulary's syllables
}{
	{"ru", 6, "бан ци де фо га хи йо ка ли мо ну пер ква ри са то ул вер во кси ять зу ция ина мент ость стр про кон экс суб интер"},
	{"fr", 5, "ban ci de fo ga hé jo ca li mo nu per qua ri sa to ou ver voi xi ya zu tion ance ment able eux pro con ex sous entre"},
	{"es", 4, "ban ci de fo ga hi jo ca li mo nu per cua ri sa to ul ver vo xi ya zu ción ando mente able ero pro con ex sub entre"},
	{"de", 4, "ban zi de fo ga hi jo ka li mo nü ver qua ri sa zu ul wer wo schi ja ge ung heit lich bar er pro kon aus unter zwischen"},
	{"zh", 3, "国 政 府 银 行 制 裁 部 长 会 议 公 司 贸 易 船 石 油 金 融 安 全 合 作 声 明 外 交 法 院 调 查"},
	{"ar", 2, "ال بن سي دي فو غا هي جو كا لي مو نو بر قا ري سا تو ول ور وا كس يا زو ات ين ون ية ست بر كن اكس تح"},
}

const english = "ban ci de fo ga hi jo ka li mo nu per qua ri sa to ul ver wo xi ya zu tion ing ment able str pro con ex sub inter"

// Corpus makes reports and questions.
type Corpus struct {
	words map[string][]string // by language, the most frequent first
}

// New makes the vocabularies.
func New() *Corpus {
	c := &Corpus{words: map[string][]string{"en": vocabulary(english, words, 1)}}
	for i, l := range languages {
		c.words[l.code] = vocabulary(l.from, foreign, uint64(i+2))
	}
	return c
}

// vocabulary puts n words together from syllables, the frequent ones shorter.
func vocabulary(from string, n int, seed uint64) []string {
	r := rand.New(rand.NewPCG(seed, 2))
	syllables := strings.Fields(from)
	out := make([]string, n)
	for i := range out {
		var b strings.Builder
		for range 1 + i*4/n + r.IntN(3) {
			b.WriteString(syllables[r.IntN(len(syllables))])
		}
		out[i] = b.String()
	}
	return out
}

// zipf draws a rank below n: rank k with a probability of about (k+2.7)^-1.07.
func zipf(r *rand.Rand, n int) int {
	return int(rand.NewZipf(r, exponent, 2.7, uint64(n-1)).Uint64())
}

// name is the name of the given rank.
func name(rank int) string {
	r := rand.New(rand.NewPCG(uint64(rank), 3))
	part := func() string {
		var b strings.Builder
		for range 2 + r.IntN(2) {
			b.WriteByte("bdfgklmnprstvz"[r.IntN(14)])
			b.WriteByte("aeiou"[r.IntN(5)])
		}
		s := b.String()
		return strings.ToUpper(s[:1]) + s[1:] + []string{"", "", "n", "r", "v"}[r.IntN(5)]
	}
	n := part() + " " + part()
	if rank%3 == 0 {
		n += " " + []string{"Trading", "Bank", "Shipping", "Group", "Holdings", "Exchange"}[rank/3%6]
	}
	return n
}

// entity is the id that a name is linked to, "" for most.
func entity(rank int) string {
	if rank >= linked {
		return ""
	}
	return "ent-" + strconv.Itoa(rank)
}

// country is a code and an English name.
type country struct{ code, name string }

// countries, those in the news of sanctions first.
var countries = readCountries(`RU Russia,US United States,CN China,IR Iran,KP North Korea,UA Ukraine,KR South Korea,GB United Kingdom,
	JP Japan,TR Turkey,AE United Arab Emirates,SY Syria,DE Germany,FR France,IN India,VE Venezuela,MM Myanmar,BY Belarus,CU Cuba,IL Israel,
	IQ Iraq,LB Lebanon,YE Yemen,LY Libya,SD Sudan,SG Singapore,CH Switzerland,CY Cyprus,MT Malta,PA Panama,KH Cambodia,LA Laos,VN Vietnam,
	TH Thailand,MY Malaysia,ID Indonesia,PH Philippines,AU Australia,CA Canada,MX Mexico,NI Nicaragua,BR Brazil,CO Colombia,ZA South Africa,
	NG Nigeria,ML Mali,CF Central African Republic,CD Democratic Republic of the Congo,SO Somalia,ET Ethiopia,ZW Zimbabwe,EG Egypt,SA Saudi Arabia,
	QA Qatar,KW Kuwait,OM Oman,PK Pakistan,AF Afghanistan,KZ Kazakhstan,UZ Uzbekistan,KG Kyrgyzstan,AM Armenia,AZ Azerbaijan,MD Moldova,
	RS Serbia,BA Bosnia and Herzegovina,HU Hungary,PL Poland,FI Finland,SE Sweden,NO Norway,NL Netherlands,BE Belgium,IT Italy,ES Spain,GR Greece`)

func readCountries(list string) []country {
	var out []country
	for entry := range strings.SplitSeq(list, ",") {
		code, name, _ := strings.Cut(strings.TrimSpace(entry), " ")
		out = append(out, country{code, name})
	}
	return out
}
