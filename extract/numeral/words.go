package numeral

type class uint8

const (
	unit class = iota + 1
	tens
	hundred
	scale
	half       // value in hundredths: half 50, quarter 25
	article1   // "a", "an": one before a scale
	vagueCount // "several", "hundreds of": a scale with no count
)

type entry struct {
	class  class
	value  int64
	exp    int32
	letter bool // a single letter: only right after digits or a currency
	abbrev bool
	strong bool // a fraction that needs no scale: "anderthalb"
}

func units(list ...string) map[string]entry {
	m := map[string]entry{}
	for i, w := range list {
		if w != "" {
			put(m, w, entry{class: unit, value: int64(i)})
		}
	}
	return m
}

func put(m map[string]entry, words string, e entry) {
	for len(words) > 0 {
		j := 0
		for j < len(words) && words[j] != ' ' {
			j++
		}
		m[words[:j]] = e
		if j == len(words) {
			return
		}
		words = words[j+1:]
	}
}

// shared are the scale words and abbreviations read in every language.
var shared = func() map[string]entry {
	m := map[string]entry{}
	put(m, "k", entry{class: scale, exp: 3, letter: true})
	put(m, "m", entry{class: scale, exp: 6, letter: true})
	put(m, "b", entry{class: scale, exp: 9, letter: true})
	put(m, "t", entry{class: scale, exp: 12, letter: true})
	put(m, "mn mln mio mm mil", entry{class: scale, exp: 6, abbrev: true, letter: true})
	put(m, "bn bln", entry{class: scale, exp: 9, abbrev: true, letter: true})
	put(m, "tn trn trln", entry{class: scale, exp: 12, abbrev: true, letter: true})
	put(m, "million millions", entry{class: scale, exp: 6})
	put(m, "mrd", entry{class: scale, exp: 9, abbrev: true})
	put(m, "milliard milliards", entry{class: scale, exp: 9})
	put(m, "lakh lakhs lac lacs", entry{class: scale, exp: 5})
	put(m, "crore crores", entry{class: scale, exp: 7})
	put(m, "cr", entry{class: scale, exp: 7, abbrev: true, letter: true})
	put(m, "mio mln", entry{class: scale, exp: 6, abbrev: true})
	put(m, "тыс тис", entry{class: scale, exp: 3, abbrev: true})
	put(m, "млн", entry{class: scale, exp: 6, abbrev: true})
	put(m, "млрд", entry{class: scale, exp: 9, abbrev: true})
	put(m, "трлн", entry{class: scale, exp: 12, abbrev: true})
	return m
}()

func with(parts ...map[string]entry) map[string]entry {
	m := map[string]entry{}
	for _, p := range append([]map[string]entry{shared}, parts...) {
		for w, e := range p {
			m[w] = e
		}
	}
	return m
}

func def(f func(m map[string]entry)) map[string]entry {
	m := map[string]entry{}
	f(m)
	return m
}

