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
// ran. It is safe to call at every start.
func (s *Store) Migrate(ctx context.Context) (int, error) {
	folder, err := fs.Sub(migrations, "migrations/"+s.driver)
	if err != nil {
		return 0, err
	}
	pool, err := s.writer.DB()
	if err != nil {
		return 0, err
	}
	dialect := goose.DialectSQLite3
	if s.driver == Postgres {
		dialect = goose.DialectPostgres
	}
	provider, err := goose.NewProvider(dialect, pool, folder)
	if err != nil {
		return 0, fmt.Errorf("read migrations: %w", err)
	}
	results, err := provider.Up(ctx)
	if err != nil {
		return 0, fmt.Errorf("migrate: %w", err)
	}
	return len(results), nil
}
