package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"safir/internal/pipeline"
	"safir/internal/store"
)

// keeping are the commands that look after a register.
type keeping struct {
	Backup  backupCmd  `cmd:"" help:"Copy a register into a new file, also while another safir writes to it."`
	Check   checkCmd   `cmd:"" help:"Look for faults in a register: hashes, evidence, joins, the file itself."`
	Correct correctCmd `cmd:"" help:"Say what the machine got wrong, or right; nothing that it found is written over."`
	Merge   mergeCmd   `cmd:"" help:"Bring in the articles and corrections of another register."`
	Recode  recodeCmd  `cmd:"" help:"Code kept articles anew with today's rules; corrections stay with their items."`
	Repair  repairCmd  `cmd:"" help:"Build a new register from what can be read of a damaged one."`
	Review  reviewCmd  `cmd:"" help:"Go through what nobody has looked at, one key each."`
}

// inRegister are the flags of the commands that work on a register.
type inRegister struct {
	DB string `help:"The register's file. Default: safir/register.db in your data folder." env:"SAFIR_DB" type:"path" placeholder:"FILE"`
}

// path is the register's file: the one named, or the user's own.
func (r *inRegister) path() (string, error) {
	if r.DB != "" {
		return r.DB, nil
	}
	folder := os.Getenv("XDG_DATA_HOME")
	if folder == "" {
		home, err := os.UserHomeDir()
		if err != nil {
			return "", fmt.Errorf("there is no place for your register (%w); name a file with --db FILE or SAFIR_DB", err)
		}
		folder = filepath.Join(home, ".local", "share")
	}
	return filepath.Join(folder, "safir", "register.db"), nil
}

// existing opens a register that must be there.
func (r *inRegister) existing(ctx context.Context) (*store.SQLite, error) {
	path, err := r.path()
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%s: no register is there; make one with: safir add PATH --db %s", path, path)
	}
	return store.Open(ctx, path)
}

// made opens a register, new or old.
func (r *inRegister) made(ctx context.Context) (*store.SQLite, error) {
	path, err := r.path()
	if err != nil {
		return nil, err
	}
	if r.DB == "" {
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			return nil, fmt.Errorf("%w; name another file with --db FILE or SAFIR_DB", err)
		}
	}
	return store.Open(ctx, path)
}

// clock is the flag of the commands for which the day makes a difference.
type clock struct {
	Now string `help:"Take this for the present (YYYY-MM-DD, or RFC 3339), so that a run can be repeated." placeholder:"TIME"`
}

// time is the present in UTC.
func (c *clock) time() (time.Time, error) {
	if c.Now == "" {
		return time.Now().UTC().Truncate(time.Second), nil
	}
	for _, layout := range []string{time.RFC3339, time.DateOnly} {
		if t, err := time.Parse(layout, c.Now); err == nil {
			return t.UTC(), nil
		}
	}
	return time.Time{}, fmt.Errorf("--now %q: write YYYY-MM-DD, or as in 2024-05-02T08:00:00Z", c.Now)
}

// cancelled is a context that ends at the first interrupt.
func cancelled() context.Context {
	ctx, cancel := context.WithCancel(context.Background())
	stop := interrupted()
	go func() { <-stop; cancel() }()
	return ctx
}

// keeperFlags are those of the commands that code articles into a register.
type keeperFlags struct {
	shared
	inRegister
	clock
	Workers int `help:"How many articles to code at once." default:"${cpus}" placeholder:"N"`
}

// keeper makes what brings articles into a register that open opens; where it
// fails, the register is closed.
func (f *keeperFlags) keeper(ctx context.Context, open func(context.Context) (*store.SQLite, error)) (*pipeline.Keeper, *store.SQLite, error) {
	now, err := f.time()
	if err != nil {
		return nil, nil, err
	}
	fsys, coder, err := f.shared.open()
	if err != nil {
		return nil, nil, err
	}
	db, err := open(ctx)
	if err != nil {
		return nil, nil, err
	}
	limitMemory(memoryToKeep)
	k, err := pipeline.NewKeeper(fsys, coder, db, f.Workers, now.Format(time.RFC3339))
	if err != nil {
		return nil, nil, errors.Join(err, db.Close())
	}
	return k, db, nil
}
