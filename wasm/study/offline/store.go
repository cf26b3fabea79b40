package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"strings"
)

// store keeps what has been computed in files, so that a run that was stopped goes on where it was. Several processes
// share one store: whoever makes the claim file of a piece of work does it, and files appear under their names only
// when they are complete.
type store struct{ dir string }

// key is a short name for everything that fixes a piece of work.
func key(parts ...any) string {
	h := sha256.New()
	for _, p := range parts {
		data, err := json.Marshal(p)
		if err != nil {
			panic(fmt.Sprintf("offline: %T cannot be a key: %v", p, err))
		}
		h.Write(data)
		h.Write([]byte{0})
	}
	return hex.EncodeToString(h.Sum(nil))[:16]
}

func (s store) path(name string) string { return filepath.Join(s.dir, filepath.FromSlash(name)) }

// claim reports whether this process is the first to ask for name since the claims were cleared.
func (s store) claim(name string) (bool, error) {
	path := s.path(name + ".claim")
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return false, err
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	return true, f.Close()
}

// clearClaims forgets the claims of processes that are gone.
func (s store) clearClaims() error {
	return filepath.WalkDir(s.dir, func(path string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err == nil && strings.HasSuffix(path, ".claim") {
			err = os.Remove(path)
		}
		return err
	})
}

// write makes the file name hold data, at once.
func (s store) write(name string, data []byte) error {
	path := s.path(name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	// The claim makes this process the only one that writes name.
	if err := os.WriteFile(path+".part", data, 0o644); err != nil {
		return err
	}
	return os.Rename(path+".part", path)
}

// read returns the contents of the file name, and whether there is one.
func (s store) read(name string) ([]byte, bool, error) {
	data, err := os.ReadFile(s.path(name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, false, nil
	}
	return data, err == nil, err
}

func (s store) has(name string) bool {
	_, err := os.Stat(s.path(name))
	return err == nil
}

// record is what a unit leaves: the seconds that it took, and its numbers.
func encodeRecord(seconds float64, numbers []float64) []byte {
	var b bytes.Buffer
	for _, x := range append([]float64{seconds}, numbers...) {
		b.Write(binary.LittleEndian.AppendUint64(nil, math.Float64bits(x)))
	}
	return b.Bytes()
}

func decodeRecord(data []byte) (seconds float64, numbers []float64, err error) {
	if len(data) < 8 || len(data)%8 != 0 {
		return 0, nil, fmt.Errorf("a record of %d bytes is damaged", len(data))
	}
	all := make([]float64, len(data)/8)
	for k := range all {
		all[k] = math.Float64frombits(binary.LittleEndian.Uint64(data[8*k:]))
	}
	return all[0], all[1:], nil
}
