package pipeline

import (
	"context"
	"slices"
	"strings"

	"demarche"
	"demarche/lists"
)

// heedStoplist follows the stoplist when it was edited: the entries of the lists
// whose names it touches are noted, and their items are looked for like those of
// entries that changed.
func (p *Pipeline) heedStoplist(ctx context.Context) error {
	if p.cfg.Stoplist == nil {
		return nil
	}
	lines, err := p.cfg.Stoplist()
	if err != nil { // a slip of the pen must not stop the news
		if p.badStops != err.Error() {
			p.badStops = err.Error()
			p.cfg.Log.Error("the stoplist cannot be read; the last good one stays in use", "error", err)
		}
		return p.lastStoplist(ctx)
	}
	p.badStops = ""
	p.naming.Lock()
	same := p.stops != nil && slices.Equal(lines, p.stops)
	p.naming.Unlock()
	if same {
		return nil
	}
	used, err := p.cfg.Store.Stoplist(ctx)
	if err != nil {
		return err
	}
	text := strings.Join(lines, "\n")
	before := lists.Stoplist() // links made before stoplists could be edited
	if used != "" {
		before = strings.Split(used, "\n")
	}
	if used != text {
		var touched []string
		if !slices.Equal(before, lines) {
			if touched, err = p.touched(ctx, before, lines); err != nil {
				return err
			}
		}
		if err := p.cfg.Store.PutStoplist(ctx, text, touched); err != nil {
			return err
		}
		p.cfg.Log.Info("the stoplist changed", "entries", len(touched))
	}
	p.naming.Lock()
	defer p.naming.Unlock()
	p.stops, p.names = lines, nil
	return nil
}

// lastStoplist takes the stoplist that links were last made with, when none has
// been read since the start.
func (p *Pipeline) lastStoplist(ctx context.Context) error {
	p.naming.Lock()
	defer p.naming.Unlock()
	if p.stops != nil {
		return nil
	}
	used, err := p.cfg.Store.Stoplist(ctx)
	if err == nil && used != "" {
		p.stops, p.names = strings.Split(used, "\n"), nil
	}
	return err
}

// touched are the entries that have a name which is common by one stoplist only.
func (p *Pipeline) touched(ctx context.Context, before, after []string) ([]string, error) {
	old, now := lists.NewStops(before), lists.NewStops(after)
	var ids []string
	err := p.cfg.Store.EachEntry(ctx, "", func(e demarche.HeldEntry) error {
		if lists.StopsDiffer(&e.Entity, old, now) && !slices.Contains(ids, e.Entity.ID) {
			ids = append(ids, e.Entity.ID)
		}
		return nil
	})
	return ids, err
}
