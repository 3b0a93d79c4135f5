package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"demarche"
	"demarche/store"
)

// TestRelink measures how long a change of a list takes to reach old items that
// name the party: DEMARCHE_RELINK=100000 says how many items there are, made up
// here, one in a hundred of which names somebody who is listed later. DEMARCHE_RELINK_DATA
// keeps the items between runs. Without the variables a hundred items do.
func TestRelink(t *testing.T) {
	items, each := 100, 10
	if n, err := strconv.Atoi(os.Getenv("DEMARCHE_RELINK")); err == nil {
		items, each = n, 100
	}
	dir := os.Getenv("DEMARCHE_RELINK_DATA")
	if dir == "" {
		dir = t.TempDir()
	}
	un := func(names ...string) string { return write(t, "un.xml", unFile(names...)) }
	first := []string{"Abel Norquist", "Bertil Ossian", "Casimir Perrault", "Dagny Quistgard", "Egil Rautio", "Fridtjof Salonen"}
	do := func(args ...string) {
		t.Helper()
		if got := program(t, "", append(args, "--data", dir)...); got.code != exitOK {
			t.Fatalf("%v: %s", args, got.err)
		}
	}
	do("lists", "update", "--file", "un-sc="+un(first...))
	if !exists(filepath.Join(dir, "made")) {
		do("import", madeNews(t, items, each))
		if err := os.WriteFile(filepath.Join(dir, "made"), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	// The time counts from the call of lists update beside a running serve until the
	// store, from which the pages are made, has the links of all items.
	_, _ = startServing(t, "serve", "--role", "work,web", "--addr", "127.0.0.1:0", "--data", dir)
	held, err := store.Open(t.Context(), store.Config{URL: "sqlite:" + dir})
	if err != nil {
		t.Fatal(err)
	}
	defer held.Close()
	until := func(what string, want int, status demarche.LinkStatus) {
		t.Helper()
		start, shown := time.Now(), time.Duration(0)
		for n := 0; n < want; {
			time.Sleep(100 * time.Millisecond)
			v, err := held.EntityView(t.Context(), "un-KPi.007", items)
			if n = 0; err == nil {
				for _, it := range v.Items {
					if it.Item.Source == "made" && it.Status == status {
						n++
					}
				}
			}
			if n > 0 && shown == 0 {
				shown = time.Since(start)
			}
			if time.Since(start) > 10*time.Minute {
				t.Fatalf("%s: %d of %d items after 10 minutes", what, n, want)
			}
		}
		t.Logf("%d items, %s: first item %v, all %d items %v after the update returned", items, what, shown.Round(time.Millisecond), want, time.Since(start).Round(time.Millisecond))
	}
	start := time.Now()
	do("lists", "update", "--file", "un-sc="+un(append(slices.Clone(first), "Veltran Osprik")...))
	t.Logf("the update took %v", time.Since(start).Round(time.Millisecond))
	until("listed", items/each, demarche.LinkListed)
	start = time.Now()
	do("lists", "update", "--file", "un-sc="+un(first...))
	t.Logf("the update took %v", time.Since(start).Round(time.Millisecond))
	until("removed", items/each, demarche.LinkRemoved)
}

// madeNews writes articles of about 250 words for import; every n-th names
// somebody in another order than the list does.
func madeNews(t *testing.T, items, n int) string {
	t.Helper()
	words := strings.Fields("the of officials said trade port company bank ships coal steel ministry talks week prices report market crew north harbour fuel cargo loan court police minister deal border river rail")
	path := filepath.Join(t.TempDir(), "made.jsonl")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	seed := uint32(1)
	for i := range items {
		var b strings.Builder
		for s := range 25 {
			fmt.Fprintf(&b, "Report %d of line %d", i, s)
			for range 8 {
				seed = seed*1664525 + 1013904223
				b.WriteString(" " + words[int(seed>>8)%len(words)])
			}
			b.WriteString(". ")
		}
		if i%n == 0 {
			b.WriteString("Sanctions were discussed with North Korea's envoy Osprik Veltran in Geneva.")
		}
		fmt.Fprintf(f, `{"url":"https://made.example/%d","title":"Report %d","text":%q,"published":"2024-03-01","source":"made"}`+"\n", i, i, b.String())
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}
