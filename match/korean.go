package match

import (
	"strings"
	"unicode"
)

// A Korean name is written in Latin letters by three systems, in Cyrillic ones by
// that of Kontsevich, and in Chinese characters that have a Korean reading. They
// part different sounds: what all of them part is the key under which they meet.

// koreanKey is the key of one word, if it is one of a Korean name.
func koreanKey(t token) string {
	var key string
	switch {
	case t.script == han:
		key = koreanLatin.Replace(hanja[t.native])
	case isCyrillic(t.native):
		key = koreanCyrillic.Replace(t.native)
	case t.script == latin || t.script == hangul:
		key = koreanLatin.Replace(t.text)
	}
	if same, ok := koreanSurnames[key]; ok {
		key = same
	}
	return key
}

// koreanSyllables counts the syllables of a key, 0 when it is not made of Korean
// ones: a consonant or none, a vowel, one of the consonants that may end a syllable
// or none.
func koreanSyllables(key string) int {
	n := 0
	for i := 0; i < len(key); n++ {
		if strings.IndexByte("kntrmpsch", key[i]) >= 0 {
			i++
		}
		if i < len(key) && (key[i] == 'y' || key[i] == 'w') {
			i++
		}
		if i == len(key) || strings.IndexByte("aeiou", key[i]) < 0 {
			return 0
		}
		i++
		if i < len(key) && strings.IndexByte("krntmp", key[i]) >= 0 && (i+1 == len(key) || strings.IndexByte("aeiouyw", key[i+1]) < 0) {
			i++
		}
	}
	return n
}

// setKorean gives the words of a name their Korean keys, when all of them have one
// and together as many syllables as a Korean name.
func (n *Name) setKorean() {
	if len(n.words) > 4 || len(n.core) > longestKorean || strings.ContainsAny(n.core, "fqvxz") && n.words[0].script == latin {
		return
	}
	var keys [4]string
	syllables := 0
	for i := range n.words {
		keys[i] = koreanKey(n.words[i].token)
		count := koreanSyllables(keys[i])
		if count == 0 {
			return
		}
		syllables += count
	}
	if syllables < 2 || syllables > 4 {
		return
	}
	for i := range n.words {
		n.words[i].korean = keys[i]
		n.korean += keys[i]
	}
}

// longestKorean is more letters than four syllables have in any of the systems.
const longestKorean = 24

// otherKorean says whether two spellings have to be read as Korean to be compared:
// one of them is written in Cyrillic letters or Chinese characters, the other not.
func otherKorean(x, y *word) bool {
	return x.korean != "" && y.korean != "" && x.script != y.script && (x.script == otherScript || y.script == otherScript || x.script == han || y.script == han)
}

func isCyrillic(s string) bool {
	for _, r := range s {
		return unicode.Is(unicode.Cyrillic, r)
	}
	return false
}

var (
	koreanLatin = strings.NewReplacer("tch", "c", "jj", "c", "ch", "c", "j", "c", "kk", "k", "ck", "k", "gg", "k", "g", "k", "tt", "t", "d", "t", "pp", "p", "bb", "p", "b", "p",
		"ss", "s", "sh", "s", "ll", "r", "rr", "r", "l", "r", "ng", "n", "young", "yon", "yung", "yon", "yeo", "yo", "yoo", "yu", "yae", "e", "ye", "e", "woo", "u", "wae", "we", "weo", "wo",
		"eui", "i", "eo", "o", "eu", "u", "ae", "e", "oe", "we", "oi", "we", "ui", "i", "oo", "u", "ou", "u", "ee", "i")
	koreanCyrillic = strings.NewReplacer("чже", "ce", "дже", "ce", "че", "co", "чж", "c", "дж", "c", "чч", "c", "чх", "c", "ч", "c", "ц", "c", "кк", "k", "кх", "k", "к", "k", "г", "k",
		"тт", "t", "тх", "t", "т", "t", "д", "t", "пп", "p", "пх", "p", "п", "p", "б", "p", "сс", "s", "с", "s", "ш", "s", "щ", "s", "х", "h", "рр", "r", "лл", "r", "ль", "r", "л", "r", "р", "r",
		"нъ", "n", "нг", "n", "н", "n", "м", "m", "в", "w", "ый", "i", "ыи", "i", "йе", "e", "йо", "yo", "ё", "yo", "я", "ya", "ю", "yu", "е", "e", "э", "e", "о", "o", "у", "u", "ы", "u", "и", "i", "й", "i", "а", "a", "ь", "", "ъ", "")
)

