#!/usr/bin/env bash
# The one entry point: builds, serves and tests Fallow. `./build.sh --help` lists what it can do.
set -euo pipefail
cd "$(dirname "$0")"

usage() {
  cat <<'USAGE'
Usage: ./build.sh COMMAND

  build            make the site in dist/
  serve [PORT]     build, then serve dist/ on this machine only (port 8080 unless given)
  test             everything that continuous integration runs
  models           train the networks in assets/models (about an hour; goes on where it was stopped)
  results          compute assets/results (about an hour more; goes on where it was stopped)

Needs Go 1.26 or newer and Node 20 or newer.
USAGE
}

fail() { echo "build.sh: $*" >&2; exit 1; }
say() { echo "==> $*"; }

# --- What must be there ---------------------------------------------------------------------------------------------

check_tools() {
  command -v go >/dev/null || fail "Go is missing. Install Go 1.26 or newer from https://go.dev/dl/ and run this again."
  command -v node >/dev/null || fail "Node is missing. Install Node 20 or newer from https://nodejs.org/ and run this again."
  local major
  major=$(node -p 'process.versions.node.split(".")[0]')
  ((major >= 20)) || fail "Node $(node --version) is too old: Node 20 or newer is needed."
}

# The page's libraries and build tools, exactly as locked; again only when the lock file has changed.
install_npm() {
  if ! cmp -s assets/package-lock.json assets/node_modules/.fallow-lock; then
    say "installing the build tools (npm ci)"
    (cd assets && npm ci --no-audit --no-fund --loglevel=error)
    cp assets/package-lock.json assets/node_modules/.fallow-lock
  fi
}

# --- build ----------------------------------------------------------------------------------------------------------

go_wasm() { # PACKAGE OUTPUT
  GOOS=js GOARCH=wasm go build -trimpath -ldflags='-s -w' -o "$2" "$1"
}

# The compute engine and its JavaScript API.
build_engine() {
  say "building the engine"
  go_wasm ./wasm/engine dist/engine.wasm
  node assets/build.mjs "$PWD/dist"
  cp assets/fallow.d.ts dist/fallow.d.ts
}

# The page: its program, its first view rendered by the same program natively, its scripts and its style sheet.
build_page() {
  say "building the page"
  go_wasm ./wasm/app dist/app.wasm
  go run ./wasm/app/prerender
  node assets/prerender.mjs dist/index.html dist/charts.json
  rm dist/charts.json
  node assets/build-page.mjs "$PWD/dist"
}

build() {
  check_tools
  install_npm
  mkdir -p dist
  build_engine
  build_page
}

# --- serve ----------------------------------------------------------------------------------------------------------

serve() { # [PORT]
  build
  go run ./wasm/serve -dir dist -port "${1:-8080}"
}

# --- models, results ------------------------------------------------------------------------------------------------

# What is shipped is computed by the engine itself, in Node, on all cores; wasm/study/offline/run.mjs has options.
offline() { # models|results [OPTIONS]
  check_tools
  mkdir -p dist
  go_wasm ./wasm/study/offline dist/offline.wasm
  node wasm/study/offline/run.mjs dist/offline.wasm "$@"
}

case "${1:-}" in
  build) build ;;
  serve) serve "${2:-}" ;;
  test) test_all ;;
  models | results) offline "$@" ;;
  -h | --help | help) usage ;;
  *) usage >&2; exit 2 ;;
esac
