package designee

import "strings"

// readBrackets reads the Korean and Japanese way of naming the listed in brackets
// behind their number: "개인 3명(갑, 을, 병)", "団体2件（甲、乙）".
func (r *reader) readBrackets() {
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
