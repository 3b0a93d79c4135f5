// Train writes story/background.txt: how common words are in news. It reads the
// Groningen Meaning Bank as JSON Lines of {"tokens": […]} from standard input; its
// texts (Voice of America) are in the public domain.
//
//	zcat gmb.jsonl.gz | go run ./story/train > story/background.txt
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"math"
	"os"
	"sort"
	"strings"

	"demarche/story"
)

const (
	sentences = 15 // sentences of a report, for turning counts of sentences into counts of reports
	least     = 15 // sentences a word must stand in
	heldOut   = 10 // every tenth sentence is measured with elsewhere
)

func main() {
	if err := run(os.Stdin, os.Stdout); err != nil {
		log.Fatal(err)
	}
}

func run(in io.Reader, out io.Writer) error {
	count, n := map[string]int{}, 0
	dec := json.NewDecoder(bufio.NewReader(in))
	for i := 0; ; i++ {
		var s struct {
			Tokens []string `json:"tokens"`
		}
		err := dec.Decode(&s)
		if err == io.EOF {
			break
		}
		if err != nil {
			return fmt.Errorf("sentence %d: %w", i+1, err)
		}
		if i%heldOut == 0 {
			continue
		}
		n++
		for _, k := range story.Words(strings.Join(s.Tokens, " ")) {
			count[k]++
		}
	}
	var words []string
	for w, c := range count {
		if c >= least && !strings.HasPrefix(w, "#") {
			words = append(words, w)
		}
	}
	sort.Strings(words)
	w := bufio.NewWriter(out)
	for _, k := range words {
		share := 1 - math.Pow(1-float64(count[k])/float64(n), sentences)
		fmt.Fprintf(w, "%s %.1f\n", k, -math.Log(share))
	}
	return w.Flush()
}