// koreanSurnames are family names that are written in ways of their own, by key.
var koreanSurnames = map[string]string{"i": "ri", "yi": "ri", "im": "rim", "yim": "rim", "yu": "ryu", "no": "ro", "noh": "ro", "roh": "ro", "park": "pak", "coi": "cwe", "chay": "cwe", "rhi": "ri"}

// hanja are Chinese characters that stand in Korean names, with their Korean
// reading in the Revised Romanisation. 金 is read as the family name.
var hanja = hanjaTable()

func hanjaTable() map[string]string {
	m := map[string]string{}
	for _, row := range strings.Fields(`ga:家佳嘉 gang:姜康江剛刚强強 geon:建健乾 gyeong:慶庆景敬京卿庚炅經经 gye:桂啓启季 go:高 gon:坤 gwak:郭 gwang:光廣广 gwan:寬宽官 gu:具九求 guk:國国局 gun:君軍军 gwon:權权 gwi:貴贵 gyu:奎圭揆
		geun:根 gi:基起奇琪氣气己 gil:吉 gim:金 nam:南男 no:盧卢魯鲁 dal:達达 dae:大 deok:德悳 do:道都 dong:東东同 du:斗 ra:羅罗 rae:來来 ryang:良亮 yang:梁楊杨陽阳洋 ryeo:呂吕 ryeon:蓮莲連连 ryeol:烈 ryong:龍龙 ryu:柳劉刘 ri:李理里 rim:林 rin:麟
		man:萬万 myeong:明命 mun:文 mi:美 min:民敏 bak:朴 ban:潘 bae:裵裴 baek:白伯 beom:範范 byeong:炳秉兵 bo:寶宝保 bok:福 bong:奉鳳凤峰 bu:富 sang:相尙尚祥 seo:徐西瑞 seok:石錫锡奭 seon:善宣鮮鲜先 seol:薛雪 seong:成誠诚星聖圣 se:世 so:蘇苏 son:孫孙 song:宋松
		su:秀洙壽寿守 suk:淑肅肃 sun:順顺舜純纯 sung:崇 seung:承勝胜昇升 si:時时 sik:植 sin:申信新辛愼慎 sil:實实 sim:沈 an:安 eom:嚴严 yeo:如 yeon:延燕姸妍 yeol:悅悦 yeong:英永榮荣泳 o:吳吴五 ok:玉 wan:完 yong:勇容用墉 u:禹宇祐佑 un:雲云 ung:雄 won:元源遠远 wi:魏
		yu:兪俞有裕 yun:尹潤润 eun:恩銀银殷 eul:乙 ui:義义 in:仁寅 il:日一逸 im:任 ja:子 jae:在載载宰 jang:張张章長长 jeon:全田 jeong:鄭郑丁正貞贞廷 jo:趙赵曺曹朝 jong:鍾钟宗鐘 ju:朱周柱 jun:俊準准 jung:中重 jin:陳陈振鎭镇眞真晉晋進进 ji:智志池芝 cha:車车 chan:贊赞燦灿 chang:昌蒼苍
		chae:蔡 cheol:哲喆鐵铁 cheon:千天 choe:崔 chun:春 chung:忠 chi:治 tae:太泰 taek:澤泽 pil:弼 pyeong:平 ha:河夏 hak:學学鶴鹤 han:韓韩漢汉 hae:海 hyang:香 heo:許许 heon:憲宪 hyeok:赫革 hyeon:賢贤玄鉉铉顯显 hyeong:亨衡 hye:惠慧 ho:浩虎鎬镐好 hong:洪弘紅红
		hwa:花華华和化 hwan:煥焕桓 hwang:黃黄 hun:勳勋訓训 hui:姬熙喜希`) {
		reading, characters, _ := strings.Cut(row, ":")
		for _, r := range characters {
			m[string(r)] = reading
		}
	}
	return m
}
