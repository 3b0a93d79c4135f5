package action

import "demarche"

// frame is a verb and its object, in whatever words: one word of the class a, one
// of the class b behind it within gap words, or before it when either holds
// ("Restrictions … were lifted").
type frame struct {
	kind     demarche.ActionKind
	strength float64
	a, b     class
	gap      int
	either   bool
	via      class // a word of it must stand between: "took X off its list"
	with     class // a word of it must stand elsewhere in the sentence
	without  class // no word of it may stand in the sentence
	early    bool  // the sentence begins with it
	unless   class // no word of it may stand in the sentence before
}

// frames of English.
var frames = []frame{
	{kind: "designation", strength: 1.5, a: aAdd, b: nList, gap: 16, via: aOn},
	{kind: "designation", strength: 1.4, a: aImpose, b: nSanction, gap: 6, without: aAmend},
	{kind: "designation", strength: 1.2, a: nSanction, b: nForce, gap: 6},
	{kind: "removal", strength: 1.7, a: aLift, b: nSanction, gap: 7, either: true, unless: nCourt},
	{kind: "removal", strength: 1.8, a: aDelist, b: nList, gap: 14, via: aOff},
	{kind: "removal", strength: 1.6, a: aOff, b: nList, gap: 3, with: aDelist | aLift},
	{kind: "amendment", strength: 1.7, a: aAmend, b: nEntry, gap: 10, either: true},
	{kind: "amendment", strength: 1.8, a: aExtend, b: nRegime, gap: 8, either: true, without: nExport | nLicence},
	{kind: "licence", strength: 1.7, a: aGrant, b: nLicence, gap: 8, either: true, without: nExport},
	{kind: "licence", strength: 1.1, a: aLet, b: nDeal, gap: 9},
	{kind: "enforcement", strength: 1.8, a: aFine, b: nPenalty, gap: 9, either: true},
	{kind: "enforcement", strength: 1.4, a: aPay, b: nMoney, gap: 6, with: aSettle | nPenalty | nCharge},
	{kind: "enforcement", strength: 1.6, a: aSettle, b: nCharge, gap: 8},
	{kind: "enforcement", strength: 1.3, a: aRevoke, b: nLicence, gap: 5, either: true, without: nExport | nGoods},
	{kind: "indictment", strength: 1.7, a: aBring, b: nCharge, gap: 6, either: true},
	{kind: "arrest", strength: 1.5, a: aArrest, b: nPerson, gap: 7, either: true, with: nPolice},
	{kind: "arrest", strength: 1.2, a: aArrest, b: nPolice, gap: 7, either: true, with: nPerson},
	{kind: "seizure", strength: 1.7, a: aSeize, b: nHeldThing, gap: 9, either: true},
	{kind: "seizure", strength: 1.2, a: aTake, b: nHeldThing, gap: 7, without: nThief},
	{kind: "theft", strength: 1.5, a: nThief, b: aTake | aDelist | aSteal | aLift, gap: 4, with: nCoin | nMoney},
	{kind: "theft", strength: 1.2, a: nMoney | nCoin, b: aDelist, gap: 3, with: nCoin | aSteal, without: nList},
	{kind: "seizure", strength: 1.6, a: aArrest | aTake, b: nShip, gap: 5, either: true, with: nPolice | aTake},
	{kind: "theft", strength: 1.4, a: aSteal, b: nMoney, gap: 12, either: true, with: nCoin},
	{kind: "theft", strength: 1.3, a: aSteal, b: nCoin, gap: 6, either: true},
	{kind: "theft", strength: 1.2, a: aLose, b: nMoney, gap: 6, either: true, with: nCoin | aSteal},
	{kind: "theft", strength: 1.3, a: aLose, b: nCoin, gap: 3},
	{kind: "designation", strength: 1.4, a: aHit, b: nSanction, gap: 6, without: nMoney},
	{kind: "designation", strength: 1.3, a: aBar, b: nTravel, gap: 7},
	{kind: "designation", strength: 1.3, a: aImpose, b: nPackage, gap: 6, either: true, with: nUnion},
	{kind: "enforcement", strength: 1.5, a: aHit, b: nSanction, gap: 6, with: nMoney},
	{kind: "advisory", strength: 1.6, a: aWarn, b: nClients, gap: 4},
	{kind: "law", strength: 1.5, a: aPass, b: nOrder, gap: 4},
	{kind: "court", strength: 1.4, a: aGet, b: nTerm, gap: 4, with: nPerson | nCrime | nCourt},
	{kind: "special_measure", strength: 1.8, a: aCut, b: nBank, gap: 10, without: nExport},
	{kind: "export_control", strength: 1.9, a: aRestrict, b: nExport, gap: 8, either: true, with: nGoods},
	{kind: "export_control", strength: 1.7, a: aRestrict, b: nExport, gap: 3, either: true},
	{kind: "export_control", strength: 1.5, a: aRestrict, b: nGoods, gap: 3, either: true, without: nLaw},
	{kind: "talks", strength: 1.3, a: aMeet, b: nEnvoy, gap: 5, either: true},
	{kind: "talks", strength: 1.4, a: aMeet | aHold, b: nTalk, gap: 6, either: true},
	{kind: "talks", strength: 1.2, a: aSpeak, b: nEnvoy, gap: 4},
	{kind: "law", strength: 1.7, a: aPass, b: nLaw, gap: 8, either: true},
	{kind: "law", strength: 1.6, a: nLaw, b: nForce, gap: 5},
	{kind: "court", strength: 1.8, a: nCourt, b: aRule, gap: 7, either: true},
	{kind: "court", strength: 1.4, a: aRule, b: nTerm, gap: 8},
	{kind: "statement", strength: 1.2, a: nEnvoy, b: aSaid, gap: 7, early: true},
	{kind: "statement", strength: 1.4, a: aVoice, b: nProtest, gap: 6, either: true},
}

