// Package audit simulates repeated allocation without payments, where the planner knows nothing of the agents and may
// look now and then: Dai, Blanchard and Jaillet, "Non-Monetary Mechanism Design without Distributional Information:
// Using Scarce Audits Wisely" (arXiv 2502.08412, and the talk of that name).
//
// The world: T rounds, K agents, one indivisible item a round. In round t agent i privately learns its utility
// u_{t,i} in [0,1] for the item, independent over rounds and agents, from a distribution of its own that the planner
// does not know. Agents report v_{t,i}; the planner gives the item to one living agent or to nobody, and may audit
// the winner, which reveals u. A winner who is caught having reported more than the truth keeps that item and never
// receives another: it is eliminated, and no longer counts as living. The planner wants little regret,
//
//	R_T = E Σ_t (max_i u_{t,i} − u_{t,winner}),  the maximum over all K agents, the eliminated too,
//
// for few audits B_T.
//
// A Setup says who plays, a Mechanism how the planner decides; Prepare checks both and makes a Game. A Run is one
// playing of a Game, round by round: Trace tells it event by event and lets a reader play one of the agents,
// Replicate plays it to the end and keeps a record, Summarise turns many records into means and standard errors.
//
// What is random in a run depends on the seed, the replication's index and nothing else: utilities and the coins of
// audits come from streams that no report can shift, so two runs of one seed and index that differ in a strategy or
// in the mechanism meet the same luck. No arithmetic on the way differs between amd64 and WebAssembly, so neither do
// the results.
//
// The talk states UnifAudit's and AdaAudit's promises and AdaAudit's ideas, but not its constants. Those used here are
// those of a later version of the paper as told at second hand; see AdaAudit.
//
// The package may import core, core/sample, core/evaluate and gonum.
package audit
