package crawler

import (
	"strings"
	"time"
)

// months of the languages that publishers of the catalogue write in, January to
// December; alternatives (cases, spellings) are joined by "/".
var months = []string{
	"january february march april may june july august september october november december",
	"janvier février/fevrier mars avril mai juin juillet août/aout septembre octobre novembre décembre/decembre",
	"januar/jänner februar märz/maerz april mai juni juli august september oktober november dezember",
	"enero febrero marzo abril mayo junio julio agosto septiembre/setiembre octubre noviembre diciembre",
	"janeiro fevereiro março/marco abril maio junho julho agosto setembro outubro novembro dezembro",
	"gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
	"januari februari maart april mei juni juli augustus september oktober november december",
	"январь/января февраль/февраля март/марта апрель/апреля май/мая июнь/июня июль/июля август/августа сентябрь/сентября октябрь/октября ноябрь/ноября декабрь/декабря",
	"січень/січня лютий/лютого березень/березня квітень/квітня травень/травня червень/червня липень/липня серпень/серпня вересень/вересня жовтень/жовтня листопад/листопада грудень/грудня",
	"styczeń/stycznia luty/lutego marzec/marca kwiecień/kwietnia maj/maja czerwiec/czerwca lipiec/lipca sierpień/sierpnia wrzesień/września październik/października listopad/listopada grudzień/grudnia",
	"ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
	"يناير/كانون-الثاني فبراير/شباط مارس/آذار أبريل/ابريل/نيسان مايو/أيار يونيو/حزيران يوليو/تموز أغسطس/آب سبتمبر/أيلول أكتوبر/اكتوبر نوفمبر ديسمبر",
	"ژانویه فوریه مارس آوریل مه/می ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر",
	"ינואר/בינואר פברואר/בפברואר מרץ/במרץ אפריל/באפריל מאי/במאי יוני/ביוני יולי/ביולי אוגוסט/באוגוסט ספטמבר/בספטמבר אוקטובר/באוקטובר נובמבר/בנובמבר דצמבר/בדצמבר",
	"januari februari mars april maj juni juli augusti september oktober november december",
	"januar februar marts/mars april maj/mai juni juli august september oktober november desember",
	"tammikuu/tammikuuta helmikuu/helmikuuta maaliskuu/maaliskuuta huhtikuu/huhtikuuta toukokuu/toukokuuta kesäkuu/kesäkuuta heinäkuu/heinäkuuta elokuu/elokuuta syyskuu/syyskuuta lokakuu/lokakuuta marraskuu/marraskuuta joulukuu/joulukuuta",
	"leden/ledna únor/února březen/března duben/dubna květen/května červen/června červenec/července srpen/srpna září říjen/října listopad/listopadu prosinec/prosince",
	"ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie",
	"ιανουαρίου/ιανουάριος φεβρουαρίου/φεβρουάριος μαρτίου/μάρτιος απριλίου/απρίλιος μαΐου/μάιος ιουνίου/ιούνιος ιουλίου/ιούλιος αυγούστου/αύγουστος σεπτεμβρίου/σεπτέμβριος οκτωβρίου/οκτώβριος νοεμβρίου/νοέμβριος δεκεμβρίου/δεκέμβριος",
	"januari februari maret april mei juni juli agustus september oktober november desember",
}

// monthIndex finds months by name or unmistakable beginning.
type monthIndex struct {
	exact map[string]int
	names []monthName
}

type monthName struct {
	name  string
	month int
}

var monthNames = newMonthIndex()

func newMonthIndex() monthIndex {
	x := monthIndex{exact: map[string]int{}}
	for i, short := range strings.Fields("jan feb mar apr may jun jul aug sep oct nov dec") {
		x.exact[short] = i + 1
	}
	for _, lang := range months {
		for i, alternatives := range strings.Fields(lang) {
			for _, name := range strings.Split(alternatives, "/") {
				x.exact[name] = i + 1
				x.names = append(x.names, monthName{name, i + 1})
			}
		}
	}
	return x
}

// find gives the month of a name, or of a beginning of three letters or more on
// which all languages agree.
func (x monthIndex) find(w string) (int, bool) {
	if m, ok := x.exact[w]; ok {
		return m, true
	}
	if len([]rune(w)) < 3 {
		return 0, false
	}
	found := 0
	for _, n := range x.names {
		if strings.HasPrefix(n.name, w) {
			if found != 0 && found != n.month {
				return 0, false
			}
			found = n.month
		}
	}
	return found, found != 0
}

