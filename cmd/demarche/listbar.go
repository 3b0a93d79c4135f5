package main

import (
	"fmt"
	"time"

	"github.com/schollz/progressbar/v3"
)

// listBar shows how far the reading of lists is: a bar for each thing done with
// each list on a terminal, a line where somebody should know elsewhere.
type listBar struct {
	env  *environment
	what string
	bar  *progressbar.ProgressBar
}

// bytes shows how many bytes, or entries when total counts them, are done; total
// is 0 or less when the end is not known.
func (b *listBar) bytes(list, doing string, done, total int64) {
	if b == nil || !isTerminal(b.env.stderr) {
		return
	}
	if total <= 0 {
		total = -1
	}
	if what := list + " " + doing; what != b.what {
		b.done()
		b.what = what
		b.bar = progressbar.NewOptions64(total, progressbar.OptionSetWriter(b.env.stderr), progressbar.OptionSetDescription(what),
			progressbar.OptionShowBytes(doing == "fetching" || doing == "reading"), progressbar.OptionShowCount(), progressbar.OptionThrottle(100*time.Millisecond),
			progressbar.OptionClearOnFinish(), progressbar.OptionSetWidth(20))
	}
	_ = b.bar.Set64(done) // a bar that cannot be drawn is no reason to stop
}

// say prints a line above the bar.
func (b *listBar) say(format string, args ...any) {
	if b == nil {
		return
	}
	b.done()
	fmt.Fprintf(b.env.stderr, format+"\n", args...)
}

func (b *listBar) done() {
	if b == nil {
		return
	}
	if b.bar != nil {
		_ = b.bar.Finish()
	}
	b.bar, b.what = nil, ""
}
