package demarche_test

import (
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"demarche"
)

// told is an item whose text is in two parts with mentions marked as
// [kind|text|field=value|…].
func told(id, story, source string, kind demarche.SourceKind, lang, marked string) demarche.ItemView {
	v := demarche.ItemView{Item: demarche.Item{ID: id, Source: source, Title: id, Published: demarche.Published{Time: time.Date(2025, 11, 4, 0, 0, 0, 0, time.UTC), DayOnly: true}},
		Source: demarche.Source{ID: source, Name: source, Kind: kind, Republish: demarche.RepublishFull}, Story: story, Facts: demarche.Facts{Lang: lang}}
	var text strings.Builder
	for marked != "" {
		before, rest, ok := strings.Cut(marked, "[")
		text.WriteString(before)
		if !ok {
			break
		}
		inner, after, _ := strings.Cut(rest, "]")
		parts := strings.Split(inner, "|")
		m := demarche.Mention{Kind: demarche.MentionKind(parts[0]), Text: parts[1], Start: utf8.RuneCountInString(text.String())}
		for _, p := range parts[2:] {
			name, value, _ := strings.Cut(p, "=")
			switch name {
			case "value":
				m.Value = value
			case "until":
				m.Until = value
			case "usd":
				m.USD, m.Currency, m.Value = value, "USD", value
			case "role":
				m.Role = value
			case "precision":
				m.Precision = demarche.Precision(value)
			case "timex":
				m.Timex = value
			case "q":
				m.Qualifier = value
			}
		}
		text.WriteString(parts[1])
		m.End = utf8.RuneCountInString(text.String())
		v.Facts.Mentions = append(v.Facts.Mentions, m)
		marked = after
	}
	v.Revisions = []demarche.Revision{{Item: id, N: 1, Title: id, Text: text.String(), Lang: lang}}
	return v
}

const (
	threeYears = "[date|the past three years|precision=duration|timex=P3Y]"
	in2025     = "[date|2025|precision=year|value=2025-01-01|until=2025-12-31]"
	in2024     = "[date|2024|precision=year|value=2024-01-01|until=2024-12-31]"
	feb2025    = "[date|February 2025|precision=month|value=2025-02-01|until=2025-02-28]"
)

func stolen(text, usd string) string { return "[amount|" + text + "|usd=" + usd + "|role=stolen]" }

// TestFigures: who says a sum and what time it covers are read from its sentence.
func TestFigures(t *testing.T) {
	for _, tt := range []struct {
		name, lang, text, speaker, covers string
		quoted, cumulative                bool
	}{
		{"the source's own words", "en", "Over " + threeYears + ", actors tied to Pyongyang have stolen over " + stolen("$3 billion", "3000000000") + ".", "office", "P3Y", false, true},
		{"a named speaker", "en", "[organisation|Elliptic] says that more than " + stolen("$2 billion", "2000000000") + " were stolen in " + in2025 + ".", "Elliptic", "2025-01-01/2025-12-31", true, false},
		{"according to", "en", "According to the [organisation|Treasury], hackers stole " + stolen("$3 billion", "3000000000") + " in " + threeYears + ".", "Treasury", "P3Y", true, true},
		{"the victim is no speaker", "en", "The [organisation|FBI] attributed the theft of about " + stolen("$1.5 billion", "1500000000") + " from the exchange [organisation|Bybit] in " + feb2025 + " to North Korea.", "FBI", "2025-02-01/2025-02-28", true, false},
		{"the date of another sum", "en", "At least " + stolen("$1.65 billion", "1650000000") + " were stolen, and [amount|$1.19 billion|usd=1190000000] in " + in2024 + ".", "office", "", false, false},
		{"a day is no period", "en", "It took " + stolen("$5 million", "5000000") + " on [date|4 November 2025|precision=day|value=2025-11-04].", "office", "", false, false},
		{"a further verb of the subject", "en", "The [organisation|Treasury] names ten, among them [organisation|Acme] and [organisation|Bolt], and says that " + stolen("$3 billion", "3000000000") + " were stolen.", "Treasury", "", true, false},
		{"a further verb of a subject nobody tagged", "en", "Washington names ten, among them [organisation|Acme] and [organisation|Bolt], and says that " + stolen("$3 billion", "3000000000") + " were stolen.", "office", "", false, false},
		{"a clause of time", "en", "More than " + stolen("$19 billion", "19000000000") + " were lost after President [person|Jan Novak] announced tariffs.", "office", "", false, false},
		{"a clause of time before the sum", "en", "After talks ended, [person|Jan Novak] said that " + stolen("$19 billion", "19000000000") + " were lost.", "Jan Novak", "", true, false},
		{"selon", "fr", "Selon le [organisation|Trésor], ils ont volé " + stolen("3 milliards de dollars", "3000000000") + " en [date|trois ans|precision=duration|timex=P3Y].", "Trésor", "P3Y", true, true},
		{"a speaker nobody tagged", "fr", "Selon le Trésor, ils ont volé " + stolen("3 milliards", "3000000000") + ".", "Trésor", "", true, false},
		{"being said to is no saying", "en", "[person|Ho Jong Son] are said to have managed " + stolen("$5.3 million", "5300000") + ".", "office", "", false, false},
		{"Korean has its date before", "ko", "북한은 [date|2025년 1월|precision=month|value=2025-01-01|until=2025-01-31]부터 [date|9월|precision=month|value=2025-09-01|until=2025-09-30]까지 " + stolen("16억 달러", "1600000000") + "를 탈취하였다.", "office", "2025-01-01/2025-09-30", false, false},
		{"words between commas", "en", "[organisation|Tracewell], to complete the picture, put " + stolen("$7 million", "7000000") + " on it.", "Tracewell", "", true, false},
		{"nothing said", "en", "They stole " + stolen("$9 million", "9000000") + ".", "office", "", false, false},
	} {
		figures := demarche.Figures(told("a", "s", "office", "sanctions", tt.lang, tt.text))
		if len(figures) == 0 {
			t.Errorf("%s: no figure", tt.name)
			continue
		}
		f := figures[0]
		if f.Speaker != tt.speaker || f.Covers() != tt.covers || f.Quoted != tt.quoted || f.Cumulative != tt.cumulative || !strings.Contains(f.Sentence, f.Text) {
			t.Errorf("%s: speaker %q (quoted %v), covers %q, cumulative %v, sentence %q", tt.name, f.Speaker, f.Quoted, f.Covers(), f.Cumulative, f.Sentence)
		}
	}
}

