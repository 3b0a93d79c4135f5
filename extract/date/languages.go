package date

// The words of time in German, French, Spanish, Russian, Ukrainian and Arabic.

type units map[string]string

func lexicon(months, weekdays, seasons []string, u units, today map[string]int, this, last, next string, ordinals []string, more map[string]word) map[string]word {
	m := map[string]word{}
	fillEach(m, monthWord, 1, months...)
	fillEach(m, weekdayWord, 1, weekdays...)
	fillEach(m, seasonWord, 0, seasons...)
	for words, s := range u {
		fill(m, words, word{class: unitWord, s: s})
	}
	for words, n := range today {
		fill(m, words, word{class: todayWord, n: n})
	}
	fill(m, this, word{class: thisWord})
	fill(m, last, word{class: lastWord})
	fill(m, next, word{class: nextWord})
	fillEach(m, ordinalWord, 1, ordinals...)
	for words, w := range more {
		fill(m, words, w)
	}
	return m
}

var languages = map[string]*language{
	"de": {
		words: lexicon(
			[]string{"januar jänner jan", "februar feber feb", "märz mrz", "april apr", "mai", "juni jun", "juli jul", "august aug", "september sept sep", "oktober okt", "november nov", "dezember dez"},
			[]string{"montag mo", "dienstag di", "mittwoch mi", "donnerstag do", "freitag fr", "samstag sonnabend sa", "sonntag so"},
			[]string{"frühjahr frühling", "sommer", "herbst", "winter"},
			units{"tag tage tagen tages": "D", "woche wochen": "W", "wochenende wochenendes": "WE", "monat monate monaten monats": "M", "quartal quartals quartale": "Q", "halbjahr halbjahres": "H", "jahr jahre jahren jahres": "Y", "jahrzehnt jahrzehnte jahrzehnten": "E", "jahrhundert": "C", "stunde stunden": "TH", "minute minuten": "TM"},
			map[string]int{"heute": 0, "gestern": -1, "vorgestern": -2, "morgen": 1, "übermorgen": 2},
			"diese dieser dieses diesen diesem laufenden", "letzte letzten letzter letztes letztem vergangene vergangenen vergangenes vergangener vorige vorigen voriges", "nächste nächsten nächster nächstes kommende kommenden kommendes",
			[]string{"erste ersten erstes erster", "zweite zweiten zweites", "dritte dritten drittes", "vierte vierten viertes"},
			map[string]word{"anfang": {class: modWord, s: "early"}, "mitte": {class: modWord, s: "mid"}, "ende": {class: modWord, s: "late"}, "täglich": {class: setWord, s: "P1D"}, "jährlich": {class: setWord, s: "P1Y"}, "monatlich": {class: setWord, s: "P1M"}, "wöchentlich": {class: setWord, s: "P1W"},
				"derzeit jetzt aktuell": {class: refWord, s: "PRESENT_REF"}, "kürzlich": {class: refWord, s: "PAST_REF"}, "nachmittag": {class: partWord, s: "TAF"}, "abend": {class: partWord, s: "TEV"}, "nacht": {class: partWord, s: "TNI"}, "vormittag": {class: partWord, s: "TMO"}}),
		of: set("den dem der des im am vom von"), yearly: set("jahr jahres jahre"), before: set("vor"), cues: set("im in seit bis von ab jahr jahre jahres anfang ende mitte und zwischen nach vor sommer herbst frühjahr winter"),
		will: set("wird werden soll sollen will plant geplant am-kommenden künftig"),
	},
	"fr": {
		words: lexicon(
			[]string{"janvier janv", "février févr fév", "mars", "avril avr", "mai", "juin", "juillet juil", "août aout", "septembre sept", "octobre oct", "novembre nov", "décembre déc"},
			[]string{"lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"},
			[]string{"printemps", "", "automne", "hiver"},
			units{"jour jours": "D", "semaine semaines": "W", "mois": "M", "trimestre trimestres": "Q", "semestre semestres": "H", "an ans année années": "Y", "décennie décennies": "E", "siècle": "C", "heure heures": "TH", "minute minutes": "TM"},
			map[string]int{"hier": -1, "demain": 1},
			"ce cette cet", "dernier dernière derniers dernières passé passée précédent précédente", "prochain prochaine prochains prochaines",
			[]string{"premier première", "deuxième second", "troisième", "quatrième"},
			map[string]word{"été": {class: seasonWord, n: 1, weak: true}, "début": {class: modWord, s: "early"}, "mi": {class: modWord, s: "mid"}, "fin": {class: modWord, s: "late"}, "quotidiennement": {class: setWord, s: "P1D"}, "actuellement maintenant": {class: refWord, s: "PRESENT_REF"}, "récemment": {class: refWord, s: "PAST_REF"},
				"matin": {class: partWord, s: "TMO"}, "soir": {class: partWord, s: "TEV"}, "nuit": {class: partWord, s: "TNI"}, "midi": {class: partWord, s: "T12:00"}}),
		of: set("le la les l de du d au en"), yearly: set("an année"), before: set(""), cues: set("en depuis dès de du jusqu avant après entre et à année années fin début l'année"),
		will: set("sera seront doit doivent devrait prévu prévue va vont aura"), future: []string{"era", "ira", "dra", "vra", "rra", "eront", "iront", "dront", "vront", "rront"}, adjective: true,
	},
	"es": {
		words: lexicon(
			[]string{"enero ene", "febrero feb", "marzo", "abril abr", "mayo", "junio", "julio", "agosto ago", "septiembre setiembre sept", "octubre oct", "noviembre nov", "diciembre dic"},
			[]string{"lunes", "martes", "miércoles miercoles", "jueves", "viernes", "sábado sabado", "domingo"},
			[]string{"primavera", "verano", "otoño", "invierno"},
			units{"día días": "D", "semana semanas": "W", "mes meses": "M", "trimestre trimestres": "Q", "semestre semestres": "H", "año años": "Y", "década décadas": "E", "siglo": "C", "hora horas": "TH", "minuto minutos": "TM"},
			map[string]int{"hoy": 0, "mañana": 1, "ayer": -1, "anteayer": -2},
			"este esta estos estas presente", "pasado pasada pasados pasadas último última últimos últimas anterior", "próximo próxima próximos próximas siguiente que-viene",
			[]string{"primer primero primera", "segundo segunda", "tercer tercero tercera", "cuarto cuarta"},
			map[string]word{"principios comienzos inicios": {class: modWord, s: "early"}, "mediados": {class: modWord, s: "mid"}, "finales fines": {class: modWord, s: "late"}, "diariamente": {class: setWord, s: "P1D"}, "anualmente": {class: setWord, s: "P1Y"}, "actualmente ahora": {class: refWord, s: "PRESENT_REF"}, "recientemente": {class: refWord, s: "PAST_REF"},
				"noche": {class: partWord, s: "TNI"}, "tarde": {class: partWord, s: "TAF"}}),
		of: set("el la los las de del"), yearly: set("año"), before: set("hace"), cues: set("en desde hasta de del entre y año antes después tras para"),
		will: set("será serán debe deberá prevé previsto prevista va van tendrá habrá"), future: []string{"rá", "rán"}, adjective: true,
	},
	"ru": {
		words: lexicon(
			[]string{"январь января январе янв", "февраль февраля феврале фев", "март марта марте", "апрель апреля апреле апр", "май мая мае", "июнь июня июне", "июль июля июле", "август августа августе авг", "сентябрь сентября сентябре сен", "октябрь октября октябре окт", "ноябрь ноября ноябре нояб ноя", "декабрь декабря декабре дек"},
			[]string{"понедельник понедельника понедельнику", "вторник вторника", "среду среда среды среде", "четверг четверга", "пятницу пятница пятницы", "субботу суббота субботы", "воскресенье воскресенья"},
			[]string{"весной весна весны", "летом", "осенью осень осени", "зимой зима зимы"},
			units{"день дня дней дни": "D", "сутки суток": "D", "неделя недели неделю недель неделе": "W", "месяц месяца месяцев месяце": "M", "квартал квартала квартале": "Q", "полугодие полугодия полугодии": "H", "год года году лет годы годов": "Y", "десятилетие десятилетия": "E", "век века": "C", "час часа часов": "TH", "минуту минуты минут": "TM"},
			map[string]int{"сегодня": 0, "вчера": -1, "позавчера": -2, "завтра": 1, "послезавтра": 2},
			"этот эта это этого этой этом эту нынешнего нынешнем текущего текущем", "прошлый прошлого прошлом прошлой прошлую прошедший прошедшей прошедшую минувший минувшего минувшей минувшую последний последние последних последнюю предыдущий предыдущем", "следующий следующего следующем следующей следующую будущего будущем ближайший ближайшие",
			[]string{"первый первого первом первое", "второй второго втором", "третий третьего третьем", "четвертый четвёртый четвертого четвертом четвёртом"},
			map[string]word{"начале начала началу": {class: modWord, s: "early"}, "середине середины середину": {class: modWord, s: "mid"}, "конце конца концу": {class: modWord, s: "late"}, "ежедневно": {class: setWord, s: "P1D"}, "ежегодно": {class: setWord, s: "P1Y"}, "ежемесячно": {class: setWord, s: "P1M"}, "сейчас": {class: refWord, s: "PRESENT_REF"}, "недавно": {class: refWord, s: "PAST_REF"}, "скоро": {class: refWord, s: "FUTURE_REF"},
				"утром": {class: partWord, s: "TMO"}, "вечером": {class: partWord, s: "TEV"}, "ночью": {class: partWord, s: "TNI"}}),
		of: set(""), yearly: set("года году год г годом гг годы годах"), before: set(""), after: set("назад"), cues: set("в с до по к после между и"),
		will: set("будет будут планирует планируется состоится пройдет пройдёт вступит намерен намерена пройдут состоятся начнется начнётся начнутся рассмотрит рассмотрят истечет истечёт завершится соберутся соберется соберётся заработает истекает"),
	},
	"uk": {
		words: lexicon(
			[]string{"січень січня січні", "лютий лютого лютому", "березень березня березні", "квітень квітня квітні", "травень травня травні", "червень червня червні", "липень липня липні", "серпень серпня серпні", "вересень вересня вересні", "жовтень жовтня жовтні", "листопад листопада листопаді", "грудень грудня грудні"},
			[]string{"понеділок понеділка", "вівторок вівторка", "середу середа середи", "четвер четверга", "п'ятницю", "суботу субота суботи", "неділю неділі"},
			[]string{"навесні", "влітку", "восени", "взимку"},
			units{"день дня днів дні": "D", "тиждень тижня тижні тижнів": "W", "місяць місяця місяців місяці": "M", "квартал кварталу кварталі": "Q", "півріччя півріччі": "H", "рік року років роки році": "Y", "десятиліття": "E", "година години годин": "TH", "хвилин хвилини": "TM"},
			map[string]int{"сьогодні": 0, "вчора учора": -1, "позавчора": -2, "завтра": 1},
			"цей цього цьому ця цю поточного поточному", "минулий минулого минулому минулої минулу останні останній останніх", "наступний наступного наступному наступної",
			[]string{"перший першого першому", "другий другого другому", "третій третього третьому", "четвертий четвертого четвертому"},
			map[string]word{"початку початок": {class: modWord, s: "early"}, "середині": {class: modWord, s: "mid"}, "кінці наприкінці кінця кінцю": {class: modWord, s: "late"}, "щодня": {class: setWord, s: "P1D"}, "щороку": {class: setWord, s: "P1Y"}, "зараз": {class: refWord, s: "PRESENT_REF"}, "нещодавно": {class: refWord, s: "PAST_REF"},
				"вранці": {class: partWord, s: "TMO"}, "увечері ввечері": {class: partWord, s: "TEV"}, "вночі": {class: partWord, s: "TNI"}}),
		of: set(""), yearly: set("року році рік роки роках р рр"), before: set(""), after: set("тому"), cues: set("у в з до після між і"),
		will: set("буде будуть планує планується відбудеться набуде"), future: []string{"тиме", "тимуть"},
	},
	"ar": {
		words: lexicon(
			[]string{"يناير كانون", "فبراير شباط", "مارس آذار اذار", "أبريل ابريل إبريل نيسان", "مايو أيار ايار", "يونيو حزيران", "يوليو تموز", "أغسطس اغسطس آب", "سبتمبر أيلول ايلول", "أكتوبر اكتوبر تشرين", "نوفمبر", "ديسمبر"},
			[]string{"الاثنين الإثنين", "الثلاثاء", "الأربعاء الاربعاء", "الخميس", "الجمعة", "السبت", "الأحد الاحد"},
			[]string{"ربيع", "صيف", "خريف", "شتاء"},
			units{"يوم أيام ايام اليوم يوما": "D", "أسبوع الأسبوع أسابيع": "W", "شهر الشهر أشهر شهور": "M", "الربع": "Q", "النصف": "H", "عام العام سنة السنة أعوام سنوات عاما": "Y", "عقد عقود العقد": "E", "قرن القرن": "C", "ساعة ساعات": "TH", "دقيقة دقائق": "TM"},
			map[string]int{"أمس": -1, "غدا غداً": 1},
			"هذا هذه الجاري الحالي الحالية", "الماضي الماضية المنصرم المنصرمة الأخيرة", "المقبل المقبلة القادم القادمة",
			[]string{"الأول الاول", "الثاني", "الثالث", "الرابع"},
			map[string]word{"مطلع بداية أوائل": {class: modWord, s: "early"}, "منتصف": {class: modWord, s: "mid"}, "نهاية أواخر": {class: modWord, s: "late"}, "يوميا": {class: setWord, s: "P1D"}, "سنويا": {class: setWord, s: "P1Y"}, "حاليا": {class: refWord, s: "PRESENT_REF"}, "مؤخرا": {class: refWord, s: "PAST_REF"},
				"عامين سنتين": {class: unitWord, s: "Y", n: 2}, "شهرين": {class: unitWord, s: "M", n: 2}, "يومين": {class: unitWord, s: "D", n: 2}, "أسبوعين": {class: unitWord, s: "W", n: 2}, "صباح": {class: partWord, s: "TMO"}, "مساء": {class: partWord, s: "TEV"}}),
		of: set("من في شهر"), yearly: set("عام سنة العام"), before: set("قبل منذ"), cues: set("عام سنة في منذ العام حتى"),
		will: set("سوف سيتم ستكون سيكون سيبدأ ستبدأ سيعقد ستعقد سيدخل ستدخل سيصدر ستصدر سينتهي ستنتهي سيجري ستجري سيزور ستزور سيجتمع ستجتمع سيحاكم ستحاكم"), adjective: true,
	},
}