var english = with(
	units("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
		"fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
	def(func(m map[string]entry) {
		for i, w := range []string{"twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"} {
			m[w] = entry{class: tens, value: int64(20 + 10*i)}
		}
		put(m, "a an", entry{class: article1, value: 1})
		put(m, "half", entry{class: half, value: 50})
		put(m, "quarter", entry{class: half, value: 25})
		put(m, "hundred", entry{class: hundred})
		put(m, "thousand", entry{class: scale, exp: 3})
		put(m, "billion billions", entry{class: scale, exp: 9})
		put(m, "trillion trillions", entry{class: scale, exp: 12})
		put(m, "quadrillion", entry{class: scale, exp: 15})
		put(m, "several many few", entry{class: vagueCount})
		put(m, "mil", entry{class: scale, exp: 6, abbrev: true})
	}))

var german = with(
	units("null", "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf", "dreizehn", "vierzehn",
		"fünfzehn", "sechzehn", "siebzehn", "achtzehn", "neunzehn"),
	def(func(m map[string]entry) {
		for i, w := range []string{"zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig"} {
			m[w] = entry{class: tens, value: int64(20 + 10*i)}
		}
		put(m, "eine einen einer eines einem", entry{class: unit, value: 1})
		put(m, "halbe halben halbes", entry{class: half, value: 50})
		put(m, "anderthalb eineinhalb", entry{class: half, value: 150, strong: true})
		put(m, "zweieinhalb", entry{class: half, value: 250, strong: true})
		put(m, "dreieinhalb", entry{class: half, value: 350, strong: true})
		put(m, "hundert", entry{class: hundred})
		put(m, "tausend", entry{class: scale, exp: 3})
		put(m, "tsd", entry{class: scale, exp: 3, abbrev: true})
		put(m, "million millionen", entry{class: scale, exp: 6})
		put(m, "milliarde milliarden", entry{class: scale, exp: 9})
		put(m, "billion billionen", entry{class: scale, exp: 12})
		put(m, "bio", entry{class: scale, exp: 12, abbrev: true})
		put(m, "billiarde billiarden", entry{class: scale, exp: 15})
		put(m, "mehrere einige", entry{class: vagueCount})
	}))

var french = with(
	units("zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize", "quatorze",
		"quinze", "seize"),
	def(func(m map[string]entry) {
		for i, w := range []string{"vingt", "trente", "quarante", "cinquante", "soixante"} {
			m[w] = entry{class: tens, value: int64(20 + 10*i)}
		}
		put(m, "une", entry{class: unit, value: 1})
		put(m, "demi", entry{class: half, value: 50})
		put(m, "cent cents", entry{class: hundred})
		put(m, "mille", entry{class: scale, exp: 3})
		put(m, "md mds", entry{class: scale, exp: 9, abbrev: true})
		put(m, "billion billions", entry{class: scale, exp: 12})
		put(m, "plusieurs quelques", entry{class: vagueCount})
	}))

var spanish = with(
	units("cero", "un", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once", "doce", "trece", "catorce",
		"quince", "dieciséis", "diecisiete", "dieciocho", "diecinueve"),
	def(func(m map[string]entry) {
		for i, w := range []string{"veinte", "treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa"} {
			m[w] = entry{class: tens, value: int64(20 + 10*i)}
		}
		put(m, "una", entry{class: unit, value: 1})
		put(m, "medio", entry{class: half, value: 50})
		put(m, "cien", entry{class: tens, value: 100})
		put(m, "mil", entry{class: scale, exp: 3})
		put(m, "millón millon millones", entry{class: scale, exp: 6})
		put(m, "mdd", entry{class: scale, exp: 6, abbrev: true})
		put(m, "millardo millardos", entry{class: scale, exp: 9})
		put(m, "billón billones", entry{class: scale, exp: 12})
		put(m, "varios varias", entry{class: vagueCount})
	}))

var russian = with(
	units("", "один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять", "десять", "одиннадцать", "двенадцать",
		"тринадцать", "четырнадцать", "пятнадцать", "шестнадцать", "семнадцать", "восемнадцать", "девятнадцать"),
	def(func(m map[string]entry) {
		for i, w := range []string{"двадцать", "тридцать", "сорок", "пятьдесят", "шестьдесят", "семьдесят", "восемьдесят", "девяносто"} {
			m[w] = entry{class: tens, value: int64(20 + 10*i)}
		}
		for i, w := range []string{"сто", "двести", "триста", "четыреста", "пятьсот", "шестьсот", "семьсот", "восемьсот", "девятьсот"} {
			m[w] = entry{class: tens, value: int64(100 + 100*i)}
		}
		put(m, "одна одну одного одной", entry{class: unit, value: 1})
		put(m, "две двух", entry{class: unit, value: 2})
		put(m, "трех трёх", entry{class: unit, value: 3})
		put(m, "полтора полторы полутора", entry{class: half, value: 150, strong: true})
		put(m, "полмиллиона", entry{class: scale, exp: 5, value: 5})
		put(m, "полмиллиарда", entry{class: scale, exp: 8, value: 5})
		put(m, "тысяча тысячи тысяч тысячу тысячам тысячами", entry{class: scale, exp: 3})
		put(m, "миллион миллиона миллионов миллионам миллионами", entry{class: scale, exp: 6})
		put(m, "миллиард миллиарда миллиардов миллиардам миллиардами", entry{class: scale, exp: 9})
		put(m, "триллион триллиона триллионов", entry{class: scale, exp: 12})
		put(m, "несколько нескольких", entry{class: vagueCount})
	}))

var ukrainian = with(
	units("", "один", "два", "три", "чотири", "п", "шість", "сім", "вісім", "", "десять"),
	def(func(m map[string]entry) {
		delete(m, "п")
		for i, w := range []string{"двадцять", "тридцять", "сорок"} {
			m[w] = entry{class: tens, value: int64(20 + 10*i)}
		}
		put(m, "сто", entry{class: tens, value: 100})
		put(m, "дві двох", entry{class: unit, value: 2})
		put(m, "трьох", entry{class: unit, value: 3})
		put(m, "півтора півтори", entry{class: half, value: 150, strong: true})
		put(m, "півмільйона", entry{class: scale, exp: 5, value: 5})
		put(m, "півмільярда", entry{class: scale, exp: 8, value: 5})
		put(m, "тисяча тисячі тисяч тисячу", entry{class: scale, exp: 3})
		put(m, "мільйон мільйона мільйонів мільйони", entry{class: scale, exp: 6})
		put(m, "мільярд мільярда мільярдів мільярди", entry{class: scale, exp: 9})
		put(m, "трильйон трильйона трильйонів", entry{class: scale, exp: 12})
		put(m, "кілька кількох декілька", entry{class: vagueCount})
	}))

var arabic = with(
	units("", "واحد", "", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة"),
	def(func(m map[string]entry) {
		for i, w := range []string{"ثلاث", "أربع", "خمس", "ست", "سبع", "ثماني", "تسع", "عشر"} {
			m[w] = entry{class: unit, value: int64(3 + i)}
		}
		for i, w := range []string{"عشرين", "ثلاثين", "أربعين", "خمسين", "ستين", "سبعين", "ثمانين", "تسعين"} {
			m[w] = entry{class: tens, value: int64(20 + 10*i)}
		}
		for i, w := range []string{"عشرون", "ثلاثون", "أربعون", "خمسون", "ستون", "سبعون", "ثمانون", "تسعون"} {
			m[w] = entry{class: tens, value: int64(20 + 10*i)}
		}
		put(m, "مئة مائة", entry{class: tens, value: 100})
		put(m, "مئتا مئتي مئتين مائتي مائتا", entry{class: tens, value: 200})
		put(m, "نصف", entry{class: half, value: 50})
		put(m, "ربع", entry{class: half, value: 25})
		put(m, "ألف الف آلاف الاف ألفا", entry{class: scale, exp: 3})
		put(m, "ألفي ألفين", entry{class: scale, exp: 3, value: 2})
		put(m, "مليون ملايين مليونا", entry{class: scale, exp: 6})
		put(m, "مليوني مليونين", entry{class: scale, exp: 6, value: 2})
		put(m, "مليار مليارات بليون", entry{class: scale, exp: 9})
		put(m, "ملياري مليارين مليارا", entry{class: scale, exp: 9, value: 2})
		put(m, "تريليون تريليونات ترليون", entry{class: scale, exp: 12})
		put(m, "عدة بضعة", entry{class: vagueCount})
	}))

var glyphs = with() // Korean, Japanese, Chinese: only the shared letters; the rest is cjk.go

func table(lang string) map[string]entry {
	switch lang {
	case "de":
		return german
	case "fr":
		return french
	case "es":
		return spanish
	case "ru", "be", "kk":
		return russian
	case "uk":
		return ukrainian
	case "ar":
		return arabic
	case "ko", "ja", "zh":
		return glyphs
	}
	return english
}

// scaleOf finds a scale word for a number in digits: those of the language
// first, then the English ones, which foreign reports quote.
func scaleOf(w, lang string) (entry, bool) {
	if e, ok := table(lang)[w]; ok {
		return e, e.class == scale && e.value == 0
	}
	e, ok := english[w]
	return e, ok && e.class == scale
}

// Small is the value of a word for a whole number below 100 in the language.
func Small(w, lang string) (int, bool) {
	e, ok := table(lang)[w]
	if ok && (e.class == unit || e.class == tens) && e.value < 100 {
		return int(e.value), true
	}
	return 0, false
}
