package name

import (
	"strings"

	"demarche/extract/token"
)

// class is what a word is known for, as bits.
type class uint32

const (
	isTitle     class = 1 << iota // stands before a person's name and is no part of it
	isOrgHead                     // Ministry, Bank, University
	isOrgTail                     // Ltd, LLC, Group
	isPlaceHead                   // Lake, Mount
	isPlaceTail                   // River, County, Street
	isCalendar                    // months and days
	isGiven                       // a given name
	isSurname                     // a family name
	isCommonSur                   // one of the commonest family names
	isParticle                    // al, bin, de, van
	isVerbSay                     // said, told, warned
	isPrep                        // in, at, from
	isVesselCue                   // vessel, tanker, ship
	isRole                        // lower-case role words: president, spokesman
	isSuffix                      // Jr., III
	isLowerWord                   // a common word that is seldom a name
)

var wordLists = map[class]string{
	isTitle: `mr mr. mrs mrs. ms ms. miss dr dr. prof prof. professor president vice-president chancellor premier minister secretary senator sen. sen rep. rep representative congressman congresswoman
gov. gov governor mayor gen. gen general lt. lt lieutenant col. col colonel maj. maj major capt. capt captain sgt. sgt sergeant adm. adm admiral commander cmdr. cmdr brigadier brig. marshal
king queen prince princess pope sheikh sheik emir sultan ayatollah imam mullah rabbi cardinal archbishop bishop father sister rev. rev reverend judge justice attorney ambassador envoy
chairman chairwoman chair director sir lord lady dame hon. hon comrade general-secretary secretary-general prosecutor inspector detective officer spokesman spokeswoman spokesperson
chief deputy vice acting undersecretary assistant counselor businessman businesswoman oligarch tycoon commissioner coach quarterback señor mme. mme m. herr astronaut cosmonaut exchequer frau monsieur madame police constable cpl. cpl corporal private pvt. pvt crown former ex
prime attorney foreign defense defence interior finance deputy-minister adviser advisor solicitor czar princess crown-prince first-lady baroness viscount captain co-founder founder ceo analyst economist lawyer singer actor actress author journalist leader head`,
	isOrgHead: `ministry bank university department office agency institute committee council commission bureau federation association organization organisation party union company corporation court parliament
congress senate assembly authority administration directorate army navy force forces police guard corps brigade front movement foundation fund center centre college school hospital academy
board cabinet league club society alliance coalition conference confederation secretariat embassy consulate trust exchange news press times post agency service services academy institute laboratory chamber command`,
	isOrgTail: `ltd ltd. llc l.l.c. inc inc. corp corp. co co. plc gmbh ag sa s.a. s.a nv n.v. bv b.v. spa s.p.a. jsc ojsc pjsc cjsc ooo zao oao pao dooel doo d.o.o. ao llp lp l.p. pte pte. pty pty. limited incorporated corporation
company holding holdings group bank partners enterprises enterprise industries international airlines airways motors technologies systems networks media university college institute hospital party ministry
agency council committee commission union association federation authority department brigade army corps police fc united exchange securities capital trading shipping logistics electronics oy ab as a.s. kg kft sarl
fze fzco fzc dmcc bhd sdn kk`,
	isPlaceHead: `lake mount mt mt. river cape port fort ft. gulf bay island isle saint st. santa san los las el new north south east west northern southern eastern western central upper lower camp strait straits lough loch`,
	isPlaceTail: `river county street avenue road boulevard lane drive highway island islands mountain mountains hills valley lake bay beach park square bridge airport station province region district peninsula strait sea ocean
desert forest canyon creek falls harbor harbour port city town village township parish heights coast gulf canal plateau springs prison stadium plaza hwy st. ave. blvd. rd. dr. way parkway territory governorate oblast
prefecture canton shire borough castle palace cathedral basin border crossing reservoir glacier volcano cemetery`,
	isCalendar: `january february march april may june july august september october november december jan. feb. mar. apr. jun. jul. aug. sep. sept. oct. nov. dec. jan feb mar apr jun jul aug sep sept oct nov dec
monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun christmas easter ramadan`,
	isParticle: `al bin bint ibn abu abd el de del della di da dos das du van von der den ter le la y e ul ur ud ben binti ap mac mc st`,
	isVerbSay: `said says say told tells warned warns added adds announced announces declared declares stated states accused accuses urged urges called calls denied denies confirmed confirms
rejected rejects insisted insists vowed vows pledged pledges expressed condemned condemns welcomed welcomes criticized criticised believes believed thinks thought wrote writes replied asked noted`,
	isPrep:      `in at from near to toward towards into outside inside across around through between against for with by of on over under via`,
	isVesselCue: `vessel vessels tanker tankers ship ships freighter freighters m/v mv mt m/t motor cargo bulk carrier yacht ferry trawler boat imo`,
	isRole: `president minister leader chief premier chancellor spokesman spokeswoman spokesperson director chairman head captain general colonel ambassador envoy senator governor mayor secretary official commander lawyer
coach striker midfielder defender goalkeeper actor actress singer author writer founder co-founder ceo executive owner brother sister son daughter wife husband father mother analyst economist expert`,
	isSuffix: `jr jr. sr sr. ii iii iv`,
	isLowerWord: `the a an and or but if when while after before since because although though this that these those it its he she they we you i his her their our my your there here what who which how why where
in on at by for from with to of as is was are were be been has have had do does did will would can could may might must shall should not no yes some many most all any each every both few more less other another
also however meanwhile earlier later today yesterday tomorrow now then still just only even again officials police authorities two three four five six seven eight nine ten several one first second third last next new
people government military troops soldiers state group former under over about between during against among according despite at least nearly almost near two-thirds inside outside beyond toward towards across along among amid like unlike until unless whether once every furthermore moreover therefore thus consequently nevertheless similarly hence overall instead`,
}

