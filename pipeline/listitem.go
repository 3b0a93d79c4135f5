package pipeline

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"time"

	"demarche"
	"demarche/lists"
)

// itemsAtOnce bounds a transaction that writes items of changes.
const itemsAtOnce = 200

// writeItems makes an item of every change of a list that has none yet.
func (l *Lists) writeItems(ctx context.Context, list string) error {
	src := ListSource(list)
	for synced := false; ; synced = true {
		changes, err := l.cfg.Store.PendingChanges(ctx, list, itemsAtOnce)
		if err != nil || len(changes) == 0 {
			return err
		}
		if !synced {
			if err := l.cfg.Store.SyncSources(ctx, []demarche.Source{src}); err != nil {
				return err
			}
		}
		var f demarche.Fetched
		for _, c := range changes {
			f.Items = append(f.Items, changeItem(c, src))
		}
		if _, err := l.cfg.Store.PutFetched(ctx, f); err != nil {
			return err
		}
	}
}

// ListSource is a list as the source of its changes.
func ListSource(list string) demarche.Source {
	info, _ := lists.Lookup(list)
	src := demarche.Source{ID: list, Name: info.Name, Kind: demarche.KindSanctions, Lang: "en", Authority: string(info.Authority),
		Republish: demarche.RepublishFull, Confidence: "high", Reason: "A sanctions list: read by lists update, shown under /lists."}
	if len(info.Addresses) > 0 {
		src.Home = info.Addresses[0]
	}
	return src
}

// changeItem is a change as a dated report, in words.
func changeItem(c demarche.Change, src demarche.Source) demarche.FetchedItem {
	text := []byte(changeText(c, src))
	it := demarche.Item{Source: c.List, Key: changeKey(c), URL: src.Home, Title: changeTitle(c, src), Lang: "en"}
	if day, err := time.Parse(time.DateOnly, c.On); err == nil {
		it.Published = demarche.Published{Time: day, Raw: c.On, DayOnly: true, Zone: "UTC"}
	} else {
		it.Published.Note = "the list gives this change no date"
	}
	return demarche.FetchedItem{Item: it, Document: &demarche.Document{Hash: demarche.NewDocumentHash(text), URL: src.Home, FinalURL: src.Home,
		Fetched: c.Seen, Status: 200, MediaType: "text/plain", Charset: "utf-8", Body: text}}
}

// changeWords says what happened to an entry, before the list's name.
var changeWords = map[demarche.ChangeKind]string{
	"listed": "listed on", "amended": "entry amended on", "removed": "removed from", "revoked": "listing revoked on", "annulled": "listing annulled by a court on",
	"suspended": "listing suspended on", "expired": "listing expired on", "moved": "moved to", "corrected": "entry corrected on",
}

func changeTitle(c demarche.Change, src demarche.Source) string {
	words := changeWords[c.Kind]
	if words == "" {
		words = string(c.Kind) + " on"
	}
	if to := movedAway(c); to != "" {
		name, _, _ := infoOf(to)
		return fmt.Sprintf("%s: moved from %s to %s", c.Name, src.Name, cmp.Or(name, to))
	}
	return fmt.Sprintf("%s: %s %s", c.Name, words, src.Name)
}

func changeText(c demarche.Change, src demarche.Source) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s.\n", changeTitle(c, src))
	switch {
	case c.After != "":
		fmt.Fprintf(&b, "In the list's issue of %s; the list stood as before on %s.\n", c.On, c.After)
	case c.On != "":
		fmt.Fprintf(&b, "Date given by the list: %s.\n", c.On)
	default:
		b.WriteString("The list gives this change no date.\n")
	}
	if c.Published != "" {
		fmt.Fprintf(&b, "Named in the publisher's own file of changes of %s.\n", c.Published)
	}
	fmt.Fprintf(&b, "First seen %s", c.Seen.UTC().Format("2006-01-02 15:04 UTC"))
	if !c.NotBefore.IsZero() {
		fmt.Fprintf(&b, "; not yet so when the list was read on %s", c.NotBefore.UTC().Format("2006-01-02 15:04 UTC"))
	}
	b.WriteString(".\n")
	line := func(label string, values []string) {
		if len(values) > 0 {
			fmt.Fprintf(&b, "%s: %s.\n", label, strings.Join(values, "; "))
		}
	}
	line("Imposed by", texts(c.Authorities))
	line("Programme", c.Programmes)
	line("Legal basis", c.Instruments)
	line("Measures", spaced(c.Measures))
	line("Tags", c.Tags)
	for _, v := range c.Values {
		switch {
		case v.Before == "":
			fmt.Fprintf(&b, "Added %s: %s\n", v.Field, v.After)
		case v.After == "":
			fmt.Fprintf(&b, "Taken out %s: %s\n", v.Field, v.Before)
		default:
			fmt.Fprintf(&b, "Changed %s: %s → %s\n", v.Field, v.Before, v.After)
		}
	}
	return b.String()
}

func texts[T ~string](list []T) []string {
	out := make([]string, len(list))
	for i, v := range list {
		out[i] = string(v)
	}
	return out
}

func spaced(list []demarche.Measure) []string {
	out := texts(list)
	for i := range out {
		out[i] = strings.ReplaceAll(out[i], "_", " ")
	}
	return out
}

// changeFacts are the facts of an item that stands for a change of a list: what
// the list says goes before what is read out of the words above.
func changeFacts(c demarche.Change, f demarche.Facts) demarche.Facts {
	kind := demarche.ActionKind("amendment")
	switch c.Kind {
	case "listed":
		kind = "designation"
	case "removed", "revoked", "annulled", "expired":
		kind = "removal"
	}
	f.Actions = []demarche.Action{{Kind: kind, Main: true, Why: "a change of a sanctions list"}}
	if len(c.Authorities) > 0 {
		f.Actions[0].Actor = string(c.Authorities[0])
	}
	f.Designees = nil
	f.Event = demarche.EventDate{Value: c.On, Precision: demarche.PrecisionDay, Basis: "text", Why: "the list's own date"}
	if c.After != "" {
		f.Event.Value, f.Event.Until, f.Event.Precision, f.Event.Why = c.After, c.On, demarche.PrecisionRange, "between two issues of the list"
	}
	if c.On == "" {
		f.Event.Value, f.Event.Basis, f.Event.Why = c.Seen.UTC().Format(time.DateOnly), "published", "between two readings of the list, which gives the change no date"
		if from := c.NotBefore.UTC().Format(time.DateOnly); !c.NotBefore.IsZero() && from != f.Event.Value {
			f.Event.Value, f.Event.Until, f.Event.Precision = from, f.Event.Value, demarche.PrecisionRange
		}
	}
	f.Countries = nil
	for _, code := range c.Countries {
		if len(code) == 2 {
			f.Countries = append(f.Countries, demarche.CountryWeight{Code: code, Count: 1})
		}
	}
	for i := range f.Countries {
		f.Countries[i].Weight = 1 / float64(len(f.Countries))
	}
	return f
}
