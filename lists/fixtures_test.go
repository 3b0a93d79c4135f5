package lists

import (
	"bytes"
	"encoding/json"
	"flag"
	"io"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// testCountries stands for package country, which lists may not import.
func testCountries(name string) (string, bool) {
	code, ok := map[string]string{"korea, north": "KP", "north korea": "KP", "korea (democratic people's republic of)": "KP", "china": "CN", "russia": "RU", "north korean": "KP", "北朝鮮": "KP", "belize": "BZ", "kp": "KP"}[strings.ToLower(name)]
	return code, ok
}

// book makes a workbook; dates are stored as spreadsheets do.
func book(t *testing.T, sheets ...[][]any) []byte {
	t.Helper()
	f := excelize.NewFile()
	for i, rows := range sheets {
		name := []string{"Sheet1", "Sheet2"}[i]
		if i > 0 {
			if _, err := f.NewSheet(name); err != nil {
				t.Fatal(err)
			}
		}
		for n, row := range rows {
			cell, _ := excelize.CoordinatesToCellName(1, n+1)
			if err := f.SetSheetRow(name, cell, &row); err != nil {
				t.Fatal(err)
			}
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// dfatBook is synthetic, after Australia's published format of 2025.
func dfatBook(t *testing.T) []byte {
	return book(t, [][]any{
		{"Reference", "Name of Individual or Entity", "Type", "Name Type", "Alias Strength", "Date of Birth", "Place of Birth", "Citizenship", "Address", "Additional Information", "Listing Information", "IMO Number", "Committees", "Control Date", "Instrument of Designation", "Targeted Financial Sanction", "Travel Ban", "Arms Embargo", "Maritime Restriction", "Mood"},
		{"9001", "Chol Su PAK", "Individual", "Primary Name", "", "a) 1/03/1971 b) 1971", "Sinuiju", "North Korean", "a) 1 Example Road, Dandong b) Pyongyang", "UN Ref KPi.999_x000D_", 42892, "", "1718 (DPRK)", 45000, "Instrument 2017", "TRUE", "TRUE", "", "", "calm"},
		{"9001a", "박철수", "Individual", "Original Script", "", "", "", "", "", "", "", "", "1718 (DPRK)", 45000, "", "TRUE", "TRUE"},
		{"9002", "EXAMPLE STAR", "Vessel", "Primary Name", "", "", "", "", "", "", "Listed by notice", "9000001", "Autonomous (Russia)", 45800, "", "", "", "", "1"},
		{"9001b", "Sunshine", "Individual", "Aka", "Weak"},
		{"9001", "OTHER UNDER A REUSED NUMBER", "Entity", "Primary Name"},
		{"", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", ""},
		{"no number", "Lost"},
	})
}

// mofBook is synthetic, after the published format of Japan's finance ministry.
func mofBook(t *testing.T) []byte {
	return book(t, [][]any{
		{"北朝鮮のミサイル又は大量破壊兵器計画に関連する者"},
		{},
		{"告示日付", "告示番号", "日 本 語 表 記", "英 語 表 記", "別 名", "確定に十分でない別名", "生 年 月 日", "出生地", "国籍", "旅券番号", "役 職", "住 所", "国連参照番号", "その他の情報", "血液型"},
		{42906, "第１号", "パク・チョルス", "Pak Chol Su", "(a) Park Chul-soo （b）朴哲洙", "Sunshine", "1971年3月1日", "新義州", "北朝鮮", "563000001", "局長", "(a)丹東市 (b)平壌", "ＫＰｉ．999", "備考", "O"},
		{"2017.6.20", "第２号", "例示貿易銀行", "Example Trading Bank", "", "", "不明", "", "", "", "", "平壌", "", "", ""},
	}, [][]any{{"空の表"}, {"説明"}})
}

func TestFixtures(t *testing.T) {
	file := func(names ...string) map[string]io.Reader {
		files := map[string]io.Reader{}
		for _, n := range names {
			data, err := os.ReadFile(filepath.Join("testdata", n))
			if err != nil {
				t.Fatal(err)
			}
			files[n] = bytes.NewReader(data)
		}
		return files
	}
	one := func(name string, data []byte) map[string]io.Reader {
		return map[string]io.Reader{name: bytes.NewReader(data)}
	}
	table := map[string]io.Reader{
		"SDN.CSV": strings.NewReader("900001,\"PAK, Chol Su\",\"individual\",\"DPRK3] [CYBER2\",\"Deputy Director\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"DOB circa 1971; POB Sinuiju, North Korea; nationality Korea, North; Gender Male; Secondary sanctions risk: North Korea Sanctions Regulations, sections 510.201 and 510.210; Passport RL 563000001 (Korea, North) expires 01 Feb 2025; a.k.a. 'SUNSHINE'; likes tea; Digital Currency Address - XBT 1Example; Linked To: EXAM\"\r\n" +
			"900002,\"EXAMPLE STAR\",\"vessel\",\"RUSSIA-EO14024\",-0- ,\"UAAA\",\"Crude Oil Tanker\",\"105000\",\"58000\",\"Russia\",-0- ,\"Vessel Registration Identification IMO 9000001; MMSI 273000001.\"\r\n\x1A"),
		"ADD.CSV":          strings.NewReader("900001,1,\"1 Example Road\",\"Dandong, Liaoning 118000\",\"China\",-0- \r\n900002,2,-0- ,-0- ,-0- ,-0- \r\n\x1A"),
		"ALT.CSV":          strings.NewReader("900001,3,\"aka\",\"PARK, Chul-soo\",-0- \r\n900001,4,\"fka\",\"PAK, Old\",-0- \r\n\x1A"),
		"SDN_COMMENTS.CSV": strings.NewReader("900001,\"PLE TRADING BANK.\"\r\n\x1A"),
	}
	tests := []struct {
		name, list string
		files      map[string]io.Reader
	}{
		{"ofac-table", "us-ofac-sdn", table},
		{"ofac-xml", "us-ofac-sdn", file("sdn.xml")},
		{"ofac-advanced", "us-ofac-sdn", file("sdn_advanced.xml")},
		{"ofac-enhanced", "us-ofac-sdn", file("sdn_enhanced.xml")},
		{"eu", "eu-fsf", file("eu.xml")},
		{"eu-map", "eu-sanctionsmap", file("eu_map.json")},
		{"un", "un-sc", file("un.xml")},
		{"csl", "us-csl", file("csl.csv")},
		{"ftm", "opensanctions", file("entities.ftm.json")},
		{"uk", "gb-uksl", file("uk.xml")},
		{"uk-table", "gb-uksl", file("uk.csv")},
		{"seco", "ch-seco", file("seco.xml")},
		{"sema", "ca-sema", file("sema.xml")},
		{"dfat", "au-dfat", one("list.xlsx", dfatBook(t))},
		{"mof", "jp-mof", one("list.xlsx", mofBook(t))},
		{"notices", "kr-notices", file("notices.csv")},
		{"simple", "opensanctions", file("targets.simple.csv")},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			list, err := Reader{Country: testCountries}.Read(tt.list, tt.files)
			if err != nil {
				t.Fatal(err)
			}
			list.Sums, list.Version, list.Bytes = nil, "", 0 // workbooks are packed anew each time
			got, err := json.MarshalIndent(list, "", " ")
			if err != nil {
				t.Fatal(err)
			}
			golden := filepath.Join("testdata", tt.name+".golden.json")
			if *update {
				if err := os.WriteFile(golden, append(got, '\n'), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(string(got)+"\n", "\n")); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

func TestCutShort(t *testing.T) {
	for list, name := range map[string]string{"us-ofac-sdn": "sdn.xml", "eu-fsf": "eu.xml", "ch-seco": "seco.xml", "ca-sema": "sema.xml", "eu-sanctionsmap": "eu_map.json"} {
		data, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		for _, cut := range []int{len(data) / 2, len(data) - 12} {
			_, err = Read(list, map[string]io.Reader{name: bytes.NewReader(data[:cut])})
			var short *Truncated
			if !asError(err, &short) {
				t.Errorf("%s cut at %d of %d: %v, want Truncated", name, cut, len(data), err)
			}
		}
	}
	text := strings.Replace(string(must(os.ReadFile("testdata/sdn.xml"))), "<Record_Count>3<", "<Record_Count>4<", 1)
	_, err := Read("us-ofac-sdn", map[string]io.Reader{"sdn.xml": strings.NewReader(text)})
	var short *Truncated
	if !asError(err, &short) {
		t.Errorf("fewer entries than the file says: %v, want Truncated", err)
	}
}

func TestUnreadable(t *testing.T) {
	for name, text := range map[string]string{
		"empty": "", "a page": "<!DOCTYPE html><html><body>Access denied</body></html>", "another list": "<CONSOLIDATED_LIST/>",
		"no entry": "<?xml version='1.0'?><export></export>", "broken": "<export><sanctionEntity></export>", "bomb": "<!DOCTYPE x [<!ENTITY a 'b'>]><export><sanctionEntity>&a;</sanctionEntity></export>",
	} {
		_, err := Read("eu-fsf", map[string]io.Reader{"f": strings.NewReader(text)})
		var bad *Unreadable
		if !asError(err, &bad) {
			t.Errorf("%s: %v, want Unreadable", name, err)
		}
	}
	if _, err := Read("xx-none", nil); err == nil {
		t.Error("a list that does not exist was read")
	}
}

func TestSisterNames(t *testing.T) {
	info, _ := Lookup("us-ofac-sdn")
	got := map[string][]string{}
	for _, name := range []string{"/x/SDN.CSV", "old-sdn.csv", "a/cons_prim.csv", "SDN.XML"} {
		got[name] = info.SisterNames(name)
	}
	want := map[string][]string{"/x/SDN.CSV": {"/x/ADD.CSV", "/x/ALT.CSV", "/x/SDN_COMMENTS.CSV"}, "old-sdn.csv": {"old-add.csv", "old-alt.csv", "old-sdn_comments.csv"},
		"a/cons_prim.csv": {"a/cons_add.csv", "a/cons_alt.csv", "a/cons_comments.csv"}, "SDN.XML": nil}
	if diff := cmp.Diff(maps.Collect(maps.All(want)), got); diff != "" {
		t.Error(diff)
	}
}
