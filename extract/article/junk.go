package article

import (
	"strings"

	"golang.org/x/net/html"
)

// furniture are the class names, ids and the like of parts that are not the
// article, with -, _ and camel case taken as spaces; one to three words each.
var furniture = phrases(
	"share, shares, sharing, sharebar, social, socials, sociable, addthis, addtoany, follow us, follow",
	"related, recommended, recommendation, recommendations, recirc, more from, more stories, more news, also read, read also, read more, readmore, read next, you may, see also, up next, next article, most read, most popular, most viewed, popular, trending, teaser, teasers, outbrain, taboola, zergnet, mgid, crosslink, crosslinks, further reading",
	"newsletter, newsletters, subscribe, subscription, subscribtion, signup, sign up, mailing list, paywall, piano, regwall, premium banner, donate, donation, membership, support us",
	"comment, comments, comentarios, kommentar, kommentare, commentlist, disqus, respond, discussion, livefyre, reaction, reactions",
	"ad, ads, advert, adverts, advertisement, advertorial, anzeige, werbung, publicidad, publicite, sponsor, sponsored, promo, promos, promotion, promobox, affiliate, adslot, adbox, banner, dfp, gpt",
	"sidebar, side bar, aside, rail, right col, footer, site header, masthead, breadcrumb, breadcrumbs, bread crumb, bread crumbs, nav, navbar, navi, navigation, menu, submenu, subnav, pagination, pager, paging, skip link, skip to, toolbar, tool bar, tools, toolbox, sitemap",
	"byline, by line, bylines, author, authors, author bio, author box, author info, author card, author name, author details, about the author, autor, bio, contributor, contributors, dateline, timestamp, post meta, entry meta, article meta, meta data, metadata, meta info, posted on, entry date, post date, pubdate, publish date",
	"tag, tags, tag list, taglist, tagcloud, keywords, topics, categories, category list, cat links, post categories",
	"caption, captions, figcaption, wp caption text, image credit, photo credit, credit, credits, copyright, image source, bildquelle, bildunterschrift, legende",
	"cookie, cookies, consent, gdpr, cmp, privacy notice, login, log in, modal, popup, pop up, overlay, lightbox, tooltip, dropdown, offscreen, screen reader text, screen reader, sr only, visually hidden, visuallyhidden, noprint, no print, hide for print, print only, print hidden",
	"rating, ratings, vote, voting, poll, quiz, player, video js, jwplayer, audio player, listen, slideshow, gallery, carousel, swiper, slider, widget, ticker, weather, stock, search form, searchform, feedback, correction form, report error, infobox ad, app download, download app, appstore, print link, toc, table of contents, jump link, jump links, disclaimer, legal notice, boilerplate, wp post navigation, post navigation, nav links, article nav, loading, spinner, placeholder, error message, alert, hinweis, nocontent, no content",
)

// essential are the names of parts that hold the article itself, whatever else the
// name says.
var essential = phrases(
	"article body, article content, article text, articlebody, articletext, story body, story content, story text, storybody, entry content, post body, post content, body text, body copy, main content, content body, text formatted, field body",
)

func phrases(lists ...string) map[string]bool {
	m := map[string]bool{}
	for _, l := range lists {
		for _, p := range strings.Split(l, ", ") {
			m[p] = true
		}
	}
	return m
}

// anyPhrase says whether one to three neighbouring words of s are in the set.
func anyPhrase(s string, set map[string]bool) bool {
	for start := 0; start < len(s); {
		end := start
		for range 3 {
			next := strings.IndexByte(s[end:], ' ')
			if next < 0 {
				if set[s[start:]] {
					return true
				}
				break
			}
			if set[s[start:end+next]] {
				return true
			}
			end += next + 1
		}
		next := strings.IndexByte(s[start:], ' ')
		if next < 0 {
			break
		}
		start += next + 1
	}
	return false
}

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
	return anyPhrase(s, furniture) && !anyPhrase(s, essential)
}
