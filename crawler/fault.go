package crawler

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"

	"code.dny.dev/ssrf"

	"demarche"
)

// Fault is a failed fetch: what kind of failure, with the status of the answer
// if there was one.
type Fault struct {
	Class  demarche.FetchClass
	Status int
	Err    error
}

func (f *Fault) Error() string { return f.Err.Error() }

// Unwrap gives the cause.
func (f *Fault) Unwrap() error { return f.Err }

func fault(class demarche.FetchClass, format string, args ...any) *Fault {
	return &Fault{Class: class, Err: fmt.Errorf(format, args...)}
}

// asFault gives the Fault in err's chain, or classes err as a network failure.
func asFault(err error) *Fault {
	var f *Fault
	if errors.As(err, &f) {
		return f
	}
	return &Fault{Class: classify(err), Err: err}
}

// classify tells the kinds of transport error apart.
func classify(err error) demarche.FetchClass {
	var (
		dns     *net.DNSError
		netErr  net.Error
		cert    *tls.CertificateVerificationError
		host    x509.HostnameError
		unknown x509.UnknownAuthorityError
		invalid x509.CertificateInvalidError
		record  tls.RecordHeaderError
		alert   tls.AlertError
	)
	text := err.Error()
	switch {
	case errors.Is(err, ssrf.ErrProhibitedIP), errors.Is(err, ssrf.ErrProhibitedNetwork), errors.Is(err, ssrf.ErrInvalidHostPort):
		return demarche.FetchPrivate
	case errors.As(err, &dns):
		return demarche.FetchDNS
	case errors.As(err, &cert), errors.As(err, &host), errors.As(err, &unknown), errors.As(err, &invalid),
		errors.As(err, &record), errors.As(err, &alert),
		strings.Contains(text, "tls: "), strings.Contains(text, "TLS handshake"), strings.Contains(text, "HTTP response to HTTPS client"):
		return demarche.FetchTLS
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &netErr) && netErr.Timeout():
		return demarche.FetchTimeout
	case strings.Contains(text, "headers exceeded"):
		return demarche.FetchTooLarge
	case strings.Contains(text, "malformed HTTP"), strings.Contains(text, "malformed MIME header"):
		return demarche.FetchUnparseable
	}
	return demarche.FetchNetwork
}

// classifyStatus classes an answer by its status alone; "" is for 2xx and 304.
func classifyStatus(status int) demarche.FetchClass {
	switch {
	case status == http.StatusNotModified || status >= 200 && status < 300:
		return ""
	case status == http.StatusNotFound || status == http.StatusGone:
		return demarche.FetchGone
	case status == http.StatusTooManyRequests || status == http.StatusRequestTimeout || status >= 500:
		return demarche.FetchServer
	}
	return demarche.FetchBlocked
}

// Advice is the way out of a failure of this class, in words for the operator.
func Advice(class demarche.FetchClass) string {
	switch class {
	case demarche.FetchItems, demarche.FetchNotModified, demarche.FetchEmpty:
		return ""
	case demarche.FetchHTML:
		return "The address answers with a web page, not a feed. Open it in a browser, look for the feed's new address and change url in the source's file, or read the page with format = \"html\" and selectors."
	case demarche.FetchUnparseable:
		return "The answer is neither a feed nor a page. Look at its first bytes on the sources page; the publisher may have a broken export, or the address may be wrong."
	case demarche.FetchBlocked:
		return "The publisher refuses programs at this address. Ask it for access, try another of its feeds, or set enabled = false with the reason."
	case demarche.FetchRobots:
		return "The site's robots.txt forbids this address. Choose another address; with the publisher's leave, set no_robots = true for this source."
	case demarche.FetchMoved:
		return "The feed's address redirects to something that is not the feed. Find the new address and change url in the source's file."
	case demarche.FetchGone:
		return "There is nothing at this address any more. Find the new address and change url in the source's file, or set enabled = false with the reason."
	case demarche.FetchChanged:
		return "The page answers but its layout no longer fits the selectors. Compare the page with the selectors using \"demarche sources test\" and correct them."
	case demarche.FetchServer:
		return "The publisher's server is in trouble or asks for fewer requests. It is asked again later, ever more rarely; nothing to do unless this lasts for days."
	case demarche.FetchTLS:
		return "The site's certificate or encryption is not acceptable, so nothing was read. Check the address in a browser and the clock of this machine."
	case demarche.FetchDNS:
		return "The host's name is not known. Check this machine's network and name server, then the spelling of the address."
	case demarche.FetchTimeout:
		return "No complete answer in time. Check the network; some sites drop unknown clients silently, then http1 = true may help."
	case demarche.FetchNetwork:
		return "The connection failed. Check this machine's network and whether the host is up."
	case demarche.FetchTooLarge:
		return "The answer is larger than the limit. If it is genuine, raise the limit in the configuration."
	case demarche.FetchPrivate:
		return "The address leads into a private network, which is refused. If that is meant, allow the network with --allow-net."
	}
	return ""
}
