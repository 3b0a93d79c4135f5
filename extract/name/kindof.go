package name

import "demarche/extract/token"

// The tagger decides word by word; what kind of thing a whole name is, a second
// set of weights in the same table decides, which sees the name as one: its
// words, its neighbours on both sides, what the lists know of it. Its features
// have templates of their own and use the first cells of a row.
const kindTemplate = 64

// kindWindow is how many tokens on either side of a name may tell its kind by the
// words written small among them, wherever they stand.
const kindWindow = 8

// kindWords is how many of the first features tell the words of the name
// themselves.
const kindWords = 7

// kindFeatures appends those of the name in tokens from to (exclusive); the
// sentence reaches from sentFrom to sentTo.
func kindFeatures(doc *token.Doc, obs []seen, from, to, sentFrom, sentTo int, out []uint32) []uint32 {
	at := func(j int) *seen {
		if j < sentFrom || j >= sentTo {
			return &outside
		}
		return &obs[j]
	}
	first, last := &obs[from], &obs[to-1]
	n := uint32(min(to-from, 5))
	whole := uint32(0)
	var any, all class
	all = ^class(0)
	for i := from; i < to; i++ {
		whole = whole*31 + obs[i].word
		any |= obs[i].cls
		all &= obs[i].cls
	}
	geo := uint32(0)
	if first.geo != 0 && to < len(obs) && (to-from == 1 || obs[to-1].geo != 0) {
		geo = uint32(first.geo)<<8 | uint32(first.town) + 1
	}
	l1, l2, r1, r2 := at(from-1), at(from-2), at(to), at(to+1)
	k := func(t, a, b uint32) { out = append(out, feature(kindTemplate+t, a, b)) }
	k(0, whole, n)
	k(1, first.word, n)
	k(2, last.word, 0)
	k(3, last.word, n)
	k(4, first.affix[1], n)
	k(5, last.affix[4], n)
	k(6, last.affix[3], n)
	k(7, uint32(first.cls), n)
	k(8, uint32(last.cls), n)
	k(9, uint32(first.cls), uint32(last.cls))
	k(10, uint32(any), n)
	k(11, uint32(all), n)
	k(12, uint32(first.shape)<<8|uint32(last.shape), n)
	k(13, l1.word, 0)
	k(14, r1.word, 0)
	k(15, l2.word, l1.word)
	k(16, r1.word, r2.word)
	k(17, l1.word, r1.word)
	k(18, uint32(l1.cls), uint32(r1.cls))
	k(19, uint32(l1.cls), n)
	k(20, uint32(r1.cls), n)
	k(21, geo, n)
	k(22, geo, l1.word)
	k(23, geo, uint32(any))
	k(24, uint32(first.known), n)
	k(25, l1.word, uint32(last.cls))
	k(26, r1.word, uint32(last.cls))
	k(27, uint32(l1.shape)<<8|uint32(r1.shape), uint32(first.shape))
	k(28, l1.affix[3], uint32(first.shape))
	k(29, r1.affix[3], uint32(last.shape))
	k(30, uint32(r1.geo), uint32(l1.geo)<<8|n)
	k(31, l1.word, n)
	k(32, r1.word, n)
	k(35, uint32(first.alike), n)
	k(36, uint32(last.alike), n)
	k(37, coarse(last.alike, 6), n)
	k(38, uint32(l1.alike), 0)
	k(39, uint32(r1.alike), 0)
	k(40, coarse(l1.alike, 6)<<8|coarse(r1.alike, 6), 0)
	k(41, coarse(first.alike, 6), coarse(last.alike, 6))
	around := surround(obs, from, sentFrom, sentTo)
	k(42, around.numbers, geo)
	k(43, l1.word, coarse(last.alike, 6))
	k(44, r1.word, coarse(last.alike, 6))
	for i := from; i < to; i++ {
		if obs[i].shape != shapePunct {
			k(45, obs[i].word, 0)
			k(46, uint32(obs[i].alike), 0)
		}
	}
	for j := max(sentFrom, from-kindWindow); j < min(sentTo, to+kindWindow); j++ {
		if j >= from && j < to || obs[j].shape != shapeLower || obs[j].cls&(isLowerWord|isPrep) != 0 {
			continue
		}
		k(47, obs[j].word, min(n, 2))
		k(48, coarse(obs[j].alike, 8), min(n, 2))
	}
	if to-from > 2 {
		k(33, obs[from+1].word, n)
		k(34, uint32(obs[to-2].cls), uint32(last.cls))
	}
	return out
}

// kindScores gives what the model says for each type of the name.
func (m *model) kindScores(features []uint32) (out [types]int32) {
	var s sums
	for _, f := range features {
		m.add(f, &s)
	}
	row := s.scores()
	copy(out[:], row[1:1+types])
	return out
}
