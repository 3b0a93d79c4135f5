package web

import (
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"

	"demarche"
)

// knownParams are the parameters that each address is read by, without the
// ending of a twin. Pages that are not named here read none.
var knownParams = func() map[string][]string {
	search := append([]string{"q"}, demarche.QueryParams()...)
	timeline := append(slices.Clone(search), "lane", detailParam)
	ledger := append(slices.Clone(search), "total")
	changes := []string{"list", "kind", "since", "until", "entity", "size", "skip"}
	known := map[string][]string{
		"/search": search, "/timeline": timeline, "/timeline/embed": timeline, "/ledger": ledger,
		"/sources": {"source"}, "/lists/changes": changes, "/licences": {"authority", "state"}, "/entities": {"q", "size"}, "/suggest": {"q", "size"},
		"/screen": {"name", "schema", "birth", "nationality", "imo", "wallet", "identifier", "threshold"},
	}
	for at, params := range known {
		known["/api/v1"+at] = params
	}
	return known
}()

// strange is a sentence about the parameters of an address that nothing is read
// from, such as a misspelt filter, "" when there are none. What links carry for
// the counting of visitors is passed over.
func strange(r *http.Request) string {
	v, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil || len(v) == 0 {
		return ""
	}
	at := strings.TrimSuffix(r.URL.Path, path.Ext(r.URL.Path))
	known, ok := knownParams[strings.TrimSuffix(at, ".timelinejs")]
	if !ok {
		return ""
	}
	for name := range v {
		if countsVisitors(name) {
			v.Del(name)
		}
	}
	return demarche.UnknownParams(v, known)
}

func countsVisitors(param string) bool {
	switch param {
	case "fbclid", "gclid", "msclkid", "mc_cid", "mc_eid", "ref":
		return true
	}
	return strings.HasPrefix(param, "utm_")
}

// noticeOf joins sentences for the reader's attention.
func noticeOf(sentences ...string) string {
	sentences = slices.DeleteFunc(sentences, func(s string) bool { return s == "" })
	return strings.Join(sentences, " ")
}
