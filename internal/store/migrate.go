package store

import (
	"context"
	"embed"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"
)

//go:embed migrations/sqlite/*.sql migrations/postgres/*.sql
var migrations embed.FS

// Migrate brings the schema up to date and returns the number of migrations it
// ran. It is safe to call at every start. A schema of a newer version is left
// alone and refused.
func (s *Store) Migrate(ctx context.Context) (int, error) {
	provider, err := s.migrations()
	if err != nil {
		return 0, err
	}
	results, err := provider.Up(ctx)
	if err != nil {
		return 0, fmt.Errorf("migrate: %w", err)
	}
	return len(results), s.RequireCurrent(ctx)
}

// RequireCurrent refuses a database whose schema is not exactly that of this
// version of the program, and changes nothing in it.
func (s *Store) RequireCurrent(ctx context.Context) error {
	provider, err := s.migrations()
	if err != nil {
		return err
	}
	current, own, err := provider.GetVersions(ctx)
	switch {
	case err != nil:
		return fmt.Errorf("this database has never been migrated by wbl: %w", err)
	case current < own:
		return fmt.Errorf("the database's schema is version %d, this program's is %d: run wbl migrate first", current, own)
	case current > own:
		return fmt.Errorf("the database's schema is version %d, this program knows only %d: use the program that migrated it", current, own)
	}
	return nil
}

func (s *Store) migrations() (*goose.Provider, error) {
	folder, err := fs.Sub(migrations, "migrations/"+s.driver)
	if err != nil {
		return nil, err
	}
	pool, err := s.writer.DB()
	if err != nil {
		return nil, err
	}
	dialect := goose.DialectSQLite3
	if s.driver == Postgres {
		dialect = goose.DialectPostgres
	}
	provider, err := goose.NewProvider(dialect, pool, folder)
	if err != nil {
		return nil, fmt.Errorf("read migrations: %w", err)
	}
	return provider, nil
}
