package web

import "net/http"

// dress says how a route's mistakes are told: to a person or to a program.
type dress int

const (
	forPeople   dress = iota // an HTML page
	forPrograms              // problem details, RFC 9457
)

// route is one line of the site map.
type route struct {
	pattern string // of http.ServeMux
	dress   dress
	serve   func(http.ResponseWriter, *http.Request) error
}

// siteMap lists every address that is answered. A page and its twins stand on
// consecutive lines and are made from the same value.
func (s *Server) siteMap() []route {
	routes := []route{
		{"GET /{$}", forPeople, s.home},

		{"GET /search", forPeople, s.search},
		{"GET /search.json", forPrograms, s.searchJSON},
		{"GET /search.atom", forPrograms, s.searchAtom},
		{"GET /search.csv", forPrograms, s.searchCSV},

		{"GET /timeline", forPeople, s.timeline},
		{"GET /timeline.json", forPrograms, s.timelineJSON},
		{"GET /timeline.atom", forPrograms, s.timelineAtom},
		{"GET /timeline.csv", forPrograms, s.timelineCSV},
		{"GET /timeline.ics", forPrograms, s.timelineICS},
		{"GET /timeline.timelinejs.json", forPrograms, s.timelineTimelineJS},
		{"GET /timeline/embed", forPeople, s.embed},

		{"GET /ledger", forPeople, s.ledger},
		{"GET /ledger.json", forPrograms, s.ledgerJSON},
		{"GET /ledger.csv", forPrograms, s.ledgerCSV},

		{"GET /sources", forPeople, s.sources},
		{"GET /sources.json", forPrograms, s.sourcesJSON},
		{"GET /sources.atom", forPrograms, s.sourcesAtom},
		{"GET /sources.csv", forPrograms, s.sourcesCSV},

		{"GET /lists", forPeople, s.lists},
		{"GET /lists.json", forPrograms, s.listsJSON},
		{"GET /lists.atom", forPrograms, s.listsAtom},
		{"GET /lists.csv", forPrograms, s.listsCSV},

		{"GET /lists/changes", forPeople, s.listChanges},
		{"GET /lists/changes.json", forPrograms, s.listChangesJSON},
		{"GET /lists/changes.atom", forPrograms, s.listChangesAtom},
		{"GET /lists/changes.csv", forPrograms, s.listChangesCSV},

		{"GET /lists/announced", forPeople, s.announcedPage},
		{"GET /lists/announced.json", forPrograms, s.announcedJSON},
		{"GET /lists/stoplist", forPeople, s.stoplist},
		{"GET /lists/stoplist.json", forPrograms, s.stoplistJSON},

		{"GET /licences", forPeople, s.licences},
		{"GET /licences.json", forPrograms, s.licencesJSON},
		{"GET /licences.atom", forPrograms, s.licencesAtom},
		{"GET /licences.csv", forPrograms, s.licencesCSV},
		{"GET /licences.ics", forPrograms, s.licencesICS},

		{"GET /entities/{id}", forPeople, s.entity},
		{"GET /entities/{id}/atom", forPrograms, s.entityAtom},
		{"GET /entities/{id}/csv", forPrograms, s.entityCSV},
		{"GET /entities/{id}/ftm", forPrograms, s.entityFtM},

		{"GET /screen", forPeople, s.screen},
		{"GET /screen.json", forPrograms, s.screenJSON},

		{"GET /items/{id}", forPeople, s.item},
		{"GET /stories/{id}", forPeople, s.story},
		{"GET /help/search", forPeople, s.help},
		{"GET /about", forPeople, s.about},
		{"GET /quality", forPeople, s.quality},

		{"GET /api/v1/search", forPrograms, s.searchJSON},
		{"GET /api/v1/suggest", forPrograms, s.suggest},
		{"GET /api/v1/timeline", forPrograms, s.timelineJSON},
		{"GET /api/v1/ledger", forPrograms, s.ledgerJSON},
		{"GET /api/v1/items/{id}", forPrograms, s.itemJSON},
		{"GET /api/v1/stories/{id}", forPrograms, s.storyJSON},
		{"GET /api/v1/mends", forPrograms, s.mendsJSON},
		{"GET /api/v1/sources", forPrograms, s.sourcesJSON},
		{"GET /api/v1/entities", forPrograms, s.findEntities},
		{"GET /api/v1/entities/{id}", forPrograms, s.entityJSON},
		{"GET /api/v1/lists", forPrograms, s.listsJSON},
		{"GET /api/v1/lists/changes", forPrograms, s.listChangesJSON},
		{"GET /api/v1/licences", forPrograms, s.licencesJSON},
		{"POST /api/v1/screen", forPrograms, s.screenPost},
		{"GET /api/openapi.json", forPrograms, s.openAPI},

		{"GET /opensearch.xml", forPrograms, s.openSearch},
		{"GET /static/{name}", forPeople, s.static},
		{"GET /healthz", forPrograms, s.healthz},
		{"GET /readyz", forPrograms, s.readyz},
	}
	if s.cfg.Annotate != nil {
		routes = append(routes, route{"POST /api/v1/annotate", forPrograms, s.annotate})
	}
	return routes
}

// Handler answers every address of the site map, with the security headers, the
// cross-origin check and the log around it.
func (s *Server) Handler() http.Handler {
	mux := http.NewServeMux()
	for _, rt := range s.routes {
		mux.Handle(rt.pattern, s.handle(rt))
	}
	var h http.Handler = s.orErrorPage(mux)
	guard := http.NewCrossOriginProtection()
	guard.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.tell(w, r, dressOf(r.URL.Path), fault{Status: http.StatusForbidden, Title: "This came from another site",
			Detail: "The browser says that another site sent this request, so nothing was done. Send it from a page of this site, or without a browser."})
	}))
	h = guard.Handler(h)
	return s.logged(s.secured(h))
}
