package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestStoplist: the operator sees the stoplist, changes it by a file in the data
// folder, and annotate heeds it.
func TestStoplist(t *testing.T) {
	dir := t.TempDir()
	do := func(stdin string, args ...string) string {
		t.Helper()
		got := program(t, stdin, append(args, "--data", dir)...)
		if got.code != exitOK {
			t.Fatalf("%v: %s", args, got.err)
		}
		return got.out
	}
	if out := do("", "lists", "stoplist"); !strings.Contains(out, "# built in; ") || !strings.Contains(out, "\n=Kim Yong Chol\n") {
		t.Errorf("built in: %s", out)
	}
	do("", "lists", "update", "--file", "un-sc="+write(t, "un.xml", unFile("Abel Norquist")))
	const text = `{"text":"The UN sanctioned Abel Norquist of North Korea."}`
	if out := do(text, "annotate"); !strings.Contains(out, `"status":"listed"`) {
		t.Errorf("before the edit: %s", out)
	}
	if err := os.WriteFile(filepath.Join(dir, "stoplist.txt"), []byte("=Abel Norquist\n-ocean\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if out := do("", "lists", "stoplist", "abel NORQUIST", "Ocean", "Sea"); out != "abel NORQUIST: common: identifies nobody by itself\nOcean: not common\nSea: common: identifies nobody by itself\n" {
		t.Errorf("judged: %s", out)
	}
	if out := do("", "lists", "stoplist"); !strings.Contains(out, "# added or changed\n") || !strings.Contains(out, "=Abel Norquist") {
		t.Errorf("edited: %s", out)
	}
	if out := do(text, "annotate"); !strings.Contains(out, `"status":"possible"`) || !strings.Contains(out, "a common name") {
		t.Errorf("after the edit: %s", out)
	}
}
