package index

// common are words too frequent to find anything by: English ones and the
// commonest of the other stemmed languages, folded.
var common = func() map[string]bool {
	m := map[string]bool{}
	for _, t := range Tokens(`a about after all also am an and any are as at be because been before being but by can could did do does
for from had has have he her here him his how i if in into is it its just me more most my no nor not now of off on one only or other our out
over own said same she should so some such than that the their them then there these they this those through to too under until up upon very
was we were what when where which while who whom whose why will with would you your
le la les des du et en un une au aux dans par pour sur que qui est
der die das und den dem ein eine mit von zu im ist auf fur des
el los las de y que por con para del al una
и в во не на с со по к о из за от что это как`) {
		m[t.Term] = true
	}
	return m
}()

// IsCommon says whether a word is so frequent that it narrows nothing down.
func IsCommon(word string) bool {
	for _, t := range Tokens(word) {
		if !common[t.Term] {
			return false
		}
	}
	return true
}

// IsCommonTerm is IsCommon for a word that is folded already.
func IsCommonTerm(term string) bool { return common[term] }
