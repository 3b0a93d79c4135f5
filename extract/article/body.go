package article

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
)

// selectBody renders the article out of the page. found is what the readers took
// for the article: it shows where on the page the article stands. What stands
// between and looks the same is added, what is furniture is dropped. When the
// publisher itself says what the text is (exact), nothing but headings and table
// rows is added.
func (p *page) selectBody(blocks []block, found, title string, exact bool) string {
	cover := shingles(found)
	for i := range blocks {
		blocks[i].kept = cover.holds(blocks[i].text)
	}
	markJunk(blocks, exact)
	for i := range blocks {
		blocks[i].good = goodProse(&blocks[i])
	}
	top := container(blocks)
	if top == nil {
		return ""
	}
	beside := siblings(blocks)
	last := 0
	for i := range blocks {
		if blocks[i].kept && blocks[i].good {
			last = i
		}
	}
	inside := make([]block, 0, len(blocks))
	for i, b := range blocks {
		if b.junk || !within(b.node, top) {
			continue
		}
		if b.kept || !exact && (b.good && i < last || beside[b.node.Parent] && (b.good || inText(&b))) || exact && (b.tag == "tr" || isHeading(b.tag) && b.tag != "h1") {
			inside = append(inside, b)
		}
	}
	if lead := p.lead(blocks, inside); lead != nil {
		inside = append([]block{*lead}, inside...)
	}
	return write(tidyBlocks(inside, title))
}

// siblings are the elements whose children were found: what else stands in them may
// belong to the text.
func siblings(blocks []block) map[*html.Node]bool {
	m := map[*html.Node]bool{}
	for i := range blocks {
		if b := &blocks[i]; b.kept && b.good && b.node.Parent != nil {
			m[b.node.Parent] = true
			if b.node.Parent.Data == "blockquote" || b.node.Parent.Data == "ul" {
				m[b.node.Parent.Parent] = true
			}
		}
	}
	return m
}

// inText says whether a block that was not found could stand in a text: a short
// paragraph, a quotation, a heading.
func inText(b *block) bool {
	return (b.tag == "p" || b.tag == "blockquote" || isHeading(b.tag) && b.tag != "h1") && 2*b.links < b.runes
}

// lead is the paragraph between the heading and the body that sums the article up:
// it stands on the page before the body and its words are those of the page's
// description.
func (p *page) lead(blocks, inside []block) *block {
	about := p.descriptions()
	if len(inside) == 0 || len(about) == 0 {
		return nil
	}
	for i := range blocks {
		b := &blocks[i]
		if b.node == inside[0].node {
			return nil
		}
		if b.runes < 40 || b.runes > 800 || 2*b.links > b.runes {
			continue
		}
		for _, d := range about {
			if shingles(d).holds(b.text) && 2*b.runes > runes(d) {
				return b
			}
		}
	}
	return nil
}

func (p *page) descriptions() []string {
	var out []string
	for _, d := range []string{p.first("description"), p.first("og:description"), p.first("twitter:description"), p.ldString("description"), p.ldString("alternativeHeadline")} {
		if runes(d) >= 40 {
			out = append(out, unescape(d))
		}
	}
	return out
}

// markJunk marks the blocks under furniture. An element that holds a third or more
// of what was found cannot be furniture, whatever it is called.
func markJunk(blocks []block, exact bool) {
	weight := map[*html.Node]int{}
	total := 0
	for i := range blocks {
		if b := &blocks[i]; b.kept {
			total += b.runes
			for _, n := range b.under {
				weight[n] += b.runes
			}
		}
	}
	for i := range blocks {
		b := &blocks[i]
		for _, n := range b.under {
			if 3*weight[n] < total && !(exact && b.kept && b.runes >= 40) {
				b.junk = true
			}
		}
	}
}

func goodProse(b *block) bool {
	return !b.junk && b.runes >= 60 && 3*b.links < b.runes && (b.runes >= 200 || strings.ContainsAny(b.text, ".!?。！？…؟।"))
}

