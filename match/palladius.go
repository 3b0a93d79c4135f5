package match

import (
	"regexp"
	"strings"
)

// onlyChinese are letters that stand in Russian spellings of Chinese names and
// hardly in other names that could be read as Chinese.
var onlyChinese = regexp.MustCompile(`чж|цз|юй|юань|юэ|эй|энь|сяо|цю|сян|цян|жун`)

// pinyin reads a word in Cyrillic letters by the system of Palladius, which writes
// Chinese syllables: Цзиньхуа is Jinhua. "" when it is not made of such.
func pinyin(native string) string {
	var out strings.Builder
	rest := native
	for rest != "" {
		if r, ok := strings.CutPrefix(rest, "ъ"); ok && out.Len() > 0 {
			rest = r
			continue
		}
		text, n := chineseSyllable(rest)
		if n == 0 {
			return ""
		}
		out.WriteString(text)
		rest = rest[n:]
	}
	return out.String()
}

// chineseSyllable is the longest syllable with which a word begins that leaves
// something to begin the next with.
func chineseSyllable(s string) (text string, n int) {
	for length := min(len(s), longestChinese); length > 0; length -= 2 { // Cyrillic letters have two bytes
		if t, ok := palladius[s[:length]]; ok {
			if rest := s[length:]; rest == "" || !strings.HasPrefix(rest, "ь") {
				return t, length
			}
		}
	}
	return "", 0
}

const longestChinese = 12 // чжуань

// palladius gives the pinyin of a syllable, ü as u.
var palladius = palladiusTable()

func palladiusTable() map[string]string {
	m := map[string]string{}
	add := func(initials, finals string) {
		for _, i := range strings.Fields(initials) {
			ci, li, _ := strings.Cut(i, ":")
			for _, f := range strings.Fields(finals) {
				cf, lf, _ := strings.Cut(f, ":")
				m[ci+cf] = li + lf
			}
		}
	}
	const open = "а:a ай:ai ань:an ан:ang ао:ao э:e эй:ei энь:en эн:eng оу:ou у:u уа:ua уай:uai уань:uan уан:uang уй:ui уэй:ui унь:un ун:ong о:uo"
	const narrow = "и:i я:ia яо:iao е:ie янь:ian ян:iang инь:in ин:ing ю:iu юн:iong юй:u юань:uan юэ:ue юнь:un"
	add("д:d т:t н:n л:l г:g к:k х:h цз:z ц:c с:s чж:zh ч:ch ш:sh ж:r", open)
	add("б:b п:p м:m ф:f", "а:a ай:ai ань:an ан:ang ао:ao эй:ei энь:en эн:eng о:o оу:ou у:u и:i яо:iao е:ie янь:ian инь:in ин:ing ю:iu")
	add("д:d т:t н:n л:l цз:j ц:q с:x", narrow)
	add("цз:z ц:c с:s", "ы:i")
	add("чж:zh ч:ch ш:sh ж:r", "и:i")
	for _, s := range strings.Fields("а:a ай:ai ань:an ан:ang ао:ao э:e эр:er энь:en оу:ou у:wu ва:wa вай:wai вань:wan ван:wang вэй:wei вэнь:wen вэн:weng во:wo я:ya янь:yan ян:yang яо:yao е:ye и:yi инь:yin ин:ying юн:yong ю:you юй:yu юань:yuan юэ:yue юнь:yun хой:hui") {
		c, l, _ := strings.Cut(s, ":")
		m[c] = l
	}
	return m
}
