package action

import (
	"strings"
	"sync"

	"demarche"
	"demarche/extract/token"
)

// phrase says what words mean. Words are tried in all forms of the regular verb
// when they end with "~"; see forms.
type phrase struct {
	kind     demarche.ActionKind
	strength float64
	check    check
	words    string // phrases parted by ";"
}

// check is a condition on the rest of the sentence.
type check uint8

const (
	always    check = iota
	sanctions       // the word "sanctions" or a list stands in the sentence
	asVerb          // "sanctions" as a verb: a body before, an object after
	listed          // a list or sanctions are spoken of: "removed from the list"
	crypto          // money, coins or an exchange are spoken of
	persons         // somebody is charged, not something
	byBody          // an authority or state stands right before, an object after
	effect          // assets are frozen by law: "their assets are frozen", "asset freezes"
)

// phrases of English. The order does not matter.
var english = []phrase{
	{"designation", 1.3, always, "freezes assets;freezes the assets;froze the assets;freeze the assets;designate~;designation of;designations of;blacklist~;added to the sdn list;added to ofac;added to its sanctions list;added to the sanctions list;adds to sanctions list;asset freeze on;asset freezes on;freeze~ the assets of;imposing sanctions;imposes sanctions;imposed sanctions;impose sanctions;slaps sanctions;slapped sanctions;slap sanctions;announces sanctions;announced sanctions;announced new sanctions;announces new sanctions;imposed new sanctions;imposes new sanctions;unveiled sanctions;unveils sanctions;unveils new sanctions;unveiled new sanctions;sanctions package adopted;hits with sanctions;hit with sanctions;levied sanctions;levies sanctions;issues sanctions;issued sanctions;placed under sanctions;put under sanctions;puts under sanctions;under sanctions over;new sanctions target;sanctions targeting;package of sanctions;sanctions package;round of sanctions;new sanctions against;new sanctions on;fresh sanctions on;additional sanctions on;sanctions on;sweeping sanctions;travel bans on;travel ban on;subject to an asset freeze;new designations;new listings;newly listed;as specially designated;sanctioned by;is being sanctioned;are being sanctioned;been sanctioned;was sanctioned;were sanctioned"},
	{"designation", 1.2, asVerb, "sanctions;sanctioned;sanctioning;sanction"},
	{"designation", 1.3, always, "designations;redesignate~;list of blocked persons;its list of blocked;firms listed;people listed;companies listed;individuals listed;entities listed;persons listed;banks listed;bankers listed;ships listed;vessels listed;tankers listed;listed over;shuts out;shut out;barred another;bars another;list stands at;puts back in force;put back in force;restrictive measures against;reimposed sanctions;reimposes sanctions;re-imposed sanctions;reimposition of sanctions;sanctions return;sanctions returned;sanctions are back;return of sanctions;sanctions snap back;snapback of sanctions;bans dealings;bans transactions;full ban on transactions"},
	{"designation", 1.2, byBody, "lists;listed;blocks;blocked;froze;freezes;frozen;blacklists"},
	{"designation", 0.8, always, "sanctions over;own sanctions;sanctions of its own;further sanctions;with sanctions;measures of its own"},
	{"designation", 1.0, effect, "frozen;freezes;freeze"},
	{"statement", 1.6, always, "no decision;not decided;has not taken a decision;has yet to decide;undecided;ruled out;answers;answered;hits out"},
	{"designation", 0.9, sanctions, "targets;targeted;targeting;takes aim;cracks down;crack down on;listed;lists;blocks;blocked;hits;adds;added"},
	{"removal", 1.7, always, "delist~;de-list~;delisting of;delistings;lift~ sanctions;lift~ the sanctions;lifting of sanctions;drops restrictions;lifted asset freezes;lifts asset freezes;lifted restrictions;lifts restrictions;lifts its sanctions;lifted its sanctions;removal of sanctions;ends sanctions;ended sanctions;end of sanctions;drops sanctions;dropped sanctions;terminate~ sanctions;revoke~ sanctions;waives sanctions;eases sanctions;eased sanctions;ease sanctions;suspends sanctions;suspended sanctions;sanctions lifted;sanctions relief;unfreeze~;unfroze;taken off the sanctions list;takes off sanctions list;off its sanctions list;off sanctions list;off the sanctions list;struck from the list;deleted from;deletion of;revocation of;counter terrorism designations removal;designations removal;designation removal;sanctions removed;no longer subject to sanctions"},
	{"removal", 1.6, listed, "remove~;removal;removals;took off;takes off;taken off;strikes;struck;deleted;deletes;dropped;drops;revokes;revoked;lifts;lifted;rescinds;rescinded;came off;comes off;off"},
	{"amendment", 1.4, always, "amends the entry;amended the entry;amended entries;amended entry;updates the entry;updated the entry;entries amended;entry amended;changes to the list;changes to entries;changes to listing;extends sanctions;extended sanctions;extend sanctions;prolongs sanctions;prolonged sanctions;prolong~ restrictive measures;renews sanctions;renewed sanctions;renewal of sanctions;renewed restrictive measures;renews restrictive measures;extended restrictive measures;extends restrictive measures;administrative corrections;corrected identifying information;updated identifying information;identifying information for;entries have been amended;following entries have been;amendments to existing;updates to existing entries;updated entries;updated listing;for another six months;for a further six months;for another year;for a further year;until 15 march;until 31 july;until 31 january"},
	{"amendment", 1.2, listed, "amends;amended;amendment;amendments;updates;updated;corrects;corrected;renews;renewed;extends;extended;rolls over;rolled over;prolongs;prolonged"},
	{"licence", 1.8, always, "general license;general licence;general licenses;general licences;specific license;specific licence;gl 8;licence issued;license issued;issues license;issues licence;issued a license;issued a licence;extends license;extends licence;wind-down license;wind-down licence;authorizing certain transactions;authorising certain transactions;authorizing the wind down;authorizing limited;issuance of;licence number;wind down of transactions;a license to;a licence to;license to operate;license to continue;licence to continue;sanctions waiver;waiver allowing;granted a licence;granted a license;grants licence;grants license;waiver;a waiver for"},
	{"enforcement", 1.7, always, "civil penalty;civil penalties;monetary penalty;monetary penalties;civil monetary;settlement with;settlement agreement;reaches settlement;reached a settlement;agrees to settle;agreed to settle;settles with;settled with;to settle apparent;to settle potential;settles alleged;settle charges;settle allegations;to settle claims;fined;fines;fining;hit with a fine;imposes fine;imposed a fine;record fine;record penalty;agreed to pay;agrees to pay;will pay;to pay a penalty;penalised;penalized;penalises;penalizes;issued a penalty;penalty on;penalty notice;enforcement action against;enforcement release;enforcement action;apparent violations;finding of violation;consent order;cease and desist;deferred prosecution;fine on;fine of;penalty of;fine for;license suspended;licence suspended;suspends licence of;suspended operations of;suspend part of;institutional warning;partial business suspension;reprimand~"},
	{"indictment", 1.8, always, "indict~;indictment;indictments;unsealed charges;unseals charges;charges unsealed;criminal complaint;charged with;charged in;were charged;was charged;are charged;is charged;been charged;charges against;files charges;filed charges;faces charges;face charges;federal charges;criminal charges;prosecutors charged;prosecutors charge;grand jury;charges two;charges three;charges four;charges five;charges six;charges eight;charged two;charged three;charged four;charged five;charged six;charges russian;charges north korean;charges chinese;charges iranian;charges man;charges woman;charges former;charges founder;charges founders"},
	{"indictment", 1.3, persons, "charges;charged;charge"},
	{"arrest", 1.8, always, "arrest~;arrest of;arrests of;detain~;detention of;extradite~;extradition of;taken into custody;took into custody;apprehend~;in custody;captured;nabbed;rounded up;picked up by police"},
	{"seizure", 1.7, always, "seize~;seizure of;seizures of;confiscate~;impound~;froze;freezes;frozen;freezing of;intercept~;takes down;took down;takedown of;dismantle~;recover~ cryptocurrency;recovers crypto;shut down;shuts down;clawed back;boarded;boards tanker;dismantling"},
	{"forfeiture", 2.1, always, "forfeit~;forfeiture;civil forfeiture;forfeiture complaint;forfeiture action;forfeited;to forfeit"},
	{"theft", 1.7, crypto, "stole;steals;steal;hack;hacks;hacked;heist;drained;drains;siphoned;siphons;looted;loots;breach;breached;exploited;exploit;robbed;pilfered;lost to;made off with;exploiter;attacker;rug pull;drainer"},
	{"theft", 1.6, crypto, "stolen;theft;thefts;hackers;hacking;stealing"},
	{"theft", 1.6, always, "crypto heist;crypto theft;crypto hack;exchange hack;exchange hacked;cryptocurrency theft;stolen cryptocurrency;stolen crypto;stolen from;stole crypto;stole cryptocurrency;hot wallet;hot wallets;private keys compromised;bridge exploit"},
	{"special_measure", 2.3, always, "section 311;special measure;special measures;primary money laundering concern;section 9714;section 2313a;fifth special measure"},
	{"export_control", 2.0, always, "entity list;export control;export controls;export restrictions;export restriction;export ban;export bans;export curbs;export licence;export license;export licences;export licenses;export administration regulations;unverified list;military end user;end-user list;dual-use;dual use items;common high priority list;bureau of industry and security;trade restrictions on;bans exports;banned exports;ban on exports;ban on the export;bans export;restrict exports;restricts exports;restricted exports;chip exports;exports of chips;chip curbs;bars exports;denied persons;temporary denial order;export privileges;export prohibition;foreign direct product rule"},
	{"talks", 1.5, always, "held talks;hold talks;holds talks;talks with;talks in;talks on;talks between;in talks;summit;met with;meets with;meets;meeting with;meeting between;held a meeting;hold a meeting;consultations;consultation;negotiations;negotiators;dialogue;working group;phone call with;telephone conversation;spoke by phone;held a call;call with;bilateral meeting;trilateral;visit to;visits;visited;arrived in;travels to;delegation;ministerial;resume talks;peace talks;discussed;discuss;discusses;conferred;received the ambassador;round of talks"},
	{"law", 1.8, always, "signed into law;signs into law;passes bill;passed a bill;passed the bill;passes law;passed a law;passed legislation;passes legislation;approves bill;approved a bill;approved the bill;approves law;approved a law;adopts law;adopted a law;new law;signs stablecoin law;signed the law;signs the law;the first law;rules adopted;approved a regulation;adopted a regulation;approves regulation;enacts;enacted;enactment;parliament adopted;parliament approved;parliament passed;lawmakers approved;lawmakers passed;lawmakers vote;senate passes;senate passed;house passes;house passed;signed an executive order;signs executive order;signed a decree;signs decree;issued a decree;decree on;law takes effect;law took effect;regulation enters into force;entered into force;enters into force;comes into force;came into force;came into effect;bill that would;bill to;bill would;adopted a resolution;adopts resolution;final rule;issues a rule;issued a rule;new rules;new regulations;new regulation;rules take effect;adopted regulation;notice of proposed rulemaking;proposed rule;statutory instrument;vetoed;vetoes;promulgated;legislation;gazetted"},
	{"advisory", 1.7, always, "advisory;advisories;issues alert;issued an alert;issues an alert;joint alert;alert on;alert to;alerts;guidance;red flags;red flag;issues notice;bulletin;frequently asked questions;faq;faqs;fact sheet;best practices;threat assessment;warning to companies;warns companies;warned companies;warns firms;warns banks;warned businesses;reminds financial institutions;urges financial institutions;cautions;notice to exporters;risk assessment;public service announcement"},
	{"court", 1.7, always, "court ruled;court rules;court ruling;ruled that;rules that;court;judge;judges;ruling;verdict;convict~;convicted of;conviction;acquit~;sentenced;sentenced to;sentence of;appeals court;supreme court;general court;annul~;annulment;dismissed the case;lawsuit;lawsuits;sues;sued;files suit;filed suit;pleaded guilty;pleads guilty;plead guilty;jury found;found guilty;trial;tribunal;overturned;overturns;upheld;upholds;appeal against;jailed for;jailed;years in prison;prison sentence;plea deal;bankruptcy court"},
	{"statement", 1.2, always, "condemn~;denounce~;slam~;criticize~;criticise~;reject~;warn~;vow~;urge~;call~ on;call~ for;statement;said in a statement;deplore~;welcome~;express~ concern;expresses regret;regrets;accuse~;blame~;react~;respond~;responded;reply;replies;replied;defends;defended;denies;denied;deny;rebuke~;blast~;protest~;hit back;hits back;threatens;threatened;pledges;pledged;insists;insisted;reaffirm~;hail~;praise~;dismissed as;spokesperson said;spokesman said;spokeswoman said;foreign ministry said;told reporters;press briefing;remarks;comment~;concerned about;attributes;attributed;attribute"},
	{"statement", 0.4, always, "said;says;told;added;stated;announced;according to"},
}

