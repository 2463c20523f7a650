package actor

import "net/netip"

// NetworkOf is what counts as one sender: an IPv4 address, or the whole /64 of
// an IPv6 address, since whoever has one address of it has all.
func NetworkOf(address string) string {
	ip, err := netip.ParseAddr(address)
	if err == nil && ip.Is6() && !ip.Is4In6() {
		return netip.PrefixFrom(ip.WithZone(""), 64).Masked().String()
	}
	return address
}

// ThisMachine reports whether the address is the server's own, as that of a
// proxy beside it is: then it stands for many senders.
func ThisMachine(address string) bool {
	ip, err := netip.ParseAddr(address)
	return err == nil && ip.IsLoopback()
}
