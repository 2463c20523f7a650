package httpapi_test

import (
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/hmac"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"wbl/internal/testkit"
)

// forger makes tokens with the program's own key, so that each forgery is wrong
// in just one way.
type forger struct {
	t      *testing.T
	key    []byte
	header map[string]any
	claims map[string]any
}

func newForger(t *testing.T, kit *testkit.Kit, token string) forger {
	t.Helper()
	mac := hmac.New(sha256.New, []byte(kit.Config.Secrets.SessionKey))
	mac.Write([]byte("wbl/session/access"))
	f := forger{t: t, key: mac.Sum(nil)}
	parts := strings.Split(token, ".")
	for i, into := range []*map[string]any{&f.header, &f.claims} {
		raw, err := base64.RawURLEncoding.DecodeString(parts[i])
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(raw, into); err != nil {
			t.Fatal(err)
		}
	}
	return f
}

type change map[string]any

func changed(from map[string]any, with change) map[string]any {
	out := maps.Clone(from)
	for name, value := range with {
		if value == nil {
			delete(out, name)
		} else {
			out[name] = value
		}
	}
	return out
}

func part(t *testing.T, value any) string {
	t.Helper()
	raw, ok := value.(string)
	if !ok {
		encoded, err := json.Marshal(value)
		if err != nil {
			t.Fatal(err)
		}
		raw = string(encoded)
	}
	return base64.RawURLEncoding.EncodeToString([]byte(raw))
}

func (f forger) token(header, claims change) string {
	f.t.Helper()
	return f.signed(part(f.t, changed(f.header, header))+"."+part(f.t, changed(f.claims, claims)), f.key)
}

func (f forger) signed(content string, key []byte) string {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(content))
	return content + "." + base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}

// with signs with another method and key, leaving everything else right.
func (f forger) with(method jwt.SigningMethod, key any) string {
	f.t.Helper()
	token := jwt.NewWithClaims(method, jwt.MapClaims(f.claims))
	token.Header["typ"] = f.header["typ"]
	signed, err := token.SignedString(key)
	if err != nil {
		f.t.Fatal(err)
	}
	return signed
}

func (f forger) otherKeys() map[string]string {
	f.t.Helper()
	rsaKey, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		f.t.Fatal(err)
	}
	ecKey, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		f.t.Fatal(err)
	}
	_, edKey, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		f.t.Fatal(err)
	}
	content := part(f.t, f.header) + "." + part(f.t, f.claims)
	return map[string]string{
		"RS256":                   f.with(jwt.SigningMethodRS256, rsaKey),
		"PS256":                   f.with(jwt.SigningMethodPS256, rsaKey),
		"ES256":                   f.with(jwt.SigningMethodES256, ecKey),
		"EdDSA":                   f.with(jwt.SigningMethodEdDSA, edKey),
		"HS384 with our key":      f.with(jwt.SigningMethodHS384, f.key),
		"HS512 with our key":      f.with(jwt.SigningMethodHS512, f.key),
		"HS256 with a public key": f.signed(content, rsaKey.N.Bytes()),
		"HS256 with another key":  f.signed(content, []byte("another installation's key, of 32")),
		"HS256 with no key":       f.signed(content, nil),
		"RS256 in name alone":     f.token(change{"alg": "RS256"}, nil),
		"ES256 in name alone":     f.token(change{"alg": "ES256"}, nil),
	}
}

