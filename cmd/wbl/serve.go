package main

import (
	"context"
	"fmt"
	"log/slog"
	"net"

	"github.com/spf13/cobra"

	"wbl/internal/app"
	"wbl/internal/clock"
	"wbl/internal/config"
)

// load reads the configuration with what the flags say over it.
func (p *program) load(cmd *cobra.Command) (config.Config, error) {
	flags := map[string]any{}
	for name, key := range map[string]string{"listen": "listen", "data": "data"} {
		if f := cmd.Flags().Lookup(name); f != nil && f.Changed {
			flags[key] = f.Value.String()
		}
	}
	return config.Load(p.configFile, p.environ, flags)
}

func (p *program) logger() *slog.Logger {
	return slog.New(slog.NewJSONHandler(p.stderr, nil))
}

func (p *program) serve() *cobra.Command {
	cmd := &cobra.Command{
		Use: "serve", Short: "Serve the portals, the public pages and the API", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			cfg, err := p.load(cmd)
			if err != nil {
				return err
			}
			return p.serveApp(cmd.Context(), cfg, p.logger(), p.greet)
		},
	}
	cmd.Flags().String("listen", "", "host:port to listen on")
	cmd.Flags().String("data", "", "the folder of the database and the documents")
	return cmd
}

// greet prints the address, and the link for the first operator while nobody
// has an account.
func (p *program) greet(ctx context.Context, a *app.App) error {
	link, err := a.Account.FirstLink(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintf(p.stdout, "WBL is ready at %s\n", a.Config.PublicURL)
	if link != "" {
		fmt.Fprintf(p.stdout, "Nobody has an account yet. Make the first operator within 30 minutes at\n  %s\n", link)
	}
	return nil
}

func (p *program) serveApp(ctx context.Context, cfg config.Config, logger *slog.Logger, ready func(context.Context, *app.App) error) error {
	slog.SetDefault(logger)
	a, err := app.New(ctx, cfg, clock.System{}, logger)
	if err != nil {
		return err
	}
	defer a.Close() //nolint:errcheck // the process ends here
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", cfg.Listen)
	if err != nil {
		return err
	}
	if err := ready(ctx, a); err != nil {
		return err
	}
	return a.Run(ctx, listener)
}

func (p *program) migrate() *cobra.Command {
	return &cobra.Command{
		Use: "migrate", Short: "Bring the database's schema up to date", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			cfg, err := p.load(cmd)
			if err != nil {
				return err
			}
			s, err := openNew(cmd.Context(), cfg, clock.System{})
			if err != nil {
				return err
			}
			fmt.Fprintln(p.stdout, "The schema is up to date.")
			return s.Close()
		},
	}
}
