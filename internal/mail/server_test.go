package mail_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"io"
	"log"
	"math/big"
	"net"
	netmail "net/mail"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// certificate is for 127.0.0.1 and trusted by this test process alone.
var certificate tls.Certificate

// TestMain lets the process trust its own certificate, as a machine trusts an
// authority: before anything asks for the system's roots.
func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "wbl-mail-*")
	if err != nil {
		log.Fatal(err)
	}
	certificate, err = selfSigned(filepath.Join(dir, "root.pem"))
	if err != nil {
		log.Fatal(err)
	}
	if err := os.Setenv("SSL_CERT_FILE", filepath.Join(dir, "root.pem")); err != nil {
		log.Fatal(err)
	}
	code := m.Run()
	if err := os.RemoveAll(dir); err != nil {
		log.Print(err)
	}
	os.Exit(code)
}

func selfSigned(path string) (tls.Certificate, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return tls.Certificate{}, err
	}
	template := x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "mail test"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature,
	}
	der, err := x509.CreateCertificate(rand.Reader, &template, &template, &key.PublicKey, key)
	if err != nil {
		return tls.Certificate{}, err
	}
	root := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, os.WriteFile(path, root, 0o600)
}

// server is a mail server that keeps what it takes and fails as it is told.
type server struct {
	mu        sync.Mutex
	port      int
	taken     []*netmail.Message
	bodies    []string
	rcpt      func(to string) error // nil: take
	data      func() error          // after the message was read; nil: take
	password  string                // empty: nobody needs to sign in
	hangUp    bool                  // drop the connection as soon as a message was taken
	encrypted bool                  // whether the last message came over TLS
}

func serve(t *testing.T, secure bool, s *server) *server {
	t.Helper()
	srv := smtp.NewServer(smtp.BackendFunc(func(c *smtp.Conn) (smtp.Session, error) { return &session{server: s, conn: c}, nil }))
	srv.Domain = "localhost"
	srv.ErrorLog = log.New(io.Discard, "", 0)
	if secure {
		srv.TLSConfig = &tls.Config{Certificates: []tls.Certificate{certificate}, MinVersion: tls.VersionTLS12}
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s.port = listener.Addr().(*net.TCPAddr).Port
	done := make(chan error, 1)
	go func() { done <- srv.Serve(listener) }()
	t.Cleanup(func() {
		if err := srv.Close(); err != nil {
			t.Error(err)
		}
		listener.Close()
		<-done
	})
	return s
}

func (s *server) messages() ([]*netmail.Message, []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.taken, s.bodies
}

func (s *server) set(change func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	change()
}

type session struct {
	server   *server
	conn     *smtp.Conn
	signedIn bool
}

func (s *session) AuthMechanisms() []string { return []string{sasl.Plain} }

func (s *session) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, username, password string) error {
		if username != "wbl" || password != s.server.password {
			return errors.New("wrong password")
		}
		s.signedIn = true
		return nil
	}), nil
}

func (s *session) Mail(string, *smtp.MailOptions) error {
	if s.server.password != "" && !s.signedIn {
		return smtp.ErrAuthRequired
	}
	return nil
}

func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.server.mu.Lock()
	defer s.server.mu.Unlock()
	if s.server.rcpt != nil {
		return s.server.rcpt(to)
	}
	return nil
}

func (s *session) Data(r io.Reader) error {
	message, err := netmail.ReadMessage(r)
	if err != nil {
		return err
	}
	body, err := io.ReadAll(message.Body)
	if err != nil {
		return err
	}
	s.server.mu.Lock()
	defer s.server.mu.Unlock()
	if s.server.data != nil {
		if err := s.server.data(); err != nil {
			return err
		}
	}
	_, s.server.encrypted = s.conn.TLSConnectionState()
	s.server.taken = append(s.server.taken, message)
	s.server.bodies = append(s.server.bodies, strings.ReplaceAll(string(body), "\r\n", ""))
	return nil
}

func (s *session) Reset() {
	s.server.mu.Lock()
	defer s.server.mu.Unlock()
	if s.server.hangUp && len(s.server.taken) > 0 {
		s.conn.Conn().Close()
	}
}

func (s *session) Logout() error { return nil }
