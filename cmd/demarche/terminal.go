package main

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"unicode"

	"demarche"
)

// visible makes text from outside safe to print: control characters, which
// could drive the terminal, are dropped and white space is folded.
func visible(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return ' '
		}
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
			return -1
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// printHistogram draws one bar a line.
func printHistogram(w io.Writer, h demarche.Histogram) {
	top := 1
	for _, b := range h.Buckets {
		top = max(top, b.Count)
	}
	fmt.Fprintf(w, "\nby %s (%s date)\n", h.Interval, h.Clock)
	for _, b := range h.Buckets {
		fmt.Fprintf(w, "%s %6d %s\n", b.From, b.Count, strings.Repeat("█", b.Count*40/top))
	}
	if h.Undated > 0 {
		fmt.Fprintf(w, "undated    %6d\n", h.Undated)
	}
}
