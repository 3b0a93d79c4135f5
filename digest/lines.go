package digest

import (
	"strings"
	"time"
	"unicode/utf8"

	"demarche"
)

// textWidth is the line length of the text part, in characters (RFC 3676
// recommends no more than 78).
const textWidth = 74

func rule(title string) string { return strings.Repeat("-", utf8.RuneCountInString(title)) }

// wrap breaks s at spaces; a single longer word (an address) stays whole.
func wrap(first, rest, s string) string {
	var b strings.Builder
	b.WriteString(first)
	width := utf8.RuneCountInString(first)
	start := true
	for _, w := range strings.Fields(s) {
		n := utf8.RuneCountInString(w)
		if !start && width+1+n > textWidth {
			b.WriteString("\n" + rest)
			width, start = utf8.RuneCountInString(rest), true
		}
		if !start {
			b.WriteByte(' ')
			width++
		}
		b.WriteString(w)
		width += n
		start = false
	}
	return b.String()
}

// byline names the source, its kind and when it published.
func byline(h demarche.Hit) string {
	parts := []string{h.SourceName}
	if h.Kind.Official() {
		parts = append(parts, "official")
	}
	if t, dayOnly, ok := publishedOf(h); ok && dayOnly {
		parts = append(parts, "published "+t.Format("2 January 2006"))
	} else if ok {
		parts = append(parts, "published "+strings.Replace(t.Format("2 January 2006 15:04 -07:00"), "+00:00", "UTC", 1))
	} else {
		parts = append(parts, "publication date unknown, first seen "+h.FirstSeen.UTC().Format("2 January 2006 15:04 UTC"))
	}
	return strings.Join(parts, ", ")
}

// event says when the thing happened, where that is known from the text.
func event(h demarche.Hit) string {
	if h.Event.Value == "" || h.Event.Basis != "text" {
		return ""
	}
	out := "Event: " + civil(h.Event.Value)
	if h.Event.Until != "" && h.Event.Until != h.Event.Value {
		out += " to " + civil(h.Event.Until)
	}
	if p := h.Event.Precision; p != "" && p != demarche.PrecisionDay {
		out += " (known to the " + string(p) + ")"
	}
	return out
}

func civil(s string) string {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return s
	}
	return t.Format("2 January 2006")
}

// maxSums is how many different sums an entry shows.
const maxSums = 6

func sums(h demarche.Hit) string {
	var out []string
	seen := map[string]bool{}
	for _, a := range h.Amounts {
		s := strings.Join(strings.Fields(a.Text), " ")
		if a.Role != "" {
			s += " (" + strings.ReplaceAll(a.Role, "_", " ") + ")"
		}
		if s == "" || seen[s] {
			continue
		}
		seen[s] = true
		if len(out) == maxSums {
			out = append(out, "…")
			break
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

func also(h demarche.Hit) string { return h.Headline() + " (" + h.SourceName + ")" }
