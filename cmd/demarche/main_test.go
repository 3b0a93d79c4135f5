package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"demarche"
)

// TestMain lets a test start this very program as a process of its own, to be
// killed, say.
func TestMain(m *testing.M) {
	if os.Getenv("DEMARCHE_TEST_PROGRAM") == "1" {
		main()
	}
	os.Exit(m.Run())
}

type outcome struct {
	code     int
	out, err string
}

func program(t *testing.T, stdin string, args ...string) outcome {
	t.Helper()
	return programContext(t.Context(), stdin, args...)
}

func programContext(ctx context.Context, stdin string, args ...string) outcome {
	var out, errs bytes.Buffer
	code := run(ctx, args, strings.NewReader(stdin), &out, &errs)
	return outcome{code, out.String(), errs.String()}
}

func write(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestMistakes(t *testing.T) {
	badKey := write(t, "bad.toml", "addr = \"127.0.0.1:1\"\n\n[mail]\nform = \"x\"\n")
	badSyntax := write(t, "syntax.toml", "addr = \n")
	tests := []struct {
		name string
		args []string
		code int
		says []string
	}{
		{"unknown command", []string{"serch"}, exitUsage, []string{"serch", "--help"}},
		{"unknown flag", []string{"search", "--contry", "KP"}, exitUsage, []string{"--contry"}},
		{"unknown config key", []string{"check-config", "--config", badKey}, exitFailed, []string{badKey + ":4", "mail.form", "known keys", "mail.from"}},
		{"config syntax", []string{"check-config", "--config", badSyntax}, exitFailed, []string{badSyntax + ":1"}},
		{"config missing", []string{"check-config", "--config", "no-such.toml"}, exitFailed, []string{"no-such.toml", "does not exist"}},
		{"input missing", []string{"annotate", "no-such.jsonl"}, exitFailed, []string{"no-such.jsonl", "does not exist"}},
		{"bad network", []string{"check-config", "--allow-net", "home"}, exitFailed, []string{`"home"`, "127.0.0.0/8"}},
		{"bad role", []string{"serve", "--role", "sing"}, exitUsage, []string{`"sing"`, "crawl"}},
		{"bad source", []string{"crawl", "no-such-source", "--data", t.TempDir()}, exitUsage, []string{"no-such-source", "sources list"}},
		{"bad since", []string{"digest", "preview", "--since", "soon", "--data", t.TempDir()}, exitUsage, []string{`"soon"`, "24h"}},
		{"bad query", []string{"search", "amount:>", "--data", t.TempDir()}, exitUsage, []string{"amount", "column"}},
		{"bad parameter", []string{"search", "--clock", "wall", "--data", t.TempDir()}, exitUsage, []string{"clock", "published"}},
		{"send without server", []string{"digest", "send", "--to", "a@b.example", "--data", t.TempDir()}, exitUsage, []string{"DEMARCHE_SMTP"}},
		{"no data to back up", []string{"backup", "x.tar", "--data", filepath.Join(t.TempDir(), "none")}, exitFailed, []string{"no data"}},
		{"a line that is no object", []string{"annotate", write(t, "array.jsonl", "[1]\n")}, exitFailed, []string{"line 1: the line should be a JSON object, not an array"}},
		{"no page", []string{"article", "no-such.html"}, exitFailed, []string{"no-such.html", "does not exist"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := program(t, "", tt.args...)
			if got.code != tt.code {
				t.Errorf("exit code %d, want %d", got.code, tt.code)
			}
			for _, s := range tt.says {
				if !strings.Contains(got.err, s) {
					t.Errorf("the message lacks %q:\n%s", s, got.err)
				}
			}
			if strings.Contains(got.err, "panic") || got.out != "" && tt.code == exitUsage && tt.name != "unknown command" {
				t.Errorf("out: %s\nerr: %s", got.out, got.err)
			}
		})
	}
}

func TestHelp(t *testing.T) {
	var c cli
	_ = c
	for _, args := range [][]string{{"--help"}, {"serve", "--help"}, {"demo", "--help"}, {"crawl", "--help"}, {"import", "--help"}, {"search", "--help"},
		{"export", "--help"}, {"article", "--help"}, {"annotate", "--help"}, {"group", "--help"}, {"screen", "--help"}, {"sources", "check", "--help"},
		{"digest", "preview", "--help"}, {"digest", "send", "--help"}, {"backup", "--help"}, {"restore", "--help"}, {"reindex", "--help"}, {"check-config", "--help"}} {
		got := program(t, "", args...)
		if got.code != exitOK || !strings.Contains(got.out, "Usage: demarche") {
			t.Errorf("%v: code %d, err %q", args, got.code, got.err)
		}
		if len(args) > 1 && !strings.Contains(got.out, "demarche "+args[0]) {
			t.Errorf("%v: no example in:\n%s", args, got.out)
		}
	}
}

func TestAnnotate(t *testing.T) {
	in := `{"id":7,"text":"North Korean hackers stole $3 billion, OFAC said on Nov. 4, 2025.","published":"2025-11-05"}
not json
{"id":"b"}

{"id":"c","text":""}
`
	got := program(t, in, "annotate")
	if got.code != exitOK {
		t.Fatalf("code %d: %s", got.code, got.err)
	}
	lines := strings.Split(strings.TrimSpace(got.out), "\n")
	if len(lines) != 2 {
		t.Fatalf("%d lines out:\n%s", len(lines), got.out)
	}
	for _, want := range []string{"line 2: not valid JSON", `line 3: "text" is missing`, "2 of 4 lines"} {
		if !strings.Contains(got.err, want) {
			t.Errorf("stderr lacks %q:\n%s", want, got.err)
		}
	}
	var a struct {
		ID int
		demarche.Facts
	}
	if err := json.Unmarshal([]byte(lines[0]), &a); err != nil {
		t.Fatal(err)
	}
	found := map[demarche.MentionKind]string{}
	for _, m := range a.Mentions {
		found[m.Kind] = m.Text
		if m.Why != "" {
			t.Errorf("reason %q without --explain", m.Why)
		}
	}
	if a.ID != 7 || found["amount"] != "$3 billion" || found["country"] != "North Korean" || !strings.HasPrefix(found["date"], "Nov. 4") {
		t.Errorf("got %s", lines[0])
	}
	if got := program(t, "x\n", "annotate"); got.code != exitFailed {
		t.Errorf("no usable line: code %d", got.code)
	}
}

// A text of any age may be annotated: its date anchors what it says.
func TestAnnotate_oldText(t *testing.T) {
	got := program(t, `{"id":1,"text":"The talks ended yesterday.","published":"1989-11-02"}`, "annotate")
	if !strings.Contains(got.out, `"timex":"1989-11-01"`) {
		t.Errorf("%s%s", got.out, got.err)
	}
}

// articles makes n import lines with distinct texts.
func articles(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `{"url":"https://news.example/%d","title":"Report %d on sanctions","text":"Report number %d. Officials in Pyongyang said on Tuesday that marker%d was worth $%d million.","published":"2025-11-%02dT10:00:00Z","source":"wire-%d"}`+"\n",
			i, i, i, i, i+1, i%28+1, i%7)
	}
	return b.String()
}

