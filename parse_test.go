package demarche

import (
	"errors"
	"reflect"
	"strings"
	"testing"
)

func word(s string) Term          { return Term{Text: s} }
func field2(f, v string) Term     { return Term{Field: f, Text: v} }
func phrase(s string) Phrase      { return Phrase{Text: s} }
func on(f, a, b string) DateRange { return DateRange{Field: f, From: a, To: b} }

func TestParseExpr(t *testing.T) {
	tests := []struct {
		in     string
		want   Node
		string string // when not the input
	}{
		{"", nil, ""},
		{"  ", nil, ""},
		{"sanctions", word("sanctions"), ""},
		{"bank sanctions", And{word("bank"), word("sanctions")}, ""},
		{"bank AND sanctions", And{word("bank"), word("sanctions")}, "bank sanctions"},
		{`"Lazarus Group" OR DPRK`, Or{phrase("Lazarus Group"), word("DPRK")}, ""},
		{"a b OR c", Or{And{word("a"), word("b")}, word("c")}, ""},
		{"a (b OR c)", And{word("a"), Or{word("b"), word("c")}}, ""},
		{"(a OR b) OR (c)", Or{word("a"), word("b"), word("c")}, "a OR b OR c"},
		{"a -b NOT c", And{word("a"), Not{word("b")}, Not{word("c")}}, "a -b -c"},
		{"-(a b)", Not{And{word("a"), word("b")}}, ""},
		{"-(a OR b)", Not{Or{word("a"), word("b")}}, ""},
		{"+a -a", And{word("a"), Not{word("a")}}, "a -a"},
		{"word* wird~", And{Term{Text: "word", Prefix: true}, Term{Text: "wird", Fuzzy: true}}, ""},
		{"or and not", And{word("or"), word("and"), word("not")}, ""},
		{`"OR"`, phrase("OR"), ""},
		{"OR, a", And{word("OR,"), word("a")}, ""},
		{"COVID-19 A7A5", And{word("COVID-19"), word("A7A5")}, ""},
		{"London - Paris", And{word("London"), word("Paris")}, "London Paris"},
		{"Report: Red Sox, what?", And{word("Report"), word("Red"), word("Sox"), word("what")}, "Report Red Sox what"},
		{"20:09", word("20:09"), ""},
		{"“curly quotes”", phrase("curly quotes"), `"curly quotes"`},
		{`"say \"so\" \\ now"`, phrase(`say "so" \ now`), ""},
		{"title:bank*", Term{Field: "title", Text: "bank", Prefix: true}, ""},
		{`title:"Bank of China"`, Phrase{"title", "Bank of China"}, ""},
		{"country:kp", field2("country", "KP"), "country:KP"},
		{`COUNTRY:"North Korea"`, field2("country", "North Korea"), `country:"North Korea"`},
		{"action:special-measure", field2("action", "special_measure"), "action:special_measure"},
		{`instrument:"E.O. 13722"`, field2("instrument", "E.O. 13722"), ""},
		{"tag:dprk3", field2("tag", "DPRK3"), "tag:DPRK3"},
		{"amount:>1b", AmountRange{Min: "1000000000", MinOpen: true}, ""},
		{"amount:>=1.5bn", AmountRange{Min: "1500000000"}, "amount:>=1.5b"},
		{"amount:1m..50m", AmountRange{Min: "1000000", Max: "50000000"}, ""},
		{"amount:>100btc", AmountRange{Min: "100", MinOpen: true, Currency: "BTC"}, ""},
		{"amount:5meur", AmountRange{Min: "5000000", Max: "5000000", Currency: "EUR"}, ""},
		{"amount:<$1,500", AmountRange{Max: "1500", MaxOpen: true, Currency: "USD"}, "amount:<1500usd"},
		{`amount:">1 billion"`, AmountRange{Min: "1000000000", MinOpen: true}, "amount:>1b"},
		{`amount:"2 million eur"`, AmountRange{Min: "2000000", Max: "2000000", Currency: "EUR"}, "amount:2meur"},
		{`amount:"> 2 t"`, AmountRange{Min: "2000000000000", MinOpen: true}, "amount:>2t"},
		{"amount:..3k", AmountRange{Max: "3000"}, "amount:<=3k"},
		{"since:2025-11-01 until:2025-11-30", And{on("since", "2025-11-01", ""), on("until", "", "2025-11-30")}, ""},
		{"event:2025-10..2025-11", on("event", "2025-10", "2025-11"), ""},
		{"seen:7d on:today", And{on("seen", "7d", "7d"), on("on", "today", "today")}, ""},
		{"event:2025..", on("event", "2025", ""), ""},
	}
	for _, tt := range tests {
		got, err := ParseExpr(tt.in)
		if err != nil {
			t.Errorf("ParseExpr(%q): %v", tt.in, err)
			continue
		}
		if !reflect.DeepEqual(got, tt.want) {
			t.Errorf("ParseExpr(%q) = %#v, want %#v", tt.in, got, tt.want)
		}
		if want := tt.string; got != nil {
			if want == "" {
				want = tt.in
			}
			if got.String() != want {
				t.Errorf("ParseExpr(%q).String() = %q, want %q", tt.in, got.String(), want)
			}
		}
	}
}

