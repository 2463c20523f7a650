// Package config owns the settings of a running server: one struct, read from
// a file, then the environment, then flags, and checked once. It must never be
// read again while the server runs.
package config

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"os"
	"reflect"
	"slices"
	"strings"

	"github.com/knadh/koanf/parsers/yaml"
	"github.com/knadh/koanf/providers/confmap"
	"github.com/knadh/koanf/providers/env/v2"
	"github.com/knadh/koanf/providers/file"
	"github.com/knadh/koanf/v2"
)

// Config is every setting. The text of each stands in configs/config.example.yaml.
type Config struct {
	Listen         string   `koanf:"listen"`
	MetricsListen  string   `koanf:"metrics_listen"`
	PublicURL      string   `koanf:"public_url"`
	Data           string   `koanf:"data"`
	TrustedProxies []string `koanf:"trusted_proxies"`
	Database       Database `koanf:"database"`
	Secrets        Secrets  `koanf:"secrets"`
	Mail           Mail     `koanf:"mail"`
	Limits         Limits   `koanf:"limits"`

	// Demo is set by the demo command alone; no file or variable can.
	Demo bool `koanf:"-"`
}

// Database says where the rows are.
type Database struct {
	Driver string `koanf:"driver"` // "sqlite" or "postgres"
	DSN    string `koanf:"dsn"`    // empty with sqlite: DATA/wbl.db
}

// Secrets must be set to serve.
type Secrets struct {
	SessionKey string `koanf:"session_key"` // at least 32 characters
	LogKey     string `koanf:"log_key"`     // the path of the log's signing key
}

// Mail says how mail leaves; without a host it stays in the outbox.
type Mail struct {
	Host     string `koanf:"host"`
	Port     int    `koanf:"port"`
	Username string `koanf:"username"`
	Password string `koanf:"password"`
	From     string `koanf:"from"`
	TLS      string `koanf:"tls"` // "starttls", "tls" or "none"
}

// Limits are sizes in bytes.
type Limits struct {
	Body   int64 `koanf:"body"`   // of one JSON request
	Chunk  int64 `koanf:"chunk"`  // of one piece of an upload
	Upload int64 `koanf:"upload"` // of one team's documents at one stage
}

// Defaults are the settings of a server that is told nothing.
func Defaults() Config {
	return Config{
		Listen: "127.0.0.1:8080", PublicURL: "http://127.0.0.1:8080", Data: "data",
		TrustedProxies: []string{}, Database: Database{Driver: "sqlite"},
		Mail:   Mail{Port: 587, TLS: "starttls"},
		Limits: Limits{Body: 1 << 20, Chunk: 64 << 20, Upload: 2 << 30},
	}
}

// secretKeys may come from a file instead: WBL_SECRETS__SESSION_KEY_FILE, or
// secrets.session_key_file.
var secretKeys = []string{"secrets.session_key", "mail.password", "database.dsn"}

const envPrefix = "WBL_"

// Load reads file (when path is not empty), then environ, then flags, each over
// the one before, and checks the result. Keys that are not known are refused.
func Load(path string, environ []string, flags map[string]any) (Config, error) {
	k := koanf.New(".")
	if path != "" {
		if err := k.Load(file.Provider(path), yaml.Parser()); err != nil {
			return Config{}, fmt.Errorf("read %s: %w", path, err)
		}
	}
	variables := env.Provider(".", env.Opt{
		Prefix: envPrefix, TransformFunc: fromVariable, EnvironFunc: func() []string { return environ },
	})
	if err := k.Load(variables, nil); err != nil {
		return Config{}, fmt.Errorf("read the environment: %w", err)
	}
	if err := k.Load(confmap.Provider(flags, "."), nil); err != nil {
		return Config{}, err
	}
	if err := readSecretFiles(k); err != nil {
		return Config{}, err
	}
	if err := refuseUnknown(k); err != nil {
		return Config{}, err
	}
	cfg := Defaults()
	if err := k.Unmarshal("", &cfg); err != nil {
		return Config{}, fmt.Errorf("read the configuration: %w", err)
	}
	return cfg, cfg.check()
}

