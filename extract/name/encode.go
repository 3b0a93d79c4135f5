package name

import (
	"bytes"
	"encoding/binary"
	"sort"
)

// encode averages the weights, keeps the strongest features and writes the
// model.
func (l *learner) encode() []byte {
	keys := make([]uint32, len(l.rows))
	for k, i := range l.index {
		keys[i] = k
	}
	type strong struct {
		key   uint32
		w     [labels]float64
		power float64
	}
	list := make([]strong, len(l.rows))
	for i := range l.rows {
		s := strong{key: keys[i]}
		for y := range labels {
			s.w[y] = float64(l.mean[i][y]) / float64(l.repeats)
			s.power = max(s.power, abs(s.w[y]))
		}
		list[i] = s
	}
	sort.Slice(list, func(i, j int) bool {
		return list[i].power > list[j].power || list[i].power == list[j].power && list[i].key < list[j].key
	})
	if len(list) > l.cfg.Rows {
		list = list[:l.cfg.Rows]
	}
	sort.Slice(list, func(i, j int) bool { return list[i].key < list[j].key })
	var out bytes.Buffer
	out.WriteString(modelMagic)
	for a := range l.meanMoves {
		for _, sum := range l.meanMoves[a] {
			avg := sum / float64(l.repeats)
			_ = binary.Write(&out, binary.LittleEndian, int16(round(avg*scale)))
		}
	}
	var body bytes.Buffer
	n := uint32(0)
	for _, s := range list {
		var mask uint32
		var ws []byte
		for y, w := range s.w {
			if q := int8(max(-127, min(127, round(w*scale)))); q != 0 {
				mask |= 1 << y
				ws = append(ws, byte(q))
			}
		}
		if mask == 0 {
			continue
		}
		n++
		_ = binary.Write(&body, binary.LittleEndian, s.key)
		body.Write([]byte{byte(mask), byte(mask >> 8), byte(mask >> 16)})
		body.Write(ws)
	}
	_ = binary.Write(&out, binary.LittleEndian, n)
	out.Write(body.Bytes())
	return out.Bytes()
}

// scale of the weights in the model, a weight of 1 being one update.
const scale = 6

func round(x float64) int {
	if x < 0 {
		return int(x - 0.5)
	}
	return int(x + 0.5)
}

func abs(x float64) float64 { return max(x, -x) }