func (f forger) shapes(good string) map[string]string {
	head, rest, _ := strings.Cut(good, ".")
	body, signature, _ := strings.Cut(rest, ".")
	claims := changed(f.claims, nil)
	raw, err := json.Marshal(claims)
	if err != nil {
		f.t.Fatal(err)
	}
	twice := strings.Replace(string(raw), "{", `{"sub":"somebody-else",`, 1)
	return map[string]string{
		"no signature":        head + "." + body + ".",
		"no third part":       head + "." + body,
		"no claims":           head + ".." + signature,
		"no header":           "." + body + "." + signature,
		"one part":            head,
		"dots alone":          "..",
		"five parts":          good + "." + body + "." + signature,
		"a blank behind":      good + " x",
		"padded":              good + "=",
		"signature cut":       good[:len(good)-2],
		"signature of others": head + "." + body + "." + strings.Repeat("A", 43),
		"not base64":          "%%%." + body + "." + signature,
		"a megabyte":          strings.Repeat("A", 20<<10),
		"dots":                strings.Repeat(".", 20<<10),
		"sub given twice":     f.signed(head+"."+part(f.t, twice), []byte("x")),
		"header is a list":    f.signed(part(f.t, "[]")+"."+body, f.key),
		"claims are a list":   f.signed(head+"."+part(f.t, "[]"), f.key),
		"claims are null":     f.signed(head+"."+part(f.t, "null"), f.key),
		"deep claims":         f.signed(head+"."+part(f.t, strings.Repeat("[", 500)), f.key),
		"zip":                 f.signed(part(f.t, changed(f.header, change{"alg": "dir", "enc": "A128GCM", "zip": "DEF"}))+"."+body, f.key),
	}
}

func (f forger) headers() map[string]string {
	none := func(alg string) string {
		return part(f.t, changed(f.header, change{"alg": alg})) + "." + part(f.t, f.claims) + "."
	}
	return map[string]string{
		"alg none": none("none"), "alg None": none("None"), "alg NONE": none("NONE"), "alg nOnE": none("nOnE"), "alg empty": none(""),
		"alg none with a signature": f.token(change{"alg": "none"}, nil),
		"alg hs256":                 f.token(change{"alg": "hs256"}, nil),
		"alg missing":               f.token(change{"alg": nil}, nil),
		"alg is a number":           f.token(change{"alg": 256}, nil),
		"typ JWT":                   f.token(change{"typ": "JWT"}, nil),
		"typ missing":               f.token(change{"typ": nil}, nil),
		"typ of a refresh token":    f.token(change{"typ": "rt+jwt"}, nil),
		"typ of an invitation":      f.token(change{"typ": "invitation+jwt"}, nil),
	}
}

func (f forger) times() map[string]string {
	now := testkit.Start
	return map[string]string{
		"expired":            f.token(nil, change{"exp": now.Add(-time.Second).Unix()}),
		"expires now":        f.token(nil, change{"exp": now.Unix()}),
		"no expiry":          f.token(nil, change{"exp": nil}),
		"expiry is a text":   f.token(nil, change{"exp": "tomorrow"}),
		"expiry is negative": f.token(nil, change{"exp": -1}),
		"not yet":            f.token(nil, change{"nbf": now.Add(time.Hour).Unix()}),
		"issued tomorrow":    f.token(nil, change{"iat": now.Add(24 * time.Hour).Unix()}),
	}
}

func (f forger) names(other string) map[string]string {
	return map[string]string{
		"another issuer":     f.token(nil, change{"iss": "evil"}),
		"no issuer":          f.token(nil, change{"iss": nil}),
		"another audience":   f.token(nil, change{"aud": []string{"other-api"}}),
		"no audience":        f.token(nil, change{"aud": nil}),
		"an empty audience":  f.token(nil, change{"aud": []string{}}),
		"another's id":       f.token(nil, change{"sub": other}),
		"nobody's id":        f.token(nil, change{"sub": "nobody"}),
		"no id":              f.token(nil, change{"sub": nil}),
		"no session":         f.token(nil, change{"sid": nil}),
		"an unknown session": f.token(nil, change{"sid": "unknown"}),
		"a session of SQL":   f.token(nil, change{"sid": "' OR '1'='1"}),
		"a session's number": f.token(nil, change{"sid": 1}),
	}
}

