package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"fmt"
	"log"
	"math"
	"os"
	"sort"
	"strconv"
	"strings"
)

// How finely words are told apart: the depth of the tree of halvings, and the
// smallest branch that is halved again.
const (
	depth    = 11
	smallest = 12
	rounds   = 10
)

type vector struct {
	word string
	at   []float32
	code int
}

// alike halves the words of a file of word vectors ("word v1 v2 ...", the
// commonest first) again and again, so that words used alike share the first
// bits of their code, and writes them by code.
func alike(path, out string, most int) {
	list := vectors(path, most)
	halve(list, 0, 0)
	groups := map[int][]string{}
	for _, v := range list {
		groups[v.code] = append(groups[v.code], v.word)
	}
	var b bytes.Buffer
	for code := range 1 << depth {
		if g := groups[code]; len(g) > 0 {
			sort.Strings(g)
			fmt.Fprintf(&b, "%03x %s\n", code, strings.Join(g, " "))
		}
	}
	f, err := os.Create(out)
	check(err)
	z, err := gzip.NewWriterLevel(f, gzip.BestCompression)
	check(err)
	_, err = z.Write(b.Bytes())
	check(err)
	check(z.Close())
	check(f.Close())
	log.Print(out, ": ", len(list), " words in ", len(groups), " groups")
}

// vectors reads words made of letters, of unit length after the mean of all is
// taken away.
func vectors(path string, most int) (list []*vector) {
	f, err := os.Open(path)
	check(err)
	defer f.Close()
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<20)
	for sc.Scan() && len(list) < most {
		p := strings.Fields(sc.Text())
		if len(p) < 3 || !letters(p[0]) {
			continue
		}
		v := &vector{word: p[0], at: make([]float32, len(p)-1)}
		for i, s := range p[1:] {
			x, err := strconv.ParseFloat(s, 32)
			check(err)
			v.at[i] = float32(x)
		}
		list = append(list, v)
	}
	check(sc.Err())
	m := mean(list)
	for _, v := range list {
		n := 0.0
		for i := range v.at {
			v.at[i] -= m[i]
			n += float64(v.at[i]) * float64(v.at[i])
		}
		for i := range v.at {
			v.at[i] /= float32(math.Sqrt(n))
		}
	}
	return list
}

func letters(w string) bool {
	for _, c := range []byte(w) {
		if (c < 'a' || c > 'z') && c != '.' && c < 0x80 {
			return false
		}
	}
	return len(w) > 1 && w != ".."
}

func mean(list []*vector) []float32 {
	sum := make([]float64, len(list[0].at))
	for _, v := range list {
		for i, x := range v.at {
			sum[i] += float64(x)
		}
	}
	out := make([]float32, len(sum))
	for i := range sum {
		out[i] = float32(sum[i] / float64(len(list)))
	}
	return out
}

// halve splits words in two by 2-means, begun along the direction in which they
// differ most.
func halve(list []*vector, level, code int) {
	if level == depth || len(list) < smallest {
		for _, v := range list {
			v.code = code << (depth - level)
		}
		return
	}
	m := mean(list)
	d := direction(list, m)
	a, b := make([]float32, len(m)), make([]float32, len(m))
	for i := range m {
		a[i], b[i] = m[i]-d[i]/2, m[i]+d[i]/2
	}
	var left, right []*vector
	for range rounds {
		left, right = left[:0:0], right[:0:0]
		for _, v := range list {
			if distance(v.at, a) <= distance(v.at, b) {
				left = append(left, v)
			} else {
				right = append(right, v)
			}
		}
		if len(left) == 0 || len(right) == 0 {
			break
		}
		a, b = mean(left), mean(right)
	}
	halve(left, level+1, code<<1)
	halve(right, level+1, code<<1|1)
}

// direction is the first principal component, found by repeated multiplication.
func direction(list []*vector, m []float32) []float32 {
	d := make([]float32, len(m))
	for i := range d {
		d[i] = 1 / float32(i+1)
	}
	for range 12 {
		next := make([]float64, len(m))
		for _, v := range list {
			p := float32(0)
			for i := range m {
				p += (v.at[i] - m[i]) * d[i]
			}
			for i := range m {
				next[i] += float64(p * (v.at[i] - m[i]))
			}
		}
		n := 0.0
		for _, x := range next {
			n += x * x
		}
		if n == 0 {
			return d
		}
		for i, x := range next {
			d[i] = float32(x / math.Sqrt(n))
		}
	}
	return d
}

func distance(a, b []float32) (s float32) {
	for i := range a {
		x := a[i] - b[i]
		s += x * x
	}
	return s
}
