package index

import (
	"slices"
	"testing"

	"demarche"
)

func TestSimplify(t *testing.T) {
	for text, want := range map[string]string{
		"who was listed in November":  "listed November",
		"Who was listed":              "listed",
		"WHO sanctions":               "WHO sanctions",
		"sanctions on The Example":    "sanctions The Example",
		`"who was" listed`:            `"who was" listed`,
		"the who":                     "the who",
		"-the bank":                   "-the bank",
		"title:the bank":              "title:the bank",
		"qui est le juge":             "juge",
		"the OR bank":                 "the OR bank",
		"(the bank OR of) country:KP": "(bank OR of) country:KP",
		"executive order 14024 banks": "(executive order 14024 OR EO 14024) banks",
		"E.O. 14024":                  "E.O. 14024 OR executive order 14024",
		"127 271 bitcoin":             "(127 271 OR 127271) bitcoin",
		"1 500 000":                   "1 500 000 OR 1500000",
		"12 2025":                     "12 2025",
		"executive order on cyber":    "executive order cyber",
	} {
		n, err := demarche.ParseExpr(text)
		if err != nil {
			t.Fatal(err)
		}
		if got := simplify(n).String(); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

func TestVariants(t *testing.T) {
	for term, want := range map[string][]string{
		"labour": {"labor"}, "labor": {"labour"}, "labours": {"labors"}, "laboratory": nil, "centre": {"center"}, "centers": {"centres"}, "rouble": {"ruble"},
		"defense": {"defence"}, "licence": {"license"}, "licensed": {"licenced"}, "organisation": {"organization"}, "penalizing": {"penalising"}, "analyse": {"analyze"},
		"raise": nil, "rise": nil, "size": nil, "prize": nil, "exercise": {"exercize"}, "cancelled": {"canceled"}, "canceled": {"cancelled"}, "cancel": nil, "cancellation": nil,
		"programme": {"program"}, "programs": {"programmes"}, "programmer": nil,
		"a7a5": {"а7а5"}, "а7а5": {"a7a5"}, "covid19": nil, "1234": nil, "санкции": nil, "fulfil": {"fulfill"}, "model": nil, "modelling": {"modeling"},
	} {
		if got := Variants(term); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", term, got, want)
		}
	}
}
