// Package archtest owns the rules of the house that a compiler does not check:
// which package may import which, where the web framework, the database and the
// clock may be touched, how large a file may grow, and that every problem code
// has its texts. All of it is tests; they parse the source files themselves,
// because a test that asks another program for the import graph is cached and
// stays green after a violation. The package must never be imported.
package archtest
