// Package configs carries the ready-made calls into the program. It holds data
// and no rule: package call reads and checks them.
package configs

import "embed"

//go:embed all:calls
var calls embed.FS

// Call gives the YAML of a ready-made call by its key, such as "wbl-2025".
func Call(key string) ([]byte, error) { return calls.ReadFile("calls/" + key + ".yaml") }
