package story

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"math"
	"math/bits"
	"slices"
	"strings"
	"time"

	"demarche"
	"demarche/match"
)

// Features is what is kept of a report to compare it with others: a few hundred
// bytes, to be stored and given back to [Grouper.Load].
type Features struct {
	Copy    uint64   `json:"copy,omitempty"`    // simhash of the wording, 0 for a text too short for one
	Terms   hashes   `json:"terms,omitempty"`   // ascending
	Weights []byte   `json:"weights,omitempty"` // of the terms: eighths, and in the two lowest bits the class
	Actions []string `json:"actions,omitempty"` // what kind of thing happened
	Actor   string   `json:"actor,omitempty"`   // who did it
	Day     int32    `json:"day,omitempty"`     // of publication, since 1970; 0 unknown
	Event   int32    `json:"event,omitempty"`   // of the event as the text gives it; 0 unknown

	First int32 `json:"first,omitempty"` // where Day is unknown, the days of publication as far as known
	Last  int32 `json:"last,omitempty"`

	Also      []string `json:"also,omitempty"`      // kinds of action that are told besides
	With      uint32   `json:"with,omitempty"`      // states and bodies that are named, a bit each by the hash of their code
	Publisher uint32   `json:"publisher,omitempty"` // hash of an official source's id; 0 for the press
	Script    byte     `json:"script,omitempty"`    // language of the text as far as it decides which words can be shared; 0 unknown
	Several   bool     `json:"several,omitempty"`   // it tells of several events

	Acts  hashes `json:"acts,omitempty"`  // what authorities did to whom, ascending
	Issue uint32 `json:"issue,omitempty"` // of an entry of a list: hash of the list and its issue; 0 for a report
	From  int32  `json:"from,omitempty"`  // of an entry: the first day on which it may have been announced; Event is the last on which it changed
}

// hashes are written as text: base64 of four bytes each, the lowest first.
type hashes []uint32

func (h hashes) MarshalText() ([]byte, error) {
	b := make([]byte, 0, 4*len(h))
	for _, x := range h {
		b = binary.LittleEndian.AppendUint32(b, x)
	}
	return base64.StdEncoding.AppendEncode(nil, b), nil
}

func (h *hashes) UnmarshalText(text []byte) error {
	b, err := base64.StdEncoding.AppendDecode(nil, text)
	if err != nil || len(b)%4 != 0 {
		return fmt.Errorf("hashes of %d bytes: want base64 of four bytes each", len(text))
	}
	*h = make(hashes, 0, len(b)/4)
	for ; len(b) > 0; b = b[4:] {
		*h = append(*h, binary.LittleEndian.Uint32(b))
	}
	return nil
}

const (
	storedTerms   = 24 // terms that are kept of a report
	maxListed     = 4
	maxEntities   = 40
	copyMinimum   = 12 // words from which wording tells something
	weightUnit    = 8
	entityWeight  = 1.5
	amountWeight  = 1.5
	countryWeight = 1.5
	secondsPerDay = 24 * 60 * 60
	freshDays     = 14 // between an event and the reports of it
)

// FeaturesOf reads the features of an item.
func FeaturesOf(it Item) Features { return featuresOf(it, storedTerms) }

func featuresOf(it Item, limit int) Features {
	f := Features{Day: dayOf(it.Published), Event: eventDay(it), Actor: strings.Clone(it.Actor)}
	if !it.Until.IsZero() {
		f.Day, f.First, f.Last = 0, dayOf(it.Published), dayOf(it.Until)
	}
	f.Actions, f.Also = short(it.Actions), short(it.Also)
	f.Acts = actHashes(it.Acts)
	if it.Issue != "" {
		f.Issue = hash32(it.Issue) | 1
		f.From, f.Event = listingDays(it)
		return f // its words are those of the list
	}
	f.Several = it.Several || demarche.IsLetter(it.Title, it.Text)
	f.Script = script(it.Lang)
	for _, code := range it.With {
		f.With |= authorityBit(code)
	}
	if it.Publisher != "" {
		f.Publisher = hash32(it.Publisher)
	}
	ts := terms(it.Title, it.Text)
	addGiven(ts, it)
	v := make(vector, 0, len(ts))
	for k, t := range ts {
		w := t.tf * boost[t.class] * background(k)
		v = append(v, weighted{hash32(k), float32(w), t.class.stored(), t.class == country})
	}
	v = v.strongest(limit)
	for i, x := range v {
		if i > 0 && f.Terms[len(f.Terms)-1] == x.hash {
			continue
		}
		f.Terms = append(f.Terms, x.hash)
		f.Weights = append(f.Weights, byte(min(63, max(1, x.weight*weightUnit)))<<classBits|x.class)
	}
	f.Copy = simhash(it.Text)
	return f
}