// foreign phrases by language; CJK phrases are matched character by character.
var foreign = map[string][]phrase{
	"ko": {
		{"designation", 1.5, always, "제재 대상으로 지정;제재 대상에 올;제재 대상 지정;독자 제재;독자제재;제재를 부과;제재 부과;추가 제재;대북 제재를 발표;제재했;제재한다;제재 명단에 추가;금융제재대상자로 지정;자산을 동결"},
		{"removal", 1.8, always, "제재를 해제;제재 해제;제재 명단에서 삭제;제재 명단에서 제외;제재를 철회"},
		{"theft", 1.6, always, "해킹;탈취;훔친;훔쳐;가상자산 탈취;암호화폐 탈취;유출 사고"},
		{"indictment", 1.7, always, "기소;재판에 넘"},
		{"arrest", 1.7, always, "체포;구속;검거"},
		{"seizure", 1.6, always, "압수;몰수;동결했"},
		{"enforcement", 1.6, always, "과태료;과징금;벌금;일부 정지;영업정지"},
		{"talks", 1.4, always, "회담;협의;회의를 열;통화하;방문;면담"},
		{"law", 1.5, always, "법안;법률;개정안;시행령;국회 통과;국회를 통과"},
		{"court", 1.5, always, "법원;판결;선고;징역"},
		{"statement", 1.2, always, "담화;비난;규탄;성명;논평;검토;경고;촉구;밝혔다;반발;유감"},
		{"advisory", 1.5, always, "주의보;권고문;합동 주의보;지침"},
		{"export_control", 1.7, always, "수출통제;수출 통제;수출 규제;수출 금지"},
	},
	"ja": {
		{"designation", 1.5, always, "制裁対象に指定;制裁対象に追加;資産凍結;制裁を科;制裁を発動;追加制裁;制裁を決定;独自制裁"},
		{"removal", 1.8, always, "制裁を解除;制裁解除;制裁対象から除外;指定を解除"},
		{"theft", 1.6, always, "窃取;不正流出;ハッキング;盗まれ;盗み;流出"},
		{"arrest", 1.7, always, "逮捕;拘束"},
		{"indictment", 1.7, always, "起訴"},
		{"seizure", 1.6, always, "押収;差し押さえ;没収"},
		{"talks", 1.4, always, "会談;協議;訪問;首脳会談;電話会談"},
		{"law", 1.5, always, "法案;法律;改正;可決;施行"},
		{"court", 1.5, always, "裁判所;判決;地裁"},
		{"statement", 1.2, always, "談話;非難;声明;警告;批判;検討;述べた;表明;抗議"},
		{"advisory", 1.5, always, "注意喚起;指針;ガイドライン"},
		{"export_control", 1.7, always, "輸出規制;輸出管理;輸出禁止"},
	},
	"zh": {
		{"designation", 1.5, always, "列入制裁;制裁名单;实施制裁;實施制裁;施加制裁;宣布制裁;宣佈制裁;新制裁;冻结资产;凍結資產"},
		{"removal", 1.8, always, "解除制裁;取消制裁;移出制裁;从制裁名单中删除;撤销制裁"},
		{"theft", 1.6, always, "窃取;竊取;盗取;黑客攻击;駭客;被盗;失窃"},
		{"arrest", 1.7, always, "逮捕;被捕;拘留;抓获"},
		{"indictment", 1.7, always, "起诉;起訴;指控"},
		{"seizure", 1.6, always, "没收;沒收;扣押;查获;查封"},
		{"talks", 1.4, always, "会谈;會談;会晤;会见;磋商;访问;訪問;通电话"},
		{"law", 1.5, always, "法案;立法;通过法律;签署法令;施行"},
		{"court", 1.5, always, "法院;判决;判處;判刑"},
		{"statement", 1.2, always, "谴责;譴責;声明;聲明;警告;批评;敦促;呼吁;表示;回应;反对;考虑"},
		{"export_control", 1.7, always, "出口管制;实体清单;實體清單;出口禁令"},
		{"advisory", 1.5, always, "提醒;公告;指引"},
	},
	"ru": {
		{"designation", 1.5, always, "ввели санкции;ввел санкции;ввела санкции;ввело санкции;вводит санкции;ввели новые санкции;введены санкции;внесены в санкционный список;внес в санкционный список;внесла в санкционный список;новые санкции;санкции против;санкции в отношении;под санкции;пакет санкций;заморозка активов"},
		{"removal", 1.8, always, "сняли санкции;снял санкции;сняла санкции;снятие санкций;исключены из санкционного списка;исключил из санкционного списка;исключила из списка;отменили санкции;отмена санкций;снимает санкции"},
		{"theft", 1.6, always, "украли;похитили;украдено;кража;хищение;взлом;хакеры;похищено;взломали"},
		{"arrest", 1.7, always, "арестован;арестованы;арестовали;задержан;задержаны;задержали;экстрадирован;арест"},
		{"indictment", 1.7, always, "предъявлены обвинения;предъявили обвинения;обвинили;обвинительное заключение;обвинение"},
		{"seizure", 1.6, always, "конфисковали;конфискация;изъяли;арестовали активы;заморозили"},
		{"enforcement", 1.6, always, "оштрафовал;оштрафовали;оштрафована;штраф"},
		{"talks", 1.4, always, "переговоры;встреча;встретился;встретились;провел переговоры;саммит;визит;телефонный разговор;консультации"},
		{"law", 1.5, always, "закон;законопроект;подписал указ;подписал закон;приняла закон;приняла в первом чтении;постановление"},
		{"court", 1.5, always, "суд;приговор;приговорил;приговорен;иск"},
		{"statement", 1.2, always, "назвал;назвала;назвали;осудил;осудила;осудили;заявил;заявила;заявили;предупредил;призвал;призвала;отверг;раскритиковал;прокомментировал;заявление;рассматривает"},
		{"export_control", 1.7, always, "экспортный контроль;запрет на экспорт;ограничения на экспорт;экспортные ограничения"},
	},
	"fr": {
		{"designation", 1.5, always, "sanctions de l'onu sont de retour;sanctions de l’onu sont de retour;sanctions sont de retour;retour des sanctions;rentrées en vigueur;rétablissement des sanctions;rétablit les sanctions;des sanctions contre;impose des sanctions;a imposé des sanctions;ont imposé des sanctions;nouvelles sanctions;sanctionne;sanctionné;sanctions contre;sanctions visant;gel des avoirs;paquet de sanctions;train de sanctions"},
		{"removal", 1.8, always, "lève les sanctions;levée des sanctions;ont levé les sanctions;a levé les sanctions;retiré de la liste;radiation de"},
		{"theft", 1.6, always, "piratage;volé;vol de;volés;dérobé;pirates informatiques"},
		{"arrest", 1.7, always, "arrêté;arrêtés;arrestation;interpellé;interpellés;extradé"},
		{"indictment", 1.7, always, "inculpé;inculpés;mis en examen;inculpation"},
		{"seizure", 1.6, always, "saisi;saisie;saisis;confisqué;confiscation"},
		{"enforcement", 1.6, always, "amende;amendes;condamné à une amende"},
		{"talks", 1.4, always, "pourparlers;entretien;rencontre;rencontré;sommet;négociations;visite;s'est entretenu;entretiens"},
		{"law", 1.5, always, "loi;projet de loi;décret;règlement;adopté une loi"},
		{"court", 1.5, always, "tribunal;cour;jugement;condamné;procès"},
		{"statement", 1.2, always, "condamne;dénonce;a déclaré;déclaration;appelle à;a averti;critique;accuse;réagit;envisage"},
	},
	"de": {
		{"designation", 1.5, always, "verhängt sanktionen;verhängte sanktionen;verhängen sanktionen;neue sanktionen;sanktioniert;sanktionen gegen;sanktionspaket;auf die sanktionsliste"},
		{"removal", 1.8, always, "hebt sanktionen auf;sanktionen aufgehoben;aufhebung der sanktionen;von der sanktionsliste gestrichen"},
		{"theft", 1.6, always, "gestohlen;diebstahl;erbeutet;erbeuteten;gehackt;hackerangriff;stahlen"},
		{"arrest", 1.7, always, "festgenommen;verhaftet;festnahme;verhaftung;ausgeliefert"},
		{"indictment", 1.7, always, "angeklagt;anklage;klagt an"},
		{"seizure", 1.6, always, "beschlagnahmt;beschlagnahmte;beschlagnahmung;eingefroren;sichergestellt"},
		{"enforcement", 1.6, always, "geldstrafe;bußgeld;strafe in höhe"},
		{"talks", 1.4, always, "gespräche;treffen;traf;gipfel;verhandlungen;besuch;telefonat"},
		{"law", 1.5, always, "gesetz;gesetzentwurf;verordnung;verabschiedet;dekret"},
		{"court", 1.5, always, "gericht;urteil;verurteilt;prozess"},
		{"statement", 1.2, always, "verurteilte;kritisiert;kritisierte;erklärte;warnt;warnte;fordert;forderte;weist zurück;erwägt;sagte"},
	},
	"es": {
		{"designation", 1.5, always, "impone sanciones;impuso sanciones;imponen sanciones;nuevas sanciones;sanciona;sancionó;sanciones contra;paquete de sanciones;congelación de activos"},
		{"removal", 1.8, always, "levanta sanciones;levantó las sanciones;levantamiento de sanciones;retirado de la lista;retira sanciones"},
		{"theft", 1.6, always, "robo;robaron;robó;hackeo;hackers;robado;robados;sustrajo;sustrajeron"},
		{"arrest", 1.7, always, "detenido;detenidos;arrestado;arrestados;detención;extraditado"},
		{"indictment", 1.7, always, "imputado;acusado;acusados;imputados;cargos contra;acusación formal"},
		{"seizure", 1.6, always, "incautó;incautado;decomiso;confiscó;incautación;decomisó"},
		{"enforcement", 1.6, always, "multa;multó;multas"},
		{"talks", 1.4, always, "conversaciones;reunión;se reunió;cumbre;negociaciones;visita;diálogo"},
		{"law", 1.5, always, "ley;proyecto de ley;decreto;aprobó la ley;reglamento"},
		{"court", 1.5, always, "tribunal;juez;sentencia;condenado;juicio;corte"},
		{"statement", 1.2, always, "condena;condenó;denuncia;denunció;dijo;advirtió;criticó;rechazó;instó;pidió;estudia"},
	},
	"uk": {
		{"designation", 1.5, always, "запровадили санкції;запровадила санкції;ввів санкції;ввела санкції;нові санкції;санкції проти;пакет санкцій;під санкції"},
		{"removal", 1.8, always, "зняли санкції;зняття санкцій;скасували санкції;скасування санкцій"},
		{"theft", 1.6, always, "викрали;вкрали;крадіжка;злам;хакери"},
		{"arrest", 1.7, always, "затримали;заарештовано;заарештували;затримано"},
		{"talks", 1.4, always, "переговори;зустріч;зустрівся;саміт;візит"},
		{"law", 1.5, always, "закон;законопроєкт;указ"},
		{"court", 1.5, always, "суд;вирок"},
		{"statement", 1.2, always, "засудив;заявив;заявила;закликав;попередив;заява"},
	},
	"ar": {
		{"designation", 1.5, always, "فرضت عقوبات;تفرض عقوبات;فرض عقوبات;عقوبات جديدة;عقوبات على;تجميد أصول"},
		{"removal", 1.8, always, "رفع العقوبات;رفعت العقوبات;ترفع العقوبات;إزالة من قائمة العقوبات"},
		{"theft", 1.6, always, "سرقة;سرقت;اختراق;قراصنة;سرقوا"},
		{"arrest", 1.7, always, "اعتقال;اعتقلت;القبض على;توقيف"},
		{"seizure", 1.6, always, "صادرت;مصادرة;ضبط;احتجاز"},
		{"talks", 1.4, always, "محادثات;اجتماع;قمة;لقاء;مفاوضات;زيارة;التقى"},
		{"law", 1.5, always, "قانون;مرسوم;مشروع قانون"},
		{"court", 1.5, always, "محكمة;حكم;قضت"},
		{"statement", 1.2, always, "أدانت;أدان;تصريح;بيان;حذر;حذرت;دعا;دعت;قال;قالت"},
	},
}

