// Package autodiff differentiates a fixed computation over and over: reverse-mode differentiation of a graph that is
// built once and run many times.
//
// A Graph is a list of nodes in the order in which they are computed. Each node is a matrix per item of a batch: a
// node of rows r and cols c holds, for a batch of n items, an (n·r)×c matrix in row-major order, item after item. Build
// plans all memory; after it Forward and Backward allocate nothing, for any batch up to the graph's capacity. Items
// never mix: what an op computes for one depends on that one and on the parameters only.
//
// Backward propagates adjoints. The adjoint of a node is the gradient of one scalar, whose derivatives with respect to
// the output nodes the caller has written into their Grad, with respect to that node (the vector-Jacobian product;
// Griewank and Walther, Evaluating Derivatives, 2nd ed., 2008, chapter 3). Gradients have the shape of what they are
// the gradient of, as in gomlx's rev_autodiff. At a kink of a piecewise function a one-sided derivative is used.
//
// Everything is generic over float32, in which networks run, and float64, in which tests compare every op with finite
// differences (package gradcheck). Sums run in a fixed order, so results are the same bits everywhere.
//
// Autodiff imports net/kernels and nothing else of this module.
package autodiff
