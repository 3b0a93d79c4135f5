package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"demarche"
	"demarche/crawler"
	"demarche/lists"
	"demarche/pipeline"
)

// listLimits bound one request for a list: OFAC's advanced file is 125 MB, and
// has been seen to come at 190 kB/s; what is not there in time is asked for again
// from where it was.
var listLimits = crawler.Limits{Headers: 2 * time.Minute, Total: 10 * time.Minute, WireBody: 250 << 20, Body: 250 << 20}

// listPauses are waited for before a server that fails is asked again: the EU's
// has bursts of status 500.
var listPauses = []time.Duration{10 * time.Second, 40 * time.Second}

// listFetcher fetches the files of lists into a folder.
type listFetcher struct {
	app    *app
	http   *crawler.Fetcher
	dir    string
	pauses []time.Duration
	bar    *listBar
	deltas *deltaFetcher
}

func (a *app) newListFetcher(transport http.RoundTripper, bar *listBar) *listFetcher {
	f := &listFetcher{app: a, dir: filepath.Join(a.env.flags.Data, "downloads"), pauses: listPauses, bar: bar}
	f.http = crawler.NewFetcher(crawler.FetcherConfig{Transport: transport, AllowNet: a.cfg.allow, UserAgent: "demarche/" + version, Limits: listLimits,
		Delay: time.Second, Parallel: 1, Now: a.env.now, Log: a.log})
	f.deltas = &deltaFetcher{lists: f}
	return f
}

// fetch tries the addresses of a list, the preferred one first.
func (f *listFetcher) fetch(ctx context.Context, info lists.Info) (pipeline.ListFiles, error) {
	held, err := f.app.store.List(ctx, info.ID)
	if err != nil && !errors.Is(err, demarche.ErrNotFound) {
		return pipeline.ListFiles{}, err
	}
	var failed error
	for _, address := range info.Addresses {
		if failed != nil && isSister(info, address) {
			continue
		}
		in, err := f.publication(ctx, info, address, held)
		if err == nil && !in.NotModified {
			in.Deltas, in.DeltaLast = f.deltas.since(ctx, info, held)
		}
		if err == nil || ctx.Err() != nil {
			return in, err
		}
		failed = errors.Join(failed, err)
	}
	return pipeline.ListFiles{}, failed
}

func isSister(info lists.Info, address string) bool {
	return slices.ContainsFunc(info.Sisters, func(end string) bool { return strings.HasSuffix(strings.ToLower(address), end) })
}

// publication fetches one publication. When the main file is the one held, the
// answer says so and holds no files.
func (f *listFetcher) publication(ctx context.Context, info lists.Info, address string, held demarche.ListState) (pipeline.ListFiles, error) {
	in := pipeline.ListFiles{ID: info.ID, Address: address, Files: map[string]pipeline.ListFile{}, Validators: map[string][2]string{}}
	sisters := info.SisterNames(address)
	for _, addr := range append([]string{address}, sisters...) {
		req := crawler.Request{URL: addr, Source: demarche.Source{ID: info.ID, NoRobots: true}}
		if v, ok := held.Validators[addr]; ok && len(sisters) == 0 && held.Reader == lists.Version {
			req.ETag, req.LastModified = v[0], v[1]
		}
		got, path, err := f.get(ctx, info.ID, req)
		if err != nil {
			return in, err
		}
		if got.Status == http.StatusNotModified {
			in.NotModified, in.Validators = true, held.Validators
			return in, nil
		}
		in.Validators[addr] = [2]string{got.ETag, got.LastModified}
		if next := workbookIn(got, path); next != "" && strings.Contains(info.Format, "XLSX") {
			if got, path, err = f.get(ctx, info.ID, crawler.Request{URL: next, Source: req.Source}); err != nil {
				return in, err
			}
		}
		in.Files[fileName(addr)] = listFile(addr, got, path)
	}
	return in, nil
}

// get fetches one file. A server that fails is asked again after a while.
func (f *listFetcher) get(ctx context.Context, list string, req crawler.Request) (crawler.Downloaded, string, error) {
	dir := filepath.Join(f.dir, list)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return crawler.Downloaded{}, "", fmt.Errorf("make folder for downloads: %w", err)
	}
	path := filepath.Join(dir, fileName(req.URL))
	for try := 0; ; try++ {
		got, err := f.http.Download(ctx, req, path, func(done, total int64) { f.bar.bytes(list, "fetching", done, total) })
		var flt *crawler.Fault
		if err == nil || ctx.Err() != nil || !errors.As(err, &flt) || flt.Status < 500 || try >= len(f.pauses) {
			return got, path, err
		}
		f.bar.say("%s: %v; asking again in %s", list, err, f.pauses[try])
		select {
		case <-ctx.Done():
			return got, path, ctx.Err()
		case <-time.After(f.pauses[try]):
		}
	}
}

// listFile is a file as it was fetched.
func listFile(address string, got crawler.Downloaded, path string) pipeline.ListFile {
	header := map[string]string{"Content-Type": got.Header.Get("Content-Type"), "ETag": got.ETag, "Last-Modified": got.LastModified}
	return pipeline.ListFile{
		Document: demarche.Document{Hash: got.Hash, URL: address, FinalURL: unsigned(got.FinalURL), Fetched: got.At, Status: got.Status, Header: header, MediaType: got.MediaType, Charset: got.Charset},
		Size:     got.Size, Open: func() (io.ReadCloser, error) { return os.Open(path) }}
}

// unsigned is an address without its query when that is a signature, which gives
// access and is worth nothing later.
func unsigned(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.RawQuery == "" {
		return address
	}
	for key := range u.Query() {
		if k := strings.ToLower(key); strings.HasPrefix(k, "x-amz-") || strings.HasPrefix(k, "x-goog-") || k == "sig" || k == "signature" {
			u.RawQuery = ""
			return u.String()
		}
	}
	return address
}

// fileName is the last part of an address, by which readers tell files apart.
func fileName(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return "file"
	}
	name := u.Path[strings.LastIndexByte(u.Path, '/')+1:]
	if name == "" || name == "." || name == ".." {
		return "file"
	}
	return name
}

var workbookLink = regexp.MustCompile(`(?i)href="([^"]+\.xlsx)"`)

// workbookIn is the first workbook that a page offers, "" when the file is no page.
func workbookIn(got crawler.Downloaded, path string) string {
	if got.MediaType != "text/html" {
		return ""
	}
	file, err := os.Open(path)
	if err != nil {
		return ""
	}
	defer file.Close()
	body, err := io.ReadAll(io.LimitReader(file, 2<<20))
	if err != nil {
		return ""
	}
	m := workbookLink.FindSubmatch(body)
	base, err := url.Parse(got.FinalURL)
	if m == nil || err != nil {
		return ""
	}
	next, err := base.Parse(string(m[1]))
	if err != nil {
		return ""
	}
	return next.String()
}
