package submission_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// The receipt as a PDF says what its page says, in the reader's language, as
// text that can be selected.
func TestReceiptPDF(t *testing.T) {
	w := newWorld(t)
	w.fillIn()
	r := w.submit().Receipt
	for language, title := range map[string]string{"ko": "접수증", "en": "Receipt"} {
		who := w.as("member")
		who.Language = language
		raw, err := w.subs.ReceiptPDF(ctx, who, w.sub.ID, "")
		w.must(err)
		path := filepath.Join(t.TempDir(), "receipt.pdf")
		w.must(os.WriteFile(path, raw, 0o600))
		out, err := exec.Command("pdftotext", "-layout", path, "-").CombinedOutput()
		if err != nil {
			t.Fatalf("pdftotext: %v\n%s", err, out)
		}
		said := strings.Join(strings.Fields(string(out)), "")
		for _, fact := range []string{
			title, r.Reference, r.ContentHash, r.Documents[0].SHA256, "제안서.pdf", "카카오팀", "주식회사카카오",
			"2026-06-2011:00:00KST", "사람lead", r.VerifierKey, r.CallTitle.In(language),
		} {
			if !strings.Contains(said, strings.ReplaceAll(fact, " ", "")) && !wrapped(said, fact) {
				t.Errorf("%s: %q is not in the receipt:\n%s", language, fact, out)
			}
		}
	}
	_, err := w.subs.ReceiptPDF(ctx, w.as("member"), w.sub.ID, "none")
	refused(t, err, "submission.receipt_not_found")
	_, err = w.subs.ReceiptPDF(ctx, w.as("organiser"), w.sub.ID, "")
	refused(t, err, "submission.not_found")
}

// wrapped reports whether the beginning of a long value, which a table breaks
// into lines, is there.
func wrapped(said, fact string) bool { return len(fact) > 40 && strings.Contains(said, fact[:32]) }
