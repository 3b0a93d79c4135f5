// Command evaltable turns what the evaluation scorer prints into the table of
// docs/quality.md and of the page /quality:
//
//	python3 ../shared/eval/score/run.py bin/demarche | go run ./internal/evaltable
//
// Rows of sets that the scorer did not print keep their last figure.
package main

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"strconv"
	"strings"
	"time"
)

const (
	tablePath = "web/quality.tsv"
	docPath   = "docs/quality.md"
)

func main() {
	if err := run(os.Stdin, time.Now()); err != nil {
		fmt.Fprintln(os.Stderr, "evaltable:", err)
		os.Exit(1)
	}
}

func run(in io.Reader, now time.Time) error {
	old, err := readTable(tablePath)
	if err != nil {
		return err
	}
	printed, err := readScores(in)
	if err != nil {
		return err
	}
	rows := make([][]string, 0, len(specs))
	for _, s := range specs {
		ours, on := old[s.key()].ours, old[s.key()].on
		if v, ok := s.figure(printed[s.set]); ok {
			ours, on = v, now.Format(time.DateOnly)
		}
		rows = append(rows, []string{s.set, s.what, s.measure, ours, s.goal, s.rival, on})
	}
	if err := writeTable(tablePath, rows); err != nil {
		return err
	}
	return writeDoc(docPath, rows)
}

type held struct{ ours, on string }

func readTable(path string) (map[string]held, error) {
	out := map[string]held{}
	f, err := os.Open(path)
	if errors.Is(err, os.ErrNotExist) {
		return out, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comma = '\t'
	rows, err := r.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", path, err)
	}
	for _, row := range rows[min(1, len(rows)):] {
		out[row[0]+" "+row[1]] = held{row[3], row[6]}
	}
	return out, nil
}

// readScores keeps each printed line by the name of its set.
func readScores(in io.Reader) (map[string]string, error) {
	out := map[string]string{}
	sc := bufio.NewScanner(in)
	sc.Buffer(nil, 1<<20)
	for sc.Scan() {
		name, rest, ok := strings.Cut(sc.Text(), " ")
		if ok {
			out[name] = rest
			fmt.Println(sc.Text())
		}
	}
	return out, sc.Err()
}

// figure finds a spec's number in a printed line.
func (s spec) figure(line string) (string, bool) {
	m := regexp.MustCompile(s.find).FindStringSubmatch(line)
	if m == nil {
		return "", false
	}
	v, err := strconv.ParseFloat(m[1], 64)
	if err != nil {
		return "", false
	}
	return strconv.FormatFloat(v, 'f', 3, 64), true
}

func writeTable(path string, rows [][]string) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	w := csv.NewWriter(f)
	w.Comma = '\t'
	if err := w.Write([]string{"set", "what", "measure", "ours", "goal", "best known rival", "measured"}); err != nil {
		return err
	}
	if err := w.WriteAll(rows); err != nil {
		return err
	}
	return f.Close()
}

const (
	begin = "<!-- table -->"
	end   = "<!-- end of table -->"
)

// writeDoc replaces the table between its two marks and leaves the rest.
func writeDoc(path string, rows [][]string) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	before, rest, ok1 := strings.Cut(string(text), begin)
	_, after, ok2 := strings.Cut(rest, end)
	if !ok1 || !ok2 {
		return fmt.Errorf("%s lacks the marks %q and %q", path, begin, end)
	}
	var b strings.Builder
	b.WriteString(before + begin + "\n\n| set | what | measure | ours | goal | best known rival | measured |\n|---|---|---|---|---|---|---|\n")
	for _, r := range rows {
		if behind(r[3], r[4]) {
			r[3] += " (short)"
		}
		b.WriteString("| " + strings.Join(r, " | ") + " |\n")
	}
	b.WriteString("\n" + end + after)
	return os.WriteFile(path, []byte(b.String()), 0o644)
}

func behind(ours, goal string) bool {
	a, err1 := strconv.ParseFloat(ours, 64)
	g, err2 := strconv.ParseFloat(goal, 64)
	return err1 == nil && err2 == nil && a < g
}
