// Package scoring owns the arithmetic of a competition: exact points, the score
// tree, the aggregation over judges, the normalisation of other figures, the
// ranking with its tie-breaks, and the majority vote.
//
// It reads like rules of procedure. A Tree states the rules; Validate lists what
// is wrong with them; Evaluate computes every figure of every team; Rank orders
// the teams and says on which side of the line each one stands.
//
// It must never read a clock, a database or a file, never use floating point for
// a figure that counts, never let a missing score count as zero, and never let
// the order of its inputs or the names of judges change a figure. It knows no
// titles, people or languages: only keys. Drawing lots, gates, and the decision
// itself belong to its callers.
package scoring
