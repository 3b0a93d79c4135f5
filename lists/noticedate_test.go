package lists

import (
	"io"
	"strings"
	"testing"
)

// TestNoticeDates: a day that is none is refused with its entry and column, and
// not kept as no date.
func TestNoticeDates(t *testing.T) {
	read := func(listed, removed string) error {
		_, err := Read("kr-notices", map[string]io.Reader{"notices.csv": strings.NewReader("id,name,authority,listed,removed\nkr-7,Acme Shipping,MOEF," + listed + "," + removed + "\n")})
		return err
	}
	if err := read("2025-11-05", ""); err != nil {
		t.Errorf("a good day: %v", err)
	}
	if err := read("2025-11", ""); err != nil {
		t.Errorf("a month: %v", err)
	}
	for _, c := range []struct{ listed, removed, want string }{
		{"2025-13-45", "", `notice kr-7: listed "2025-13-45": expected a date`},
		{"2025-02-30", "", `notice kr-7: listed "2025-02-30": expected a date`},
		{"2025-11-05", "soon", `notice kr-7: removed "soon": expected a date`},
	} {
		if err := read(c.listed, c.removed); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s, %s: %v, want %s", c.listed, c.removed, err, c.want)
		}
	}
}
