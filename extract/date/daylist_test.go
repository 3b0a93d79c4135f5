package date

import "testing"

// TestDaysOfOneMonth reads several days whose month is said once.
func TestDaysOfOneMonth(t *testing.T) {
	for _, c := range []struct {
		lang, text string
		want       []string
	}{
		{"en", "The ministers met on 18 and 19 June.", []string{"18 = 2025-06-18", "19 June = 2025-06-19"}},
		{"en", "They met on 4, 5 and 6 November 2024.", []string{"4 = 2024-11-04", "5 = 2024-11-05", "6 November 2024 = 2024-11-06"}},
		{"en", "It counted 18 and 19 June was dry.", []string{"19 June = 2025-06-19"}},
		{"de", "Sie trafen sich am 3. und 4. November, dann vom 10. bis 14. Dezember.", []string{"3. = 2025-11-03", "4. November = 2025-11-04", "10. bis 14. Dezember = 2025-12-10/2025-12-14 2025-12-10..2025-12-14"}},
		{"fr", "Les 3 et 4 novembre, puis du 3 au 14 mai 2026.", []string{"3 = 2025-11-03", "4 novembre = 2025-11-04", "3 au 14 mai 2026 = 2026-05-03/2026-05-14 2026-05-03..2026-05-14"}},
		{"es", "Los días 3 y 4 de noviembre; entre el 20 y el 25 de octubre.", []string{"3 = 2025-11-03", "4 de noviembre = 2025-11-04", "20 y el 25 de octubre = 2025-10-20/2025-10-25 2025-10-20..2025-10-25"}},
		{"ru", "Встречи прошли 3 и 4 ноября и с 10 по 12 ноября.", []string{"3 = 2025-11-03", "4 ноября = 2025-11-04", "10 по 12 ноября = 2025-11-10/2025-11-12 2025-11-10..2025-11-12"}},
		{"uk", "Зустрічі були 3, 4 та 5 листопада.", []string{"3 = 2025-11-03", "4 = 2025-11-04", "5 листопада = 2025-11-05"}},
		{"ar", "اجتمع الوزراء يومي 3 و4 نوفمبر.", []string{"3 = 2025-11-03", "4 نوفمبر = 2025-11-04"}},
		{"ar", "اجتمعوا من 3 إلى 5 نوفمبر.", []string{"3 إلى 5 نوفمبر = 2025-11-03/2025-11-05 2025-11-03..2025-11-05"}},
		{"ko", "3~4일 만났다. 회의는 12월 3일부터 5일까지 열린다.", []string{"3~4일 = 2025-11-03/2025-11-04 2025-11-03..2025-11-04", "12월 3일 = 2025-12-03", "5일 = 2025-12-05"}},
		{"ja", "10月3日と4日に会談。10月13~15日に開く。", []string{"10月3日 = 2025-10-03", "4日 = 2025-10-04", "10月13~15日 = 2025-10-13/2025-10-15 2025-10-13..2025-10-15"}},
		{"zh", "部长们于10月3日至4日会晤。", []string{"10月3日至4日 = 2025-10-03/2025-10-04 2025-10-03..2025-10-04"}},
	} {
		check(t, c.text, Context{Anchor: saturday, Lang: c.lang}, c.want)
	}
}

// TestDateline counts "today" and weekdays from the day the report was written.
func TestDateline(t *testing.T) {
	for _, c := range []struct {
		lang, text string
		want       []string
	}{
		{"en", "WASHINGTON, Nov. 20 (AP) — The Treasury today listed ten people.", []string{"Nov. 20 = 2025-11-20", "today = 2025-11-20"}},
		{"en", "19 November 2025 – The Council today spoke; on Thursday it will meet.", []string{"19 November 2025 = 2025-11-19", "today = 2025-11-19", "Thursday = 2025-11-20"}},
		{"en", "GENEVA, Oct. 20 (AP) — The Council meets today.", []string{"Oct. 20 = 2025-10-20", "today = 2025-11-22"}}, // too long before
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
		{"de", "Das Amt teilte am Montagabend mit, was am Donnerstagnachmittag geschah.", []string{"Montagabend = 2025-11-17TEV 2025-11-17", "Donnerstagnachmittag = 2025-11-20TAF 2025-11-20"}},
		{"fr", "Le procès s'ouvrira le 3 mai.", []string{"3 mai = 2026-05-03"}},
		{"fr", "La caméra a filmé le 3 mai.", []string{"3 mai = 2025-05-03"}},
		{"es", "La Audiencia juzgará a partir del 14 de marzo a los acusados.", []string{"14 de marzo = 2026-03-14"}},
		{"uk", "Обмеження діятимуть до 24 березня.", []string{"24 березня = 2026-03-24"}},
	} {
		check(t, c.text, Context{Anchor: saturday, Lang: c.lang}, c.want)
	}
}