func TestImportAndSearch(t *testing.T) {
	data := t.TempDir()
	in := articles(40) + "{\"url\":\"gopher://x\",\"text\":\"y\"}\n{broken\n"
	got := program(t, in, "import", "-", "--data", data)
	if got.code != exitOK {
		t.Fatalf("import: code %d\n%s", got.code, got.err)
	}
	for _, want := range []string{"40 new", "line 41", "line 42", "2 lines not usable"} {
		if !strings.Contains(got.err, want) {
			t.Errorf("stderr lacks %q:\n%s", want, got.err)
		}
	}
	if again := program(t, articles(40), "import", "-", "--data", data); !strings.Contains(again.err, "0 new, 0 revised, 40 unchanged") {
		t.Errorf("second import:\n%s", again.err)
	}
	revised := `{"url":"https://news.example/3","title":"Report 3 on sanctions","text":"Corrected: Officials in Pyongyang said marker3 was worth $9 billion.","published":"2025-11-04","source":"wire-3"}` + "\n"
	if r := program(t, revised, "import", "-", "--data", data); !strings.Contains(r.err, "1 revised") {
		t.Errorf("revision:\n%s", r.err)
	}
	tests := []struct {
		args  []string
		total int
	}{
		{[]string{"marker7"}, 1},
		{[]string{"country:KP"}, 40},
		{[]string{"amount:>1b"}, 1},
		{[]string{"amount:>30m", "since:2025-11-01"}, 11},
		{[]string{`"number 12"`}, 1},
		{[]string{"source:wire-2"}, 6},
		{[]string{"since:2025-11-28"}, 1},
		{[]string{"--from", "2025-11-28", "--", "-marker27"}, 0},
		{[]string{}, 40},
	}
	for _, tt := range tests {
		got := program(t, "", append([]string{"search", "--json", "--data", data}, tt.args...)...)
		var res demarche.Results
		if err := json.Unmarshal([]byte(got.out), &res); err != nil || got.code != exitOK {
			t.Fatalf("search %v: code %d, %v\n%s", tt.args, got.code, err, got.err)
		}
		if res.Total != tt.total {
			t.Errorf("search %v: %d found, want %d", tt.args, res.Total, tt.total)
		}
	}
	people := program(t, "", "search", "marker7", "--data", data)
	for _, want := range []string{"1 found", "Report 7 on sanctions", "2025-11-08", "https://news.example/7"} {
		if !strings.Contains(people.out, want) {
			t.Errorf("the list for people lacks %q:\n%s", want, people.out)
		}
	}
	out := program(t, "", "export", "country:KP", "--data", data)
	if n := strings.Count(out.out, "\n"); n != 40 {
		t.Errorf("export wrote %d lines: %s", n, out.err)
	}
	digest := program(t, "", "digest", "preview", "--query", "amount:>1b", "--data", data)
	if !strings.Contains(digest.out, "$9 billion") || !strings.Contains(digest.out, "Why: names the sum") {
		t.Errorf("digest:\n%s%s", digest.out, digest.err)
	}
}

