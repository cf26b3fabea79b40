// Package evaluate measures a mechanism on a sample of instances: welfare, efficiency and, by search, exploitability,
// with standard errors. Each instance gives one record of fixed size that depends on nothing but its index, and records
// are summarised in the order of their indices, so any number of workers gives the same bits.
//
// It imports core, core/sample and core/exploit.
package evaluate
