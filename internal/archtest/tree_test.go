package archtest

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"strconv"
	"strings"
	"testing"
)

// module is the import path of this program; every package of ours starts with it.
const module = "wbl"

// goFile is one parsed source file.
type goFile struct {
	path      string // slash-separated, from the root of the module
	dir       string // folder of path: the package's place
	test      bool
	generated bool
	lines     int
	fset      *token.FileSet
	ast       *ast.File
}

// tree is the module as the rules see it: its Go files, and the file system for
// whatever else a rule reads.
type tree struct {
	fsys  fs.FS
	files []goFile
}

// parseTree reads every Go file below fsys, except what belongs to other modules
// and tools: node_modules, vendored or hidden folders, and nested modules.
func parseTree(t *testing.T, fsys fs.FS) tree {
	t.Helper()
	out := tree{fsys: fsys}
	err := fs.WalkDir(fsys, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && foreignFolder(fsys, name):
			return fs.SkipDir
		case entry.IsDir() || path.Ext(name) != ".go":
			return nil
		}
		file, err := parseFile(fsys, name)
		out.files = append(out.files, file)
		return err
	})
	if err != nil {
		t.Fatalf("parsing the module: %v", err)
	}
	return out
}

func foreignFolder(fsys fs.FS, name string) bool {
	if name == "." {
		return false
	}
	base := path.Base(name)
	if strings.HasPrefix(base, ".") || base == "node_modules" || base == "testdata" {
		return true
	}
	_, err := fs.Stat(fsys, path.Join(name, "go.mod"))
	return err == nil
}

func parseFile(fsys fs.FS, name string) (goFile, error) {
	source, err := fs.ReadFile(fsys, name)
	if err != nil {
		return goFile{}, err
	}
	fset := token.NewFileSet()
	parsed, err := parser.ParseFile(fset, name, source, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return goFile{}, err
	}
	return goFile{
		path:      name,
		dir:       path.Dir(name),
		test:      strings.HasSuffix(name, "_test.go"),
		generated: ast.IsGenerated(parsed),
		lines:     strings.Count(string(source), "\n"),
		fset:      fset,
		ast:       parsed,
	}, nil
}

// product gives the files the import and usage rules hold for: all but tests.
func (t tree) product() []goFile {
	var out []goFile
	for _, file := range t.files {
		if !file.test {
			out = append(out, file)
		}
	}
	return out
}

// imports gives the import paths of a file with the name each is used by.
func (f goFile) imports() map[string]string {
	out := map[string]string{}
	for _, spec := range f.ast.Imports {
		target, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			continue
		}
		out[target] = importName(spec, target)
	}
	return out
}

func importName(spec *ast.ImportSpec, target string) string {
	if spec.Name != nil {
		return spec.Name.Name
	}
	parts := strings.Split(target, "/")
	last := parts[len(parts)-1]
	if len(parts) > 1 && len(last) > 1 && last[0] == 'v' && last[1] >= '0' && last[1] <= '9' {
		return parts[len(parts)-2]
	}
	return last
}

// feature gives the first folder under internal/ that the file lives in, "" outside.
func (f goFile) feature() string {
	return featureOf(f.dir)
}

func featureOf(dir string) string {
	rest, ok := strings.CutPrefix(dir, "internal/")
	if !ok {
		return ""
	}
	name, _, _ := strings.Cut(rest, "/")
	return name
}

// at gives "file:line", where a reader finds the violation.
func (f goFile) at(node ast.Node) string {
	return f.path + ":" + strconv.Itoa(f.fset.Position(node.Pos()).Line)
}

// calls visits each call of a function of the package imported from target,
// giving the function's name.
func (f goFile) calls(target string, visit func(name string, call *ast.CallExpr)) {
	local, ok := f.imports()[target]
	if !ok {
		return
	}
	ast.Inspect(f.ast, func(node ast.Node) bool {
		call, ok := node.(*ast.CallExpr)
		if !ok {
			return true
		}
		if selector, ok := call.Fun.(*ast.SelectorExpr); ok {
			if on, ok := selector.X.(*ast.Ident); ok && on.Name == local {
				visit(selector.Sel.Name, call)
			}
		}
		return true
	})
}

// uses visits each mention of a name of the package imported from target, called
// or passed on as a value.
func (f goFile) uses(target string, visit func(name string, node ast.Node)) {
	local, ok := f.imports()[target]
	if !ok {
		return
	}
	ast.Inspect(f.ast, func(node ast.Node) bool {
		if selector, ok := node.(*ast.SelectorExpr); ok {
			if on, ok := selector.X.(*ast.Ident); ok && on.Name == local {
				visit(selector.Sel.Name, node)
			}
		}
		return true
	})
}
