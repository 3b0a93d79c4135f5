package lists

import (
	"errors"
	"os"
	"testing"
)

func asError[T error](err error, target *T) bool { return errors.As(err, target) }

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func readFile(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}
