package index

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"demarche"
)

func TestOtherNames(t *testing.T) {
	leader := demarche.Entity{ID: "kp-1", Name: "Ha Na Example", Schema: demarche.SchemaPerson, Aliases: []demarche.Alias{{Name: "Ha Na-Example"}, {Name: "하나견본"},
		{Name: "Ха На Экзампл"}, {Name: "The Boss"}, {Name: "HN", Weak: true}, {Name: "Ha Naa Example"}}}
	known := map[string]demarche.Entity{"Ha Na Example": leader, "ha na example": leader, "하나견본": leader, "Ха На Экзампл": leader}
	s, engine := newTestSearcher()
	asked := 0
	s.cfg.Names = func(_ context.Context, names []string) (map[string][]demarche.NameMatch, error) {
		asked += len(names)
		out := map[string][]demarche.NameMatch{}
		for _, n := range names {
			if e, ok := known[n]; ok {
				out[n] = []demarche.NameMatch{{Entity: e, Alias: demarche.Alias{Name: n}}}
			}
		}
		return out, nil
	}
	word := func(text string) demarche.Term { return demarche.Term{Text: text} }
	name := demarche.And{word("Ha"), word("Na"), word("Example")}
	for _, tt := range []struct {
		q     string
		match demarche.Match
		want  demarche.Node
	}{
		{"Ha Na Example", "", demarche.Or{name, word("하나견본"), word("Ха На Экзампл"), word("Ha Naa Example")}},
		{"하나견본", "", demarche.Or{word("하나견본"), word("Ha Na Example"), word("Ха На Экзампл"), word("Ha Naa Example")}},
		{"visit Ха На Экзампл country:KP", "", demarche.And{word("visit"),
			demarche.Or{demarche.And{word("Ха"), word("На"), word("Экзампл")}, word("Ha Na Example"), word("하나견본"), word("Ha Naa Example")}, demarche.Term{Field: "country", Text: "KP"}}},
		{`"Ha Na Example"`, "", demarche.Phrase{Text: "Ha Na Example"}},
		{"하나견본 OR oil", "", demarche.Or{demarche.Or{word("하나견본"), word("Ha Na Example"), word("Ха На Экзампл"), word("Ha Naa Example")}, word("oil")}},
		{"-하나견본", "", demarche.Not{X: word("하나견본")}},
		{"Ha Na Example", demarche.MatchAny, name},
		{"x b", "", demarche.And{word("x"), word("b")}},
	} {
		r, err := s.Search(context.Background(), demarche.Query{Text: tt.q, Match: tt.match})
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(tt.want, engine.asked.Expr); d != "" {
			t.Errorf("%s match=%s (-want +got)\n%s", tt.q, tt.match, d)
		}
		if r.Query != tt.q {
			t.Errorf("%s is shown as %s", tt.q, r.Query)
		}
	}
	r, err := s.Search(context.Background(), demarche.Query{Text: "하나견본"})
	if want := []string{"Ha Na Example", "Ха На Экзампл", "Ha Naa Example"}; err != nil || !cmp.Equal(r.Also, want) {
		t.Errorf("told %v, %v", r.Also, err)
	}
	if asked > 200 {
		t.Errorf("%d names were looked up", asked)
	}
}
