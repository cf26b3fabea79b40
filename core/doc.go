// Package core states the problem: agents that report values and demands, divisible resources with budgets, and
// what an allocation is worth. The model is that of section 2 of Zeng et al., "Learning Payment-Free Resource
// Allocation Mechanisms": capped linear utilities (eq. 1), Nash social welfare (eq. 2), no payments.
//
// N is the number of agents, M the number of resources. Every N×M matrix is a flat slice in row-major order, one row
// an agent: element (i, m) is at index i*M+m. Utilities are in units of value; allocations, demands, budgets and what
// is withheld are in units of the resource.
//
// Core is the ground floor: it imports nothing else of this module and knows neither browsers nor who implements
// Mechanism.
package core
