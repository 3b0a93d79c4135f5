package lists

import "errors"

func asError[T error](err error, target *T) bool { return errors.As(err, target) }

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}
