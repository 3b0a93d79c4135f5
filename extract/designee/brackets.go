package designee

import "strings"

// readBrackets reads the Korean and Japanese way of naming the listed in brackets
// behind their number: "개인 3명(갑, 을, 병)", "団体2件（甲、乙）".
func (r *reader) readBrackets() {
	r.readTargets()
	if !containsAny(r.text, "명(", "명 (", "개(", "개 (", "곳(", "척(", "人（", "名（", "件（", "団体（", "명（") {
		return
	}
	for at := 0; ; {
		i := strings.IndexAny(r.text[at:], "(（")
		if i < 0 {
			return
		}
		open := at + i
		inner := strings.TrimLeft(r.text[open:], "(（")
		begin := len(r.text) - len(inner)
		at = begin
		n := strings.IndexAny(inner, ")）")
		if n < 0 || n > 600 {
			continue
		}
		head := r.text[max(0, open-60):open]
		if k := strings.LastIndexAny(head, ".。\n□"); k >= 0 {
			head = head[k+1:]
		}
		sentence := r.text[max(0, open-200):min(len(r.text), begin+n+200)]
		if !counted(head) || !containsAny(sentence, "지정", "제재", "制裁", "指定", "凍結") {
			continue
		}
		schema := schemaOf(tail(head, 36))
		for part := range strings.FieldsFuncSeq(inner[:n], func(c rune) bool { return c == ',' || c == '、' || c == '·' || c == '，' }) {
			name := strings.TrimSpace(part)
			if name == "" || strings.ContainsAny(name, "0123456789") {
				continue
			}
			start := begin + strings.Index(inner[:n], name)
			p := party{name: name, schema: schema, change: "listed", start: start, end: start + len(name)}
			if p.schema == "" {
				p.schema = r.bulletSchema(name, name, start)
			}
			r.note(p)
		}
	}
}

// counted says whether a number with its Korean or Japanese counter ends the text.
func counted(head string) bool {
	head = strings.TrimRight(head, " ")
	for _, c := range []string{"명", "개", "곳", "척", "人", "名", "件", "団体", "개사"} {
		if rest, ok := strings.CutSuffix(head, c); ok {
			rest = strings.TrimRight(rest, " ")
			return rest != "" && rest[len(rest)-1] >= '0' && rest[len(rest)-1] <= '9'
		}
	}
	return false
}

// tail is the end of a text of about n bytes, cut at a character.
func tail(s string, n int) string {
	if len(s) <= n {
		return s
	}
	return strings.ToValidUTF8(s[len(s)-n:], "")
}

// readTargets reads a Korean sentence that names the listed: "지정 대상은 갑, 을,
// 그리고 병이다."
func (r *reader) readTargets() {
	for _, cue := range []string{"대상은 ", "대상자는 ", "대상으로는 "} {
		i := strings.Index(r.text, cue)
		if i < 0 || !containsAny(r.text[max(0, i-24):i], "제재", "지정") {
			continue
		}
		from := i + len(cue)
		end := strings.IndexAny(r.text[from:], ".\n")
		if end < 0 || end > 600 {
			continue
		}
		list := r.text[from : from+end]
		for _, copula := range []string{"이다", "입니다", "등이다", "이며"} {
			list = strings.TrimSuffix(list, copula)
		}
		if strings.Contains(list, "다") && strings.Contains(list, "하") {
			continue // a sentence, not a row of names
		}
		at := from
		for part := range strings.FieldsFuncSeq(list, func(c rune) bool { return c == ',' || c == '·' || c == '、' }) {
			start := at + strings.Index(r.text[at:], part)
			at = start + len(part)
			name := strings.TrimSuffix(strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(part), "그리고 ")), " 등")
			if name == "" || len(strings.Fields(name)) > 4 {
				continue
			}
			start += strings.Index(part, name)
			p := party{name: name, change: "listed", start: start, end: start + len(name)}
			p.schema = r.bulletSchema(name, name, start)
			r.note(p)
		}
	}
}
