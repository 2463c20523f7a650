package account_test

import (
	"strings"
	"testing"

	"wbl/internal/account"
)

func TestPasswordRules(t *testing.T) {
	const email = "kim.minji@example.kr"
	for _, tc := range []struct{ password, code string }{
		{"", "input.too_short"},
		{"short", "input.too_short"},
		{"elevenchars", "input.too_short"},
		{"열한글자입니다만부족", "input.too_short"},
		{strings.Repeat("길고 ", 43), "input.too_long"},
		{strings.Repeat("violet7 ", 17), "input.too_long"},
		{"aaaaaaaaaaaaaaaa", "account.password_guessable"},
		{"abababababababab", "account.password_guessable"},
		{"112211221122", "account.password_guessable"},
		{"............!", "account.password_guessable"},
		{"password1234", "account.password_guessable"},
		{"Password2025!", "account.password_guessable"},
		{"passw0rd-2025", "account.password_guessable"},
		{"123456789012", "account.password_guessable"},
		{"1234567890abc", "account.password_guessable"},
		{"qwertyuiop12", "account.password_guessable"},
		{"QWERTYUIOP[]", "account.password_guessable"},
		{"1q2w3e4r5t6y", "account.password_guessable"},
		{"qwer1234asdf", "account.password_guessable"},
		{"iloveyou1234", "account.password_guessable"},
		{"Administrator1", "account.password_guessable"},
		{"welcome12345", "account.password_guessable"},
		{"kim.minji-2025", "account.password_guessable"},
		{"my KIM.MINJI secret", "account.password_guessable"},
		{"violet-kettle-anchor-47", ""},
		{"twelve chars", ""},
		{"열두글자가넘는우리말비밀번호", ""},
		{"correct horse battery staple", ""},
		{"Tr0ub4dor&3-xkcd", ""},
		{"no digits or capitals here", ""},
		{"password is in the middle of it", ""},
		{" spaces count too ", ""},
		{"🔑🗝🔒🔓 열쇠네개와글자", ""},
		{strings.Repeat("longest8", 16), ""},
	} {
		got := ""
		if problems := account.CheckPassword("body.password", tc.password, email); len(problems) > 0 {
			got = problems[0].Code
		}
		if got != tc.code {
			t.Errorf("%q: %q, want %q", tc.password, got, tc.code)
		}
	}
}

// OWASP's floor; the text names its own parameters, so that they can be raised.
func TestStoredPasswordsAreArgon2id(t *testing.T) {
	hash, err := account.HashPassword("violet-kettle-anchor-47")
	if err != nil {
		t.Fatal(err)
	}
	again, err := account.HashPassword("violet-kettle-anchor-47")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(hash, "$argon2id$v=19$m=19456,t=2,p=1$") || hash == again {
		t.Fatalf("%s and %s", hash, again)
	}
}
