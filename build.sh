#!/usr/bin/env bash
# The one entry point: builds, serves and tests Fallow. `./build.sh --help` lists what it can do.
set -euo pipefail
cd "$(dirname "$0")"

usage() {
  cat <<'USAGE'
Usage: ./build.sh COMMAND

  build [best]     make the site in dist/; "best" compresses large files better, which takes half a minute more
  single           make dist/fallow.html: the whole page in one file, which opens from a disk
  serve [PORT]     build, then serve dist/ on this machine only (port 8080 unless given)
  test             everything that continuous integration runs
  bench WHAT       measure: solvers, training
  test-browsers    the visitor's path in Firefox ESR and WebKitGTK (installs Debian's)
  test-embeds      a site by VitePress, an app by Vite and a notebook by Observable use Fallow (installs them)
  soak [MINUTES]   use the page over and over (30 minutes unless given) and watch its memory
  pictures         take the pictures of figures in assets/pictures, which embed.js shows
  lighthouse       measure the built page with Lighthouse, as a desktop and as a telephone
  models           train the networks in assets/models (a quarter of an hour; goes on where it was stopped)
  results          compute assets/results (under an hour more; goes on where it was stopped)

Needs Go 1.26 or newer and Node 20.10 or newer.
USAGE
}

fail() { echo "build.sh: $*" >&2; exit 1; }
say() { echo "==> $*"; }

# --- What must be there ---------------------------------------------------------------------------------------------

check_tools() {
  command -v go >/dev/null || fail "Go is missing. Install Go 1.26 or newer from https://go.dev/dl/ and run this again."
  command -v node >/dev/null || fail "Node is missing. Install Node 20.10 or newer from https://nodejs.org/ and run this again."
  node -e 'const [major, minor] = process.versions.node.split(".").map(Number); process.exit(major > 20 || (major === 20 && minor >= 10) ? 0 : 1)' ||
    fail "Node $(node --version) is too old: Node 20.10 or newer is needed."
}

# The page's libraries and build tools, exactly as locked; again only when the lock file has changed.
install_npm() { install_locked assets; }

install_locked() { # FOLDER
  if ! cmp -s "$1/package-lock.json" "$1/node_modules/.fallow-lock"; then
    say "installing what $1/package-lock.json lists (npm ci)"
    (cd "$1" && npm ci --no-audit --no-fund --loglevel=error)
    cp "$1/package-lock.json" "$1/node_modules/.fallow-lock"
  fi
}

# --- build ----------------------------------------------------------------------------------------------------------

go_wasm() { # PACKAGE OUTPUT
  GOOS=js GOARCH=wasm go build -trimpath -buildvcs=false -ldflags='-s -w' -o "$2" "$1"
}

# The page's program, without inlining where speed does not matter: it is 5 % smaller to send, and as fast.
page_wasm() { # OUTPUT
  local slow=(fallow/ui/... fallow/core/{table,bound,evaluate,sample} fallow/wasm/... github.com/... encoding/... fmt reflect time log strconv internal/... os io/... syscall/... strings bytes unicode/... errors path context bufio html)
  slow=("${slow[@]/#/-gcflags=}") && slow=("${slow[@]/%/=-l}")
  GOOS=js GOARCH=wasm go build -trimpath -buildvcs=false -ldflags='-s -w' "${slow[@]}" -o "$1" ./wasm/app
  node assets/slim-wasm.mjs "$1"
}

# The compute engine and its JavaScript API.
build_engine() {
  say "building the engine"
  go_wasm ./wasm/engine "$stage/engine.wasm"
  node assets/slim-wasm.mjs "$stage/engine.wasm"
  node assets/build.mjs "$stage"
  cp assets/fallow.d.ts "$stage/fallow.d.ts"
}

# The page: its program, its first view rendered by the same program natively, its scripts and its style sheet.
build_page() {
  say "building the page"
  page_wasm "$stage/app.wasm"
  go run -trimpath ./wasm/app/prerender -out "$stage/index.html" -charts "$stage/charts.json" -vugu "$stage/vugu.js"
  node assets/prerender.mjs "$stage/index.html" "$stage/charts.json"
  rm "$stage/charts.json"
  node assets/build-page.mjs "$stage"
}

# Everything is made in a folder of its own first, so that dist/ holds no file of an older build.
build() { # [best]
  [[ ${1:-best} == best ]] || fail "build how? best, or nothing"
  check_tools
  install_npm
  stage=$PWD/.stage
  rm -rf "$stage"
  mkdir "$stage"
  build_engine
  build_page
  say "making the site"
  node assets/publish/publish.mjs "$stage" "$PWD/dist" "$@"
  node assets/publish/npm.mjs "$stage" "$PWD/dist/npm"
  node assets/publish/single.mjs "$stage" "$PWD/dist/fallow.html"
}

# The page in one file is a part of the site; this is for whoever wants only that.
single() {
  build
  echo "dist/fallow.html opens by a double click, without a network."
}

# --- serve ----------------------------------------------------------------------------------------------------------

