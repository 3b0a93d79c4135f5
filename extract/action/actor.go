package action

import (
	"strings"
	"sync"
	"unicode/utf8"

	"demarche"
	"demarche/extract/country"
	"demarche/extract/name"
	"demarche/extract/token"
)

// actor is who does the deed of the phrase at token at: the authority or state
// that is its subject, or that follows "by" when it is told in the passive; a
// leader stands for their state. Whom something is done to, who only helps and who
// stands near by chance is no actor: "" then.
func actor(kind demarche.ActionKind, s sentence, at int) string {
	if s.doc == nil || at >= len(s.doc.Tokens) {
		return ""
	}
	pos, from, to := s.doc.Tokens[at].Start, s.doc.Tokens[s.from].Start, s.doc.Tokens[s.to-1].End
	text := s.doc.Text
	passive := s.passive(at)
	best, last, owner, told := "", 0, "", false
	said := kind == "statement"
	if said && !s.title && subordinate(strings.ToLower(s.doc.Word(s.from))) {
		return "" // "After X's action … Y welcomed it": the text is about the action
	}
	for _, m := range s.names {
		if m.Start < from || m.Start >= to || m.Start >= pos && m.Start > pos+120 {
			continue
		}
		before := strings.ToLower(strings.TrimRight(strings.TrimSuffix(text[max(from, m.Start-26):m.Start], "the "), " "))
		by := strings.HasSuffix(before, " by")
		who := s.subject(kind, m)
		if who == "" || asianObject(m, text[m.End:]) || s.topic(kind, m) || addressed(before) || s.byTheWay(before) {
			continue
		}
		if ownsList(text[m.End:]) {
			owner = who
		}
		switch {
		case m.Start > pos:
			if by && best == "" && (passive || kind != "statement" && kind != "talks") && !strings.ContainsAny(text[pos:m.Start], ".;") {
				best = who
			}
		case passive && !by:
		case best != "" && said && authority(m) != told && told:
			// who speaks is the authority, not what stands nearer
		case best != "" && said && subordinate(before):
			// whose deed a clause of time tells of
		case best != "" && (joined(text[last:m.Start]) || strings.HasSuffix(before, " with")):
			last = m.End // acts beside the first
		case object(before) && !by:
		default:
			best, last, told = who, m.End, authority(m)
		}
	}
	if best == "" {
		best = owner
	}
	return best
}

// subject is the name of the authority or state that a mention may make the
// subject of a kind of action, "" for none: itself, the state of a leader or of a
// capital, or that of "German customs".
func (s sentence) subject(kind demarche.ActionKind, m demarche.Mention) string {
	if m.Text == "Brussels" && kind != "theft" {
		return "European Union" // its seat, in what only states and the Union do
	}
	switch m.Kind {
	case demarche.MentionPerson:
		if kind == "theft" {
			return ""
		}
		if code := leaders()[m.Text]; code != "" {
			return country.Name(code)
		}
		if state, _, _ := strings.Cut(m.Entity, "-"); len(state) != 2 {
			return "" // no official
		}
		return country.Name(name.CountryOf(m.Entity))
	case demarche.MentionLocation:
		if kind != "theft" && capitals[m.Text] && m.Code != "" {
			return country.Name(m.Code)
		}
		return ""
	case demarche.MentionOrganisation:
		if kind != "theft" && m.Code != "" && m.Entity == "" {
			return country.Name(m.Code) // a government, or another arm of a state
		}
	}
	if acts(kind, m) || m.Form == "demonym" && kind != "theft" && (governs(s.doc.Text[m.End:]) || s.title && s.doc.At(m.Start) == s.from && !adjective(s.doc.Text[m.End:])) {
		return m.Name
	}
	return ""
}

// leaders gives the country of those known persons whose family name stands last
// and is known by itself.
var leaders = sync.OnceValue(func() map[string]string {
	m := map[string]string{"Xi": "CN"}
	for _, e := range name.Bodies() {
		if e.Schema != "Person" || len(e.Countries) == 0 {
			continue
		}
		switch e.Countries[0] {
		case "KP", "KR", "CN", "JP", "KH":
			continue
		}
		m[e.Name[strings.LastIndexByte(e.Name, ' ')+1:]] = e.Countries[0]
	}
	return m
})