// frameHits finds the frames of a sentence. Every frame gives one hit at most.
func (s sentence) frameHits() (out []hit) {
	of, all := make([]class, s.to-s.from), class(0)
	table := classes()
	for i := range of {
		of[i] = table[s.doc.Tokens[s.from+i].Hash]
		all |= of[i]
	}
	all |= s.people(of)
	for k := range frames {
		f := &frames[k]
		if all&f.a == 0 || all&f.b == 0 || f.with != 0 && all&f.with == 0 || all&f.without != 0 {
			continue
		}
		if i, j := f.find(of); j > i && !f.barred(of[:i]) && !(f.early && i > 8) {
			if h, ok := judge(s, "en", &phrase{kind: f.kind, strength: f.strength}, s.from+i, s.from+j+1); ok {
				if f.early {
					h.at = s.from + j // the speaker stands before the verb
				}
				out = append(out, h)
			}
		}
	}
	return out
}

// find gives the places of the first pair of words of a frame, 0, 0 without one.
func (f *frame) find(of []class) (int, int) {
	for i := range of {
		if of[i]&(f.a|f.b) == 0 {
			continue
		}
		via := f.via == 0
		for j := i + 1; j < len(of) && j <= i+f.gap; j++ {
			if of[i]&f.a != 0 && of[j]&f.b != 0 && via || f.either && of[i]&f.b != 0 && of[j]&f.a != 0 {
				return i, j
			}
			via = via || of[j]&f.via != 0
		}
	}
	return 0, 0
}

// barred says whether a word that the frame must not follow stands before it.
func (f *frame) barred(before []class) bool {
	for _, c := range before {
		if c&f.unless != 0 {
			return true
		}
	}
	return false
}

// people marks the persons named in the sentence as those one talks with.
func (s sentence) people(of []class) class {
	all := class(0)
	for _, m := range s.names {
		if m.Kind != demarche.MentionPerson {
			continue
		}
		if i := s.doc.At(m.Start); i >= s.from && i < s.to && s.doc.Tokens[i].Start == m.Start {
			of[i-s.from] |= nEnvoy
			all = nEnvoy
		}
	}
	return all
}
