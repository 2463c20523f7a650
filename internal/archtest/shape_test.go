package archtest

import (
	"bufio"
	"bytes"
	"fmt"
	"go/ast"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
)

const (
	maxFileLines    = 400
	maxPackageLines = 3000
)

// topLevel is what may stand at the root beside dotfiles and what git ignores.
var topLevel = []string{"cmd", "internal", "frontend", "configs", "go.mod", "go.sum", "Dockerfile", "README.md"}

// rootIsTidy keeps the first thing a reader sees short.
func rootIsTidy(t tree) []string {
	entries, err := fs.ReadDir(t.fsys, ".")
	if err != nil {
		return []string{err.Error()}
	}
	ignored := ignoredAtRoot(t.fsys)
	var out []string
	for _, entry := range entries {
		name := entry.Name()
		if !strings.HasPrefix(name, ".") && !slices.Contains(topLevel, name) && !slices.Contains(ignored, name) {
			out = append(out, fmt.Sprintf("%s: does not belong at the top level", name))
		}
	}
	return out
}

// ignoredAtRoot gives the plain names that .gitignore anchors at the root.
func ignoredAtRoot(fsys fs.FS) []string {
	content, err := fs.ReadFile(fsys, ".gitignore")
	if err != nil {
		return nil
	}
	var out []string
	for lines := bufio.NewScanner(bytes.NewReader(content)); lines.Scan(); {
		if name, anchored := strings.CutPrefix(lines.Text(), "/"); anchored {
			out = append(out, strings.TrimSuffix(name, "/"))
		}
	}
	return out
}

// sizesStaySmall holds the sizes beyond which a reader gets lost.
func sizesStaySmall(t tree) []string {
	var out []string
	packages := map[string]int{}
	for _, file := range t.files {
		if file.generated {
			continue
		}
		if file.lines > maxFileLines {
			out = append(out, fmt.Sprintf("%s: %d lines, at most %d", file.path, file.lines, maxFileLines))
		}
		if !file.test {
			packages[file.dir] += file.lines
		}
	}
	for _, dir := range slices.Sorted(maps.Keys(packages)) {
		if packages[dir] > maxPackageLines {
			out = append(out, fmt.Sprintf("%s: %d lines in the package, at most %d", dir, packages[dir], maxPackageLines))
		}
	}
	return out
}

// packagesAreExplained is rule 6: the doc comment says what the package owns and,
// for a package of internal/, what it must never do.
func packagesAreExplained(t tree) []string {
	docs := map[string]string{}
	for _, file := range t.product() {
		docs[file.dir] += file.ast.Doc.Text()
	}
	var out []string
	for _, dir := range slices.Sorted(maps.Keys(docs)) {
		doc := strings.Join(strings.Fields(docs[dir]), " ")
		switch {
		case doc == "":
			out = append(out, fmt.Sprintf("%s: the package has no doc comment", dir))
		case featureOf(dir) == "":
		case !strings.HasPrefix(doc, "Package "+path.Base(dir)+" "):
			out = append(out, fmt.Sprintf("%s: the doc comment does not start with Package %s", dir, path.Base(dir)))
		case !strings.Contains(doc, "never") && !strings.Contains(doc, "must not"):
			out = append(out, fmt.Sprintf("%s: the doc comment does not say what the package must never do", dir))
		}
	}
	return out
}

// exportedNamesAreExplained asks for a doc comment on every exported name that
// godoc would show.
func exportedNamesAreExplained(t tree) []string {
	var out []string
	for _, file := range t.product() {
		if file.generated || file.ast.Name.Name == "main" {
			continue
		}
		for _, decl := range file.ast.Decls {
			for _, name := range undocumented(decl) {
				out = append(out, fmt.Sprintf("%s: exported %s has no doc comment", file.at(decl), name))
			}
		}
	}
	return out
}

func undocumented(decl ast.Decl) []string {
	switch decl := decl.(type) {
	case *ast.FuncDecl:
		if decl.Doc == nil && decl.Name.IsExported() && receiverIsExported(decl) {
			return []string{decl.Name.Name}
		}
	case *ast.GenDecl:
		var out []string
		for _, spec := range decl.Specs {
			out = append(out, undocumentedSpec(decl, spec)...)
		}
		return out
	}
	return nil
}

// undocumentedSpec accepts a comment on the whole group for constants and
// variables; a type always explains itself.
func undocumentedSpec(decl *ast.GenDecl, spec ast.Spec) []string {
	switch spec := spec.(type) {
	case *ast.TypeSpec:
		own := spec.Doc != nil || decl.Doc != nil && !decl.Lparen.IsValid()
		if spec.Name.IsExported() && !own {
			return []string{spec.Name.Name}
		}
	case *ast.ValueSpec:
		if decl.Doc != nil || spec.Doc != nil || spec.Comment != nil {
			return nil
		}
		var out []string
		for _, name := range spec.Names {
			if name.IsExported() {
				out = append(out, name.Name)
			}
		}
		return out
	}
	return nil
}

func receiverIsExported(decl *ast.FuncDecl) bool {
	if decl.Recv == nil {
		return true
	}
	receiver := decl.Recv.List[0].Type
	for {
		switch on := receiver.(type) {
		case *ast.StarExpr:
			receiver = on.X
		case *ast.IndexExpr:
			receiver = on.X
		case *ast.IndexListExpr:
			receiver = on.X
		case *ast.Ident:
			return on.IsExported()
		default:
			return false
		}
	}
}
