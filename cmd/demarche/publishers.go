package main

import (
	"net/url"
	"strings"

	"demarche"
)

// publishers tells whose page an address is: the source of the catalogue that has
// its host, by host without "www."; several sources of one host leave it open.
type publishers map[string][]demarche.Source

func newPublishers(sources []demarche.Source) publishers {
	p := publishers{}
	for _, s := range sources {
		addresses := []string{s.Home}
		for _, f := range s.Feeds {
			addresses = append(addresses, f.URL)
		}
		for _, a := range addresses {
			host := hostOf(a)
			if n := len(p[host]); host != "" && (n == 0 || p[host][n-1].ID != s.ID) {
				p[host] = append(p[host], s)
			}
		}
	}
	return p
}

// of is the source of an imported page that names none: one of the catalogue,
// else the site itself, as press.
func (p publishers) of(address string) demarche.Source {
	host := hostOf(address)
	if known := p[host]; len(known) == 1 {
		return known[0]
	}
	return importedSource(host)
}

func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
}

// importedSource is a source that is known from imported lines only.
func importedSource(id string) demarche.Source {
	return demarche.Source{
		ID: id, Name: id, Kind: demarche.KindNews, Republish: demarche.RepublishExcerpt,
		Reason: "imported from a file; nothing is fetched for it",
	}
}
