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
