package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"strconv"
	"strings"

	"github.com/pressly/goose/v3"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

//go:embed migrations/0*.sql
var migrations embed.FS

// magic marks a file as a register of Safir ("safr"), so that no other
// program's database is taken for one.
const magic = 0x73616672

// oldest is the first SQLite without the fault of the write-ahead log that
// could spoil a file when two connections wrote (https://sqlite.org/wal.html).
const oldest = "3.51.3"

// SQLite keeps a register in one file.
type SQLite struct {
	session
	write, read *sql.DB
	reader      *reader
	writer      *writer
	path        string
}

// Open opens the register in a file, and makes one when there is none.
func Open(ctx context.Context, path string) (*SQLite, error) {
	if err := regular(path); err != nil {
		return nil, err
	}
	s := &SQLite{path: path}
	var err error
	if s.write, err = connect(path, 1, "_pragma=cache_size(-64000)&_txlock=immediate"); err != nil {
		return nil, told(path, err)
	}
	if err := s.prepare(ctx); err != nil {
		s.write.Close()
		return nil, told(path, err)
	}
	if s.read, err = connect(path, 4, "_pragma=cache_size(-32000)&_pragma=query_only(1)"); err != nil {
		s.write.Close()
		return nil, told(path, err)
	}
	conn, err := s.write.Conn(ctx)
	if err != nil {
		return nil, errors.Join(told(path, err), s.read.Close(), s.write.Close())
	}
	s.writer = &writer{conn: conn, ready: map[string]*sql.Stmt{}}
	s.reader = &reader{DB: s.read, ready: map[string]*sql.Stmt{}}
	s.session = session{from: s.reader}
	return s, nil
}

// regular refuses what cannot be a register's file.
func regular(path string) error {
	switch info, err := os.Stat(path); {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case !info.Mode().IsRegular():
		return fmt.Errorf("%s is no file; name the register's file with --db FILE or SAFIR_DB", path)
	}
	return nil
}

func connect(path string, most int, more string) (*sql.DB, error) {
	name := "file:" + (&url.URL{Path: path}).EscapedPath() + "?_pragma=busy_timeout(5000)&_pragma=foreign_keys(1)&_pragma=synchronous(FULL)&" + more
	db, err := sql.Open("sqlite", name)
	if err == nil {
		db.SetMaxOpenConns(most)
	}
	return db, err
}

// prepare checks the file and brings it to today's form.
func (s *SQLite) prepare(ctx context.Context) error {
	isNew, err := s.recognise(ctx)
	if err != nil {
		return err
	}
	if _, err := s.write.ExecContext(ctx, "PRAGMA page_size = 16384"); err != nil { // before the first table
		return err
	}
	if isNew { // before the first table, so that no half-made file is taken for another program's
		if _, err := s.write.ExecContext(ctx, fmt.Sprintf("PRAGMA application_id = %d", magic)); err != nil {
			return err
		}
	}
	if _, err := s.write.ExecContext(ctx, "PRAGMA journal_mode = WAL"); err != nil {
		return err
	}
	sub, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	p, err := goose.NewProvider(goose.DialectSQLite3, s.write, sub, goose.WithVerbose(false), goose.WithGoMigrations(toForm2))
	if err != nil {
		return err
	}
	have, most, err := p.GetVersions(ctx)
	if err != nil {
		return err
	}
	if have > most {
		return fmt.Errorf("%w (its form is %d, this program knows %d)", ErrNewer, have, most)
	}
	if have == most {
		return nil
	}
	At("before migrating")
	_, err = p.Up(ctx)
	At("after migrating")
	return err
}

// recognise refuses an SQLite that spoils files, and files of other programs.
// It reports whether the file is new.
func (s *SQLite) recognise(ctx context.Context) (isNew bool, err error) {
	var version string
	var id, tables int
	err = s.write.QueryRowContext(ctx, "SELECT sqlite_version(), (SELECT count(*) FROM sqlite_master)").Scan(&version, &tables)
	if err != nil {
		return false, err
	}
	if before(version, oldest) {
		return false, fmt.Errorf("SQLite %s can spoil files; safir needs %s or newer: build it with the modules that go.mod names", version, oldest)
	}
	if err := s.write.QueryRowContext(ctx, "PRAGMA application_id").Scan(&id); err != nil {
		return false, err
	}
	if tables > 0 && id != magic {
		return false, errors.New("this is a database of another program; name another file with --db FILE")
	}
	return tables == 0, nil
}

// before compares versions such as 3.51.3 number by number.
func before(a, b string) bool {
	x, y := strings.Split(a, "."), strings.Split(b, ".")
	for i := range min(len(x), len(y)) {
		m, _ := strconv.Atoi(x[i])
		n, _ := strconv.Atoi(y[i])
		if m != n {
			return m < n
		}
	}
	return len(x) < len(y)
}

// told says of SQLite's faults what happened to which file and what to do.
func told(path string, err error) error {
	var e *sqlite.Error
	if err == nil || !errors.As(err, &e) {
		if err != nil && !strings.HasPrefix(err.Error(), path) {
			return fmt.Errorf("%s: %w", path, err)
		}
		return err
	}
	switch e.Code() & 0xff {
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return fmt.Errorf("%s: %w", path, ErrBusy)
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
		return fmt.Errorf("%s is damaged or no register (%w); copy it, then run: safir repair --db FILE", path, err)
	case sqlite3.SQLITE_FULL:
		return fmt.Errorf("%s: the disk is full; free some space and run the command again: nothing that was kept is lost (%w)", path, err)
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM:
		return fmt.Errorf("%s cannot be written; check the folder, its rights and its disk, or name another file with --db FILE; to read one that is locked for you, name a copy of it (%w)", path, err)
	}
	return fmt.Errorf("%s: %w", path, err)
}

// Close ends all work on the file.
func (s *SQLite) Close() error {
	return errors.Join(s.reader.close(), s.writer.close(), s.write.Close())
}
