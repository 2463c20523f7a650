package archtest

import (
	"errors"
	"fmt"
	"go/ast"
	"go/token"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strconv"

	"go.yaml.in/yaml/v3"
)

var languages = []string{"ko", "en"}

// codeShape is package.snake_reason.
var codeShape = regexp.MustCompile(`^[a-z]+\.[a-z][a-z0-9_]*$`)

// problemsHaveTexts asks, for every fault the code can raise, for its sentence in
// each language, and for the same keys in every language.
func problemsHaveTexts(t tree) []string {
	var out []string
	catalogues := map[string]map[string]bool{}
	for _, language := range languages {
		keys, err := catalogue(t.fsys, path.Join("internal/text", language))
		if err != nil {
			out = append(out, err.Error())
		}
		catalogues[language] = keys
	}
	codes := faultCodes(t)
	for _, code := range slices.Sorted(maps.Keys(codes)) {
		if !codeShape.MatchString(code) {
			out = append(out, fmt.Sprintf("%s: code %q is not package.snake_reason", codes[code], code))
		}
		for _, language := range languages {
			if !catalogues[language][code] {
				out = append(out, fmt.Sprintf("%s: code %q has no text in %s", codes[code], code, language))
			}
		}
	}
	return append(out, untranslated(catalogues)...)
}

func untranslated(catalogues map[string]map[string]bool) []string {
	var out []string
	for _, from := range languages {
		for _, to := range languages {
			for _, key := range slices.Sorted(maps.Keys(catalogues[from])) {
				if !catalogues[to][key] {
					out = append(out, fmt.Sprintf("internal/text/%s: %q is missing, it is in %s", to, key, from))
				}
			}
		}
	}
	return out
}

// faultCodes gives each code handed to fault.New or fault.At, or written into a
// fault.Fault or fault.Field, with the first place that raises it. A constant of the
// same package counts as its literal.
func faultCodes(t tree) map[string]string {
	constants := stringConstants(t)
	out := map[string]string{}
	for _, file := range t.product() {
		for _, at := range codeExpressions(file) {
			code, ok := literal(at)
			if constant, named := at.(*ast.Ident); named {
				code, ok = constants[file.dir+"."+constant.Name]
			}
			if _, seen := out[code]; ok && !seen {
				out[code] = file.at(at)
			}
		}
	}
	return out
}

func codeExpressions(file goFile) []ast.Expr {
	const fault = module + "/internal/fault"
	var out []ast.Expr
	file.calls(fault, func(name string, call *ast.CallExpr) {
		if (name == "New" || name == "At") && len(call.Args) > 1 {
			out = append(out, call.Args[1])
		}
	})
	local := file.imports()[fault]
	ast.Inspect(file.ast, func(node ast.Node) bool {
		built, ok := node.(*ast.CompositeLit)
		if !ok || !isFault(file, local, built.Type) {
			return true
		}
		for _, element := range built.Elts {
			if pair, ok := element.(*ast.KeyValueExpr); ok && isIdent(pair.Key, "Code") {
				out = append(out, pair.Value)
			}
		}
		return true
	})
	return out
}

func isIdent(expr ast.Expr, name string) bool {
	ident, ok := expr.(*ast.Ident)
	return ok && ident.Name == name
}

// isFault says whether a literal's type is Fault or Field of package fault, as seen
// from outside, by its local name, or from inside.
func isFault(file goFile, local string, of ast.Expr) bool {
	if file.feature() == "fault" {
		return isIdent(of, "Fault") || isIdent(of, "Field")
	}
	selector, ok := of.(*ast.SelectorExpr)
	return ok && local != "" && isIdent(selector.X, local) && (selector.Sel.Name == "Fault" || selector.Sel.Name == "Field")
}

func stringConstants(t tree) map[string]string {
	out := map[string]string{}
	for _, file := range t.product() {
		for _, decl := range file.ast.Decls {
			group, ok := decl.(*ast.GenDecl)
			if !ok || group.Tok != token.CONST {
				continue
			}
			for _, spec := range group.Specs {
				names := spec.(*ast.ValueSpec)
				for i, value := range names.Values {
					if text, ok := literal(value); ok {
						out[file.dir+"."+names.Names[i].Name] = text
					}
				}
			}
		}
	}
	return out
}

func literal(expr ast.Expr) (string, bool) {
	basic, ok := expr.(*ast.BasicLit)
	if !ok || basic.Kind != token.STRING {
		return "", false
	}
	text, err := strconv.Unquote(basic.Value)
	return text, err == nil
}

// catalogue gives the keys of every YAML file below dir, nested ones joined by
// dots; a key that holds further keys counts too. No folder means no keys.
func catalogue(fsys fs.FS, dir string) (map[string]bool, error) {
	keys := map[string]bool{}
	err := fs.WalkDir(fsys, dir, func(name string, entry fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil || entry.IsDir() || path.Ext(name) != ".yaml" {
			return err
		}
		content, err := fs.ReadFile(fsys, name)
		if err != nil {
			return err
		}
		var document map[string]any
		if err := yaml.Unmarshal(content, &document); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		flatten(keys, "", document)
		return nil
	})
	return keys, err
}

func flatten(keys map[string]bool, prefix string, node map[string]any) {
	for name, value := range node {
		keys[prefix+name] = true
		if below, ok := value.(map[string]any); ok {
			flatten(keys, prefix+name+".", below)
		}
	}
}
