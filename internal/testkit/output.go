package testkit

import (
	"strings"
	"sync"
)

// Output is what the program wrote to its log.
type Output struct {
	mu   sync.Mutex
	text strings.Builder
}

// Write takes one line.
func (o *Output) Write(line []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.Write(line)
}

// String is everything so far.
func (o *Output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.String()
}