// A page imported without title and date brings its own.
func TestImportPage(t *testing.T) {
	data := t.TempDir()
	page := `<!doctype html><html lang="en"><head><title>Port closed to tanker | Wire</title><meta property="article:published_time" content="2025-11-06T09:30:00+09:00"></head>` +
		`<body><article><h1>Port closed to tanker</h1><p>` + strings.Repeat("The harbour master in Busan turned the vessel away on Thursday morning. ", 8) + `</p></article></body></html>`
	line, err := json.Marshal(map[string]string{"url": "https://wire.example/1", "html": page})
	if err != nil {
		t.Fatal(err)
	}
	if got := program(t, string(line), "import", "-", "--data", data); got.code != exitOK {
		t.Fatal(got.err)
	}
	got := program(t, "", "search", "harbour since:2025-11-06 until:2025-11-06", "--data", data)
	if !strings.Contains(got.out, "1 found") || !strings.Contains(got.out, "Port closed to tanker") || strings.Contains(got.out, "| Wire") {
		t.Errorf("%s%s", got.out, got.err)
	}
}

// What a spreadsheet would run as a formula is neutral in every form.
func TestExport_csvFormulas(t *testing.T) {
	data := t.TempDir()
	in := `{"url":"https://x.example/1","title":"＝HYPERLINK(1)","text":"A text."}` + "\n" + `{"url":"https://x.example/2","title":"=1+1","text":"Another."}` + "\n"
	if got := program(t, in, "import", "-", "--data", data); got.code != exitOK {
		t.Fatal(got.err)
	}
	got := program(t, "", "export", "--format", "csv", "--data", data)
	for _, want := range []string{"'＝HYPERLINK(1)", "'=1+1"} {
		if !strings.Contains(got.out, want) {
			t.Errorf("no %q in:\n%s%s", want, got.out, got.err)
		}
	}
}

