package web

import (
	"strings"
	"testing"
)

func TestReadQuality(t *testing.T) {
	rows, err := readQuality("set\twhat\tmeasure\tours\tgoal\trival\ton\na\tb\tF1\t0.5\t0.6\tx 0.4\t2026-01-01\nc\td\tF1\t0.7\t0.6\t\t\n")
	if err != nil || len(rows) != 2 || !rows[0].Short || rows[1].Short || rows[0].Rival != "x 0.4" {
		t.Errorf("%+v %v", rows, err)
	}
	rows, err = readQuality(qualityTable)
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) < 20 {
		t.Errorf("the built-in table has %d rows", len(rows))
	}
	for _, r := range rows {
		if r.Ours == "" || !strings.HasPrefix(r.On, "20") {
			t.Errorf("row %s (%s) has no measured figure", r.Set, r.What)
		}
	}
}
