//go:build !(js && wasm)

package kernels

// Best returns the fastest kernels that this program was linked with: outside WebAssembly, Plain.
func Best() Backend[float32] { return Plain[float32]{} }
