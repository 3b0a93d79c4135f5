package action

import (
	"strings"
	"sync"

	"demarche"
	"demarche/extract/country"
	"demarche/extract/name"
)

// targets are those on whom an action falls: the objects of its verb, or the
// subject where it is told in the passive. The sentence that tells of the deed is
// read first, then the title and the first two sentences.
func (in Input) targets(kind demarche.ActionKind, where sentence, at int, actor string, told []sentence) []demarche.Target {
	find := finderOf(kind)
	if find == nil {
		return nil
	}
	own := stateOf(actor)
	on := find(where, at, kind, actor, own)
	for _, s := range head(told) {
		if len(on) > 0 {
			break
		}
		if s.doc != where.doc || s.from != where.from {
			on = find(s, -1, kind, actor, own)
		}
	}
	if len(on) == 0 && (listing(kind) || kind == "statement") {
		on = in.titleState(own, told)
	}
	for i := range on {
		in.locate(&on[i])
	}
	return on
}

// titleState is the first state that the title names beside the actor's: the one
// whose people, programme or regime a listing or a statement is about.
func (in Input) titleState(own string, told []sentence) []demarche.Target {
	if len(told) == 0 || !told[0].title {
		return nil
	}
	for _, m := range told[0].names {
		if m.Kind == demarche.MentionCountry && m.Code != "" && m.Code != own {
			return []demarche.Target{told[0].target(m)}
		}
	}
	for _, c := range country.Compounds(in.Title.Text, in.Lang) {
		if c.Code != own {
			return []demarche.Target{{Name: country.Name(c.Code), Kind: demarche.MentionCountry, Code: c.Code}}
		}
	}
	return nil
}

// finder reads the targets of a kind in a sentence; at is the token of the verb,
// -1 where the sentence has none.
type finder func(s sentence, at int, kind demarche.ActionKind, actor, own string) []demarche.Target

func finderOf(kind demarche.ActionKind) finder {
	switch kind {
	case "theft":
		return sentence.robbed
	case "statement", "talks", "advisory", "export_control":
		return sentence.addressee
	case "designation", "removal", "amendment", "licence", "enforcement", "indictment", "arrest", "seizure", "forfeiture", "special_measure", "court":
		return sentence.struck
	}
	return nil
}

// stateOf is the code of the state that an actor is or belongs to, "" when unknown.
func stateOf(actor string) string {
	if code, ok := country.Code(actor); ok {
		return code
	}
	switch actor {
	case "European Union", "Council":
		return "EU"
	}
	return bodyStates()[actor]
}

// bodyStates gives the states of the known bodies by their names.
var bodyStates = sync.OnceValue(func() map[string]string {
	states := map[string]string{}
	for _, e := range name.Bodies() {
		if _, twice := states[e.Name]; !twice && len(e.Countries) > 0 {
			states[e.Name] = e.Countries[0]
		}
	}
	return states
})

// locate gives a target found in the title the place where the text names it.
func (in Input) locate(t *demarche.Target) {
	for _, m := range in.Names {
		if m.Start == t.Start && m.End == t.End && (m.Name == t.Name || m.Text == t.Name) || t.End == 0 && m.Kind == t.Kind && m.Name == t.Name {
			t.Start, t.End = m.Start, m.End
			return
		}
	}
	if t.Kind == demarche.MentionCountry {
		for _, m := range in.Names {
			if m.Kind == demarche.MentionCountry && m.Code == t.Code {
				t.Start, t.End = m.Start, m.End
				return
			}
		}
	}
	t.Start, t.End = 0, 0
}

// target makes a target of a name of the sentence; that of a title has no place in
// the text yet.
func (s sentence) target(m demarche.Mention) demarche.Target {
	t := demarche.Target{Name: m.Name, Kind: m.Kind, Start: m.Start, End: m.End}
	if t.Name == "" {
		t.Name = m.Text
	}
	if m.Kind == demarche.MentionCountry || m.Kind == demarche.MentionLocation {
		t.Kind, t.Code = demarche.MentionCountry, m.Code
		if n := country.Name(m.Code); n != "" {
			t.Name = n
		}
	}
	if s.title {
		t.Start, t.End = 0, 0
	}
	return t
}

// partyOf says whether a name may be one on whom something falls: a person, a body
// that is no authority, a ship, an aircraft.
func partyOf(m demarche.Mention) bool {
	switch m.Kind {
	case demarche.MentionPerson:
		return leaders()[m.Text] == "" && !legal(m.Text) && (m.Entity == "" || strings.HasPrefix(m.Entity, "kp-"))
	case demarche.MentionOrganisation:
		return !authority(m) && !agencies[m.Entity] && m.Code == "" && !legal(m.Text)
	case demarche.MentionVessel, demarche.MentionAircraft:
		return true
	}
	return false
}

