package crawler

import (
	"bytes"
	"regexp"
	"strings"

	"demarche"
)

// Marks of pages that stand in for the one asked for. They are looked for in
// title and heading, and in the visible text of short pages. The wordings are
// those of common shields and of government and news sites.
var (
	challengeMark = regexp.MustCompile(`(?i)bm-verify|/cdn-cgi/challenge-platform|cf-browser-verification|_Incapsula_Resource|geo\.captcha-delivery\.com|px-captcha|__ddg\d|sucuri_cloudproxy|aws-waf-token|awswaf\.com|distil_r_captcha|id="challenge-form"|hcaptcha\.com/1/api\.js|recaptcha/api\.js`)
	refusalText   = regexp.MustCompile(`(?i)technical difficulties|access (is )?denied|access to this page has been denied|your request (was|has been) (blocked|rejected)|you have been blocked|checking your browser|verify (that )?you are (a )?human|pardon our interruption|unusual traffic|enable javascript and cookies|request unsuccessful\. incapsula`)
	// A title counts only as a whole, or before the site's name: "Blocked funds
	// released" is a report.
	refusalTitle = regexp.MustCompile(`(?i)^\W*((we.?re |we are |sorry,? )?(currently )?(experiencing )?technical difficulties|access (is )?denied|(error\W*)?403(\W*forbidden)?|forbidden|attention required!?|just a moment|security check|are you (a )?(human|robot)\W?|robot or human\W?|pardon our interruption|ddos-guard|request rejected|blocked)\W*($|[|–—-]\s)`)
	consentMark  = regexp.MustCompile(`(?i)before you continue|we value your privacy|consent\.(google|yahoo|youtube)\.|cookie consent required|accept (all )?cookies to continue`)
	goneTitle    = regexp.MustCompile(`(?i)^\W*((error\W*)?404(\W*(page |file )?not found)?|(oops\W+)?(the )?(requested )?page (was |could |can )?not (be )?found|not found)\W*($|[|–—-]\s)`)
	goneText     = regexp.MustCompile(`(?i)page (was |could )?not (be )?found|\b404\b|page you (are looking for|requested)|no longer (available|exists)|does not exist|seite nicht gefunden|page introuvable|страница не найдена|페이지를 찾을 수 없|页面不存在`)
	pageTitle    = regexp.MustCompile(`(?is)<title[^>]*>(.*?)</title>`)
	pageHeading  = regexp.MustCompile(`(?is)<h1[^>]*>(.*?)</h1>`)
)

// shortPage is the length of visible text under which a page with a refusal's
// wording is taken for one, in bytes: real listings and reports are longer.
const shortPage = 1500

// sniff looks at an answer that should have been something else and says what
// it is: a refusal, a missing page, a web page; "" when it is no page at all.
func sniff(body []byte, declared string) (class demarche.FetchClass, why string) {
	text, _, err := decodeText(body, declared, DefaultLimits().Body)
	if err != nil || !looksLikeHTML(text) {
		return "", ""
	}
	if class, why := standIn(text); class != "" {
		return class, why
	}
	return demarche.FetchHTML, "a web page instead of a feed: " + titleOf(text)
}

func looksLikeHTML(text []byte) bool {
	head := bytes.ToLower(text[:min(len(text), 4096)])
	for _, mark := range []string{"<!doctype html", "<html", "<head", "<body"} {
		if bytes.Contains(head, []byte(mark)) {
			return true
		}
	}
	return false
}

// standIn recognises refusals, challenges, consent walls and soft 404s by their
// contents, whatever the status was.
func standIn(text []byte) (class demarche.FetchClass, why string) {
	title := titleOf(text)
	visible := htmlText(string(text[:min(len(text), 64<<10)]))
	short := len(strings.Join(strings.Fields(visible), " ")) < shortPage
	heading := ""
	if m := pageHeading.FindSubmatch(text); m != nil {
		heading = plainText(string(m[1]))
	}
	switch {
	case refusalTitle.MatchString(title), refusalTitle.MatchString(heading), short && refusalText.MatchString(title+" "+visible):
		return demarche.FetchBlocked, "a refusal in place of the page: " + title
	case short && challengeMark.Match(text):
		return demarche.FetchBlocked, "a challenge to browsers in place of the page: " + title
	case short && consentMark.MatchString(title+" "+visible):
		return demarche.FetchBlocked, "a consent wall in place of the page: " + title
	case goneTitle.MatchString(title), goneTitle.MatchString(heading), short && goneText.MatchString(title+" "+heading), len(visible) < 400 && goneText.MatchString(visible):
		return demarche.FetchGone, "the page says that it does not exist: " + title
	}
	return "", ""
}

func titleOf(text []byte) string {
	m := pageTitle.FindSubmatch(text[:min(len(text), 64<<10)])
	if m == nil {
		return "(untitled)"
	}
	if t := plainText(string(m[1])); t != "" {
		return t
	}
	return "(untitled)"
}