// capitals stand for their governments.
var capitals = func() map[string]bool {
	m := map[string]bool{}
	for c := range strings.SplitSeq("Abu Dhabi|Abuja|Amman|Ankara|Astana|Athens|Baghdad|Baku|Bangkok|Beijing|Beirut|Belgrade|Berlin|Bern|Bishkek|Bogota|Brasilia|Bratislava|Bucharest|Budapest|Buenos Aires|Cairo|Canberra|Caracas|Chisinau|Copenhagen|Damascus|Delhi|Doha|Dublin|Hanoi|Havana|Helsinki|Islamabad|Jakarta|Jerusalem|Kabul|Kuala Lumpur|Kyiv|Lisbon|Ljubljana|London|Madrid|Managua|Manila|Mexico City|Minsk|Moscow|Nairobi|New Delhi|Nicosia|Oslo|Ottawa|Paris|Phnom Penh|Prague|Pretoria|Pyongyang|Riga|Riyadh|Rome|Seoul|Singapore|Sofia|Stockholm|Taipei|Tallinn|Tashkent|Tbilisi|Tehran|The Hague|Tokyo|Tripoli|Vienna|Vilnius|Warsaw|Washington|Wellington|Yerevan|Zagreb|Москва|Пекин|Сеул|Вашингтон|Лондон|Париж|Берлин|Киев|Київ|Moskau|Peking|Pékin|Moscou|Londres|Moscú|Pekín", "|") {
		m[c] = true
	}
	return m
}()

// ownsList says whether a list of what stands before is spoken of: "OFAC's SDN
// List".
func ownsList(after string) bool {
	after, ok := strings.CutPrefix(strings.ToLower(strings.TrimPrefix(after[:min(len(after), 24)], "’")), "'s ")
	if !ok {
		after, ok = strings.CutPrefix(after, "s ")
	}
	return ok && (strings.HasPrefix(after, "sdn") || strings.HasPrefix(after, "sanctions list") || strings.HasPrefix(after, "list"))
}

// adjective says whether a demonym describes what follows: "Swiss bank", against
// "Swiss unfreeze".
func adjective(after string) bool {
	word, _, _ := strings.Cut(strings.TrimLeft(after, " "), " ")
	c := classes()[token.Fold(word)]
	return c&(aAdd|aAmend|aArrest|aBar|aDelist|aExtend|aFine|aGrant|aImpose|aLet|aLift|aMeet|aPass|aRestrict|aSeize|aTake|aVoice|aHit|aHold|aWarn) == 0 && word != "unfreeze"
}

// passive says whether the phrase at token at is told of its object: "is
// subject to", "were sanctioned".
func (s sentence) passive(at int) bool {
	if w := strings.ToLower(s.doc.Word(at)); strings.HasSuffix(w, "ing") && w != "being" {
		return false // "is today imposing"
	}
	if s.title && strings.HasSuffix(strings.ToLower(s.doc.Word(at)), "ed") && (at+1 >= s.to || afterParticiple[strings.ToLower(s.doc.Word(at+1))]) {
		return true // "Libya measures renewed"
	}
	for i := max(s.from, at-3); i <= at; i++ {
		switch strings.ToLower(s.doc.Word(i)) {
		case "is", "are", "was", "were", "been", "being", "be", "stay", "remain":
			return true
		}
	}
	switch strings.ToLower(s.doc.Word(at + 1)) {
	case "under", "by", "pursuant":
		return at+1 < s.to && strings.HasSuffix(strings.ToLower(s.doc.Word(at)), "ed")
	}
	return false
}

// afterParticiple are words that follow a participle told without its "is".
var afterParticiple = map[string]bool{"by": true, "for": true, "until": true, "under": true, "over": true, "after": true, ".": true, ";": true}

// addressed says whether the words before a name are a verb whose object it is:
// "senators press Treasury", "Pyongyang slams Washington".
func addressed(before string) bool {
	i := strings.LastIndexByte(before, ' ')
	h := token.Fold(before[i+1:])
	return before != "" && (opposing[h] || inducing[h] || urging[h])
}

// object says whether a name after these words is what something is done to,
// about or beside.
func object(before string) bool {
	for _, body := range []string{"ministry of", "government of", "foreign affairs of", "authorities of", "parliament of", "president of", "prime minister of", "minister of", "central bank of", "embassy of", "army of", "spokesman of", "ministry in", "government in", "authorities in", "police in", "prosecutors in"} {
		if strings.HasSuffix(before, body) {
			return false
		}
	}
	i := strings.LastIndexByte(before, ' ')
	switch before[i+1:] {
	case "on", "against", "for", "over", "of", "in", "from", "to", "with", "than", "via", "at", "near", "off", "into", "about", "between", "called", "alongside", "targeting", "targets":
		return true
	}
	return false
}

// subordinate says whether a name after these words is in a clause about what went
// before: "Norway may act after London moved".
func subordinate(before string) bool {
	switch before[strings.LastIndexByte(before, ' ')+1:] {
	case "after", "since", "following", "despite", "amid":
		return true
	}
	return false
}

func joined(s string) bool {
	switch strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(s), "the")) {
	case ",", "and", ", and", "&", "и", "і", "та", "et", "und", "y":
		return true
	}
	return false
}

