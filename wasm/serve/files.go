package main

import (
	"net/http"
	"os"
	"path"
	"path/filepath"
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

// Files serves the files of dir, which are never cached: they change at every build.
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
		w.Header().Add("Vary", "Accept-Encoding")
		for _, e := range encodings {
			if accepts(r, e.name) && isFile(file+e.suffix) {
				w.Header().Set("Content-Encoding", e.name)
				file += e.suffix
				break
			}
		}
		if !isFile(file) {
			http.NotFound(w, r)
			return
		}
		serve(w, r, file)
	})
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
