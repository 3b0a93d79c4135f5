package lists

import (
	"slices"
	"strings"
	"testing"
)

func TestEditStoplist(t *testing.T) {
	lines, err := EditStoplist(strings.NewReader("\ufeff# mine\nharbinger  zephyr\n=Veltran Osprik # many\n-ocean Hope\n-=kim yong-chol\n- \n"))
	if err != nil {
		t.Fatal(err)
	}
	stops := NewStops(lines)
	for name, want := range map[string]bool{"Harbinger": true, "Zephyr Star": true, "Veltran OSPRIK": true, "Ocean": false, "Hope": false, "Golden Hope": false,
		"Kim Yong Chol": false, "Ri Yong Ho": true, "Kim Lee Park": true, "Sea": true, "": false} {
		if got := stops.Common(name); got != want {
			t.Errorf("%q common: %v, want %v", name, got, want)
		}
	}
	if slices.Contains(lines, "") {
		t.Error("an empty line is left")
	}
	for _, bad := range []string{"good\n\xff\xfe\n", strings.Repeat("x", maxStopLine+1)} {
		if _, err := EditStoplist(strings.NewReader(bad)); err == nil || !strings.Contains(err.Error(), "line") {
			t.Errorf("%.10q: %v, want an error that names the line", bad, err)
		}
	}
}
