package main

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestGoTestCounts(t *testing.T) {
	cases := map[string]struct {
		stream string
		want   outcome
		shown  []string
		hidden []string
	}{
		"leaves count, parents do not": {
			stream: `{"Action":"run","Package":"p","Test":"TestA"}
{"Action":"run","Package":"p","Test":"TestA/x"}
{"Action":"output","Package":"p","Test":"TestA/x","Output":"fine\n"}
{"Action":"pass","Package":"p","Test":"TestA/x"}
{"Action":"pass","Package":"p","Test":"TestA/y"}
{"Action":"pass","Package":"p","Test":"TestA"}
{"Action":"skip","Package":"p","Test":"TestB"}
{"Action":"pass","Package":"p"}`,
			want: outcome{passed: 2, skipped: 1}, hidden: []string{"fine"},
		},
		"a failed leaf is one failure": {
			stream: `{"Action":"output","Package":"p/q","Test":"TestA/x/deep","Output":"want 1\n"}
{"Action":"output","Package":"p/q","Test":"TestB","Output":"quiet\n"}
{"Action":"fail","Package":"p/q","Test":"TestA/x/deep"}
{"Action":"fail","Package":"p/q","Test":"TestA/x"}
{"Action":"fail","Package":"p/q","Test":"TestA"}
{"Action":"pass","Package":"p/q","Test":"TestB"}
{"Action":"fail","Package":"p/q"}`,
			want: outcome{passed: 1, failed: 1}, shown: []string{"p/q TestA/x/deep", "want 1"}, hidden: []string{"quiet"},
		},
		"a parent that fails by itself counts": {
			stream: `{"Action":"pass","Package":"p","Test":"TestA/x"}
{"Action":"fail","Package":"p","Test":"TestA"}
{"Action":"fail","Package":"p"}`,
			want: outcome{passed: 1, failed: 1},
		},
		"a package that does not compile": {
			stream: `{"ImportPath":"p","Action":"build-output","Output":"p.go:1: undefined: x\n"}
{"ImportPath":"p","Action":"build-fail"}
{"Action":"fail","Package":"p","FailedBuild":"p"}`,
			want: outcome{failed: 1}, shown: []string{"undefined: x"},
		},
		"a package that died while a test ran": {
			stream: `{"Action":"run","Package":"p","Test":"TestA"}
{"Action":"output","Package":"p","Test":"TestA","Output":"panic: timed out\n"}
{"Action":"fail","Package":"p"}`,
			want: outcome{failed: 1}, shown: []string{"panic: timed out"},
		},
		"no event": {
			stream: "go: cannot find module\n", want: outcome{}, shown: []string{"cannot find module"},
		},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			tests, err := readGoTests(strings.NewReader(c.stream))
			if err != nil {
				t.Fatal(err)
			}
			got := tests.outcome()
			output := got.output
			got.output = ""
			if got != c.want {
				t.Errorf("got %+v, want %+v", got, c.want)
			}
			for _, text := range c.shown {
				if !strings.Contains(output, text) {
					t.Errorf("the output lacks %q:\n%s", text, output)
				}
			}
			for _, text := range c.hidden {
				if strings.Contains(output, text) {
					t.Errorf("the output shows %q:\n%s", text, output)
				}
			}
		})
	}
}

func TestVitestCounts(t *testing.T) {
	got, err := readVitest([]byte(`{"testResults":[
		{"status":"passed","assertionResults":[{"status":"passed"},{"status":"skipped"},{"status":"todo"}]},
		{"status":"failed","assertionResults":[{"status":"failed"},{"status":"passed"}]},
		{"status":"failed","message":"cannot load","assertionResults":[]}]}`))
	if want := (outcome{passed: 2, failed: 2, skipped: 2}); got != want || err != nil {
		t.Errorf("got %+v, %v; want %+v", got, err, want)
	}
	if _, err := readVitest([]byte("<html>")); err == nil {
		t.Error("a broken report was read")
	}
}

func TestNothingPassesBySilence(t *testing.T) {
	died := errors.New("exit status 2")
	cases := []struct {
		name string
		in   outcome
		err  error
		want outcome
	}{
		{"ran nothing", outcome{}, nil, outcome{failed: 1, output: "the suite ran no tests"}},
		{"only skipped", outcome{skipped: 3}, nil, outcome{failed: 1, skipped: 3, output: "the suite ran no tests"}},
		{"not run for a reason", outcome{skipped: 1, note: "needs root"}, nil, outcome{skipped: 1, note: "needs root"}},
		{"died after passing", outcome{passed: 5}, died, outcome{passed: 5, failed: 1, output: "exit status 2"}},
		{"already counted", outcome{passed: 5, failed: 2}, died, outcome{passed: 5, failed: 2}},
	}
	for _, c := range cases {
		if got := c.in.settled(c.err); got != c.want {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
		}
	}
}