// acts says whether a name may be the actor of a kind of action: authorities and
// states in what only they can do, anybody but an authority in a theft.
func acts(kind demarche.ActionKind, m demarche.Mention) bool {
	switch kind {
	case "theft":
		return m.Kind == demarche.MentionOrganisation && !authority(m) && strings.HasPrefix(m.Entity, "kp-")
	case "statement", "talks", "other":
		return m.Kind == demarche.MentionOrganisation && !agencies[m.Entity] || m.Kind == demarche.MentionCountry && m.Form != "demonym"
	}
	return authority(m)
}

// agencies tell what others say.
var agencies = map[string]bool{"kp-kcna": true, "kp-rodong": true, "reuters": true, "ap": true, "afp": true, "bloomberg": true, "yonhap": true, "kyodo": true, "nhk": true, "tass": true, "interfax": true, "ria": true,
	"cnn": true, "nyt": true, "wsj": true, "wapo": true, "ft": true, "guardian": true, "al-jazeera": true, "voa": true, "rfe": true, "xinhua": true, "sana-agency": true, "uk-bbc": true}

// authority says whether a name is that of a state or one of its bodies.
func authority(m demarche.Mention) bool {
	if m.Kind == demarche.MentionCountry {
		return m.Form != "demonym"
	}
	if m.Kind != demarche.MentionOrganisation {
		return false
	}
	if m.Code != "" {
		return true // a government, or another arm of a state
	}
	if state, _, ok := strings.Cut(m.Entity, "-"); ok || m.Entity == "eu" || m.Entity == "un" || m.Entity == "msmt" {
		switch state {
		case "us", "uk", "eu", "un", "au", "ca", "ch", "jp", "kr", "cn", "ru", "ua", "de", "fr", "es", "ir", "sa", "msmt":
			return true
		}
	}
	switch m.Entity {
	case "irgc", "irgc-qf", "kp-mfa", "fatf", "interpol", "icc", "imf", "nato", "opcw", "osce", "african-union", "asean", "arab-league":
		return true
	}
	for _, w := range authorityWords {
		if strings.Contains(m.Name, w) || strings.Contains(m.Text, w) {
			return true
		}
	}
	return false
}

// authorityWords are words of public bodies' names.
var authorityWords = []string{"Ministry", "Department", "Treasury", "Council", "Police", "Court", "Commission", "Bureau", "Government", "Authority", "Parliament", "Congress", "Senate", "Navy", "Coast Guard", "Revolutionary Guard", "Prosecut", "Tribunal", "Central Bank", "Customs", "Union", "United Nations", "Secretariat", "Directorate", "Agency",
	"Ministère", "Trésor", "Conseil", "Министерство", "Минфин", "Совет", "Евросоюз", "재무부", "외교부", "법무부", "국무부", "경찰", "검찰", "정부", "財務省", "外務省", "财政部", "国务院"}

// governs says whether what follows a demonym makes it the state's:
// "Australian Government".
func governs(after string) bool {
	after = strings.ToLower(strings.TrimLeft(after[:min(len(after), 20)], " "))
	for _, w := range []string{"government", "authorities", "police", "navy", "customs", "prosecutor", "federal prosecutor", "federal police", "sailors", "treasury", "regulator", "watchdog", "financial watchdog", "commandos", "agents", "troops", "central bank", "ministry", "foreign ministry", "defence ministry", "defense ministry", "finance ministry", "officials", "parliament", "lawmakers", "investigators", "coast guard", "president", "prime minister", "premier", "foreign minister", "foreign secretary", "finance minister", "intelligence", "border guard", "justice ministry", "administration", "senate", "congress", "military", "army", "cabinet", "securities", "financial intelligence", "national police", "security service", "anti-graft", "immigration", "spokesman", "spokesperson", "embassy"} {
		if strings.HasPrefix(after, w) {
			return true
		}
	}
	return false
}

// asianObject says whether what follows the name of a state or body in Korean,
// Japanese or Chinese does not make it the subject: a particle of another case, or
// a noun that it describes.
func asianObject(m demarche.Mention, after string) bool {
	if m.Kind != demarche.MentionCountry && m.Kind != demarche.MentionOrganisation || m.Text == "" {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(m.Text)
	switch {
	case last >= 0xAC00 && last <= 0xD7A3:
		rest := strings.TrimLeft(after, " ")
		if m.Kind == demarche.MentionOrganisation && (rest != after || rest == "" || rest[0] < utf8.RuneSelf) {
			return false
		}
		for _, p := range []string{"은 ", "는 ", "이 ", "가 ", "도 ", "측", "정부", "당국", "외무성", "외교부", "검찰", "경찰", "대통령", "재무부", "국무부", "법무부", "의회", ","} {
			if strings.HasPrefix(rest, p) {
				return false
			}
		}
		return rest != ""
	case last >= 0x3040 && last <= 0x9FFF:
		for _, p := range []string{"ハッカー", "の", "に", "を", "へ", "と", "、", "黑客", "駭客", "企业", "公司", "银行", "IT", "による", "労働者", "による"} {
			if strings.HasPrefix(after, p) {
				return true
			}
		}
	}
	return false
}