// legal says whether words taken for a body's name are those of a law or of a sum.
func legal(text string) bool {
	for w := range strings.FieldsSeq(text) {
		switch w {
		case "Act", "Regulation", "Regulations", "Decision", "Measures", "Resolution", "License", "Licence", "Order", "Million", "Billion", "Law", "Sanctions", "Executive":
			return true
		}
	}
	return false
}

// speaker says whether a name is only there to tell of it: "police said", "lawyer X
// said", "according to X".
func (s sentence) speaker(m demarche.Mention) bool {
	text := s.doc.Text
	before := strings.ToLower(text[s.doc.Tokens[s.from].Start:m.Start])
	for _, w := range []string{"according to ", "investigators at ", "analysts at ", "by analysts ", "figures published by ", "firm ", "attorney ", "judge ", "lawyer ", "minister ", "secretary ", "commissioner ", "spokesman ", "spokeswoman ", "prosecutor ", "general ", "étrangères, ", "president ", "президент "} {
		if strings.HasSuffix(before, w) {
			return true
		}
	}
	i := s.doc.At(m.End)
	for i < s.to && s.doc.Tokens[i].Start < m.End {
		i++
	}
	if i < s.to && m.Kind == demarche.MentionPerson && classes()[s.doc.Tokens[i].Hash]&aSaid != 0 {
		return true
	}
	return i < s.to && strings.EqualFold(s.doc.Word(i), "estimates")
}

// struck are the parties behind the verb, else before it; else the state whose
// nationals are: "two Chinese citizens".
func (s sentence) struck(at int, kind demarche.ActionKind, actor, own string) []demarche.Target {
	pos := s.doc.Tokens[s.from].Start
	if at >= 0 && at < len(s.doc.Tokens) {
		pos = s.doc.Tokens[at].Start
	}
	var behind, before []demarche.Mention
	for _, m := range s.names {
		if !partyOf(m) || m.Name == actor || m.Text == actor || s.speaker(m) {
			continue
		}
		if m.End > pos {
			behind = append(behind, m)
		} else {
			before = append(before, m)
		}
	}
	if at >= 0 && s.passive(at) && len(before) > 0 {
		behind, before = before, nil
	}
	if len(behind) == 0 && kind != "designation" && kind != "amendment" {
		behind = before
	}
	if len(behind) > 0 && (!listing(kind) || at >= 0) {
		return s.row(behind)
	}
	for _, m := range s.names {
		if m.Kind == demarche.MentionCountry && m.Code != own && m.Code != "" && (m.Form == "demonym" && (nationals(s.doc.Text[m.End:]) || nationalsBefore(s.doc.Text[:m.Start])) || m.Form != "demonym" && s.against(m)) {
			return []demarche.Target{s.target(m)}
		}
	}
	return nil
}

// nationals says whether people or companies of a state follow its demonym.
func nationals(after string) bool {
	after = strings.ToLower(strings.TrimLeft(after[:min(len(after), 40)], " "))
	for _, w := range []string{"national", "citizen", "hacker", "banker", "official", "compan", "firm", "bank", "worker", "it worker", "operative", "launderer", "trader", "businessm", "entit", "individual", "people", "ship", "vessel", "tanker", "oil", "nationals"} {
		if strings.HasPrefix(after, w) {
			return true
		}
	}
	return false
}

// nationalsBefore says whether people of a state stand before its demonym, as in
// the Romance languages.
func nationalsBefore(before string) bool {
	before = strings.ToLower(strings.TrimRight(before, " "))
	for _, w := range []string{"ciudadanos", "ciudadano", "nacionales", "ressortissants", "ressortissant", "citoyens", "responsables", "piratas informáticos", "empresas", "sociétés", "hackers"} {
		if strings.HasSuffix(before, w) {
			return true
		}
	}
	return false
}

// listing says whether those on whom a kind falls are the designees, as a rule.
func listing(kind demarche.ActionKind) bool {
	return kind == "designation" || kind == "removal" || kind == "amendment"
}