func TestTheLastLineIsThePlainCount(t *testing.T) {
	passing := func(context.Context) outcome { return outcome{passed: 3} }
	failing := func(context.Context) outcome { return outcome{passed: 1, failed: 1, output: "want 2"} }
	notRun := func(context.Context) outcome { return outcome{skipped: 1, note: "needs root"} }
	cases := []struct {
		name  string
		lanes [][]suite
		want  string
		err   error
	}{
		{"all passed", [][]suite{{{"a", passing}}, {{"b", passing}}}, "6 passed, 0 failed", nil},
		{"one failed", [][]suite{{{"a", passing}, {"b", failing}}}, "4 passed, 1 failed", errReported},
		{"one not run", [][]suite{{{"a", passing}, {"b", notRun}}}, "3 passed, 0 failed, 1 skipped", nil},
	}
	for _, c := range cases {
		var out bytes.Buffer
		r := &report{out: &out}
		r.join(t.Context(), c.lanes...)
		err := r.finish(t.Context())
		lines := strings.Split(strings.TrimSpace(out.String()), "\n")
		if got := lines[len(lines)-1]; got != c.want || !errors.Is(err, c.err) {
			t.Errorf("%s: %q and %v, want %q and %v", c.name, got, err, c.want, c.err)
		}
		if shown := strings.Contains(out.String(), "want 2"); shown != (c.err != nil) {
			t.Errorf("%s: output of the failure shown: %v\n%s", c.name, shown, &out)
		}
	}
}

func TestAnInterruptedRunHasNotPassed(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	var out bytes.Buffer
	r := &report{out: &out}
	r.join(ctx, []suite{
		{"a", func(context.Context) outcome { cancel(); return outcome{passed: 1} }},
		{"b", func(context.Context) outcome { t.Error("began after the interruption"); return outcome{} }},
	})
	if err := r.finish(ctx); !errors.Is(err, errReported) || !strings.HasSuffix(out.String(), "\n1 passed, 1 failed\n") {
		t.Errorf("%v and\n%s", err, &out)
	}
}

func TestShortenKeepsBothEnds(t *testing.T) {
	got := shorten("1\n2\n3\n4\n5\n6\n7", 4)
	if want := "1\n2\n… 3 lines left out …\n6\n7"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := shorten("1\n2", 4); got != "1\n2" {
		t.Errorf("got %q, want it whole", got)
	}
}

func TestUsingDatabase(t *testing.T) {
	const store = "wbl/internal/store"
	test := []string{"x_test.go"}
	got := usingDatabase([]goPackage{
		{ImportPath: "wbl/internal/clock", TestGoFiles: test},
		{ImportPath: store, TestGoFiles: test},
		{ImportPath: "wbl/internal/team", Deps: []string{store}, XTestGoFiles: test},
		{ImportPath: "wbl/internal/call", Deps: []string{store}},
		{ImportPath: "wbl/internal/testkit", Deps: []string{store}},
		{ImportPath: "wbl/internal/pdf", XTestGoFiles: test, XTestImports: []string{"wbl/internal/testkit"}},
		{ImportPath: "wbl/internal/blob", TestGoFiles: test, TestImports: []string{store}},
	})
	want := []string{store, "wbl/internal/team", "wbl/internal/pdf", "wbl/internal/blob"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("packages (-want +got):\n%s", diff)
	}
}

func TestParseTest(t *testing.T) {
	cases := []struct {
		args    string
		want    testOptions
		invalid bool
	}{
		{"", testOptions{}, false},
		{"--fast --no-setup", testOptions{fast: true, noSetup: true}, false},
		{"--only vet", testOptions{only: []string{"vet"}}, false},
		{"--no-setup --only vet,lint gofmt", testOptions{noSetup: true, only: []string{"vet", "lint", "gofmt"}}, false},
		{"vet", testOptions{}, true},
	}
	for _, c := range cases {
		got, err := parseTest(strings.Fields(c.args))
		if (err != nil) != c.invalid {
			t.Errorf("%q: %v", c.args, err)
		}
		if diff := cmp.Diff(c.want, got, cmp.AllowUnexported(testOptions{})); diff != "" {
			t.Errorf("%q (-want +got):\n%s", c.args, diff)
		}
	}
}

func TestPlans(t *testing.T) {
	r := repo{root: t.TempDir(), cache: t.TempDir()}
	left := r.fastPlan().leftOut(r.fullPlan())
	if diff := cmp.Diff([]string{"frontend-build", "lint", "go-postgres", "frontend-size", "chroot", "browser"}, left); diff != "" {
		t.Errorf("left out by --fast (-want +got):\n%s", diff)
	}
	kept, err := r.fullPlan().only([]string{"browser", "gofmt"})
	if diff := cmp.Diff([]string{"gofmt", "browser"}, kept.names()); diff != "" || err != nil {
		t.Errorf("%v, kept (-want +got):\n%s", err, diff)
	}
	if _, err := r.fullPlan().only([]string{"tests"}); err == nil || !strings.Contains(err.Error(), "go-sqlite") {
		t.Errorf("got %v, want an error that names the suites", err)
	}
}
