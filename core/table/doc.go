// Package table reads and writes problems as people keep them: tables pasted or saved from a spreadsheet, and JSON.
//
// # Tables
//
// Commas, semicolons or tabs separate; cells may be quoted. One row is an agent, one row holds the budgets:
//
//	agent,weight,value of GPUs,value of Memory,demand for GPUs,demand for Memory
//	Vision,1,6,0.05,14,800
//	Language,1,5,0.02,12,900
//	budget,,,,16,1000
//
// The header may be left out, and so may the weights: then a row is a name, a weight if there is one, all values, all
// demands. With a header that says which column is what ("GPUs demand" does as well as "demand for GPUs"), columns come
// in any order. The budgets stand under their resources or follow one another. A first column "instance" holds many
// problems in one table; budgets with an empty first cell are those of all that have none of their own.
//
// A longer layout has a row for each agent and resource:
//
//	agent,resource,value,demand
//	Vision,GPUs,6,14
//	budget,GPUs,,16
//
// There, what an agent does not list it does not ask for.
//
// Numbers may have decimal points or decimal commas, and thousands set apart. What could be read in two ways ("1,000"
// in a table that does not show what its commas mean) is refused.
//
// # JSON
//
// The Instance of fallow.d.ts, with "agents", "resources" and "name" besides if there are names; a list of such; or an
// object whose "instances" is such a list.
//
// Every refusal is a *core.InputError whose Path is a place in the text ("line 3, column 4", cells counted from 1) or a
// field of the JSON. What is written reads back the same, to the last bit.
//
// It imports core.
package table
