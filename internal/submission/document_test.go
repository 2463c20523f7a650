package submission_test

import (
	"bytes"
	"encoding/json"
	"io"
	"strings"
	"sync"
	"testing"
	"testing/iotest"
	"time"

	"wbl/internal/actor"
	"wbl/internal/blob"
	"wbl/internal/fault"
	"wbl/internal/store"
	"wbl/internal/submission"
)

func TestEachReasonToRefuseAFileHasItsCode(t *testing.T) {
	w := newWorld(t)
	encrypted := []byte("%PDF-1.4\ntrailer\n<< /Root 1 0 R /Encrypt 2 0 R >>\n%%EOF\n")
	large := append(aPDF("x"), bytes.Repeat([]byte(" "), 1<<20)...)
	for name, c := range map[string]struct {
		key, file string
		content   []byte
		code      string
	}{
		"empty":               {"proposal", "a.pdf", nil, "submission.file_empty"},
		"too large":           {"proposal", "a.pdf", large, "submission.file_too_large"},
		"password":            {"proposal", "a.pdf", encrypted, "submission.file_encrypted"},
		"picture named pdf":   {"proposal", "a.pdf", []byte("\x89PNG\r\n\x1a\n0000"), "submission.file_type_wrong"},
		"ending not accepted": {"proposal", "a.exe", aPDF("x"), "submission.file_type_wrong"},
		"no ending":           {"proposal", "a", aPDF("x"), "submission.file_type_wrong"},
		"zip named pdf":       {"evidence", "a.pdf", aZIP(t), "submission.file_ending_wrong"},
		"page inside":         {"proposal", "a.pdf", aPDF("<script>"), "submission.file_unsafe"},
		"unknown document":    {"none", "a.pdf", aPDF("x"), "submission.document_unknown"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := w.upload(c.key, c.file, c.content)
			refused(t, err, c.code)
		})
	}
	if n := w.files(); n != 0 {
		t.Errorf("%d files of refused uploads are left", n)
	}
	if n := w.rows("documents", "status", "ready"); n != 0 {
		t.Errorf("%d documents", n)
	}
}

func TestAFileIsKept(t *testing.T) {
	w := newWorld(t)
	d, err := w.upload("evidence", `C:\temp\..\증빙`+"\u202e\x07.ZIP", aZIP(t))
	if err != nil || d.FileName != "증빙.ZIP" || d.MediaType != "application/zip" || d.Status != submission.Ready {
		t.Fatalf("%+v, %v", d, err)
	}
	got, err := w.subs.OpenContent(ctx, w.as("lead"), d.ID)
	w.must(err)
	content, err := io.ReadAll(got.Bytes)
	if err != nil || !bytes.Equal(content, aZIP(t)) {
		t.Error("other bytes came back", err)
	}
	w.must(got.Bytes.Close())
	if w.rows("audit_acts", "action", "submission.document_added") != 1 {
		t.Error("the act is missing")
	}
	w.must(w.subs.RemoveDocument(ctx, w.as("member"), d.ID))
	w.must(w.subs.RemoveDocument(ctx, w.as("member"), d.ID))
	_, err = w.subs.OpenContent(ctx, w.as("lead"), d.ID)
	refused(t, err, "submission.document_not_found")
	w.jobsAfter(23 * time.Hour)
	if n := w.files(); n != 1 {
		t.Errorf("%d files: a back-up that has read the row does not find the bytes", n)
	}
	w.jobsAfter(time.Hour)
	if n := w.files(); n != 0 {
		t.Errorf("%d files are left of what was never filed", n)
	}
}

func TestWhatWasFiledKeepsItsBytes(t *testing.T) {
	w := newWorld(t)
	d := w.fillIn()
	w.submit()
	w.must(w.subs.RemoveDocument(ctx, w.as("member"), d.ID))
	got, err := w.subs.OpenContent(ctx, w.as("member"), d.ID)
	w.must(err)
	w.must(got.Bytes.Close())
}

