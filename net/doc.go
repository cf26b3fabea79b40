// Package net is ExS-Net: mechanisms that are learned (section 3 of Zeng et al., "Learning Payment-Free Resource
// Allocation Mechanisms"), how they are trained, saved and used.
//
// A network maps what everybody reports to logits for N agents and one synthetic agent, whose share is withheld. The
// softmax over these gives each agent a fraction ã_im of resource m, and the agent gets a_im = min(ã_im·b_m, x_im). That
// output is fixed; the hidden layers are one of several kinds behind one interface (layers).
//
// A Trainer maximises mean logNSW while it keeps mean exploitability below a tolerance (Alg. 1) or weighs it (eq. 8).
// Its inner maximum, the misreports that the network is trained against, shares no code with the search of
// core/exploit that grades the result.
//
// Everything is computed in float32 with kernels that give the same bits everywhere, in a fixed order: a seed names a
// network, whatever computes it.
//
// Net imports core, core/sample and the packages below it, and knows no browser.
package net
