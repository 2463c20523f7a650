package archtest

import (
	"fmt"
	"go/ast"
	"go/token"
)

// resultsAreReadLast forbids `return row, fill(&row)`: the language leaves open
// whether row is read before or after the call fills it.
func resultsAreReadLast(t tree) []string {
	var out []string
	for _, file := range t.files {
		ast.Inspect(file.ast, func(n ast.Node) bool {
			if back, ok := n.(*ast.ReturnStmt); ok {
				for i, result := range back.Results {
					if name, ok := result.(*ast.Ident); ok && anyFills(back.Results[i+1:], name.Name) {
						out = append(out, fmt.Sprintf("%s: returns %s beside the call that fills it", file.at(back), name.Name))
					}
				}
			}
			return true
		})
	}
	return out
}

// anyFills reports whether a call in the expressions is given the address.
func anyFills(expressions []ast.Expr, name string) (found bool) {
	for _, e := range expressions {
		ast.Inspect(e, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			for _, argument := range call.Args {
				address, ok := argument.(*ast.UnaryExpr)
				if !ok || address.Op != token.AND {
					continue
				}
				if filled, ok := address.X.(*ast.Ident); ok && filled.Name == name {
					found = true
				}
			}
			return true
		})
	}
	return found
}
