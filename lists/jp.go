package lists

import (
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"strings"

	"demarche"
)

// readMOF reads the Japanese finance ministry's workbook: a sheet a programme,
// its title in the first row, a header that begins with the date of the notice,
// then a row a party. Parties have no id; programme and names stand for one.
func readMOF(r *run, in *input) error {
	var w *row
	sheet, section, rows := "", "", 0
	return sheets(in.r, func(name string, cells []string) error {
		if name != sheet {
			sheet, section, w = name, strings.Join(unique(cells), " / "), nil
			return nil
		}
		if len(cells) > 0 && w == nil {
			if strings.Contains(plain(cells[0]), "告示日付") {
				for i := range cells {
					cells[i] = plain(cells[i])
				}
				w = header(cells)
			}
			return nil
		}
		if w == nil {
			return nil
		}
		w.put(cells)
		rec, ok := r.mofEntry(w, section)
		if !ok {
			if strings.TrimSpace(strings.Join(cells, "")) != "" {
				r.skip("row without a name")
			}
			return nil
		}
		rec.Raw = w.rest()
		rows++
		r.head.Rows = rows
		return r.emit(rec)
	})
}

// plain folds width and drops white space, which the headers are padded with.
func plain(s string) string {
	return strings.Join(strings.Fields(strings.Map(halfWidth, s)), "")
}

// mofMarks part the values of a cell: (a) (b), full-width ones, (i) (ii).
var mofMarks = regexp.MustCompile(`[(（](?:[a-z]|i{1,3}|iv|vi{0,3})[)）]|\n|;\s*a\.k\.a\.?|,\s*[af]\.k\.a\.`)

func mofParts(cell string) []string {
	var out []string
	for _, p := range mofMarks.Split(cell, -1) {
		if p = strings.TrimSpace(strings.Trim(p, "、，,;；")); p != "" && p != "不明" {
			out = append(out, p)
		}
	}
	return out
}

func (r *run) mofEntry(w *row, section string) (Record, bool) {
	english, japanese := mofParts(w.get("英語表記")), mofParts(w.get("日本語表記"))
	names := append(append([]string{}, english...), japanese...)
	if len(names) == 0 {
		return Record{}, false
	}
	sum := sha256.Sum256([]byte(section + "\x00" + strings.Join(names, "\x00")))
	rec := Record{Entity: demarche.Entity{ID: "jp-" + hex.EncodeToString(sum[:6]), Name: join(names[0]), Schema: demarche.SchemaOrganization}}
	e := &rec.Entity
	for _, n := range english {
		e.Aliases = append(e.Aliases, alias(n))
	}
	for _, n := range japanese {
		a := alias(n)
		a.Lang = "ja"
		e.Aliases = append(e.Aliases, a)
	}
	for _, c := range []struct {
		columns []string
		weak    bool
		kind    string
	}{{[]string{"別名", "別称・別名", "別称・旧称", "別称", "別名・別称", "確定可能な別名"}, false, ""}, {[]string{"確定に十分でない別名"}, true, ""},
		{[]string{"過去の別名", "以前の別名"}, false, "former"}, {[]string{"旧称", "旧称・以前の呼称"}, false, "former"}} {
		for _, column := range c.columns {
			for _, n := range mofParts(w.get(column)) {
				a := alias(n)
				a.Weak, a.Kind = c.weak, c.kind
				e.Aliases = append(e.Aliases, a)
			}
		}
	}
	r.mofPerson(e, w, section)
	d := demarche.Designation{Programme: demarche.Programme(section), Reference: w.get("告示番号"), Measures: []demarche.Measure{demarche.MeasureAssetFreeze}}
	d.Listed = date(serial(plain(w.get("告示日付"))), dayFirst)
	if on := date(serial(plain(w.get("リスト掲載日"))), dayFirst); d.Listed == "" {
		d.Listed = on
	}
	d.Reason = joinAddress(w.get("指定の根拠"), w.get("決議1483上の根拠"))
	w.get("国連制裁委員会による指定日", "国連制裁員会による指定日")
	for _, ref := range unInText.FindAllString(strings.Map(halfWidth, w.get("国連参照番号")), -1) {
		e.Identifiers = append(e.Identifiers, demarche.Identifier{Scheme: "un-ref", Value: ref})
		d.Source = "UN"
	}
	rec.Designations = []demarche.Designation{d}
	return rec, true
}

func (r *run) mofPerson(e *demarche.Entity, w *row, section string) {
	for _, p := range mofParts(w.get("生年月日", "生年月日・出生地")) {
		e.Births = append(e.Births, birth(serial(p), dayFirst))
	}
	for _, p := range mofParts(w.get("出生地", "出生地・出身地")) {
		if i := freePlace(e.Births); i >= 0 {
			e.Births[i].Place = p
		} else {
			e.Births = append(e.Births, demarche.Birth{Place: p})
		}
	}
	for _, c := range mofParts(w.get("国籍")) {
		code := r.country(c)
		e.Nationalities = append(e.Nationalities, code)
		e.Countries = append(e.Countries, code)
	}
	for _, column := range []string{"旅券番号", "身分登録番号", "ID番号", "身分証番号"} {
		for _, v := range mofParts(w.get(column)) {
			id := demarche.Identifier{Scheme: "national_id", Label: column, Value: v}
			if column == "旅券番号" {
				id.Scheme = "passport"
			}
			e.Identifiers = append(e.Identifiers, id)
		}
	}
	for _, column := range []string{"役職", "肩書", "肩書等", "称号"} {
		e.Positions = append(e.Positions, mofParts(w.get(column))...)
	}
	for _, column := range []string{"住所", "住所・所在地", "住所等", "所在地", "活動地域・住所", "所在地・住所登録された事務所の住所", "活動地域"} {
		for _, a := range mofParts(w.get(column)) {
			e.Addresses = append(e.Addresses, demarche.Address{Text: a})
		}
	}
	for _, column := range []string{"電話番号", "電話", "FAX"} {
		for _, v := range mofParts(w.get(column)) {
			e.Contacts = append(e.Contacts, demarche.Identifier{Scheme: "phone", Value: v})
		}
	}
	for _, column := range []string{"その他の情報", "詳細"} {
		if text := strings.TrimSpace(w.get(column)); text != "" {
			e.Notes = append(e.Notes, text)
		}
	}
	if len(e.Births) > 0 || strings.Contains(section, "個人") && !strings.Contains(section, "団体") {
		e.Schema = demarche.SchemaPerson
	}
}
