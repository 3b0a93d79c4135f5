package corpus

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestArticle(t *testing.T) {
	c, again := New(), New()
	total, copies := 0, 0
	for n := range 400 {
		a := c.Article(n)
		if diff := cmp.Diff(a, again.Article(n)); diff != "" {
			t.Fatalf("report %d differs from itself: %s", n, diff)
		}
		runes := []rune(a.Text)
		for _, m := range a.Amounts {
			if got := string(runes[m.Start:m.End]); got != m.Text {
				t.Errorf("report %d: the sum %q stands where the text says %q", n, m.Text, got)
			}
		}
		for _, name := range a.Names {
			if !strings.Contains(strings.ToLower(a.Title+" "+a.Text), strings.ToLower(name)) {
				t.Errorf("report %d does not name %q", n, name)
			}
		}
		if a.Copy != n {
			copies++
			if o := c.Article(a.Copy); !strings.HasPrefix(a.Text, o.Text) || len(a.Text) > len(o.Text)+40 {
				t.Errorf("report %d is no near copy of %d", n, a.Copy)
			}
		}
		line, err := a.Line()
		if err != nil || !json.Valid(line) {
			t.Errorf("report %d: line %q: %v", n, line, err)
		}
		total += len(strings.Fields(a.Text))
	}
	if mean := total / 400; mean < 300 || mean > 440 {
		t.Errorf("%d words a report, want about 370", mean)
	}
	if copies != 20 {
		t.Errorf("%d of 400 reports are near copies, want one in twenty", copies)
	}
}

func TestQuestions(t *testing.T) {
	c := New()
	questions := c.Questions(200)
	filtered := 0
	for _, q := range questions {
		query, err := q.Query()
		if err != nil {
			t.Error(err)
		}
		if query.Expr == nil && query.Text != "" {
			t.Errorf("%+v has no tree", q)
		}
		if q.Country != "" {
			filtered++
		}
	}
	if filtered < 70 || filtered > 130 {
		t.Errorf("%d of 200 questions name a country, want about half", filtered)
	}
	if !slices.ContainsFunc(questions, func(q Question) bool { return q.Near != "" }) {
		t.Error("no misspelt word is asked for")
	}
}
