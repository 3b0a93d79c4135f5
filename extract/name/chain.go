package name

import "math"

// chain computes how probable each label is at each token of a run, and each
// step from label to label, by the forward-backward algorithm.
type chain struct {
	score, at     [][labels]float64 // before and after
	ahead, behind [][labels]float64
	between       [labels + 1][labels + 1]float64
	likely        [labels + 1][labels + 1]float64
	scale         []float64
}

func (c *chain) reset(n int) {
	if cap(c.score) < n {
		c.score, c.at, c.ahead, c.behind = make([][labels]float64, n, 2*n), make([][labels]float64, n, 2*n), make([][labels]float64, n, 2*n), make([][labels]float64, n, 2*n)
		c.scale = make([]float64, n, 2*n)
	}
	c.score, c.at, c.ahead, c.behind, c.scale = c.score[:n], c.at[:n], c.ahead[:n], c.behind[:n], c.scale[:n]
	clear(c.score)
	c.between = [labels + 1][labels + 1]float64{}
}

// infer fills at and between from score and returns the logarithm of the
// probability of the gold labels.
func (c *chain) infer(moves *[labels + 1][labels + 1]cell, gold []uint8) float64 {
	n := len(c.score)
	logGold, logAll := 0.0, 0.0
	prev := noLabel
	for i, y := range gold {
		logGold += c.score[i][y] + moves[prev][y].w
		prev = int(y)
	}
	logGold += moves[prev][noLabel].w
	for b := range allowed {
		for _, a := range allowed[b] {
			c.likely[a][b] = math.Exp(moves[a][b].w)
		}
	}
	for y := range labels {
		if follows[noLabel][y] {
			c.likely[noLabel][y] = math.Exp(moves[noLabel][y].w)
		}
	}
	for i := range n {
		top := c.score[i][0]
		for _, s := range c.score[i] {
			top = max(top, s)
		}
		for y, s := range c.score[i] {
			c.score[i][y] = math.Exp(s - top)
		}
		logAll += top
	}
	for i := range n {
		sum := 0.0
		for y := range labels {
			f := 0.0
			if i == 0 {
				if follows[noLabel][y] {
					f = c.likely[noLabel][y]
				}
			} else {
				for _, a := range allowed[y] {
					f += c.ahead[i-1][a] * c.likely[a][y]
				}
			}
			f *= c.score[i][y]
			c.ahead[i][y] = f
			sum += f
		}
		for y := range labels {
			c.ahead[i][y] /= sum
		}
		c.scale[i] = sum
		logAll += math.Log(sum)
	}
	end := 0.0
	for _, a := range allowed[noLabel] {
		end += c.ahead[n-1][a] * c.likely[a][noLabel]
	}
	logAll += math.Log(end)
	for i := n - 1; i >= 0; i-- {
		c.behind[i] = [labels]float64{}
		if i == n-1 {
			for _, a := range allowed[noLabel] {
				c.behind[i][a] = c.likely[a][noLabel] / end
				c.between[a][noLabel] = c.ahead[i][a] * c.behind[i][a]
			}
		} else {
			for b := range labels {
				x := c.score[i+1][b] * c.behind[i+1][b] / c.scale[i+1]
				if x == 0 {
					continue
				}
				for _, a := range allowed[b] {
					y := c.likely[a][b] * x
					c.behind[i][a] += y
					c.between[a][b] += c.ahead[i][a] * y
				}
			}
		}
		for y := range labels {
			c.at[i][y] = c.ahead[i][y] * c.behind[i][y]
		}
	}
	for y := range labels {
		c.between[noLabel][y] = c.at[0][y]
	}
	return logGold - logAll
}
