package bleve

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"demarche/index"
)

// TestOutOfTime: a search that runs out of time while it counts the words a
// prefix stands for says so.
func TestOutOfTime(t *testing.T) {
	e := openTest(t, t.TempDir()+"/index")
	var words []string
	for i := range 600 {
		words = append(words, fmt.Sprintf("prefix%d", i))
	}
	if err := e.Apply(context.Background(), []index.Doc{{ID: "a", Text: strings.Join(words, " ")}}, index.State{Cursor: 1}); err != nil {
		t.Fatal(err)
	}
	err := e.withView(context.Background(), func(c *compiler) error {
		if _, err := c.text("", "prefix", true, false, false, true); err != nil {
			return err
		}
		over, cancel := context.WithCancel(context.Background())
		cancel()
		segs := newSegmentSearches(over, c.view)
		for _, w := range c.words {
			if _, err := frequency(segs, w); !errors.Is(err, context.Canceled) {
				t.Errorf("counting %q: %v, want %v", w.label, err, context.Canceled)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
