package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// imageUser is the user that the image runs as.
const imageUser = 65532

// aloneInChroot builds the binary with the Dockerfile's own command and runs it as
// the image would: an unprivileged user, nothing else in the file system, one
// writable folder.
func (r repo) aloneInChroot(ctx context.Context) outcome {
	if os.Geteuid() != 0 {
		return outcome{skipped: 1, note: "not run: only root may change the root folder"}
	}
	jail, err := os.MkdirTemp("", "wbl-chroot-")
	if err != nil {
		return failure(err)
	}
	defer os.RemoveAll(jail)
	if err := r.ensureFrontend(ctx); err != nil {
		return failure(err)
	}
	if err := r.furnish(ctx, jail); err != nil {
		return failure(err)
	}
	return single(nil, r.liveIn(ctx, jail))
}

// furnish puts the binary and the data folder into the jail, and nothing else.
func (r repo) furnish(ctx context.Context, jail string) error {
	dockerfile, err := os.ReadFile(r.path("Dockerfile"))
	if err != nil {
		return err
	}
	build, err := buildCommand(string(dockerfile), filepath.Join(jail, "wbl"))
	if err != nil {
		return err
	}
	if output, err := r.command(ctx, ".", "sh", "-c", build).CombinedOutput(); err != nil {
		return fmt.Errorf("%s\n%s%w", build, output, err)
	}
	data := filepath.Join(jail, "data")
	return errors.Join(os.Chmod(jail, 0o755), os.Mkdir(data, 0o700), os.Chown(data, imageUser, imageUser))
}

// liveIn runs the demonstration in the jail and asks it for its pages.
func (r repo) liveIn(ctx context.Context, jail string) error {
	port, err := freePort(ctx)
	if err != nil {
		return err
	}
	listen := "127.0.0.1:" + strconv.Itoa(port)
	server, err := startBackground(r.inJail(ctx, jail, "/wbl", "demo", "--data", "/data/demo", "--listen", listen))
	if err != nil {
		return err
	}
	defer server.stop(syscall.SIGTERM)
	if err := server.await(ctx, 2*time.Minute, ready("http://"+listen)); err != nil {
		return err
	}
	for _, page := range []string{"/", "/sign-in"} {
		if err := answers(ctx, "http://"+listen+page); err != nil {
			return fmt.Errorf("%w\n%s", err, server.log)
		}
	}
	return nil
}

func (r repo) inJail(ctx context.Context, jail, name string, args ...string) *exec.Cmd {
	cmd := r.command(ctx, ".", name, args...)
	cmd.Dir = "/"
	cmd.Env = []string{}
	cmd.SysProcAttr.Chroot = jail
	cmd.SysProcAttr.Credential = &syscall.Credential{Uid: imageUser, Gid: imageUser}
	return cmd
}

var (
	continued   = regexp.MustCompile(`\\\n\s*`)
	buildOutput = regexp.MustCompile(`-o /wbl\b`)
)

// buildCommand gives the Dockerfile's command that compiles /wbl, with another place
// for its output.
func buildCommand(dockerfile, output string) (string, error) {
	for line := range strings.SplitSeq(continued.ReplaceAllString(dockerfile, ""), "\n") {
		build, isRun := strings.CutPrefix(line, "RUN ")
		if isRun && strings.Contains(build, "go build") && buildOutput.MatchString(build) {
			return buildOutput.ReplaceAllLiteralString(build, "-o "+output), nil
		}
	}
	return "", errors.New("the Dockerfile has no RUN go build … -o /wbl")
}
