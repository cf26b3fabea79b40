package sample

import "math/rand/v2"

// Stream is a named family of random sequences, one for each index. It is not for use by two goroutines at once.
type Stream struct {
	root   uint64
	source rand.PCG
}

// NewStream returns the family that seed and name choose, at the start of the sequence of index 0. Different names
// give independent families for the same seed.
func NewStream(seed uint64, name string) *Stream {
	s := &Stream{root: mix(seed ^ hash(name))}
	s.Seek(0)
	return s
}

// Seek moves to the start of the sequence of the given index.
func (s *Stream) Seek(index uint64) {
	s.source.Seed(mix(s.root+index), mix(s.root^mix(index)))
}

// Uint64 returns 64 random bits. With it a Stream is a rand.Source.
func (s *Stream) Uint64() uint64 { return s.source.Uint64() }

// Uniform returns a number from the uniform distribution on [0, 1), a multiple of 2^-53.
func (s *Stream) Uniform() float64 { return float64(s.Uint64()>>11) * 0x1p-53 }

// Between returns a number from the uniform distribution between lo and hi.
func (s *Stream) Between(lo, hi float64) float64 {
	// The conversion keeps a compiler from fusing the product into the sum, which would change the last bit.
	return lo + float64((hi-lo)*s.Uniform())
}

// Below returns a number from the uniform distribution on 0, ..., n-1. n must be positive.
func (s *Stream) Below(n int) int {
	bound := uint64(n)
	for {
		// Whole copies of 0..n-1 only: what is left at the end of the range would favour small numbers.
		if x := s.Uint64(); x-x%bound <= -bound {
			return int(x % bound)
		}
	}
}

// Cauchy returns a number from the Cauchy distribution around 0 with the given scale: the ratio of the coordinates of
// a uniform point in the unit disc. The textbook scale·tan(π(u-1/2)) would not give the same bits everywhere.
func (s *Stream) Cauchy(scale float64) float64 {
	for {
		x, y := s.Between(-1, 1), s.Between(-1, 1)
		if r := float64(x*x) + float64(y*y); r <= 1 && y != 0 {
			return float64(scale * (x / y))
		}
	}
}

// Derive returns the seed of the part of something seeded that has the given index. Parts of different seeds are
// unrelated, unlike those of seed+index.
func Derive(seed, index uint64) uint64 { return mix(mix(seed) + index) }

// hash is 64-bit FNV-1a.
func hash(name string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(name) {
		h = (h ^ uint64(name[i])) * 1099511628211
	}
	return h
}

// mix is the finaliser of SplitMix64 (Steele, Lea, Flood 2014): near numbers become unrelated ones.
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}
