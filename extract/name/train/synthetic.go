package main

import (
	"compress/gzip"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"

	"demarche/extract/name"
)

// The labelled news has few of the shapes that wire copy is full of: datelines,
// by-lines, headlines in capitals, tables of results, lists of companies. maker
// invents such lines from lists of names and towns, with their labels.
type maker struct {
	rnd              *rand.Rand
	towns, countries []string
	given, family    []string
	b                strings.Builder
	names            []name.Span
}

func newMaker(places, people string) *maker {
	m := &maker{rnd: rand.New(rand.NewPCG(11, 5)), countries: strings.Split(countryNames, "|")}
	for _, line := range strings.Split(unzip(places), "\n") {
		f := strings.Split(line, "\t")
		if len(f) == 4 && !strings.Contains(f[0], "(") {
			if n, err := strconv.Atoi(f[3]); err == nil && (n > 150 || n > 40 && (f[1] == "GB" || f[1] == "US" || f[1] == "DE" || f[1] == "NL" || f[1] == "FR" || f[1] == "ES" || f[1] == "IT")) {
				m.towns = append(m.towns, f[0])
			}
		}
	}
	for _, line := range strings.Split(unzip(people), "\n") {
		if len(line) < 4 {
			continue
		}
		n := titled(line[1:])
		if line[0] == 'g' {
			m.given = append(m.given, n)
		} else {
			m.family = append(m.family, n)
		}
	}
	return m
}

func unzip(path string) string {
	f, err := os.Open(path)
	check(err)
	defer f.Close()
	z, err := gzip.NewReader(f)
	check(err)
	data, err := io.ReadAll(z)
	check(err)
	return string(data)
}

func titled(s string) string {
	r := []rune(s)
	return strings.ToUpper(string(r[:1])) + string(r[1:])
}

const countryNames = "Germany|France|Italy|Spain|Japan|China|Russia|Brazil|Norway|Sweden|Austria|Switzerland|Finland|U.S.|United States|Britain|Ireland|Czech Republic|Poland|Ukraine|Kenya|Ethiopia|Morocco|Canada|Australia|New Zealand|South Africa|India|Pakistan|Sri Lanka|West Indies|England|Scotland|Wales|Northern Ireland|Netherlands|Belgium|Denmark|Portugal|Romania|Bulgaria|Hungary|Croatia|Yugoslavia|Turkey|Greece|Israel|Iran|Iraq|Kuwait|Saudi Arabia|United Arab Emirates|South Korea|North Korea|Thailand|Indonesia|Malaysia|Mexico|Argentina|Chile|Colombia|Peru|Cuba|Slovakia|Slovenia|Belarus|Kazakhstan|Uzbekistan|Zimbabwe|Nigeria|Ghana|Cameroon|Algeria|Tunisia|Egypt|Syria|Lebanon|Jordan"

func (m *maker) pick(list []string) string { return list[m.rnd.IntN(len(list))] }

func (m *maker) town() string    { return m.pick(m.towns) }
func (m *maker) country() string { return m.pick(m.countries) }
func (m *maker) last() string    { return m.pick(m.family) }
func (m *maker) first() string   { return m.pick(m.given) }

func (m *maker) person() string {
	switch m.rnd.IntN(16) {
	case 3:
		return m.first() + " \"" + m.first() + "\" " + m.last()
	case 4:
		return m.first() + " “" + m.first() + "” " + m.last()
	case 5:
		return m.first() + " al-" + m.last()
	case 6:
		return m.first() + " " + m.first() + " " + m.last()
	case 7:
		return m.last() + " " + m.first() + "-" + strings.ToLower(m.first())
	case 0:
		return m.first() + " " + string(m.first()[0]) + ". " + m.last()
	case 1:
		return string(m.first()[0]) + ". " + m.last()
	case 2:
		return m.first() + " " + m.last() + "-" + m.last()
	}
	return m.first() + " " + m.last()
}

