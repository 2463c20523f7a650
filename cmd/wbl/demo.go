package main

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"wbl/internal/app"
	"wbl/internal/audit"
	"wbl/internal/config"
	"wbl/internal/demo"
	"wbl/internal/store"
)

func (p *program) demo() *cobra.Command {
	var listen, data string
	var reset bool
	cmd := &cobra.Command{
		Use: "demo", Short: "Serve a demonstration with fictional teams and ready logins, for this machine alone", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			cfg, err := demoConfig(listen, data)
			if err != nil {
				return err
			}
			if reset {
				if err := os.RemoveAll(cfg.Data); err != nil {
					return err
				}
			}
			if err := p.seed(cmd.Context(), &cfg); err != nil {
				return err
			}
			return p.serveApp(cmd.Context(), cfg, p.errorLogger(), p.greetDemo)
		},
	}
	cmd.Flags().StringVar(&listen, "listen", "127.0.0.1:8080", "host:port on this machine's loopback interface")
	cmd.Flags().StringVar(&data, "data", "data/demo", "the folder of the demonstration")
	cmd.Flags().BoolVar(&reset, "reset", false, "throw the folder away and seed it anew")
	return cmd
}

// demoConfig refuses every interface but loopback: the passwords are public.
func demoConfig(listen, data string) (config.Config, error) {
	cfg := config.Defaults()
	host, port, err := net.SplitHostPort(listen)
	if err != nil {
		return cfg, fmt.Errorf("--listen %q is not host:port", listen)
	}
	if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return cfg, fmt.Errorf("the demonstration listens on loopback only, not on %q: its passwords are public", host)
	}
	cfg.Listen, cfg.PublicURL, cfg.Data, cfg.Demo = listen, "http://"+net.JoinHostPort(host, port), data, true
	return cfg, nil
}

// seed makes the demonstration's folder unless a whole one is there. It is
// seeded under another name and renamed, so that a folder with the right name
// is always whole.
func (p *program) seed(ctx context.Context, cfg *config.Config) error {
	keys := filepath.Join(cfg.Data, "keys")
	if _, err := os.Stat(cfg.SQLitePath()); err == nil {
		return readDemoKeys(keys, cfg)
	}
	fmt.Fprintln(p.stdout, "Seeding the demonstration …")
	growing := *cfg
	growing.Data = cfg.Data + ".partial"
	if err := os.RemoveAll(growing.Data); err != nil {
		return err
	}
	if err := makeDemoKeys(filepath.Join(growing.Data, "keys"), &growing); err != nil {
		return err
	}
	if err := demo.Seed(ctx, growing, p.errorLogger()); err != nil {
		return err
	}
	if err := os.RemoveAll(cfg.Data); err != nil {
		return err
	}
	if err := os.Rename(growing.Data, cfg.Data); err != nil {
		return err
	}
	return readDemoKeys(keys, cfg)
}

func makeDemoKeys(dir string, cfg *config.Config) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	key, err := audit.GenerateKey("demo.wbl.invalid/log")
	if err != nil {
		return err
	}
	if err := key.Save(filepath.Join(dir, "log.key")); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, "session.key"), []byte(store.NewSecret()), 0o600); err != nil {
		return err
	}
	return readDemoKeys(dir, cfg)
}

func readDemoKeys(dir string, cfg *config.Config) error {
	secret, err := os.ReadFile(filepath.Join(dir, "session.key"))
	cfg.Secrets = config.Secrets{SessionKey: string(secret), LogKey: filepath.Join(dir, "log.key")}
	return err
}

func (p *program) greetDemo(_ context.Context, a *app.App) error {
	fmt.Fprintf(p.stdout, "\nWBL, a demonstration with fictional teams, is ready at %s\n\nSign in at %s/sign-in with the password %s as\n",
		a.Config.PublicURL, a.Config.PublicURL, demo.Password)
	for _, login := range demo.Logins {
		fmt.Fprintf(p.stdout, "  %-34s %s\n", login.Emails, login.Role)
	}
	fmt.Fprintf(p.stdout, "\nA new team finds its university by the number %s.\n", demo.UniversityNumber())
	fmt.Fprintf(p.stdout, "Mails are not sent but shown at %s/mailbox. Ctrl+C stops the demonstration.\n", a.Config.PublicURL)
	return nil
}

// errorLogger leaves the terminal to the greeting: a record of every request is
// for those who run a service.
func (p *program) errorLogger() *slog.Logger {
	return slog.New(slog.NewTextHandler(p.stderr, &slog.HandlerOptions{Level: slog.LevelError}))
}
