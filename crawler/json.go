package crawler

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"demarche"
)

// readJSON reads a JSON listing with dotted field paths: Item leads to the list
// of entries ("results", "feed.entry"; "." when the answer is the list itself),
// the others start at an entry. A number in a path picks from a list; " || "
// separates alternatives.
func readJSON(body []byte, opt readOptions) (Listing, error) {
	text, _, err := decodeText(body, opt.charset, opt.lim.Body)
	if err != nil {
		return Listing{}, err
	}
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.UseNumber()
	var doc any
	if err := dec.Decode(&doc); err != nil {
		if class, why := sniff(body, opt.charset); class != "" {
			return Listing{}, fault(class, "%s", why)
		}
		return Listing{}, fault(demarche.FetchUnparseable, "the answer is not JSON: %w", err)
	}
	r, err := compileListing(demarche.Selectors{LinkRE: opt.sel.LinkRE, LinkTo: opt.sel.LinkTo, DateRE: opt.sel.DateRE})
	if err != nil {
		return Listing{}, fault(demarche.FetchChanged, "the source's selectors are faulty: %w", err)
	}
	list, ok := jsonAt(doc, opt.sel.Item).([]any)
	if !ok {
		return Listing{}, fault(demarche.FetchChanged, "the answer holds no list at %q", opt.sel.Item)
	}
	l := Listing{Format: "json"}
	for i, v := range list {
		if i >= opt.lim.Items {
			l.Skipped += len(list) - i
			break
		}
		e := Entry{Link: webLink(r.rewriteLink(jsonText(v, opt.sel.Link)), opt.base),
			Title:   plainText(cutString(jsonText(v, opt.sel.Title), opt.lim.Text)),
			Summary: plainText(cutString(jsonText(v, opt.sel.Summary), opt.lim.Text)),
			Content: cutString(jsonText(v, opt.sel.Body), opt.lim.Text)}
		if raw := cut(r.dateRE, jsonText(v, opt.sel.Date)); raw != "" {
			e.Published = opt.dates.read(raw)
		}
		if e.Link == "" || e.Title == "" {
			l.Skipped++
			continue
		}
		l.Entries = append(l.Entries, e)
	}
	if next := jsonText(doc, opt.sel.Next); next != "" && !strings.Contains(opt.sel.Next, "{n") {
		l.Next = webLink(next, opt.base)
	}
	if len(l.Entries) == 0 && len(list) > 0 {
		return l, fault(demarche.FetchChanged, "%d entries, but no title and link in any", len(list))
	}
	return l, nil
}

// jsonAt follows a dotted path, nil when it leads nowhere.
func jsonAt(v any, path string) any {
	if path == "" || path == "." {
		return v
	}
	for _, step := range strings.Split(path, ".") {
		switch at := v.(type) {
		case map[string]any:
			v = at[step]
		case []any:
			n, err := strconv.Atoi(step)
			if err != nil || n < 0 || n >= len(at) {
				return nil
			}
			v = at[n]
		default:
			return nil
		}
	}
	return v
}

// jsonText is the text at the first path that leads to a string or a number.
func jsonText(v any, paths string) string {
	if paths == "" {
		return ""
	}
	for _, path := range strings.Split(paths, " || ") {
		switch at := jsonAt(v, strings.TrimSpace(path)).(type) {
		case string:
			if s := strings.TrimSpace(at); s != "" {
				return s
			}
		case json.Number, bool:
			return fmt.Sprint(at)
		}
	}
	return ""
}