func TestParseExprErrors(t *testing.T) {
	tests := []struct{ in, want string }{
		{"amount:>", `amount: expected a number after ">", like amount:>1b (column 9)`},
		{"bank amount:1m..x", `amount: expected a number after "..", like amount:1m..50m (column 17)`},
		{"amount:1eur..2gbp", "amount: both ends must be in one currency, not EUR and GBP (column 8)"},
		{"amount:2m..1m", "amount: the first end is above the second; swap them (column 8)"},
		{"contry:KP", "contry: no such field; did you mean country? or put the whole in quotes (column 1)"},
		{`date:>"0000-00-00"`, "date: no such field; did you mean on, since, until, event or seen? or put the whole in quotes (column 1)"},
		{"kind:sanctions,ministry", "kind: expected one value; write (kind:sanctions OR kind:ministry) (column 6)"},
		{"change:delisted", `change: there is no "delisted"; did you mean removed? (column 8)`},
		{"action:designated", `action: there is no "designated"; did you mean designation? (column 8)`},
		{"kind:minstry", `kind: there is no "minstry"; did you mean ministry? (column 6)`},
		{"since:2025-02-30", `since: expected a date like 2025-11-04, 2025-11, 2025, today, yesterday or 7d, not "2025-02-30" (column 7)`},
		{"event:2025..2024", "event: the first date is after the second; swap them (column 7)"},
		{"country: KP", "country: expected a value after the colon, without a space (column 9)"},
		{"a*b*", "a star may only stand at the end of a word, after 3 letters or more (column 2)"},
		{"*", "expected 3 letters or more before the star (column 1)"},
		{"*a", "a star may only stand at the end of a word, after 3 letters or more (column 1)"},
		{"ab*", "expected 3 letters or more before the star (column 1)"},
		{"lazarus~2", "one edit is the most; write lazarus~ (column 8)"},
		{"/.*/", "regular expressions are not supported; write words, or word* for words that begin so (column 1)"},
		{`bank "open`, `the quote is not closed; add a second " (column 6)`},
		{`bank ""`, "nothing to search for between the quotes; write a word there (column 6)"},
		{"(a", `the bracket is not closed; add ")" or delete it (column 1)`},
		{"a)", "a closing bracket without an opening one; delete it or put it in quotes (column 2)"},
		{"a ()", "nothing between the brackets; write a word or delete them (column 3)"},
		{"a OR", "OR: expected a word after it; write one or delete the OR (column 3)"},
		{"OR a", `OR: expected a word before it; write one, or "OR" in quotes (column 1)`},
		{"a AND", "AND: expected a word after it; write one or delete the AND (column 3)"},
		{"a NOT", "NOT: expected a word after it; write one or delete it (column 3)"},
		{"????", "nothing to search for: write a word with a letter or a digit (column 4)"},
		{"a\x00", "the query holds a character that cannot be printed; delete it (column 2)"},
		{strings.Repeat("a", 257), "the query has 257 characters; the most is 256: shorten it"},
		{strings.Repeat("ab -", 17) + "c", "the query has 18 terms; the most is 16: leave some out"},
		{strings.Repeat("(", 20) + "a" + strings.Repeat(")", 20), "too many brackets within brackets; the most is 16 (column 17)"},
	}
	for _, tt := range tests {
		_, err := ParseExpr(tt.in)
		var qe *QueryError
		if !errors.As(err, &qe) || !errors.Is(err, ErrInvalid) {
			t.Errorf("ParseExpr(%q): error %v, want a *QueryError", tt.in, err)
			continue
		}
		if err.Error() != tt.want {
			t.Errorf("ParseExpr(%q):\n got %s\nwant %s", tt.in, err, tt.want)
		}
	}
}

