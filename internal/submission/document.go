package submission

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"

	"wbl/internal/actor"
	"wbl/internal/blob"
	"wbl/internal/call"
	"wbl/internal/clock"
	"wbl/internal/fault"
	"wbl/internal/job"
	"wbl/internal/store"
)

// DocumentStatus says how far a document is.
type DocumentStatus string

// The states of a document.
const (
	Staged  DocumentStatus = "staged" // bytes are still arriving
	Ready   DocumentStatus = "ready"
	Removed DocumentStatus = "removed" // out of the draft, but filed: it keeps its bytes
	Dropped DocumentStatus = "dropped" // never filed: nobody reads it and its bytes go
)

// Document is one uploaded file.
type Document struct {
	ID           string
	SubmissionID string
	DocumentKey  string // which of the stage's documents it is
	FileName     string // clean, to show; never a key of storage
	MediaType    string // by its bytes; empty while staged
	Size         int64  // bytes; while staged the size announced
	SHA256       string `gorm:"column:sha256"` // hexadecimal; empty while staged
	BlobKey      string `json:"-"`             // empty once the bytes are gone
	Status       DocumentStatus
	UploadedBy   string
	CreatedAt    clock.Instant `gorm:"autoCreateTime:false"`
	ReadyAt      clock.Instant
}

// TableName names the table of documents.
func (Document) TableName() string { return "documents" }

// accept says whether the finished file may be the document that the rule asks
// for. Each reason has its own code, so that people know what to do next.
func accept(rule call.DocumentRule, name string, info blob.Info) error {
	ending := info.MediaType.Extension()
	switch {
	case info.MediaType == blob.Empty || info.Size == 0:
		return fault.New(fault.Invalid, "submission.file_empty")
	case info.Size > rule.MaxBytes:
		return tooLarge(rule)
	case info.Encrypted:
		return fault.New(fault.Invalid, "submission.file_encrypted")
	case info.Unsafe():
		return fault.New(fault.Invalid, "submission.file_unsafe")
	case !takes(rule, ending):
		return wrongType(rule)
	case extension(name) != ending:
		return fault.New(fault.Invalid, "submission.file_ending_wrong", fault.Args{"ending": ending})
	}
	return nil
}

// takes reports whether the rule accepts files with this ending (".pdf").
func takes(rule call.DocumentRule, ending string) bool {
	return slices.Contains(rule.Types, call.DocumentType(strings.TrimPrefix(ending, ".")))
}

func wrongType(rule call.DocumentRule) error {
	names := make([]string, 0, len(rule.Types))
	for _, t := range rule.Types {
		names = append(names, strings.ToUpper(string(t)))
	}
	return fault.New(fault.UnsupportedType, "submission.file_type_wrong", fault.Args{"types": strings.Join(names, ", ")})
}

func tooLarge(rule call.DocumentRule) error {
	return fault.New(fault.TooLarge, "submission.file_too_large", fault.Args{"max_mb": rule.MaxBytes >> 20})
}

// RemoveDocument takes a document out of the draft. What was filed keeps it.
func (s *Service) RemoveDocument(ctx context.Context, who actor.Actor, documentID string) error {
	return s.store.Write(ctx, func(tx *store.Tx) error {
		a, d, err := documentForChange(tx, who, documentID)
		if err != nil {
			return err
		}
		switch d.Status {
		case Removed, Dropped:
			return nil
		case Staged:
			return s.dropNow(tx, d)
		case Ready:
		}
		if err := takeOut(tx, d); err != nil {
			return err
		}
		_, err = a.record(tx, who, "submission.document_removed", fault.Args{"document_id": d.ID, "sha256": d.SHA256})
		return err
	})
}

// takeOut ends a complete document's part in the draft. The bytes of one that no
// version contains stay for a day: a back-up or a check under way has read the
// row that names them. Until they are gone the row says so, and they count.
func takeOut(tx *store.Tx, d Document) error {
	filed, err := isFiled(tx, d)
	if err != nil {
		return err
	}
	d.Status = Removed
	if !filed {
		d.Status = Dropped
		if err := job.Enqueue(tx, ForgetJob, d.ID, tx.Now()+keepDropped); err != nil {
			return err
		}
	}
	return updateDocument(tx, d)
}

// dropNow ends an upload that never became a document, and deletes its bytes.
func (s *Service) dropNow(tx *store.Tx, d Document) error {
	key := d.BlobKey
	d.Status, d.BlobKey = Dropped, ""
	tx.AfterCommit(func() { s.forget(key) })
	return updateDocument(tx, d)
}

