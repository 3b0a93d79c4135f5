package lists

import (
	"regexp"
	"strings"

	"demarche"
)

// ofacTag is what one of OFAC's bracketed tags points to.
type ofacTag struct {
	programme  string
	instrument string
}

// ofacTags are the tags whose name does not hold the executive order itself,
// from OFAC's "Program Tag Definitions for OFAC Sanctions Lists".
var ofacTags = map[string]ofacTag{
	"BALKANS": {"Balkans-related sanctions", "E.O. 13219"}, "BELARUS": {"Belarus sanctions", "E.O. 13405"}, "BURUNDI": {"Burundi sanctions", "E.O. 13712"},
	"CAATSA - IRAN": {"Iran sanctions", "CAATSA"}, "CAATSA - RUSSIA": {"Russia sanctions", "CAATSA"}, "CAR": {"Central African Republic sanctions", "E.O. 13667"},
	"CUBA": {"Cuba sanctions", "31 CFR 515"}, "CYBER": {"Cyber-related sanctions", "E.O. 13694"}, "CYBER2": {"Cyber-related sanctions", "E.O. 13694"}, "CYBER3": {"Cyber-related sanctions", "E.O. 13694"}, "CYBER4": {"Cyber-related sanctions", "E.O. 13694"},
	"DARFUR": {"Darfur sanctions", "E.O. 13400"}, "DPRK": {"North Korea sanctions", "E.O. 13551"}, "DPRK2": {"North Korea sanctions", "E.O. 13687"}, "DPRK3": {"North Korea sanctions", "E.O. 13722"}, "DPRK4": {"North Korea sanctions", "E.O. 13810"}, "DPRK-NKSPEA": {"North Korea sanctions", "North Korea Sanctions and Policy Enhancement Act of 2016"},
	"DRCONGO": {"Democratic Republic of the Congo sanctions", "E.O. 13413"}, "FSE-IR": {"Foreign sanctions evaders", "E.O. 13608"}, "FSE-SY": {"Foreign sanctions evaders", "E.O. 13608"}, "FTO": {"Counter terrorism sanctions", "8 U.S.C. 1189"},
	"GLOMAG": {"Global Magnitsky sanctions", "E.O. 13818"}, "HIFPAA": {"Hizballah sanctions", "Hizballah International Financing Prevention Amendments Act of 2018"}, "HRIT-IR": {"Iran sanctions", "E.O. 13606"}, "HRIT-SY": {"Syria-related sanctions", "E.O. 13606"},
	"IFCA": {"Iran sanctions", "Iran Freedom and Counter-Proliferation Act of 2012"}, "IFSR": {"Iran sanctions", "31 CFR 561"}, "IRAN": {"Iran sanctions", "E.O. 13599"}, "IRAN-HR": {"Iran sanctions", "E.O. 13553"}, "IRAN-TRA": {"Iran sanctions", "E.O. 13628"},
	"IRAQ2": {"Iraq-related sanctions", "E.O. 13315"}, "IRAQ3": {"Iraq-related sanctions", "E.O. 13438"}, "IRGC": {"Iran sanctions", "31 CFR 561"}, "ISA": {"Iran sanctions", "Iran Sanctions Act"},
	"LEBANON": {"Lebanon sanctions", "E.O. 13441"}, "LIBYA2": {"Libya sanctions", "E.O. 13566"}, "LIBYA3": {"Libya sanctions", "E.O. 13726"}, "MAGNIT": {"Magnitsky sanctions", "Sergei Magnitsky Rule of Law Accountability Act of 2012"},
	"NICARAGUA": {"Nicaragua-related sanctions", "E.O. 13851"}, "NICARAGUA-NHRAA": {"Nicaragua-related sanctions", "Nicaragua Human Rights and Anticorruption Act of 2018"}, "NPWMD": {"Non-proliferation sanctions", "E.O. 13382"}, "NS-PLC": {"Palestinian Legislative Council list", "31 CFR 594"},
	"SDGT": {"Counter terrorism sanctions", "E.O. 13224"}, "SDNT": {"Counter narcotics sanctions", "E.O. 12978"}, "SDNTK": {"Counter narcotics sanctions", "Foreign Narcotics Kingpin Designation Act"}, "SOMALIA": {"Somalia sanctions", "E.O. 13536"}, "SOUTH SUDAN": {"South Sudan-related sanctions", "E.O. 13664"}, "SYRIA": {"Syria-related sanctions", "E.O. 13338"}, "SYRIA-CAESAR": {"Syria-related sanctions", "Caesar Syria Civilian Protection Act of 2019"},
	"TCO": {"Transnational criminal organizations", "E.O. 13581"}, "VENEZUELA": {"Venezuela-related sanctions", "E.O. 13692"}, "YEMEN": {"Yemen-related sanctions", "E.O. 13611"}, "ZIMBABWE": {"Zimbabwe sanctions", "E.O. 13288"},
	"561-RELATED": {"CAPTA list", "31 CFR 561"}, "UHRPA": {"Uyghur human rights", "Uyghur Human Rights Policy Act of 2020"},
}