// WBL_DATABASE__DSN names database.dsn; the test variables are not settings.
func fromVariable(name, value string) (string, any) {
	if strings.HasPrefix(name, envPrefix+"TEST_") {
		return "", nil
	}
	key := strings.ReplaceAll(strings.ToLower(strings.TrimPrefix(name, envPrefix)), "__", ".")
	if key == "trusted_proxies" {
		return key, strings.FieldsFunc(value, func(r rune) bool { return r == ',' || r == ' ' })
	}
	return key, value
}

func readSecretFiles(k *koanf.Koanf) error {
	for _, key := range secretKeys {
		path := k.String(key + "_file")
		if path == "" {
			continue
		}
		raw, err := os.ReadFile(path)
		if err != nil {
			return fmt.Errorf("read %s_file: %w", key, err)
		}
		if err := k.Set(key, strings.TrimSpace(string(raw))); err != nil {
			return err
		}
		k.Delete(key + "_file")
	}
	return nil
}

func refuseUnknown(k *koanf.Koanf) error {
	known := keysOf(reflect.TypeFor[Config](), "")
	for _, key := range k.Keys() {
		if !slices.Contains(known, key) {
			return fmt.Errorf("configuration: %q is not a setting; known are %s", key, strings.Join(known, ", "))
		}
	}
	return nil
}

func keysOf(t reflect.Type, prefix string) []string {
	keys := []string{}
	for field := range t.Fields() {
		name := field.Tag.Get("koanf")
		switch {
		case name == "-":
		case field.Type.Kind() == reflect.Struct:
			keys = append(keys, keysOf(field.Type, prefix+name+".")...)
		default:
			keys = append(keys, prefix+name)
		}
	}
	return keys
}

func (c Config) check() error {
	problems := []error{}
	add := func(bad bool, format string, args ...any) {
		if bad {
			problems = append(problems, fmt.Errorf(format, args...))
		}
	}
	_, _, listenErr := net.SplitHostPort(c.Listen)
	add(listenErr != nil, "listen: %q is not host:port", c.Listen)
	public, err := url.Parse(c.PublicURL)
	add(err != nil || public.Host == "" || strings.HasSuffix(c.PublicURL, "/"), "public_url: %q must be like https://example.kr, without a slash at its end", c.PublicURL)
	add(c.Data == "", "data: name a folder")
	add(!slices.Contains([]string{"sqlite", "postgres"}, c.Database.Driver), "database.driver: %q must be sqlite or postgres", c.Database.Driver)
	add(c.Database.Driver == "postgres" && c.Database.DSN == "", "database.dsn: needed with postgres")
	add(!slices.Contains([]string{"starttls", "tls", "none"}, c.Mail.TLS), "mail.tls: %q must be starttls, tls or none", c.Mail.TLS)
	add(c.Mail.Host != "" && c.Mail.From == "", "mail.from: needed when mail.host is set")
	add(c.Limits.Body <= 0 || c.Limits.Chunk <= 0 || c.Limits.Upload <= 0, "limits: must be more than zero")
	for _, proxy := range c.TrustedProxies {
		_, err := netip.ParsePrefix(proxy)
		add(err != nil, "trusted_proxies: %q is not a network like 10.0.0.0/8", proxy)
	}
	return errors.Join(problems...)
}

// CheckSecrets says what is missing to serve.
func (c Config) CheckSecrets() error {
	problems := []error{}
	if len(c.Secrets.SessionKey) < 32 {
		problems = append(problems, errors.New("secrets.session_key: set at least 32 random characters (WBL_SECRETS__SESSION_KEY or WBL_SECRETS__SESSION_KEY_FILE)"))
	}
	if c.Secrets.LogKey == "" {
		problems = append(problems, errors.New("secrets.log_key: name the file of the log's signing key; make one with: wbl admin log-key FILE"))
	}
	return errors.Join(problems...)
}

// SQLitePath is where the database file is, with the sqlite driver.
func (c Config) SQLitePath() string {
	if c.Database.DSN != "" {
		return c.Database.DSN
	}
	return c.Data + "/wbl.db"
}
