package story

import (
	_ "embed"
	"strconv"
	"strings"
)

// backgroundText lists the words of news that are not rare with the negative
// logarithm of the share of reports that hold them. Made by story/train.
//
//go:embed background.txt
var backgroundText string

// rare is the value of words that are not in the list.
const rare = 6.5

var backgroundIDF = func() map[string]float32 {
	m := map[string]float32{}
	for line := range strings.Lines(backgroundText) {
		word, value, _ := strings.Cut(strings.TrimSpace(line), " ")
		if v, err := strconv.ParseFloat(value, 32); err == nil {
			m[word] = float32(v)
		}
	}
	return m
}()

// background says how rare a term is in news at large: 1 for a word that most
// reports lack, towards 0 for one that all hold.
func background(key string) float64 {
	if v, ok := backgroundIDF[key]; ok && v < rare {
		return float64(v) / rare
	}
	return 1
}

// Words gives the different terms of a text as the list of backgrounds counts them.
func Words(text string) []string {
	var out []string
	seen := map[string]bool{}
	for _, t := range tokenize(text, maxTokens) {
		if k, _ := kind(t, nil); k != "" && !seen[k] {
			seen[k] = true
			out = append(out, k)
		}
	}
	return out
}
