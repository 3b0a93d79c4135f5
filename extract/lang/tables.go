package lang

import (
	"strings"
	"unicode"

	"github.com/abadojack/whatlanggo"
)

type script int

const (
	latin script = iota
	cyrillic
	arabic
	hebrew
	greek
	thai
	devanagari
	bengali
	tamil
	telugu
	gujarati
	gurmukhi
	kannada
	malayalam
	sinhala
	georgian
	armenian
	ethiopic
	khmer
	lao
	myanmar
	otherScript
	scripts
)

var scriptTables = [...]*unicode.RangeTable{
	latin: unicode.Latin, cyrillic: unicode.Cyrillic, arabic: unicode.Arabic, hebrew: unicode.Hebrew, greek: unicode.Greek, thai: unicode.Thai,
	devanagari: unicode.Devanagari, bengali: unicode.Bengali, tamil: unicode.Tamil, telugu: unicode.Telugu, gujarati: unicode.Gujarati,
	gurmukhi: unicode.Gurmukhi, kannada: unicode.Kannada, malayalam: unicode.Malayalam, sinhala: unicode.Sinhala, georgian: unicode.Georgian,
	armenian: unicode.Armenian, ethiopic: unicode.Ethiopic, khmer: unicode.Khmer, lao: unicode.Lao, myanmar: unicode.Myanmar,
}

func scriptOf(r rune) script {
	for k, t := range scriptTables {
		if unicode.Is(t, r) {
			return script(k)
		}
	}
	return otherScript
}

// byScript lists the languages of each script outside Latin and East Asia, the
// likeliest first.
var byScript = map[script][]string{
	cyrillic: {"ru", "uk", "bg", "sr", "mk", "be", "kk", "mn"}, arabic: {"ar", "fa", "ur", "ps", "ckb"}, hebrew: {"he"}, greek: {"el"}, thai: {"th"},
	devanagari: {"hi", "mr", "ne"}, bengali: {"bn"}, tamil: {"ta"}, telugu: {"te"}, gujarati: {"gu"}, gurmukhi: {"pa"}, kannada: {"kn"},
	malayalam: {"ml"}, sinhala: {"si"}, georgian: {"ka"}, armenian: {"hy"}, ethiopic: {"am"}, khmer: {"km"}, lao: {"lo"}, myanmar: {"my"},
}

// elsewhere are languages not written in Latin letters: such a claim says nothing
// about a Latin text.
var elsewhere = func() map[string]bool {
	m := map[string]bool{"ja": true, "ko": true, "zh": true, "yue": true}
	for _, ls := range byScript {
		for _, l := range ls {
			m[l] = l != "sr"
		}
	}
	return m
}()

var latinLangs = strings.Fields("en de fr es it pt nl sv no da fi pl cs sk hu ro tr id vi hr sl lt lv et sq az ca sw is af")

var trigramLangs = map[whatlanggo.Lang]bool{
	whatlanggo.Eng: true, whatlanggo.Deu: true, whatlanggo.Fra: true, whatlanggo.Spa: true, whatlanggo.Ita: true, whatlanggo.Por: true, whatlanggo.Nld: true,
	whatlanggo.Swe: true, whatlanggo.Nob: true, whatlanggo.Dan: true, whatlanggo.Fin: true, whatlanggo.Pol: true, whatlanggo.Ces: true, whatlanggo.Hun: true,
	whatlanggo.Ron: true, whatlanggo.Tur: true, whatlanggo.Ind: true, whatlanggo.Vie: true, whatlanggo.Hrv: true, whatlanggo.Lit: true, whatlanggo.Lav: true, whatlanggo.Est: true,
}

