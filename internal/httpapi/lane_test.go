package httpapi

import (
	"fmt"
	"testing"
)

func TestNobodyTakesMoreThanAShare(t *testing.T) {
	l := newLanes()
	releases := []func(){}
	enter := func(chosen lane, address string) bool {
		release, err := l.enter(chosen, address)
		if err == nil {
			releases = append(releases, release)
		}
		return err == nil
	}
	count := func(chosen lane, address func(int) string) (n int) {
		for i := range 1000 {
			if enter(chosen, address(i)) {
				n++
			}
		}
		return n
	}
	if n := count(browse, func(i int) string { return fmt.Sprintf("2001:db8:1:2::%x", i) }); n != shareMost {
		t.Errorf("one network reads %d times at once, want %d", n, shareMost)
	}
	if !enter(browse, "203.0.113.7") || !enter(autosave, "2001:db8:1:2::1") || !enter(filing, "2001:db8:1:2::1") {
		t.Error("others, or more urgent work, are shut out")
	}
	if n := count(browse, func(i int) string { return fmt.Sprintf("198.51.100.%d", i%256) }); n != browseMost-shareMost-3 {
		t.Errorf("%d read from everywhere, want %d", n, browseMost-shareMost-3)
	}
	if n := count(autosave, func(i int) string { return fmt.Sprintf("198.51.100.%d", i%256) }); n != autosaveMost-browseMost {
		t.Errorf("%d save, want %d", n, autosaveMost-browseMost)
	}
	if n := count(filing, func(int) string { return "192.0.2.1" }); n != 1000 {
		t.Errorf("%d file, want all", n)
	}
	for _, release := range releases {
		release()
		release()
	}
	if l.underWay != 0 || len(l.shares) != 0 {
		t.Errorf("%d under way, %v, after all have left", l.underWay, l.shares)
	}
	if n := count(browse, func(int) string { return "127.0.0.1" }); n != browseMost {
		t.Errorf("a proxy on this machine stands for %d, want %d", n, browseMost)
	}
}