// short gives the first few different strings of a list, in memory of their own.
func short(list []string) []string {
	var out []string
	for _, s := range list {
		if len(out) == maxListed {
			break
		}
		if !slices.Contains(out, s) {
			out = append(out, strings.Clone(s))
		}
	}
	return out
}

// addGiven adds what the facts say: entities in the form that all scripts share,
// and sums.
func addGiven(ts map[string]term, it Item) {
	for i, e := range it.Entities {
		if i == maxEntities {
			break
		}
		if len(Words(e)) == 0 {
			continue
		}
		for _, k := range match.Prepare(e, demarche.SchemaPerson).Keys() {
			if k[0] == 'j' {
				grow(ts, "@"+k, given, entityWeight)
			}
		}
	}
	for i, id := range it.Linked {
		if i == maxEntities {
			break
		}
		grow(ts, "&"+id, given, entityWeight)
	}
	for i, c := range short(it.Countries) {
		grow(ts, "~"+c, country, countryWeight/math.Sqrt(float64(i+1)))
	}
	for i, a := range it.Amounts {
		if i == maxEntities {
			break
		}
		grow(ts, "$"+a, sum, amountWeight)
	}
}

// authorityBit is the bit of a state or body in a set of them. Two may share one:
// then a text seems to name an authority that it does not.
func authorityBit(code string) uint32 {
	if code == "" {
		return 0
	}
	return 1 << (hash32(code) * 0x9e3779b1 >> 27)
}

// script is a number for a language: texts of different ones share names, numbers
// and facts, not words.
func script(lang string) byte {
	lang, _, _ = strings.Cut(strings.ToLower(lang), "-")
	if lang == "" || lang == "und" {
		return 0
	}
	return byte(1 + hash32(lang)%255)
}

func dayOf(t time.Time) int32 {
	if t.IsZero() {
		return 0
	}
	return int32(t.Unix() / secondsPerDay)
}

// eventDay is the day of an event that the text itself dates to the day; a notice
// of an authority is of the day it comes out. A day long before or after publication
// is background, or misread.
func eventDay(it Item) int32 {
	e := it.Event
	if e.Basis != "text" && it.Publisher == "" || e.Precision != demarche.PrecisionDay && e.Precision != demarche.PrecisionTime {
		return 0
	}
	t, err := time.Parse(time.DateOnly, e.Value)
	if err != nil {
		return 0
	}
	last := it.Published
	if !it.Until.IsZero() {
		last = it.Until
	}
	if p := dayOf(it.Published); p != 0 && (dayOf(t) < p-freshDays || dayOf(t) > dayOf(last)+freshDays) {
		return 0
	}
	return dayOf(t)
}

// actionBits is a set of kinds of action; "other" says nothing.
func actionBits(kinds []string) uint32 {
	var set uint32
	for _, k := range kinds {
		set |= actionBit[k]
	}
	return set
}

var actionBit = func() map[string]uint32 {
	m := map[string]uint32{}
	for i, k := range demarche.ActionKinds() {
		if k != "other" {
			m[string(k)] = 1 << i
		}
	}
	return m
}()

// simhash is Charikar's hash over the word triples of a text: near-copies differ
// in few bits. Charikar, "Similarity estimation techniques from rounding
// algorithms", STOC 2002.
func simhash(text string) uint64 {
	ws := strings.Fields(text)
	if len(ws) < copyMinimum {
		return 0
	}
	if len(ws) > maxTokens {
		ws = ws[:maxTokens]
	}
	var n [64]int
	for i := 0; i+3 <= len(ws); i++ {
		h := hash64(ws[i : i+3])
		for b := range n {
			if h>>b&1 == 1 {
				n[b]++
			} else {
				n[b]--
			}
		}
	}
	var out uint64
	for b := range n {
		if n[b] > 0 {
			out |= 1 << b
		}
	}
	return out
}

// copyBits is in how many bits of 64 near-copies may differ. Manku et al., WWW 2007,
// take 3 for web pages; news is shorter, and shared terms must confirm a copy.
const copyBits = 6

// copies says whether two simhashes are of near-copies.
func copies(a, b uint64) bool {
	return a != 0 && b != 0 && bits.OnesCount64(a^b) <= copyBits
}

// hash64 is FNV-1a over words, mixed so that all bits depend on all.
func hash64(words []string) uint64 {
	h := uint64(14695981039346656037)
	for _, w := range words {
		for i := 0; i < len(w); i++ {
			h = (h ^ uint64(w[i])) * 1099511628211
		}
		h = (h ^ ' ') * 1099511628211
	}
	h ^= h >> 32
	h *= 0x9e3779b97f4a7c15
	return h ^ h>>29
}
