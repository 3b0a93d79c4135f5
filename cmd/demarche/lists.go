package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"demarche"
	"demarche/extract/country"
	"demarche/lists"
	"demarche/pipeline"
)

type listsCmd struct {
	Update   listsUpdateCmd   `cmd:"" help:"Fetch lists (or read files with --file), compare them with what is held, keep what changed."`
	Status   listsStatusCmd   `cmd:"" help:"Record counts, dates, licence and freshness of every list."`
	Changes  listsChangesCmd  `cmd:"" help:"What changed: listed, amended, removed."`
	Stoplist listsStoplistCmd `cmd:"" help:"Common words and names, which identify nobody by themselves."`
	Same     listsSameCmd     `cmd:"" help:"Say that two entries are one party, or are not; --undo takes it back."`
}

// Help teaches what lists are, and the table of those that are kept by hand.
func (listsCmd) Help() string {
	return `serve reads the lists that may be read freely by itself, every six hours. A list that is cut short, unreadable or a fifth smaller changes nothing: lists status and the page /lists tell.

Lists that exist only as notices are tables kept by hand, in UTF-8 CSV with this header (columns in any order; only id and name must have a value; several values of a cell stand with ";" between them):

  ` + strings.ReplaceAll(lists.NoticeHeader, ",authority", ",\n  authority") + `

Dates are YYYY-MM-DD; schema is Person, Organization, Company, PublicBody, Vessel or Airplane; identifiers are scheme:value@country; measures are asset_freeze, travel_ban and their like; removed_kind is removed, revoked, annulled, suspended or expired; relations are owned_by:ENTITY or owned_by:Name.

Example:
  id,name,schema,aliases,birth_date,nationality,identifiers,authority,programme,measures,listed
  kr-2025-001,Hong Gildong,Person,홍길동,circa 1971,KP,passport:563000001@KP,MOEF Korea,DPRK,asset_freeze;travel_ban,2025-11-05

  demarche lists update --file kr-notices=notices.csv
  demarche lists status`
}

type listsUpdateCmd struct {
	Lists   []string `arg:"" optional:"" help:"Ids of the lists to fetch; without any, all that may be fetched freely."`
	File    []string `help:"Read a list from a file instead; a CSV's sister files are found beside it." placeholder:"ID=PATH" sep:"none"`
	From    []string `help:"Fetch a list from another address, a mirror for one, than where it is published." placeholder:"ID=URL" sep:"none"`
	Smaller bool     `help:"Accept that a list lost a fifth of its entries or more."`
	JSON    bool     `name:"json" help:"One JSON line a list."`
}

// Help teaches with an example.
func (listsUpdateCmd) Help() string {
	return `A file that is cut short, cannot be read or holds a fifth less than before changes nothing and is reported; --smaller accepts that a list did shrink. A download that was cut goes on where it was at the next call, and is checked where the server gives a checksum.

Beside a file given with --file, its sister files (add.csv, alt.csv, sdn_comments.csv), OFAC's files of changes (2026-01-15_delta.xml) and a checksum (sdn.csv.sha256) are found by themselves.

Example:
  demarche lists update
  demarche lists update un-sc us-ofac-sdn
  demarche lists update --file us-ofac-sdn=lists/sdn.csv --file un-sc=lists/consolidated.xml
  demarche lists update --from un-sc=https://mirror.example.org/consolidated.xml`
}

// Run brings lists up to date, then lets the pipeline finish.
func (c listsUpdateCmd) Run(e *environment) error {
	jobs, err := c.jobs()
	if err != nil {
		return err
	}
	given, err := c.given()
	if err != nil {
		return err
	}
	a, err := e.open("lists update")
	if err != nil {
		return err
	}
	defer a.close()
	defer a.limitReading()()
	for i := range jobs {
		jobs[i].info = listAddresses(listAddresses(jobs[i].info, a.cfg.Lists), given)
	}
	reports, err := a.updateLists(e.ctx, nil, &listBar{env: e}, jobs, c.Smaller)
	if err != nil {
		return err
	}
	seq, err := a.store.Seq(e.ctx)
	if err != nil {
		return err
	}
	a.wake(e.ctx)
	if err := a.catchUpTo(e.ctx, seq); err != nil {
		return fmt.Errorf("make changes of lists searchable: %w", err)
	}
	return c.tell(e, reports)
}

// given are the addresses that --from names.
func (c listsUpdateCmd) given() (map[string]string, error) {
	out := map[string]string{}
	for _, f := range c.From {
		id, address, _ := strings.Cut(f, "=")
		out[id] = address
	}
	if faults := checkListAddresses(out); len(faults) > 0 {
		return nil, usageError{fmt.Errorf("--from: %w", errors.Join(faults...))}
	}
	return out, nil
}

