package account

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Forms of legal entity that Korean lists leave out of the alphabetical order,
// as compatibility normalisation writes them: ㈜ and （주） both become (주).
var legalForms = []string{
	"주식회사", "유한책임회사", "유한회사", "합자회사", "합명회사",
	"재단법인", "사단법인", "학교법인", "의료법인", "사회복지법인",
	"(주)", "(유)", "(합)", "(재)", "(사)", "(학)", "(의)",
}

// SortName is the legal name without its form, by which lists are sorted in
// code-point order: 주식회사 카카오 and 카카오(주) both sort as 카카오. A form
// inside a name is part of it.
func SortName(legalName string) string {
	name := strings.Join(strings.Fields(norm.NFKC.String(legalName)), " ")
	for shorter := withoutForm(name); shorter != "" && shorter != name; shorter = withoutForm(name) {
		name = shorter
	}
	return name
}

// withoutForm takes one form off the beginning or the end.
func withoutForm(name string) string {
	for _, form := range legalForms {
		if rest, found := strings.CutPrefix(name, form); found {
			return strings.TrimSpace(rest)
		}
		if rest, found := strings.CutSuffix(name, form); found {
			return strings.TrimSpace(rest)
		}
	}
	return name
}
