package action

import (
	"strings"
	"sync"

	"demarche/extract/token"
)

// class is a set of words that mean the same to a frame; a word may be in
// several.
type class uint64

const (
	aAdd class = 1 << iota
	aAmend
	aArrest
	aBar
	aBring
	aDelist
	aExtend
	aFine
	aSaid
	aGrant
	aImpose
	aLet
	aLift
	aLose
	aMeet
	aOff
	aOn
	aPass
	aPay
	aRevoke
	aRestrict
	aRule
	aSeize
	aSettle
	aSpeak
	aSteal
	aTake
	aVoice
	nBank
	nCharge
	nCoin
	nCourt
	nCrime
	nDeal
	nEntry
	nEnvoy
	nExport
	nForce
	nGoods
	nHeldThing
	nLaw
	nLicence
	nList
	nMoney
	nPenalty
	nPerson
	nPolice
	nProtest
	nRegime
	nSanction
	nTalk
	aCut
	aHit
	aWarn
	aGet
	nClients
	nOrder
	nPackage
	nTravel
	nThief
	nTerm
	nUnion
	aHold
	nShip
)

// lexicon gives the words of each class. "~" after a verb stands for its regular
// forms, see inflected.
var lexicon = map[class]string{
	aAdd:       "add~ put puts putting place~ enter~ include~ inscribe~ enrol enrols enrolled name names named naming list lists listed listing insert~ move~",
	aAmend:     "amend~ amendment amendments update~ correct~ correction corrections adjust~ adjustment revise~ revision modify modifies modified modifying change changes changed alter~ rectify rectifies rectified replace~ edit~ variation vary varied",
	aArrest:    "arrest~ arrests detain~ apprehend~ nab nabs nabbed catch catches caught capture~ hold holds held holding net nets netted custody extradite~ deport~ surrender~ hand hands handed detention repatriate~ collar~",
	aBar:       "bar bars barred barring ban bans banned banning prohibit~ forbid forbids forbidden deny denies denied close~ closing",
	aBring:     "bring brings brought bringing file~ face~ unseal~ return~ level levels levelled leveled lay laid add adds added press presses pressed lodge~ hand hands handed announce~ hit slap slaps slapped confront~ serve serves served authorise~ authorize~ reveal~ drop",
	aDelist:    "remove~ delete~ take takes took taken taking strike strikes struck stricken drop drops dropped dropping cross crosses crossed pull~ exclude~ come comes came fall falls fell release~ strip strips stripped withdraw withdraws withdrew withdrawn clear~ erase~ scratch~",
	aExtend:    "extend~ extension prolong~ prolongation renew~ renewal continuation roll rolls rolled rolling reauthorise~ reauthorize~ prorogue~",
	aFine:      "fine fines fined fining penalise~ penalize~ sanction assess assesses assessed impose~ levy levies levied hit hits slap slaps slapped hand hands handed issue~ pay pays paid agree~ consent~ accept~ receive~ face~ order~ dish~ give gives gave dock~ announce~",
	aSaid:      "said says stated states told announced noted stressed added declared claimed argued insisted",
	aGrant:     "prolong~ grant~ issue~ issuance extend~ give gives gave given publish publishes published publishing reissue~ renew~ amend~ obtain~ receive~ get gets got win wins won secure~ approve~ award~ hand~ offer~ provide~ need",
	aImpose:    "impose~ slap slaps slapped slapping levy levies levied levying announce~ unveil~ adopt~ approve~ introduce~ enact~ launch launches launched expand~ apply applies applied agree~ set sets order~ decide~ widen~ tighten~ take takes took taking bring brings brought step steps stepped trigger~ reimpose~ activate~ restore~ extend~ broaden~ pile~ join~ align~ follow~ mirror~ match matches matched",
	aLet:       "allow~ permit permits permitted permitting let lets letting authorise~ authorize~ clear~ enable~ exempt~ approve~",
	aLift:      "lift~ ease~ rescind~ revoke~ repeal~ terminate~ scrap scraps scrapped scrapping cancel cancels cancelled canceled undo undoes undid undone end ends ended ending drop drops dropped dropping waive~ withdraw withdraws withdrew withdrawn suspend~ remove~ relax relaxes relaxed discontinue~ reverse~ dismantle~ unwind~ abolish~ loosen~ removal lifting revocation repeal termination suspension",
	aLose:      "lose loses lost losing loss losses gone missing vanish~ disappear~ drained emptied outflow outflows",
	aMeet:      "meet meets met meeting host~ receive~ welcome~ visit~ gather~ convene~ confer confers conferred sit sits sat",
	aOff:       "off from",
	aOn:        "on to in onto into under",
	aPass:      "advance~ pass passes passed passing adopt~ approve~ clear~ enact~ sign~ promulgate~ vote~ back~ codify codifies codified ratify ratifies ratified endorse~ gazette~ publish publishes published introduce~ propose~ draft~ table tables tabled legalise~ legalize~ issue~",
	aPay:       "pay pays paid paying remit remits remitted hand hands handed forfeit disgorge~ settle~ cough~",
	aRevoke:    "revoke~ cancel cancels cancelled canceled withdraw withdraws withdrew withdrawn pull~ suspend~ strip strips stripped lose loses lost yank~ terminate~",
	aRestrict:  "control~ ban bans banned banning curb~ curbs restrict~ restriction restrictions halt~ limit~ limits suspend~ suspension prohibit~ prohibition bar bars barred block~ tighten~ widen~ stop stops stopped licence licences license licenses licensing permit permits screening screen blacklist~ embargo embargoes approval authorisation authorization require~ need needs checks moratorium quota quotas clampdown",
	aRule:      "rule~ ruling rulings uphold upholds upheld dismiss dismisses dismissed dismissal overturn~ annul annuls annulled annulment acquit acquits acquitted convict~ sentence~ jail~ imprison~ reject~ quash quashes quashed order~ find finds found side sides sided clear~ hear~ decide~ deny denies denied strike strikes struck throw throws threw thrown refuse~ grant~ confirm~ reinstate~ affirm~ vacate~",
	aSeize:     "seize~ seizure seizures confiscate~ confiscation impound~ restrain~ immobilise~ immobilize~",
	aTake:      "board~ attach attaches attached intercept~ block~ freeze freezes froze frozen freezing lock~ recover~ claw~ secure~ blacklist~ dismantle~ sequester~ garnish~",
	aSettle:    "settle~ resolve~ settlement resolution",
	aSpeak:     "speak speaks spoke spoken talk talks talked phone~ confer confers conferred",
	aSteal:     "drain~ empty empties emptied siphon~ steal steals stole stolen stealing hack~ hack hacks exploit~ exploits breach~ breaches loot~ swipe~ pilfer~ rob robs robbed robbery compromise~ raid~ raid attack attacks attacked attacker attackers intruder intruders hackers hacker theft thefts heist heists phish phished phishing phisher mint mints minted leak~ burgle~ plunder~ withdrawn",
	aVoice:     "voice~ express expresses expressed lodge~ register~ convey~ deliver~ make makes made issue~ send sends sent hand hands handed release~ read reads",
	nBank:      "correspondent transmittals transmittal payable-through banking dollar financial",
	nCharge:    "charge charges charged count counts indictment indictments complaint accusation accusations lawsuit",
	nCoin:      "crypto cryptocurrency cryptocurrencies bitcoin bitcoins btc ether ethereum eth usdt usdc tether coins coin tokens token stablecoin stablecoins wallet wallets exchange exchanges protocol defi bridge blockchain pool pools solana monero nft nfts liquidity casino custodian platform platforms project",
	nCourt:     "court courts judge judges tribunal justices jury jurors justice bench chamber panel",
	nCrime:     "laundering fraud conspiracy hacking smuggling theft embezzlement extortion espionage bribery evasion scheme bribes racketeering treason",
	nDeal:      "buy use trade serve keep supply fund funds release access aid shipment oil gas stations relief talks stake banks exports transactions transaction payments payment dealings operate operation operations run sell sale sales shipments negotiate negotiations imports import divestment deliveries withdraw purchase purchases buying",
	nEntry:     "entry entries listing listings detail details identifier identifiers spelling spellings birth particulars schedule reasons aliases alias designation address addresses passport annex sdn data names",
	nEnvoy:     "advisers advisors adviser chiefs heads spokesman spokeswoman spokesperson ministry embassy mission ambassador ambassadors envoy envoys minister ministers president presidents premier delegation delegations leaders leader officials counterpart counterparts diplomats negotiators secretary chancellor king foreign vice",
	nExport:    "export exports exported exporting exporter shipment shipments ship ships sales sale dual-use reexport",
	nForce:     "force effect apply applies return returns returned",
	nGoods:     "goods chips chip semiconductors semiconductor technology gallium germanium antimony graphite rare earth earths lithography equipment processors software items item minerals tools machinery components parts petrol diesel gold",
	nHeldThing: "bitcoin bitcoins btc usdt usdc ether crypto cryptocurrency coins tokens tether wallet wallets domain domains website websites server servers tanker tankers vessel vessels ship ships cargo accounts account assets funds cash property properties yacht yachts gold million billion crore addresses shares cars oil jewellery villa infrastructure weapons drugs worth proceeds devices",
	nLaw:       "bill bills law laws act acts legislation ordinance ordinances decree decrees amendments code statute statutes reform regulation regulations rules directive treaty constitution regime regimes ordinance ordinances obligations requirements law laws act rules regulation regulations directive provisions framework bill",
	nLicence:   "licence licences license licenses waiver waivers exemption exemptions derogation derogations authorisation authorization authorisations authorizations permit permits reprieve carve-out permission registration",
	nList:      "list lists blacklist blacklists register registers registry annex annexes schedule sdn roll",
	nMoney:     "million billion millions billions m bn mln € $ £ usd won euros dollars pounds yen",
	nPenalty:   "fine fines penalty settlement settlements",
	nPerson:    "man men woman women suspect suspects people person persons hackers hacker founder founders developer developers fugitive fugitives tycoon crew captain national nationals operator operators ringleader ringleaders boss trader teenager teenagers executive members citizen citizens sailors brothers couple agent agents gang launderer launderers mastermind student aide official officials suspected defendants officer chairman businessman",
	nPolice:    "police officers officer detectives guardia warrant customs immigration investigators prosecutors troops gendarmes suspicion raid raids sweep agents airport interpol europol coast suspect suspects suspicion wanted fugitive fugitives alleged suspected",
	nProtest:   "regret concern condemnation dissatisfaction protest protests representations opposition indignation support solidarity displeasure note dismay alarm statement outrage condolences gratitude hope",
	nRegime:    "sanctions restrictions measures listings regime regimes framework emergency embargo mandate programme freeze",
	nSanction:  "sanctions sanction restrictions penalties designation designations listing listings curbs blacklisting embargo freeze freezes measures",
	nTalk:      "talks summit meeting meetings consultation consultations negotiations negotiators dialogue plenary conversation delegations parley",
	aHit:       "hit hits struck strike strikes",
	aWarn:      "warn~ caution~ alert~ tell tells told remind~ advise~",
	aGet:       "get gets got receive~ given handed faces serve serves served sent",
	nClients:   "customers clients companies firms banks businesses investors users exporters employers industry institutions insurers lenders operators taxpayers",
	nOrder:     "order orders decree decrees proclamation proclamations memorandum",
	nPackage:   "package packages tranche",
	nTravel:    "entry entering travel travelling visa visas officials lawmakers executives diplomats journalists politicians",
	nThief:     "attacker attackers hackers hacker thieves thief intruder intruders exploiter",
	nTerm:      "months years month prison jail prison jail years months behind bars",
	aHold:      "hold holds held holding open opens opened conclude~ begin begins began resume~ convene~ kick kicks attend~ chair~ host~ end ends ended",
	nShip:      "tanker tankers vessel vessels ship ships freighter freighters boat boats cargo captain",
	nUnion:     "eu bloc european council sanctions brussels",
	aCut:       "cut cuts cutting sever severs severed severing bar bars barred shut shuts prohibit~ forbid forbids exclude~ expel expels expelled off out",
}

// classes gives the classes of a word by its hash.
var classes = sync.OnceValue(func() map[uint64]class {
	m := map[uint64]class{}
	for c, list := range lexicon {
		for _, w := range strings.Fields(list) {
			for _, form := range inflected(w) {
				m[token.Fold(form)] |= c
			}
		}
	}
	return m
})

// inflected gives the forms of a regular verb marked "~", else the word alone:
// "amend~" is amend, amends, amended, amending; "seize~" drops its e.
func inflected(word string) []string {
	verb, ok := strings.CutSuffix(word, "~")
	if !ok {
		return []string{word}
	}
	stem := strings.TrimSuffix(verb, "e")
	s := verb + "s"
	for _, end := range []string{"ss", "sh", "ch", "x"} {
		if strings.HasSuffix(verb, end) {
			s = verb + "es"
		}
	}
	return []string{verb, s, stem + "ed", stem + "ing"}
}
