package lists

import (
	"fmt"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

	"demarche"

	"github.com/google/go-cmp/cmp"
)

func (m Marks) text() string {
	var out []string
	for i, n := range []string{"weak", "single", "common", "former", "short", "swapped", "transliterated", "lower"} {
		if m&(1<<i) != 0 {
			out = append(out, n)
		}
	}
	return strings.Join(out, "+")
}

var triePeople = []demarche.Entity{
	{ID: "ofac-1", Name: "JANG Kuk Chol", Schema: demarche.SchemaPerson, Aliases: []demarche.Alias{{Name: "JANG Kuk Chol", Family: "JANG", Given: "Kuk Chol"}, {Name: "장국철"}, {Name: "Sunshine", Weak: true}}},
	{ID: "ofac-2", Name: "Vladimir Vladimirovich EXAMPLOV", Schema: demarche.SchemaPerson, Aliases: []demarche.Alias{{Name: "Vladimir Vladimirovich EXAMPLOV", Family: "EXAMPLOV", Given: "Vladimir Vladimirovich"}, {Name: "Владимир Владимирович Экземплов"}}},
	{ID: "ofac-3", Name: "GARANTEX EUROPE OU", Schema: demarche.SchemaOrganization, Aliases: []demarche.Alias{{Name: "GARANTEX"}}},
	{ID: "ofac-4", Name: "OCEAN", Schema: demarche.SchemaVessel, Aliases: []demarche.Alias{{Name: "Old Ocean Star Seven", Kind: "former"}}},
	{ID: "ofac-5", Name: "IDEAL", Schema: demarche.SchemaOrganization},
	{ID: "ofac-6", Name: "KIM Yong Chol", Schema: demarche.SchemaPerson, Aliases: []demarche.Alias{{Name: "KIM Yong Chol", Family: "KIM", Given: "Yong Chol"}}},
	{ID: "un-6", Name: "KIM YONG CHOL", Schema: demarche.SchemaPerson},
	{ID: "ofac-7", Name: "THE HOUTHIS", Schema: demarche.SchemaOrganization, Aliases: []demarche.Alias{{Name: "ANSAR ALLAH"}}},
	{ID: "ofac-8", Name: "Ba'asyir Trading Co., Ltd.", Schema: demarche.SchemaOrganization},
	{ID: "ofac-9", Name: "محمد حسن آخوند", Schema: demarche.SchemaPerson},
	{ID: "ofac-10", Name: "Bank of Example", Schema: demarche.SchemaOrganization},
	{ID: "ofac-11", Name: "Example Bay", Schema: demarche.SchemaOrganization},
}

func TestFind(t *testing.T) {
	trie := NewTrie(triePeople, nil)
	tests := []struct{ text, want string }{
		{"OFAC sanctioned Jang Kuk-chol on Tuesday.", "Jang Kuk-chol=ofac-1"},
		{"Kuk Chol Jang and JANG, Kukchol", "Kuk Chol Jang=ofac-1:swapped; JANG, Kukchol=ofac-1"},
		{"북한의 장국철은 은행가다", "장국철=ofac-1"},
		{"a sunshine law; Sunshine", "Sunshine=ofac-1:weak+single"},
		{"Vladimir Examplov’s yacht", "Vladimir Examplov=ofac-2:short"},
		{"сказал Владимир Владимирович Экземплов.", "Владимир Владимирович Экземплов=ofac-2"},
		{"Vladimir Vladimirovich Ekzemplov", "Vladimir Vladimirovich Ekzemplov=ofac-2:transliterated"},
		{"Garantex Europe and Garantex", "Garantex Europe=ofac-3:short; Garantex=ofac-3:single"},
		{"the ocean is no place for the Ocean", "Ocean=ofac-4:single+common"},
		{"once the Old Ocean Star Seven", "Old Ocean Star Seven=ofac-4:former"},
		{"an ideal world", ""},
		{"Kim Yong Chol spoke", "Kim Yong Chol=ofac-6:common,un-6:common"},
		{"The Houthis, or Ansar Allah", "The Houthis=ofac-7; Ansar Allah=ofac-7"},
		{"Houthis said", "Houthis=ofac-7:single+short"},
		{"Baasyir Trading Co Ltd, or Ba’asyir Trading Co., Ltd.", "Baasyir Trading Co Ltd=ofac-8; Ba’asyir Trading Co., Ltd=ofac-8"},
		{"قال محمد حسن اخوند إن", "محمد حسن اخوند=ofac-9"},
		{"He met Vladimir. Examplov was away, Kim, Yong and Chol too", ""},
		{"the Bank of Example Bay", "Bank of Example=ofac-10"},
		{"", ""},
		{"ооо \xff\xfe — '’", ""},
	}
	for _, tt := range tests {
		var got []string
		for _, f := range trie.Find(tt.text) {
			var who []string
			for _, c := range f.Entities {
				who = append(who, strings.TrimSuffix(c.Entity+":"+c.Marks.text(), ":"))
			}
			got = append(got, tt.text[f.Start:f.End]+"="+strings.Join(who, ","))
		}
		if diff := cmp.Diff(tt.want, strings.Join(got, "; ")); diff != "" {
			t.Errorf("%q: -want +got\n%s", tt.text, diff)
		}
	}
}

