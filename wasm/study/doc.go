// Package study holds the figures and tables of Zeng et al., "Learning Payment-Free Resource Allocation Mechanisms", as
// typed experiments: what is varied, how large the samples are, what comes out, and how that compares with the paper.
//
// A Study makes a Plan for a Config. A plan is a list of units of work that do not depend on each other: the record of
// unit k is fixed by the plan and k, so units can be spread over any number of workers, in any order, over several
// days, and the result is the same. A Worker computes units; Plan.Summarise turns the records of all units into a
// Result: one table of rows, the verdicts beside the paper, and what it takes to do it again. Networks that a plan
// needs are named by its Recipes; they are trained first, or come from the models that are shipped.
//
// Results are compared bit by bit between Node and browsers, so sums run in a fixed order and the clock stays out of
// them: what is measured in seconds (Table 1) is kept apart, in Result.Timing.
//
// Study imports core, core/sample, core/exploit, core/evaluate, solvers, solvers/audit and net, and knows no browser.
package study
