package name

import (
	"bytes"
	"encoding/binary"
	"sort"
)

// encode averages the weights of several learners, keeps the strongest features
// and writes the model.
func encode(index map[uint32]int32, learned []*learner, rows int) []byte {
	repeats := float64(len(learned))
	keys := make([]uint32, len(index))
	for k, i := range index {
		keys[i] = k
	}
	type strong struct {
		key   uint32
		w     [labels]float64
		power float64
	}
	list := make([]strong, len(keys))
	for i := range list {
		s := strong{key: keys[i]}
		for y := range labels {
			for _, l := range learned {
				s.w[y] += float64(l.rows[i].w[y]) / repeats
			}
			s.power = max(s.power, abs(s.w[y]))
		}
		list[i] = s
	}
	sort.Slice(list, func(i, j int) bool {
		return list[i].power > list[j].power || list[i].power == list[j].power && list[i].key < list[j].key
	})
	if len(list) > rows {
		list = list[:rows]
	}
	sort.Slice(list, func(i, j int) bool { return list[i].key < list[j].key })
	var out bytes.Buffer
	out.WriteString(modelMagic)
	for a := range labels + 1 {
		for b := range labels + 1 {
			avg := 0.0
			for _, l := range learned {
				avg += l.moves[a][b].w / repeats
			}
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

// scale of the weights in the model: steps of a 24th, 5.3 at most.
const scale = 24

func round(x float64) int {
	if x < 0 {
		return int(x - 0.5)
	}
	return int(x + 0.5)
}

func abs(x float64) float64 { return max(x, -x) }
