package submission

import (
	"context"
	"errors"
	"io"

	"wbl/internal/actor"
	"wbl/internal/blob"
	"wbl/internal/call"
	"wbl/internal/clock"
	"wbl/internal/fault"
	"wbl/internal/store"
)

// maxUnfinished bounds the uploads of one submission that are under way.
const maxUnfinished = 20

const codeTooLong = "submission.upload_too_long"

// UploadInput announces a file.
type UploadInput struct {
	SubmissionID string
	DocumentKey  string
	FileName     string // as the browser sent it
	Size         int64  // bytes; for Upload the most it can have, 0 when unknown
}

// StartUpload announces a file that then comes in pieces. Faults:
// submission.file_empty, file_too_large, file_type_wrong (by the name's ending,
// before anything is sent), too_many_files, too_many_uploads, quota_exceeded,
// those of call.Stage.CheckFiling; input: submission.document_unknown.
func (s *Service) StartUpload(ctx context.Context, who actor.Actor, in UploadInput) (Document, error) {
	d := Document{
		ID: store.NewID(), SubmissionID: in.SubmissionID, DocumentKey: in.DocumentKey, FileName: CleanName(in.FileName),
		Size: in.Size, BlobKey: store.NewID(), Status: Staged, UploadedBy: who.PersonID,
	}
	err := s.store.Write(ctx, func(tx *store.Tx) error {
		a, err := forChange(tx, who, in.SubmissionID)
		if err != nil {
			return err
		}
		rule, err := a.documentRule(in.DocumentKey)
		if err != nil {
			return err
		}
		if err := checkAnnounced(rule, d); err != nil {
			return err
		}
		if err := s.checkRoom(tx, a, rule, d.Size); err != nil {
			return err
		}
		d.CreatedAt = tx.Now()
		return insertDocument(tx, d)
	})
	if err != nil {
		return Document{}, err
	}
	return d, uploadFault(s.blobs.Stage(d.BlobKey))
}

func checkAnnounced(rule call.DocumentRule, d Document) error {
	switch {
	case !takes(rule, extension(d.FileName)):
		return wrongType(rule)
	case d.Size <= 0:
		return fault.New(fault.Invalid, "submission.file_empty")
	case d.Size > rule.MaxBytes:
		return tooLarge(rule)
	}
	return nil
}

// checkRoom says why one more file of that size does not fit.
func (s *Service) checkRoom(tx *store.Tx, a access, rule call.DocumentRule, size int64) error {
	present, err := documentsOf(tx, a.Submission.ID, Ready, Staged)
	if err != nil {
		return err
	}
	ready, staged := 0, 0
	for _, d := range present {
		if d.Status == Staged {
			staged++
		} else if d.DocumentKey == rule.Key {
			ready++
		}
	}
	if ready >= rule.MaxFiles {
		return fault.New(fault.Conflict, "submission.too_many_files", fault.Args{"max": rule.MaxFiles})
	}
	if staged >= maxUnfinished {
		return fault.New(fault.Conflict, "submission.too_many_uploads", fault.Args{"max": maxUnfinished})
	}
	return s.checkQuota(tx, a, size)
}

// earlierFiles is how many times over files that were taken out may fill what a
// submission may hold, those of earlier filings and those whose bytes are still
// to go: nobody who files again late meets the limit, and nobody fills the disk.
const earlierFiles = 5

func (s *Service) checkQuota(tx *store.Tx, a access, size int64) error {
	current, err := bytesOf(tx, a.Submission.ID, Staged, Ready)
	if err != nil {
		return err
	}
	earlier, err := bytesOf(tx, a.Submission.ID, Removed, Dropped)
	if err == nil && (current+size > s.cfg.MaxBytes || earlier > earlierFiles*s.cfg.MaxBytes) {
		err = fault.New(fault.Conflict, "submission.quota_exceeded", fault.Args{"max_mb": s.cfg.MaxBytes >> 20})
	}
	return err
}

