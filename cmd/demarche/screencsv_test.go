package main

import (
	"encoding/csv"
	"strings"
	"testing"
)

// TestScreenBatch: batches as spreadsheets write them, and an answer that none runs.
func TestScreenBatch(t *testing.T) {
	dir := t.TempDir()
	if got := program(t, "", "lists", "update", "--file", "un-sc="+write(t, "un.xml", unFile("Abel Norquist", "Bertil Ossian")), "--data", dir); got.code != exitOK {
		t.Fatal(got.err)
	}
	ask := func(content string) ([][]string, outcome) {
		t.Helper()
		got := program(t, "", "screen", "--csv", write(t, "batch.csv", content), "--data", dir)
		rows, err := csv.NewReader(strings.NewReader(got.out)).ReadAll()
		if err != nil {
			t.Fatalf("%v in\n%s", err, got.out)
		}
		return rows, got
	}
	for name, c := range map[string]struct {
		content string
		want    []string // row, id, query, found
	}{
		"plain":      {"id,name\n7,Abel Norquist\n", []string{"2|7|Abel Norquist|possible match"}},
		"mark":       {"\ufeff\"name\",\"id\"\r\n\"Abel Norquist\",7\r\n", []string{"2|7|Abel Norquist|possible match"}},
		"semicolons": {"id;Name;birth\r\n7;\"Norquist, Abel\";\r\n", []string{"2|7|Norquist, Abel|possible match"}},
		"tabs":       {"id\tname\n7\tNobody Here\n", []string{"2|7|Nobody Here|none found in the lists held"}},
		"empty rows": {"id,name\n\n,\n7,Bertil Ossian\n , \n", []string{"4|7|Bertil Ossian|possible match"}},
		"quotes":     {"id,name\n7,Abel \"Abe\" Norquist\n8,\"Bertil\nOssian\"\n", []string{"2|7|Abel \"Abe\" Norquist|possible match", "3|8|Bertil\nOssian|possible match"}},
		"formulas":   {"id,name\n=1+1,=cmd|' /C calc'!A0\n@x,-2\n", []string{"2|'=1+1|'=cmd|' /C calc'!A0|none found in the lists held", "3|'@x|'-2|none found in the lists held"}},
		"short row":  {"name,id\nAbel Norquist\n", []string{"2||Abel Norquist|possible match"}},
		"one bad":    {"id,name,birth\n7,Abel Norquist,May\n8,\xff\xfe,\n9,Bertil Ossian,1960\n", []string{"2|7|Abel Norquist|not screened", "3|8|\ufffd|not screened", "4|9|Bertil Ossian|possible match"}},
	} {
		rows, got := ask(c.content)
		if got.code != exitOK {
			t.Errorf("%s: exit code %d: %s", name, got.code, got.err)
		}
		var have []string
		for _, r := range rows[1:] {
			if len(r) != len(screenHead) {
				t.Errorf("%s: %d columns", name, len(r))
			}
			have = append(have, strings.Join(r[:4], "|"))
			if r[3] != "not screened" && (r[15] == "" || r[16] == "" || r[18] == "" || r[19] == "") {
				t.Errorf("%s: no record: %q", name, r)
			}
		}
		if g, w := strings.Join(have, "\n"), strings.Join(c.want, "\n"); g != w {
			t.Errorf("%s:\n%s\nwant\n%s", name, g, w)
		}
	}
	for content, want := range map[string]string{"": "empty", "who\nx\n": "no column name", "\xff\xfen\x00a\x00": "UTF-16"} {
		if _, got := ask(content); got.code != exitUsage || !strings.Contains(got.err, want) {
			t.Errorf("%q: exit code %d, %s", content, got.code, got.err)
		}
	}
	if _, got := ask("name,birth\nx,May\n"); got.code != exitFailed || !strings.Contains(got.err, "line 2") {
		t.Errorf("no row usable: exit code %d, %s", got.code, got.err)
	}
}
