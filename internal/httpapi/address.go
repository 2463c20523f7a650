package httpapi

import (
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/labstack/echo/v4"

	"wbl/internal/fault"
)

// isText reports whether s can be stored and shown: PostgreSQL takes neither
// NUL nor bytes that are not UTF-8.
func isText(s string) bool { return utf8.ValidString(s) && !strings.ContainsRune(s, 0) }

// readableAddress refuses addresses whose parts are no text, and parameters
// that are given twice: whoever reads the other one would be misled.
func readableAddress(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		address := c.Request().URL
		query, err := url.ParseQuery(address.RawQuery)
		if err != nil || !isText(address.Path) {
			return fault.New(fault.Malformed, "input.unreadable").Because(err)
		}
		fields := []fault.Field{}
		for name, values := range query {
			switch {
			case !isText(name) || !isText(strings.Join(values, "")):
				return fault.New(fault.Malformed, "input.unreadable")
			case len(values) > 1:
				fields = append(fields, fault.At("query."+name, "input.given_twice"))
			}
		}
		if len(fields) > 0 {
			return fault.InvalidInput(fields...)
		}
		return next(c)
	}
}
