package main

import (
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"demarche"
	"demarche/lists"
	"demarche/pipeline"
)

// readListFiles takes a list's file, the sister files beside it, and OFAC's own
// files of changes since the version held, which lie beside it under the names
// that OFAC gives them.
func readListFiles(job listJob, held demarche.ListState, now time.Time) (pipeline.ListFiles, error) {
	in := pipeline.ListFiles{ID: job.info.ID, Address: job.path, Files: map[string]pipeline.ListFile{}}
	main, err := localFile(job.path, now)
	if err != nil {
		return in, err
	}
	in.Files[filepath.Base(job.path)] = main
	sisters, deltas := beside(job.info, job.path, held.Date)
	for _, path := range sisters { // one that is not there is reported by the reader as missing
		f, err := localFile(path, now)
		if err != nil {
			return in, err
		}
		in.Files[filepath.Base(path)] = f
	}
	for _, path := range deltas {
		f, err := localFile(path, now)
		if err != nil {
			return in, err
		}
		in.Deltas = append(in.Deltas, f)
	}
	return in, nil
}

// canRead says what stands in the way of reading a file that somebody named. A
// mistyped path is no fault of the list: nothing is read and nothing kept.
func canRead(path string) error {
	const untouched = "no list was read and nothing changed"
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return sentence{fmt.Sprintf("file %s does not exist; %s", path, untouched), demarche.ErrNotFound}
	case err == nil && info.IsDir():
		return sentence{fmt.Sprintf("%s is a folder, not a list's file; %s", path, untouched), demarche.ErrInvalid}
	case err == nil:
		var f *os.File
		if f, err = os.Open(path); err == nil {
			return f.Close()
		}
	}
	return sentence{fmt.Sprintf("file %s cannot be opened (%v); %s", path, err, untouched), demarche.ErrInvalid}
}

// localFile sums a file up. Where a file of the same name and .sha256 lies beside
// it, the sums must agree.
func localFile(path string, now time.Time) (pipeline.ListFile, error) {
	f, err := os.Open(path)
	if err != nil {
		return pipeline.ListFile{}, err
	}
	defer f.Close()
	sum := demarche.NewDocumentSum()
	size, err := io.Copy(sum, f)
	if err != nil {
		return pipeline.ListFile{}, fmt.Errorf("read list file: %w", err)
	}
	hash := demarche.DocumentHash(sum)
	if given, err := os.ReadFile(path + ".sha256"); err == nil {
		want := append(strings.Fields(strings.ToLower(string(given))), "nothing")[0]
		if "sha256-"+want != hash {
			return pipeline.ListFile{}, fmt.Errorf("file %s has the SHA-256 %s, and %s.sha256 says %s: taken for a damaged copy", path, strings.TrimPrefix(hash, "sha256-"), path, want)
		}
	}
	name := "file:" + filepath.Base(path)
	return pipeline.ListFile{
		Document: demarche.Document{Hash: hash, URL: name, FinalURL: name, Fetched: now, Status: http.StatusOK, MediaType: mime.TypeByExtension(filepath.Ext(path))},
		Size:     size, Open: func() (io.ReadCloser, error) { return os.Open(path) }}, nil
}

// deltaName is how OFAC names its files of changes.
var deltaName = regexp.MustCompile(`^(\d{4}-\d{2}-\d{2})_delta\.xml$`)

// beside finds the files that belong to a local file: its sisters, whatever the
// case their names are written in, and files of changes after a day.
func beside(info lists.Info, path, after string) (sisters, deltas []string) {
	names := info.SisterNames(filepath.Base(path))
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		return nil, nil
	}
	for _, e := range entries {
		full := filepath.Join(filepath.Dir(path), e.Name())
		if slices.ContainsFunc(names, func(n string) bool { return strings.EqualFold(n, e.Name()) }) {
			sisters = append(sisters, full)
		}
		if m := deltaName.FindStringSubmatch(e.Name()); m != nil && info.Deltas != "" && after != "" && m[1] > after {
			deltas = append(deltas, full)
		}
	}
	return sisters, deltas
}
