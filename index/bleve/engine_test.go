package bleve

import (
	"testing"
	"time"

	"demarche/index"
	"demarche/index/indextest"
)

func openTest(t *testing.T, dir string) *Engine {
	t.Helper()
	e, err := Open(Config{Dir: dir, Now: func() time.Time { return indextest.Today }, Budget: 10 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := e.Close(); err != nil {
			t.Error(err)
		}
	})
	return e
}

func TestEngine(t *testing.T) {
	indextest.Run(t, func(t *testing.T) index.Engine { return openTest(t, t.TempDir()+"/index") })
}