serve() { # [PORT]
  local port=${1:-8080}
  [[ $port =~ ^[0-9]{1,5}$ ]] && ((10#$port < 65536)) || fail "serve on which port? A number below 65536"
  build
  go run ./wasm/serve -dir dist -port "$port"
}

# --- models, results ------------------------------------------------------------------------------------------------

# What is shipped is computed by the engine itself, in Node, on all cores; wasm/study/offline/run.mjs has options.
offline() { # models|results [OPTIONS]
  check_tools
  local folder
  folder=$(mktemp -d) # not dist: another build may come in between
  trap "rm -rf '$folder'" EXIT
  go_wasm ./wasm/study/offline "$folder/offline.wasm"
  node wasm/study/offline/run.mjs "$folder/offline.wasm" "$@"
}

# --- test -----------------------------------------------------------------------------------------------------------

# What runs in browsers, and so must compile for them and give the same results there.
browser_packages=(./core/... ./solvers/... ./net/... ./wasm/engine/... ./wasm/study)

# What runs a Go test in Node; quoted, because go splits it at spaces.
wasm_exec="'$PWD/net/kernels/nodeexec/go_js_wasm_exec'"

go_files() { find . -name '*.go' -not -path './assets/*' -not -path './dist/*' "$@"; }

check_format() {
  local wrong
  wrong=$(go_files -not -name '*_gen.go' -exec gofmt -l {} +)
  [[ -z $wrong ]] || { echo "gofmt would change:"; echo "$wrong"; return 1; }
}

check_vet() {
  go vet ./... && GOOS=js GOARCH=wasm go vet "${browser_packages[@]}" ./ui/... ./wasm/app/...
}

# Code that is made from other files and committed must be what would be made from them now.
check_generated() {
  local before after
  before=$(go_files -name '*_gen.go' -exec sha256sum {} + | sort -k2)
  go generate ./ui/... || return 1
  after=$(go_files -name '*_gen.go' -exec sha256sum {} + | sort -k2)
  if [[ $before != "$after" ]]; then
    echo "The Go code made from ui/*.vugu was not current. It is now: commit it."
    return 1
  fi
  node assets/assemble-kernels.mjs --check
}

test_native() { go test ./...; }

test_wasm() {
  GOOS=js GOARCH=wasm go test -exec="$wasm_exec" "${browser_packages[@]}" &&
    FALLOW_SIMD=off GOOS=js GOARCH=wasm go test -exec="$wasm_exec" ./net/kernels
}

# The same tree gives the same site, wherever it lies.
test_reproducible() {
  local copy
  copy=$(mktemp -d)
  trap "rm -rf '$copy'" EXIT
  tree_files | tar --null --files-from=- --create | tar --extract --directory "$copy"
  ln -s "$PWD/assets/node_modules" "$copy/assets/node_modules"
  "$copy/build.sh" build best && diff -r dist "$copy/dist"
}

# The files that make up the tree, each with a zero byte behind it: not those that are deleted and still in the index.
tree_files() {
  git ls-files -coz --exclude-standard | while IFS= read -r -d '' file; do
    if [[ -e $file || -L $file ]]; then printf '%s\0' "$file"; fi
  done
}

test_api() { node --test --test-reporter=spec wasm/e2e/node/*.test.mjs; }

test_browser() {
  install_e2e_tools
  ensure_chromium
  go test -tags e2e ./wasm/e2e -dist "$PWD/dist" -timeout 20m
}

# Other people's tools: a documentation site by VitePress, an app by Vite, types by TypeScript, Observable's runtime.
test_embeds() {
  build
  ensure_chromium
  # Not npm ci: the lock file has not every platform's optional packages, without which npm ci refuses.
  (cd wasm/e2e/sites && npm install --no-save --no-audit --no-fund --loglevel=error)
  go test -tags e2e,sites ./wasm/e2e -dist "$PWD/dist" -run 'TestVitePress|TestVite|TestNotebook|TestEmbeds' -v
}

# Uses the page over and over and watches its memory.
soak() { # MINUTES
  [[ $1 =~ ^[1-9][0-9]*$ ]] || fail "soak for how many minutes? A whole number"
  build
  test_memory "$1"
}

test_memory() { # MINUTES
  ensure_chromium
  go test -tags e2e,soak ./wasm/e2e -dist "$PWD/dist" -run 'TestMemoryStaysFlat|TestLeaksAreSeen' -soak "$1m" -timeout "$(($1 + 8))m" -v
}

# The pictures of figures that embed.js shows; they are kept in the tree, because a build has no browser.
take_pictures() {
  build
  ensure_chromium
  rm -rf assets/pictures
  go test -tags e2e ./wasm/e2e -dist "$PWD/dist" -run 'TestFiguresHavePictures' -pictures "$PWD/assets/pictures"
}
# What the browser tests need beside Chromium: axe-core.
install_e2e_tools() { install_locked wasm/e2e/tools; }

find_chromium() { command -v chromium || command -v chromium-browser || command -v google-chrome; }

# Installs Debian's packages through apt-get, as root.
apt_install() { # PACKAGE...
  local sudo=()
  ((EUID == 0)) || sudo=(sudo)
  say "installing Debian's $* through apt-get${sudo:+ (as root, by sudo)}"
  "${sudo[@]}" apt-get update -qq
  "${sudo[@]}" apt-get install -y -qq --no-install-recommends "$@"
}

# Chromium for the browser tests: Debian's, installed if there is none.
ensure_chromium() {
  find_chromium >/dev/null || apt_install chromium
}

# Firefox ESR and WebKitGTK, Debian's: the visitor's path, and the same bits as in Node.
test_browsers() { # [firefox|webkit]
  (($# > 0)) || set -- firefox webkit
  local name
  for name; do [[ $name == firefox || $name == webkit ]] || fail "test which browser? firefox or webkit"; done
  build
  for name; do "ensure_$name"; done
  walk_path "$@"
}

ensure_firefox() { command -v firefox-esr firefox >/dev/null || apt_install firefox-esr; }
ensure_webkit() { { command -v WebKitWebDriver && command -v Xvfb; } >/dev/null || apt_install webkit2gtk-driver xvfb; }

walk_path() { # firefox|webkit ...
  node --experimental-websocket --no-warnings wasm/e2e/browsers/run.mjs "$PWD/dist" "$@"
}

# Not every system has a Firefox to install. Without one all the rest is still worth knowing.
test_firefox() {
  if ! ensure_firefox; then
    echo "There is no Firefox here, and apt-get cannot install firefox-esr: the visitor's path in Firefox is left out."
    return "$SKIPPED"
  fi
  walk_path firefox
}

summary=()
failures=0
SKIPPED=77 # the exit status of a part that could not be run

# Runs one part of the tests, whatever became of those before, and notes how it went.
part() { # NAME COMMAND...
  local name=$1 begun=$SECONDS outcome=ok
  shift
  say "$name"
  # Not in a condition, where bash would ignore errexit even inside the subshell.
  set +e
  (set -e; "$@")
  case $? in
    0) ;;
    "$SKIPPED") outcome='left out' ;;
    *) outcome=FAILED failures=$((failures + 1)) ;;
  esac
  set -e
  summary+=("$(printf '%-8s %4d s  %s' "$outcome" $((SECONDS - begun)) "$name")")
}

test_all() {
  check_tools
  install_npm
  part "format (gofmt)" check_format
  part "generated code is current" check_generated
  part "go vet, natively and for browsers" check_vet
  part "Go tests, natively" test_native
  part "Go tests, as WebAssembly in Node" test_wasm
  part "build" build best
  part "the same build elsewhere" test_reproducible
  part "JavaScript API in Node" test_api
  part "page and API in Chromium" test_browser
  part "the visitor's path in Firefox" test_firefox
  part "memory of a page that is used for two minutes" test_memory 2
  echo
  printf '%s\n' "${summary[@]}"
  ((failures == 0)) || fail "$failures of ${#summary[@]} parts failed (after $SECONDS s)"
  [[ ${summary[*]} == *'left out '* ]] || { echo "All ${#summary[@]} parts passed in $SECONDS s."; return; }
  echo "Nothing failed in $SECONDS s, but not everything could be run."
}

# --- bench ----------------------------------------------------------------------------------------------------------

bench() { # solvers|training
  check_tools
  case "${1:-}" in
    solvers) bench_solvers ;;
    training) bench_training ;;
    *) fail "bench what? solvers or training" ;;
  esac
}

bench_solvers() {
  say "natively"
  go test -run '^$' -bench . ./solvers ./core/exploit
  say "as WebAssembly in Node"
  GOOS=js GOARCH=wasm go test -exec="$wasm_exec" -run '^$' -bench . ./solvers ./core/exploit
}

# Beside TensorFlow.js, whose packages only this needs.
bench_training() {
  build
  say "the matrix kernel: beside plain loops, and of the rate of multiply-adds with nothing in their way"
  GOOS=js GOARCH=wasm go test -exec="$wasm_exec" -run '^$' -bench Target ./net/kernels
  ensure_chromium
  (cd wasm/bench/peer && npm ci --no-audit --no-fund --loglevel=error)
  node wasm/bench/run.mjs "$PWD/dist" "$(find_chromium)"
  node wasm/bench/growth.mjs "$PWD/dist"
}

# --- lighthouse -----------------------------------------------------------------------------------------------------

# Its packages are large, so only this installs them.
lighthouse() {
  build
  ensure_chromium
  install_locked wasm/e2e/lighthouse
  node wasm/e2e/lighthouse/run.mjs "$PWD/dist" "$(find_chromium)" "$@"
}

case "${1:-}" in
  build) build ${2:+"$2"} ;;
  single) single ;;
  serve) serve "${2:-}" ;;
  test) test_all ;;
  test-browsers) test_browsers "${@:2}" ;;
  test-embeds) check_tools && test_embeds ;;
  soak) soak "${2:-30}" ;;
  pictures) take_pictures ;;
  bench) bench "${2:-}" ;;
  lighthouse) lighthouse "${@:2}" ;;
  models | results) offline "$@" ;;
  -h | --help | help) usage ;;
  *) usage >&2; exit 2 ;;
esac