func TestForgedTokensAreRefused(t *testing.T) {
	kit := testkit.New(t)
	kit.Person("kim@example.kr")
	lee := kit.Person("lee@example.kr")
	kim, gone := kit.SignIn("kim@example.kr"), kit.SignIn("kim@example.kr")
	gone.Do("DELETE", "/session", nil).Want(http.StatusNoContent)
	f := newForger(t, kit, kim.Token())
	kim.WithToken(f.token(nil, nil)).Do("GET", "/me", nil).Want(http.StatusOK)

	corpus := map[string]string{"a refresh token": kim.Refresh, "a session that has just ended": gone.Token()}
	for _, some := range []map[string]string{f.otherKeys(), f.shapes(kim.Token()), f.headers(), f.times(), f.names(lee.ID)} {
		maps.Copy(corpus, some)
	}
	if len(corpus) < 40 {
		t.Fatalf("only %d tokens", len(corpus))
	}
	for name, token := range corpus {
		reply := kit.Anonymous().WithToken(token).Do("GET", "/me", nil)
		if reply.Status != http.StatusUnauthorized || reply.Get("code") != "account.session_ended" {
			t.Errorf("%s: %d %s", name, reply.Status, reply.Body)
		}
		cookie := kit.Anonymous().With("Cookie", "__Host-wbl="+token).Do("GET", "/me", nil)
		if cookie.Status != http.StatusUnauthorized {
			t.Errorf("%s as a cookie: %d", name, cookie.Status)
		}
	}
	checkQuick(t, kit, corpus)
}

// Refusing must be cheap, or forged tokens would be a way to keep the server busy.
func checkQuick(t *testing.T, kit *testkit.Kit, corpus map[string]string) {
	t.Helper()
	took := []time.Duration{}
	for _, token := range corpus {
		began := time.Now()
		if _, err := kit.Account.Authenticate(t.Context(), token); err == nil {
			t.Error("a forged token was taken")
		}
		took = append(took, time.Since(began))
	}
	slices.Sort(took)
	if median := took[len(took)/2]; median > 5*time.Millisecond {
		t.Errorf("refusing takes %v", median)
	}
}

// Where a token says its key is to be found, nobody looks: with our own
// signature it is taken, with the key that it names it is not.
func TestATokenCannotNameItsKey(t *testing.T) {
	kit := testkit.New(t)
	kit.Person("kim@example.kr")
	f := newForger(t, kit, kit.SignIn("kim@example.kr").Token())
	secret := []byte("the attacker's key")
	for name, header := range map[string]change{
		"kid of a file": {"kid": "../../dev/null"},
		"kid of SQL":    {"kid": "' UNION SELECT 'key'; --"},
		"kid of a URL":  {"kid": "https://evil.example/key"},
		"jku":           {"jku": "https://evil.example/keys.json"},
		"x5u":           {"x5u": "https://evil.example/cert.pem"},
		"jwk":           {"jwk": map[string]any{"kty": "oct", "k": base64.RawURLEncoding.EncodeToString(secret)}},
		"crit":          {"crit": []string{"exp"}},
	} {
		for _, key := range [][]byte{secret, {}, nil, []byte("key")} {
			content := part(t, changed(f.header, header)) + "." + part(t, f.claims)
			reply := kit.Anonymous().WithToken(f.signed(content, key)).Do("GET", "/me", nil)
			if reply.Status != http.StatusUnauthorized {
				t.Errorf("%s: %d", name, reply.Status)
			}
		}
	}
}

// A raised role in a token is nothing: roles are read with the session.
func TestARoleInATokenIsNothing(t *testing.T) {
	kit := testkit.New(t)
	kit.Person("kim@example.kr")
	f := newForger(t, kit, kit.SignIn("kim@example.kr").Token())
	raised := kit.Anonymous().WithToken(f.token(nil, change{"role": "operator", "roles": []string{"operator"}, "admin": true}))
	raised.Do("GET", "/users", nil).WantProblem(http.StatusForbidden, "account.role_needed")
}

// net/http cuts off heads that are too large before anything of ours reads them.
func TestAMegabyteOfHeaderIsRefused(t *testing.T) {
	kit := testkit.New(t)
	reply := kit.Anonymous().WithToken(strings.Repeat("A", 1<<20)).Do("GET", "/me", nil)
	if reply.Status != http.StatusRequestHeaderFieldsTooLarge && reply.Status != http.StatusUnauthorized {
		t.Fatalf("%d", reply.Status)
	}
	kit.Anonymous().Do("GET", "/openapi.json", nil).Want(http.StatusOK)
}
