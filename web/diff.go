package web

import "strings"

// change is a run of words that two revisions share, or that one has alone.
type change struct {
	Op   byte // '=' in both, '-' only in the older, '+' only in the newer
	Text string
}

const (
	maxEdits     = 700 // words inserted and deleted beyond which a text counts as rewritten
	contextWords = 14  // shared words shown on each side of a change
)

// wordDiff compares two texts word by word (Myers, "An O(ND) Difference
// Algorithm", 1986). It gives false when they differ in more than maxEdits words.
func wordDiff(older, newer string) ([]change, bool) {
	a, b := words(older), words(newer)
	head := 0
	for head < len(a) && head < len(b) && a[head] == b[head] {
		head++
	}
	tail := 0
	for tail < len(a)-head && tail < len(b)-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	middle, ok := shortestEdit(a[head:len(a)-tail], b[head:len(b)-tail])
	if !ok {
		return nil, false
	}
	var out []change
	out = addRun(out, '=', a[:head])
	for _, c := range middle {
		out = addRun(out, c.op, []string{c.word})
	}
	return addRun(out, '=', a[len(a)-tail:]), true
}

// words cuts a text into words; the end of a paragraph is a word of its own.
func words(s string) []string {
	return strings.Fields(strings.ReplaceAll(s, "\n", " ¶ "))
}

// addRun appends words to the last run if it is of the same kind.
func addRun(runs []change, op byte, words []string) []change {
	if len(words) == 0 {
		return runs
	}
	text := strings.Join(words, " ")
	if n := len(runs); n > 0 && runs[n-1].Op == op {
		runs[n-1].Text += " " + text
		return runs
	}
	return append(runs, change{op, text})
}

type edit struct {
	op   byte
	word string
}

// shortestEdit is Myers' greedy algorithm with its trace kept for the way back.
func shortestEdit(a, b []string) ([]edit, bool) {
	n, m := len(a), len(b)
	limit := min(n+m, maxEdits)
	v := make([]int, 2*limit+3)
	off := limit + 1
	var trace [][]int
	for d := 0; d <= limit; d++ {
		trace = append(trace, append([]int(nil), v[off-d-1:off+d+2]...))
		for k := -d; k <= d; k += 2 {
			x := v[off+k-1] + 1
			if k == -d || (k != d && v[off+k-1] < v[off+k+1]) {
				x = v[off+k+1]
			}
			y := x - k
			for x < n && y < m && a[x] == b[y] {
				x, y = x+1, y+1
			}
			v[off+k] = x
			if x >= n && y >= m {
				return editsBack(trace, a, b), true
			}
		}
	}
	return nil, false
}

// editsBack walks the trace from the end of both texts to their start.
func editsBack(trace [][]int, a, b []string) []edit {
	var rev []edit
	x, y := len(a), len(b)
	for d := len(trace) - 1; d >= 0; d-- {
		at := func(k int) int { return trace[d][k+d+1] }
		k := x - y
		prev := k - 1
		if k == -d || (k != d && at(k-1) < at(k+1)) {
			prev = k + 1
		}
		px := 0
		if d > 0 {
			px = at(prev)
		}
		py := px - prev
		if d == 0 {
			px, py = 0, 0
		}
		for x > px && y > py && x > 0 && y > 0 {
			x, y = x-1, y-1
			rev = append(rev, edit{'=', a[x]})
		}
		if d > 0 {
			if x == px {
				y--
				rev = append(rev, edit{'+', b[y]})
			} else {
				x--
				rev = append(rev, edit{'-', a[x]})
			}
		}
	}
	for i, j := 0, len(rev)-1; i < j; i, j = i+1, j-1 {
		rev[i], rev[j] = rev[j], rev[i]
	}
	return rev
}

// inContext shortens the shared runs of a diff to a few words around each change.
func inContext(runs []change) []change {
	var out []change
	for i, c := range runs {
		if c.Op != '=' {
			out = append(out, c)
			continue
		}
		w := strings.Fields(c.Text)
		first, last := i == 0, i == len(runs)-1
		switch {
		case first && last:
			return nil
		case first && len(w) > contextWords:
			c.Text = "… " + strings.Join(w[len(w)-contextWords:], " ")
		case last && len(w) > contextWords:
			c.Text = strings.Join(w[:contextWords], " ") + " …"
		case !first && !last && len(w) > 2*contextWords:
			c.Text = strings.Join(w[:contextWords], " ") + " … " + strings.Join(w[len(w)-contextWords:], " ")
		}
		out = append(out, c)
	}
	return out
}
