package crawler

import (
	"context"
	"net"
	"net/http"
	"net/netip"

	"code.dny.dev/ssrf"
)

// newGuard makes the check that every connection passes after its name was
// resolved, so that neither redirects nor changing DNS answers get round it:
// only public addresses, and those of allow. Ports are free, because feeds are
// published on all sorts.
func newGuard(allow []netip.Prefix) *ssrf.Guardian {
	var v4, v6 []netip.Prefix
	for _, p := range allow {
		if p.Addr().Is4() {
			v4 = append(v4, p.Masked())
		} else {
			v6 = append(v6, p.Masked())
		}
	}
	return ssrf.New(ssrf.WithAnyPort(), ssrf.WithAllowedV4Prefixes(v4...), ssrf.WithAllowedV6Prefixes(v6...))
}

// newTransport makes the real network: guarded, with the limits on connecting
// and headers, without proxies and without transparent decompression.
func newTransport(lim Limits, allow []netip.Prefix, resolver *net.Resolver, http1 bool) *http.Transport {
	dialer := &net.Dialer{Timeout: lim.Connect, Control: newGuard(allow).Safe, Resolver: resolver}
	t := &http.Transport{
		DialContext: func(ctx context.Context, network, addr string) (net.Conn, error) {
			return dialer.DialContext(ctx, network, addr)
		},
		TLSHandshakeTimeout:    lim.TLS,
		ResponseHeaderTimeout:  lim.Headers,
		MaxResponseHeaderBytes: lim.HeaderBytes,
		DisableCompression:     true,
		MaxIdleConnsPerHost:    1,
		MaxIdleConns:           64,
		IdleConnTimeout:        idleConn,
		Protocols:              new(http.Protocols),
	}
	t.Protocols.SetHTTP1(true)
	t.Protocols.SetHTTP2(!http1)
	return t
}
