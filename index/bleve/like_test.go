package bleve

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"demarche"
	"demarche/index"
)

// likeWorld is reports whose right neighbours share words of their texts only,
// and others that share the headline.
func likeWorld() []index.Doc {
	pair := func(id, lang, title, text, otherTitle, otherText string) []index.Doc {
		return []index.Doc{{ID: id + "-a", Lang: lang, Title: title, Text: text}, {ID: id + "-b", Lang: lang, Title: otherTitle, Text: otherText}}
	}
	docs := slices.Concat(
		pair("en", "en", "Ministry announces new measures", "The tanker Brinmoor loaded bunker fuel off Cape Tessaly and switched off its transponder near the Orvane strait.",
			"A ship vanishes at sea", "Port records show that the Brinmoor met another vessel in the Orvane strait; its transponder was silent for two days, and the bunker fuel was gone."),
		pair("fr", "fr", "Le ministère annonce de nouvelles mesures", "Les comptoirs de Valdrenne achetaient des tourmalines brutes au moyen de lettres de crédit falsifiées.",
			"Une affaire de pierres", "Une lettre de crédit falsifiée a permis d'acheter la tourmaline brute aux comptoirs de Valdrenne."),
		pair("de", "de", "Ministerium kündigt neue Maßnahmen an", "Die Reederei Halstorp verkaufte gebrauchte Drehgestelle an eine Briefkastenfirma in Merlau.",
			"Spur der Waggons", "Gebrauchte Drehgestelle der Reederei Halstorp gingen über eine Briefkastenfirma nach Merlau."),
		pair("ru", "ru", "Министерство объявило о новых мерах", "Завод «Ветлужский» поставлял подшипники через посредника в Карамышево по поддельным накладным.",
			"Поставки нашли след", "Поддельная накладная показала посредника в Карамышево: подшипник шёл с завода «Ветлужский»."),
		pair("ar", "ar", "الوزارة تعلن إجراءات جديدة", "باعت شركة الزنبقة محركات الزوارق عبر وسيط في ميناء السنديان بفواتير مزورة.",
			"قضية في الميناء", "ظهرت فواتير مزورة لمحركات زوارق باعتها شركة الزنبقة إلى ميناء السنديان."),
		pair("ko", "ko", "부처 새로운 조치 발표", "해솔무역은 은성항에서 냉동오징어를 위조송장으로 환적했다.",
			"항구에서 생긴 일", "위조송장이 드러나면서 은성항의 해솔무역이 냉동오징어를 환적한 사실이 알려졌다."),
		pair("zh", "zh", "部门宣布新的措施", "翠峰贸易公司在望龙港用伪造提单转运变压器。",
			"港口案件", "调查发现翠峰贸易公司的变压器凭伪造提单经望龙港转运。"),
	)
	titles := map[string]string{}
	for _, d := range docs {
		if strings.HasSuffix(d.ID, "-a") {
			titles[d.Lang] = d.Title
		}
	}
	filler := map[string]string{"en": "Officials said the list was longer this year and that banks would be told.", "fr": "Les autorités ont dit que la liste était plus longue cette année.",
		"de": "Die Behörde sagte, die Liste sei in diesem Jahr länger geworden.", "ru": "Ведомство сообщило, что список в этом году стал длиннее.",
		"ar": "قالت السلطات إن القائمة أطول هذا العام وستبلغ المصارف.", "ko": "당국은 올해 명단이 더 길어졌다고 말했다.", "zh": "当局表示今年的名单更长。"}
	for _, lang := range []string{"en", "fr", "de", "ru", "ar", "ko", "zh"} {
		for i := range 12 {
			docs = append(docs, index.Doc{ID: fmt.Sprintf("%s-%d", lang, i), Lang: lang, Title: titles[lang], Text: fmt.Sprintf("%s %d.", filler[lang], 1000+i)})
		}
	}
	for i := range docs {
		docs[i].Countries = []string{"KP"}
	}
	return docs
}

