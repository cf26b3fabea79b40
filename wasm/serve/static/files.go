// Package static serves the files of a folder as a good static host does: with the types that browsers insist on, in
// precompressed form where there is one, kept for ever where a file's name has the hash of its contents, and with the
// site's own page for what is not there. It imports nothing of ours.
package static

import (
	"net/http"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
)

// types are the content types that matter: browsers refuse modules of another type, and compile WebAssembly while it
// arrives only if it has its own.
var types = map[string]string{
	".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8",
	".js": "text/javascript; charset=utf-8", ".mjs": "text/javascript; charset=utf-8",
	".json": "application/json", ".map": "application/json", ".wasm": "application/wasm", ".svg": "image/svg+xml",
	".safetensors": "application/octet-stream", ".webmanifest": "application/manifest+json",
	".ts": "text/plain; charset=utf-8", ".txt": "text/plain; charset=utf-8",
}

// encodings are the precompressed forms of a file, best first.
var encodings = []struct{ name, suffix string }{{"br", ".br"}, {"gzip", ".gz"}}

// hashed matches the names whose contents never change; see assets/publish/names.mjs.
var hashed = regexp.MustCompile(`\.[0-9a-f]{10}\.[a-z]+$`)

// Files serves the files of dir.
func Files(dir string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := path.Clean("/" + r.URL.Path)
		if strings.HasSuffix(r.URL.Path, "/") {
			name = path.Join(name, "index.html")
		}
		file := filepath.Join(dir, filepath.FromSlash(name))
		if t, ok := types[path.Ext(name)]; ok {
			w.Header().Set("Content-Type", t)
		}
		w.Header().Set("Cache-Control", "no-cache")
		if hashed.MatchString(name) {
			w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
		}
		w.Header().Add("Vary", "Accept-Encoding")
		for _, e := range encodings {
			if accepts(r, e.name) && isFile(file+e.suffix) {
				w.Header().Set("Content-Encoding", e.name)
				file += e.suffix
				break
			}
		}
		if !isFile(file) {
			missing(w, dir)
			return
		}
		serve(w, r, file)
	})
}

// missing answers with the site's own page, if it has one.
func missing(w http.ResponseWriter, dir string) {
	page, err := os.ReadFile(filepath.Join(dir, "404.html"))
	if err != nil {
		page = []byte("There is no such page.")
	}
	w.Header().Set("Cache-Control", "no-cache")
	w.Header().Set("Content-Type", types[".html"])
	w.WriteHeader(http.StatusNotFound)
	_, _ = w.Write(page)
}

// serve sends one file. http.ServeFile would redirect index.html.
func serve(w http.ResponseWriter, r *http.Request, file string) {
	f, err := os.Open(file)
	if err != nil {
		http.NotFound(w, r)
		return
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	http.ServeContent(w, r, file, info.ModTime(), f)
}

func accepts(r *http.Request, encoding string) bool {
	for _, header := range r.Header.Values("Accept-Encoding") {
		for offer := range strings.SplitSeq(header, ",") {
			name, _, _ := strings.Cut(strings.TrimSpace(offer), ";")
			if name == encoding {
				return true
			}
		}
	}
	return false
}

func isFile(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.Mode().IsRegular()
}
