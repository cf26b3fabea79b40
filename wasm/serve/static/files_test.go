package static

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
)

func TestFiles(t *testing.T) {
	dir := t.TempDir()
	for name, body := range map[string]string{
		"index.html": "page", "sub/index.html": "sub", "app.wasm": "plain", "app.wasm.gz": "zipped", "app.wasm.br": "brotli",
		"fallow.mjs": "module", "404.html": "nothing here", "boot.0123456789.mjs": "boot",
	} {
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(body), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, test := range []struct {
		path, accept            string
		status                  int
		body, kind, compression string
	}{
		{"/", "", 200, "page", "text/html; charset=utf-8", ""},
		{"/sub/", "", 200, "sub", "text/html; charset=utf-8", ""},
		{"/fallow.mjs", "gzip, br", 200, "module", "text/javascript; charset=utf-8", ""},
		{"/app.wasm", "", 200, "plain", "application/wasm", ""},
		{"/app.wasm", "gzip", 200, "zipped", "application/wasm", "gzip"},
		{"/app.wasm", "gzip, deflate, br;q=1.0", 200, "brotli", "application/wasm", "br"},
		{"/sub", "", 404, "", "", ""},
		{"/../files_test.go", "", 404, "", "", ""},
	} {
		request := httptest.NewRequest("GET", test.path, nil)
		if test.accept != "" {
			request.Header.Set("Accept-Encoding", test.accept)
		}
		answer := httptest.NewRecorder()
		Files(dir).ServeHTTP(answer, request)
		if answer.Code == http.StatusNotFound && answer.Body.String() != "nothing here" {
			t.Errorf("%s: answered %q", test.path, answer.Body.String())
		}
		if answer.Code != test.status {
			t.Errorf("%s: status %d, want %d", test.path, answer.Code, test.status)
		}
		if test.status != http.StatusOK {
			continue
		}
		header := answer.Header()
		if answer.Body.String() != test.body || header.Get("Content-Type") != test.kind ||
			header.Get("Content-Encoding") != test.compression {
			t.Errorf("%s accepting %q: %q as %q, compressed by %q", test.path, test.accept,
				answer.Body.String(), header.Get("Content-Type"), header.Get("Content-Encoding"))
		}
	}
}

// Only what is named by its contents may be kept without asking.
func TestCaching(t *testing.T) {
	dir := t.TempDir()
	for name, want := range map[string]string{
		"index.html": "no-cache", "boot.0123456789.mjs": "public, max-age=31536000, immutable", "fallow.d.ts": "no-cache",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o644); err != nil {
			t.Fatal(err)
		}
		answer := httptest.NewRecorder()
		Files(dir).ServeHTTP(answer, httptest.NewRequest("GET", "/"+name, nil))
		if got := answer.Header().Get("Cache-Control"); got != want {
			t.Errorf("%s: Cache-Control %q, want %q", name, got, want)
		}
	}
}
