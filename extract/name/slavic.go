package name

import (
	"strings"
	"sync"
	"unicode/utf8"

	"demarche/extract/token"
)

var slavicOffices = func() map[uint64]bool {
	m := map[uint64]bool{}
	for _, w := range strings.Fields(`президент президента президентом президенту министр министра министром глава главы главой премьер премьера секретарь представитель представителя представительница директор директора генерал сенатор депутат посол посла канцлер губернатор
		президента президентом міністр міністра голова глава прем'єр речник директор пресс-секретарь пресс-секретаря замминистра спецпосланник`) {
		m[token.Fold(w)] = true
	}
	return m
}()

// slavic reads "Given Patronymic Family", "Given Family" after an office, and
// the quoted names of companies after their legal form.
func (f *finder) slavic(out []item, i int) []item {
	t := f.doc.Tokens[i]
	if !t.Is(token.Upper) {
		return out
	}
	switch f.doc.Word(i) {
	case "ООО", "АО", "ПАО", "ОАО", "ЗАО", "ТОВ", "ЧВК", "ФГУП", "НКО":
		if q := f.doc.Word(i + 1); q == "«" || q == "\"" || q == "“" {
			for j := i + 2; j < min(i+14, len(f.doc.Tokens)); j++ {
				if w := f.doc.Word(j); w == "»" || w == "\"" || w == "”" {
					return f.body(out, i, j+1, "legal form before it")
				}
			}
		}
		return out
	}
	end := i
	for end < len(f.doc.Tokens) && end < i+4 && f.doc.Tokens[end].Is(token.Cyrillic|token.Upper) && !f.doc.Tokens[end].Is(token.Caps) && f.atPlace(end) < 0 && (end == i || !f.doc.Tokens[end].Is(token.Sentence)) {
		end++
	}
	given := slavicGiven()[f.doc.Tokens[i].Hash]
	if end-i < 2 || !given && i > 0 && f.doc.Tokens[i-1].Is(token.Cyrillic|token.Upper) && !f.doc.Tokens[i].Is(token.Sentence) && f.atPlace(i-1) < 0 {
		return out
	}
	if !given && end-i > 2 && slavicGiven()[f.doc.Tokens[i+1].Hash] {
		return out // "Минфина Антон Силуанов" begins with its second word
	}
	switch {
	case f.slavicPatronymic(i, end):
		return f.person(out, i, end, "patronymic")
	case given:
		return f.person(out, i, end, "given name")
	case f.cyrillicKorean(i, end):
		return f.person(out, i, end, "East Asian family name first")
	case f.afterSlavicOffice(i):
		return f.person(out, i, end, "office before it")
	}
	return out
}

// afterSlavicOffice says whether an office stands before token i; the names of
// a body or country may stand between: "представитель МИД России".
func (f *finder) afterSlavicOffice(i int) bool {
	for j := i - 1; j >= 0 && j >= i-6; j-- {
		t := f.doc.Tokens[j]
		if slavicOffices[t.Hash] {
			return true
		}
		if j < i-1 && !t.Any(token.Caps) && f.atPlace(j) < 0 && !(t.Is(token.Cyrillic) && !t.Is(token.Upper) && j == i-2) || t.Is(token.Punct) {
			return false
		}
	}
	return false
}

// cyrillicFamilies are Korean and Chinese family names in Russian letters.
var cyrillicFamilies = wordSet(`Ким Ли Пак Чхве Чвэ Цой Чон Чан Чжан Хан Хо Ри Чо Юн Мун О Хон Сон Кан Сим Ан Ян Пэк Рю Лю Нам Но Ку Ро У Им Чу Син Квон Хван
	Си Ван Чжао Мао Чэнь Хэ Сунь Чжоу Гао Линь Хуан Дэн Цзян Цзи Фань Го Лэй Дун`)

// cyrillicKorean reads "Чхве Сон Хи" and "Си Цзиньпин": a family name and one or
// two short syllables after it.
func (f *finder) cyrillicKorean(from, to int) bool {
	if !cyrillicFamilies[f.doc.Tokens[from].Hash] || to-from > 3 {
		return false
	}
	for i := from + 1; i < to; i++ {
		if n := utf8.RuneCountInString(f.doc.Word(i)); n > 9 || to-from == 3 && n > 5 {
			return false
		}
	}
	return true
}

// givenNames of Russian and Ukrainian, in the nominative.
const givenNames = `Александр Алексей Анатолий Андрей Антон Аркадий Артём Артем Борис Вадим Валентин Валерий Василий Виктор Виталий Владимир Владислав Всеволод Вячеслав Геннадий Георгий Герман Григорий Данил Даниил Денис Дмитрий Евгений Егор Иван Игорь Илья Кирилл Константин Леонид Максим Михаил Никита Николай Олег Павел Пётр Петр Роман Руслан Рамзан Сергей Станислав Степан Тимур Фёдор Федор Эдуард Эльвира Юрий Ярослав Яков
	Александра Алла Анастасия Анна Валентина Вера Виктория Галина Дарья Евгения Екатерина Елена Ирина Ксения Лариса Людмила Маргарита Марина Мария Надежда Наталья Наталия Нина Оксана Ольга Полина Светлана София Татьяна Юлия
	Олександр Олексій Анатолій Андрій Валерій Василь Віктор Віталій Володимир Дмитро Євген Іван Ігор Кирило Максим Микола Михайло Олег Олексій Павло Петро Рустем Сергій Степан Тарас Юрій Ярослав Ірина Олена Юлія Наталія Марія Катерина Людмила
	Дональд Джо Марко Скотт Джон Эмманюэль Фридрих Урсула Кая Марк Антониу Реджеп Биньямин Башар Ахмед Мохаммед Али Хасан Масуд Аббас Стив Кит`

// slavicGiven holds the given names in all cases of the singular.
var slavicGiven = sync.OnceValue(func() map[uint64]bool {
	m := map[uint64]bool{}
	add := func(stem []rune, ends string) {
		for _, e := range strings.Fields(ends) {
			m[token.Fold(string(stem)+e)] = true
		}
	}
	for _, w := range strings.Fields(givenNames) {
		m[token.Fold(w)] = true
		r := []rune(w)
		stem := r[:len(r)-1]
		switch r[len(r)-1] {
		case 'й':
			add(stem, "я ю ем єм е и ї")
		case 'ь':
			add(stem, "я ю ем е")
		case 'я':
			add(stem, "и ю е ей ї і єю")
		case 'а':
			add(stem, "ы и у е ой ою і")
		case 'о':
			add(stem, "а у ом ові")
		default:
			add(r, "а у ом е ові")
		}
	}
	for _, oblique := range []string{"Павла Павлу Павлом Павле Петра Петру Петром Петре Льва Льву Ігоря Ігорю Ігорем"} {
		add(nil, oblique)
	}
	return m
})

func (f *finder) slavicPatronymic(from, to int) bool {
	for i := from; i < to; i++ {
		w := f.doc.Word(i)
		for _, e := range []string{"ович", "евич", "овна", "евна", "овича", "евича", "овичем", "евичем", "овичу", "овны", "евны", "ович", "івна", "йович"} {
			if strings.HasSuffix(w, e) && len(w) > len(e)+4 {
				return true
			}
		}
	}
	return false
}
