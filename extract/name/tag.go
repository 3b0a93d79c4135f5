package name

import "demarche/extract/token"

// run is a stretch of tokens that may hold names.
type run struct{ from, to int }

// runs calls f for each stretch of active tokens within a sentence.
func runs(doc *token.Doc, obs []seen, f func(r run, sentFrom, sentTo int)) {
	for i := 0; i < len(obs); {
		end := doc.SentenceEnd(i)
		for j := i; j < end; {
			if !obs[j].active {
				j++
				continue
			}
			k := j
			for k < end && obs[k].active && k-j < 200 {
				k++
			}
			f(run{j, k}, i, end)
			j = k
		}
		i = end
	}
}

// span is a name found by the tagger, in tokens.
type span struct {
	from, to int
	typ      int
	scores   [types]int32 // what the model gives each type for these tokens
}

// tag runs the model over the document.
func tag(doc *token.Doc, obs []seen, m *model) []span {
	var out []span
	var d decoder
	buf := make([]uint32, 0, 64)
	runs(doc, obs, func(r run, from, to int) {
		d.reset(r.to - r.from)
		for i := r.from; i < r.to; i++ {
			buf = features(doc, obs, i, from, to, buf[:0])
			var s sums
			for _, f := range buf {
				m.add(f, &s)
			}
			d.scores[i-r.from] = s.scores()
		}
		d.keep()
		n := len(out)
		out = appendSpans(out, d.best(&m.moves), r.from)
		for k := n; k < len(out); k++ {
			out[k].scores = d.byType(out[k].from-r.from, out[k].to-r.from)
			buf = kindFeatures(doc, obs, out[k].from, out[k].to, from, to, buf[:0])
			for typ, x := range m.kindScores(buf) {
				out[k].scores[typ] += kindWeight * x
			}
		}
	})
	return out
}

// appendSpans turns a path of labels into spans.
func appendSpans(out []span, path []uint8, offset int) []span {
	start := 0
	for i, l := range path {
		if l == labelO {
			continue
		}
		typ, pl := split(int(l))
		if pl == placeB || pl == placeU {
			start = i
		}
		if pl == placeL || pl == placeU {
			out = append(out, span{from: offset + start, to: offset + i + 1, typ: typ})
		}
	}
	return out
}

// decoder finds the best path of labels (Viterbi).
type decoder struct {
	scores [][labels]int32
	plain  [][labels]int32 // scores before the transitions were added
	back   [][labels]uint8
	path   []uint8
}

func (d *decoder) reset(n int) {
	if cap(d.scores) < n {
		d.scores = make([][labels]int32, n, 2*n)
		d.back = make([][labels]uint8, n, 2*n)
		d.path = make([]uint8, n, 2*n)
	}
	d.scores, d.back, d.path = d.scores[:n], d.back[:n], d.path[:n]
}

func (d *decoder) keep() { d.plain = append(d.plain[:0], d.scores...) }

// byType scores the tokens from to (exclusive) as a name of each type.
func (d *decoder) byType(from, to int) (out [types]int32) {
	for typ := range types {
		for i := from; i < to; i++ {
			pl := placeI
			switch {
			case to-from == 1:
				pl = placeU
			case i == from:
				pl = placeB
			case i == to-1:
				pl = placeL
			}
			out[typ] += d.plain[i][label(typ, pl)]
		}
	}
	return out
}

// kindWeight of the second opinion against the tagger's own.
const kindWeight = 1

const never = -1 << 30

// allowed lists the labels that may stand before each label.
var allowed = func() (t [labels + 1][]uint8) {
	for b := range t {
		for a := range labels {
			if follows[a][b] {
				t[b] = append(t[b], uint8(a))
			}
		}
	}
	return t
}()

func (d *decoder) best(moves *[labels + 1][labels + 1]int32) []uint8 {
	n := len(d.scores)
	if n == 0 {
		return nil
	}
	for l := range labels {
		if follows[noLabel][l] {
			d.scores[0][l] += moves[noLabel][l]
		} else {
			d.scores[0][l] = never
		}
	}
	for i := 1; i < n; i++ {
		prev, cur := &d.scores[i-1], &d.scores[i]
		for l := range labels {
			best, from := int32(never*2), uint8(0)
			for _, a := range allowed[l] {
				if s := prev[a] + moves[a][l]; s > best {
					best, from = s, a
				}
			}
			cur[l] += best
			d.back[i][l] = from
		}
	}
	best, last := int32(never*2), uint8(0)
	for _, a := range allowed[noLabel] {
		if s := d.scores[n-1][a] + moves[a][noLabel]; s > best {
			best, last = s, a
		}
	}
	for i := n - 1; i >= 0; i-- {
		d.path[i] = last
		last = d.back[i][last]
	}
	return d.path
}