// tailType says what kind of thing a name is that ends with the word.
var tailType = func() map[uint64]int {
	m := map[uint64]int{}
	for typ, list := range map[int]string{
		typeORG: `school college university library band records museum institute academy hospital orchestra division brigade regiment corps battalion squadron league association foundation party committee commission agency bank
council ministry department inc inc. ltd ltd. llc corp corp. corporation company plc gmbh federation union brothers airlines airways motors organization organisation times tribune herald daily gazette magazine television radio broadcasting
network networks studios entertainment pictures productions group holdings industries partners laboratories technologies systems securities bureau authority board parliament congress senate assembly tribunal society alliance coalition fund trust command directorate secretariat
f.c. fc united rovers athletics`,
		typeLOC: `river lake road street avenue reservoir bay beach island islands county mountains mountain valley peninsula strait highway boulevard lane bridge airport creek falls canyon desert forest square province district village town playfield pond harbor harbour
township municipality parish canal estate gardens park dam barrage mosque gate shrine temple dock docks stadium cave caves cemetery airfield airbase checkpoint`,
	} {
		for _, w := range strings.Fields(list) {
			m[token.Fold(w)] = typ
		}
	}
	return m
}()

// headType says what kind of thing a name of several words is that begins with
// the word, unless its last word says otherwise: water, heights and settlements
// in English and in the spellings of Arabic.
var headType = func() map[uint64]int {
	m := map[uint64]int{}
	for _, w := range strings.Fields("lake lakes mount wadi jabal jebel ayn dayr deir kafr kfar nahr burj qasr shatt tall ras") {
		m[token.Fold(w)] = typeLOC
	}
	return m
}()

// eastAsianFamily are family names that stand first, in the spellings of the
// North and the South of Korea, of China and Vietnam.
var eastAsianFamily = func() map[uint64]bool {
	m := map[uint64]bool{}
	for _, w := range strings.Fields(`kim lee ri rhee yi pak park choe choi jang chang jong jung chung kang ho heo han sin shin yun yoon o oh im rim lim kwon hwang an ahn song yu ryu yoo hong jon chon jeon ko koh go mun moon
		paek baek cho jo u woo nam sim shim no roh ro ha kwak sung seong cha joo ju bae pae baik so sok won chae hyon hyun kye chu
		chen wang li zhang liu yang huang zhao wu zhou xu sun ma zhu hu guo he lin gao luo zheng liang xie tang xi feng deng cao peng zeng xiao tian dong pan yuan cai jiang yu du ye cheng wei su lu ding shen ren yao
		nguyen tran le pham hoang do vu vo dang bui ngo duong ly dinh truong tan ng wong chan cheung lam leung lau yeung tsai hsu`) {
		m[token.Fold(w)] = true
	}
	return m
}()

// chineseFamily are further family names of China, which stand before a given
// name of two syllables written as one.
var chineseFamily = func() map[uint64]bool {
	m := map[uint64]bool{}
	for _, w := range strings.Fields(`bai bao bi bian chai chang che chi chu cui dai dou duan fan fang fei fu gan ge geng gong gu guan gui hao he hou hua ji jia jian jiao jin jing kang ke kong lai lang lei leng li lian liao ling long lou luan mao mei meng miao min mu nie ning niu ou pang pei pi ping pu qi qian qiang qiao qin qiu qu quan rao rong ruan shang shao shi shu shui situ tai tan tao teng tong tu wan wen weng xia xian xiang xin xing xiong xue yan ye yi yin ying you yue zang zeng zhai zhan zhen zheng zhong zhuang zhuo zong zou zuo`) {
		m[token.Fold(w)] = true
	}
	return m
}()

// words holds the classes of folded words.
var words = func() map[uint64]class {
	m := map[uint64]class{}
	for c, list := range wordLists {
		for _, w := range strings.Fields(list) {
			m[token.Fold(w)] |= c
		}
	}
	return m
}()

// IsTitle says whether a word is a title or office before a person's name.
func IsTitle(word string) bool { return words[token.Fold(word)]&isTitle != 0 }

// inTitle are the small words inside long titles: "Secretary of State".
var inTitle = func() map[uint64]bool {
	m := map[uint64]bool{}
	for _, w := range strings.Fields("of for state affairs the national security defense defence foreign home general and minority majority house whip finance interior trade energy justice oil health elect information environment agriculture education culture labor labour transport intelligence") {
		m[token.Fold(w)] = true
	}
	return m
}()

// IsInTitle says whether a word may stand inside a title.
func IsInTitle(word string) bool { return inTitle[token.Fold(word)] }