// container is the deepest element that holds nearly all that was found.
func container(blocks []block) *html.Node {
	weight := map[*html.Node]int{}
	total := 0
	for i := range blocks {
		b := &blocks[i]
		if !b.kept || b.junk {
			continue
		}
		total += b.runes
		for n := b.node; n != nil; n = n.Parent {
			weight[n] += b.runes
		}
	}
	var best *html.Node
	depth := -1
	for n, w := range weight {
		if d := depthOf(n); 10*w >= 9*total && d > depth {
			best, depth = n, d
		}
	}
	return best
}

func depthOf(n *html.Node) int {
	d := 0
	for ; n.Parent != nil; n = n.Parent {
		d++
	}
	return d
}

func within(n, top *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n == top {
			return true
		}
	}
	return false
}

// tidyBlocks drops the lines that are about the page and not of the article: the
// title once more, what only links elsewhere, calls to subscribe or share, and
// paragraphs that stand there twice.
func tidyBlocks(blocks []block, title string) []block {
	prose := 0
	for i := range blocks {
		if blocks[i].good {
			prose++
		}
	}
	titleKey := key(title)
	seen := map[string]bool{}
	var out []block
	skipping := false
	for _, b := range blocks {
		k := key(b.text)
		if k == titleKey && prose > 0 || b.runes >= 100 && seen[k] {
			continue
		}
		seen[k] = true
		if prose >= 2 && pointer(&b) {
			skipping = headless.MatchString(b.text)
			continue
		}
		if skipping && (b.mark != "" || 2*b.links > b.runes) {
			continue
		}
		skipping = false
		out = append(out, b)
	}
	for len(out) > 0 && isHeading(out[len(out)-1].tag) {
		out = out[:len(out)-1]
	}
	return out
}

func isHeading(tag string) bool {
	return len(tag) == 2 && tag[0] == 'h' && tag[1] >= '1' && tag[1] <= '6'
}

// pointer says whether a line leads elsewhere.
func pointer(b *block) bool {
	switch {
	case b.runes <= 200 && 10*b.links >= 9*b.runes && b.tag != "tr" && b.tag != "pre":
		return true
	case bareURL.MatchString(b.text), b.runes <= 150 && creditLine.MatchString(b.text):
		return true
	case b.runes <= 30 && (b.tag == "p" || b.tag == "div" || b.tag == "header") && bareDate.MatchString(b.text):
		return true
	case b.runes <= 80 && headless.MatchString(b.text):
		return true
	case b.runes <= 250 && elsewhereLine.MatchString(b.text):
		return true
	}
	return b.runes <= 400 && callLine.MatchString(b.text)
}

// bareDate is a line of a date and a time alone.
var bareDate = regexp.MustCompile(`^\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\.?(?:[ ,|-]+\d{1,2}[:.]\d\d(?::\d\d)?)?$`)

// creditLine says who took or owns a picture.
var creditLine = regexp.MustCompile(`(?i)^\W*(?:(?:photo|foto|bild|image|picture)s?(?: (?:credits?|source|by|courtesy of))?|credit|crédits?(?: photos?)?|bildrechte|bildquelle|fotograf\pL*|фото|写真)\s*[:：]\s*\S`)

var bareURL = regexp.MustCompile(`^https?://\S+$`)

// headless matches the headings of lists of other articles.
var headless = regexp.MustCompile(`(?i)^\W*(?:(?:read|see|watch|listen) (?:more|also|next)|also read|more (?:on|from|about|news|stories|coverage)\b.*|related(?: (?:articles?|stories|content|coverage|posts?|topics?|links|reading|news))?|recommended(?: (?:for you|stories|reading))?|you (?:may|might) (?:also )?(?:like|be interested in).*|most (?:read|popular)|trending(?: now)?|(?:all )?comments(?: ?\(?\d+\)?)?|topics|tags|share(?: this(?: article| story)?)?|up next|don[’']?t miss(?: it)?|must.reads?|editor[’']?s picks|mehr (?:zum thema|nachrichten|dazu|lesen)|lesen sie auch|auch interessant|das könnte sie (?:auch )?interessieren|(?:passend|weitere) (?:zum thema|artikel|themen|nachrichten)|ähnliche(?: artikel)?|kommentare|weiterlesen|à lire (?:aussi|également)|lire aussi|sur le même sujet|lea también|lee también|te puede interesar|contenido relacionado|noticias relacionadas|más (?:noticias|información)|leggi anche|potrebbe interessarti|leia (?:também|mais)|veja também|lees ook|meer over|les også|les mer|læs også|läs (?:också|mer)|czytaj (?:także|też|również)|zobacz także|читайте также|по теме|смотрите также|читайте також|関連記事|関連ニュース|あわせて読みたい|관련\s?기사|相关新闻|相关阅读|延伸阅读|اقرأ (?:أيضا|أيضًا)|مقالات ذات صلة)\W*$`)

