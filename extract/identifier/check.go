package identifier

import "strings"

// imo checks a ship's number: the last digit is that of the first six weighted 7 to
// 2 (IMO Resolution A.1117(30)).
func imo(s string) bool {
	sum := 0
	for i := range 6 {
		sum += int(s[i]-'0') * (7 - i)
	}
	return sum%10 == int(s[6]-'0')
}

// mmsi checks the country digits of a ship station's number: 201 to 775 (ITU-R
// M.585).
func mmsi(s string) bool {
	mid := s[:3]
	return mid >= "201" && mid <= "775"
}

// lei checks the two check digits of ISO 17442: ISO 7064 MOD 97-10.
func lei(s string) bool {
	rem := 0
	for i := range len(s) {
		switch c := s[i]; {
		case c >= '0' && c <= '9':
			rem = (rem*10 + int(c-'0')) % 97
		case c >= 'A' && c <= 'Z':
			rem = (rem*100 + int(c-'A') + 10) % 97
		default:
			return false
		}
	}
	return rem == 1
}

// bic checks the country letters of ISO 9362, characters five and six.
func bic(s string) bool { return strings.Contains(countries, " "+s[4:6]+" ") }

// uscc checks a Chinese unified social credit code's last character (GB 32100-2015).
func uscc(s string) bool {
	const alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
	s = strings.ToUpper(s)
	sum, weight := 0, 1
	for i := range 17 {
		d := strings.IndexByte(alphabet, s[i])
		if d < 0 {
			return false
		}
		sum += d * weight
		weight = weight * 3 % 31
	}
	return alphabet[(31-sum%31)%31] == s[17]
}

// countries are the codes of ISO 3166-1 alpha-2, and XK.
const countries = " AD AE AF AG AI AL AM AO AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GT GU GW GY HK HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW "
