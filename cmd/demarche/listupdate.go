package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"runtime/debug"

	"demarche"
	"demarche/lists"
	"demarche/pipeline"
)

// listJob is one list to read: from a file, or by network when path is "".
type listJob struct {
	info lists.Info
	path string
}

// updateLists brings lists up to date, one by one, so that one that cannot be had
// does not stand in the way of the others and a broken-off update goes on where
// it was. Lists whose entries share their numbers are read together. With no
// transport they are fetched by the guarded real network; bar may be nil.
func (a *app) updateLists(ctx context.Context, transport http.RoundTripper, bar *listBar, jobs []listJob, smaller bool) ([]pipeline.ListReport, error) {
	release, err := a.lockLists()
	if err != nil {
		return nil, err
	}
	defer release()
	defer bar.done()
	f := a.newListFetcher(transport, bar)
	defer f.http.CloseIdle()
	reader := a.listReader(bar)
	var reports []pipeline.ListReport
	for _, group := range groupJobs(jobs) {
		var in []pipeline.ListFiles
		for _, job := range group {
			files, err := a.filesOf(ctx, f, job)
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
			in = append(in, files)
		}
		done, err := reader.Update(ctx, in)
		if err != nil {
			return reports, err
		}
		reports = append(reports, done...)
		f.clean(group)
	}
	bar.bytes("", "joining entries of several lists", 0, -1)
	err = reader.Join(ctx)
	debug.FreeOSMemory() // reading leaves much behind, and the next reading is hours away
	return reports, err
}

// filesOf fetches a list or takes it from a file.
func (a *app) filesOf(ctx context.Context, f *listFetcher, job listJob) (pipeline.ListFiles, error) {
	if job.path == "" {
		f.bar.say("fetching %s", job.info.ID)
		return f.fetch(ctx, job.info)
	}
	held, err := a.store.List(ctx, job.info.ID)
	if err != nil && !errors.Is(err, demarche.ErrNotFound) {
		return pipeline.ListFiles{}, err
	}
	return readListFiles(job, held, a.env.now())
}

// groupJobs puts lists whose entries share their numbers together.
func groupJobs(jobs []listJob) [][]listJob {
	at := map[string]int{}
	var out [][]listJob
	for _, job := range jobs {
		if i, ok := at[job.info.Numbers]; ok && job.info.Numbers != "" {
			out[i] = append(out[i], job)
			continue
		}
		at[job.info.Numbers] = len(out)
		out = append(out, []listJob{job})
	}
	return out
}

// clean removes what was fetched and read; what was broken off stays, to be gone
// on with.
func (f *listFetcher) clean(jobs []listJob) {
	dirs := []string{"us-ofac-changes"}
	for _, job := range jobs {
		dirs = append(dirs, job.info.ID)
	}
	for _, dir := range dirs {
		files, _ := filepath.Glob(filepath.Join(f.dir, dir, "*"))
		for _, name := range files {
			if ext := filepath.Ext(name); ext != ".part" && filepath.Ext(name[:len(name)-len(ext)]) != ".part" {
				os.Remove(name)
			}
		}
		os.Remove(filepath.Join(f.dir, dir)) // when it is empty
	}
}

// lockLists keeps two processes from reading lists into one folder at once: both
// would find the same changes.
func (a *app) lockLists() (release func(), err error) {
	dir := filepath.Join(a.env.flags.Data, "downloads")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("make folder for downloads: %w", err)
	}
	f, err := os.OpenFile(filepath.Join(dir, "lists.lock"), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open lock of the lists: %w", err)
	}
	held, err := tryLock(f)
	if err == nil && !held {
		err = sentence{"lists are being updated by another process on this data folder: wait until it is done", demarche.ErrConflict}
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return func() { f.Close() }, nil
}

// listAddresses gives lists the addresses that the configuration or a flag names
// for them, in place of those where they are published. OFAC's files of changes
// are named as us-ofac-changes.
func listAddresses(info lists.Info, given map[string]string) lists.Info {
	if address := given[info.ID]; address != "" {
		info.Addresses, info.Deltas = []string{address}, ""
	}
	if address := given[ofacChanges]; address != "" && info.Numbers == "ofac" {
		info.Deltas = address
	}
	return info
}

const ofacChanges = "us-ofac-changes"

// checkListAddresses tells which of the addresses name no list.
func checkListAddresses(given map[string]string) []error {
	var faults []error
	for id, address := range given {
		if info, ok := lists.Lookup(id); id != ofacChanges && (!ok || info.ByHand) {
			faults = append(faults, fmt.Errorf("lists: %q is no list that is fetched: see demarche lists status", id))
		}
		if !webAddress(address) {
			faults = append(faults, fmt.Errorf("lists: %s = %q: want an address such as https://example.org/file.xml", id, address))
		}
	}
	return faults
}