func (c listsUpdateCmd) jobs() ([]listJob, error) {
	var jobs []listJob
	for _, f := range c.File {
		id, path, ok := strings.Cut(f, "=")
		if !ok || path == "" {
			return nil, usageError{fmt.Errorf("--file %q: want ID=PATH", f)}
		}
		info, err := listInfo(id)
		if err != nil {
			return nil, err
		}
		if err := canRead(path); err != nil {
			return nil, err
		}
		jobs = append(jobs, listJob{info, path})
	}
	for _, id := range c.Lists {
		info, err := listInfo(id)
		if err != nil {
			return nil, err
		}
		if len(info.Addresses) == 0 {
			return nil, usageError{fmt.Errorf("list %s is kept by hand: read it with --file %s=PATH", id, id)}
		}
		jobs = append(jobs, listJob{info: info})
	}
	for _, f := range c.From { // without its id beside it
		id, _, _ := strings.Cut(f, "=")
		if info, ok := lists.Lookup(id); ok && !slices.ContainsFunc(jobs, func(j listJob) bool { return j.info.ID == id }) {
			jobs = append(jobs, listJob{info: info})
		}
	}
	if len(jobs) > 0 {
		return jobs, nil
	}
	for _, info := range lists.All() {
		if len(info.Addresses) > 0 && !info.OptIn {
			jobs = append(jobs, listJob{info: info})
		}
	}
	return jobs, nil
}

func listInfo(id string) (lists.Info, error) {
	info, ok := lists.Lookup(id)
	if !ok {
		var ids []string
		for _, i := range lists.All() {
			ids = append(ids, i.ID)
		}
		return info, usageError{fmt.Errorf("list %q is not known: want one of %s", id, strings.Join(ids, ", "))}
	}
	return info, nil
}

// tell prints what became of each list. It fails when no list could be read.
func (c listsUpdateCmd) tell(e *environment, reports []pipeline.ListReport) error {
	bad := 0
	w := tabwriter.NewWriter(e.stdout, 0, 8, 2, ' ', 0)
	if !c.JSON {
		fmt.Fprintln(w, "LIST\tENTRIES\tDATE\tWHAT")
	}
	for _, r := range reports {
		if r.Err != nil {
			bad++
			fmt.Fprintf(e.stderr, "%s: nothing changed: %v\n", r.State.ID, r.Err)
		}
		if c.JSON {
			line, err := marshalLine(listLine{r, errorText(r.Err)})
			if err != nil {
				return err
			}
			fmt.Fprintf(e.stdout, "%s\n", line)
			continue
		}
		fmt.Fprintf(w, "%s\t%d\t%s\t%s\n", r.State.ID, r.State.Entries, cmp.Or(r.State.Date, "–"), reportWords(r))
	}
	if err := w.Flush(); err != nil {
		return fmt.Errorf("write output: %w", err)
	}
	if bad > 0 && bad == len(reports) {
		return errors.New("no list could be read; what was held before stays as it was")
	}
	return nil
}

type listLine struct {
	pipeline.ListReport
	Error string `json:"error,omitempty"`
}

func errorText(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

func reportWords(r pipeline.ListReport) string {
	switch {
	case r.Err != nil:
		return "not read: " + r.Err.Error()
	case r.Same:
		return "unchanged"
	case r.First:
		return "first version held"
	case len(r.Changes) == 0:
		return "other bytes, no entry changed"
	}
	var parts []string
	for _, kind := range demarche.ChangeKinds() {
		if n := r.Changes[string(kind)]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, kind))
		}
	}
	return strings.Join(parts, ", ")
}

type listsStatusCmd struct {
	JSON bool `name:"json" help:"One JSON line a list."`
}

// Help teaches with an example.
func (listsStatusCmd) Help() string {
	return `Lists that were never read stand in the table too: no data is not the same as nobody listed.

Example: demarche lists status`
}

// listStatus is one line of lists status.
type listStatus struct {
	demarche.ListState
	State   string `json:"state"` // fresh, stale, failing, never read
	OptIn   bool   `json:"opt_in,omitempty"`
	ByHand  bool   `json:"by_hand,omitempty"`
	Current int    `json:"-"`
}

