package date

import "testing"

// TestDateline counts "today" and weekdays from the day the report was written.
func TestDateline(t *testing.T) {
	for _, c := range []struct {
		lang, text string
		want       []string
	}{
		{"en", "WASHINGTON, Nov. 20 (AP) — The Treasury today listed ten people.", []string{"Nov. 20 = 2025-11-20", "today = 2025-11-20"}},
		{"en", "19 November 2025 – The Council today spoke; on Thursday it will meet.", []string{"19 November 2025 = 2025-11-19", "today = 2025-11-19", "Thursday = 2025-11-20"}},
		{"en", "GENEVA, Aug. 20 (AP) — The Council meets today.", []string{"Aug. 20 = 2025-08-20", "today = 2025-11-22"}}, // too long before
		{"en", "The Nov. 20 raid — the third — is told today.", []string{"The Nov. 20 = 2025-11-20", "today = 2025-11-22"}},
		{"fr", "BRUXELLES, le 20 novembre 2025 – La Commission a proposé aujourd'hui un prêt.", []string{"20 novembre 2025 = 2025-11-20", "aujourd'hui = 2025-11-20"}},
		{"de", "Berlin, 20. November (dpa) - Das Amt hat heute zehn Personen gelistet.", []string{"20. November = 2025-11-20", "heute = 2025-11-20"}},
		{"ru", "МОСКВА, 20 ноября. /ТАСС/. МИД сегодня заявил протест.", []string{"20 ноября = 2025-11-20", "сегодня = 2025-11-20"}},
	} {
		check(t, c.text, Context{Anchor: saturday, Lang: c.lang}, c.want)
	}
}