// words are the commonest function words of each language, about forty each so that
// no language wins by a longer list. Written by hand.
var words = map[string]string{
	"en":  "the of and to in is was that for it with as his on be at by had are but from or have an they which you were her she there would their has been said will who not this its after more i me my do if we us our no over under than then when what may can shall should could",
	"de":  "der die und das den von zu mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über so zum war haben nur oder aber vor zur bis mehr durch",
	"fr":  "le la les de des du et à un une est en que qui dans pour pas sur au par plus ce avec il sont se ne aux ont été cette mais ou son sa ses leur nous vous elle être fait comme entre après",
	"es":  "el la los las de del y que en un una por con no se su para es al lo como más pero sus le ya o este sí porque esta entre cuando muy sin sobre también hasta hay donde quien desde fue ha según años",
	"it":  "il lo la i gli le di del della dei che e un una in è per non con sono si da al come più ma nel alla anche ha dalla sul delle degli questo tra hanno stato dopo essere ad suo cui",
	"pt":  "o a os as de do da dos das e que em um uma para com não por no na mais como se ao foi são mas também pelo pela ou seu sua já até muito ser entre depois está sobre isso quando anos nos",
	"nl":  "de het een van en in is dat op te zijn met voor niet aan er om ook als dan maar bij of uit nog naar heeft die wordt worden door over zich werd hij ze deze geen meer tot was kan moet na",
	"sv":  "och att det i en som är på av för med den till inte har de ett om var men sig från vi så kan han när efter eller också under vid ska hade där mot nu bara över finns även",
	"no":  "og i det på er som en til av for at med de har ikke den et om var men seg fra vi så kan han når etter eller også under ved skal hadde der mot nå bare over ble blir hun norsk",
	"da":  "og i det på er som en til af for at med de har ikke den et om var men sig fra vi så kan han når efter eller også under ved skal havde der mod nu kun over blev bliver hun være",
	"fi":  "ja on ei että se hän oli ovat mutta myös kun niin kuin joka sen ole tai jo sekä mukaan ollut jos vain vielä voi nyt hänen kanssa noin sitä joten koko vuoden eivät tämä he mitä",
	"pl":  "i w na z do się nie że jest to o jak za od po przez dla są tym ale ma co oraz który która jego przed już tego być był może czy także roku był była ich tylko tak we ze przy",
	"cs":  "a v na se že je s z do o to i za ve pro jsou ale by k od po jako které který už také jeho však podle roku až jen před nebo byl bylo kde při tak této může má ze",
	"sk":  "a v na sa že je s z do o to aj za vo pre sú ale by k od po ako ktoré ktorý už tiež jeho však podľa roku až len pred alebo bol bolo kde pri tak tejto môže má zo",
	"hu":  "a az és hogy nem is egy van volt meg már csak azt ez el szerint de mint után még ki kell lehet pedig között akkor ezt amely vagy be több miatt aki nagyon fel minden lesz",
	"ro":  "de și în a la cu pe că nu o un este din care pentru mai au fost sunt ce să sau prin dar după până între acest această fi al ale lui are fiind potrivit către astfel dintre anul",
	"tr":  "ve bir bu da de için ile olarak çok olan daha gibi en kadar ne o ama sonra olduğu var göre değil her ise yeni ancak dedi tarafından iki ya ki mi şu oldu üzerinde büyük eden etti",
	"id":  "yang dan di itu dengan untuk dari pada ini tidak dalam akan ke adalah juga oleh sebagai ada karena bisa saat telah tersebut atau mereka kata ia dia kami lebih dapat para tahun kepada sudah",
	"vi":  "và của là có được trong cho các một với không này đã người những để từ khi đến cũng về ra tại vào như đó sẽ trên nhiều năm theo sau ông bị hơn còn phải ở nước",
	"hr":  "i je u se na da su za od s koji to kao a ne iz što bi ali o po do nije koje koja će samo te još ili prema biti više nakon već zbog bio dok kako bez",
	"sl":  "in je v se na da so za od s ki to kot ne iz bi pa o po do ni tudi z še ali pri že bo več po bil kako brez ter so kjer lahko smo zaradi med",
	"lt":  "ir kad į iš su yra ne tai buvo kaip bet apie per po nuo už jau tik dėl iki bus jis ar taip jo metų savo šis ši kuris kuri dar arba",
	"lv":  "un ir no ka par ar uz lai bija kas tas nav arī kā pēc gan bet līdz viņš to tiek pie vai jau savu šo tika gada pret būs vairāk",
	"et":  "ja on ei et see oli kui ka ning aga mis oma mida tema siis kes või veel nii juba pole seda selle välja kuid eest üle kohta olid aastal ole pärast",
	"sq":  "të e në dhe i për që me një nga se është ka si u do më nuk kjo por ky janë edhe kanë pas tij duke ishte këtë deri pa ose",
	"az":  "və bir bu ki üçün ilə olan da də edib olub olaraq daha sonra o ən hər ildə bildirib qeyd kimi deyib isə dair tərəfindən görə var olunub",
	"ca":  "el la els les de del i que en un una per amb no es al als ha són més com però seva seu aquest aquesta també va dels entre fins hi ho segons des quan anys sobre perquè",
	"sw":  "na ya wa kwa ni za katika la kuwa cha hiyo huo baada hii yake huyo hayo hili wao lakini pia kama si alisema amesema nchi watu ambao mwaka",
	"is":  "og að í er á sem til við um var það með en ekki af fyrir hafa hann þess verið eru þar hefur því frá eftir þetta þeir segir hún",
	"af":  "die van en in is het nie dat te om vir met wat sy aan hy op was as ’n 'n by hulle ook deur daar word kan sal maar ons uit na tot moet",
	"ru":  "и в не на что с по как это из к для от о он за же у его но все был так также или при которые который после было года до она будет лет то было их бы уже еще том были",
	"uk":  "і в на не що з до та у за це про як для від він його але був також або при які який після року було вона буде під їх щоб ще є й зі її через вже яка цього",
	"bg":  "и на в да за се от с че не е са по до това ще си които към при със като след или но има той беше който която което през само още му бъде също как са",
	"sr":  "и је у да се на су за од са који то као а не из што би али о по до није које која ће само те још или према бити више након већ због био док",
	"mk":  "и на во да за се од со не е дека ќе што по до ја го ги кој која кои како при или но има беше кое тоа овој оваа според со само уште биде",
	"be":  "і ў на не што з да па як гэта для ад ён яго але быў таксама або пры якія які пасля года было яна будзе іх каб яшчэ ёсць каля праз",
	"kk":  "және мен бұл үшін деп бойынша де да бір болып оның сол туралы деді болды кейін ол жылы бар дейін қазақстан осы біз екен",
	"mn":  "нь юм ба бол энэ байна гэж болон оны байгаа хийх тус гэсэн манай улсын болох хүн дээр мөн",
	"ar":  "في من على إلى أن التي عن مع هذا هذه كان ما الذي لا بعد ذلك كما قد بين وقال خلال إن أو وفي عام كانت لم قبل هو حيث ومن غير وقد",
	"fa":  "و در به از که این را با است برای آن یک تا شده می خود های بر کرد کرده شد هم اما باید نیز دو آنها بود گفت وی سال پس",
	"ur":  "کے کی میں ہے کا اور سے کو نے پر ہیں کہ اس یہ کر بھی ان نہیں تھا ایک ہو جو تھے گیا تو گے وہ کیا لیے ساتھ",
	"ps":  "د په او چې له ته کې دی یې هم سره شوی نه یو ده دي هغه پر څخه کړي وي",
	"ckb": "لە و بە بۆ کە ئەو لەگەڵ هەر دا ئەم یان بوو سەر کرد نییە دەکات هەیە",
	"hi":  "के में की है और से को का ने पर हैं कि यह भी इस एक कर नहीं था लिए ही हो साथ गया",
	"mr":  "आहे आणि या च्या ने हे ते तर मध्ये होते आहेत केली नाही त्या यांनी मात्र",
	"ne":  "छ र को मा ले छन् पनि गरेको भएको हो यो गर्ने थियो बताए उनले",
}

