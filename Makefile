# Plain commands. `make` runs what a change must pass without services;
# `make ci` runs everything, as the machine that judges a change does.
.PHONY: check test run demo build golden fuzz bench microbench eval ci nightly
check:
	test -z "$$(gofmt -l $$(git ls-files '*.go'))"
	go vet ./...
	go run honnef.co/go/tools/cmd/staticcheck@v0.8.2 ./...
	go test -race ./...
test:
	go test ./...
run:
	go run ./cmd/demarche serve
demo:
	go run ./cmd/demarche demo
build:
	CGO_ENABLED=0 go build -trimpath -ldflags '-s -w' -o bin/demarche ./cmd/demarche
golden: ## rewrite golden files; read the difference before committing it
	go test ./web/... ./digest ./extract/... -update
bench: ## speed and memory on 100,000 invented reports, beside SQLite and PostgreSQL; about half an hour
	go run ./internal/bench
microbench:
	go test -run '^$$' -bench . -benchmem ./extract/... ./index/... ./match ./story ./store
eval: build ## every evaluation set; needs ../shared/eval; rewrites the quality table
	cd bin && python3 ../../shared/eval/score/run.py ./demarche | (cd .. && go run ./internal/evaltable)
ci:
	bash .ci/run