// ofacNames names the programme behind a tag that holds its executive order.
var ofacNames = map[string]string{"BALKANS": "Balkans-related sanctions", "BELARUS": "Belarus sanctions", "BURMA": "Burma-related sanctions", "CMIC": "Chinese military companies sanctions",
	"ELECTION": "Foreign interference in a United States election", "ETHIOPIA": "Ethiopia-related sanctions", "HK": "Hong Kong-related sanctions", "HOSTAGES": "Hostages and wrongfully detained US nationals",
	"ILLICIT-DRUGS": "Counter narcotics sanctions", "IRAN": "Iran sanctions", "IRAN-CON-ARMS": "Iran sanctions", "MALI": "Mali-related sanctions", "NS-CMIC": "Chinese military companies sanctions", "PAARSSR": "Promoting accountability for Assad and regional stabilization sanctions",
	"PEESA": "Nord Stream 2 sanctions", "RUSSIA": "Russian harmful foreign activities sanctions", "SUDAN": "Sudan sanctions", "SYRIA": "Syria-related sanctions", "UKRAINE": "Ukraine-/Russia-related sanctions", "VENEZUELA": "Venezuela-related sanctions",
	"WEST-BANK": "West Bank-related sanctions", "ICC": "International Criminal Court-related sanctions", "AFGHANISTAN": "Afghanistan-related sanctions", "ICCP": "International Criminal Court-related sanctions"}

var tagOrder = regexp.MustCompile(`^(.*?)-?EO[- ]?(\d{5})\b`)

// ofacProgramme names the programme of a tag; one that is not known stands for
// itself.
func ofacProgramme(tag string) string {
	if t, ok := ofacTags[strings.ToUpper(tag)]; ok {
		return t.programme
	}
	if m := tagOrder.FindStringSubmatch(strings.ToUpper(tag)); m != nil && ofacNames[m[1]] != "" {
		return ofacNames[m[1]]
	}
	return tag
}

// ofacInstrument gives the law that a tag points to, "" when not known.
func ofacInstrument(tag string) string {
	if t, ok := ofacTags[strings.ToUpper(tag)]; ok {
		return t.instrument
	}
	if m := tagOrder.FindStringSubmatch(strings.ToUpper(tag)); m != nil {
		return "E.O. " + m[2]
	}
	if strings.HasSuffix(strings.ToUpper(tag), "-NKSPEA") {
		return ofacTags["DPRK-NKSPEA"].instrument
	}
	return ""
}

// ofacMeasures says what follows from a tag. The SDN list blocks; each non-SDN
// list limits something else (OFAC, "Consolidated Sanctions List": SSI, CAPTA,
// NS-MBS, NS-CMIC, FSE, NS-PLC). Where it is not known, nothing is said.
func ofacMeasures(list, tag string) []demarche.Measure {
	if list == "us-ofac-sdn" {
		return []demarche.Measure{demarche.MeasureAssetFreeze}
	}
	tag = strings.ToUpper(tag)
	switch {
	case strings.Contains(tag, "CMIC"), strings.Contains(tag, "13662"), strings.Contains(tag, "14024"), strings.Contains(tag, "13850"), strings.Contains(tag, "14014"):
		return []demarche.Measure{demarche.MeasureDebtEquity}
	case strings.Contains(tag, "561"), tag == "HIFPAA", tag == "IFSR", tag == "IFCA", tag == "UKRAINE-CAPTA", strings.Contains(tag, "CAPTA"), strings.Contains(tag, "13810"):
		return []demarche.Measure{demarche.MeasureCorrespondent}
	}
	return nil
}
