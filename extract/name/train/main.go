// Train learns the tagger's model from labelled sentences.
//
//	go run ./extract/name/train -data DIR
//
// DIR holds gmb.jsonl.gz (Groningen Meaning Bank, public-domain texts) and
// uner_ewt.jsonl.gz (Universal NER over the English Web Treebank, CC BY-SA 4.0),
// one {"tokens", "tags"} a line. Every tenth sentence of the first is kept out
// to measure with.
package main

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"flag"
	"log"
	"os"
	"path/filepath"
	"strings"
	"time"

	"demarche/extract/name"
)

func main() {
	log.SetFlags(0)
	dir := flag.String("data", "", "folder of the labelled sentences")
	out := flag.String("out", "extract/name/data/model.bin.gz", "the model to write")
	epochs := flag.Int("epochs", 8, "rounds over the data")
	rows := flag.Int("rows", 500000, "features kept")
	drop := flag.Float64("drop", 0.15, "share of words hidden while learning")
	seen := flag.Int("seen", 2, "how often a feature must be seen")
	flag.Parse()
	gmb := read(filepath.Join(*dir, "gmb.jsonl.gz"))
	var all []name.Example
	for i, s := range gmb {
		if i%10 != 0 {
			all = append(all, example(s))
		}
	}
	for range 3 {
		for _, s := range read(filepath.Join(*dir, "uner_ewt.jsonl.gz")) {
			all = append(all, example(s))
		}
	}
	all = append(all, inCapitals(all)...)
	log.Print(len(all), " sentences")
	start := time.Now()
	model := name.Train(all, name.Training{Epochs: *epochs, MinSeen: *seen, Rows: *rows, Drop: *drop, Seed: 7, Report: func(e, wrong, total int) {
		log.Printf("round %d: %d of %d tokens wrong, %s", e, wrong, total, time.Since(start).Round(time.Second))
	}})
	f, err := os.Create(*out)
	check(err)
	z, err := gzip.NewWriterLevel(f, gzip.BestCompression)
	check(err)
	_, err = z.Write(model)
	check(err)
	check(z.Close())
	check(f.Close())
}

func check(err error) {
	if err != nil {
		log.Fatal("train: ", err)
	}
}

type sentence struct{ Tokens, Tags []string }

func read(path string) (out []sentence) {
	f, err := os.Open(path)
	check(err)
	defer f.Close()
	z, err := gzip.NewReader(f)
	check(err)
	sc := bufio.NewScanner(z)
	sc.Buffer(nil, 1<<20)
	for sc.Scan() {
		var s sentence
		check(json.Unmarshal(sc.Bytes(), &s))
		out = append(out, s)
	}
	check(sc.Err())
	return out
}

var typeOf = map[string]string{"per": "PER", "org": "ORG", "geo": "LOC", "gpe": "MISC", "art": "MISC", "eve": "MISC", "nat": "MISC", "PER": "PER", "ORG": "ORG", "LOC": "LOC"}

// example joins tokens into a text as they were printed and strips titles off
// the names of persons.
func example(s sentence) (x name.Example) {
	var b strings.Builder
	from, to := make([]int, len(s.Tokens)), make([]int, len(s.Tokens))
	for i, t := range s.Tokens {
		if b.Len() > 0 && !closes(t) && !strings.HasSuffix(b.String(), "(") && !strings.HasSuffix(b.String(), "$") {
			b.WriteByte(' ')
		}
		from[i] = b.Len()
		b.WriteString(t)
		to[i] = b.Len()
	}
	x.Text = b.String()
	for i := 0; i < len(s.Tags); i++ {
		tag, ok := strings.CutPrefix(s.Tags[i], "B-")
		if !ok {
			continue
		}
		j := i + 1
		for j < len(s.Tags) && s.Tags[j] == "I-"+tag {
			j++
		}
		k := i
		for typeOf[tag] == "PER" && k < j && name.IsTitle(s.Tokens[k]) {
			k++
		}
		if typ := typeOf[tag]; typ != "" && k < j {
			x.Names = append(x.Names, name.Span{Start: from[k], End: to[j-1], Type: typ})
		}
		i = j - 1
	}
	return x
}

func closes(t string) bool {
	switch t {
	case ".", ",", ";", ":", "!", "?", "%", ")", "]", "'s", "n't", "'re", "'ve", "'ll", "'m", "'d":
		return true
	}
	return false
}

// inCapitals repeats one sentence in twelve in capitals, as headlines and
// datelines are written.
func inCapitals(all []name.Example) (out []name.Example) {
	for i, x := range all {
		if up := strings.ToUpper(x.Text); i%12 == 5 && len(up) == len(x.Text) {
			out = append(out, name.Example{Text: up, Names: x.Names})
		}
	}
	return out
}
