package extract

import (
	"sort"
	"unicode/utf8"

	"demarche"
)

// rank says which of two overlapping mentions stays when both are equally
// long: numbers with a check before names before the rest.
func rank(k demarche.MentionKind) int {
	switch k {
	case demarche.MentionWallet, demarche.MentionIdentifier:
		return 3
	case demarche.MentionInstrument, demarche.MentionTag:
		return 2
	}
	if k.IsName() {
		return 1
	}
	return 0
}

// join puts the mentions of all readers in one order and resolves overlaps:
// nothing lies inside a wallet, identifier or instrument but a date in an
// instrument's name; names never overlap each other, the longest wins; amounts
// and dates stand beside names.
func join(size int, lists ...[]demarche.Mention) []demarche.Mention {
	n := 0
	for _, l := range lists {
		n += len(l)
	}
	all := make([]demarche.Mention, 0, n)
	for _, l := range lists {
		for _, m := range l {
			if m.Start >= 0 && m.Start < m.End && m.End <= size {
				all = append(all, m)
			}
		}
	}
	sort.SliceStable(all, func(i, j int) bool {
		if all[i].Start != all[j].Start {
			return all[i].Start < all[j].Start
		}
		return all[i].End > all[j].End
	})
	out := all[:0]
	for _, m := range all {
		out = place(out, m)
	}
	return out
}

// place adds m to the sorted mentions, unless it yields to one it overlaps; the
// ones that yield to m are taken out.
func place(out []demarche.Mention, m demarche.Mention) []demarche.Mention {
	from := len(out)
	for from > 0 && from > len(out)-8 && out[from-1].End > m.Start {
		from--
	}
	keep := out[:from]
	for _, o := range out[from:] {
		if o.End <= m.Start || !excludes(o, m) {
			keep = append(keep, o)
			continue
		}
		if wins(o, m) {
			return out
		}
	}
	return append(keep, m)
}

// excludes says whether two overlapping mentions cannot both stand.
func excludes(a, b demarche.Mention) bool {
	ra, rb := rank(a.Kind), rank(b.Kind)
	switch {
	case ra >= 2 || rb >= 2:
		return true
	case ra == 1 && rb == 1:
		return true
	}
	return a.Kind == b.Kind
}

func wins(a, b demarche.Mention) bool {
	if ra, rb := rank(a.Kind), rank(b.Kind); ra != rb {
		return ra > rb
	}
	return a.End-a.Start >= b.End-b.Start
}

// toCodePoints turns all offsets from bytes into code points in one pass over
// the text.
func toCodePoints(text string, f *demarche.Facts) {
	var at []*int
	add := func(p *int) { at = append(at, p) }
	for i := range f.Mentions {
		add(&f.Mentions[i].Start)
		add(&f.Mentions[i].End)
	}
	for i := range f.Actions {
		add(&f.Actions[i].Start)
		add(&f.Actions[i].End)
		for j := range f.Actions[i].On {
			add(&f.Actions[i].On[j].Start)
			add(&f.Actions[i].On[j].End)
		}
	}
	for i := range f.Designees {
		add(&f.Designees[i].Start)
		add(&f.Designees[i].End)
	}
	add(&f.Event.Start)
	add(&f.Event.End)
	if ascii(text) {
		return
	}
	sort.Slice(at, func(i, j int) bool { return *at[i] < *at[j] })
	pos, runes := 0, 0
	for _, p := range at {
		for pos < *p && pos < len(text) {
			if text[pos] < utf8.RuneSelf {
				pos++
			} else {
				_, n := utf8.DecodeRuneInString(text[pos:])
				pos += n
			}
			runes++
		}
		*p = runes
	}
}

func ascii(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
