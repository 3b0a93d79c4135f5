package main

const description = `Geopolitical news and sanctions intelligence on your own machine.

Start here with "demarche serve": it crawls, tags, indexes and shows the pages at http://127.0.0.1:8080.

Without a network, "demarche demo" does the same over a small built-in world.`

// cli is the command line. The help texts are the manual.
type cli struct {
	Globals

	Serve    serveCmd    `cmd:"" help:"Crawl on schedule, process, serve the web pages and API, send queued digests."`
	Demo     demoCmd     `cmd:"" help:"The same over a small built-in world, offline, in a temporary folder."`
	Crawl    crawlCmd    `cmd:"" help:"Fetch what is due now (or the named sources at once), process it, print a table a source, and end."`
	Import   importCmd   `cmd:"" help:"Load articles from JSON Lines; returns when all of it is searchable."`
	Search   searchCmd   `cmd:"" help:"Search in the terminal."`
	Export   exportCmd   `cmd:"" help:"Write everything that matches a query, streamed."`
	Article  articleCmd  `cmd:"" help:"HTML pages in, articles out."`
	Annotate annotateCmd `cmd:"" help:"Texts in, tags out."`
	Group    groupCmd    `cmd:"" help:"Articles in, story ids out."`
	Screen   screenCmd   `cmd:"" help:"Look names up on the lists held, or compare pairs of names."`
	Sources  sourcesCmd  `cmd:"" help:"The catalogue of sources and its health."`
	Lists    listsCmd    `cmd:"" help:"Sanctions lists: fetch or read them, what they hold, what changed."`
	Digest   digestCmd   `cmd:"" help:"Compose, send and inspect digests."`
	Backup   backupCmd   `cmd:"" help:"Write a consistent copy of the data folder's databases to one file, also while serve runs."`
	Restore  restoreCmd  `cmd:"" help:"Unpack a backup into an empty data folder."`
	Reindex  reindexCmd  `cmd:"" help:"Rebuild the search index from the store, also while serve runs."`
	Check    checkCmd    `cmd:"" name:"check-config" help:"Read the configuration and say what is wrong with it."`
	Version  versionCmd  `cmd:"" help:"Print the version."`
}

// Globals are the flags every command takes.
type Globals struct {
	Data     string   `help:"Data folder." default:"./demarche-data" placeholder:"DIR"`
	Config   string   `help:"TOML file; every key has a default." placeholder:"FILE"`
	AllowNet []string `help:"Allow fetching from this private network, for example 127.0.0.0/8." placeholder:"CIDR"`
	Verbose  bool     `short:"v" help:"Log what is being done."`
}