func TestAnUploadGoesOnAfterARestart(t *testing.T) {
	w := newWorld(t)
	content := aPDF(strings.Repeat("긴 내용 ", 1000))
	d, err := w.subs.StartUpload(ctx, w.as("member"), submission.UploadInput{
		SubmissionID: w.sub.ID, DocumentKey: "proposal", FileName: "a.pdf", Size: int64(len(content)),
	})
	w.must(err)
	broken := io.MultiReader(bytes.NewReader(content[:500]), iotest.ErrReader(io.ErrUnexpectedEOF))
	_, err = w.subs.AppendChunk(ctx, w.as("member"), d.ID, 0, broken)
	refused(t, err, "submission.upload_interrupted")
	_, err = w.subs.FinishUpload(ctx, w.as("member"), d.ID)
	refused(t, err, "submission.upload_incomplete")

	w.restart(submission.Config{MaxBytes: 1 << 30})
	offset, _, err := w.subs.UploadOffset(ctx, w.as("lead"), d.ID)
	if err != nil || offset != 500 {
		t.Fatal(offset, err)
	}
	_, err = w.subs.AppendChunk(ctx, w.as("member"), d.ID, 0, bytes.NewReader(content))
	refused(t, err, "submission.upload_offset")
	if size, err := w.subs.AppendChunk(ctx, w.as("member"), d.ID, offset, bytes.NewReader(content[offset:])); err != nil || size != d.Size {
		t.Fatal(size, err)
	}
	done, err := w.subs.FinishUpload(ctx, w.as("member"), d.ID)
	if err != nil || done.Status != submission.Ready || done.Size != d.Size {
		t.Fatal(done, err)
	}
	if again, err := w.subs.FinishUpload(ctx, w.as("member"), d.ID); err != nil || again.SHA256 != done.SHA256 {
		t.Error(again, err)
	}
	_, err = w.subs.AppendChunk(ctx, w.as("member"), d.ID, offset, strings.NewReader("x"))
	refused(t, err, "submission.upload_finished")
}

// A crash can come after the row was written and before its upload was begun, or
// after the file was sealed and before the row says so.
func TestAnUploadSurvivesACrashAtEitherEnd(t *testing.T) {
	w := newWorld(t)
	content := aPDF("x")
	d, err := w.subs.StartUpload(ctx, w.as("member"), submission.UploadInput{
		SubmissionID: w.sub.ID, DocumentKey: "proposal", FileName: "a.pdf", Size: int64(len(content)),
	})
	w.must(err)
	blobs, err := blob.Open(w.folder)
	w.must(err)
	w.must(blobs.Discard(d.BlobKey))
	if _, err := w.subs.AppendChunk(ctx, w.as("member"), d.ID, 0, bytes.NewReader(content)); err != nil {
		t.Fatal(err)
	}
	sealed, err := blobs.Finish(d.BlobKey)
	w.must(err)
	if offset, _, err := w.subs.UploadOffset(ctx, w.as("member"), d.ID); err != nil || offset != d.Size {
		t.Errorf("offset %d, %v", offset, err)
	}
	done, err := w.subs.FinishUpload(ctx, w.as("member"), d.ID)
	if err != nil || done.SHA256 != sealed.SHA256 {
		t.Error(done, err)
	}
}

func TestMoreThanAnnouncedIsRefused(t *testing.T) {
	w := newWorld(t)
	d, err := w.subs.StartUpload(ctx, w.as("member"), submission.UploadInput{
		SubmissionID: w.sub.ID, DocumentKey: "proposal", FileName: "a.pdf", Size: 10,
	})
	w.must(err)
	_, err = w.subs.AppendChunk(ctx, w.as("member"), d.ID, 0, bytes.NewReader(aPDF("x")))
	refused(t, err, "submission.upload_too_long")
	_, err = w.subs.AppendChunk(ctx, w.as("member"), "none", 0, strings.NewReader("x"))
	refused(t, err, "submission.document_not_found")
}

func TestLimitsOfNumberAndRoom(t *testing.T) {
	w := newWorld(t)
	results := make([]error, 8)
	var wg sync.WaitGroup
	who := w.as("member")
	for i := range results {
		wg.Go(func() {
			_, results[i] = w.subs.Upload(ctx, who, submission.UploadInput{
				SubmissionID: w.sub.ID, DocumentKey: "evidence", FileName: "a.pdf", Size: 1000,
			}, bytes.NewReader(aPDF("x")))
		})
	}
	wg.Wait()
	kept := 0
	for _, err := range results {
		if err == nil {
			kept++
		} else {
			refused(t, err, "submission.too_many_files")
		}
	}
	if kept != 2 || w.rows("documents", "status", "ready") != 2 {
		t.Errorf("%d files kept, want 2", kept)
	}
	w.restart(submission.Config{MaxBytes: 500})
	_, err := w.subs.StartUpload(ctx, who, submission.UploadInput{
		SubmissionID: w.sub.ID, DocumentKey: "proposal", FileName: "a.pdf", Size: 450,
	})
	refused(t, err, "submission.quota_exceeded")
	for range 20 {
		_, err := w.subs.StartUpload(ctx, who, submission.UploadInput{
			SubmissionID: w.sub.ID, DocumentKey: "proposal", FileName: "a.pdf", Size: 1,
		})
		w.must(err)
	}
	_, err = w.subs.StartUpload(ctx, who, submission.UploadInput{
		SubmissionID: w.sub.ID, DocumentKey: "proposal", FileName: "a.pdf", Size: 1,
	})
	refused(t, err, "submission.too_many_uploads")
}

