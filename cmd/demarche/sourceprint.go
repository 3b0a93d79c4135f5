package main

import (
	"fmt"
	"strings"
	"text/tabwriter"
	"time"

	"demarche"
)

// printHealth is a line a source, with sparks of the items of the last days.
func printHealth(e *environment, rows []demarche.SourceHealth) {
	t := tabwriter.NewWriter(e.stdout, 2, 8, 2, ' ', 0)
	fmt.Fprintln(t, "source\tstate\titems\tlast item\tlast good answer\trequests\titems by day\twhy")
	for _, r := range rows {
		fmt.Fprintf(t, "%s\t%s\t%d\t%s\t%s\t%d\t%s\t%s\n", r.Source.ID, r.State, r.Items, ago(r.LastItem), ago(r.LastOK), sum(r.Asked), sparks(r.Daily), visible(r.Why))
	}
	t.Flush()
}

func sum(list []int) int {
	n := 0
	for _, v := range list {
		n += v
	}
	return n
}

// sparks draws values as a line of blocks, a dot for none.
func sparks(values []int) string {
	const blocks = "▁▂▃▄▅▆▇█"
	top := 0
	for _, v := range values {
		top = max(top, v)
	}
	var b strings.Builder
	for _, v := range values {
		if v <= 0 {
			b.WriteRune('·')
			continue
		}
		b.WriteRune([]rune(blocks)[(v*8-1)/top])
	}
	return b.String()
}

// The parts of the record of one source that are printed.
const (
	answersPrinted = 10
	linesPrinted   = 12 // of an answer's bytes
	columnsPrinted = 160
)

// printSources prints sources in full: what the page of each shows.
func (a *app) printSources(rows []demarche.SourceHealth) error {
	for i, h := range rows {
		if i > 0 {
			fmt.Fprintln(a.env.stdout)
		}
		answers, err := a.store.Answers(a.env.ctx, h.Source.ID)
		if err != nil {
			return err
		}
		a.printSource(h, answers)
	}
	return nil
}

func (a *app) printSource(h demarche.SourceHealth, answers []demarche.Fetch) {
	w := a.env.stdout
	fmt.Fprintf(w, "%s  %s\n", h.Source.ID, visible(h.Source.Name))
	line := func(name, value string) {
		if value != "" {
			fmt.Fprintf(w, "  %-17s %s\n", name, value)
		}
	}
	line("state", string(h.State))
	line("why", visible(h.Why))
	line("items", fmt.Sprintf("%d, newest %s", h.Items, ago(h.LastItem)))
	line("last good answer", ago(h.LastOK))
	line("next request", ago(h.Due))
	line("items by day", sparks(h.Daily))
	line("requests", fmt.Sprintf("%d in %d days, %d good answers of its feeds", sum(h.Asked), len(h.Asked), sum(h.Good)))
	for _, f := range h.Source.Feeds {
		line("read from", fmt.Sprintf("%s (%s)", visible(f.URL), f.Format))
	}
	for _, f := range answers {
		if f.Propose != "" {
			line("proposed address", visible(f.Propose))
		}
		if f.Propose != "" || f.Class.OK() {
			break
		}
	}
	for _, c := range h.Changes {
		line("state since", c.At.UTC().Format(time.DateTime)+"  "+string(c.State)+"  "+clipped(c.Why, columnsPrinted))
	}
	if len(answers) > 0 {
		fmt.Fprintln(w, "  last answers")
	}
	for _, f := range answers[:min(len(answers), answersPrinted)] {
		fmt.Fprintf(w, "    %s  %s  HTTP %d  %d bytes  %d entries, %d new  %s\n", f.At.UTC().Format(time.DateTime), f.Class, f.Status, f.Bytes, f.Entries, f.New, visible(f.Error))
		printBytes(a, f.Sample)
	}
}

// printBytes prints the beginning of an answer, made harmless for a terminal.
func printBytes(a *app, sample []byte) {
	lines := strings.Split(strings.ToValidUTF8(string(sample), "\uFFFD"), "\n")
	printed := 0
	for i, l := range lines {
		if l = strings.TrimSpace(l); l == "" {
			continue
		}
		if printed++; printed > linesPrinted {
			fmt.Fprintf(a.env.stdout, "      | … %d more lines are kept\n", len(lines)-i)
			return
		}
		fmt.Fprintf(a.env.stdout, "      | %s\n", clipped(l, columnsPrinted))
	}
}
