package story

import (
	"container/heap"
	"math"
	"slices"
	"sort"
)

// cluster is a group of reports while groups are being joined.
type cluster struct {
	members []int
	size    float64
	within  float64 // sum of the likeness of its pairs
	like    map[int]float64
	merges  int // how often it has grown, to know stale entries of the queue
}

// join is a pair of groups in the queue.
type join struct {
	value            float64
	a, b             int
	aMerges, bMerges int
	weighed          bool // value includes what the groups say against each other
}

type queue []join

func (q queue) Len() int { return len(q) }
func (q queue) Less(i, j int) bool {
	x, y := q[i], q[j]
	if x.value != y.value {
		return x.value > y.value
	}
	if x.a != y.a {
		return x.a < y.a
	}
	return x.b < y.b
}
func (q queue) Swap(i, j int) { q[i], q[j] = q[j], q[i] }
func (q *queue) Push(x any)   { *q = append(*q, x.(join)) }
func (q *queue) Pop() any {
	old := *q
	x := old[len(old)-1]
	*q = old[:len(old)-1]
	return x
}

// joiner joins reports bottom up by the average likeness between groups, the
// closest first. Two groups join while their likeness is above the threshold,
// raised for groups that are dense: reports of one event lie as close to each
// other as to any of it, those of a neighbouring event do not.
type joiner struct {
	*params
	reports  []*report
	clusters []*cluster
	queue    queue
	df       func(term uint32) int // how many of all reports hold a term
	n        int                   // all reports
}

// newJoiner starts with each report by itself. df of all n reports hold a term.
func newJoiner(p *params, reports []*report, df func(uint32) int, n int) *joiner {
	j := &joiner{params: p, reports: reports, df: df, n: n, clusters: make([]*cluster, len(reports))}
	for i := range reports {
		j.clusters[i] = &cluster{members: []int{i}, size: 1, like: map[int]float64{}}
	}
	return j
}

// compare notes the likeness of two reports.
func (j *joiner) compare(a, b int) {
	if a == b || j.clusters[a].like[b] != 0 {
		return
	}
	if s := j.likeness(j.reports[a], j.reports[b]); s != 0 {
		j.clusters[a].like[b], j.clusters[b].like[a] = s, s
	}
}

// fix makes one group of reports that stand for size reports, whatever their
// likeness.
func (j *joiner) fix(members []int, size int) {
	c := &cluster{members: members, size: float64(size), like: map[int]float64{}}
	n := float64(len(members))
	for i, a := range members {
		for b, s := range j.clusters[a].like {
			if !slices.Contains(members, b) {
				c.like[b] += s / n
			} else if slices.Contains(members[:i], b) {
				c.within += s / (n * (n - 1)) * c.size * (c.size - 1)
			}
		}
	}
	for _, a := range members {
		for b := range c.like {
			delete(j.clusters[b].like, a)
		}
		j.clusters[a] = nil
	}
	j.clusters[members[0]] = c
	for b, s := range c.like {
		j.clusters[b].like[members[0]] = s
	}
}

// run joins what is to be joined and returns the groups, each in ascending order of
// its members.
func (j *joiner) run() [][]int {
	for a, c := range j.clusters {
		if c == nil {
			continue
		}
		for b := range c.like {
			if b < a {
				j.offer(a, b)
			}
		}
	}
	heap.Init(&j.queue)
	for len(j.queue) > 0 {
		x := heap.Pop(&j.queue).(join)
		a, b := j.clusters[x.a], j.clusters[x.b]
		switch {
		case a == nil || b == nil || a.merges != x.aMerges || b.merges != x.bMerges:
		case !x.weighed:
			x.value, x.weighed = x.value/j.contrast(a, b), true
			if x.value > j.threshold {
				heap.Push(&j.queue, x)
			}
		default:
			j.merge(x.a, x.b)
		}
	}
	var out [][]int
	for _, c := range j.clusters {
		if c != nil {
			sort.Ints(c.members)
			out = append(out, c.members)
		}
	}
	return out
}

// offer puts a pair into the queue unless it is below the threshold anyway.
func (j *joiner) offer(a, b int) bool {
	x, y := j.clusters[a], j.clusters[b]
	v := x.like[b] / math.Pow(j.density(x)*j.density(y), j.cohesion/2)
	if v > j.threshold {
		if a < b {
			a, b, x, y = b, a, y, x
		}
		j.queue = append(j.queue, join{v, a, b, x.merges, y.merges, false})
		return true
	}
	return false
}

// density is the average likeness within a group against that within a typical one.
func (j *joiner) density(c *cluster) float64 {
	pairs := c.size * (c.size - 1) / 2
	return (c.within + j.calm*j.typical) / (pairs + j.calm) / j.typical
}

func (j *joiner) merge(from, into int) {
	if len(j.clusters[from].like) > len(j.clusters[into].like) {
		from, into = into, from
	}
	a, b := j.clusters[from], j.clusters[into]
	b.within += a.within + a.like[into]*a.size*b.size
	b.members = append(b.members, a.members...)
	delete(a.like, into)
	delete(b.like, from)
	size := a.size + b.size
	for k, s := range b.like {
		b.like[k] = s * b.size / size
	}
	for k, s := range a.like {
		b.like[k] += s * a.size / size
		delete(j.clusters[k].like, from)
	}
	b.size = size
	b.merges++
	j.clusters[from] = nil
	for k, s := range b.like {
		j.clusters[k].like[into] = s
		if j.offer(into, k) {
			heap.Fix(&j.queue, len(j.queue)-1)
		}
	}
}
