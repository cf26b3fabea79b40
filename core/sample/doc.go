// Package sample draws instances from the distributions of Zeng et al., "Learning Payment-Free Resource Allocation
// Mechanisms": truthful (eq. 6), perturbed (eq. 9) and adversarial (eq. 7), with budgets and masks as a Setup says, or
// chooses them from a list. It imports core only: the best responses that eq. (7) needs come as an argument.
//
// Everything is drawn from named, seeded streams, and instance k of a seed does not depend on which instances were
// drawn before it, so workers can draw any part of a sample on their own. Only operations that IEEE 754 fixes are
// used, so the same seed gives the same bits on every platform.
package sample
