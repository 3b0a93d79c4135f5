package indextest

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"
	"testing"

	"demarche"
	"demarche/index"
)

// numbersOf lists the numbers that are the ids of an answer, in rising order.
func numbersOf(f index.Found) string {
	var ids []string
	for _, id := range f.IDs {
		ids = append(ids, id.ID)
	}
	slices.SortFunc(ids, func(a, b string) int { return cmp.Or(len(a)-len(b), strings.Compare(a, b)) })
	return strings.Join(ids, " ")
}

// spelling checks that the spellings of one name find each other, that what
// was written as asked comes first, and that ordinary words are left alone.
func spelling(t *testing.T, e index.Engine) {
	texts := []struct{ lang, text string }{
		0:  {"en", "The minister, Sergei Lavrov, spoke in New York. Officials met Zelenskyy later."},
		1:  {"de", "Gestern traf der Minister Lawrow in Moskau ein, wo Selenskyj nicht war."},
		2:  {"ru", "Как заявил Сергей Лавров, переговоры идут. Позже выступил Зеленский."},
		3:  {"uk", "Сьогодні Володимир Зеленський зустрівся з послом."},
		4:  {"ar", "التقى محمد بن سلمان بالرئيس زيلينسكي في الرياض"},
		5:  {"en", "The crown prince, Mohammed bin Salman, received the delegation with Mr Petrov."},
		6:  {"en", "Mohamed Petroff of the trading house paid the bank in cash, said Muhammad Khan."},
		7:  {"en", "A petrol bank chats about iron and a chat room."},
		8:  {"ru", "Слова Лаврова услышал банк."},
		9:  {"en", "In the capital of Iran the Chat Bank was opened by Cat Stevens."},
		10: {"en", "Garantex was replaced, and Garantex users moved to Grinex."},
		11: {"ru", "Биржа «Гарантекс» закрыта, клиенты Гарантекса ушли."},
	}
	var docs []index.Doc
	for i, s := range texts {
		docs = append(docs, index.Doc{ID: strconv.Itoa(i), Text: s.text, Lang: s.lang})
	}
	if err := e.Apply(context.Background(), docs, index.State{Cursor: 1}); err != nil {
		t.Fatal(err)
	}
	search := func(q string) index.Found {
		expr, err := demarche.ParseExpr(q)
		if err != nil {
			t.Fatal(err)
		}
		f, err := e.Search(context.Background(), demarche.Query{Text: q, Expr: expr})
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	for q, want := range map[string]string{
		"Lavrov": "0 1 2 8", "Лавров": "0 1 2 8", "Lawrow": "0 1 2 8", "lavroff": "0 1 2 8",
		"Zelensky": "0 1 2 3 4", "Зеленський": "0 1 2 3 4", "Selenskyj": "0 1 2 3 4", "زيلينسكي": "0 1 2 3 4",
		"Petrov": "5 6", "Petroff": "5 6", "Петров": "5 6", "Mohammed": "4 5 6", "محمد": "4 5 6", "mukhammad salman": "4 5",
		"Гарантекс": "10 11", "garantex": "10 11",
		`"Lavrov"`: "0", "-Lavrov lang:en": "5 6 7 9 10", "chat": "7 9", "bank": "6 7 9", "банк": "8", "iran": "9", "iron": "7", "lavrov*": "0",
	} {
		if got := numbersOf(search(q)); got != want {
			t.Errorf("%s found %q, want %q", q, got, want)
		}
	}
	for q, want := range map[string]string{"Lavrov": "0", "Лавров": "8", "Garantex": "10", "Гарантекс": "11"} {
		if f := search(q); len(f.IDs) == 0 || f.IDs[0].ID != want {
			t.Errorf("%s: %v, want %s first", q, f.IDs, want)
		}
	}
	if got := search("Lavrov").Spellings["lavrov"]; !slices.Contains(got, "лавров") || !slices.Contains(got, "lawrow") {
		t.Errorf("other spellings of Lavrov: %v", got)
	}
}