var functionWords = func() map[string]map[string]bool {
	m := map[string]map[string]bool{}
	for l, list := range words {
		m[l] = map[string]bool{}
		for _, w := range strings.Fields(list) {
			m[l][w] = true
		}
	}
	return m
}()

// letters are those that a language writes and most of its neighbours do not.
var letters = map[string]string{
	"de": "ßäöü", "fr": "èêëîïœùûç", "es": "ñ¿¡áíóú", "it": "àèìòù", "pt": "ãõçâêáíú", "nl": "ëï", "sv": "åäö", "no": "åøæ", "da": "åøæ", "fi": "äö", "pl": "ąćęłńśźż",
	"cs": "ěřůčšžýáíé", "sk": "ľĺŕôäčšžýáíé", "hu": "őűöüáéí", "ro": "ăâîșşțţ", "tr": "ışğçöü", "vi": "ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹđơưă", "hr": "čćđšž", "sl": "čšž",
	"lt": "ąčęėįšųūž", "lv": "āčēģīķļņšūž", "et": "äöõü", "sq": "ëç", "az": "əışğçöü", "ca": "·çàèòï", "is": "ðþæö",
	"ru": "ыэё", "uk": "іїєґ", "bg": "ъ", "sr": "ђћљњџј", "mk": "ѓќѕљњџј", "be": "ўіыэ", "kk": "қңғүұһәіө", "mn": "өү",
	"ar": "ةىأإ", "fa": "پچژگکی", "ur": "ٹڈڑںےہھ", "ps": "ټډړښځۍېڅ", "ckb": "ڕێۆەڵ",
}

var ownLetters = func() map[string]map[rune]bool {
	m := map[string]map[rune]bool{}
	for l, list := range letters {
		m[l] = map[rune]bool{}
		for _, r := range list {
			m[l][r] = true
		}
	}
	return m
}()

// spokenIn gives the languages of each function word, writtenIn those of each
// letter.
var spokenIn, writtenIn = func() (map[string][]string, map[rune][]string) {
	byWord, byLetter := map[string][]string{}, map[rune][]string{}
	for l, list := range functionWords {
		for w := range list {
			byWord[w] = append(byWord[w], l)
		}
	}
	for l, list := range ownLetters {
		for r := range list {
			byLetter[r] = append(byLetter[r], l)
		}
	}
	return byWord, byLetter
}()
