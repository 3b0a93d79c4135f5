package article

import "strings"

// monthTable lists month names and their common short forms, January first, by
// language: full forms, and stems of at least three letters that later letters may
// follow. Written by hand.
var monthTable = []string{
	// en
	"january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sept sep|october oct|november nov|december dec",
	// de
	"januar jänner jan|februar feber feb|märz maerz mär mrz|april|mai|juni|juli|august|september|oktober okt|november|dezember dez",
	// fr
	"janvier janv|février fevrier févr fév|mars|avril avr|mai|juin|juillet juil|août aout|septembre|octobre|novembre|décembre decembre déc",
	// es
	"enero ene|febrero|marzo|abril abr|mayo|junio|julio|agosto ago|septiembre setiembre|octubre|noviembre|diciembre dic",
	// pt
	"janeiro|fevereiro fev|março marco|abril|maio|junho|julho|agosto|setembro set|outubro out|novembro|dezembro",
	// it
	"gennaio gen|febbraio|marzo|aprile|maggio mag|giugno giu|luglio lug|agosto|settembre|ottobre ott|novembre|dicembre",
	// nl
	"januari|februari|maart mrt|april|mei|juni|juli|augustus|september|oktober|november|december",
	// sv, da, no
	"januari|februari|mars marts|april|maj|juni|juli|augusti|september|oktober|november|december des",
	// fi
	"tammikuuta|helmikuuta|maaliskuuta|huhtikuuta|toukokuuta|kesäkuuta|heinäkuuta|elokuuta|syyskuuta|lokakuuta|marraskuuta|joulukuuta",
	// pl
	"stycznia sty|lutego lut|marca|kwietnia kwi|maja|czerwca cze|lipca lip|sierpnia sie|września wrz|października paź|listopada lis|grudnia gru",
	// cs
	"ledna|února|března|dubna|května|června|července|srpna|září|října|listopadu|prosince",
	// hu
	"január|február|március|április|május|június|július|augusztus|szeptember|október|november|december",
	// ro
	"ianuarie ian|februarie|martie|aprilie|mai|iunie iun|iulie iul|august|septembrie|octombrie|noiembrie noi|decembrie",
	// tr
	"ocak|şubat subat|mart|nisan|mayıs mayis|haziran|temmuz|ağustos agustos|eylül eylul|ekim|kasım kasim|aralık aralik",
	// ru
	"января янв|февраля фев|марта мар|апреля апр|мая май|июня июн|июля июл|августа авг|сентября сен|октября окт|ноября ноя|декабря дек",
	// uk
	"січня|лютого|березня|квітня|травня|червня|липня|серпня|вересня|жовтня|листопада|грудня",
	// bg
	"януари|февруари|март|април|май|юни|юли|август|септември|октомври|ноември|декември",
	// id, ms
	"januari|februari|maret mac|april|mei|juni jun|juli julai|agustus ogos agu|september|oktober|november|desember disember",
	// el
	"ιανουαρίου ιαν|φεβρουαρίου φεβ|μαρτίου μαρ|απριλίου απρ|μαΐου μάι|ιουνίου ιουν|ιουλίου ιουλ|αυγούστου αυγ|σεπτεμβρίου σεπ|οκτωβρίου οκτ|νοεμβρίου νοε|δεκεμβρίου δεκ",
	// ar, with the Levantine names
	"يناير|فبراير|مارس|أبريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر",
	"كانون|شباط|آذار|نيسان|أيار|حزيران|تموز|آب|أيلول|تشرين|تشرين|كانون",
	// he
	"ינואר|פברואר|מרץ|אפריל|מאי|יוני|יולי|אוגוסט|ספטמבר|אוקטובר|נובמבר|דצמבר",
}

var monthNames = buildMonths()

func buildMonths() map[string]int {
	m := map[string]int{}
	for _, row := range monthTable {
		for i, names := range strings.Split(row, "|") {
			for _, n := range strings.Fields(names) {
				if _, ok := m[n]; !ok {
					m[n] = i + 1
				}
			}
		}
	}
	for _, n := range []string{"كانون", "تشرين"} { // two months each without a second word
		delete(m, n)
	}
	return m
}

// monthNumber gives 1 to 12, 0 for a word that is no month.
func monthNumber(s string) int {
	s = strings.ToLower(strings.TrimSuffix(s, "."))
	if n := monthNames[s]; n != 0 {
		return n
	}
	return monthNames[strings.TrimPrefix(s, "ב")] // Hebrew "in"
}
