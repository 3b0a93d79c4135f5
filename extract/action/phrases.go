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
	party           // somebody is named before, and no stock exchange is spoken of
	toName          // a name follows
	effect          // assets are frozen by law: "their assets are frozen", "asset freezes"
)

// phrases of English. The order does not matter.
var english = []phrase{
	{"designation", 1.7, always, "following entries have been added;entries have been added to;been added to the consolidated list;as blocked property;identified as property;unreliable entity list;unreliable entities list;stop list;travel bans and asset freezes;asset freezes and travel bans;designation of the following;those subject to asset freezing;subject to asset freezing measures;measures to freeze assets;freezing of assets"},
	{"designation", 1.3, always, "freezes assets;freezes the assets;froze the assets;freeze the assets;designate~;designation of;designations of;blacklist~;added to the sdn list;added to ofac;added to its sanctions list;added to the sanctions list;adds to sanctions list;asset freeze on;asset freezes on;freeze~ the assets of;imposing sanctions;imposes sanctions;imposed sanctions;impose sanctions;slaps sanctions;slapped sanctions;slap sanctions;announces sanctions;announced sanctions;announced new sanctions;announces new sanctions;imposed new sanctions;imposes new sanctions;unveiled sanctions;unveils sanctions;unveils new sanctions;unveiled new sanctions;sanctions package adopted;hits with sanctions;hit with sanctions;levied sanctions;levies sanctions;issues sanctions;issued sanctions;placed under sanctions;put under sanctions;puts under sanctions;under sanctions over;new sanctions target;sanctions targeting;package of sanctions;sanctions package;round of sanctions;new sanctions against;new sanctions on;fresh sanctions on;additional sanctions on;sanctions on;sweeping sanctions;travel bans on;travel ban on;subject to an asset freeze;new designations;new listings;newly listed;as specially designated;sanctioned by;is being sanctioned;are being sanctioned;been sanctioned;was sanctioned;were sanctioned"},
	{"designation", 1.2, asVerb, "sanctions;sanctioned;sanctioning;sanction"},
	{"designation", 1.3, always, "designations;redesignate~;list of blocked persons;its list of blocked;firms listed;people listed;companies listed;individuals listed;entities listed;persons listed;banks listed;bankers listed;ships listed;vessels listed;tankers listed;listed over;shuts out;shut out;barred another;bars another;list stands at;puts back in force;put back in force;restrictive measures against;reimposed sanctions;reimposes sanctions;re-imposed sanctions;reimposition of sanctions;sanctions return;sanctions returned;sanctions are back;return of sanctions;sanctions snap back;snapback of sanctions;bans dealings;bans transactions;full ban on transactions"},
	{"designation", 1.2, byBody, "lists;listed;blocks;blocked;froze;freezes;frozen;blacklists"},
	{"designation", 1.1, party, "were listed;was listed;been listed;are listed;is listed"},
	{"designation", 0.8, always, "sanctions over;own sanctions;sanctions of its own;further sanctions;with sanctions;measures of its own"},
	{"designation", 1.0, effect, "frozen;freezes;freeze"},
	{"statement", 1.6, always, "press statement;joint statement;statement by;statement of the;statement on;press conference;regular briefing;plays down;shrugs off;firmly opposes;strong dissatisfaction;lodged representations;lodges representations;summons the;summons ambassador;summons russian;summoned the;calls in;note of protest;lip service;will not go unanswered;voices regret;in a letter;open letter;op-ed;rules out;vows to;floats;open to;weighs in;urges restraint;relief urged;no decision;not decided;has not taken a decision;has yet to decide;undecided;ruled out;answers;answered;hits out"},
	{"designation", 0.9, sanctions, "targets;targeted;targeting;takes aim;cracks down;crack down on;listed;lists;blocks;blocked;hits;adds;added"},
	{"removal", 1.7, always, "delist~;de-list~;delisting of;delistings;lift~ sanctions;lift~ the sanctions;lifting of sanctions;drops restrictions;lifted asset freezes;lifts asset freezes;lifted restrictions;lifts restrictions;lifts its sanctions;lifted its sanctions;removal of sanctions;ends sanctions;ended sanctions;end of sanctions;drops sanctions;dropped sanctions;terminate~ sanctions;revoke~ sanctions;waives sanctions;eases sanctions;eased sanctions;ease sanctions;suspends sanctions;suspended sanctions;sanctions lifted;sanctions relief;unfreeze~;unfroze;taken off the sanctions list;takes off sanctions list;off its sanctions list;off sanctions list;off the sanctions list;struck from the list;deleted from;deletion of;revocation of;counter terrorism designations removal;designations removal;designation removal;sanctions removed;no longer subject to sanctions"},
	{"removal", 1.6, listed, "remove~;removal;removals;took off;takes off;taken off;strikes;struck;deleted;deletes;dropped;drops;revokes;revoked;lifts;lifted;rescinds;rescinded;came off;comes off"},
	{"amendment", 1.4, always, "amends the entry;amended the entry;amended entries;amended entry;updates the entry;updated the entry;entries amended;entry amended;changes to the list;changes to entries;changes to listing;extends sanctions;extended sanctions;extend sanctions;prolongs sanctions;prolonged sanctions;prolong~ restrictive measures;renews sanctions;renewed sanctions;renewal of sanctions;renewed restrictive measures;renews restrictive measures;extended restrictive measures;extends restrictive measures;administrative corrections;corrected identifying information;updated identifying information;identifying information for;entries have been amended;following entries have been;amendments to existing;updates to existing entries;updated entries;updated listing;for another six months;for a further six months;for another year;for a further year;until 15 march;until 31 july;until 31 january"},
	{"amendment", 1.2, listed, "amends;amended;amendment;amendments;updates;updated;update;corrects;corrected;technical changes"},
	{"amendment", 1.8, always, "designation update;designations update;designation updates;designations updates;changes have been made;entries below were amended;national emergency with respect to;remain subject to an asset freeze;remains subject to an asset freeze;still subject to an asset freeze;rolls over;rolled over;rollover;continuing the national emergency;continuation of the national emergency;keep the measures in place;keeps the measures in place;kept the measures in place;measures in place until"},
	{"licence", 1.6, always, "letter of comfort;gave leave;gives leave;authorises transactions;authorizes transactions;reissued general;sanctions permit;export permit granted;grants exemption;exemption for;exemption request;humanitarian exemption;carve-out for;wind-down period"},
	{"licence", 1.8, always, "general license;general licence;general licenses;general licences;specific license;specific licence;gl 8;licence issued;license issued;issues license;issues licence;issued a license;issued a licence;extends license;extends licence;wind-down license;wind-down licence;authorizing certain transactions;authorising certain transactions;authorizing the wind down;authorizing limited;issuance of;licence number;wind down of transactions;a license to;a licence to;license to operate;license to continue;licence to continue;sanctions waiver;waiver allowing;granted a licence;granted a license;grants licence;grants license;waiver;a waiver for"},
	{"enforcement", 1.7, always, "improvement order;business improvement;infringement notice;infringement notices;unlicensed activities;charging letter;non-prosecution agreement;civil penalty;civil penalties;monetary penalty;monetary penalties;civil monetary;settlement with;settlement agreement;reaches settlement;reached a settlement;agrees to settle;agreed to settle;settles with;settled with;to settle apparent;to settle potential;settles alleged;settle charges;settle allegations;to settle claims;fined;fines;fining;hit with a fine;imposes fine;imposed a fine;record fine;record penalty;agreed to pay;agrees to pay;will pay;to pay a penalty;penalised;penalized;penalises;penalizes;issued a penalty;penalty on;penalty notice;enforcement action against;enforcement release;enforcement action;apparent violations;finding of violation;consent order;cease and desist;deferred prosecution;fine on;fine of;penalty of;fine for;license suspended;licence suspended;suspends licence of;suspended operations of;suspend part of;institutional warning;partial business suspension;reprimand~"},
	{"indictment", 1.8, always, "unseals case;unsealed a case;unseals cases;filed an information;files an information;notice of suspicion;under formal investigation;preliminary charges;charged over;charged for;charging documents;stand trial;put on trial;to trial on;goes on trial;sent to trial;brought to trial;indicted in absentia;charged in absentia;accused in absentia;indict~;indictment;indictments;unsealed charges;unseals charges;charges unsealed;criminal complaint;charged with;charged in;were charged;was charged;are charged;is charged;been charged;charges against;files charges;filed charges;faces charges;face charges;federal charges;criminal charges;prosecutors charged;prosecutors charge;grand jury;charges two;charges three;charges four;charges five;charges six;charges eight;charged two;charged three;charged four;charged five;charged six;charges russian;charges north korean;charges chinese;charges iranian;charges man;charges woman;charges former;charges founder;charges founders"},
	{"indictment", 1.3, persons, "charges;charged;charge"},
	{"arrest", 1.5, always, "executed a us warrant;executed an arrest warrant;taken in for questioning;taken in at;brought in for questioning;in handcuffs;placed in detention;caught at;held by police;held on suspicion;held over;police held"},
	{"arrest", 1.8, always, "handed over to;under arrest;behind bars on remand;on suspicion of;remanded in custody;wanted by;rounds up;arrest~;arrest of;arrests of;detain~;detention of;extradite~;extradition of;taken into custody;took into custody;apprehend~;in custody;captured;nabbed;rounded up;picked up by police"},
	{"seizure", 1.6, always, "took control of;takes control of;took possession of;takes possession of;taken offline;takes offline;put out of reach;restraining order;search warrant executed;assets frozen;worldwide freezing order;knocked offline"},
	{"seizure", 1.7, always, "seize~;seizure of;seizures of;confiscate~;impound~;froze;freezes;frozen;freezing of;intercept~;takes down;took down;takedown of;dismantle~;recover~ cryptocurrency;recovers crypto;shut down;shuts down;clawed back;boarded;boards tanker;dismantling"},
	{"forfeiture", 2.1, always, "civil recovery;confiscation order;in rem;declared forfeit;proceeds of crime order;unexplained wealth order;unexplained wealth;criminal gain;illegally obtained gains;forfeit~;forfeiture;civil forfeiture;forfeiture complaint;forfeiture action;forfeited;to forfeit"},
	{"theft", 1.7, crypto, "stole;steals;steal;hack;hacks;hacked;heist;drained;drains;siphoned;siphons;looted;loots;breach;breached;exploited;exploit;robbed;pilfered;lost to;made off with;exploiter;attacker;rug pull;drainer"},
	{"theft", 1.6, crypto, "stolen;theft;thefts;stealing"},
	{"theft", 0.8, crypto, "hackers;hacking"},
	{"theft", 1.6, always, "crypto heist;crypto theft;crypto hack;exchange hack;exchange hacked;cryptocurrency theft;stolen cryptocurrency;stolen crypto;stolen from;stole crypto;stole cryptocurrency;hot wallet;hot wallets;private keys compromised;bridge exploit"},
	{"special_measure", 1.9, always, "correspondent accounts;correspondent account;correspondent banking;covered institutions;transmittals of funds;orders against;order against bank;fentanyl sanctions act;fend off fentanyl act;us banking system;us financial system;u.s. financial system;american financial system;patriot act"},
	{"special_measure", 2.3, always, "primary laundering concern;laundering concern;severing;cut off from the us financial system;section 311;special measure;special measures;primary money laundering concern;section 9714;section 2313a;fifth special measure"},
	{"export_control", 2.0, always, "entity list;export control;export controls;export restrictions;export restriction;export ban;export bans;export curbs;export licence;export license;export licences;export licenses;export administration regulations;unverified list;military end user;end-user list;dual-use;dual use items;common high priority list;bureau of industry and security;trade restrictions on;bans exports;banned exports;ban on exports;ban on the export;bans export;restrict exports;restricts exports;restricted exports;chip exports;exports of chips;chip curbs;bars exports;denied persons;temporary denial order;export privileges;export prohibition;foreign direct product rule"},
	{"talks", 1.3, toName, "hosts;hosted;meets;met;host;meet"},
	{"talks", 1.5, always, "over phone;over the phone;by telephone;by phone;held talks;hold talks;holds talks;talks with;talks in;talks on;talks between;in talks;summit;met with;meets with;meets;meeting with;meeting between;held a meeting;hold a meeting;consultations;consultation;negotiations;negotiators;dialogue;working group;phone call with;telephone conversation;spoke by phone;held a call;call with;bilateral meeting;trilateral;visit to;visits;visited;arrived in;travels to;delegation;ministerial;resume talks;peace talks;discussed;discuss;discusses;conferred;received the ambassador;round of talks"},
	{"law", 1.8, always, "signed into law;signs into law;passes bill;passed a bill;passed the bill;passes law;passed a law;passed legislation;passes legislation;approves bill;approved a bill;approved the bill;approves law;approved a law;adopts law;adopted a law;new law;signs stablecoin law;signed the law;signs the law;the first law;rules adopted;approved a regulation;adopted a regulation;approves regulation;parliament adopted;parliament approved;parliament passed;lawmakers approved;lawmakers passed;lawmakers vote;senate passes;senate passed;house passes;house passed;signed an executive order;signs executive order;signed a decree;signs decree;issued a decree;decree on;law takes effect;law took effect;regulation enters into force;entered into force;enters into force;comes into force;came into force;came into effect;bill that would;bill to;bill would;adopted a resolution;adopts resolution;issues a rule;issued a rule;new rules;new regulations;new regulation;rules take effect;adopted regulation;statutory instrument;vetoed;vetoes;promulgated;legislation;gazetted"},
	{"law", 1.1, always, "enacts;enacted;enactment;final rule;notice of proposed rulemaking;proposed rule"},
	{"advisory", 1.3, always, "publish~ its report;publish~ its first report;publish~ its second report;publish~ its third report;publish~ its fourth report;publish~ its latest report;publish~ its annual report;publish~ its new report;publish~ its final report;publish~ its interim report;publish~ its joint report;publish~ a report;publish~ a first report;publish~ a second report;publish~ a third report;publish~ a fourth report;publish~ a latest report;publish~ a annual report;publish~ a new report;publish~ a final report;publish~ a interim report;publish~ a joint report;publish~ their report;publish~ their first report;publish~ their second report;publish~ their third report;publish~ their fourth report;publish~ their latest report;publish~ their annual report;publish~ their new report;publish~ their final report;publish~ their interim report;publish~ their joint report;release~ its report;release~ its first report;release~ its second report;release~ its third report;release~ its fourth report;release~ its latest report;release~ its annual report;release~ its new report;release~ its final report;release~ its interim report;release~ its joint report;release~ a report;release~ a first report;release~ a second report;release~ a third report;release~ a fourth report;release~ a latest report;release~ a annual report;release~ a new report;release~ a final report;release~ a interim report;release~ a joint report;release~ their report;release~ their first report;release~ their second report;release~ their third report;release~ their fourth report;release~ their latest report;release~ their annual report;release~ their new report;release~ their final report;release~ their interim report;release~ their joint report;issue~ its report;issue~ its first report;issue~ its second report;issue~ its third report;issue~ its fourth report;issue~ its latest report;issue~ its annual report;issue~ its new report;issue~ its final report;issue~ its interim report;issue~ its joint report;issue~ a report;issue~ a first report;issue~ a second report;issue~ a third report;issue~ a fourth report;issue~ a latest report;issue~ a annual report;issue~ a new report;issue~ a final report;issue~ a interim report;issue~ a joint report;issue~ their report;issue~ their first report;issue~ their second report;issue~ their third report;issue~ their fourth report;issue~ their latest report;issue~ their annual report;issue~ their new report;issue~ their final report;issue~ their interim report;issue~ their joint report"},
	{"advisory", 1.4, always, "notice on;notice to;key term;trend analysis"},
	{"advisory", 1.7, always, "best practice;warning signs;tips for spotting;how to spot;how to recognise;how to recognize;factsheet;compliance note;typologies;advisory;advisories;issues alert;issued an alert;issues an alert;joint alert;alert on;alert to;alerts;guidance;red flags;red flag;issues notice;bulletin;frequently asked questions;faq;faqs;fact sheet;best practices;threat assessment;warning to companies;warns companies;warned companies;warns firms;warns banks;warned businesses;reminds financial institutions;urges financial institutions;cautions;notice to exporters;risk assessment;public service announcement"},
	{"court", 0.4, always, "court;judge;judges;justices;tribunal;trial;lawsuit;lawsuits;general court;supreme court;appeals court;jury"},
	{"court", 1.7, always, "court ruled;court rules;court ruling;ruled that;rules that;ruling;rulings;verdict;convict~;guilty verdict;found liable;class action;legal challenge;immunity;asset recovery case;loses appeal;loses case;loses court;wins appeal;wins case;convicted of;conviction;acquit~;sentenced;sentenced to;sentence of;annul~;annulment;dismissed the case;sues;sued;files suit;filed suit;pleaded guilty;pleads guilty;plead guilty;jury found;found guilty;overturned;overturns;upheld;upholds;appeal against;jailed for;jailed;years in prison;prison sentence;plea deal;bankruptcy court"},
	{"statement", 1.2, always, "rebuff~;scorn~;mock~;deride~;lambast~;rebut~;refute~;berate~;chide~;shrugs;shrugged;decries;decried;repudiate~;condemn~;denounce~;slam~;criticize~;criticise~;reject~;warn~;vow~;urge~;call~ on;call~ for;statement;said in a statement;deplore~;welcome~;express~ concern;expresses regret;regrets;accuse~;blame~;react~;respond~;responded;reply;replies;replied;defends;defended;denies;denied;deny;rebuke~;blast~;protest~;hit back;hits back;threatens;threatened;pledges;pledged;insists;insisted;reaffirm~;hail~;praise~;dismissed as;spokesperson said;spokesman said;spokeswoman said;foreign ministry said;told reporters;press briefing;remarks;comment~;concerned about;attributes;attributed;attribute"},
	{"statement", 0.4, always, "said;says;told;added;stated;announced;according to"},
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
