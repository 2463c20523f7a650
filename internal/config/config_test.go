package config_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"wbl/internal/config"
)

func write(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "wbl.yaml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestLaterSourcesWin(t *testing.T) {
	path := write(t, "listen: 127.0.0.1:1\ndata: from-file\nmail: {host: smtp.example, from: a@b.kr}\n")
	cfg, err := config.Load(path, []string{"WBL_LISTEN=127.0.0.1:2", "WBL_LIMITS__BODY=77", "WBL_TRUSTED_PROXIES=10.0.0.0/8,192.168.0.0/16", "WBL_TEST_DATABASE=x", "HOME=/root"},
		map[string]any{"listen": "127.0.0.1:3"})
	if err != nil {
		t.Fatal(err)
	}
	if cfg.Listen != "127.0.0.1:3" || cfg.Data != "from-file" || cfg.Limits.Body != 77 || cfg.Limits.Chunk != config.Defaults().Limits.Chunk || len(cfg.TrustedProxies) != 2 {
		t.Fatalf("%+v", cfg)
	}
}

func TestSecretsComeFromFiles(t *testing.T) {
	secret := write(t, "a-secret-of-more-than-thirty-two-characters\n")
	cfg, err := config.Load("", []string{"WBL_SECRETS__SESSION_KEY_FILE=" + secret, "WBL_SECRETS__LOG_KEY=/k"}, nil)
	if err != nil || cfg.Secrets.SessionKey != "a-secret-of-more-than-thirty-two-characters" {
		t.Fatal(cfg.Secrets, err)
	}
	if err := cfg.CheckSecrets(); err != nil {
		t.Fatal(err)
	}
}

func TestWrongSettingsAreNamed(t *testing.T) {
	for _, tc := range []struct{ name, file, want string }{
		{"unknown key", "lisen: 127.0.0.1:1", `"lisen" is not a setting`},
		{"demo cannot be switched on", "demo: true", `"demo" is not a setting`},
		{"bad listen", "listen: nowhere", "listen:"},
		{"bad driver", "database: {driver: oracle}", "database.driver"},
		{"postgres without a dsn", "database: {driver: postgres}", "database.dsn"},
		{"slash at the end", "public_url: http://x/", "public_url"},
		{"proxy that is no network", "trusted_proxies: [everyone]", "trusted_proxies"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, err := config.Load(write(t, tc.file), nil, nil)
			if err == nil || !strings.Contains(err.Error(), tc.want) {
				t.Fatalf("got %v, want %q", err, tc.want)
			}
		})
	}
}

func TestServingNeedsSecrets(t *testing.T) {
	cfg := config.Defaults()
	err := cfg.CheckSecrets()
	if err == nil || !strings.Contains(err.Error(), "session_key") || !strings.Contains(err.Error(), "log_key") {
		t.Fatal(err)
	}
}
