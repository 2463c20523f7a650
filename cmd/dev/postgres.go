package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"syscall"
	"time"
)

// cluster is a PostgreSQL server for one run: loopback only, no password, gone at
// the end.
type cluster struct {
	address string // URL of a database, as its superuser
	dir     string
	server  *background
}

// startCluster makes and starts a cluster in a temporary folder, as an unprivileged
// user, because PostgreSQL refuses to run as root.
func (r repo) startCluster(ctx context.Context) (*cluster, error) {
	bin, err := postgresBin()
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "wbl-postgres-")
	if err != nil {
		return nil, err
	}
	c := &cluster{dir: dir}
	if err := c.start(ctx, r, bin); err != nil {
		c.remove()
		return nil, fmt.Errorf("PostgreSQL: %w", err)
	}
	return c, nil
}

func (c *cluster) start(ctx context.Context, r repo, bin string) error {
	owner, err := unprivileged()
	if err == nil && owner != nil {
		err = os.Chown(c.dir, int(owner.Uid), int(owner.Gid))
	}
	if err != nil {
		return err
	}
	child := func(name string, args ...string) *exec.Cmd {
		cmd := r.command(ctx, ".", filepath.Join(bin, name), args...)
		cmd.Dir = c.dir
		cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "LC_ALL=C", "TZ=UTC"}
		cmd.SysProcAttr.Credential = owner
		return cmd
	}
	data := filepath.Join(c.dir, "data")
	output, err := child("initdb", "--pgdata="+data, "--username=postgres", "--auth=trust",
		"--encoding=UTF8", "--locale=C", "--data-checksums", "--no-instructions").CombinedOutput()
	if err == nil {
		err = os.WriteFile(filepath.Join(data, "pg_hba.conf"), []byte("host all all 127.0.0.1/32 trust\n"), 0o644)
	}
	if err != nil {
		return fmt.Errorf("initdb: %w\n%s", err, output)
	}
	port, err := freePort(ctx)
	if err != nil {
		return err
	}
	return c.serve(ctx, child, data, strconv.Itoa(port))
}

func (c *cluster) serve(ctx context.Context, child func(string, ...string) *exec.Cmd, data, port string) error {
	cmd := child("postgres", "-D", data, "-p", port, "-c", "listen_addresses=127.0.0.1",
		"-c", "unix_socket_directories=", "-c", "max_connections=300",
		// The tests ask whether our rules hold; that PostgreSQL keeps what it has
		// committed is its own work, and waiting for the disk takes most of the time.
		"-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off")
	// SIGINT is PostgreSQL's fast shutdown; SIGTERM would wait for its clients.
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGINT) }
	var err error
	if c.server, err = startBackground(cmd); err != nil {
		return err
	}
	c.address = "postgres://postgres@127.0.0.1:" + port + "/postgres?sslmode=disable"
	return c.server.await(ctx, time.Minute, func(context.Context) error {
		return child("pg_isready", "--quiet", "--host=127.0.0.1", "--port="+port).Run()
	})
}

// remove stops the server, if it was started, and deletes what it wrote.
func (c *cluster) remove() {
	if c.server != nil {
		c.server.stop(syscall.SIGINT)
		c.server = nil
	}
	// What cannot be deleted in the system's temporary folder is the system's to clean.
	_ = os.RemoveAll(c.dir)
}

// postgresBin gives the folder of the newest PostgreSQL that Debian installed.
func postgresBin() (string, error) {
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if err != nil || len(found) == 0 {
		return "", errors.New("PostgreSQL is not installed: apt-get install postgresql")
	}
	newest := slices.MaxFunc(found, func(a, b string) int { return version(a) - version(b) })
	return filepath.Dir(newest), nil
}

func version(initdb string) int {
	number, err := strconv.Atoi(filepath.Base(filepath.Dir(filepath.Dir(initdb))))
	if err != nil {
		return 0
	}
	return number
}

// unprivileged gives the user to run as when this is root, and nil otherwise.
func unprivileged() (*syscall.Credential, error) {
	if os.Geteuid() != 0 {
		return nil, nil
	}
	found, err := user.Lookup("postgres")
	if err != nil {
		found, err = user.Lookup("nobody")
	}
	if err != nil {
		return nil, err
	}
	uid, err := strconv.ParseUint(found.Uid, 10, 32)
	if err != nil {
		return nil, err
	}
	gid, err := strconv.ParseUint(found.Gid, 10, 32)
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, err
}