// TestCompareFigures: three figures that look alike and are not comparable, and
// two that differ.
func TestCompareFigures(t *testing.T) {
	var all []demarche.Figure
	for i, text := range []string{
		"Over " + threeYears + ", they have stolen " + stolen("$3 billion", "3000000000") + ".",
		"[organisation|Elliptic] counted " + stolen("$2 billion", "2000000000") + " in " + in2025 + ".",
		"[organisation|Chainalysis] counted " + stolen("$1.34 billion", "1340000000") + " in " + in2024 + ".",
		"[organisation|Elliptic] counted " + stolen("$1.5 billion", "1500000000") + " in " + in2024 + ".",
		"[organisation|MSMT] counted " + stolen("$1.34 billion", "1340000000") + " in " + in2024 + ".",
	} {
		all = append(all, demarche.Figures(told(string(rune('a'+i)), "s", "src", "news", "en", text))...)
	}
	groups := demarche.CompareFigures(all)
	if len(groups) != 1 || !groups[0].Apart || len(groups[0].Periods) != 3 {
		t.Fatalf("groups: %+v", groups)
	}
	var got []string
	for _, p := range groups[0].Periods {
		line := p.Covers
		if p.Differs {
			line += " differs"
		}
		for _, s := range p.Sums {
			line += " " + s[0].Text + " by"
			for _, f := range s {
				line += " " + f.Speaker
			}
		}
		got = append(got, line)
	}
	want := []string{"P3Y $3 billion by src", "2025-01-01/2025-12-31 $2 billion by Elliptic", "2024-01-01/2024-12-31 differs $1.5 billion by Elliptic $1.34 billion by Chainalysis MSMT"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestComparedFigure: a sum that a text only compares with another stands beside it,
// told apart by its period; a sum of another matter does not.
func TestComparedFigure(t *testing.T) {
	stolen := demarche.Figure{Role: "stolen", Currency: "USD", Value: "3000000000", USD: "3000000000", Period: "P3Y", Sentence: "They stole $3 billion in three years."}
	compared := demarche.Figure{Currency: "USD", Value: "2000000000", USD: "2000000000", From: "2025-01-01", Until: "2025-12-31", Sentence: "It cannot be compared with the count for 2025, put at $2 billion."}
	budget := compared
	budget.Sentence = "The budget of 2025 is $2 billion."
	small := compared
	small.Value, small.USD = "20000000", "20000000"
	for _, tt := range []struct {
		name   string
		figure demarche.Figure
		apart  bool
	}{{"compared", compared, true}, {"another matter", budget, false}, {"another magnitude", small, false}} {
		groups := demarche.CompareFigures([]demarche.Figure{stolen, tt.figure})
		if groups[0].Role != "stolen" || groups[0].Apart != tt.apart || (len(groups) == 1) != tt.apart {
			t.Errorf("%s: %+v", tt.name, groups)
		}
	}
}

func TestLedgerAndTotals(t *testing.T) {
	day := func(d string) demarche.EventDate {
		return demarche.EventDate{Value: d, Precision: demarche.PrecisionDay, Basis: "text"}
	}
	stories := map[string]demarche.Story{"s1": {ID: "s1", Title: "One", Event: day("2025-02-21")}, "s2": {ID: "s2", Title: "Two", Event: day("2025-07-18")},
		"s3": {ID: "s3", Title: "Three", Event: day("2025-10-07")}, "s4": {ID: "s4", Title: "Four", Event: day("2025-11-04")}, "s5": {ID: "s5", Title: "Five"}, "s6": {ID: "s6", Event: day("2025-09-09")}}
	var figures []demarche.Figure
	for _, it := range []struct {
		id, story string
		kind      demarche.SourceKind
		text      string
	}{
		{"press", "s1", "news", "Thieves took " + stolen("$1.5 billion", "1500000000") + " from [organisation|Bybit]."},
		{"fbi", "s1", "sanctions", "Thieves took " + stolen("$1.5 billion", "1500000000") + "."},
		{"part", "s1", "news", "Of it, " + stolen("$400 million", "400000000") + " were laundered."},
		{"other", "s2", "news", "Thieves took " + stolen("$44 million", "44000000") + " from CoinDCX."},
		{"whole", "s3", "news", "Since the count began, thefts come to " + stolen("$6 billion", "6000000000") + "."},
		{"little", "s3", "news", "A bridge lost " + stolen("$3 million", "3000000") + "."},
		{"again", "s6", "news", "The [organisation|Bybit] theft brought " + stolen("$1.46 billion", "1460000000") + "."},
		{"year", "s3", "analytics", "[organisation|Elliptic] counted " + stolen("$2 billion", "2000000000") + " in " + in2025 + "."},
		{"bound", "s4", "news", "Up to [amount|$7 million|usd=7000000|role=stolen|q=up_to] were lost."},
		{"undated", "s5", "news", "They took " + stolen("$8 million", "8000000") + "."},
		{"blind", "s4", "news", "The figure is [amount|$6 million|usd=6000000]."},
		{"fine", "s4", "court", "A fine of [amount|$44 million|usd=44000000|role=fined] was set."},
	} {
		figures = append(figures, demarche.Figures(told(it.id, it.story, it.id, it.kind, "en", it.text))...)
	}
	ledger := demarche.NewLedger(figures, stories)
	if len(ledger) != len(figures)-1 {
		t.Errorf("%d entries of %d figures, want one less: the same sum twice in one story", len(ledger), len(figures))
	}
	for _, e := range ledger {
		if e.Text == "$1.5 billion" && (e.Item != "fbi" || len(e.Also) != 1 || e.Also[0].Item != "press") {
			t.Errorf("the sum of two sources stands under %s with %+v", e.Item, e.Also)
		}
	}
	got := map[string]string{}
	var sums []string
	for _, total := range demarche.Totals(ledger) {
		sums = append(sums, total.Role+" "+total.USD)
		for _, e := range total.Counted {
			got[e.Item] = "counted"
		}
		for _, e := range total.LeftOut {
			got[e.Item] = e.Reason
		}
	}
	if diff := cmp.Diff([]string{"fined 44000000", "stolen 1544000000", " 0"}, sums); diff != "" {
		t.Errorf("totals (-want +got):\n%s", diff)
	}
	want := map[string]string{"fbi": "counted", "other": "counted", "fine": "counted",
		"part":    "same story as $1.5 billion: may be a part of it, or the same money",
		"again":   "about as much as $1.5 billion: may be the same money",
		"whole":   "cumulative: it holds earlier sums",
		"little":  "its story also gives $2 billion for a longer time, which may hold it",
		"year":    "it covers a period and may hold other sums",
		"bound":   "it is an upper bound",
		"undated": "the day of the event is unknown",
		"blind":   "the text does not say what the sum is for"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestBestEvent(t *testing.T) {
	on := func(day, basis string) demarche.EventDate {
		return demarche.EventDate{Value: day, Precision: demarche.PrecisionDay, Basis: basis}
	}
	month := demarche.EventDate{Value: "2025-11-01", Until: "2025-11-30", Precision: demarche.PrecisionMonth, Basis: "text"}
	for _, tt := range []struct {
		name  string
		votes []demarche.DateVote
		want  string
	}{
		{"none", nil, ""},
		{"unknown ones do not vote", []demarche.DateVote{{}, {}, {Event: on("2025-11-04", "text")}}, "2025-11-04"},
		{"official counts twice", []demarche.DateVote{{Event: on("2025-11-05", "text")}, {Event: on("2025-11-04", "text"), Official: true}}, "2025-11-04"},
		{"the text before the day of publication", []demarche.DateVote{{Event: on("2025-11-05", "published")}, {Event: on("2025-11-04", "text")}}, "2025-11-04"},
		{"most", []demarche.DateVote{{Event: on("2025-11-05", "text")}, {Event: on("2025-11-04", "text")}, {Event: on("2025-11-05", "text")}}, "2025-11-05"},
		{"of equals the more exact", []demarche.DateVote{{Event: month}, {Event: on("2025-11-04", "text")}}, "2025-11-04"},
		{"entries of lists do not outvote a report", []demarche.DateVote{{Event: on("2025-11-04", "text")}, {Event: on("2025-11-19", "text"), Official: true, Entry: true}}, "2025-11-04"},
		{"entries alone", []demarche.DateVote{{}, {Event: on("2025-11-19", "text"), Official: true, Entry: true}}, "2025-11-19"},
		{"of equals the earlier", []demarche.DateVote{{Event: on("2025-11-05", "text")}, {Event: on("2025-11-04", "text")}}, "2025-11-04"},
	} {
		if got := demarche.BestEvent(tt.votes); got.Value != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got.Value, tt.want)
		}
	}
}

func TestNewStory(t *testing.T) {
	press := told("press", "s", "wire", "news", "en", "x")
	press.Item.Published.Time = time.Date(2025, 11, 3, 0, 0, 0, 0, time.UTC)
	office := told("office", "s", "office", "sanctions", "en", "y")
	korean := told("korean", "s", "ministry", "ministry", "ko", "z")
	office.Revisions[0].Title = "Treasury sanctions eight people and two banks"
	notice := told("notice", "s", "list", "sanctions", "en", "n")
	notice.Item.Published.Time = time.Date(2025, 11, 2, 0, 0, 0, 0, time.UTC)
	notice.Revisions[0].Title = "Designations; Designations Update"
	s := demarche.NewStory("s", []demarche.ItemView{korean, office, press, notice})
	if diff := cmp.Diff([]string{"notice", "press", "korean", "office"}, s.Items); diff != "" || s.Title != office.Revisions[0].Title || s.Sources != 4 {
		t.Errorf("story %+v\n%s", s, diff)
	}
}

// TestEntriesOfStories: an entry of a list that changed before the report came out
// gives a story neither its headline nor its first place, unless it is alone.
func TestEntriesOfStories(t *testing.T) {
	item := func(id, title string, day int, kind demarche.SourceKind, entry bool) demarche.ItemView {
		v := demarche.ItemView{Item: demarche.Item{ID: id, Title: title}, Source: demarche.Source{Kind: kind}, Facts: demarche.Facts{Lang: "en"}}
		v.Item.Published.Time = time.Date(2025, 11, day, 0, 0, 0, 0, time.UTC)
		if entry {
			v.Changes = []demarche.Change{{Entity: "x"}}
		}
		return v
	}
	entry := item("e", "Abel Nordquist: listed on the list of the Office of Whales and Lamps", 3, demarche.KindSanctions, true)
	press := item("p", "Whalers listed", 4, demarche.KindNews, false)
	s := demarche.NewStory("s", []demarche.ItemView{entry, press})
	if s.Title != "Whalers listed" || !slices.Equal(s.Items, []string{"p", "e"}) {
		t.Errorf("headline %q, items %v", s.Title, s.Items)
	}
	press.Item.Published.DayOnly = true // some hour of the day: the release at three is not behind it
	release := item("r", "The Office of Whales and Lamps lists whalers", 4, demarche.KindMinistry, false)
	release.Item.Published.Time = release.Item.Published.Time.Add(15 * time.Hour)
	if s := demarche.NewStory("s", []demarche.ItemView{entry, press, release}); !slices.Equal(s.Items, []string{"r", "p", "e"}) || s.Title != release.Item.Title {
		t.Errorf("headline %q, items %v", s.Title, s.Items)
	}
	if s := demarche.NewStory("s", []demarche.ItemView{entry}); s.Title != entry.Item.Title {
		t.Errorf("headline of an entry alone: %q", s.Title)
	}
}

// TestRetold: one complaint's sum told in several stories stands once, names the
// other stories, and is added once.
func TestRetold(t *testing.T) {
	forfeited := func(text, usd string) string { return "[amount|" + text + "|usd=" + usd + "|role=forfeited]" }
	day := func(v demarche.ItemView, d string) demarche.ItemView {
		at, _ := time.Parse(time.DateOnly, d)
		v.Item.Published.Time = at
		return v
	}
	var figures []demarche.Figure
	for _, v := range []demarche.ItemView{
		day(told("g", "vague", "wire", demarche.KindNews, "en", "Thieves took "+stolen("$1.5 billion", "1500000000")+" of [organisation|Bybit]."), "2025-02-22"),
		day(told("h", "attributed", "wire", demarche.KindNews, "en", "The [organisation|FBI] attributed the theft of "+stolen("$1.5 billion", "1500000000")+" from [organisation|Bybit] in "+feb2025+" to others."), "2025-02-27"),
		day(told("a", "complaint", "court", demarche.KindMinistry, "en", "The court was asked to take "+forfeited("$15 billion", "15000000000")+" of [person|Ivo Brandt]."), "2025-10-14"),
		day(told("b", "villas", "wire", demarche.KindNews, "en", "Villas tied to [person|IVO BRANDT] were taken, of whom "+forfeited("$15 billion", "15000000000")+" had been."), "2025-10-30"),
		day(told("c", "villas", "post", demarche.KindNews, "en", "The sum at issue is [amount|15 billion dollars|usd=15000000000]."), "2025-10-30"),
		day(told("d", "other case", "wire", demarche.KindNews, "en", "A bank in Lagos lost "+forfeited("$15 billion", "15000000000")+" to [organisation|Oru Trading]."), "2025-06-01"),
		day(told("e", "fine", "office", demarche.KindFinance, "en", "It will pay "+forfeited("$750,000", "750000")+" for deals of [amount|$12.6 million|usd=12600000]."), "2025-09-22"),
		day(told("f", "week", "brief", demarche.KindNews, "en", "One settled for "+forfeited("$750,000", "750000")+". Its deals had come to [amount|$12.6 million|usd=12600000]."), "2025-09-26"),
	} {
		figures = append(figures, demarche.Figures(v)...)
	}
	stories := map[string]demarche.Story{}
	for id, d := range map[string]string{"complaint": "2025-10-14", "villas": "2025-10-30", "other case": "2025-06-01", "fine": "2025-09-22", "week": "2025-09-26"} {
		stories[id] = demarche.Story{ID: id, Title: "The " + id, Event: demarche.EventDate{Value: d, Precision: demarche.PrecisionDay, Basis: "text"}}
	}
	entries := demarche.NewLedger(figures, stories)
	got := map[string]string{}
	for _, e := range entries {
		var in []string
		for _, p := range e.AlsoIn {
			in = append(in, p.Story)
		}
		got[e.Story+" "+e.Value] = "same as " + e.SameAs + ", also in " + strings.Join(in, ", ")
	}
	want := map[string]string{
		"complaint 15000000000": "same as , also in villas", "villas 15000000000": "same as complaint, also in ", "other case 15000000000": "same as , also in ",
		"vague 1500000000": "same as attributed, also in ", "attributed 1500000000": "same as , also in vague",
		"fine 750000": "same as , also in week", "week 750000": "same as fine, also in ", "fine 12600000": "same as , also in week", "week 12600000": "same as fine, also in ",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for _, total := range demarche.Totals(entries) {
		if total.Role != "forfeited" {
			continue
		}
		if total.USD != "15000750000" || total.Again != 2 {
			t.Errorf("total %s with %d told again, want 15000750000 and 2", total.USD, total.Again)
		}
		for _, l := range total.LeftOut {
			if l.Story == "villas" && !strings.Contains(l.Reason, `told again; it stands once, with the story "The complaint"`) {
				t.Errorf("left out because %q", l.Reason)
			}
		}
	}
}
