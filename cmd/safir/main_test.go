package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	if isChild() {
		os.Exit(childMain(os.Stdin, os.Stdout, os.Stderr))
	}
	testscript.Main(m, map[string]func(){
		"safir": func() { os.Exit(run(os.Args[1:], &streams{os.Stdin, os.Stdout, os.Stderr})) },
	})
}

// TestScripts runs the command line as a user would: testdata/*.txt.
func TestScripts(t *testing.T) {
	demo, err := filepath.Abs("../../data/demo")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{Dir: "testdata", UpdateScripts: os.Getenv("UPDATE") != "", Setup: func(e *testscript.Env) error {
		e.Setenv("DEMO", demo)
		return nil
	}})
}