// against says whether a state is the object of sanctions: "sanctions on Iran".
func (s sentence) against(m demarche.Mention) bool {
	before := strings.ToLower(strings.TrimRight(s.doc.Text[s.doc.Tokens[s.from].Start:m.Start], " "))
	before = strings.TrimSuffix(before, " the")
	for _, w := range []string{" on", " against", " contre", " gegen", " contra", " против", " проти", " targeting"} {
		if strings.HasSuffix(before, w) {
			return true
		}
	}
	for _, w := range []string{"에 대한", "에 대해", "대상"} {
		if strings.HasPrefix(strings.TrimLeft(s.doc.Text[m.End:], " "), w) {
			return true
		}
	}
	return false
}

// row is a name and those that are joined to it by commas and "and".
func (s sentence) row(ms []demarche.Mention) []demarche.Target {
	out := []demarche.Target{s.target(ms[0])}
	for k := 1; k < len(ms) && len(out) < maxTargets; k++ {
		if !joined(s.doc.Text[ms[k-1].End:ms[k].Start]) {
			break
		}
		out = append(out, s.target(ms[k]))
	}
	return out
}

// maxTargets bounds a row.
const maxTargets = 6

// robbed is who lost the money: the body it was taken from.
func (s sentence) robbed(at int, _ demarche.ActionKind, actor, own string) []demarche.Target {
	var best *demarche.Mention
	rank := 0
	for k := range s.names {
		m := &s.names[k]
		if m.Kind != demarche.MentionOrganisation || !partyOf(*m) || m.Name == actor || strings.HasPrefix(m.Entity, "kp-") || analysts[m.Entity] {
			continue
		}
		text := s.doc.Text
		before := strings.ToLower(strings.TrimRight(text[max(0, m.Start-30):m.Start], " "))
		after := strings.ToLower(text[m.End:min(len(text), m.End+24)])
		r := 1
		switch {
		case s.speaker(*m):
			r = 0
		case robbedBefore(before) || robbedAfter(after):
			r = 3
		case s.title && s.doc.At(m.Start) == s.from:
			r = 2
		}
		if r > rank {
			best, rank = m, r
		}
	}
	if best == nil || rank < 2 && !s.title {
		return nil
	}
	return []demarche.Target{s.target(*best)}
}

// analysts tell of thefts and are not robbed.
var analysts = map[string]bool{"chainalysis": true, "elliptic": true, "trm-labs": true, "arkham": true, "mandiant": true, "crowdstrike": true, "peckshield": true, "certik": true, "slowmist": true, "tether": true, "circle": true, "microsoft": true, "google": true}

func robbedBefore(before string) bool {
	for _, w := range []string{"from", "from exchange", "from the exchange", "exchange", "from crypto exchange", "platform", "broker", "bourse", "hack of", "theft from", "heist at", "breach at", "attack on", "compromise of", "биржи", "биржа", "криптобиржи", "bolsa", "plateforme", "börse", "取引所", "交換業者", "交易所", "거래소"} {
		if strings.HasSuffix(before, w) {
			return true
		}
	}
	return false
}

func robbedAfter(after string) bool {
	after = strings.TrimLeft(after, " ")
	for _, w := range []string{"loses", "lost", "suffers", "suffered", "hack", "was hacked", "drained", "heist", "theft", "breach", "exploit", "users lose", "bridge", "에서", "から", "で", "遭"} {
		if strings.HasPrefix(after, w) {
			return true
		}
	}
	return false
}

// addressee is whom a statement, a talk or a notice is about: the first other state,
// or its body, that the sentence speaks of.
func (s sentence) addressee(at int, kind demarche.ActionKind, actor, own string) []demarche.Target {
	var out []demarche.Target
	for _, m := range s.names {
		code := m.Code
		switch m.Kind {
		case demarche.MentionCountry:
			if m.Form == "demonym" && kind == "talks" && !governs(s.doc.Text[m.End:]) {
				continue
			}
		case demarche.MentionLocation:
			if !capitals[m.Text] || kind == "talks" {
				continue
			}
		case demarche.MentionOrganisation:
			if !authority(m) || m.Name == actor {
				continue
			}
			code = name.CountryOf(m.Entity)
			if m.Code != "" {
				code = m.Code
			}
		case demarche.MentionPerson:
			code = leaders()[m.Text]
			if code == "" {
				code = name.CountryOf(m.Entity)
			}
		default:
			continue
		}
		if code == "" || code == own || own == "" && country.Name(code) == actor {
			continue
		}
		t := s.target(m)
		t.Kind, t.Code, t.Name = demarche.MentionCountry, code, country.Name(code)
		if t.Name == "" {
			continue
		}
		for _, o := range out {
			if o.Code == code {
				t.Name = ""
			}
		}
		if t.Name == "" {
			continue
		}
		out = append(out, t)
		if kind != "talks" {
			break
		}
	}
	return out
}