// table of the phrases of all languages.
var table = sync.OnceValue(func() *phraseTable {
	t := &phraseTable{byLang: map[string]*token.Table{}}
	t.byLang["en"] = token.NewTable(3000)
	for _, p := range english {
		t.add("en", p)
	}
	for lang, list := range foreign {
		t.byLang[lang] = token.NewTable(500)
		for _, p := range list {
			t.add(lang, p)
		}
	}
	return t
})

type phraseTable struct {
	byLang map[string]*token.Table
	list   []phrase
	next   []int // another meaning of the same words, -1
}

func (t *phraseTable) add(lang string, p phrase) {
	for words := range strings.SplitSeq(p.words, ";") {
		for _, form := range forms(words) {
			id := len(t.list)
			q := p
			q.words = form
			t.list = append(t.list, q)
			next := -1
			if old, had := t.byLang[lang].Put(token.Hashes(form), id); had {
				next = old
			}
			t.next = append(t.next, next)
		}
	}
}

// forms gives the forms of a phrase whose verb is marked "~": "designate~" is
// designate, designates, designated, designating.
func forms(words string) []string {
	verb, rest, ok := strings.Cut(words, "~")
	if !ok {
		return []string{words}
	}
	stem := strings.TrimSuffix(verb, "e")
	double := map[string]string{"slam": "slamm"}[verb]
	if double == "" {
		double = stem
	}
	s := verb + "s"
	if strings.HasSuffix(verb, "ss") || strings.HasSuffix(verb, "sh") || strings.HasSuffix(verb, "ch") {
		s = verb + "es"
	}
	return []string{verb + rest, s + rest, double + "ed" + rest, double + "ing" + rest}
}
