package crawler

import (
	"os"
	"path/filepath"
	"testing"
)

// sharedFile reads a file of the material shared beside the repository, or
// skips the test when it is not there.
func sharedFile(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(sharedDir(t), filepath.FromSlash(name)))
	if err != nil {
		t.Skipf("shared material not found: %v", err)
	}
	return data
}

// sharedDir finds the folder "shared" beside the repository by walking up.
func sharedDir(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		try := filepath.Join(dir, "shared")
		if _, err := os.Stat(filepath.Join(try, "hostile")); err == nil {
			return try
		}
		up := filepath.Dir(dir)
		if up == dir {
			t.Skip("no folder shared/hostile beside the repository")
		}
		dir = up
	}
}
