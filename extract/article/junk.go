package article

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
)

// furniture matches the class names, ids and the like of parts that are not the
// article: they are compared with - and _ and camel case taken as word ends.
var furniture = regexp.MustCompile(`(?:^| )(?:` + strings.Join([]string{
	`share|shares|sharing|sharebar|social|socials|sociable|addthis|addtoany|follow us|follow`,
	`related|recommended|recommendations?|recirc|more from|more stories|more news|also read|read also|read more|readmore|read next|you may|see also|up next|next article|most (?:read|popular|viewed)|popular|trending|teasers?|outbrain|taboola|zergnet|mgid|crosslinks?|further reading`,
	`newsletters?|subscribe|subscription|subscribtion|signup|sign up|mailing list|paywall|piano|regwall|premium banner|donate|donation|membership|support us`,
	`comments?|comentarios|kommentare?|commentlist|disqus|respond|discussion|livefyre|reactions?`,
	`ads?|advert|adverts|advertisement|advertorial|anzeige|werbung|publicidad|publicite|sponsor|sponsored|promo|promos|promotion|promobox|affiliate|adslot|adbox|banner|dfp|gpt`,
	`sidebar|side bar|aside|rail|right col|footer|site header|masthead|breadcrumbs?|bread crumbs?|nav|navbar|navi|navigation|menu|submenu|subnav|pagination|pager|paging|skip link|skip to|toolbar|tool bar|tools|toolbox|sitemap`,
	`byline|by line|bylines|author|authors|author (?:bio|box|info|card|name|details)|about the author|autor|bio|contributors?|dateline|timestamp|post meta|entry meta|article meta|meta data|metadata|meta info|posted on|entry date|post date|pubdate|publish date`,
	`tags?|tag list|taglist|tagcloud|keywords|topics|categories|category list|cat links|post categories`,
	`caption|captions|figcaption|wp caption text|image credit|photo credit|credit|credits|copyright|image source|bildquelle|bildunterschrift|legende`,
	`cookies?|consent|gdpr|cmp|privacy notice|login|log in|modal|popup|pop up|overlay|lightbox|tooltip|dropdown|offscreen|screen reader text|screen reader|sr only|visually hidden|visuallyhidden|noprint|no print|hide for print|print only|print hidden`,
	`rating|ratings|vote|voting|poll|quiz|player|video js|jwplayer|audio player|listen|slideshow|gallery|carousel|swiper|slider|widget|ticker|weather|stock|search form|searchform|feedback|correction form|report error|infobox ad|app download|download app|appstore|print link|toc|table of contents|jump links?|disclaimer|legal notice|boilerplate|wp post navigation|post navigation|nav links|article nav|loading|spinner|placeholder|error message|alert|hinweis|nocontent|no content`,
}, "|") + `)(?: |$)`)

// essential matches names of parts that hold the article itself, whatever else the
// name says.
var essential = regexp.MustCompile(`(?:^| )(?:article (?:body|content|text)|articlebody|articletext|story (?:body|content|text)|storybody|entry content|post (?:body|content)|body (?:text|copy)|main content|content body|text formatted|field body)(?: |$)`)

// names gives an element's class and id as words.
func names(n *html.Node) string {
	var b strings.Builder
	for _, a := range n.Attr {
		switch a.Key {
		case "class", "id", "itemprop", "data-component", "data-testid", "data-type", "role":
			b.WriteByte(' ')
			words(&b, a.Val)
		}
	}
	return strings.TrimSpace(b.String())
}

// words writes s in lower case with its parts separated by single spaces.
func words(b *strings.Builder, s string) {
	low, space := false, true
	for _, r := range s {
		switch {
		case r >= 'A' && r <= 'Z':
			if low && !space {
				b.WriteByte(' ')
			}
			b.WriteRune(r + 'a' - 'A')
			low, space = false, false
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r >= 0x80:
			b.WriteRune(r)
			low, space = true, false
		default:
			if !space {
				b.WriteByte(' ')
			}
			low, space = false, true
		}
	}
}

// isFurniture says whether an element is by its tag or its names no part of an
// article.
func isFurniture(n *html.Node) bool {
	switch n.Data {
	case "nav", "footer", "aside", "form", "figcaption", "dialog", "menu", "address", "fieldset":
		return true
	case "html", "body", "head", "main", "article", "title", "p", "br", "table", "tbody", "tr", "td":
		return false
	}
	if len(n.Attr) == 0 {
		return false
	}
	s := names(n)
	return s != "" && furniture.MatchString(s) && !essential.MatchString(s)
}
