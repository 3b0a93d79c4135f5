package action

import (
	"strings"
	"sync"
	"unicode/utf8"

	"demarche"
	"demarche/extract/token"
)

// institutions are offices, bodies and leaders known by a name that does not name
// their state, as the press of late 2026 calls them; EU stands for the Union. A
// name that bodies of several states bear (Financial Intelligence Unit, National
// Assembly) is not among them.
var institutions = map[string]string{
	"GB": "Foreign Secretary|Home Secretary|Chancellor of the Exchequer|Metropolitan Police|Met Police|Scotland Yard|Serious Fraud Office|Financial Conduct Authority|House of Commons|Downing Street|Crown Prosecution Service|Starmer",
	"US": "Assistant Attorney General|U.S. Attorney|US Attorney|United States Attorney|Southern District of New York|Eastern District of New York|District of Columbia|New York State Department of Financial Services|Uncle Sam|Trump|Rubio|Bessent|Capitol Hill|Homeland Security",
	"JP": "Diet|Financial Services Agency|Chief Cabinet Secretary|Takaichi|我が国|金融庁|閣議|官房長官",
	"KR": "Cheong Wa Dae|KoFIU|Financial Supervisory Service|금융당국|금융정보분석원|국회|대검찰청|검찰|서울중앙지검|정부|외교부",
	"CN": "Zhongnanhai|Wang Yi|Lin Jian|Mao Ning|Xi|Guo Jiakun|中方|我国|毛宁|林剑|郭嘉昆|王毅",
	"DE": "Generalbundesanwalt|Bundesanwaltschaft|Bundesregierung|Bundestag|Bundeskriminalamt|BKA|Merz|Wadephul",
	"CH": "Federal Council|Bundesrat|Staatssekretariat für Wirtschaft|Seco|SECO|WBF|Bundesanwaltschaft der Schweiz|FINMA|Fedpol|Parmelin",
	"FR": "Parquet de Paris|Journal officiel|Assemblée nationale|Bercy|Quai d'Orsay|Tracfin|Macron|Élysée",
	"EU": "Vingt-Sept|Union européenne|Europäische Union|Unión Europea|High Representative|Haute Représentante|Kallas|Foreign Affairs Council|Bruxelles|Brüssel|Bruselas|Брюссель|Twenty-Seven",
	"ES": "Guardia Civil|Policía Nacional|Audiencia Nacional|Mossos d'Esquadra",
	"IT": "Guardia di Finanza|Carabinieri",
	"NL": "FIOD|Openbaar Ministerie",
	"CA": "Royal Canadian Mounted Police|RCMP|Governor in Council",
	"AU": "Australian Federal Police",
	"UA": "Rada|Verkhovna Rada|Cyberpolice|РНБО|СБУ|Верховна Рада|Верховная рада|Кабмін|Zelensky|Zelenskyy|Зеленський|Зеленский|НАБУ|Кіберполіція",
	"RU": "Госдума|Роскомнадзор|Росфинмониторинг|Совфед|Federation Council|Roskomnadzor|Rosfinmonitoring|Putin|Lavrov|Peskov|Zakharova|Путин|Лавров|Песков|Захарова|МИД РФ|Смоленская площадь",
	"IR": "Majlis|Araghchi|Baghaei|Pezeshkian",
	"AE": "VARA|Virtual Assets Regulatory Authority|Central Bank of the UAE|مصرف الإمارات المركزي",
	"SG": "Monetary Authority of Singapore",
	"HK": "Hong Kong Monetary Authority|Securities and Futures Commission",
	"IN": "Enforcement Directorate",
	"IL": "Knesset|Shin Bet|Netanyahu",
	"PL": "Sejm",
	"LT": "Seimas",
	"TR": "MASAK|Erdogan",
	"NZ": "Winston Peters",
	"KP": "Supreme People's Assembly|Kim Jong Un|Kim Yo Jong",
}

// institutionTable finds them; exact holds how each is written.
var institutionTable = sync.OnceValue(func() (t struct {
	phrases      *token.Table
	exact, codes []string
}) {
	t.phrases = token.NewTable(300)
	for code, list := range institutions {
		for n := range strings.SplitSeq(list, "|") {
			t.phrases.Put(token.Hashes(n), len(t.exact))
			t.exact, t.codes = append(t.exact, n), append(t.codes, code)
		}
	}
	return t
})

// withInstitutions adds the institutions of a sentence to its names where no known
// body, state or place stands already.
func (s sentence) withInstitutions() []demarche.Mention {
	t := institutionTable()
	out, own := s.names, false
	for i := s.from; i < s.to; {
		v, end := t.phrases.Longest(s.doc.Tokens[:s.to], i, 8)
		if end == i || s.doc.Span(i, end) != t.exact[v] || s.foreignGovernment(i) {
			i++
			continue
		}
		m := demarche.Mention{Kind: demarche.MentionOrganisation, Start: s.doc.Tokens[i].Start, End: s.doc.Tokens[end-1].End, Text: t.exact[v], Name: t.exact[v], Code: t.codes[v]}
		i = end
		kept := make([]demarche.Mention, 0, len(out)+1)
		placed, known := false, false
		for _, o := range out {
			if o.Start < m.End && m.Start < o.End {
				if o.Entity != "" || o.Kind == demarche.MentionCountry && o.Text != "Bruxelles" && o.Text != "Brüssel" {
					known = true
				}
				continue
			}
			if !placed && o.Start > m.Start {
				kept, placed = append(kept, m), true
			}
			kept = append(kept, o)
		}
		if known {
			continue
		}
		if !placed {
			kept = append(kept, m)
		}
		out, own = kept, true
	}
	if !own {
		return s.names
	}
	return out
}

// foreignGovernment says whether a Korean word for a government or its arm follows
// the name of a state, whose it is then: "미국 정부".
func (s sentence) foreignGovernment(i int) bool {
	at := s.doc.Tokens[i].Start
	if r, _ := utf8.DecodeRuneInString(s.doc.Text[at:]); r < 0xAC00 || r > 0xD7A3 {
		return false
	}
	for _, m := range s.names {
		if m.Kind == demarche.MentionCountry && m.End <= at && strings.TrimSpace(s.doc.Text[m.End:at]) == "" {
			return true
		}
	}
	return false
}
