package crawler

import "time"

// Limits bound one request. Zero fields take the defaults of DefaultLimits.
type Limits struct {
	Connect     time.Duration // TCP connection
	TLS         time.Duration // handshake
	Headers     time.Duration // from request sent to headers read
	Total       time.Duration // the whole request, body included
	HeaderBytes int64         // size of the answer's headers
	WireBody    int64         // body as sent, bytes
	Body        int64         // body after decompression, bytes
	Redirects   int           // hops followed
	Items       int           // entries read of one feed
	Text        int           // bytes of one text field
	Depth       int           // nesting of XML elements
}

// DefaultLimits are generous for honest publishers and small enough for a
// machine with 1 GB.
func DefaultLimits() Limits {
	return Limits{Connect: 10 * time.Second, TLS: 10 * time.Second, Headers: 15 * time.Second, Total: 30 * time.Second,
		HeaderBytes: 256 << 10, WireBody: 10 << 20, Body: 15 << 20, Redirects: 10, Items: 2000, Text: 1 << 20, Depth: 500}
}

// orDefault fills the zero fields.
func (l Limits) orDefault() Limits {
	d := DefaultLimits()
	pick := func(v, d time.Duration) time.Duration {
		if v <= 0 {
			return d
		}
		return v
	}
	count := func(v, d int) int {
		if v <= 0 {
			return d
		}
		return v
	}
	l.Connect, l.TLS = pick(l.Connect, d.Connect), pick(l.TLS, d.TLS)
	l.Headers, l.Total = pick(l.Headers, d.Headers), pick(l.Total, d.Total)
	l.HeaderBytes = int64(count(int(l.HeaderBytes), int(d.HeaderBytes)))
	l.WireBody, l.Body = int64(count(int(l.WireBody), int(d.WireBody))), int64(count(int(l.Body), int(d.Body)))
	l.Redirects, l.Items = count(l.Redirects, d.Redirects), count(l.Items, d.Items)
	l.Text, l.Depth = count(l.Text, d.Text), count(l.Depth, d.Depth)
	return l
}
