package name

import (
	"strings"

	"demarche"
	"demarche/extract/token"
)

// French, German, Spanish, Italian and Portuguese: the tagger learned from
// English, so names are read by what the languages say beside them: offices
// and given names before persons, words of bodies, legal forms after companies.

// european says whether these rules read a language.
func european(lang string) bool {
	switch lang {
	case "fr", "de", "es", "it", "pt", "nl":
		return true
	}
	return false
}

func wordSet(list string) map[uint64]bool {
	m := map[uint64]bool{}
	for _, w := range strings.Fields(list) {
		m[token.Fold(w)] = true
	}
	return m
}

// offices are the words after which a person's name may follow.
var offices = wordSet(`ministre président présidente premier première secrétaire porte-parole parole ambassadeur ambassadrice directeur directrice général générale chancelier chancelière commissaire procureur procureure gouverneur sénateur sénatrice député députée juge étrangères défense intérieur finances économie trésor monsieur madame mme
	minister ministerin präsident präsidentin kanzler kanzlerin sprecher sprecherin botschafter botschafterin chef chefin direktor direktorin staatssekretär staatssekretärin senator senatorin gouverneur richter richterin kommissar kommissarin herr frau machthaber beauftragter beauftragte generalsekretär
	ministro ministra presidente presidenta canciller portavoz vocero vocera secretario secretaria embajador embajadora director directora gobernador gobernadora senador senadora diputado diputada juez jueza fiscal comisario comisaria exteriores hacienda defensa economía don doña
	portavoce segretario segretaria ambasciatore ambasciatrice direttore direttrice generale cancelliere esteri difesa interni procuratore signor signora
	porta-voz voz secretário secretária embaixador embaixadora diretor diretora chanceler procurador
	woordvoerder premier staatssecretaris ambassadeur directeur voorzitter`)

// officeEnds end German words for offices: Außenminister, Regierungssprecherin.
var officeEnds = []string{"minister", "ministerin", "präsident", "präsidentin", "sprecher", "sprecherin", "kanzler", "kanzlerin", "chef", "chefin", "beauftragte", "beauftragter", "botschafter", "botschafterin", "sekretär", "sekretärin", "kommissar", "kommissarin", "anwalt", "anwältin"}

// bodyHeads begin the names of bodies; a name follows, mostly after a small word.
var bodyHeads = wordSet(`banque crédit caisse commission cour tribunal parquet agence société compagnie groupe ministère assemblée conseil université direction
	ministerium bundesministerium bank
	banco banca oficina fiscalía ministerio agencia comisión consejo parlamento asamblea fiscalía policía guardia universidad tribunal corte departamento empresa grupo compañía
	ministero agenzia commissione consiglio parlamento procura università società gruppo guardia
	ministério agência comissão conselho polícia universidade grupo`)

// bodyEnds end German words that name a body by themselves.
var bodyEnds = []string{"ministerium", "behörde", "gericht", "gerichtshof", "anwaltschaft", "bank", "polizei", "kommission", "verband", "börse", "kriminalamt", "nachrichtendienst"}

// generalWord is a part of the names of bodies as well as an office: Fiscalía General.
var generalWord = token.Fold("general")

// inBody are small words inside the names of bodies.
var inBody = wordSet(`de du des la le les d' et pour aux von für der des und y del los las e della delle dei degli di da do das dos`)

// headNoise are words that are no part of a company's name though they are
// written with a capital.
var headNoise = wordSet(`die der das den dem des firma unternehmen le la les l' société entreprise groupe el los las empresa compañía sociedad il lo gli società impresa o a os as`)

