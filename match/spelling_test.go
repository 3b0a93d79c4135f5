package match

import "testing"

// TestSpelling: spellings of one name share their key and are told to be the
// same; other words are not.
func TestSpelling(t *testing.T) {
	for _, group := range [][]string{
		{"Zelensky", "Zelenskyy", "Zelenskiy", "Zelenskij", "Selenskyj", "Зеленський", "Зеленский", "زيلينسكي"},
		{"Lavrov", "Lavroff", "Lawrow", "Лавров", "لافروف"},
		{"Petrov", "Petroff", "Петров"},
		{"Mohammed", "Muhammad", "Mohamed", "Mukhammad", "Мухаммед"},
		{"Hussein", "Husayn", "Hussain", "Хусейн"},
		{"Gaddafi", "Qaddafi", "Kadhafi", "Каддафи"},
		{"Yeltsin", "Jelzin", "Ельцин"},
		{"Khrushchev", "Chruschtschow", "Хрущёв"},
		{"Shoigu", "Schoigu", "Choïgou", "Шойгу"},
		{"Medvedev", "Medwedew", "Медведев"},
		{"Ahmadinejad", "Ahmadinezhad"},
		{"Putin", "Poutine", "Путин", "بوتين"},
		{"Trump", "Трамп"}, {"Biden", "Байден"}, {"Merz", "Мерц"}, {"Macron", "Макрон"}, {"Johnson", "Джонсон"}, {"Washington", "Вашингтон"},
		{"Rosneft", "Роснефть"}, {"Garantex", "Гарантекс"}, {"Iraq", "Irak"}, {"Papadopoulos", "Παπαδόπουλος"},
		{"Salman", "سلمان"}, {"Łódź", "Lodz"},
	} {
		for _, a := range group {
			for _, b := range group {
				x, okX := NewSpelling(a)
				y, okY := NewSpelling(b)
				if !okX || !okY || x.Key() != y.Key() || !x.Same(y) {
					t.Errorf("%s (%s, %s) and %s (%s, %s) are not the same", a, x.key, x.text, b, y.key, y.text)
				}
			}
		}
	}
	for _, pair := range [][2]string{
		{"Iran", "Iron"}, {"Niger", "Nigeria"}, {"Austria", "Australia"}, {"Putin", "Patten"}, {"Korea", "Korean"}, {"Karen", "Koran"}, {"Lavrov", "Lavrentiev"},
		{"Victor", "Victoria"}, {"Petrov", "Peter"}, {"Russia", "Russian"}, {"Slovakia", "Slovenia"}, {"Mali", "Malawi"}, {"Ukraine", "Ukrainian"}, {"bank", "banking"},
		{"Kraken", "Krakow"}, {"Lukoil", "local"},
	} {
		x, _ := NewSpelling(pair[0])
		y, _ := NewSpelling(pair[1])
		if x.Key() == y.Key() && x.Same(y) {
			t.Errorf("%s and %s are taken for one name: %s, %s", pair[0], pair[1], x.text, y.text)
		}
	}
	for _, word := range []string{"", "习近平", "김정은", "A7A5", "14024", "oui", "ea", "カナ", "—"} {
		if s, ok := NewSpelling(word); ok {
			t.Errorf("%q has the key %q", word, s.Key())
		}
	}
}

func FuzzSpelling(f *testing.F) {
	f.Add("Зеленський", "Selenskyj")
	f.Fuzz(func(t *testing.T, a, b string) {
		x, okX := NewSpelling(a)
		y, okY := NewSpelling(b)
		if !okX || !okY {
			return
		}
		if !x.Same(x) && !x.bare {
			t.Fatalf("%q is not the same as itself", a)
		}
		if x.Same(y) != y.Same(x) {
			t.Fatalf("%q and %q are the same one way only", a, b)
		}
	})
}
