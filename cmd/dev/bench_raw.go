package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
	"time"

	_ "github.com/mattn/go-sqlite3" // the driver that is measured bare
)

// The settings of the program's own writer; internal/store gives the reasons.
const (
	rawOptions  = "_journal_mode=WAL&_synchronous=FULL&_foreign_keys=on&_busy_timeout=5000&_txlock=immediate"
	rawPragmas  = "PRAGMA wal_autocheckpoint=8000; PRAGMA mmap_size=268435456"
	rawRow      = 4 << 10 // bytes
	rawGroup    = 64
	connections = 64
)

// rawWriter is SQLite alone: prepared inserts of rows of 4 KiB.
type rawWriter struct {
	db   *sql.DB
	conn *sql.Conn
	row  []byte
}

func openRaw(ctx context.Context, path string) (*rawWriter, error) {
	db, err := sql.Open("sqlite3", "file:"+path+"?"+rawOptions)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	w := &rawWriter{db: db, conn: conn, row: make([]byte, rawRow)}
	for i := range w.row {
		w.row[i] = byte('a' + i%26)
	}
	_, err = conn.ExecContext(ctx, rawPragmas+"; CREATE TABLE raw (id INTEGER PRIMARY KEY, body BLOB NOT NULL)")
	return w, err
}

func (w *rawWriter) close() error { return errors.Join(w.conn.Close(), w.db.Close()) }

func (w *rawWriter) version(ctx context.Context) (version string, err error) {
	err = w.conn.QueryRowContext(ctx, "SELECT sqlite_version()").Scan(&version)
	return version, err
}

// alone is one writer with a commit for each row.
func (w *rawWriter) alone(ctx context.Context, span time.Duration) (figure, error) {
	insert, err := w.conn.PrepareContext(ctx, "INSERT INTO raw (body) VALUES (?)")
	if err != nil {
		return figure{}, err
	}
	defer insert.Close() //nolint:errcheck // it ends with its connection at the latest
	took := []time.Duration{}
	began := time.Now()
	for last := began; time.Since(began) < span; {
		if _, err := insert.ExecContext(ctx, w.row); err != nil {
			return figure{}, err
		}
		now := time.Now()
		took, last = append(took, now.Sub(last)), now
	}
	return summed(took, time.Since(began)), nil
}

// shared is many clients, each with one row at a time, whose waiting rows share
// a commit.
func (w *rawWriter) shared(ctx context.Context, span time.Duration) (figure, error) {
	queue := make(chan chan error, connections)
	began := time.Now()
	took := make([]time.Duration, 0, 1<<16)
	var mu sync.Mutex
	var clients sync.WaitGroup
	for range connections {
		clients.Go(func() {
			done := make(chan error, 1)
			for time.Since(began) < span {
				asked := time.Now()
				queue <- done
				if <-done != nil {
					return
				}
				mu.Lock()
				took = append(took, time.Since(asked))
				mu.Unlock()
			}
		})
	}
	failed := make(chan error, 1)
	go func() { failed <- w.commitGroups(ctx, queue) }()
	clients.Wait()
	elapsed := time.Since(began)
	close(queue)
	return summed(took, elapsed), <-failed
}

func (w *rawWriter) commitGroups(ctx context.Context, queue <-chan chan error) (failed error) {
	for first := range queue {
		group := []chan error{first}
		for waiting := true; waiting && len(group) < rawGroup; {
			select {
			case next, open := <-queue:
				if waiting = open; open {
					group = append(group, next)
				}
			default:
				waiting = false
			}
		}
		err := w.commit(ctx, len(group))
		failed = errors.Join(failed, err)
		for _, done := range group {
			done <- err
		}
	}
	return failed
}

func (w *rawWriter) commit(ctx context.Context, rows int) error {
	tx, err := w.conn.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() //nolint:errcheck // after a commit there is nothing to take back
	insert, err := tx.PrepareContext(ctx, "INSERT INTO raw (body) VALUES (?)")
	if err != nil {
		return err
	}
	defer insert.Close() //nolint:errcheck // it ends with its connection at the latest
	for range rows {
		if _, err := insert.ExecContext(ctx, w.row); err != nil {
			return fmt.Errorf("insert: %w", err)
		}
	}
	return tx.Commit()
}
