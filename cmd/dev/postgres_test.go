package main

import (
	"database/sql"
	"io"
	"os"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver that asks the cluster
)

// TestClusterComesAndGoes needs Debian's PostgreSQL, which the test task installs
// before it runs this.
func TestClusterComesAndGoes(t *testing.T) {
	r := repo{root: t.TempDir(), stdout: io.Discard}
	c, err := r.startCluster(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.remove)
	db, err := sql.Open("pgx", c.address)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var checksums, listens, super string
	row := db.QueryRowContext(t.Context(), `SELECT current_setting('data_checksums'),
		current_setting('listen_addresses'), current_setting('is_superuser')`)
	if err := row.Scan(&checksums, &listens, &super); err != nil {
		t.Fatal(err)
	}
	if checksums != "on" || listens != "127.0.0.1" || super != "on" {
		t.Errorf("checksums %s, listening on %s, superuser %s", checksums, listens, super)
	}
	c.remove()
	if _, err := os.Stat(c.dir); !os.IsNotExist(err) {
		t.Errorf("the folder is still there: %v", err)
	}
	if err := db.PingContext(t.Context()); err == nil {
		t.Error("the server still answers")
	}
}
