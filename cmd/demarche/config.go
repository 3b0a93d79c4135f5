package main

import (
	"errors"
	"fmt"
	"net"
	"net/mail"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/BurntSushi/toml"

	"demarche"
	"demarche/digest"
)

// config is the optional TOML file. Every key has a default; an unknown key is
// an error, so that a slip of the pen is noticed.
type config struct {
	Addr     string   `toml:"addr"`      // listening address of the pages
	Admin    string   `toml:"admin"`     // listening address of the metrics; "" for none
	BaseURL  string   `toml:"base_url"`  // address that readers use, for links in mail
	Contact  string   `toml:"contact"`   // shown to crawled sites in the User-Agent
	AllowNet []string `toml:"allow_net"` // private networks that may be fetched from
	Sources  string   `toml:"sources"`   // folder with more sources, one TOML file a publisher
	Enable   []string `toml:"enable"`    // source ids to switch on
	Disable  []string `toml:"disable"`   // source ids to switch off
	Store    string   `toml:"store"`     // sqlite:DIR or postgres://…
	Mail     struct {
		From string `toml:"from"` // "Name <address>"
		SMTP string `toml:"smtp"` // smtp://user@host:port
	} `toml:"mail"`

	Lists map[string]string `toml:"lists"` // address by id of lists that are fetched from elsewhere than where they are published

	smtpPassword string
	allow        []netip.Prefix
}

func defaultConfig() config {
	c := config{Addr: "127.0.0.1:8080", Contact: "no contact configured"}
	c.Mail.From = "demarche <digest@localhost.localdomain>"
	return c
}

// loadConfig reads file, environment and flags, in rising order of weight, and
// reports every fault found, not only the first.
func (e *environment) loadConfig() (config, error) {
	c := defaultConfig()
	var faults []error
	if e.flags.Config != "" {
		faults = append(faults, readConfigFile(e.flags.Config, &c)...)
	}
	faults = append(faults, e.readEnvironment(&c)...)
	c.AllowNet = append(c.AllowNet, e.flags.AllowNet...)
	for _, s := range c.AllowNet {
		p, err := netip.ParsePrefix(s)
		if err != nil {
			faults = append(faults, fmt.Errorf("allow_net %q: want a network such as 127.0.0.0/8", s))
			continue
		}
		c.allow = append(c.allow, p)
	}
	if _, _, err := net.SplitHostPort(c.Addr); err != nil {
		faults = append(faults, fmt.Errorf("addr %q: want host:port such as 127.0.0.1:8080", c.Addr))
	}
	if c.BaseURL != "" && !webAddress(c.BaseURL) {
		faults = append(faults, fmt.Errorf("base_url %q: want an address such as https://news.example.org", c.BaseURL))
	}
	if _, err := mail.ParseAddress(c.Mail.From); err != nil {
		faults = append(faults, fmt.Errorf("mail.from %q: want an address such as demarche <digest@example.org>", c.Mail.From))
	}
	faults = append(faults, checkListAddresses(c.Lists)...)
	if c.Sources != "" && !exists(c.Sources) {
		faults = append(faults, fmt.Errorf("sources %q: there is no such folder", c.Sources))
	}
	if c.Mail.SMTP != "" {
		if _, err := digest.ParseServer(c.Mail.SMTP); err != nil {
			faults = append(faults, err)
		}
	}
	if c.Store == "" {
		c.Store = "sqlite:" + e.flags.Data
	}
	if !strings.HasPrefix(c.Store, "sqlite:") && !strings.HasPrefix(c.Store, "postgres://") && !strings.HasPrefix(c.Store, "postgresql://") {
		faults = append(faults, fmt.Errorf("store %q: want sqlite:DIR or postgres://…", c.Store))
	}
	return c, errors.Join(faults...)
}

// webAddress says whether s is the address of something on the web.
func webAddress(s string) bool {
	u, err := url.Parse(s)
	return err == nil && u.Host != "" && (u.Scheme == "http" || u.Scheme == "https")
}

func readConfigFile(path string, c *config) []error {
	data, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return []error{sentence{fmt.Sprintf("config file %s does not exist: name another with --config, or leave the flag out to run with the defaults", path), demarche.ErrNotFound}}
	}
	if err != nil {
		return []error{fmt.Errorf("read config: %w", err)}
	}
	md, err := toml.Decode(string(data), c)
	var syntax toml.ParseError
	if errors.As(err, &syntax) {
		return []error{fmt.Errorf("%s:%d: %s", path, syntax.Position.Line, syntax.Message)}
	}
	if err != nil {
		return []error{fmt.Errorf("%s:%s", path, strings.TrimPrefix(lineFirst(err.Error()), "toml: "))}
	}
	var faults []error
	for _, key := range md.Undecoded() {
		faults = append(faults, fmt.Errorf("%s:%d: unknown key %q; known keys: %s", path, lineOfKey(string(data), key), key, strings.Join(knownKeys, ", ")))
	}
	return faults
}