func TestOwnStoplist(t *testing.T) {
	trie := NewTrie(triePeople, []string{"=Garantex"})
	for _, f := range trie.Find("Garantex, Ocean") {
		if c := f.Entities[0]; c.Marks.Has(Common) != (c.Entity == "ofac-3") {
			t.Errorf("%s: %s", c.Entity, c.Marks.text())
		}
	}
}

func FuzzFind(f *testing.F) {
	trie := NewTrie(triePeople, nil)
	for _, s := range []string{"Jang Kuk-chol’s", "장국철", "\xc3\x28 Ocean'", "Владимир"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		end := 0
		for _, found := range trie.Find(text) {
			if found.Start < end || found.End <= found.Start || found.End > len(text) || len(found.Entities) == 0 {
				t.Fatalf("%q: %+v", text, found)
			}
			end = found.End
		}
	})
}

// manyNames makes entities with n names, of words as frequent as in real lists.
func manyNames(n int) []demarche.Entity {
	syllables := strings.Fields("al ba cho da el fa go ha im jo ka li mo na ol pa qi ra sa te um va wei xi yo za kov nov dze yan")
	word := func(seed int) string {
		w := ""
		for i := 0; i < 2+seed%2; i++ {
			seed = seed*1103515245 + 12345
			w += syllables[(seed>>16&0x7fff)%len(syllables)]
		}
		return strings.ToUpper(w[:1]) + w[1:]
	}
	var out []demarche.Entity
	for i := 0; i < n; i += 4 {
		family, given := word(i*7+1), word(i*13+2)+" "+word(i*17+3)
		e := demarche.Entity{ID: fmt.Sprintf("ofac-%d", i), Name: given + " " + family, Schema: demarche.SchemaPerson,
			Aliases: []demarche.Alias{{Name: given + " " + family, Family: family, Given: given}, {Name: word(i*19+4) + " " + word(i*23+5)}, {Name: word(i*29+6) + " " + word(i*31+7) + " " + word(i*37+8)}, {Name: "Иван " + word(i)}}}
		if i%8 == 0 {
			e.Schema = demarche.SchemaCompany
		}
		out = append(out, e)
	}
	return out
}

// TestTrieSize holds the figures of docs/quality: 200,000 names in a second and
// 60 MB, a text of 700 words in a millisecond. Time is only logged unless
// DEMARCHE_TIMES is set: other programs may run on the machine.
func TestTrieSize(t *testing.T) {
	entities := manyNames(200_000)
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	start := time.Now()
	trie := NewTrie(entities, nil)
	built := time.Since(start)
	runtime.GC()
	runtime.ReadMemStats(&after)
	size := float64(after.HeapAlloc-before.HeapAlloc) / (1 << 20)
	text := strings.Repeat("The Treasury said that Kabacho Dafago and other people from Jokali moved funds through banks in the region ", 41)
	start = time.Now()
	const rounds = 50
	for range rounds {
		trie.Find(text)
	}
	each := time.Since(start) / rounds
	t.Logf("200,000 names, %d with variants: built in %v, %.1f MB; %d words in %v", trie.Size(), built.Round(time.Millisecond), size, len(strings.Fields(text)), each.Round(time.Microsecond))
	if size > 60 {
		t.Errorf("%.1f MB", size)
	}
	if os.Getenv("DEMARCHE_TIMES") != "" && (built > time.Second || each > time.Millisecond) {
		t.Errorf("built in %v, scanned in %v", built, each)
	}
	runtime.KeepAlive(entities)
}