// documentWhileOpen gives a document of a submission that the actor may change.
func documentWhileOpen(tx *store.Tx, who actor.Actor, documentID string) (access, Document, error) {
	d, err := documentByID(tx, documentID)
	if err != nil {
		return access{}, d, err
	}
	a, err := whileOpen(tx, who, d.SubmissionID)
	if errors.Is(err, errNotFound()) {
		err = errNoDocument()
	}
	if err != nil {
		return a, Document{}, err
	}
	return a, d, nil
}

// documentForChange is documentWhileOpen for a change, with the document as it
// stands once other changes of the submission have ended.
func documentForChange(tx *store.Tx, who actor.Actor, documentID string) (access, Document, error) {
	d, err := documentByID(tx, documentID)
	if err != nil {
		return access{}, d, err
	}
	if err := tx.Serialize("submission:" + d.SubmissionID); err != nil {
		return access{}, Document{}, err
	}
	return documentWhileOpen(tx, who, documentID)
}

// isFiled reports whether a filed version contains the document.
func isFiled(tx *store.Tx, d Document) (bool, error) {
	versions, err := versionsOf(tx, d.SubmissionID)
	if err != nil {
		return false, err
	}
	for _, v := range versions {
		content, err := v.Parse()
		if err != nil {
			return false, err
		}
		if content.has(d.ID) {
			return true, nil
		}
	}
	return false, nil
}

// ForgetJob is the kind of the job that deletes the bytes of a dropped document;
// ForgetBytes is its handler.
const ForgetJob = "submission.forget_bytes"

// keepDropped is longer than any back-up takes.
const keepDropped = clock.Day

// ForgetBytes deletes the bytes of the dropped document whose id is the payload,
// and only then writes down that they are gone.
func (s *Service) ForgetBytes(ctx context.Context, payload json.RawMessage) error {
	var id string
	if err := json.Unmarshal(payload, &id); err != nil {
		return err
	}
	var d Document
	err := s.store.Read(ctx, func(tx *store.Tx) (err error) {
		d, err = documentByID(tx, id)
		return err
	})
	if err != nil || d.Status != Dropped || d.BlobKey == "" {
		return err
	}
	if err := s.blobs.Delete(d.BlobKey); err != nil && !errors.Is(err, blob.ErrNotFound) {
		return err
	}
	d.BlobKey = ""
	return s.store.Write(ctx, func(tx *store.Tx) error { return updateDocument(tx, d) })
}

// forget deletes bytes that nothing names any more. What cannot be deleted is
// only lost space.
func (s *Service) forget(key string) {
	_ = s.blobs.Discard(key)
	_ = s.blobs.Delete(key)
}

// DocumentContent is a document's bytes; the caller closes them.
type DocumentContent struct {
	Document Document
	Bytes    io.ReadSeekCloser
}

// OpenContent gives a document's bytes to the team's members, and to those who
// oversee the call if the version that counts contains it. Faults:
// submission.document_not_found.
func (s *Service) OpenContent(ctx context.Context, who actor.Actor, documentID string) (DocumentContent, error) {
	var d Document
	err := s.store.Read(ctx, func(tx *store.Tx) (err error) {
		if d, err = documentByID(tx, documentID); err != nil {
			return err
		}
		a, err := seen(tx, who, d.SubmissionID)
		if errors.Is(err, errNotFound()) {
			return errNoDocument()
		}
		if err != nil {
			return err
		}
		return a.checkReadable(tx, d)
	})
	if err != nil {
		return DocumentContent{}, err
	}
	bytes, err := s.OpenDocument(ctx, d)
	return DocumentContent{Document: d, Bytes: bytes}, err
}

func (a access) checkReadable(tx *store.Tx, d Document) error {
	if a.role != "" {
		if d.Status != Ready && d.Status != Removed {
			return errNoDocument()
		}
		return nil
	}
	version, ok, err := LatestVersion(tx, a.TeamID, a.StageID)
	if err != nil {
		return err
	}
	if !ok {
		return errNoDocument()
	}
	content, err := version.Parse()
	if err == nil && !content.has(d.ID) {
		err = errNoDocument()
	}
	return err
}

// OpenDocument gives a document's bytes. Whether the reader may have them is for
// the caller to decide.
func (s *Service) OpenDocument(_ context.Context, d Document) (io.ReadSeekCloser, error) {
	bytes, _, err := s.blobs.Open(d.BlobKey)
	return bytes, err
}

func errNoDocument() error { return fault.New(fault.NotFound, "submission.document_not_found") }
