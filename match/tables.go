package match

import "strings"

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// honorifics stand before or behind a person's name and are no part of it.
var honorifics = set("mr mrs ms miss dr prof professor sir dame lord lady hon rev gen general col colonel maj major capt captain lt lieutenant sgt adm admiral cmdr president minister sheikh shaikh sheik shaykh sheykh mullah mulla maulavi mawlawi maulvi haji hajji hadji alhaj hajj sayyed sayyid sayed syed qari ustad ayatollah hojjatoleslam imam comrade herr frau monsieur madame senor senora don dona gospodin jr sr esq phd md")

// particles join the parts of a name; they carry little of it.
var particles = set("al el ul ur ad as ash at az an bin ben ibn bint ould wuld abu de del della di da do dos das du van von der den ter la le les y e of the and und et zu af av")

// legalForms maps legal forms, folded, to a class. Longer ones come as several
// words and are found first.
var legalForms = legalTable()

func legalTable() map[string]string {
	m := map[string]string{}
	for class, forms := range map[string]string{
		"ltd":        "ltd,limited,pte ltd,private limited,pvt ltd,pty ltd,pty limited,pte limited,co ltd,company limited,co limited,pvt limited,proprietary limited",
		"llc":        "llc,ооо,общество с ограниченной ответственностью,товариство з обмеженою відповідальністю,limited liability company,ooo,obshchestvo s ogranichennoy otvetstvennostyu,obshchestvo s ogranichennoi otvetstvennostyu,tov,too,sarl,srl,s r l,gmbh,gesellschaft mit beschrankter haftung,sp z oo,spolka z oo,bv,sa rl,wll,fze,fzco,fzc,fz llc,doo,eood,ood,sia,uab,kft,sro,lda,ltda,limitada,societe a responsabilite limitee,societatea cu raspundere limitata,societa a responsabilita limitata,limited liability partnership,llp,mchj",
		"jsc":        "jsc,акционерное общество,открытое акционерное общество,закрытое акционерное общество,публичное акционерное общество,joint stock company,oao,zao,pao,ao,ojsc,cjsc,pjsc,open joint stock company,closed joint stock company,public joint stock company,aktsionernoe obshchestvo,otkrytoe aktsionernoe obshchestvo,publichnoe aktsionernoe obshchestvo,zakrytoe aktsionernoe obshchestvo,ag,aktiengesellschaft,aktiengeselschaft,sa,spa,nv,plc,public limited company,se,asa,ab,oyj,oy,as,sae,psc,saog,pjs,kk,kabushiki kaisha,bhd,sdn bhd,tbk,pt,aktiebolag,societe anonyme,sociedad anonima,sociedade anonima,sa de cv,anonim sirketi",
		"inc":        "inc,incorporated,corp,corporation,co,company,cie,compagnie,kompani",
		"lp":         "lp,limited partnership,kg,gmbh and co kg,komanditgesellschaft",
		"fsue":       "fsue,федеральное государственное унитарное предприятие,federal state unitary enterprise,fgup,state unitary enterprise,gup,federalnoe gosudarstvennoe unitarnoe predpriyatie",
		"foundation": "stiftung,stichting",
	} {
		for _, f := range strings.Split(forms, ",") {
			m[Fold(f)] = class
		}
	}
	return m
}

// generic words say what sort of body it is; two bodies that share only these share
// nothing, one that has them in addition is another body.
var generic = set("bank banks group groupe gruppe holding holdings international intl global world worldwide national state trading trade general company enterprise enterprises industries industry industrial services service solutions systems technology technologies tech investment investments capital partners management development construction engineering shipping maritime marine logistics transport aviation airlines air energy oil gas petroleum mining media institute university centre center office department ministry agency bureau committee foundation fund trust insurance finance financial commercial import export trade union association society council organization organisation school academy club")

// places are parts of the world, which say where a branch of a body is.
var places = set("europe eurasia asia africa america americas middle east north south west eastern western pacific cis rus russia ukraine belarus kazakhstan china hong kong singapore malaysia india turkey turkiye iran iraq uae dubai emirates germany deutschland france italia italy spain espana poland polska czech austria switzerland schweiz suisse netherlands belgium sweden finland norway denmark latvia lithuania estonia bulgaria romania serbia hungary greece cyprus malta uk usa canada mexico brasil brazil argentina chile japan korea taiwan thailand vietnam indonesia australia egypt lebanon syria jordan israel")