// Bytes that are still on the disk count, whoever takes them out of the draft.
func TestUploadingAndRemovingDoesNotFillTheDisk(t *testing.T) {
	w := newWorld(t)
	content := aPDF(strings.Repeat("가", 100))
	size := int64(len(content))
	w.restart(submission.Config{MaxBytes: size})
	once := func() error {
		d, err := w.subs.Upload(ctx, w.as("member"), submission.UploadInput{
			SubmissionID: w.sub.ID, DocumentKey: "proposal", FileName: "a.pdf", Size: size,
		}, bytes.NewReader(content))
		if err == nil {
			err = w.subs.RemoveDocument(ctx, w.as("member"), d.ID)
		}
		return err
	}
	for range 6 {
		w.must(once())
	}
	refused(t, once(), "submission.quota_exceeded")
	if n := w.files(); n != 6 {
		t.Errorf("%d files", n)
	}
	w.jobsAfter(24 * time.Hour)
	if n := w.files(); n != 0 {
		t.Errorf("%d files are left", n)
	}
	w.must(once())
}

// What was never filed and taken out is read by nobody and missed by no check,
// before and after its bytes have gone; what was filed is checked for good.
func TestADroppedDocumentIsGone(t *testing.T) {
	w := newWorld(t)
	filed := w.fillIn()
	w.submit()
	dropped, err := w.upload("evidence", "a.pdf", aPDF("y"))
	w.must(err)
	for _, d := range []submission.Document{filed, dropped} {
		w.must(w.subs.RemoveDocument(ctx, w.as("member"), d.ID))
	}
	for range 2 {
		_, err = w.subs.OpenContent(ctx, w.as("lead"), dropped.ID)
		refused(t, err, "submission.document_not_found")
		_, err = w.subs.FinishUpload(ctx, w.as("member"), dropped.ID)
		refused(t, err, "submission.document_not_found")
		w.write(func(tx *store.Tx) error {
			stored, err := submission.StoredDocuments(tx, "", 10)
			if len(stored) != 1 || stored[0].ID != filed.ID {
				t.Errorf("a check looks for %+v", stored)
			}
			return err
		})
		w.jobsAfter(24 * time.Hour)
	}
	if n := w.rows("documents", "blob_key", ""); n != 1 {
		t.Errorf("%d rows say that their bytes are gone", n)
	}
	payload, err := json.Marshal(filed.ID)
	w.must(err)
	w.must(w.subs.ForgetBytes(ctx, payload))
	got, err := w.subs.OpenContent(ctx, w.as("lead"), filed.ID)
	w.must(err)
	w.must(got.Bytes.Close())
}

func TestAnAbandonedUploadIsSwept(t *testing.T) {
	w := newWorld(t)
	d, err := w.subs.StartUpload(ctx, w.as("member"), submission.UploadInput{
		SubmissionID: w.sub.ID, DocumentKey: "proposal", FileName: "a.pdf", Size: 10,
	})
	w.must(err)
	if n, err := w.subs.SweepUploads(ctx, w.clock.Now()); n != 0 || err != nil {
		t.Errorf("swept %d, %v", n, err)
	}
	w.clock.Advance(72 * time.Hour)
	if n, err := w.subs.SweepUploads(ctx, w.clock.Now()); n != 1 || err != nil {
		t.Errorf("swept %d, %v", n, err)
	}
	if n := w.files(); n != 0 {
		t.Errorf("%d files are left", n)
	}
	_, _, err = w.subs.UploadOffset(ctx, w.as("member"), d.ID)
	refused(t, err, "submission.document_not_found")
}

func TestAPieceThatArrivesAtTheDeadlineIsLate(t *testing.T) {
	w := newWorld(t)
	d, err := w.subs.StartUpload(ctx, w.as("member"), submission.UploadInput{
		SubmissionID: w.sub.ID, DocumentKey: "proposal", FileName: "a.pdf", Size: 10,
	})
	w.must(err)
	who := w.as("member")
	who.Arrival = w.deadline
	for name, do := range map[string]func(actor.Actor) error{
		"piece": func(who actor.Actor) error {
			_, err := w.subs.AppendChunk(ctx, who, d.ID, 0, strings.NewReader("x"))
			return err
		},
		"finish": func(who actor.Actor) error {
			_, err := w.subs.FinishUpload(ctx, who, d.ID)
			return err
		},
	} {
		if err := do(who); fault.CodeOf(err) != "call.filing_over" {
			t.Errorf("%s: %v", name, err)
		}
	}
}
