package fakenet

import (
	"crypto/tls"
	"crypto/x509"
	"net"
	"net/http"
	"os"
	"strconv"
	"syscall"
)

// The ways a request can fail below HTTP, as the rules spell them.
const (
	failRefused = "refused"
	failDNS     = "dns"
	failTimeout = "timeout"
	failReset   = "reset"
	failTLS     = "tls"
)

func isFailure(word string) bool {
	switch word {
	case failRefused, failDNS, failTimeout, failReset, failTLS:
		return true
	}
	return false
}

// failure is the error that net/http's own transport would give: the same types
// in the same wrapping, so that callers can tell the cases apart as they do on
// the real network. Addresses are from TEST-NET-1 (RFC 5737).
func failure(kind string, req *http.Request) error {
	port := 443
	if req.URL.Scheme == "http" {
		port = 80
	}
	if p, err := strconv.Atoi(req.URL.Port()); err == nil {
		port = p
	}
	addr := &net.TCPAddr{IP: net.IPv4(192, 0, 2, 1), Port: port}
	switch kind {
	case failDNS:
		return &net.OpError{Op: "dial", Net: "tcp", Err: &net.DNSError{Err: "no such host", Name: req.URL.Hostname(), IsNotFound: true}}
	case failTimeout:
		return &net.OpError{Op: "dial", Net: "tcp", Addr: addr, Err: os.ErrDeadlineExceeded}
	case failReset:
		return &net.OpError{Op: "read", Net: "tcp", Addr: addr, Err: os.NewSyscallError("read", syscall.ECONNRESET)}
	case failTLS:
		return &tls.CertificateVerificationError{Err: x509.UnknownAuthorityError{}}
	}
	return &net.OpError{Op: "dial", Net: "tcp", Addr: addr, Err: os.NewSyscallError("connect", syscall.ECONNREFUSED)}
}