// Run prints every list.
func (c listsStatusCmd) Run(e *environment) error {
	a, err := e.open("lists status")
	if err != nil {
		return err
	}
	defer a.close()
	held, err := a.listStatus(e.ctx)
	if err != nil {
		return err
	}
	if c.JSON {
		for _, s := range held {
			line, err := marshalLine(s)
			if err != nil {
				return err
			}
			fmt.Fprintf(e.stdout, "%s\n", line)
		}
		return nil
	}
	w := tabwriter.NewWriter(e.stdout, 0, 8, 2, ' ', 0)
	fmt.Fprintln(w, "LIST\tSTATE\tENTRIES\tFILE SAYS\tDATE\tLAST READ\tLICENCE")
	for _, s := range held {
		says, read, date := "–", "never", cmp.Or(s.Date, "–")
		if s.Declared > 0 {
			says = fmt.Sprint(s.Declared)
		}
		if !s.LastSeen.IsZero() {
			read = s.LastSeen.UTC().Format("2006-01-02 15:04")
		}
		fmt.Fprintf(w, "%s\t%s\t%d\t%s\t%s\t%s\t%s\n", s.ID, s.State, s.Entries, says, date, read, s.Licence)
		if s.Error != "" {
			fmt.Fprintf(e.stderr, "%s: the last attempt (%s) changed nothing: %s\n", s.ID, s.Tried.UTC().Format("2006-01-02 15:04 UTC"), s.Error)
		}
	}
	return w.Flush()
}

type listsChangesCmd struct {
	List  string `help:"Only this list." placeholder:"ID"`
	Kind  string `help:"Only changes of this kind: listed, amended, removed …"`
	Since string `help:"Dated or first seen on this day or later." placeholder:"DATE"`
	Size  int    `help:"How many at most." default:"100"`
	JSON  bool   `name:"json" help:"One JSON line a change."`
}

// Help teaches with an example.
func (listsChangesCmd) Help() string {
	return `Newest first. ON is the list's own date; SEEN is when a version with the change was first read here.

Example: demarche lists changes --list us-ofac-sdn --since 2025-11-01 --kind listed`
}

// Run prints changes.
func (c listsChangesCmd) Run(e *environment) error {
	if c.Kind != "" && !slices.Contains(demarche.ChangeKinds(), demarche.ChangeKind(c.Kind)) {
		return usageError{fmt.Errorf("--kind %q: want one of %v", c.Kind, demarche.ChangeKinds())}
	}
	if _, err := time.Parse(time.DateOnly, c.Since); c.Since != "" && err != nil {
		return usageError{fmt.Errorf("--since %q is not a day: want YYYY-MM-DD", c.Since)}
	}
	a, err := e.open("lists changes")
	if err != nil {
		return err
	}
	defer a.close()
	list, err := a.store.Changes(e.ctx, demarche.ChangeQuery{List: c.List, Kind: demarche.ChangeKind(c.Kind), Since: c.Since, Limit: c.Size})
	if err != nil {
		return err
	}
	if c.JSON {
		enc := json.NewEncoder(e.stdout)
		enc.SetEscapeHTML(false)
		for _, ch := range list {
			if err := enc.Encode(ch); err != nil {
				return fmt.Errorf("write output: %w", err)
			}
		}
		return nil
	}
	if len(list) == 0 {
		fmt.Fprintln(e.stderr, "None found in the lists held.")
		return nil
	}
	return printChanges(e.stdout, list)
}

func printChanges(out io.Writer, list []demarche.Change) error {
	w := tabwriter.NewWriter(out, 0, 8, 2, ' ', 0)
	fmt.Fprintln(w, "ON\tSEEN\tLIST\tKIND\tENTITY\tNAME\tFIELDS")
	for _, c := range list {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\n", cmp.Or(c.On, "–"), c.Seen.UTC().Format("2006-01-02 15:04"), c.List, c.Kind, c.Entity, c.Name, strings.Join(c.Fields, ", "))
	}
	return w.Flush()
}

type listsSameCmd struct {
	A    string `arg:"" help:"Id of an entry."`
	B    string `arg:"" help:"Id of another."`
	Not  bool   `help:"They are not one party."`
	Undo bool   `help:"Take back what was said of these two."`
}

// Help teaches with an example.
func (listsSameCmd) Help() string {
	return `Reversible: nothing about the entries changes, and both ids keep leading to the party.

Example: demarche lists same ofac-23459 un-KPi.033`
}

// Run keeps the decision and joins anew.
func (c listsSameCmd) Run(e *environment) error {
	a, err := e.open("lists same")
	if err != nil {
		return err
	}
	defer a.close()
	held, err := a.store.Entities(e.ctx, []string{c.A, c.B})
	if err != nil {
		return err
	}
	for _, id := range []string{c.A, c.B} {
		if _, ok := held[id]; !ok {
			return fmt.Errorf("entity %q: %w", id, demarche.ErrNotFound)
		}
	}
	same := !c.Not
	word := &same
	if c.Undo {
		word = nil
	}
	if err := a.store.DecideSame(e.ctx, c.A, c.B, word); err != nil {
		return err
	}
	return a.listReader(nil).Rejoin(e.ctx)
}

func (a *app) listReader(bar *listBar) *pipeline.Lists {
	return pipeline.NewLists(pipeline.ListsConfig{Store: a.store, Country: country.Code, Temp: filepath.Join(a.env.flags.Data, "downloads"), Progress: bar.bytes, Now: a.env.now, Log: a.log})
}