func TestCheckTerms(t *testing.T) {
	n, err := ParseExpr(strings.Repeat("ab ", 17))
	if err != nil {
		t.Fatal(err)
	}
	if err := CheckTerms(n, MatchAll); err == nil {
		t.Error("17 words passed with match=all")
	}
	if err := CheckTerms(n, MatchAny); err != nil {
		t.Error(err)
	}
}

func TestDateRangeDays(t *testing.T) {
	const today = "2025-11-20"
	tests := []struct {
		in       DateRange
		from, to string
	}{
		{on("on", "2025-11-04", "2025-11-04"), "2025-11-04", "2025-11-04"},
		{on("event", "2024-02", "2024-02"), "2024-02-01", "2024-02-29"},
		{on("event", "2025", "2025"), "2025-01-01", "2025-12-31"},
		{on("event", "2025-10", "2025-11"), "2025-10-01", "2025-11-30"},
		{on("seen", "7d", "7d"), "2025-11-13", "2025-11-20"},
		{on("since", "7d", ""), "2025-11-13", ""},
		{on("until", "", "7d"), "", "2025-11-13"},
		{on("on", "yesterday", "today"), "2025-11-19", "2025-11-20"},
		{on("since", "2w", ""), "2025-11-06", ""},
		{on("since", "1y", ""), "2024-11-20", ""},
	}
	for _, tt := range tests {
		if from, to := tt.in.Days(today); from != tt.from || to != tt.to {
			t.Errorf("%v: %s..%s, want %s..%s", tt.in, from, to, tt.from, tt.to)
		}
	}
}

func FuzzParseExpr(f *testing.F) {
	for _, s := range []string{"", "a b OR c", `-"x y" title:z*`, "amount:1m..50m role:stolen", "event:2025-10..2025-11 since:7d",
		"+-a", "OR, b", `entity:"a (b), c,"`, "(((a)))", "wallet:bc1q*", "a~ b~2", "amount:<=1.50meur", "--a", "a:b", "…", `title:"\\"`,
		"country:kp kind:NEWS", "NOT,a", "AND a", "“x”", "currency:ßß", "amount:0001.1000k", "x:,", "seen:..today"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		n, err := ParseExpr(s)
		if err != nil {
			var qe *QueryError
			if !errors.As(err, &qe) || qe.Message == "" {
				t.Fatalf("%q: error %v is no *QueryError", s, err)
			}
			return
		}
		if n == nil {
			return
		}
		text := n.String()
		again, err := ParseExpr(text)
		var qe *QueryError
		if errors.As(err, &qe) && strings.Contains(qe.Message, "the most is 256") {
			return // the normal form spells out what was short
		}
		if err != nil {
			t.Fatalf("%q became %q, which does not parse: %v", s, text, err)
		}
		if !reflect.DeepEqual(n, again) {
			t.Fatalf("%q became %q, which parses to %#v, not %#v", s, text, again, n)
		}
	})
}
