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
	epochs := flag.Int("epochs", 3, "rounds over the data")
	kept := flag.Int("kept", 2, "rounds at the end whose weights are averaged")
	rows := flag.Int("rows", 700000, "features kept")
	drop := flag.Float64("drop", 0.2, "share of words hidden while learning")
	mixed := flag.Int("mixed", 2, "repetitions in another order")
	ewt := flag.Int("ewt", 3, "weight of the web sentences")
	seen := flag.Int("seen", 2, "how often a feature must be seen")
	made := flag.Int("made", 20000, "invented examples")
	places := flag.String("places", "extract/country/data/places.tsv.gz", "towns for invented examples")
	people := flag.String("people", "extract/name/data/people.txt.gz", "names for invented examples")
	rate := flag.Float64("rate", 0.1, "of learning")
	decay := flag.Float64("decay", 0.005, "pull of the weights towards zero")
	robust := flag.Float64("robust", 0, "how much less counts what the model thinks wrong")
	flag.Parse()
	gmb := read(filepath.Join(*dir, "gmb.jsonl.gz"))
	var all []name.Example
	for i, s := range gmb {
		if i%10 != 0 {
			all = append(all, example(s))
		}
	}
	settle(all)
	for range *ewt {
		for _, s := range read(filepath.Join(*dir, "uner_ewt.jsonl.gz")) {
			all = append(all, example(s))
		}
	}
	capitals := inCapitals(all)
	m := newMaker(*places, *people)
	all = append(all, m.dated(all, 15)...)
	all = append(all, m.make(*made)...)
	all = append(all, capitals...)
	log.Print(len(all), " sentences")
	start := time.Now()
	model := name.Train(all, name.Training{Epochs: *epochs, Kept: *kept, MinSeen: *seen, Rows: *rows, Drop: *drop, Seed: 7, Mixed: *mixed, Rate: *rate, Decay: *decay, Robust: *robust, Report: func(e int, loss float64, tokens int) {
		log.Printf("round %d: loss %.4f a token, %d tokens, %s", e, loss/float64(tokens), tokens, time.Since(start).Round(time.Second))
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
		if tag == "org" && j < len(s.Tags) && s.Tags[j] == "B-per" && cutName(s.Tokens, i, j) {
			for j++; j < len(s.Tags) && s.Tags[j] == "I-per"; j++ {
			}
			tag = "per"
		}
		if k, typ := clean(s.Tokens, i, j, typeOf[tag]); typ != "" && k < j {
			x.Names = append(x.Names, name.Span{Start: from[k], End: to[j-1], Type: typ})
		}
		i = j - 1
	}
	return x
}

// cutName says whether what is labelled as a body right before a person is the
// first part of the person's name: "Abu Musab" before "al-Zarqawi".
func cutName(tokens []string, from, to int) bool {
	next := tokens[to]
	return to-from <= 2 && tokens[from] != "State" && (name.IsGiven(tokens[to-1]) || strings.HasPrefix(next, "al-")) && !name.IsTitle(next) && !name.IsInTitle(next) && next != "."
}

// clean mends the slips of the automatic labels: offices kept in names of
// persons, or taken for bodies ("State Colin Powell"), words of direction before
// places. It returns the first token of the name and its type.
func clean(tokens []string, from, to int, typ string) (int, string) {
	k := from
	if typ == "ORG" && tokens[k] == "State" && k > 1 && tokens[k-1] == "of" && tokens[k-2] == "Secretary" {
		if to-k == 1 {
			return to, ""
		}
		k, typ = k+1, "PER"
	}
	if typ == "ORG" && to-k > 1 && holder[tokens[k]] {
		typ = "PER"
	}
	for typ == "PER" && k < to && (name.IsTitle(tokens[k]) || k > from && name.IsInTitle(tokens[k])) {
		k++
	}
	for typ == "LOC" && k < to-1 && directions[tokens[k]] {
		k++
	}
	return k, typ
}

// holder are offices that are named before a person.
var holder = map[string]bool{"President": true, "King": true, "Queen": true, "Judge": true, "Governor": true, "General": true, "Representative": true, "Senator": true, "Mr.": true, "Colonel": true, "Commander": true, "Prince": true, "Sheikh": true, "Ayatollah": true}

var directions = map[string]bool{"southern": true, "northern": true, "eastern": true, "western": true, "central": true, "the": true, "of": true, "northeast": true, "northwest": true, "southeast": true, "southwest": true, "in": true}

// settle gives names that nearly always bear one type that type everywhere.
func settle(all []name.Example) {
	count := map[string]map[string]int{}
	for _, x := range all {
		for _, n := range x.Names {
			t := x.Text[n.Start:n.End]
			if count[t] == nil {
				count[t] = map[string]int{}
			}
			count[t][n.Type]++
		}
	}
	for i := range all {
		for k, n := range all[i].Names {
			sum, top, best := 0, 0, ""
			for typ, c := range count[all[i].Text[n.Start:n.End]] {
				sum += c
				if c > top {
					top, best = c, typ
				}
			}
			if sum >= 5 && top*5 >= sum*4 {
				all[i].Names[k].Type = best
			}
		}
	}
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
