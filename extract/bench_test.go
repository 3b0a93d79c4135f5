package extract

import (
	"strings"
	"testing"
	"time"

	"demarche"
)

// article is a plain piece of news in our own words, some 200 words long.
const article = `WASHINGTON — The U.S. Treasury Department on Tuesday imposed sanctions on eight people and two companies accused of laundering money for North Korea, saying that hackers tied to Pyongyang had stolen more than $3 billion in digital assets over three years.

The Office of Foreign Assets Control (OFAC) designated Jang Kuk Chol (Jang) and Ho Jong Son, two bankers who managed $5.3 million in cryptocurrency for First Credit Bank, pursuant to Executive Order 13694. Jang is a national of North Korea who works in Shenyang, China.

"Hackers sponsored by the state steal and launder money to pay for the nuclear programme," said John K. Hurley, the under secretary for terrorism and financial intelligence. He added that Treasury would go after those who help.

Officials in Seoul welcomed the step. A spokesman for South Korea's Foreign Ministry said on Wednesday that both allies would keep working together, and that it could consider measures of its own. Russia and China did not comment at once. In Beijing, a spokeswoman said China opposed sanctions that have no basis in international law.

The tanker OCEAN STAR (IMO 9074729), owned by Blue Harbour Shipping Ltd, was last seen near Vladivostok on Nov. 2, according to shipping data. Elliptic, a firm in London, put this year's theft at $2.1bn.
`

func input() Input {
	return Input{Title: "US sanctions North Korean bankers over stolen crypto", Text: article, Lang: "en",
		Published: demarche.Published{Time: time.Date(2025, 11, 5, 9, 0, 0, 0, time.UTC)}}
}

func BenchmarkExtract(b *testing.B) {
	x, in := New(Config{}), input()
	x.Extract(in)
	b.SetBytes(int64(len(in.Text)))
	b.ReportAllocs()
	words := len(strings.Fields(in.Text))
	for b.Loop() {
		x.Extract(in)
	}
	b.ReportMetric(float64(words)*float64(b.N)/b.Elapsed().Seconds(), "words/s")
}