var (
	before = strings.Split("FC|AC|Real|Sporting|Dynamo|CSKA|Borussia|Hapoel|Racing|Athletic|Inter|SV|VfB|AS|RC|Deportivo|Lokomotiv|Spartak|Union|Olympique", "|")
	after  = strings.Split("United|City|Rovers|Town|Athletic|Wanderers|County|Albion|Rangers|Hotspur|Villa|Forest|FC|Bulls|Lions|Bears|Eagles|Hawks|Kings|Stars|Giants|Tigers|Warriors|Rockets|Sharks|Jets", "|")
)

func (m *maker) team() string {
	switch m.rnd.IntN(6) {
	case 0:
		return m.pick(before) + " " + m.town()
	case 1:
		return m.town() + " " + m.pick(after)
	}
	return m.town()
}

var (
	tails  = strings.Split("Inc|Corp|Ltd|Co|Plc|Bank|Brothers|Group|Holdings|Industries|Airlines|Motors|Systems|International|Energy|Petroleum|Securities|Partners|Technologies|Resources|Gold|Mining|Electric|Insurance|Foods|Steel|Capital", "|")
	stems  = strings.Split("Nor|Vex|Tel|Mar|Sun|Cor|Gen|Ax|Bel|Dyn|Syn|Uni|Trans|Pan|Eur|Med|Bio|Inter|Petro|Star|Alt|Nov|Sol|Tec|Wes|Kan|Hal|Max", "|")
	ends   = strings.Split("ex|co|tel|on|ix|a|is|com|tech|ar|um|gas|dyne|mark|bank|via|pharm|net|oil|sys", "|")
	orgs   = strings.Split("Ministry of Finance|Foreign Ministry|Interior Ministry|Central Bank|Supreme Court|Justice Ministry|National Assembly|Stock Exchange|Football Association|Chamber of Commerce|Labour Party|Communist Party|Trade Ministry|Health Ministry", "|")
	months = strings.Split("January|February|March|April|May|June|July|August|September|October|November|December", "|")
)

func (m *maker) company() string {
	switch m.rnd.IntN(6) {
	case 0:
		return m.last() + " " + m.pick(tails)
	case 1:
		return m.last() + " " + m.last() + " " + m.pick(tails)
	case 2:
		return m.town() + " " + m.pick(tails)
	case 3:
		return m.last() + " & " + m.last()
	}
	c := m.pick(stems) + m.pick(ends)
	if m.rnd.IntN(2) == 0 {
		c += " " + m.pick(tails)
	}
	return c
}

// feature invents places with a word that says what they are.
func (m *maker) feature() string {
	name := m.town()
	if m.rnd.IntN(2) == 0 {
		name = m.last()
	}
	if m.rnd.IntN(5) == 0 {
		return m.pick([]string{"Lake", "Mount", "River", "Fort", "Port", "Cape", "Isle of"}) + " " + name
	}
	return name + " " + m.pick(strings.Split("River|Lake|Street|Road|Park|Station|railway station|County|Bridge|Island|Valley|Bay|Hill|Square|Avenue|Mountains|Castle|Hall|House|Airport|Creek|District|Province|Municipality|Peninsula|Reservoir|Pond|Harbor|Township", "|"))
}

func (m *maker) institution() string {
	name := m.town()
	switch m.rnd.IntN(4) {
	case 0:
		name = m.last()
	case 1:
		return "University of " + name
	}
	return name + " " + m.pick(strings.Split("University|College|High School|School of Law|Hospital|Museum|Library|Records|Railway|Broadcasting Corporation|Band|Orchestra|Institute of Technology|Academy|Church|Party|Brigade|Regiment|Infantry Division|Air Division|Football Club|Hockey League|Symphony|Publishing|Herald|Times|Post|Theatre Company|Chamber of Commerce|City Council|Police Department", "|"))
}

func (m *maker) work() string {
	w := m.pick(shipWords) + " " + m.pick([]string{"of", "in", "and the", "for", "from"}) + " " + m.pick(shipWords)
	switch m.rnd.IntN(3) {
	case 0:
		w = "The " + m.pick(shipWords) + " " + m.pick(shipWords)
	case 1:
		w = m.pick(shipWords) + " " + m.pick(shipWords)
	}
	return w
}

