// Safir reads diplomatic news in Persian and Arabic and writes a cited record
// of each article. This is the front door: flags, signals, wiring; it decides
// nothing about meaning.
package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"runtime"
	"runtime/debug"

	"github.com/alecthomas/kong"

	"safir/data"
	"safir/internal/pipeline"
)

// Exit codes of the program.
const (
	allDone      = 0 // all coded, or passed over with a word
	someAside    = 1 // some set aside, each with a line on standard error
	wrongUse     = 2 // wrong flags, paths that are not there, data that cannot be used
	outputFailed = 3 // the output could not be written
)

// streams are the program's standard streams, so that tests can hold them.
type streams struct {
	in       io.Reader
	out, err io.Writer
}

// shared are the flags of the commands that need the data.
type shared struct {
	Data string `help:"Use this folder instead of the built-in data (a copy of the project's data folder)." type:"existingdir" placeholder:"DIR"`
}

// files are the data: the built-in ones, or those of the folder named.
func (s *shared) files() fs.FS {
	if s.Data != "" {
		return os.DirFS(s.Data)
	}
	return data.FS
}

func (s *shared) open() (fs.FS, *pipeline.Coder, error) {
	c, err := pipeline.Open(s.files())
	return s.files(), c, err
}

type cli struct {
	Actor       actorCmd       `cmd:"" help:"Say of a phrase whose, what and in which office somebody is, as JSON."`
	Add         addCmd         `cmd:"" help:"Code articles and keep them in a register, joined with what is there."`
	Brief       briefCmd       `cmd:"" help:"What is new since the last brief."`
	Calendar    calendarCmd    `cmd:"" help:"What is to come."`
	Code        codeCmd        `cmd:"" help:"Code articles: texts or JSON Lines in, one record a line out."`
	Commitments commitmentsCmd `cmd:"" help:"Promises and how they stand today."`
	Count       countCmd       `cmd:"" help:"Counts by month, pair, verb and more."`
	Coverage    coverageCmd    `cmd:"" help:"Say what a register has read, by outlet, language and day."`
	Demo        demoCmd        `cmd:"" help:"Code the built-in reports and print their register."`
	Eval        evalCmd        `cmd:"" help:"Score against gold: figures with 95 % intervals, misses and false hits."`
	Explain     explainCmd     `cmd:"" help:"Say why an article was coded as it was, sentence by sentence."`
	Export      exportCmd      `cmd:"" help:"Write the register, or what a query finds, in a form that others read."`
	Lint        lintCmd        `cmd:"" help:"Check all data: tables, rules and their examples."`
	Pair        pairCmd        `cmd:"" help:"What passed between two states or organisations."`
	Person      personCmd      `cmd:"" help:"Who somebody is and what the register has of them."`
	Release     releaseCmd     `cmd:"" help:"Freeze the register as a data set: tables, codebook, coverage, errors, manifest."`
	Said        saidCmd        `cmd:"" help:"What somebody said on a topic, with the words that changed."`
	Search      searchCmd      `cmd:"" help:"Search the register: words in any of three languages, phrases, fields."`
	SetAside    setAsideCmd    `cmd:"" name:"set-aside" help:"List the articles that could not be read or coded, and why."`
	Show        showCmd        `cmd:"" help:"Show one thing, telling or report with all its evidence."`
	Travel      travelCmd      `cmd:"" help:"Journeys of persons, stop by stop."`
	Version     versionCmd     `cmd:"" help:"Say which program, packs and world these are, as records name them."`
	Where       whereCmd       `cmd:"" help:"Where a person was on a day."`
	Wording     wordingCmd     `cmd:"" help:"Who used a phrase, first and last."`
	keeping
}

// exit carries an exit code out of a command that has said all it had to say.
type exit int

func (e exit) Error() string { return fmt.Sprintf("exit code %d", int(e)) }

func main() {
	if isChild() {
		os.Exit(childMain(os.Stdin, os.Stdout, os.Stderr))
	}
	os.Exit(run(os.Args[1:], &streams{os.Stdin, os.Stdout, os.Stderr}))
}

// run parses the command line, runs the command and returns the exit code.
func run(args []string, s *streams) int {
	limitMemory(memoryToCode)
	var c cli
	code := -1
	parser, err := kong.New(&c, kong.Name("safir"),
		kong.Description("Reads Persian and Arabic diplomatic news and keeps a cited register of it."),
		kong.UsageOnError(), kong.Writers(s.out, s.err), kong.Exit(func(n int) { code = n }), kong.Bind(s),
		kong.Vars{"cpus": fmt.Sprint(runtime.NumCPU()), "columns": columns()})
	if err != nil {
		panic(err) // unreachable unless the struct tags above are wrong
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	ctx, err := parser.Parse(args)
	if code >= 0 {
		return code
	}
	if err != nil {
		fmt.Fprintf(s.err, "safir: %v\n%s\n", err, remedy(err))
		return wrongUse
	}
	return exitCode(ctx.Run(), s)
}

// remedy says how the command that was meant is used, or where all are listed.
func remedy(err error) string {
	var p *kong.ParseError
	if errors.As(err, &p) && p.Context != nil && p.Context.Selected() != nil {
		return fmt.Sprintf("use: safir %s\n%s --help says more.", p.Context.Selected().Summary(), p.Context.Selected().FullPath())
	}
	return "safir --help lists the commands."
}

func exitCode(err error, s *streams) int {
	var e exit
	switch {
	case err == nil:
		return allDone
	case errors.As(err, &e):
		return int(e)
	}
	io.WriteString(s.err, harmless(fmt.Sprintf("safir: %v\n", err)))
	if errors.Is(err, errOutput) {
		return outputFailed
	}
	return wrongUse
}

// What the garbage collector is told to stay below, so that the whole program
// stays within 300 MB where it codes and 512 MB where it keeps.
const (
	memoryToCode = 220 << 20
	memoryToKeep = 340 << 20
)

// limitMemory keeps long runs within what was promised unless GOMEMLIMIT says
// otherwise.
func limitMemory(bytes int64) {
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(bytes)
		debug.SetGCPercent(300) // below the limit, memory is cheaper than time
	}
}

// interrupted is closed at the first interrupt; a second one kills.
func interrupted() <-chan struct{} {
	ch := make(chan os.Signal, 1)
	done := make(chan struct{})
	signal.Notify(ch, os.Interrupt)
	go func() {
		<-ch
		signal.Stop(ch)
		close(done)
	}()
	return done
}

type versionCmd struct {
	shared
}

// Run prints the version, and the digests of packs and world as records name
// them.
func (v versionCmd) Run(s *streams) error {
	_, c, err := v.open()
	if err != nil {
		return err
	}
	fmt.Fprintf(s.out, "safir %s\n", pipeline.Version)
	for _, p := range c.Packs {
		fmt.Fprintf(s.out, "pack %s %s\n", p.Lang, p.Hash[:12])
	}
	fmt.Fprintf(s.out, "world %s\n", c.Dir.Hash[:12])
	return nil
}