// lineFirst turns the library's "toml: line 3 (last key …): message" into "3: message".
func lineFirst(msg string) string {
	m := regexp.MustCompile(`^toml: line (\d+) \(last key "([^"]*)"\): (.*)$`).FindStringSubmatch(msg)
	if m == nil {
		return " " + msg
	}
	return m[1] + ": " + m[2] + ": " + m[3]
}

var knownKeys = []string{"addr", "admin", "base_url", "contact", "allow_net", "sources", "enable", "disable", "store", "mail.from", "mail.smtp", "lists.ID"}

// lineOfKey finds where a key stands; 1 when it cannot be told.
func lineOfKey(data string, key toml.Key) int {
	last := regexp.QuoteMeta(key[len(key)-1])
	re := regexp.MustCompile(`(?m)^\s*(\[+[^\]]*\b` + last + `\b|"?` + last + `"?\s*[=.])`)
	loc := re.FindStringIndex(data)
	if loc == nil {
		return 1
	}
	start := loc[0] + len(data[loc[0]:loc[1]]) - len(strings.TrimLeft(data[loc[0]:loc[1]], " \t\r\n"))
	return 1 + strings.Count(data[:start], "\n")
}

// readEnvironment takes DEMARCHE_STORE, DEMARCHE_INDEX and DEMARCHE_SMTP, each
// also from the file that NAME_FILE names.
func (e *environment) readEnvironment(c *config) []error {
	var faults []error
	get := func(name string) string {
		if path := e.getenv(name + "_FILE"); path != "" {
			b, err := os.ReadFile(path)
			if err != nil {
				faults = append(faults, fmt.Errorf("%s_FILE: %w", name, err))
			}
			return strings.TrimSpace(string(b))
		}
		return e.getenv(name)
	}
	if v := get("DEMARCHE_STORE"); v != "" {
		c.Store = v
	}
	if v := get("DEMARCHE_SMTP"); v != "" {
		c.Mail.SMTP = v
	}
	c.smtpPassword = get("DEMARCHE_SMTP_PASSWORD")
	if v := get("DEMARCHE_INDEX"); v != "" {
		dir, ok := strings.CutPrefix(v, "bleve:")
		if !ok || dir == "" {
			faults = append(faults, fmt.Errorf("DEMARCHE_INDEX %q: want bleve:DIR", v))
		}
		e.indexDir = dir
	}
	return faults
}

// indexPath is where the search index lives.
func (e *environment) indexPath() string {
	if e.indexDir != "" {
		return e.indexDir
	}
	return filepath.Join(e.flags.Data, "index")
}

// server builds the mail server's address with its secret.
func (c config) server() (digest.Server, error) {
	if c.Mail.SMTP == "" {
		return digest.Server{}, sentence{"no mail server: set DEMARCHE_SMTP=smtp://user@host:port or mail.smtp in the config file", demarche.ErrInvalid}
	}
	s, err := digest.ParseServer(c.Mail.SMTP)
	if err == nil && c.smtpPassword != "" {
		s.Password = c.smtpPassword
	}
	return s, err
}

type checkCmd struct{}

// Help teaches with an example.
func (checkCmd) Help() string {
	return "Exit code 0 when the configuration can be used, 1 with all faults listed when it cannot.\n\nExample: demarche check-config --config demarche.toml"
}

// Run prints the verdict.
func (checkCmd) Run(e *environment) error {
	c, err := e.loadConfig()
	if err == nil {
		_, err = (&app{env: e, cfg: c}).sources()
	}
	if err != nil {
		return fmt.Errorf("the configuration cannot be used:\n%w", err)
	}
	fmt.Fprintf(e.stdout, "The configuration is good.\naddr      %s\nstore     %s\nindex     bleve:%s\nmail      %s\n",
		c.Addr, redactURL(c.Store), e.indexPath(), orNone(redactURL(c.Mail.SMTP)))
	return nil
}

// redactURL hides a password in an address.
func redactURL(s string) string {
	return regexp.MustCompile(`(://[^:/@]+):[^@/]*@`).ReplaceAllString(s, "$1:…@")
}

func orNone(s string) string {
	if s == "" {
		return "none"
	}
	return s
}

type versionCmd struct{}

// Help teaches with an example.
func (versionCmd) Help() string { return "Example: demarche version" }

// Run prints the version.
func (versionCmd) Run(e *environment) error {
	fmt.Fprintln(e.stdout, "demarche "+version)
	return nil
}
