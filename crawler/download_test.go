package crawler

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"demarche"
)

// cutter serves one file and cuts the line after so many bytes of an answer.
type cutter struct {
	body   []byte
	etag   string
	header http.Header
	cut    int // bytes of each answer; 0 for all
	ranges []string
	plain  bool // knows nothing of ranges
}

func (c *cutter) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c.ranges = append(c.ranges, r.Header.Get("Range"))
	for k, v := range c.header {
		w.Header()[k] = v
	}
	if c.etag != "" {
		w.Header().Set("ETag", c.etag)
	}
	body, status := c.body, http.StatusOK
	var from int
	if _, err := fmt.Sscanf(r.Header.Get("Range"), "bytes=%d-", &from); err == nil && !c.plain && r.Header.Get("If-Range") == c.etag {
		if from >= len(body) {
			w.WriteHeader(http.StatusRequestedRangeNotSatisfiable)
			return
		}
		w.Header().Set("Content-Range", fmt.Sprintf("bytes %d-%d/%d", from, len(body)-1, len(body)))
		body, status = body[from:], http.StatusPartialContent
	}
	w.Header().Set("Content-Length", fmt.Sprint(len(body)))
	w.WriteHeader(status)
	if c.cut > 0 && c.cut < len(body) {
		_, _ = w.Write(body[:c.cut])
		w.(http.Flusher).Flush()
		panic(http.ErrAbortHandler)
	}
	_, _ = w.Write(body)
}

func downloader(t *testing.T, h http.Handler) (*Fetcher, string) {
	t.Helper()
	srv := httptest.NewServer(h)
	t.Cleanup(srv.Close)
	f := NewFetcher(FetcherConfig{UserAgent: "test", AllowNet: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, Delay: time.Millisecond, Limits: Limits{WireBody: 1 << 20, Body: 1 << 20}})
	t.Cleanup(f.CloseIdle)
	return f, srv.URL
}

// get is a request to a host that needs no robots.txt.
func getOf(address string) Request {
	return Request{URL: address, Source: demarche.Source{ID: "x", NoRobots: true}}
}

func TestDownload(t *testing.T) {
	whole := bytes.Repeat([]byte("0123456789abcdef"), 4000)
	digest := func(b []byte) http.Header {
		sum := sha256.Sum256(b)
		return http.Header{"Repr-Digest": {"sha-256=:" + base64.StdEncoding.EncodeToString(sum[:]) + ":"}}
	}
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	_, _ = z.Write(whole)
	z.Close()
	tests := []struct {
		name     string
		server   *cutter
		requests int
		fault    string
	}{
		{"whole", &cutter{body: whole, etag: `"1"`}, 1, ""},
		{"cut twice", &cutter{body: whole, etag: `"1"`, cut: 30000, header: digest(whole)}, 3, ""},
		{"cut, without a validator", &cutter{body: whole, cut: 30000}, 1, "unexpected EOF"},
		{"cut, with a weak validator", &cutter{body: whole, etag: `W/"1"`, cut: 30000}, 1, "unexpected EOF"},
		{"cut, and ranges are not known", &cutter{body: whole, etag: `"1"`, cut: 30000, plain: true}, 1 + resumes, "unexpected EOF"},
		{"checksum", &cutter{body: whole, etag: `"1"`, header: digest(whole)}, 1, ""},
		{"wrong checksum", &cutter{body: whole, etag: `"1"`, header: digest(whole[1:])}, 1, "damaged download"},
		{"packed", &cutter{body: packed.Bytes(), etag: `"1"`, header: http.Header{"Content-Encoding": {"gzip"}}}, 1, ""},
		{"packed and damaged", &cutter{body: packed.Bytes()[:packed.Len()-9], etag: `"1"`, header: http.Header{"Content-Encoding": {"gzip"}}}, 1, "damaged gzip data"},
		{"too large", &cutter{body: bytes.Repeat(whole, 20), etag: `"1"`}, 1, "larger than"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f, address := downloader(t, tt.server)
			path := filepath.Join(t.TempDir(), "file")
			var told int64
			got, err := f.Download(t.Context(), getOf(address), path, func(done, _ int64) { told = done })
			if len(tt.server.ranges) != tt.requests {
				t.Errorf("asked %d times: %q", len(tt.server.ranges), tt.server.ranges)
			}
			if tt.fault != "" {
				if err == nil || !strings.Contains(err.Error(), tt.fault) {
					t.Fatalf("%v, want %q", err, tt.fault)
				}
				if _, err := os.Stat(path); err == nil {
					t.Error("a broken file was left")
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			have, err := os.ReadFile(path)
			if err != nil || !bytes.Equal(have, whole) || got.Size != int64(len(whole)) || got.Hash != demarche.NewDocumentHash(whole) || told != int64(len(tt.server.body)) {
				t.Errorf("%d bytes, told of %d, %+v, %v", len(have), told, got, err)
			}
			if left, _ := filepath.Glob(path + ".part*"); len(left) > 0 {
				t.Errorf("left behind: %v", left)
			}
		})
	}
}

// TestDownloadLater: what one run left behind is taken up by the next, unless
// the file has changed meanwhile.
func TestDownloadLater(t *testing.T) {
	whole := bytes.Repeat([]byte("0123456789abcdef"), 4000)
	for name, changed := range map[string]bool{"the same file": false, "another file": true} {
		t.Run(name, func(t *testing.T) {
			srv := &cutter{body: whole, etag: `"1"`, cut: 9000}
			f, address := downloader(t, srv)
			path := filepath.Join(t.TempDir(), "file")
			if _, err := f.Download(t.Context(), getOf(address), path, nil); err == nil {
				t.Fatal("cut six times, and no error")
			}
			srv.cut, srv.ranges = 0, nil
			want := whole
			if changed {
				want = bytes.ToUpper(whole)
				srv.body, srv.etag = want, `"2"`
			}
			got, err := f.Download(t.Context(), getOf(address), path, nil)
			have, _ := os.ReadFile(path)
			if err != nil || !bytes.Equal(have, want) || srv.ranges[0] != "bytes=54000-" || got.Resumed != 54000 {
				t.Errorf("%d bytes, %+v, asked for %q, %v", len(have), got, srv.ranges, err)
			}
		})
	}
}

// TestDownloadNotModified: nothing is written when the file held is the newest.
func TestDownloadNotModified(t *testing.T) {
	f, address := downloader(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("If-None-Match") == `"1"` {
			w.WriteHeader(http.StatusNotModified)
		}
	}))
	path := filepath.Join(t.TempDir(), "file")
	req := getOf(address)
	req.ETag = `"1"`
	got, err := f.Download(t.Context(), req, path, nil)
	if err != nil || got.Status != http.StatusNotModified {
		t.Errorf("%+v, %v", got, err)
	}
	if left, _ := filepath.Glob(path + "*"); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}
