package match

import "strconv"

var tens = map[string]int{"twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}

// joinNumbers writes numbers of two words with figures: "forty four" and "forty 4"
// are 44.
func joinNumbers(ts []token) []token {
	var out []token
	for i := 0; i < len(ts); i++ {
		t := ts[i]
		if n := tens[t.text]; n > 0 {
			if i+1 < len(ts) {
				unit := ts[i+1].text
				if figure, ok := numerals[unit]; ok && len(unit) > 2 {
					unit = figure
				}
				if one, err := strconv.Atoi(unit); err == nil && one > 0 && one < 10 {
					n += one
					i++
				}
			}
			t.text = strconv.Itoa(n)
		}
		out = append(out, t)
	}
	return out
}
