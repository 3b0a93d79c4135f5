package action

import (
	"strings"
	"unicode/utf8"

	"demarche"
)

// actor is who does the deed of the phrase at token at: the authority or state
// that is its subject, or that follows "by" when it is told in the passive. Whom
// something is done to, who only helps and who stands near by chance is no
// actor: "" then.
func actor(kind demarche.ActionKind, s sentence, at int) string {
	if s.doc == nil || at >= len(s.doc.Tokens) {
		return ""
	}
	pos, from, to := s.doc.Tokens[at].Start, s.doc.Tokens[s.from].Start, s.doc.Tokens[s.to-1].End
	text := s.doc.Text
	passive := s.passive(at)
	best, last := "", 0
	for _, m := range s.names {
		if m.Start < from || m.Start >= to || m.Start >= pos && m.Start > pos+120 {
			continue
		}
		before := strings.ToLower(strings.TrimRight(strings.TrimSuffix(text[max(from, m.Start-26):m.Start], "the "), " "))
		by := strings.HasSuffix(before, " by")
		if !acts(kind, m) && !(m.Form == "demonym" && governs(text[m.End:])) || m.Kind == demarche.MentionCountry && koreanObject(text[m.End:]) {
			continue
		}
		switch {
		case m.Start > pos:
			if by && best == "" && !strings.ContainsAny(text[pos:m.Start], ".;") {
				best = m.Name
			}
		case passive && !by:
		case best != "" && (joined(text[last:m.Start]) || strings.HasSuffix(before, " with")):
			last = m.End // acts beside the first
		case object(before) && !by:
		default:
			best, last = m.Name, m.End
		}
	}
	return best
}

// passive says whether the phrase at token at is told of its object: "is
// subject to", "were sanctioned".
func (s sentence) passive(at int) bool {
	for i := max(s.from, at-3); i < at; i++ {
		switch strings.ToLower(s.doc.Word(i)) {
		case "is", "are", "was", "were", "been", "being", "be", "stay", "remain":
			return true
		}
	}
	return false
}

// object says whether a name after these words is what something is done to,
// about or beside.
func object(before string) bool {
	i := strings.LastIndexByte(before, ' ')
	switch before[i+1:] {
	case "on", "against", "for", "over", "of", "in", "from", "to", "with", "than", "via", "at", "near", "off", "into", "about", "between", "called", "alongside", "targeting", "targets":
		return true
	}
	return false
}

func joined(s string) bool {
	switch strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(s), "the")) {
	case ",", "and", ", and", "&":
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
		return m.Kind == demarche.MentionOrganisation || m.Kind == demarche.MentionCountry && m.Form != "demonym"
	}
	return authority(m)
}

// authority says whether a name is that of a state or one of its bodies.
func authority(m demarche.Mention) bool {
	if m.Kind == demarche.MentionCountry {
		return m.Form != "demonym"
	}
	if m.Kind != demarche.MentionOrganisation {
		return false
	}
	if state, _, ok := strings.Cut(m.Entity, "-"); ok || m.Entity == "eu" || m.Entity == "un" || m.Entity == "msmt" {
		switch state {
		case "us", "uk", "eu", "un", "au", "ca", "ch", "jp", "kr", "cn", "ru", "msmt":
			return true
		}
	}
	if strings.HasPrefix(m.Entity, "irgc") {
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
	for _, w := range []string{"government", "authorities", "police", "navy", "customs", "prosecutors", "sailors", "treasury"} {
		if strings.HasPrefix(after, w) {
			return true
		}
	}
	return false
}

// koreanObject says whether Hangul follows that does not make the name before it
// the subject.
func koreanObject(after string) bool {
	if strings.HasPrefix(after, " ") {
		after = after[1:]
		return strings.HasPrefix(after, "은행") || strings.HasPrefix(after, "정보") || strings.HasPrefix(after, "IT")
	}
	if c, _ := utf8.DecodeRuneInString(after); after != "" && (c < 0xAC00 || c > 0xD7A3) {
		return false
	}
	for _, p := range []string{"은", "는", "이", "가"} {
		if strings.HasPrefix(after, p) {
			return false
		}
	}
	return after != ""
}
