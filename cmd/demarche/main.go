// Command demarche is the whole product in one binary: it crawls, tags,
// indexes, serves the pages and sends the digests. One file holds one command;
// app.go puts the parts together.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"
	_ "time/tzdata" // subscribers and sources name IANA zones; the binary carries them

	"github.com/alecthomas/kong"
)

// version is set by the release build: -ldflags "-X main.version=1.2.3".
var version = "dev"

// Exit codes, as promised to scripts.
const (
	exitOK     = 0
	exitFailed = 1
	exitUsage  = 2
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal ends the process at once
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// usageError is a mistake in how the program was called.
type usageError struct{ error }

// run is the program with its streams handed in, so that tests can call it.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	var c cli
	exited := -1
	parser, err := kong.New(&c,
		kong.Name("demarche"),
		kong.Description(description),
		kong.Writers(stdout, stderr),
		kong.Exit(func(code int) { exited = code }),
		kong.UsageOnError(),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 100}),
		kong.Vars{"version": version},
	)
	if err != nil {
		fmt.Fprintf(stderr, "demarche: build command line: %v\n", err)
		return exitFailed
	}
	kctx, err := parser.Parse(defaultCommand(args))
	if exited >= 0 { // --help
		return exited
	}
	if err != nil {
		fmt.Fprintf(stderr, "demarche: %v\nTry: demarche --help\n", err)
		return exitUsage
	}
	env := &environment{ctx: ctx, stdin: stdin, stdout: stdout, stderr: stderr, flags: c.Globals, getenv: os.Getenv}
	return exitCode(kctx.Run(env), stderr)
}

// defaultCommand shows the help when nothing is asked.
func defaultCommand(args []string) []string {
	if len(args) == 0 {
		return []string{"--help"}
	}
	return args
}

func exitCode(err error, stderr io.Writer) int {
	if err == nil {
		return exitOK
	}
	var usage usageError
	if errors.As(err, &usage) {
		fmt.Fprintf(stderr, "demarche: %v\n", err)
		return exitUsage
	}
	if !errors.Is(err, context.Canceled) {
		fmt.Fprintf(stderr, "demarche: %v\n", strings.TrimSpace(err.Error()))
	}
	return exitFailed
}

// environment is what every command is given.
type environment struct {
	ctx            context.Context
	stdin          io.Reader
	stdout, stderr io.Writer
	flags          Globals
	getenv         func(string) string
	indexDir       string           // DEMARCHE_INDEX, once read
	clock          func() time.Time // nil: the real one
}