// weekdayNames by day, Sunday first. English, French, German, Spanish, Italian,
// Portuguese, Dutch, Russian, Ukrainian, Turkish, and the one-letter-and-more
// forms of East Asia.
var weekdayNames = [7]string{
	"sun sunday dim dimanche so son sonntag dom domingo domenica zo zondag вс воскресенье нд неділя paz pazar 日曜日 일요일 星期日 星期天 일",
	"mon monday lun lundi mo montag lunes lunedì segunda segunda-feira seg ma maandag пн понедельник понеділок pzt pazartesi 月曜日 월요일 星期一 월",
	"tue tues tuesday mar mardi di die dienstag martes martedì terça terça-feira ter dinsdag вт вторник вівторок sal salı 火曜日 화요일 星期二 화",
	"wed weds wednesday mer mercredi mi mittwoch mié miércoles mercoledì quarta quarta-feira qua wo woensdag ср среда середа çar çarşamba 水曜日 수요일 星期三 수",
	"thu thur thurs thursday jeu jeudi do don donnerstag jue jueves gio giovedì quinta quinta-feira qui donderdag чт четверг четвер per perşembe 木曜日 목요일 星期四 목",
	"fri friday ven vendredi fr frei freitag vie viernes venerdì sexta sexta-feira sex vr vrijdag пт пятница пʼятниця cum cuma 金曜日 금요일 星期五 금",
	"sat saturday sam samedi sa samstag sonnabend sáb sábado sab sabato za zaterdag сб суббота субота cmt cumartesi 土曜日 토요일 星期六 토",
}

var weekdayNumber, weekdays = weekdayIndex()

func weekdayIndex() (map[string]int, map[string]bool) {
	number, is := map[string]int{}, map[string]bool{}
	for i, names := range weekdayNames {
		for _, n := range strings.Fields(names) {
			number[n], is[n] = i+1, true
		}
	}
	return number, is
}

// fillers are words that stand around dates.
var fillers = wordSet("at on of the de del den der das le la el o' à a às alle um uhr kl klo o'clock г года року р - • · / published posted updated date: date release released issued press time hrs standard summer daylight day t")

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

// zoneWords maps zone abbreviations and the words of their names to an
// abbreviation of zoneOffsets. The words "standard" and "summer" are fillers.
var zoneWords = map[string]string{
	"z": "UTC", "ut": "UTC", "utc": "UTC", "gmt": "UTC", "est": "EST", "edt": "EDT", "et": "ET", "eastern": "ET",
	"cst": "CST", "cdt": "CDT", "ct": "CT", "central": "CT", "mst": "MST", "mdt": "MDT", "mountain": "MT", "pst": "PST", "pdt": "PDT", "pt": "PT", "pacific": "PT",
	"msk": "MSK", "moscow": "MSK", "kst": "KST", "korea": "KST", "jst": "JST", "japan": "JST", "ist": "IST", "india": "IST",
	"bst": "BST", "british": "BST", "wet": "WET", "west": "WEST", "cet": "CET", "cest": "CEST", "mez": "CET", "mesz": "CEST", "eet": "EET", "eest": "EEST",
	"hkt": "HKT", "sgt": "SGT", "pkt": "PKT", "irst": "IRST", "trt": "TRT", "sast": "SAST", "gst": "GST", "wib": "WIB", "ict": "ICT",
	"aest": "AEST", "aedt": "AEDT", "awst": "AWST", "acst": "ACST", "acdt": "ACDT", "nzst": "NZST", "nzdt": "NZDT", "idt": "IDT", "akst": "AKST", "hst": "HST",
}

// zoneOffsets in minutes east of Greenwich. The North American ones are those
// of RFC 822; BST and IST are read as in their largest users, Britain and India,
// unless the source's own zone uses the abbreviation.
var zoneOffsets = map[string]int{
	"UTC": 0, "EST": -300, "EDT": -240, "CST": -360, "CDT": -300, "MST": -420, "MDT": -360, "PST": -480, "PDT": -420,
	"MSK": 180, "KST": 540, "JST": 540, "IST": 330, "BST": 60, "WET": 0, "WEST": 60, "CET": 60, "CEST": 120, "EET": 120, "EEST": 180,
	"HKT": 480, "SGT": 480, "PKT": 300, "IRST": 210, "TRT": 180, "SAST": 120, "GST": 240, "WIB": 420, "ICT": 420,
	"AEST": 600, "AEDT": 660, "AWST": 480, "ACST": 570, "ACDT": 630, "NZST": 720, "NZDT": 780, "IDT": 180, "AKST": -540, "HST": -600,
}

// zonePlaces are names that follow the clocks of a place.
var zonePlaces = map[string]string{"ET": "America/New_York", "CT": "America/Chicago", "MT": "America/Denver", "PT": "America/Los_Angeles"}

// zoneOf gives the zone named, else the source's. An abbreviation that the
// source's own zone uses means that zone.
func zoneOf(names []string, own *time.Location, at time.Time) *time.Location {
	if len(names) == 0 {
		return own
	}
	name := names[len(names)-1]
	if place := zonePlaces[name]; place != "" {
		if loc, err := time.LoadLocation(place); err == nil {
			return loc
		}
	}
	for _, t := range []time.Time{at, at.AddDate(0, 6, 0)} {
		if abbr, offset := t.Zone(); abbr == name && name != "UTC" {
			return time.FixedZone(name, offset)
		}
	}
	if name == "UTC" {
		return time.UTC
	}
	return time.FixedZone(name, zoneOffsets[name]*60)
}
