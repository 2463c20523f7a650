package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"wbl/internal/app"
	"wbl/internal/blob"
	"wbl/internal/clock"
	"wbl/internal/config"
	"wbl/internal/store"
)

// openNew makes what is not there yet; only its owner may read the folder.
func openNew(ctx context.Context, cfg config.Config, c clock.Clock) (*store.Store, error) {
	if err := os.MkdirAll(cfg.Data, 0o700); err != nil {
		return nil, err
	}
	return app.OpenStore(ctx, cfg, c)
}

// opening is app.OpenStore or app.OpenExisting.
type opening func(context.Context, config.Config, clock.Clock) (*store.Store, error)

// withData opens the database and the documents for one command.
func (p *program) withData(cmd *cobra.Command, open opening, do func(config.Config, *store.Store, *blob.Store) error) (err error) {
	cfg, err := p.load(cmd)
	if err != nil {
		return err
	}
	s, err := open(cmd.Context(), cfg, clock.System{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	blobs, err := blob.Open(filepath.Join(cfg.Data, "documents"))
	if err != nil {
		return err
	}
	return do(cfg, s, blobs)
}

func (p *program) backup() *cobra.Command {
	cmd := &cobra.Command{
		Use: "backup FILE", Short: "Write rows and documents into one tar file, also while the server runs", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.withData(cmd, app.OpenExisting, func(cfg config.Config, s *store.Store, blobs *blob.Store) error {
				manifest, err := writeBackup(cmd, s, blobs, cfg.Data, args[0])
				if err != nil {
					return err
				}
				fmt.Fprintf(p.stdout, "%s holds %d tables and %d documents.\n", args[0], len(store.Tables), len(manifest.SHA256)-len(store.Tables))
				return nil
			})
		},
	}
	cmd.Flags().String("data", "", "the folder of the database and the documents")
	return cmd
}

// writeBackup writes beside the file and renames, so that a file with the
// given name is always whole.
func writeBackup(cmd *cobra.Command, s *store.Store, blobs *blob.Store, folder, path string) (app.Manifest, error) {
	f, err := os.OpenFile(path+".partial", os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return app.Manifest{}, err
	}
	manifest, err := app.Backup(cmd.Context(), s, blobs, clock.System{}.Now(), folder, f)
	err = errors.Join(err, f.Sync(), f.Close())
	if err != nil {
		return manifest, errors.Join(err, os.Remove(path+".partial"))
	}
	return manifest, os.Rename(path+".partial", path)
}

func (p *program) restore() *cobra.Command {
	cmd := &cobra.Command{
		Use: "restore FILE", Short: "Put a back-up into an empty data folder and database", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.withData(cmd, openNew, func(cfg config.Config, s *store.Store, blobs *blob.Store) error {
				f, err := os.Open(args[0])
				if err != nil {
					return err
				}
				defer f.Close() //nolint:errcheck // opened for reading
				manifest, err := app.Restore(cmd.Context(), s, blobs, cfg.Data, f)
				if err != nil {
					return sayFault(err)
				}
				fmt.Fprintf(p.stdout, "Restored the state of %s. Check it with: wbl verify data\n", manifest.MadeAt)
				return nil
			})
		},
	}
	cmd.Flags().String("data", "", "the folder of the database and the documents")
	return cmd
}
