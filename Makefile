# What there is to do in this checkout; `make` alone lists it.
# A machine needs Go, make and bash, and for the tests npm and node; a network the first time, for the modules.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

GO            ?= go
SAFIR         := bin/safir
STATICCHECK   := honnef.co/go/tools/cmd/staticcheck@v0.8.2
TEST_TIMEOUT  ?= 10m
PROOF_TIMEOUT ?= 90m
FUZZTIME      ?= 5s
PROOF_INPUTS  ?= 1000000
GO_DIRS       := $(wildcard bench cmd data internal)

.PHONY: help build demo test fuzz proof lint bench readers

help: ## list these targets
	@sed -nE 's/^([a-z]+):.*## (.*)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

build: ## build bin/safir, one static binary
	CGO_ENABLED=0 $(GO) build -trimpath -ldflags "-s -w" -o $(SAFIR) ./cmd/safir

demo: build ## code the demo set and show the register
	@$(SAFIR) demo

READERS := internal/export/testdata/readers

readers: $(READERS)/node_modules/.package-lock.json ## install other people's readers of what is exported (npm; for tests only)

$(READERS)/node_modules/.package-lock.json: $(READERS)/package-lock.json
	cd $(READERS) && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error

test: build readers ## check the form of the code, the data, then run every test
	@badly=$$(gofmt -l $(GO_DIRS)); [ -z "$$badly" ] || { echo "gofmt would change:"; echo "$$badly"; exit 1; }
	$(GO) vet ./...
	$(SAFIR) lint
	$(GO) test -timeout $(TEST_TIMEOUT) ./...
	@$(MAKE) --no-print-directory fuzz

# Minimizing what is merely new would eat the time given. Go's fuzzer takes it
# for a failure when that time ends while it still reads its cache.
fuzz: ## run every fuzz target for FUZZTIME (5s)
	@grep -roE '^func Fuzz[A-Za-z0-9]+' --include='*_test.go' $(GO_DIRS) | sort | while IFS=: read -r file name; do \
		target=$${name#func }; \
		out=$$($(GO) test -run '^$$' -timeout 0 -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 1x ./$$(dirname $$file) 2>&1 < /dev/null) || \
			{ grep -q 'context deadline exceeded' <<< "$$out" && ! grep -q 'Failing input' <<< "$$out"; } || { echo "$$out"; exit 1; }; \
		echo "PROOF | $$target finds no fault | $(patsubst %x,% inputs,$(FUZZTIME)) | 0 faults"; \
	done

# A test with a long count looks at SAFIR_PROOF and says what it did in one line:
#     t.Logf("PROOF | what was tried | how often | what came of it")
proof: build readers ## run the tests with their long counts and write docs/proof.md
	SAFIR_PROOF=1 $(GO) test -count=1 -timeout $(PROOF_TIMEOUT) -v ./... > bin/proof.log 2>&1 || { grep -vE '^ *(=== |--- PASS|--- SKIP)' bin/proof.log; exit 1; }
	@$(MAKE) --no-print-directory fuzz FUZZTIME=$(PROOF_INPUTS)x >> bin/proof.log 2>&1 || { tail -n 40 bin/proof.log; exit 1; }
	@grep -q 'PROOF |' bin/proof.log || { echo "proof: no test said what it proved; see bin/proof.log" >&2; exit 1; }
	@{ echo '# Proof'; echo; \
		echo "Written by \`make proof\` with $$($(GO) env GOVERSION) at revision $$(git describe --always --dirty 2>/dev/null || echo unknown)."; \
		echo 'Each row was said by a test that passed.'; echo; \
		echo '| what was tried | how often | what came of it |'; echo '|---|---|---|'; \
		sed -n 's/.*PROOF \(|.*[^ ]\) *$$/\1 |/p' bin/proof.log; } > docs/proof.md
	@cat docs/proof.md

lint: build ## go vet, staticcheck and the linter of the data
	$(GO) vet ./...
	$(GO) run $(STATICCHECK) ./...
	$(SAFIR) lint

bench: ## run every benchmark, with allocations
	$(GO) test -run '^$$' -bench . -benchmem ./...
