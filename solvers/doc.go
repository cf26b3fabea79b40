// Package solvers holds the analytic mechanisms: proportional fairness (PF), partial allocation (PA) and its lottery,
// their mixture, the uniform rule, and rounding for indivisible items. It imports core and nothing else of this module.
package solvers