// AppendChunk adds the next piece of a file, which must start at offset, and
// gives the size so far; what arrived before the sender broke off is kept.
// Faults: submission.document_not_found, upload_offset (with the right offset),
// upload_busy, upload_too_long, upload_interrupted, store.full.
func (s *Service) AppendChunk(ctx context.Context, who actor.Actor, documentID string, offset int64, r io.Reader) (int64, error) {
	d, err := s.staged(ctx, who, documentID)
	if err != nil {
		return 0, err
	}
	size, err := s.arrived(d)
	if err != nil {
		return 0, err
	}
	if size != offset {
		return size, uploadFault(&blob.OffsetError{Given: offset, Size: size})
	}
	size, err = s.blobs.Append(ctx, d.BlobKey, offset, r, d.Size)
	if ctx.Err() != nil || errors.Is(err, io.ErrUnexpectedEOF) {
		return size, fault.New(fault.Malformed, "submission.upload_interrupted").Because(err)
	}
	return size, uploadFault(err)
}

// UploadOffset says how many bytes of the file have arrived, and its document.
func (s *Service) UploadOffset(ctx context.Context, who actor.Actor, documentID string) (int64, Document, error) {
	d, err := s.staged(ctx, who, documentID)
	if err != nil {
		return 0, d, err
	}
	size, err := s.arrived(d)
	return size, d, err
}

// staged gives an unfinished document that the actor may go on with.
func (s *Service) staged(ctx context.Context, who actor.Actor, documentID string) (d Document, err error) {
	err = s.store.Read(ctx, func(tx *store.Tx) error {
		if _, d, err = documentWhileOpen(tx, who, documentID); err != nil {
			return err
		}
		return checkStaged(d)
	})
	return d, err
}

func checkStaged(d Document) error {
	switch d.Status {
	case Staged:
		return nil
	case Ready:
		return fault.New(fault.Conflict, "submission.upload_finished")
	default:
		return errNoDocument()
	}
}

// arrived is the number of bytes that are safe. A crash can leave the row
// without its upload, which then begins again, or with a file that is complete
// already.
func (s *Service) arrived(d Document) (int64, error) {
	size, err := s.blobs.Staged(d.BlobKey)
	if !errors.Is(err, blob.ErrNotFound) {
		return size, err
	}
	complete, size, err := s.blobs.Open(d.BlobKey)
	if errors.Is(err, blob.ErrNotFound) {
		return 0, uploadFault(s.blobs.Stage(d.BlobKey))
	}
	if err != nil {
		return 0, err
	}
	return size, complete.Close()
}

// uploadFault gives the errors of the store of bytes as faults.
func uploadFault(err error) error {
	var offset *blob.OffsetError
	var limit *blob.LimitError
	switch {
	case errors.As(err, &offset):
		return fault.New(fault.Conflict, "submission.upload_offset", fault.Args{"offset": offset.Size}).Because(err)
	case errors.As(err, &limit):
		return fault.New(fault.TooLarge, codeTooLong, fault.Args{"bytes": limit.Limit}).Because(err)
	case errors.Is(err, blob.ErrBusy):
		return fault.New(fault.Conflict, "submission.upload_busy").Because(err)
	case errors.Is(err, blob.ErrDiskFull):
		return fault.New(fault.Unavailable, "store.full").Because(err)
	}
	return err
}

// SweepUploads ends the uploads that were announced before the given moment and
// never finished, and gives their number.
func (s *Service) SweepUploads(ctx context.Context, before clock.Instant) (int, error) {
	var stale []Document
	err := s.store.Write(ctx, func(tx *store.Tx) (err error) {
		if stale, err = stagedBefore(tx, before); err != nil {
			return err
		}
		for _, d := range stale {
			if err := s.dropNow(tx, d); err != nil {
				return err
			}
		}
		return nil
	})
	return len(stale), err
}