func (m *maker) band() string {
	switch m.rnd.IntN(4) {
	case 0:
		return "The " + m.pick(shipWords) + " " + m.pick(after)
	case 1:
		return m.pick(shipWords) + " " + m.pick(after)
	case 2:
		return titled(m.pick(stems) + m.pick(ends))
	}
	return m.pick(shipWords) + " " + m.pick(shipWords)
}

// foreignCompany invents names as sanctions lists hold them.
func (m *maker) foreignCompany() string {
	n := m.pick(stems) + m.pick(ends)
	switch m.rnd.IntN(7) {
	case 0:
		return "JSC " + strings.ToUpper(n)
	case 1:
		return "Joint Stock Company " + m.last() + " " + m.pick(fields)
	case 2:
		return strings.ToUpper(n[:4]) + " " + m.pick(fields) + " " + m.pick(forms)
	case 3:
		return titled(n) + " " + m.town() + " " + m.pick(forms)
	case 4:
		return m.last() + " " + titled(n) + " " + m.pick(fields) + " Co., Ltd."
	case 5:
		return m.country() + " " + m.pick(fields) + " " + m.pick(tails) + " " + m.pick(forms)
	}
	return titled(n) + " " + m.pick(fields) + " " + m.pick(forms)
}

func (m *maker) vessel() string {
	n := m.last()
	switch m.rnd.IntN(4) {
	case 0:
		return strings.ToUpper(n + " " + m.pick(shipWords))
	case 1:
		return m.pick(shipWords) + " " + n
	case 2:
		return titled(m.pick(stems)+m.pick(ends)) + " " + strconv.Itoa(1+m.rnd.IntN(20))
	}
	return m.pick(shipWords) + " " + m.pick(shipWords)
}

func (m *maker) group() string {
	switch m.rnd.IntN(5) {
	case 0:
		return strconv.Itoa(1+m.rnd.IntN(90)) + " " + m.last() + " Foundation"
	case 1:
		return m.last() + " " + m.pick([]string{"Cartel", "Network", "Group", "Brigade", "Movement", "Foundation", "Organization"})
	case 2:
		return strconv.Itoa(11+m.rnd.IntN(80)) + "th " + m.pick([]string{"Scientific Center", "Brigade", "Regiment", "Research Institute", "Bureau", "Design Bureau"})
	case 3:
		return m.pick([]string{"Cyber Army of", "Union of", "National Bank of", "Islamic Front of", "Liberation Army of", "Central Bank of", "Ministry of Defense of", "People's Party of"}) + " " + m.country()
	}
	return m.pick([]string{"Federal", "National", "State", "General", "Main"}) + " " + m.pick([]string{"Security", "Intelligence", "Penitentiary", "Border", "Space", "Tax", "Guard"}) + " " + m.pick([]string{"Service", "Directorate", "Agency", "Bureau"})
}

var (
	forms     = strings.Split("LLC|Ltd|Limited|JSC|OOO|GmbH|DOO|DOOEL|AD|SA|S.A.|FZE|FZCO|Pte Ltd|Pte. Ltd.|Co|Corp|Inc.|Company Limited|B.V.|AG|OU|SARL|Sdn Bhd|PJSC|DMCC|S.R.L.", "|")
	fields    = strings.Split("Trading|Shipping|Konsalting|Holding|Marine|Maritime|Electronics|Elektro|Invest|Oil|Energy|Logistics|Technology Development|Information Technology|General Trading|Import Export|Petrochemical|Aviation|Navigation|Exchange|Financial Services|Transit|Travel and Tourism|Metals|Research Institute|Design Bureau|Automation|Credit Bank|Machinery|Computer Technology|Software", "|")
	shipWords = strings.Split("Star|Ocean|Sea|Pearl|Golden|Pacific|Jewel|Spirit|Lady|Queen|Glory|Hope|Dragon|Eagle|Horizon|Fortune|Silk Road|Northern|Breeze|Voyager|Pioneer", "|")
	demonyms  = strings.Split("Russian|Iranian|Chinese|North Korean|Syrian|Venezuelan|Serbian|Lebanese|Turkish|Mexican|Burmese|Belarusian|Ukrainian|Cuban|Pakistani|Emirati|German|British|American|French", "|")
	roles     = strings.Split("Director|Deputy Director|Deputy Minister of Defense|Minister of Defense|Prime Minister|Foreign Minister|Prosecutor General|Attorney General|Secretary of State|Secretary of the Treasury|Under Secretary of the Treasury for Terrorism and Financial Intelligence|Deputy Secretary of the Treasury|Treasury Secretary|Acting Director|Chief Executive Officer|Chief Financial Officer|Chairman|Vice President|Supreme Leader|Brigadier General|Major General|Lieutenant Colonel|Colonel|Ambassador|Special Envoy|Foreign Secretary|High Representative|Minister for the Middle East|First Deputy Chief of Staff|National Security Adviser|Assistant Attorney General|U.S. Attorney|Special Agent|Commissioner|President|President-elect|Senator|Governor|Judge|Ayatollah|Sheikh|Crown Prince|King|General|Captain|Commander|Businessman|businessman|leader|spokesman|director|general manager", "|")
)

