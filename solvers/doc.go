// Package solvers holds the analytic mechanisms: proportional fairness (PF), partial allocation (PA) and its lottery,
// their mixture, the uniform rule, and rounding for indivisible items. It imports core and nothing else of this module.
//
// # The program
//
// PF is the solution of the program of section 2.1 of Zeng et al., with weights, an Eisenberg-Gale program with caps:
//
//	maximise   Σ_i w_i log u_i,   u_i = Σ_m v_im·a_im
//	subject to 0 ≤ a_im ≤ x_im,   Σ_i a_im ≤ b_m
//
// Presolving caps demands at budgets, hands out what is not scarce, and scales what is left to a market: budgets are 1,
// y = a/b with caps d = min(x,b)/b, s = v·b per unit of the budget, c the utility from what is not scarce, weights sum
// to 1, and an agent that gets all it asks for has utility 1. So units and scales of values change nothing but
// rounding. All budgets of a market bind, since every value is positive. Its Karush-Kuhn-Tucker conditions, with the
// price p of each budget, the multiplier t of each agent, and l and h of 0 ≤ y and of y ≤ d, z = d-y, are
//
//	u = c + Σ_m s·y          Σ_i y = 1
//	s·t - p - h + l = 0      y·l = 0,  z·h = 0,  u·t = w
//
// All but the last three are linear, and u·t = w is one more complementarity, with a target other than zero: a weighted
// complementarity problem (Ye 2008, Potra 2012). That is why u and t get steps of their own rather than t = w/u: a
// Newton step then halves or doubles either with equal ease.
//
// # The interior point method
//
// Mehrotra's predictor-corrector (Mehrotra 1992; Nocedal and Wright 2006, chapters 14 and 19) follows the central path
// y·l = z·h = μ·w_i from a point strictly inside all bounds. Targets are in proportion to weights, so that light agents
// are solved as accurately, relative to their weight, as heavy ones. With θ = l/y + h/z a Newton step solves
//
//	θ·Δy = s·Δt - Δp + f     u·Δt + t·Σ_m s·Δy = τ     Σ_i Δy = 1 - Σ_i y
//
// where f and τ are what the targets leave. Eliminating Δy, which is diagonal, then Δt, one scalar an agent, leaves in
// the prices (Boyd and Vandenberghe 2004, chapters 10 and 11 and appendix C)
//
//	Σ_i [diag(1/θ) - t/(u+tσ)·(s/θ)(s/θ)ᵀ]·Δp = right-hand side,   σ = Σ_m s²/θ
//
// which is M×M and positive definite: O(N·M²) an iteration. It is factored by a Cholesky of our own: M is seldom above
// ten, a call into a general library would cost more than the factorisation, and it must neither allocate nor fail.
// Everything else is sweeps over the cells, in blocks, between which the caller may look and cancel.
//
// # The way back to the path
//
// That is quick but proves nothing of where it gets to: where weights lie far apart, the central path has bends that its
// tangents miss, and products that have left their targets by many orders of magnitude keep every further step short. A
// solve that takes too long therefore goes back to the path, by Newton's method on the barrier problem's dual, which is a
// smooth convex function of the prices: M numbers, whatever N. Each agent's best answer to prices is the solution of one
// equation in its t. See centre.
//
// # The vertex
//
// Which cells end at zero, at their cap, or between is usually plain long before the gap is small. Given that, the rest
// is linear and nearly diagonal: cells between form a forest of agents and resources, along whose edges s·t = p, and
// each tree balances what its agents spend with what its resources cost. So the solve ends at that vertex as soon as
// the certificate proves it (finite termination, Mehrotra and Ye 1993), which saves about half of the iterations and
// leaves no error but rounding. Where allocations are tied it goes on to the middle of the optimal face instead.
//
// PA needs the solution without each agent. The vertex is followed as the agent's weight falls to zero (see remove):
// a few pivots, each in closed form, in place of a solve.
//
// # Crowds
//
// Where agents are many, all that ties them together is still M prices, and what each makes of prices is plain. So the
// prices are looked for first, by Newton's method on the dual of the program itself, of which the kinks, one for every
// agent that finds two resources equally good, are smoothed over a width that falls to nothing (smoothing methods: Chen
// 2012; semismooth Newton: Qi and Sun 1993). What it needs of an agent is one number and a few looks at its cells, not the
// dozen numbers a cell of the interior point method, and most of its steps ask a sample, or the few agents whose answers
// may still change in kind. It ends at the vertex, with the same proof. Where it finds none the interior point method
// begins as if nothing had been. See solveCrowd.
//
// # Certificates
//
// Certify proves optimality from an allocation and prices alone; nothing that a solve believes of itself enters. Every
// solution of every program passes it, or its equivalent on the market, at Tolerance, or the result is an error.
//
// # Derivatives
//
// At a solution, changes ds, dd and dc of an agent's data move y, t and p by the solution of the Newton system above
// with f = t·ds + h/z·dd and τ = -t·(dc + Σ_m y·ds). Divided by -t, the rows of the agents make it symmetric. So the
// change of any function of y, with gradient g, is Σ_m q·f - q'·τ/t, where q and q' are the parts of a single solution
// of the same system, that with f = g and zeros elsewhere, that belong to the agent's cells and to its t.
//
// # Sources
//
//   - S. Boyd, L. Vandenberghe, Convex Optimization, 2004.
//   - X. Chen, Smoothing methods for nonsmooth, nonconvex minimization, Math. Program. 134, 2012.
//   - R. Cole, V. Gkatzelis, G. Goel, Mechanism design for fair division: allocating divisible items without payments,
//     EC 2013.
//   - R. Cole, V. Gkatzelis, Approximating the Nash social welfare with indivisible items, STOC 2015.
//   - E. Eisenberg, D. Gale, Consensus of subjective probabilities: the pari-mutuel method, 1959.
//   - S. Mehrotra, On the implementation of a primal-dual interior point method, SIAM J. Optim. 2, 1992.
//   - S. Mehrotra, Y. Ye, Finding an interior point in the optimal face of linear programs, Math. Program. 62, 1993.
//   - J. Nocedal, S. Wright, Numerical Optimization, 2nd edition, 2006.
//   - F. Potra, Weighted complementarity problems: a new paradigm for computing equilibria, SIAM J. Optim. 22, 2012.
//   - L. Qi, J. Sun, A nonsmooth version of Newton's method, Math. Program. 58, 1993.
//   - Y. Sprumont, The division problem with single-peaked preferences, Econometrica 59, 1991.
//   - Y. Ye, A path to the Arrow-Debreu competitive market equilibrium, Math. Program. 111, 2008.
//   - The solvers Clarabel and ECOS, for how a main loop and its ways to end are told apart.
package solvers