func resembling(t *testing.T, e *Engine, d index.Doc, q demarche.Query) index.Found {
	t.Helper()
	q.Like = d.ID
	found, err := e.Resembling(context.Background(), &d, q)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func idsOf(f index.Found) []string {
	var ids []string
	for _, x := range f.IDs {
		ids = append(ids, x.ID)
	}
	return ids
}

func openWith(t *testing.T, docs []index.Doc) *Engine {
	t.Helper()
	e := openTest(t, t.TempDir()+"/index")
	if err := e.Apply(context.Background(), docs, index.State{Cursor: 1}); err != nil {
		t.Fatal(err)
	}
	return e
}

func TestLikeByTheText(t *testing.T) {
	docs := likeWorld()
	e := openWith(t, docs)
	for i := range docs {
		pair, side, _ := strings.Cut(docs[i].ID, "-")
		if side != "a" && side != "b" {
			continue
		}
		want := pair + "-" + map[string]string{"a": "b", "b": "a"}[side]
		found := resembling(t, e, docs[i], demarche.Query{})
		if len(found.IDs) == 0 || found.IDs[0].ID != want {
			t.Errorf("like %s: %v, want %s first", docs[i].ID, idsOf(found), want)
			continue
		}
		if shared := found.IDs[0].Shared; len(shared) < 4 {
			t.Errorf("%s and %s share only %v of %v", docs[i].ID, want, shared, found.Telling)
		}
	}
}

// TestLikeAcrossLanguages: names, sums and the day are the same in every language.
func TestLikeAcrossLanguages(t *testing.T) {
	docs := likeWorld()
	for i := range docs {
		if id := docs[i].ID; id == "en-a" || id == "ru-b" || id == "ko-b" {
			docs[i].Entities, docs[i].EventFrom = []string{"x-brinmoor"}, "2025-03-02"
			docs[i].Amounts = []index.Amount{{Value: 12_700_000, Currency: "USD"}}
		}
	}
	e := openWith(t, docs)
	found := idsOf(resembling(t, e, docs[0], demarche.Query{}))
	for _, want := range []string{"en-b", "ru-b", "ko-b"} {
		if !slices.Contains(found, want) {
			t.Errorf("%v lacks %s", found, want)
		}
	}
	if len(found) == 0 || found[0] != "en-b" {
		t.Errorf("%v, want en-b first", found)
	}
}

func TestLikeLeavesOut(t *testing.T) {
	docs := likeWorld()
	first := docs[0]
	copied, other := first, first
	copied.ID, copied.Text, copied.Story = "copy", first.Text+" Ends.", "s-1"
	other.ID, other.Story = "elsewhere", "s-2"
	docs[0].Story, docs[1].Story = "s-1", "s-1"
	docs = append(docs, copied, other)
	e := openWith(t, docs)
	found := resembling(t, e, docs[0], demarche.Query{Facets: []string{"country"}})
	ids := idsOf(found)
	if slices.Contains(ids, "en-a") || slices.Contains(ids, "copy") || found.Copies != 1 {
		t.Errorf("%v with %d copies left out, want neither the report nor its copy", ids, found.Copies)
	}
	if !slices.Contains(ids, "en-b") || !slices.Contains(ids, "elsewhere") {
		t.Errorf("%v, want the other report of the story and the copy in another", ids)
	}
	if c := found.Facets["country"]; len(c) != 1 || c[0].Count != found.Total || found.Total != len(ids) {
		t.Errorf("facet %v of %d items, %d listed", c, found.Total, len(ids))
	}
	expr, err := demarche.ParseExpr("-story:s-1 vanishes OR (-story:s-1)")
	if err != nil {
		t.Fatal(err)
	}
	if ids := idsOf(resembling(t, e, docs[0], demarche.Query{Expr: expr})); slices.Contains(ids, "en-b") || !slices.Contains(ids, "elsewhere") {
		t.Errorf("outside its story: %v", ids)
	}
}

// TestLikePages: pages neither repeat nor miss an item, while others arrive.
func TestLikePages(t *testing.T) {
	var docs []index.Doc
	for i := range 90 {
		d := index.Doc{ID: fmt.Sprintf("d-%03d", i), Lang: "en", Title: fmt.Sprintf("Report %d", 7000+i), Text: fmt.Sprintf("Nothing of note on line %d.", 3000+i)}
		if i < 30 {
			d.Text = "The Brinmoor met a tanker in the Orvane strait." + strings.Repeat(" Orvane", i%7) + fmt.Sprintf(" Line %d.", 5000+i)
		}
		docs = append(docs, d)
	}
	for i := range 60 { // a report of many names, each in another one too
		docs[0].Names = append(docs[0].Names, fmt.Sprintf("Company of the long and winding name %d", i))
	}
	docs[1].Names = docs[0].Names
	e := openWith(t, docs)
	seen := map[string]bool{}
	q := demarche.Query{Size: 8}
	for n := 0; ; n++ {
		found := resembling(t, e, docs[0], q)
		for _, id := range idsOf(found) {
			if seen[id] {
				t.Errorf("%s comes twice", id)
			}
			seen[id] = true
		}
		if found.Next == "" {
			break
		}
		if q.Cursor = found.Next; len(q.Cursor) > 4096 {
			t.Errorf("a cursor of %d bytes", len(q.Cursor))
		}
		more := index.Doc{ID: fmt.Sprintf("late-%d", n), Lang: "en", Text: "Orvane strait, Brinmoor: nothing new."}
		if err := e.Apply(context.Background(), []index.Doc{more}, index.State{Cursor: int64(2 + n)}); err != nil {
			t.Fatal(err)
		}
	}
	for i := 1; i < 30; i++ {
		if !seen[docs[i].ID] {
			t.Errorf("%s is on no page", docs[i].ID)
		}
	}
	if _, err := e.Search(context.Background(), demarche.Query{Cursor: q.Cursor}); err == nil {
		t.Error("a cursor of a search for like items is taken by another")
	}
}
