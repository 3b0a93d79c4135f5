package story

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"demarche/internal/lineartest"
)

func TestFeatures(t *testing.T) {
	for _, it := range reports {
		f := FeaturesOf(it)
		if len(f.Terms) == 0 || len(f.Terms) > storedTerms || len(f.Terms) != len(f.Weights) || !slices.IsSorted(f.Terms) {
			t.Errorf("%s: %d terms and %d weights", it.ID, len(f.Terms), len(f.Weights))
		}
		if b, err := json.Marshal(f); err != nil || len(b) > 400 {
			t.Errorf("%s: %d bytes as JSON (%v), want 400 at most", it.ID, len(b), err)
		}
	}
	if f := FeaturesOf(Item{}); len(f.Terms) != 0 || f.Copy != 0 {
		t.Errorf("of nothing: %+v", f)
	}
}

func TestEventDay(t *testing.T) {
	published := date("2025-05-07 06:00")
	day := dayOf(published)
	for _, tt := range []struct {
		name string
		item Item
		want int32
	}{
		{"the text's", Item{Published: published, Event: on("2025-05-06")}, day - 1},
		{"long before", Item{Published: published, Event: on("2024-05-06")}, 0},
		{"misread into the future", Item{Published: published, Event: on("2052-05-06")}, 0},
		{"undated report", Item{Event: on("2025-05-06")}, day - 1},
		{"no day", Item{Event: on("2025-05")}, 0},
	} {
		if got := eventDay(tt.item); got != tt.want {
			t.Errorf("%s: %d, want %d", tt.name, got, tt.want)
		}
	}
}

func TestSimhash(t *testing.T) {
	text := reports[0].Text + " " + reports[3].Text + " " + "The harbour master of Kotka counted nine tankers without insurance papers at anchor off the island of Rankki, two more than a week ago. He has asked the coast guard in Helsinki to look at them before the ice comes."
	near := strings.Replace(text, "nine", "ten", 1)
	if !copies(simhash(text), simhash(near)) {
		t.Error("a changed word makes another text")
	}
	if copies(simhash(text), simhash(reports[0].Text)) {
		t.Error("different texts are copies")
	}
	if copies(simhash("short"), simhash("short")) {
		t.Error("a text of one word is a copy")
	}
}

func TestHashesJSON(t *testing.T) {
	for _, bad := range []string{`{"terms":"*"}`, `{"terms":"AAA="}`, `{"terms":7}`} {
		var f Features
		if err := json.Unmarshal([]byte(bad), &f); err == nil {
			t.Errorf("%s is read as %+v", bad, f)
		}
	}
}

// TestLinear: a longer text takes no more than its part of the time.
func TestLinear(t *testing.T) {
	const unit = "A1,2.3'x’ Ünder-way 한국어 漢字かな 5.000,00 "
	lineartest.Check(t, "title and text", 50_000, func(n int) string { return strings.Repeat(unit, n/len(unit)) }, func(text string) { FeaturesOf(Item{Title: text, Text: text}) })
}

func FuzzFeatures(f *testing.F) {
	f.Add("Title", "Some text, 5.3 million.", "Kim Un Chol")
	f.Add("\xff", "’’'.,. ,1. 漢\x80字", "\x00")
	f.Fuzz(func(t *testing.T, title, text, entity string) {
		it := Item{ID: "a", Title: title, Text: text, Entities: []string{entity}}
		features := FeaturesOf(it)
		if len(features.Terms) != len(features.Weights) {
			t.Fatalf("%d terms, %d weights", len(features.Terms), len(features.Weights))
		}
		g := New(Config{})
		g.Add(it)
		it.ID = "b"
		g.Add(it)
		Group([]Item{it, {ID: "c", Title: entity, Text: title}})
	})
}

// TestNumbers: one number is one term however a language writes its counter.
func TestNumbers(t *testing.T) {
	for _, text := range []string{"about 700 kilometres", "rund 700km weit", "약 700발 중", "约700枚", "le 700e paquet", "the 700th package", "700-й пакет", "700м"} {
		if !slices.Contains(Words(text), "#700") {
			t.Errorf("%q: %q", text, Words(text))
		}
	}
	if w := Words("a Boeing 747sp and the token A7A5"); !slices.Contains(w, "#747sp") || !slices.Contains(w, "a7a5") {
		t.Errorf("%q", w)
	}
}
