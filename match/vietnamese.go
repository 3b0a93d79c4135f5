package match

import (
	"regexp"
	"strings"
)

// setVietnamese gives the words of a Vietnamese name the keys under which their
// Latin and Cyrillic spellings meet (Trinh and Чинь). A name is Vietnamese when each
// word is one syllable and one of them a family name.
func (n *Name) setVietnamese() {
	if len(n.words) < 2 || len(n.words) > 5 {
		return
	}
	var keys [5]string
	surname := false
	for i := range n.words {
		w := &n.words[i]
		surname = surname || vietSurnames[w.text] || w.script == otherScript
	}
	if !surname {
		return
	}
	surname = false
	for i := range n.words {
		w := &n.words[i]
		switch {
		case w.script == latin && vietLatinWord.MatchString(w.text):
			keys[i] = vietLatin(w.text)
		case isCyrillic(w.native):
			keys[i] = vietCyrillic.Replace(w.native)
		}
		if !vietSyllable.MatchString(keys[i]) {
			return
		}
		surname = surname || vietSurnames[keys[i]]
	}
	if !surname {
		return
	}
	for i := range n.words {
		n.words[i].viet = keys[i]
	}
}

var (
	vietLatinWord = regexp.MustCompile(`^(?:ngh?|nh|th|tr|ch|kh|ph|gi|gh|qu|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ng|nh|ch|[cmnpt])?$`)
	vietSyllable  = regexp.MustCompile(`^[bcdfghklmnprstv]?[aeiou]{1,3}[kmnpt]?$`)
	vietCyrillic  = strings.NewReplacer("нг", "n", "нь", "n", "н", "n", "ть", "t", "тх", "t", "т", "t", "кх", "k", "к", "k", "ч", "c", "ф", "f", "зя", "da", "зь", "d", "з", "d", "д", "d", "ж", "r", "р", "r", "ш", "s", "с", "s", "г", "g", "х", "h", "л", "l", "м", "m", "б", "b", "п", "p", "в", "v",
		"ье", "e", "ьё", "o", "ие", "e", "й", "i", "ы", "u", "у", "u", "и", "i", "а", "a", "о", "o", "э", "e", "е", "e", "ё", "o", "я", "ia", "ю", "iu")
	vietInitials = []string{"ngh", "n", "ng", "n", "nh", "n", "th", "t", "tr", "c", "ch", "c", "kh", "k", "ph", "f", "gh", "g", "qu", "ku", "c", "k", "q", "k", "x", "s"}
	vietRest     = strings.NewReplacer("ng", "n", "nh", "n", "ch", "t", "c", "k", "uye", "ue", "ye", "e", "ie", "e", "y", "i")
)

func vietLatin(s string) string {
	if rest, ok := strings.CutPrefix(s, "gi"); ok && rest != "" && strings.IndexByte("aeiou", rest[0]) >= 0 {
		return "d" + vietRest.Replace(rest)
	}
	for i := 0; i < len(vietInitials); i += 2 {
		if rest, ok := strings.CutPrefix(s, vietInitials[i]); ok {
			return vietInitials[i+1] + vietRest.Replace(rest)
		}
	}
	return vietRest.Replace(s)
}

// vietSurnames are the commonest Vietnamese family names, and their keys.
var vietSurnames = func() map[string]bool {
	m := map[string]bool{}
	for _, s := range strings.Fields("nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly dinh trinh truong luong mai dao doan vuong lam phung cao quach thai") {
		m[s], m[vietLatin(s)] = true, true
	}
	return m
}()
