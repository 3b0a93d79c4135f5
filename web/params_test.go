package web

import (
	"encoding/json"
	"strings"
	"testing"

	"demarche"
)

// TestStrangeParams: a misspelt filter is told, not silently passed over.
func TestStrangeParams(t *testing.T) {
	h := serve(t, newWorld())
	const told = "did you mean country?"
	for _, path := range []string{"/search?contry=KP", "/timeline?contry=KP", "/ledger?contry=KP", "/search?q=%22&contry=KP"} {
		if body := get(t, h, path).Body.String(); !strings.Contains(body, told) {
			t.Errorf("%s does not tell", path)
		}
	}
	for _, path := range []string{"/search?country=KP&utm_source=x&q=a&sort=", "/timeline?lane=country:KP", "/ledger?total=1", "/help/search?x=1"} {
		if body := get(t, h, path).Body.String(); strings.Contains(body, "means nothing here") {
			t.Errorf("%s tells of nothing", path)
		}
	}
	rec := get(t, h, "/api/v1/search?contry=KP")
	var res demarche.Results
	if err := json.Unmarshal(rec.Body.Bytes(), &res); err != nil || !strings.Contains(res.Notice, told) {
		t.Errorf("the API says %q, %v", res.Notice, err)
	}
	for _, path := range []string{"/search.csv?contry=KP", "/search.atom?contry=KP", "/api/v1/timeline?contry=KP", "/timeline.timelinejs.json?contry=KP"} {
		if got := get(t, h, path).Header().Get("Demarche-Notice"); !strings.Contains(got, told) {
			t.Errorf("%s: header %q", path, got)
		}
	}
}