// vesselPrefixes stand before ships' names.
var vesselPrefixes = set("mv mt ms ss mts mvs fv sv rv hms uss tanker vessel ship motor yacht my lpg lng")

// abbreviations are short for the words of bodies' names.
var abbreviations = map[string]string{
	"intl": "international", "int": "international", "natl": "national", "govt": "government", "dept": "department", "univ": "university", "mfg": "manufacturing",
	"us": "united states", "usa": "united states", "uk": "united kingdom", "uae": "united arab emirates", "dprk": "north korea", "tech": "technology", "dev": "development",
	"bros": "brothers", "st": "saint", "ind": "industries", "grp": "group", "hldgs": "holdings", "hldg": "holding", "svcs": "services", "mgmt": "management", "corp": "corporation", "gen": "general",
}

// nicknames lists short and other forms of one given name, folded.
var nicknames = nicknameTable()

func nicknameTable() map[string]int {
	m := map[string]int{}
	for i, row := range []string{
		"william bill billy will liam willy", "robert bob bobby rob robbie bert", "richard dick rick richie", "michael mike mick mickey mikhail misha michel miguel mihail", "james jim jimmy jamie jacob jack", "john jack johnny ivan jean juan johan johann johannes giovanni ioan yohannes vanya",
		"joseph joe josef jose yusuf yousef giuseppe iosif", "charles charlie chuck karl carl carlos", "edward ed eddie ted ned eduard", "thomas tom tommy tomas", "anthony tony antonio anton", "alexander alex sasha sacha alexandr aleksandr alejandro alessandro iskander oleksandr aleksander alexandre olexandr",
		"vladimir volodya vova volodymyr uladzimir wladimir", "dmitry dima dmitri dmitriy dmytro mitya", "sergey sergei serge serhiy serhii sergio serej seryozha siarhei serguei", "nikolai nikolay nicholas nick nicolas kolya mykola nikolaos nicola", "yevgeny evgeny evgeniy yevgeniy eugene zhenya yevhen evgeni eugen", "alexei aleksey alexey aleksei oleksiy alyosha alexis",
		"andrew andrei andrey andy andrzej andriy andreas andre andres drew", "peter pyotr petr petro pedro pierre piotr pete pieter", "paul pavel pablo pavlo paolo pasha", "george georgy georgi yuri yury iouri jorge giorgi jerzy yuriy georgiy", "stephen steven steve stefan stepan esteban etienne", "elizabeth liz beth betty eliza lisa yelizaveta elisabeth",
		"katherine kate kathy katie cathy catherine ekaterina yekaterina katya katarina", "margaret maggie peggy meg rita", "maria mary marie masha mariya", "anna ann anne anya hannah", "natalia natasha natalya nataliya", "elena helen yelena helena lena olena", "tatiana tanya tatyana", "ludmila lyudmila", "gregory greg grigory grigoriy", "konstantin kostya constantine",
		"mohammed mohammad muhammad mohamed mohamad muhammed mehmet mahomet muhamad mohd mukhammad", "ahmed ahmad achmed akhmed ahmet", "hussein husayn hossein husain hussain hosein", "hassan hasan", "ali aly", "omar umar omer", "osama usama", "abdullah abdallah abdulla abdollah", "yasser yasir", "khaled khalid", "said saeed saied sayid", "ibrahim abraham ebrahim", "ismail ismael", "daniel dan danny danil daniil", "samuel sam", "benjamin ben benny binyamin", "timothy tim", "kenneth ken kenny", "ronald ron", "donald don", "matthew matt matvei", "frederick fred friedrich frederic federico", "henry harry henri heinrich enrique", "lawrence larry laurence", "philip phil filipp felipe philippe", "christopher chris", "david dave davud dawood", "leonid lev leon leo", "vasily vasiliy vasyl basil vasili", "viktor victor wiktor", "maxim max maksim maksym", "roman romain", "oleg oleh", "igor ihor", "ivan ioann",
	} {
		for _, n := range strings.Fields(row) {
			if _, ok := m[n]; !ok {
				m[n] = i + 1
			}
		}
	}
	return m
}

var numerals = map[string]string{"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8", "ix": "9", "x": "10", "xi": "11", "xii": "12", "xiii": "13", "xiv": "14", "xv": "15", "xvi": "16", "xvii": "17", "xviii": "18", "xix": "19", "xx": "20",
	"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10", "first": "1", "second": "2", "third": "3"}
