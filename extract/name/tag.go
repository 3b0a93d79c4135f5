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
			s := &d.scores[i-r.from]
			*s = [labels]int32{}
			for _, f := range buf {
				m.add(f, s)
			}
		}
		path := d.best(&m.moves)
		out = appendSpans(out, path, r.from)
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
			out = append(out, span{offset + start, offset + i + 1, typ})
		}
	}
	return out
}

// decoder finds the best path of labels (Viterbi).
type decoder struct {
	scores [][labels]int32
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
