package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"demarche"
	"demarche/index"
	"demarche/index/bleve"
	"demarche/index/corpus"
	"demarche/store"
)

// ours is the product's own store, index and searcher. Facts come ready from the
// corpus: extraction, linking and grouping are measured with the program itself.
type ours struct {
	store    *store.Store
	engine   *bleve.Engine
	searcher *index.Searcher
	sources  map[string]bool // those in the store
	seq      int64
}

func openOurs(ctx context.Context, dir string) (*ours, error) {
	s, err := store.Open(ctx, store.Config{URL: "sqlite:" + dir})
	if err != nil {
		return nil, err
	}
	e, err := bleve.Open(bleve.Config{Dir: filepath.Join(dir, "index"), Budget: time.Minute})
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return &ours{store: s, engine: e, searcher: index.NewSearcher(index.SearcherConfig{Engine: e, Store: s}), sources: map[string]bool{}}, nil
}

func (o *ours) add(ctx context.Context, articles []corpus.Article) error {
	docs := make([]index.Doc, len(articles))
	out := demarche.Outcome{Owner: "bench"}
	var in demarche.Fetched
	var sources []demarche.Source
	for i := range articles {
		a := &articles[i]
		docs[i] = a.Doc()
		if !o.sources[a.Source] {
			o.sources[a.Source] = true
			sources = append(sources, demarche.Source{ID: a.Source, Name: a.Source, Kind: a.Kind, Republish: demarche.RepublishExcerpt})
		}
		hash := demarche.NewDocumentHash([]byte(a.Text))
		in.Items = append(in.Items, demarche.FetchedItem{
			Item: demarche.Item{Source: a.Source, Key: a.URL(), URL: a.URL(), Title: a.Title, Lang: a.Lang, Published: demarche.Published{Time: a.Published}},
			Document: &demarche.Document{Hash: hash, URL: a.URL(), FinalURL: a.URL(), Fetched: a.Published, Status: 200,
				MediaType: "text/plain", Charset: "utf-8", Body: []byte(a.Text)}})
		facts, err := json.Marshal(a.Facts())
		if err != nil {
			return err
		}
		o.seq++
		out.Revisions = append(out.Revisions, demarche.RevisionWrite{Seq: o.seq, Upto: o.seq,
			Revision: demarche.Revision{Item: a.ID(), N: 1, Document: hash, Title: a.Title, Text: a.Text, Lang: a.Lang, Seen: a.Published}})
		out.Annotations = append(out.Annotations, demarche.Annotation{Item: a.ID(), Step: "extract", Version: 1, Data: facts})
	}
	if err := o.store.SyncSources(ctx, sources); err != nil {
		return err
	}
	if _, err := o.store.PutFetched(ctx, in); err != nil {
		return err
	}
	if err := o.store.Commit(ctx, out); err != nil {
		return err
	}
	return o.engine.Apply(ctx, docs, index.State{Store: "bench", Version: index.Version, Cursor: o.seq})
}

func (o *ours) finish(context.Context) error { return nil }

func (o *ours) ask(ctx context.Context, q corpus.Question) (answer, error) {
	query, err := q.Query()
	if err != nil {
		return answer{}, err
	}
	r, err := o.searcher.Search(ctx, query)
	if err != nil {
		return answer{}, fmt.Errorf("%s: %w", query.Text, err)
	}
	a := answer{total: r.Total, hits: len(r.Hits)}
	for _, h := range r.Hits {
		if strings.Contains(string(h.Snippet), "<mark>") {
			a.marked++
		}
	}
	return a, nil
}

func (o *ours) close() error { return errors.Join(o.engine.Close(), o.store.Close()) }
