//go:build !unix

package lineartest

import "time"

// processorTime is the time on the clock where the system does not tell the
// process's own.
func processorTime() time.Duration { return time.Duration(time.Now().UnixNano()) }
