package extract

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"demarche"
)

func readText(title, text, day string) demarche.Facts {
	in := Input{Title: title, Text: text}
	in.Published.Time, _ = time.Parse(time.DateOnly, day)
	return New(Config{}).Extract(in)
}

// TestNames holds sentences of our own in which names were once cut, joined or
// given the wrong kind.
func TestNames(t *testing.T) {
	for _, c := range []struct{ text, want, never string }{
		{"North Korean bankers were listed. North Korean workers too.", "country:North Korean:KP country:North Korean:KP", "location:North"},
		{"The bank put eight North Koreans on the payroll and serves North Korean workers.", "country:North Koreans:KP country:North Korean:KP", "location:North"},
		{"London, Washington and Brussels acted.", "London:GB Washington:US Brussels:BE", "London:US"},
		{"Chosun Expo and Park Jin Hyok were listed.", "organisation:Chosun Expo person:Park Jin Hyok", "person:Chosun"},
		{"The bankers Jang Kuk Chol and Ho Jong Son moved money with Ri Jin Hyok and Ho Yong Chol.", "person:Jang Kuk Chol person:Ho Jong Son person:Ri Jin Hyok person:Ho Yong Chol", "location:"},
		{"Rosneft and Lukoil are subject to an asset freeze.", "organisation:Rosneft organisation:Lukoil", "Rosneft and"},
		{"Bitcoin fell sharply.", "", "organisation:Bitcoin"},
		{"Chinese nationals work for it in Shenyang and Dandong.", "location:Shenyang:CN location:Dandong:CN", "organisation:"},
		{"HO, Jong Son, Shenyang, China; nationality Korea, North; Gender Male (individual) [DPRK3].", "person:HO, Jong Son country:Korea, North:KP", "Male"},
		{"MAKAROV, Maksim, Russia; nationality Russia; Gender Male (individual) [CYBER4].", "person:MAKAROV, Maksim", "organisation:"},
		{"정부는 조선 산업에 1,500억 달러를 투자한다.", "", "country:조선"},
	} {
		var got []string
		for _, m := range readText("", c.text, "2025-11-04").Mentions {
			if m.Kind.IsName() {
				got = append(got, strings.TrimRight(string(m.Kind)+":"+m.Text+":"+m.Code, ":"))
			}
		}
		all := strings.Join(got, " ")
		rest := all
		for _, w := range strings.SplitAfter(c.want, " ") {
			w = strings.TrimSpace(w)
			i := strings.Index(rest, w)
			if i < 0 {
				t.Errorf("%s: %s, want %s", c.text, all, c.want)
				break
			}
			rest = rest[i+len(w):]
		}
		if c.never != "" && strings.Contains(all, c.never) {
			t.Errorf("%s: %s holds %s", c.text, all, c.never)
		}
	}
}

// TestMainAction holds what the main action is and who does it.
func TestMainAction(t *testing.T) {
	for _, c := range []struct {
		title, text, kind, actor string
	}{
		{"US names Pyongyang's bankers: eight people and two firms listed", "The United States has put eight people on its list of blocked persons, accusing them of spending what hackers steal in cryptocurrency.", "designation", "United States"},
		{"김지나 차관, 독자제재 “필요하다면 검토할 수 있어”", "김지나 외교부 제2차관은 독자제재를 검토할 수 있다고 밝혔다.", "statement", "South Korean Foreign Ministry"},
		{"Seoul may follow Washington with sanctions over crypto theft", "South Korea could look at sanctions over stolen digital assets, an official said.", "statement", "South Korea"},
		{"Council puts back in force restrictive measures against Iran", "The Council today agreed to put back in force the restrictive measures against Iran. They comprise asset freezes.", "designation", "Council"},
		{"EU shuts out 117 more tankers; list stands at 558", "The European Union has barred another 117 vessels from its ports.", "designation", "European Union"},
		{"Nucléaire iranien : les sanctions de l’ONU sont de retour", "Les sanctions des Nations unies contre l’Iran sont rentrées en vigueur.", "designation", ""},
		{"Vice Minister Answers the New Sanctions", "The vice minister said in a press statement that dialogue was useless.", "statement", ""},
		{"", "OFAC sanctioned eight people over $3 billion in stolen crypto.", "designation", "Office of Foreign Assets Control"},
		{"", "The foreign ministry of North Korea said on Thursday that Washington's sanctions on eight of its nationals would never change its position.", "statement", "North Korea"},
		{"Rosneft and Lukoil listed", "Rosneft and Lukoil were listed on Wednesday.", "designation", ""},
		{"Thirteen years on: anniversary of a resolution", "Thirteen years ago today the Security Council adopted resolution 2094 tightening sanctions on Pyongyang.", "other", ""},
		{"", "Hackers linked to North Korea's Lazarus Group stole $1.5 billion in ether from Bybit. Chosun Expo, a North Korean company, laundered part of it.", "theft", "Lazarus Group"},
		{"OFAC delists a mixer", "OFAC has removed Tornado Cash from the SDN List, but remains deeply concerned about the DPRK's hacking campaign.", "removal", "Office of Foreign Assets Control"},
		{"", "UN sanctions on Iran returned on Sunday after Britain, France and Germany triggered snapback.", "designation", "United Nations"},
		{"Two oil companies under one rule", "Rosneft and Lukoil are subject to an asset freeze.", "designation", ""},
	} {
		a := readText(c.title, c.text, "2025-11-05").Actions[0]
		if string(a.Kind) != c.kind || a.Actor != c.actor {
			t.Errorf("%s %s: %s by %q, want %s by %q", c.title, c.text, a.Kind, a.Actor, c.kind, c.actor)
		}
	}
}

// TestTitleTells holds that what the title tells is dated by the lead, not by a
// sentence far below that uses the same words.
func TestTitleTells(t *testing.T) {
	f := readText("United Nations sanctions on Iran return", "NEW YORK, 27 September 2025 — Six resolutions apply again since 8 p.m. today. With them return an arms embargo and a freeze. The three states had notified the Council. A resolution to keep the lifting of sanctions in force failed on 19 September.", "2025-09-27")
	if f.Actions[0].Kind != "designation" || f.Event.Value != "2025-09-27" {
		t.Errorf("%s on %s, want a designation on 2025-09-27", f.Actions[0].Kind, f.Event.Value)
	}
}

// TestPublisher holds that an authority's own text is read as its own deed.
func TestPublisher(t *testing.T) {
	for _, c := range []struct {
		in    Input
		actor string
	}{
		{Input{Text: "The ministry said it strongly condemns the measures announced by the US Treasury.", Country: "KP", Authority: "MFA"}, "North Korea"},
		{Input{Text: "Four persons were added to the sanctions list today.", Country: "AU", Kind: demarche.KindSanctions}, "Australia"},
		{Input{Text: "Four persons were added to the sanctions list today.", Country: "AU", Kind: demarche.KindNews}, ""},
		{Input{Text: "The US Treasury sanctioned four persons today.", Country: "KP", Kind: demarche.KindMinistry}, "U.S. Department of the Treasury"},
	} {
		if got := New(Config{}).Extract(c.in).Actions[0].Actor; got != c.actor {
			t.Errorf("%s: %q acts, want %q", c.in.Text, got, c.actor)
		}
	}
}

// TestEmptyFacts sees that nothing is null in JSON.
func TestEmptyFacts(t *testing.T) {
	b, err := json.Marshal(readText("", "Nothing of note.", ""))
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range []string{`"designees":[]`, `"countries":[]`, `"mentions":[]`} {
		if !strings.Contains(string(b), k) {
			t.Errorf("%s lacks %s", b, k)
		}
	}
}