// europeanNames finds persons and bodies from token i on.
func (f *finder) europeanNames(out []item, i int) []item {
	if to := f.europeanBody(i); to > i {
		return append(out, item{from: i, to: to, kind: demarche.MentionOrganisation, place: -1, entry: -1, why: "word of bodies", rank: -1})
	}
	if h := f.doc.Tokens[i].Hash; !f.doc.Tokens[i].Is(token.Upper) || f.doc.Tokens[i].Is(token.Caps) || f.atPlace(i) >= 0 || f.isOffice(i) || headNoise[h] || bodyHeads[h] {
		return out
	}
	to := f.europeanPerson(i)
	given := f.obs[i].cls&isGiven != 0
	sure := given && f.ctx.Lang != "de" || given && f.obs[to-1].cls&isSurname != 0
	if to-i < 2 || !sure && !f.afterOffice(i) || i > 0 && f.doc.Tokens[i-1].Is(token.Upper) && !f.doc.Tokens[i].Is(token.Sentence) && !f.isOffice(i-1) && f.atPlace(i-1) < 0 && !f.afterOffice(i) {
		return out
	}
	why := "office before it"
	if sure {
		why = "given name"
	}
	return append(out, item{from: i, to: to, kind: demarche.MentionPerson, place: -1, entry: -1, why: why})
}

// europeanPerson gives the end of the capitalised words from token i on, with
// particles and hyphens between them.
func (f *finder) europeanPerson(i int) int {
	end := i + 1
	for j := end; j < len(f.doc.Tokens) && j < i+7; j++ {
		t := f.doc.Tokens[j]
		switch {
		case t.Is(token.Sentence):
			return end
		case t.Is(token.Upper) && !t.Is(token.Caps) && !f.isOffice(j) && !bodyHeads[t.Hash]:
			end = j + 1
		case (f.obs[j].cls&isParticle != 0 || hyphen(f.doc, j)) && f.doc.Word(j) != "y" && f.doc.Word(j) != "e":
		default:
			return end
		}
	}
	return end
}

func (f *finder) isOffice(i int) bool {
	if i < 0 || !f.doc.Tokens[i].Is(token.Latin) {
		return false
	}
	if offices[f.doc.Tokens[i].Hash] {
		return true
	}
	if f.ctx.Lang != "de" {
		return false
	}
	w := strings.ToLower(f.doc.Word(i))
	for _, e := range officeEnds {
		if strings.HasSuffix(w, e) {
			return true
		}
	}
	return false
}

// afterOffice says whether an office stands before token i, at most a comma
// between them.
func (f *finder) afterOffice(i int) bool {
	if i > 0 && f.doc.Word(i-1) == "," {
		i--
	}
	return f.isOffice(i - 1)
}

// europeanBody gives the end of a body's name that begins with token i.
func (f *finder) europeanBody(i int) int {
	t := f.doc.Tokens[i]
	if f.ctx.Lang == "de" && t.Is(token.Upper) {
		w := strings.ToLower(f.doc.Word(i))
		for _, e := range bodyEnds {
			if strings.HasSuffix(w, e) && len(w) > len(e)+3 {
				return i + 1
			}
		}
	}
	if !bodyHeads[t.Hash] || i > 0 && f.doc.Tokens[i-1].Is(token.Latin|token.Upper) && !t.Is(token.Sentence) && !headNoise[f.doc.Tokens[i-1].Hash] {
		return i
	}
	end := i
	for j := i + 1; j < len(f.doc.Tokens) && j < i+9; j++ {
		n := f.doc.Tokens[j]
		switch {
		case n.Is(token.Sentence):
			return end
		case n.Is(token.Upper) || hyphen(f.doc, j) && end == j:
			if f.isOffice(j) && f.doc.Tokens[j].Hash != generalWord {
				return end
			}
			end = j + 1
		case inBody[n.Hash] && j+1 < len(f.doc.Tokens) && bodyHeads[f.doc.Tokens[j+1].Hash]:
			return end // a second body: "… y la Policía Nacional"
		case inBody[n.Hash] || f.doc.Word(j) == "'" || f.doc.Word(j) == "’":
		case end == j && f.doc.Word(j-1) == "Affaires" || end == j && f.doc.Word(j-1) == "Asuntos" || end == j && f.doc.Word(j-1) == "Affari":
			end = j + 1 // Affaires étrangères
		default:
			return end
		}
	}
	return end
}

// trimHead cuts articles and nouns such as "Firma" from a company's name.
func (f *finder) trimHead(it *item) {
	if !european(f.ctx.Lang) || it.kind != demarche.MentionOrganisation || it.entry >= 0 {
		return
	}
	for it.to-it.from > 2 && headNoise[f.doc.Tokens[it.from].Hash] {
		it.from++
	}
}