func (m *maker) num(n int) string { return strconv.Itoa(m.rnd.IntN(n)) }

func (m *maker) date() string {
	return fmt.Sprintf("%d-%02d-%02d", 1990+m.rnd.IntN(36), 1+m.rnd.IntN(12), 1+m.rnd.IntN(28))
}

// write fills a template: {P} is a person, {L} a family name, {T} a team, {C} a
// town, {N} a state, {O} a company, {B} a public body; {t} {c} {n} {p} {o} the
// same in capitals; {#} a small number, {##} a larger one, {D} a date, {M} a
// month.
func (m *maker) write(template string) {
	for template != "" {
		i := strings.IndexByte(template, '{')
		if i < 0 {
			m.b.WriteString(template)
			return
		}
		m.b.WriteString(template[:i])
		j := strings.IndexByte(template[i:], '}') + i
		m.slot(template[i+1 : j])
		template = template[j+1:]
	}
}

func (m *maker) slot(kind string) {
	text, typ := "", ""
	switch strings.ToUpper(kind) {
	case "P":
		text, typ = m.person(), "PER"
	case "L":
		text, typ = m.last(), "PER"
	case "T":
		text, typ = m.team(), "ORG"
	case "C":
		text, typ = m.town(), "LOC"
	case "N":
		text, typ = m.country(), "LOC"
	case "O":
		text, typ = m.company(), "ORG"
	case "B":
		text, typ = m.pick(orgs), "ORG"
	case "#":
		text = m.num(10)
	case "##":
		text = m.num(120)
	case "K":
		text, typ = m.feature(), "LOC"
	case "S":
		text, typ = m.institution(), "ORG"
	case "W":
		text, typ = m.work(), "MISC"
	case "Y":
		text, typ = m.band(), "ORG"
	case "X":
		text, typ = m.foreignCompany(), "ORG"
	case "V":
		text, typ = m.vessel(), "MISC"
	case "G":
		text, typ = m.group(), "ORG"
	case "R":
		text = m.pick(roles)
	case "A":
		text = m.pick(demonyms)
		typ = "MISC"
	case "E":
		text = "E.O. 1" + strconv.Itoa(3000+m.rnd.IntN(1400))
	case "D":
		text = m.date()
	case "M":
		text = m.pick(months)
	}
	if kind != strings.ToUpper(kind) {
		text = strings.ToUpper(text)
	}
	if typ != "" {
		m.names = append(m.names, name.Span{Start: m.b.Len(), End: m.b.Len() + len(text), Type: typ})
	}
	m.b.WriteString(text)
}

func (m *maker) done() name.Example {
	x := name.Example{Text: m.b.String(), Names: m.names}
	m.b.Reset()
	m.names = nil
	return x
}

