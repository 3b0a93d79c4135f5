// Gen writes the list of given and family names that the tagger uses as a
// feature.
//
//	go run ./extract/name/gen -census DIR -faker names.json
//	go run ./extract/name/gen -vectors glove.6B.50d.txt
//
// The second form writes the groups of words used alike instead: it reads word
// vectors in the text format of GloVe (the 6B, 50-dimensional ones are PDDL 1.0).
//
// DIR holds the lists of the US Census Bureau of 1990 (public domain) as the
// PyPI package names carries them: dist.male.first, dist.female.first and
// dist.all.last. names.json holds {"first": [...], "last": [...]}, the names in
// Latin letters of all locales of the npm package @faker-js/faker (MIT).
package main

import (
	"compress/gzip"
	"encoding/json"
	"flag"
	"log"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"demarche/extract/token"
)

// How many family names of the census are kept, and how many count as common.
const (
	family = 40000
	common = 3000
)

func main() {
	log.SetFlags(0)
	census := flag.String("census", "", "folder of the census lists")
	faker := flag.String("faker", "", "names.json")
	out := flag.String("out", "extract/name/data/people.txt.gz", "the list to write")
	vectors := flag.String("vectors", "", "word vectors")
	groups := flag.String("groups", "extract/name/data/alike.txt.gz", "the groups to write")
	most := flag.Int("words", 150000, "words grouped, the commonest")
	flag.Parse()
	if *vectors != "" {
		alike(*vectors, *groups, *most)
		return
	}
	rows := map[string]bool{}
	for _, f := range []string{"dist.male.first", "dist.female.first"} {
		for _, n := range column(filepath.Join(*census, f)) {
			rows["g"+n] = true
		}
	}
	for i, n := range column(filepath.Join(*census, "dist.all.last")) {
		if i >= family {
			break
		}
		if i < common {
			rows["S"+n] = true
		} else {
			rows["s"+n] = true
		}
	}
	var lists struct{ First, Last []string }
	data, err := os.ReadFile(*faker)
	check(err)
	check(json.Unmarshal(data, &lists))
	for _, n := range lists.First {
		rows["g"+token.FoldString(n)] = true
	}
	for _, n := range lists.Last {
		rows["s"+token.FoldString(n)] = true
	}
	write(*out, rows)
}

// column reads the first column of a census list, in lower case.
func column(path string) (out []string) {
	data, err := os.ReadFile(path)
	check(err)
	for line := range strings.Lines(string(data)) {
		if f := strings.Fields(line); len(f) > 0 {
			out = append(out, strings.ToLower(f[0]))
		}
	}
	return out
}

func write(path string, rows map[string]bool) {
	var list []string
	for r := range rows {
		if len(r) > 2 {
			list = append(list, r)
		}
	}
	sort.Strings(list)
	f, err := os.Create(path)
	check(err)
	z, err := gzip.NewWriterLevel(f, gzip.BestCompression)
	check(err)
	_, err = z.Write([]byte(strings.Join(list, "\n") + "\n"))
	check(err)
	check(z.Close())
	check(f.Close())
	log.Print(path, ": ", len(list), " names")
}

func check(err error) {
	if err != nil {
		log.Fatal("list of names: ", err)
	}
}