// An export that is broken off says how far it came and ends with a whole line.
func TestExport_brokenOff(t *testing.T) {
	data := t.TempDir()
	var in strings.Builder
	for i := range 130 {
		fmt.Fprintf(&in, `{"url":"https://x.example/%d","title":"Report %d","text":"%s"}`+"\n", i, i, strings.Repeat("The ship lay at anchor. ", 60))
	}
	if got := program(t, in.String(), "import", "-", "--data", data); got.code != exitOK {
		t.Fatal(got.err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	out := &stopping{stop: cancel}
	var errs bytes.Buffer
	if code := run(ctx, []string{"export", "--data", data}, strings.NewReader(""), out, &errs); code == exitOK {
		t.Error("an export that was broken off is a success")
	}
	if !strings.Contains(errs.String(), "Stopped after 100 of 130 items") {
		t.Errorf("it says %q", errs.String())
	}
	if n := strings.Count(out.String(), "\n"); n != 100 || !strings.HasSuffix(out.String(), "}\n") {
		t.Errorf("%d lines, the last of them %q", n, out.String()[strings.LastIndex(out.String(), "\n"):])
	}
}

// stopping calls stop when something is written to it.
type stopping struct {
	bytes.Buffer
	stop func()
}

func (s *stopping) Write(p []byte) (int, error) {
	s.stop()
	return s.Buffer.Write(p)
}

func TestBackupAndRestore(t *testing.T) {
	data, copied := t.TempDir(), filepath.Join(t.TempDir(), "copy")
	if got := program(t, articles(5), "import", "-", "--data", data); got.code != exitOK {
		t.Fatal(got.err)
	}
	file := filepath.Join(t.TempDir(), "backup")
	if got := program(t, "", "backup", file, "--data", data); got.code != exitOK {
		t.Fatal(got.err)
	}
	if got := program(t, "", "restore", file, "--data", data); got.code != exitFailed || !strings.Contains(got.err, "already holds data") {
		t.Errorf("restore over data: code %d %s", got.code, got.err)
	}
	if got := program(t, "", "restore", file, "--data", copied); got.code != exitOK {
		t.Fatal(got.err)
	}
	if got := program(t, "", "backup", file, "--data", data); got.code != exitFailed || !strings.Contains(got.err, "never replaces") {
		t.Errorf("backup over a file: code %d %s", got.code, got.err)
	}
	got := program(t, "", "search", "marker4", "--data", copied)
	if !strings.Contains(got.out, "1 found") {
		t.Errorf("search in the copy: %s%s", got.out, got.err)
	}
}

// A file that cannot be read costs nothing of the others, and a mistyped name
// is noticed before anything is done.
func TestImport_badFiles(t *testing.T) {
	data := t.TempDir()
	good := write(t, "good.jsonl", articles(8))
	if got := program(t, "", "import", good, "no-such.jsonl", "--data", data); got.code != exitFailed || !strings.Contains(got.err, "no-such.jsonl does not exist; nothing was imported") {
		t.Errorf("a missing file: code %d %s", got.code, got.err)
	}
	torn := write(t, "torn.jsonl.gz", "\x1f\x8b\x08\x00torn")
	got := program(t, "", "import", good, torn, "--data", data)
	if got.code != exitFailed || !strings.Contains(got.err, "8 new") || !strings.Contains(got.err, "torn.jsonl.gz") {
		t.Errorf("a torn file: code %d %s", got.code, got.err)
	}
	if got := program(t, "", "search", "country:KP", "--data", data); !strings.Contains(got.out, "8 found") {
		t.Errorf("the good lines: %s%s", got.out, got.err)
	}
}

// An absurd publication date is unknown, as it is for the crawler, and never
// sorts to the top.
func TestImport_absurdDate(t *testing.T) {
	data := t.TempDir()
	in := `{"url":"https://x.example/1","text":"From the future.","published":"2099-01-01"}` + "\n" +
		`{"url":"https://x.example/2","text":"From the past.","published":"1970-01-01"}` + "\n" +
		`{"url":"https://x.example/3","text":"From today.","published":"2025-11-20"}` + "\n"
	if got := program(t, in, "import", "-", "--data", data); got.code != exitOK {
		t.Fatal(got.err)
	}
	got := program(t, "", "search", "--json", "--sort", "newest", "--data", data)
	var res demarche.Results
	if err := json.Unmarshal([]byte(got.out), &res); err != nil || len(res.Hits) != 3 {
		t.Fatalf("%v: %s", err, got.out)
	}
	if res.Hits[0].URL != "https://x.example/3" || res.Hits[1].Published != "" || res.Hits[2].Published != "" {
		t.Errorf("order and dates: %s", got.out)
	}
}

func TestNoData(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "typo")
	for _, args := range [][]string{{"search", "x"}, {"export", "x"}, {"digest", "preview"}, {"digest", "status"}, {"reindex"}, {"sources", "check"}, {"backup", "b"}} {
		got := program(t, "", append(args, "--data", dir)...)
		if got.code != exitFailed || !strings.Contains(got.err, "no data in "+dir) {
			t.Errorf("%v: code %d %s", args, got.code, got.err)
		}
	}
	if exists(dir) {
		t.Error("the mistyped folder was made")
	}
}

func TestCheckConfig(t *testing.T) {
	bad := write(t, "bad.toml", `addr = "nonsense"
base_url = "ftp://x"
enable = ["no-such-source"]
[mail]
from = "nobody"
`)
	got := program(t, "", "check-config", "--config", bad)
	for _, want := range []string{`addr "nonsense"`, `base_url "ftp://x"`, `mail.from "nobody"`} {
		if got.code != exitFailed || !strings.Contains(got.err, want) {
			t.Errorf("code %d, lacks %q:\n%s", got.code, want, got.err)
		}
	}
	enable := write(t, "enable.toml", "enable = [\"no-such-source\"]\n")
	if got := program(t, "", "check-config", "--config", enable); got.code != exitFailed || !strings.Contains(got.err, "enable: source \"no-such-source\"") {
		t.Errorf("code %d: %s", got.code, got.err)
	}
	wrongType := write(t, "type.toml", "addr = 7\n")
	if got := program(t, "", "check-config", "--config", wrongType); got.code != exitFailed || !strings.Contains(got.err, wrongType+":1: addr") {
		t.Errorf("code %d: %s", got.code, got.err)
	}
}
