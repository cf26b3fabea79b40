package study

import (
	"testing"
)

// BenchmarkQuick runs the quick size of every study, without networks. On WebAssembly it says what a visitor waits for
// on one worker, but for training.
func BenchmarkQuick(b *testing.B) {
	for _, s := range Catalogue() {
		config := s.Quick
		config.Baselines = true
		p, err := s.Plan(config)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(s.Name, func(b *testing.B) {
			for b.Loop() {
				if _, err := p.Run(b.Context(), nil, nil); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
