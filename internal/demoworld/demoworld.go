// Package demoworld is the small internet that travels in the binary for
// `demarche demo`: invented offices and outlets on .example hosts that report,
// in words written for demonstration, real events of August to November 2025.
//
// A publisher is two files: sources/ID.toml, a catalogue entry as any other, and
// sites/ID.txtar, its items, one section each (see [parseSite]). Pages, listings
// and feeds are rendered from them once, when the world is loaded, and served by
// package fakenet as plain bytes. Some items appear or are edited minutes after
// [Start], so that a running demo has news.
// lists/ID.toml is a sanctions list, rendered in the form its publisher uses.
//
// Wallet addresses in the texts are well-formed and have valid checksums, and
// nobody holds a key to them: they were made from hashes of plain words.
package demoworld

import (
	"bytes"
	"embed"
	"fmt"
	"io/fs"
	"net/http"
	"net/url"
	"path"
	"strings"
	"time"

	"demarche"
	"demarche/internal/fakenet"

	"github.com/BurntSushi/toml"
	"golang.org/x/tools/txtar"
)

// FS holds the world's sources: catalogue entries, items, page templates and
// sanctions lists.
//
//go:embed sources sites templates lists
var FS embed.FS

// Start is the instant at which the demo's clock begins.
func Start() time.Time { return time.Date(2025, 11, 20, 9, 0, 0, 0, time.UTC) }

// World is the demo world, loaded.
type World struct {
	sources []demarche.Source
	lists   map[string]string
	files   fs.FS
}

// Load reads the embedded catalogue and renders every site. It fails only when
// the embedded files are broken, which the package's tests rule out.
func Load() (*World, error) {
	w := &World{}
	names, err := fs.Glob(FS, "sources/*.toml")
	if err != nil {
		return nil, err
	}
	archive := &txtar.Archive{}
	for _, name := range names {
		source, err := readSource(name)
		if err != nil {
			return nil, fmt.Errorf("demoworld: %w", err)
		}
		w.sources = append(w.sources, source)
		files, err := renderSource(source)
		if err != nil {
			return nil, fmt.Errorf("demoworld: %w", err)
		}
		archive.Files = append(archive.Files, files...)
	}
	files, err := w.readLists()
	if err != nil {
		return nil, fmt.Errorf("demoworld: %w", err)
	}
	archive.Files = append(archive.Files, files...)
	if w.files, err = txtar.FS(archive); err != nil {
		return nil, fmt.Errorf("demoworld: %w", err)
	}
	return w, nil
}

// Sources lists the publishers of the world in the catalogue's words, in order
// of id. All are enabled and marked as demonstration.
func (w *World) Sources() []demarche.Source { return w.sources }

// Lists gives the address of each sanctions list of the world by the list's id.
func (w *World) Lists() map[string]string { return w.lists }

// Transport serves the world at the time that now gives, and nothing else.
func (w *World) Transport(now func() time.Time) (http.RoundTripper, error) {
	return fakenet.New(fakenet.Config{FS: w.files, Now: now, Modified: Start().Add(-3 * time.Hour)})
}

// Sources is Load and then World.Sources. It panics if the embedded files are broken.
func Sources() []demarche.Source { return must(Load()).Sources() }

// Lists is Load and then World.Lists. It panics if the embedded files are broken.
func Lists() map[string]string { return must(Load()).Lists() }

// Transport is Load and then World.Transport. It panics if the embedded files are broken.
func Transport(now func() time.Time) http.RoundTripper {
	return must(must(Load()).Transport(now))
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// readSource reads one catalogue entry and fills the ids of its feeds.
func readSource(name string) (demarche.Source, error) {
	var source demarche.Source
	meta, err := toml.DecodeFS(FS, name, &source)
	if err != nil {
		return source, fmt.Errorf("%s: %w", name, err)
	}
	if unknown := meta.Undecoded(); len(unknown) > 0 {
		return source, fmt.Errorf("%s: unknown key %s", name, unknown[0])
	}
	if want := strings.TrimSuffix(path.Base(name), ".toml"); source.ID != want {
		return source, fmt.Errorf("%s: id is %q, want %q", name, source.ID, want)
	}
	source.Demo = true
	for i := range source.Feeds {
		if source.Feeds[i].ID == "" {
			source.Feeds[i].ID = source.ID
		}
	}
	return source, nil
}

// renderSource turns a publisher's site into the files of its host. A site with
// no items is an archive of the host's own files.
func renderSource(source demarche.Source) ([]txtar.File, error) {
	name := "sites/" + source.ID + ".txtar"
	data, err := FS.ReadFile(name)
	if err != nil {
		return nil, err
	}
	home, err := url.Parse(source.Home)
	if err != nil || home.Hostname() == "" {
		return nil, fmt.Errorf("%s: home %q is not an address", source.ID, source.Home)
	}
	archive := txtar.Parse(data)
	if len(bytes.TrimSpace(archive.Comment)) == 0 {
		for i := range archive.Files {
			archive.Files[i].Name = home.Hostname() + "/" + archive.Files[i].Name
		}
		return archive.Files, nil
	}
	site, err := parseSite(source, archive)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	files, err := site.render()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return files, nil
}
