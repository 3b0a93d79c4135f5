package bleve

import (
	"bufio"
	"compress/gzip"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"demarche"
	"demarche/index"
)

// shared finds a file of the material shared with the repository, beside it.
func shared(t testing.TB, path string) string {
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		if f := filepath.Join(dir, "shared", path); fileExists(f) {
			return f
		}
	}
	t.Skipf("shared/%s is not there", path)
	return ""
}

func fileExists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

func readLines(t testing.TB, path string, each func(line []byte)) {
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(z)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		each(lines.Bytes())
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
}

// TestRelevance measures mean average precision on ECB+, as eval/score/search.py
// does. Plain BM25 has 0.812.
func TestRelevance(t *testing.T) {
	articles, queries := shared(t, "eval/dev/cluster/ecbplus.jsonl.gz"), shared(t, "eval/dev/search/ecbplus_queries.jsonl.gz")
	e := openTest(t, t.TempDir()+"/index")
	var docs []index.Doc
	readLines(t, articles, func(line []byte) {
		var a struct{ ID, Title, Text, Lang string }
		if err := json.Unmarshal(line, &a); err != nil {
			t.Fatal(err)
		}
		docs = append(docs, index.Doc{ID: a.ID, Title: a.Title, Text: a.Text, Lang: a.Lang})
	})
	if err := e.Apply(context.Background(), docs, index.State{Cursor: 1}); err != nil {
		t.Fatal(err)
	}
	punctuation := regexp.MustCompile(`[^\pL\pN_\s]`)
	total, n := 0.0, 0
	readLines(t, queries, func(line []byte) {
		var q struct {
			Query, Exclude string
			Relevant       []string
		}
		if err := json.Unmarshal(line, &q); err != nil {
			t.Fatal(err)
		}
		text := strings.Join(strings.Fields(punctuation.ReplaceAllString(q.Query, " ")), " ")
		expr, err := demarche.ParseExpr(text[:min(len(text), 250)])
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		found, err := e.Search(context.Background(), demarche.Query{Expr: expr, Match: demarche.MatchAny, Size: 50})
		if err != nil {
			t.Fatal(err)
		}
		relevant := map[string]bool{}
		for _, id := range q.Relevant {
			relevant[id] = true
		}
		rank, hits, sum := 0, 0, 0.0
		for _, f := range found.IDs {
			if f.ID == q.Exclude {
				continue
			}
			rank++
			if relevant[f.ID] {
				hits++
				sum += float64(hits) / float64(rank)
			}
		}
		total += sum / float64(len(relevant))
		n++
	})
	t.Logf("MAP %.4f over %d queries", total/float64(n), n)
	if total/float64(n) < 0.86 {
		t.Errorf("MAP %.4f, want 0.86", total/float64(n))
	}
}

// TestLikeRelevance measures how many of the first five items like a report are
// of the same event, of those that there can be, on ECB+.
func TestLikeRelevance(t *testing.T) {
	e := openTest(t, t.TempDir()+"/index")
	var docs []index.Doc
	event, size := map[string]string{}, map[string]int{}
	readLines(t, shared(t, "eval/dev/cluster/ecbplus.jsonl.gz"), func(line []byte) {
		var a struct{ ID, Title, Text, Lang, Cluster string }
		if err := json.Unmarshal(line, &a); err != nil {
			t.Fatal(err)
		}
		docs = append(docs, index.Doc{ID: a.ID, Title: a.Title, Text: a.Text, Lang: a.Lang})
		event[a.ID] = a.Cluster
		size[a.Cluster]++
	})
	if err := e.Apply(context.Background(), docs, index.State{Cursor: 1}); err != nil {
		t.Fatal(err)
	}
	total, n := 0.0, 0
	for i := range docs {
		of := event[docs[i].ID]
		if size[of] == 1 {
			continue
		}
		right := 0
		for _, f := range resembling(t, e, docs[i], demarche.Query{Size: 5}).IDs {
			if event[f.ID] == of {
				right++
			}
		}
		total += float64(right) / float64(min(5, size[of]-1))
		n++
	}
	t.Logf("precision at 5: %.4f over %d reports", total/float64(n), n)
	if total/float64(n) < 0.92 {
		t.Errorf("precision at 5: %.4f, want 0.92", total/float64(n))
	}
}
