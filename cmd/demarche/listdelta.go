package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"time"

	"demarche"
	"demarche/crawler"
	"demarche/lists"
	"demarche/pipeline"
)

// deltasAtOnce bounds how many files of changes are fetched for one new version.
const deltasAtOnce = 25

// deltaFetcher fetches OFAC's own files of changes: history/YEAR names the
// publications of a year, and each stands under its number.
type deltaFetcher struct {
	lists   *listFetcher
	years   map[int][]publication
	fetched map[int]pipeline.ListFile
}

// publication is one of the publications of a year.
type publication struct {
	ID   int    `json:"publicationID"`
	Date string `json:"datePublished"` // "2026-01-15T10:30:00.123", in Washington
}

func (p publication) day() string { return p.Date[:min(len(p.Date), len(time.DateOnly))] }

// since gives the files of changes since the version of a list that is held, and
// the number of the newest there is. Without them changes are found all the same,
// so that nothing here is a reason to fail.
func (d *deltaFetcher) since(ctx context.Context, info lists.Info, held demarche.ListState) ([]pipeline.ListFile, int) {
	if info.Deltas == "" {
		return nil, 0
	}
	files, last, err := d.read(ctx, info, held)
	if err != nil && ctx.Err() == nil {
		d.lists.bar.say("%s: the publisher's own files of changes cannot be had, changes are dated by the list alone: %v", info.ID, err)
	}
	return files, last
}

func (d *deltaFetcher) read(ctx context.Context, info lists.Info, held demarche.ListState) ([]pipeline.ListFile, int, error) {
	now := d.lists.app.env.now().UTC()
	from := now.Year()
	if day, err := time.Parse(time.DateOnly, held.Date); err == nil && day.Year() == from-1 {
		from--
	}
	var news []publication
	last := held.Delta.Last
	for year := from; year <= now.Year(); year++ {
		list, err := d.year(ctx, info, year)
		if err != nil {
			return nil, 0, err
		}
		for _, p := range list {
			last = max(last, p.ID)
			if held.Version != "" && (held.Delta.Last > 0 && p.ID > held.Delta.Last || held.Delta.Last == 0 && p.day() > cmp.Or(held.Date, "9999")) {
				news = append(news, p)
			}
		}
	}
	slices.SortFunc(news, func(a, b publication) int { return cmp.Compare(a.ID, b.ID) })
	news = news[max(0, len(news)-deltasAtOnce):]
	var out []pipeline.ListFile
	for _, p := range news {
		f, err := d.file(ctx, info, p.ID)
		if err != nil {
			return out, 0, err // asked for again with the next version
		}
		out = append(out, f)
	}
	return out, last, nil
}

func (d *deltaFetcher) year(ctx context.Context, info lists.Info, year int) ([]publication, error) {
	if list, ok := d.years[year]; ok {
		return list, nil
	}
	address := fmt.Sprintf("%shistory/%d", info.Deltas, year)
	_, path, err := d.lists.get(ctx, "us-ofac-changes", crawler.Request{URL: address, Source: demarche.Source{ID: info.ID, NoRobots: true}})
	if err != nil {
		return nil, err
	}
	body, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read publications of %d: %w", year, err)
	}
	var list []publication
	if err := json.Unmarshal(body, &list); err != nil {
		return nil, fmt.Errorf("read publications of %d at %s: %w", year, address, err)
	}
	if d.years == nil {
		d.years = map[int][]publication{}
	}
	d.years[year] = list
	return list, nil
}

func (d *deltaFetcher) file(ctx context.Context, info lists.Info, id int) (pipeline.ListFile, error) {
	if f, ok := d.fetched[id]; ok {
		return f, nil
	}
	address := fmt.Sprintf("%s%d", info.Deltas, id)
	got, path, err := d.lists.get(ctx, "us-ofac-changes", crawler.Request{URL: address, Source: demarche.Source{ID: info.ID, NoRobots: true}})
	if err != nil {
		return pipeline.ListFile{}, err
	}
	if d.fetched == nil {
		d.fetched = map[int]pipeline.ListFile{}
	}
	d.fetched[id] = listFile(address, got, path)
	return d.fetched[id], nil
}
