package crawler

import (
	"math"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/robfig/cron/v3"

	"demarche"
)

// The bounds of polling: notes on politeness agree on a quarter of an hour as
// the least that publishers take kindly, five minutes where speed matters, and
// a day as the most that still notices a publisher coming back.
const (
	minPoll       = 15 * time.Minute
	minPollUrgent = 5 * time.Minute
	defaultPoll   = time.Hour
	maxPoll       = 24 * time.Hour
	goneRetry     = 30 * 24 * time.Hour // after 410: the publisher said it is final
)

// pollMinimum is the least time between two requests for a feed. The invented
// publishers of the demonstration live in this program and mind nothing.
func pollMinimum(src demarche.Source) time.Duration {
	switch {
	case src.Demo:
		return 50 * time.Second // with jitter it is due whenever the minute turns
	case src.Urgent:
		return minPollUrgent
	}
	return minPoll
}

// Ticks gives a signal whenever a minute turns, in UTC, until stop is called.
// A signal that nobody waits for is dropped.
func Ticks() (ticks <-chan struct{}, stop func()) {
	ch := make(chan struct{}, 1)
	cr := cron.New(cron.WithLocation(time.UTC))
	// The expression is constant and valid.
	_, _ = cr.AddFunc("* * * * *", func() {
		select {
		case ch <- struct{}{}:
		default:
		}
	})
	cr.Start()
	return ch, func() { <-cr.Stop().Done() }
}

// interval is how long to wait after a good answer: the feed's own setting,
// five minutes when urgent, else half the pace at which it publishes; never
// less than the publisher's own caching allows, within the bounds of polling.
func interval(src demarche.Source, feed demarche.Feed, pace, was, cached time.Duration) time.Duration {
	floor := pollMinimum(src)
	if src.Demo {
		return floor
	}
	if every, err := time.ParseDuration(feed.Every); err == nil && every > 0 {
		return min(max(every, floor), maxPoll)
	}
	if src.Urgent {
		return max(minPollUrgent, min(cached, minPoll))
	}
	d := defaultPoll
	switch {
	case pace > 0:
		d = pace / 2
	case was >= minPoll && was <= maxPoll:
		d = was
	}
	return min(max(d, cached, floor), maxPoll)
}

// backoff is how long to wait after n failures in a row: doubling from the base
// up to a day.
func backoff(base time.Duration, n int) time.Duration {
	f := float64(base) * math.Pow(2, float64(min(max(n, 1), 20)-1))
	return time.Duration(min(f, float64(maxPoll)))
}

// jitter spreads d by up to a tenth upwards, so that feeds do not march in step.
func jitter(d time.Duration, random float64) time.Duration {
	return d + time.Duration(float64(d)*0.1*random)
}

// pace is the median time between the newest dated entries, 0 when fewer than
// four are dated.
func pace(entries []Entry) time.Duration {
	var times []time.Time
	for _, e := range entries {
		if !e.Published.Time.IsZero() {
			times = append(times, e.Published.Time)
		}
	}
	if len(times) < 4 {
		return 0
	}
	slices.SortFunc(times, func(a, b time.Time) int { return b.Compare(a) })
	times = times[:min(len(times), 30)]
	var gaps []time.Duration
	for i := 1; i < len(times); i++ {
		gaps = append(gaps, times[i-1].Sub(times[i]))
	}
	slices.Sort(gaps)
	// Batches and day-only dates make the median 0; then the mean tells more.
	if m := gaps[len(gaps)/2]; m > 0 {
		return m
	}
	return times[0].Sub(times[len(times)-1]) / time.Duration(len(gaps))
}

// cacheTime is how long the answer says it stays fresh, at most a day.
func cacheTime(h http.Header) time.Duration {
	for _, part := range strings.Split(h.Get("Cache-Control"), ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(part), "=")
		if strings.EqualFold(name, "max-age") {
			if s, err := strconv.Atoi(strings.Trim(value, `"`)); err == nil && s > 0 {
				return min(time.Duration(min(s, 1<<20))*time.Second, maxPoll)
			}
		}
	}
	return 0
}
