package main

import (
	"context"
	"errors"
	"fmt"
	"mime"
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

// listLimits bound one request for a list: OFAC's advanced file is 125 MB.
var listLimits = crawler.Limits{Headers: time.Minute, Total: 10 * time.Minute, WireBody: 200 << 20, Body: 250 << 20}

// updateLists reads lists one by one, so that one that cannot be had does not
// stand in the way of the others and a broken-off update goes on where it was.
// With no transport they are fetched by the guarded real network.
func (a *app) updateLists(ctx context.Context, transport http.RoundTripper, jobs []listJob, smaller bool) ([]pipeline.ListReport, error) {
	fetcher := crawler.NewFetcher(crawler.FetcherConfig{Transport: transport, AllowNet: a.cfg.allow, UserAgent: "demarche/" + version, Limits: listLimits,
		Delay: time.Second, Parallel: 1, Now: a.env.now, Log: a.log})
	defer fetcher.CloseIdle()
	reader := a.listReader()
	var reports []pipeline.ListReport
	for _, job := range jobs {
		var files pipeline.ListFiles
		var err error
		if job.path != "" {
			files, err = readListFiles(job, a.env.now())
		} else {
			fmt.Fprintf(a.env.stderr, "fetching %s\n", job.info.ID)
			files, err = a.fetchList(ctx, fetcher, job.info)
		}
		if ctx.Err() != nil {
			return reports, ctx.Err()
		}
		if err != nil {
			rep, err := reader.Failed(ctx, job.info.ID, err)
			if err != nil {
				return reports, err
			}
			reports = append(reports, rep)
			continue
		}
		files.Shrink = smaller
		done, err := reader.Update(ctx, []pipeline.ListFiles{files})
		if err != nil {
			return reports, err
		}
		reports = append(reports, done...)
	}
	return reports, nil
}

// readListFiles reads a list's file and the sister files beside it.
func readListFiles(job listJob, now time.Time) (pipeline.ListFiles, error) {
	in := pipeline.ListFiles{ID: job.info.ID, Address: job.path, Files: map[string]demarche.Document{}}
	for i, path := range append([]string{job.path}, sisterPaths(job.info, job.path)...) {
		body, err := os.ReadFile(path)
		if i > 0 && errors.Is(err, os.ErrNotExist) {
			continue // reported by the reader as missing
		}
		if errors.Is(err, os.ErrNotExist) {
			return in, fmt.Errorf("file %s does not exist: %w", path, demarche.ErrNotFound)
		}
		if err != nil {
			return in, fmt.Errorf("read list file: %w", err)
		}
		kind := mime.TypeByExtension(filepath.Ext(path))
		in.Files[filepath.Base(path)] = demarche.Document{URL: "file:" + filepath.Base(path), FinalURL: "file:" + filepath.Base(path), Fetched: now, Status: http.StatusOK, MediaType: kind, Body: body}
	}
	return in, nil
}

// sisterPaths are the sister files of a local file, whatever the case their
// names are written in.
func sisterPaths(info lists.Info, path string) []string {
	names := info.SisterNames(filepath.Base(path))
	if len(names) == 0 {
		return nil
	}
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		return nil
	}
	var out []string
	for _, e := range entries {
		if slices.ContainsFunc(names, func(n string) bool { return strings.EqualFold(n, e.Name()) }) {
			out = append(out, filepath.Join(filepath.Dir(path), e.Name()))
		}
	}
	return out
}

// fetchList tries the addresses of a list, the preferred one first.
func (a *app) fetchList(ctx context.Context, f *crawler.Fetcher, info lists.Info) (pipeline.ListFiles, error) {
	held, err := a.store.List(ctx, info.ID)
	if err != nil && !errors.Is(err, demarche.ErrNotFound) {
		return pipeline.ListFiles{}, err
	}
	var failed error
	for _, address := range info.Addresses {
		if failed != nil && isSister(info, address) {
			continue
		}
		in, err := fetchFiles(ctx, f, info, address, held)
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

// fetchFiles fetches one publication. When the main file is the one held, the
// answer says so and holds no files.
func fetchFiles(ctx context.Context, f *crawler.Fetcher, info lists.Info, address string, held demarche.ListState) (pipeline.ListFiles, error) {
	in := pipeline.ListFiles{ID: info.ID, Address: address, Files: map[string]demarche.Document{}, Validators: map[string][2]string{}}
	sisters := info.SisterNames(address)
	for _, addr := range append([]string{address}, sisters...) {
		req := crawler.Request{URL: addr, Source: demarche.Source{ID: info.ID, NoRobots: true}}
		if v, ok := held.Validators[addr]; ok && len(sisters) == 0 {
			req.ETag, req.LastModified = v[0], v[1]
		}
		ans, err := f.Get(ctx, req)
		if err != nil {
			return in, err
		}
		if ans.Status == http.StatusNotModified {
			in.NotModified, in.Validators = true, held.Validators
			return in, nil
		}
		if next := workbookIn(ans); next != "" && strings.Contains(info.Format, "XLSX") {
			if ans, err = f.Get(ctx, crawler.Request{URL: next, Source: req.Source}); err != nil {
				return in, err
			}
		}
		in.Validators[addr] = [2]string{ans.ETag, ans.LastModified}
		in.Files[fileName(addr)] = demarche.Document{URL: addr, FinalURL: ans.FinalURL, Fetched: ans.At, Status: ans.Status,
			Header:    map[string]string{"Content-Type": ans.Header.Get("Content-Type"), "ETag": ans.ETag, "Last-Modified": ans.LastModified},
			MediaType: ans.MediaType, Charset: ans.Charset, Body: ans.Body}
	}
	return in, nil
}

// fileName is the last part of an address, by which readers tell files apart.
func fileName(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	return u.Path[strings.LastIndexByte(u.Path, '/')+1:]
}

var workbookLink = regexp.MustCompile(`(?i)href="([^"]+\.xlsx)"`)

// workbookIn is the first workbook that a page offers, "" when the answer is no page.
func workbookIn(ans crawler.Answer) string {
	if ans.MediaType != "text/html" {
		return ""
	}
	m := workbookLink.FindSubmatch(ans.Body)
	base, err := url.Parse(ans.FinalURL)
	if m == nil || err != nil {
		return ""
	}
	next, err := base.Parse(string(m[1]))
	if err != nil {
		return ""
	}
	return next.String()
}

// listStatus is every list that can be read, with what is held of it.
func (a *app) listStatus(ctx context.Context) ([]listStatus, error) {
	held, err := a.store.Lists(ctx)
	if err != nil {
		return nil, err
	}
	var out []listStatus
	for _, info := range lists.All() {
		s := listStatus{ListState: demarche.ListState{ID: info.ID}, OptIn: info.OptIn, ByHand: info.ByHand}
		if i := slices.IndexFunc(held, func(h demarche.ListState) bool { return h.ID == info.ID }); i >= 0 {
			s.ListState = held[i]
		}
		s.Name, s.Authority, s.Licence = info.Name, info.Authority, info.Licence
		switch {
		case s.Version == "" && s.Error == "":
			s.State = "never read"
		case s.Error != "":
			s.State = "failing"
		case a.env.now().Sub(s.LastSeen) > staleAfter && !info.ByHand:
			s.State = "stale"
		default:
			s.State = "fresh"
		}
		out = append(out, s)
	}
	return out, nil
}