// rows are repeated to make tables.
var rows = []string{
	"{T} {#} {T} {#} ", "{T} {#} ({L} {##}, {L} {##}) {T} {#} ", "{T} {##} {#} {#} {#} {##} {##} {##} ", "{t} {##} {#} .{##}7 {#} 1/2 ", "{T} {##} {T} {##} ",
	"{#}. {P} ({N}) {##}.{##} ", "{##}. {P} ({N}) {#}:{##}.{##} ", "{P} ({N}) {##} {##} {##} ", "{L} c {L} b {L} {##} ", "{P} c {L} b {L} {##} ", "{P} b {L} {#} ", "{L} {##}-{#}-{##}-{#}, ",
	"{N} {#} {N} {#} ", "{t} AT {t} ", "{T} v {T} ", "{P} ({N}) beat {P} ({N}) {#}-{#} {#}-{#} ", "{##} {P} ({T}) ", "{P} ({T}), ", "{#}= {P} ({N}) {##} ", "{L} {##}, ", "{C} {##} {##} ",
}

// lines stand alone.
var lines = []string{
	"{P} {c} {D} ", "{c} {D} ", "{c}, {N} {D} ", "{P} {c}, {N} {D} ", "{c} ({O}) - ", "{c}, {M} {##} ({O}) - ", "{c} — ",
	"{T} beat {T} {#}-{#} on Saturday.", "{T} drew {#}-{#} with {T} in the {N} league on Sunday.", "{L} scored twice for {T} against {T}.", "{T} striker {P} has joined {T} on loan.", "{P} of {N} won the race ahead of {P} ({N}).",
	"Defending champion {P} of {N} lost to {P}.", "{T} coach {P} said {L} would miss the match at {C}.", "Midfielder {P} put {T} ahead in the {##}th minute.", "{T} lead the table with {##} points from {T} and {T}.",
	"SOCCER - {t} BEAT {t}.", "SOCCER - {n} HOLD {n} TO DRAW.", "TENNIS - {p} WINS IN {c}.", "CRICKET - {n} V {n} SCOREBOARD.", "{n} REJECTS {n} OFFER.", "{o} SHARES RISE AFTER RESULTS.", "{n} POLICE ARREST TWO IN {c}.",
	"{O} said on Tuesday it would buy {O} for $ {##} million.", "Shares in {O} rose {#} percent in {C}.", "{O} and {O} agreed to merge, {O} analyst {P} said.", "{P}, an analyst at {O} in {C}, said {O} would gain.", "{O} reported a net profit of {##} million.",
	"{O}'s chairman {P} resigned.", "{L}, who heads {O}, said the {B} had approved the deal.", "The {B} in {C} said {P} had been detained.", "{N}'s {B} denied the report.", "{O}, based in {C}, {N}, employs {##} people.", "-- {C} newsroom +{##} {##} {##}",
	"{P} was born in {C}, {N}, and studied at {B}.", "{P} and {P} live in {C}.", "In {##} {L} moved to {C} and joined {O}.", "{P} ({L}) and {P} ({L}) worked for {O}.", "{L} was designated for acting for {O}.", "{O} ({N}), {O} ({N}) and {O} ({N}) were added to the list.",
	"{P}, a citizen of {N}, manages {O} from {C}.", "{P} (born {##}), {N} politician", "{O} owns {O}, {O}, and {O}.",
}

// make gives n invented examples.
func (m *maker) make(n int) (out []name.Example) {
	for i := range n {
		if i%2 == 0 {
			row := m.pick(rows)
			if m.rnd.IntN(2) == 0 {
				m.write(m.pick(lines) + " ")
			}
			for range 2 + m.rnd.IntN(6) {
				if m.rnd.IntN(12) == 0 {
					row = m.pick(rows)
				}
				m.write(row)
			}
		} else if i%4 == 1 {
			m.write(m.pick(lines))
		} else {
			m.write(m.pick(prose))
		}
		out = append(out, m.done())
	}
	return out
}

// dated puts datelines and by-lines before some real sentences.
func (m *maker) dated(all []name.Example, every int) (out []name.Example) {
	for i := 0; i < len(all); i += every {
		m.write(lines[m.rnd.IntN(7)])
		shift := m.b.Len()
		m.b.WriteString(all[i].Text)
		for _, n := range all[i].Names {
			m.names = append(m.names, name.Span{Start: n.Start + shift, End: n.End + shift, Type: n.Type})
		}
		out = append(out, m.done())
	}
	return out
}