// elsewhereLine matches lines that point to one other article.
var elsewhereLine = regexp.MustCompile(`(?i)^\W*(?:(?:read|see|watch|listen|hear) (?:more|also|next|now)|also read|more on this|related(?: (?:article|story|stories|content|news|video|coverage))?|recommended|don[’']?t miss|must read|in pictures|lesen sie (?:auch|hier|dazu)|lesen sie mehr|mehr (?:zum thema|dazu)|auch interessant|à lire (?:aussi|également)|lire (?:aussi|également)|lea (?:también|además|más)|lee (?:también|además|más)|le(?:er|a) más|vea también|ver también|te puede interesar|leggi anche|leia (?:também|mais)|veja também|saiba mais|lees ook|les også|les mer|læs også|läs (?:också|mer|även)|czytaj (?:także|też|również|więcej)|zobacz (?:także|też|również)|přečtěte si|čítajte (?:aj|tiež)|citește și|читайте (?:также|ещё)|см\. также|читайте також|read)\s*[:：»>›|–—-]`)

// callLine matches sentences that ask the reader to do something with the site.
var callLine = regexp.MustCompile(`(?i)^\W*(?:(?:please )?(?:subscribe|sign up|sign in|log in|register|create (?:an|a free) account|click here|tap here|click to|follow (?:us|\S+(?: \S+){0,3}) on|like us on|join us on|join our|get (?:the latest|our|breaking|unlimited)|download (?:the|our)|share (?:this|your thoughts|on)|support (?:our|us|independent)|become a (?:member|subscriber)|donate|already a (?:subscriber|member)|start your (?:free )?trial|to (?:read|view|continue|access) (?:the|this|our|reading)|unlimited (?:online )?access|this article (?:is|was) (?:reserved|originally)|this (?:article|content|story) is (?:for|only|exclusive|the copyrighted)|you(?:'ve| have) (?:reached|read)|if you(?:'re| are) (?:already )?(?:a |an )?(?:subscriber|member)|view (?:all )?comments|leave a (?:comment|reply)|post a comment|have (?:a tip|something to|any questions)|send (?:us|your)|contact (?:us|the (?:author|reporter))|all rights reserved|copyright|(?:this|no part of this) (?:document|material|article|story|content|website)[^.]{0,40} (?:subject to copyright|may (?:not )?be (?:published|reproduced|reprinted))|this (?:post|story|article) (?:first|originally) (?:appeared|published)|©|\(c\) \d{4}|jetzt (?:anmelden|abonnieren|registrieren|testen)|melden sie sich|abonnieren sie|folgen sie uns|hier klicken|teilen (?:sie|auf|mit)|abonnez-vous|inscrivez-vous|connectez-vous|s'abonner|il vous reste [\d.,]+ ?%|la suite est réservée|suscríb[ae]te|suscribirse|inicia sesión|regístrate|síguenos|síganos|únete|comparte|iscriviti|abbonati|seguici|assine|inscreva-se|siga|compartilhe|подпис(?:ывайтесь|аться|ка)|поделиться|підпис(?:уйтесь|атися)|поширити|有料会員|会員登録|無料登録|続きを読む|この記事は有料|저작권자|ⓒ|무단 ?전재|구독|版权所有|责任编辑))`)

// write renders blocks, a line each.
func write(blocks []block) string {
	var out strings.Builder
	for _, b := range blocks {
		out.WriteString(b.mark)
		out.WriteString(b.text)
		out.WriteByte('\n')
	}
	return out.String()
}
