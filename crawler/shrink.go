package crawler

import (
	"bytes"
	"fmt"

	"github.com/PuerkitoBio/goquery"

	"demarche"
)

const (
	// bodilessPages is how many report pages in a row must lack what the
	// source's body selector looks for, or nearly all of their text, before its
	// layout counts as changed.
	bodilessPages = 3
	// learnedPages is how many pages must have been measured before a short one
	// says anything.
	learnedPages = 5
	// acceptedPages is how many short pages in a row make shortness usual.
	acceptedPages = 12
)

// measure learns from a report page: whether the source's body selector finds
// something in it, and how long its text is. Without a body selector the text
// of the whole page is measured.
func (w *pageWork) measure(ans Answer) {
	body, err := compilePick(w.j.src.Article.Body)
	if err != nil || ans.MediaType == "text/plain" || isJSON(ans.MediaType) {
		return
	}
	text, _, err := decodeText(ans.Body, ans.Charset, w.c.cfg.Limits.Body)
	if err != nil {
		return
	}
	length := 0
	if len(body) == 0 {
		length = len(plainText(string(text)))
	} else {
		doc, err := goquery.NewDocumentFromReader(bytes.NewReader(text))
		if err != nil {
			return
		}
		if found := body.find(doc.Selection, ""); found == "" {
			w.bodiless++
		} else {
			w.bodies++
		}
		body.all(doc.Selection).Each(func(_ int, s *goquery.Selection) { length += len(choice{}.value(s, "")) })
	}
	short := learn(&w.lengths, length)
	if w.sample == nil && (short || len(body) > 0 && w.bodies == 0) {
		w.sample = sampleOf(ans.Body)
	}
}

// learn adds the length of one report's text and says whether it is far too
// short: less than half of the shortest lately. The floor rises slowly, so that
// a single brief notice keeps later ones from alarming for long.
func learn(b *demarche.BodyLengths, length int) (short bool) {
	b.Seen++
	switch {
	case b.Seen == 1 || b.Seen <= learnedPages && length < b.Floor:
		b.Floor = length
	case b.Seen > learnedPages && length < b.Floor/2:
		if b.Short++; b.Short < acceptedPages {
			return true
		}
		b.Floor, b.Short = length, 0
	default:
		b.Floor, b.Short = min(b.Floor+b.Floor/20+1, length), 0
	}
	return false
}

// judgeBodies makes a round whose report pages all lack what the source's body
// selector looks for, or after which too many in a row have lost nearly all of
// their text, one of changed layout. The reports are stored all the same: they
// are read by general rules then.
func (w *pageWork) judgeBodies(f *demarche.Fetch) {
	switch {
	case w.r.Pages == 0:
		return
	case w.bodies == 0 && w.bodiless >= bodilessPages:
		f.Error = fmt.Sprintf("none of %d report pages holds what article.body looks for; they are read by general rules meanwhile", w.bodiless)
	case w.lengths.Short >= bodilessPages:
		f.Error = fmt.Sprintf("the last %d report pages hold less than half the text of the shortest before (%d bytes)", w.lengths.Short, w.lengths.Floor)
	default:
		return
	}
	f.Class = demarche.FetchChanged
	f.Advice = Advice(f.Class)
	if w.sample != nil {
		f.Sample = w.sample
	}
}
