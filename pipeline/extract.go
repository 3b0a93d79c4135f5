package pipeline

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"runtime"
	"strings"
	"sync"

	"demarche"
	"demarche/extract"
)

// readAtOnce is how many items' documents are held in memory together.
const readAtOnce = 64

// extract is the extract step: documents become revisions, the newest revision
// becomes facts. Items are read in parallel; one that makes a reader panic is
// recorded with its error and the rest goes on.
func (p *Pipeline) extract(ctx context.Context, job *job) error {
	for start := 0; start < len(job.works); start += readAtOnce {
		works := job.works[start:min(start+readAtOnce, len(job.works))]
		tasks, err := p.readings(ctx, works, job.again)
		if err != nil {
			return err
		}
		parallel(len(tasks), func(i int) { p.read(tasks[i]) })
		for _, r := range tasks {
			p.keep(r, job)
		}
	}
	return ctx.Err()
}

// parallel calls f for 0 … n-1 on all processors.
func parallel(n int, f func(int)) {
	var group sync.WaitGroup
	next := make(chan int)
	for range min(n, runtime.GOMAXPROCS(0)) {
		group.Go(func() {
			for i := range next {
				f(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	group.Wait()
}

// reading is one item being read: what it is read from and what came of it.
type reading struct {
	work   *work
	again  bool
	unread []demarche.ItemVersion
	held   []demarche.RevisionWrite // oldest first
	docs   map[string]demarche.Document

	writes map[int]demarche.RevisionWrite // by N: new and altered revisions
	newest demarche.RevisionWrite
	facts  demarche.Facts
	noText bool // the newest document holds no text
	errs   []string
}

// readings gathers what a set of items is read from, in three queries.
func (p *Pipeline) readings(ctx context.Context, works []*work, again bool) ([]*reading, error) {
	ids := make([]string, len(works))
	for i, w := range works {
		ids[i] = w.Item.ID
	}
	unread, err := p.cfg.Store.Unread(ctx, ids)
	if err != nil {
		return nil, err
	}
	var old []string // items whose revisions matter
	for _, w := range works {
		if len(w.Revisions) > 0 && (again || len(unread[w.Item.ID]) > 0) {
			old = append(old, w.Item.ID)
		}
	}
	held, err := p.cfg.Store.Revisions(ctx, old)
	if err != nil {
		return nil, err
	}
	want := map[string]bool{}
	for _, list := range unread {
		for _, v := range list {
			want[v.Document] = true
		}
	}
	for _, list := range held {
		for _, rev := range list {
			want[rev.Document] = want[rev.Document] || rev.Version != p.cfg.ExtractVersion
		}
	}
	delete(want, "")
	var hashes []string
	for hash, yes := range want {
		if yes {
			hashes = append(hashes, hash)
		}
	}
	docs, err := p.cfg.Store.Documents(ctx, hashes)
	if err != nil {
		return nil, err
	}
	tasks := make([]*reading, len(works))
	for i, w := range works {
		tasks[i] = &reading{work: w, again: again, unread: unread[w.Item.ID], held: held[w.Item.ID], docs: docs,
			writes: map[int]demarche.RevisionWrite{}}
	}
	return tasks, nil
}

// read makes the revisions and facts of one item. It touches nothing shared.
func (p *Pipeline) read(r *reading) {
	if len(r.unread) == 0 && !r.again && len(r.work.Revisions) > 0 {
		return // its page has vanished or the like: the text is what it was
	}
	p.reread(r)
	for _, v := range r.unread {
		p.readVersion(r, v)
	}
	if len(r.held) == 0 {
		return
	}
	r.newest = r.held[len(r.held)-1]
	p.readFacts(r)
	if lang := r.facts.Lang; lang != "" && lang != r.newest.Lang {
		r.newest.Lang = lang
		r.writes[r.newest.N] = r.newest
	}
}

// reread replaces the text of revisions made by another version, as far as
// their documents are kept. That is no edit: the revision stays the same one.
func (p *Pipeline) reread(r *reading) {
	for i, rev := range r.held {
		if rev.Version == p.cfg.ExtractVersion {
			continue
		}
		doc, ok := r.docs[rev.Document]
		if !ok && rev.Document != "" {
			continue
		}
		title := rev.Title
		if r.work.Item.Title == "" {
			title = ""
		}
		text := p.text(r, doc, title)
		if text.empty {
			text.Text = rev.Text
		}
		rev.Title, rev.Text, rev.Lang, rev.Authors, rev.Version = text.Title, text.Text, text.Lang, text.Authors, p.cfg.ExtractVersion
		r.held[i] = rev
		r.writes[rev.N] = rev
	}
}

// readVersion makes a revision of one document, if it reads differently from
// the newest one. A document that yields no text never replaces a text.
func (p *Pipeline) readVersion(r *reading, v demarche.ItemVersion) {
	text := p.text(r, r.docs[v.Document], v.Title)
	r.noText = text.empty
	if n := len(r.held); n > 0 {
		last := &r.held[n-1]
		if same := last.Title == text.Title && (last.Text == text.Text || text.empty); same {
			last.Upto = v.Seq
			r.writes[last.N] = *last
			return
		}
		if text.empty {
			text.Text = last.Text
		}
	}
	rev := demarche.RevisionWrite{Seq: v.Seq, Upto: v.Seq, Revision: demarche.Revision{
		Item: v.Item, N: len(r.held) + 1, Document: v.Document, Title: text.Title, Text: text.Text,
		Lang: text.Lang, Authors: text.Authors, Seen: v.Seen, Version: p.cfg.ExtractVersion}}
	r.held = append(r.held, rev)
	r.writes[rev.N] = rev
}

// reads is the text of a document with where it comes from.
type reads struct {
	demarche.Article
	empty bool // the document gave no text: Text is the listing's summary
}

// text reads a document. The listing's title goes before the page's. Without a
// document, or when it holds no text, the summary stands for it, else the title.
func (p *Pipeline) text(r *reading, doc demarche.Document, title string) reads {
	it, src := r.work.Item, r.work.Source
	var got reads
	if doc.Hash != "" {
		art, err := p.safeArticle(doc, src)
		if err != nil {
			r.errs = append(r.errs, err.Error())
		}
		got.Article = art
	}
	if title != "" {
		got.Title = title
	}
	if len(got.Authors) == 0 {
		got.Authors = it.Authors
	}
	got.Lang = firstOf(it.Lang, got.Lang, src.Lang)
	if strings.TrimSpace(got.Text) == "" {
		got.empty = true
		got.Text = firstOf(it.Summary, got.Title)
		if got.Text != "" && !strings.HasSuffix(got.Text, "\n") {
			got.Text += "\n"
		}
	}
	return got
}

func firstOf(list ...string) string {
	for _, s := range list {
		if strings.TrimSpace(s) != "" {
			return s
		}
	}
	return ""
}

func (p *Pipeline) safeArticle(doc demarche.Document, src demarche.Source) (art demarche.Article, err error) {
	defer func() {
		if v := recover(); v != nil {
			p.counts.panics.Add(1)
			art, err = demarche.Article{}, fmt.Errorf("article of document %s: panic: %v", doc.Hash, v)
		}
	}()
	contentType := firstOf(doc.Header["Content-Type"], doc.MediaType)
	art, err = p.cfg.Article(doc.Body, contentType, firstOf(doc.FinalURL, doc.URL), src.Article, src.Zone)
	if err != nil {
		err = fmt.Errorf("article of document %s: %w", doc.Hash, err)
	}
	return art, err
}

// readFacts extracts from the newest revision. When that panics the item keeps
// the facts it had.
func (p *Pipeline) readFacts(r *reading) {
	defer func() {
		if v := recover(); v != nil {
			p.counts.panics.Add(1)
			r.facts = r.work.Facts
			r.errs = append(r.errs, fmt.Sprintf("facts of revision %d: panic: %v", r.newest.N, v))
		}
	}()
	it, src := r.work.Item, r.work.Source
	r.facts = p.cfg.Extract(extract.Input{
		Title: r.newest.Title, Text: r.newest.Text, Lang: r.newest.Lang, Published: it.Published,
		Zone: src.Zone, Country: src.Country, Kind: src.Kind, Authority: src.Authority,
	})
	for _, c := range r.work.Changes {
		r.facts = changeFacts(c, r.facts)
	}
}

// keep adds what was read to the outcome and to the item in memory.
func (p *Pipeline) keep(r *reading, job *job) {
	if r.newest.N == 0 {
		return
	}
	p.counts.read.Add(1)
	w := r.work
	r.facts.Version = 0
	before := w.Facts
	before.Version = 0
	data, old := encode(r.facts), encode(before)
	rev := r.newest.Revision
	w.changed = len(w.Revisions) == 0 || !sameText(w.Revisions[0], rev) || !bytes.Equal(data, old)
	for _, write := range r.writes {
		job.out.Revisions = append(job.out.Revisions, write)
	}
	note := demarche.Annotation{Item: w.Item.ID, Step: StepExtract, Version: p.cfg.ExtractVersion, Data: data, Error: strings.Join(r.errs, "; ")}
	if note.Error != "" {
		p.counts.failed.Add(1)
		p.cfg.Log.Warn("item not read as it should be", "item", w.Item.ID, "url", w.Item.URL, "error", note.Error)
	}
	if r.noText {
		p.counts.noText.Add(1)
	}
	job.out.Annotations = append(job.out.Annotations, note)
	job.out.Names = append(job.out.Names, demarche.ItemNames{Item: w.Item.ID, Names: namesOf(r.facts)})
	r.facts.Version = p.cfg.ExtractVersion
	w.Facts, w.Revisions = r.facts, []demarche.Revision{rev}
}

func sameText(a, b demarche.Revision) bool {
	return a.N == b.N && a.Title == b.Title && a.Text == b.Text && a.Lang == b.Lang
}

// encode gives the stored form of a step's output.
func encode(v any) []byte {
	data, err := json.Marshal(v)
	if err != nil {
		panic(fmt.Sprintf("pipeline: encode %T: %v", v, err)) // our own types: never
	}
	return data
}

// namesOf lists the names by which an item can be found when somebody of that
// name becomes known.
func namesOf(f demarche.Facts) []string {
	var names []string
	for _, m := range f.Mentions {
		if linkable(m.Kind) {
			names = append(names, nameOf(m))
		}
	}
	for _, d := range f.Designees {
		names = append(append(names, d.Name), d.Aliases...)
	}
	return names
}