// TestSayings are expressions of one kind each that were misread or missed.
func TestSayings(t *testing.T) {
	for _, c := range []struct {
		lang, text string
		want       []string
	}{
		{"en", "It was signed on the twenty-first of October.", []string{"the twenty-first of October = 2025-10-21"}},
		{"en", "Sales fell in the first and second quarters of 2024.", []string{"the first = 2024-Q1 2024-01-01..2024-03-31", "second quarters of 2024 = 2024-Q2 2024-04-01..2024-06-30"}},
		{"en", "Sales are usually made in the second and fourth quarters.", []string{"the second = XXXX-Q2", "fourth quarters = XXXX-Q4"}},
		{"en", "He was away for three weekends.", []string{"three weekends = P3WE"}},
		{"en", "It ran from 2019-08-01 to the present.", []string{"2019-08-01 to the present = 2019-08-01/2025-11-22 2019-08-01..2025-11-22"}},
		{"en", "It grew between August 2019 and now.", []string{"August 2019 and now = 2019-08-01/2025-11-22 2019-08-01..2025-11-22"}},
		{"en", "The fair of Jan-Feb 2024 was small.", []string{"Jan-Feb 2024 = 2024-01-01/2024-02-01 2024-01-01..2024-02-29"}},
		{"en", "We will be only 3 next week", []string{"next week = 2025-W48 2025-11-24..2025-11-30"}},
		{"en", "It has done so since at least 2018, and at least 2018 people came.", []string{"2018 = 2018 2018-01-01..2018-12-31"}},
		{"en", "It was built in 2017-18; nobody came.", []string{"2017-18 = 2017-01-01/2018-01-01 2017-01-01..2018-12-31"}},
		{"en", "The ship called on 03-Nov-25 and on 04-Nov.", []string{"03-Nov-25 = 2025-11-03", "04-Nov. = 2025-11-04"}},
		{"en", "The 9/11 attacks changed it, he said on 9/11.", []string{"The 9/11 = 2001-09-11", "9/11 = 2025-09-11"}},
		{"en", "It was read with Law No. 12/1991 of 3 May 1991.", []string{"3 May 1991 = 1991-05-03"}},
		{"de", "Das Amt teilte am Montagabend mit, was am Donnerstagnachmittag geschah.", []string{"Montagabend = 2025-11-17TEV 2025-11-17", "Donnerstagnachmittag = 2025-11-20TAF 2025-11-20"}},
		{"en", "By Monday afternoon, some 1,200 staff had left.", []string{"Monday afternoon = 2025-11-17TAF 2025-11-17"}},
		{"en", "The truce is to last 60 days.", []string{"60 days = P60D"}},
		{"en", "It was changed, most recently last October, and seen as recently as August 2025.", []string{"last October = 2025-10 2025-10-01..2025-10-31", "August 2025 = 2025-08 2025-08-01..2025-08-31"}},
		{"en", "H1 2024 and Q4 FY2024 were good; H1 is a heading.", []string{"H1 2024 = 2024-H1 2024-01-01..2024-06-30", "Q4 FY2024 = 2024-Q4 2024-10-01..2024-12-31"}},
		{"en", "Last modified 2025-11-20T08:15:00+01:00 by hand.", []string{"2025-11-20T08:15:00+01:00 = 2025-11-20T08:15:00 2025-11-20"}},
		{"de", "Heute Morgen, gestern Abend, am Morgen, morgen; in den ersten neun Monaten dieses Jahres; im ersten Halbjahr 2024; im November vergangenen Jahres.", []string{"Heute Morgen = 2025-11-22TMO 2025-11-22", "gestern Abend = 2025-11-21TEV 2025-11-21", "morgen = 2025-11-23", "neun Monaten dieses Jahres = 2025-01-01/2025-10-01 2025-01-01..2025-09-30", "ersten Halbjahr 2024 = 2024-H1 2024-01-01..2024-06-30", "November vergangenen Jahres = 2024-11 2024-11-01..2024-11-30"}},
		{"fr", "Hier soir, au premier semestre 2024, avant la fin de l'année, en novembre de l'an dernier.", []string{"Hier soir = 2025-11-21TEV 2025-11-21", "premier semestre 2024 = 2024-H1 2024-01-01..2024-06-30", "fin de l'année = 2025 2025-09-01..2025-12-31", "novembre de l'an dernier = 2024-11 2024-11-01..2024-11-30"}},
		{"es", "Anoche, esta mañana, por la mañana, mañana, ayer por la tarde, en noviembre del año pasado.", []string{"Anoche = 2025-11-21TNI 2025-11-21", "esta mañana = 2025-11-22TMO 2025-11-22", "mañana = 2025-11-23", "ayer por la tarde = 2025-11-21TAF 2025-11-21", "noviembre del año pasado = 2024-11 2024-11-01..2024-11-30"}},
		{"ru", "Неделю назад и месяц назад; вчера вечером; в первом полугодии 2024 года; за девять месяцев 2024 года; в ноябре прошлого года.", []string{"Неделю назад = 2025-W46 2025-11-10..2025-11-16", "месяц назад = 2025-10 2025-10-01..2025-10-31", "вчера вечером = 2025-11-21TEV 2025-11-21", "первом полугодии 2024 года = 2024-H1 2024-01-01..2024-06-30", "девять месяцев 2024 года = 2024-01-01/2024-10-01 2024-01-01..2024-09-30", "ноябре прошлого года = 2024-11 2024-11-01..2024-11-30"}},
		{"uk", "Тиждень тому, наступної середи, минулої суботи.", []string{"Тиждень тому = 2025-W46 2025-11-10..2025-11-16", "наступної середи = 2025-11-26", "минулої суботи = 2025-11-15"}},
		{"ar", "في النصف الأول من عام 2024 وفي نوفمبر من العام الماضي", []string{"النصف الأول من عام 2024 = 2024-H1 2024-01-01..2024-06-30", "نوفمبر من العام الماضي = 2024-11 2024-11-01..2024-11-30"}},
		{"ko", "열흘 전, 한 달 전, 두 달 뒤, 어젯밤", []string{"열흘 전 = 2025-11-12", "한 달 전 = 2025-10 2025-10-01..2025-10-31", "두 달 뒤 = 2026-01 2026-01-01..2026-01-31", "어젯밤 = 2025-11-21"}},
		{"zh", "两周前，昨晚，20世纪90年代", []string{"两周前 = 2025-W45 2025-11-03..2025-11-09", "昨晚 = 2025-11-21", "90年代 = 199 1990-01-01..1999-12-31"}},
		{"de", "Das von Montag an gültige Ticket gilt ab Montag; am Montag stritt man.", []string{"Montag = 2025-11-24", "Montag = 2025-11-24", "Montag = 2025-11-17"}},
		{"no", "Planen er å være hjemme til jul.", nil},
		{"fr", "Il vaut à partir de lundi.", []string{"lundi = 2025-11-24"}},
		{"de", "Vor rund zwei Jahren, Ende letzter Woche, am 3. November und am Vortag.", []string{"Vor rund zwei Jahren = 2023 2023-01-01..2023-12-31", "Ende letzter Woche = 2025-W46 2025-11-15..2025-11-16", "3. November = 2025-11-03", "Vortag = 2025-11-02"}},
		{"fr", "Mi-novembre, à la mi-mai, il y a environ deux ans; la veille du sommet.", []string{"Mi-novembre = 2025-11 2025-11-11..2025-11-20", "mi-mai = 2025-05 2025-05-11..2025-05-21", "il y a environ deux ans = 2023 2023-01-01..2023-12-31"}},
		{"fr", "Le 3 novembre il a signé; le lendemain il est parti.", []string{"3 novembre = 2025-11-03", "lendemain = 2025-11-04"}},
		{"es", "El viernes 14 de noviembre, hace más de dos años.", []string{"viernes 14 de noviembre = 2025-11-14", "hace más de dos años = 2023 2023-01-01..2023-12-31"}},
		{"ru", "За последние полгода, к концу 2027 года, в начале недели.", []string{"полгода = P6M", "концу 2027 года = 2027 2027-09-01..2027-12-31", "начале недели = 2025-W47 2025-11-17..2025-11-18"}},
		{"uk", "У п'ятницю ввечері та минулої п’ятниці; торік і цьогоріч; до кінця 2027 року.", []string{"п'ятницю ввечері = 2025-11-21TEV 2025-11-21", "минулої п’ятниці = 2025-11-21", "торік = 2024 2024-01-01..2024-12-31", "цьогоріч = 2025 2025-01-01..2025-12-31", "кінця 2027 року = 2027 2027-09-01..2027-12-31"}},
		{"ar", "قال اليوم إن القرار صدر في الثالث والعشرين من أكتوبر، منذ عام 2014.", []string{"اليوم = 2025-11-22", "الثالث والعشرين من أكتوبر = 2025-10-23", "عام 2014 = 2014 2014-01-01..2014-12-31"}},
		{"ko", "3일 밝혔다. 전날 만났다.", []string{"3일 = 2025-11-03", "전날 = 2025-11-02"}},
		{"zh", "11月3日会谈，次日签署。", []string{"11月3日 = 2025-11-03", "次日 = 2025-11-04"}},
		{"fr", "Le procès s'ouvrira le 3 mai.", []string{"3 mai = 2026-05-03"}},
		{"fr", "La caméra a filmé le 3 mai.", []string{"3 mai = 2025-05-03"}},
		{"es", "La Audiencia juzgará a partir del 14 de marzo a los acusados.", []string{"14 de marzo = 2026-03-14"}},
		{"uk", "Обмеження діятимуть до 24 березня.", []string{"24 березня = 2026-03-24"}},
	} {
		check(t, c.text, Context{Anchor: saturday, Lang: c.lang}, c.want)
	}
}
