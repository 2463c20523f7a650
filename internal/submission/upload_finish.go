package submission

import (
	"context"
	"io"

	"wbl/internal/actor"
	"wbl/internal/blob"
	"wbl/internal/call"
	"wbl/internal/fault"
	"wbl/internal/store"
)

// FinishUpload makes a document of a file that has arrived whole, if its bytes
// are what the stage asks for; a file that is refused is dropped. Repeating it
// gives the same document. Faults: submission.document_not_found,
// upload_incomplete, file_empty, file_too_large, file_encrypted, file_unsafe,
// file_type_wrong, file_ending_wrong, too_many_files.
func (s *Service) FinishUpload(ctx context.Context, who actor.Actor, documentID string) (Document, error) {
	var d Document
	err := s.store.Read(ctx, func(tx *store.Tx) (err error) {
		_, d, err = documentWhileOpen(tx, who, documentID)
		return err
	})
	if err != nil || d.Status == Ready {
		return d, err
	}
	if err := checkStaged(d); err != nil {
		return Document{}, err
	}
	size, err := s.arrived(d)
	if err != nil {
		return Document{}, err
	}
	if size != d.Size {
		return Document{}, fault.New(fault.Conflict, "submission.upload_incomplete", fault.Args{"offset": size, "size": d.Size})
	}
	return s.finish(ctx, who, d)
}

// Upload takes a whole file at once, on the same way as one that comes in
// pieces. in.Size bounds it; without it the stage's own limit does.
func (s *Service) Upload(ctx context.Context, who actor.Actor, in UploadInput, r io.Reader) (Document, error) {
	rule, err := s.documentRule(ctx, who, in)
	if err != nil {
		return Document{}, err
	}
	bounded := in.Size > 0
	if !bounded {
		in.Size = rule.MaxBytes
	}
	d, err := s.StartUpload(ctx, who, in)
	if err != nil {
		return Document{}, err
	}
	if _, err := s.AppendChunk(ctx, who, d.ID, 0, r); err != nil {
		if !bounded && fault.CodeOf(err) == codeTooLong {
			err = tooLarge(rule)
		}
		return Document{}, s.drop(ctx, d, err)
	}
	return s.finish(ctx, who, d)
}

func (s *Service) documentRule(ctx context.Context, who actor.Actor, in UploadInput) (rule call.DocumentRule, err error) {
	err = s.store.Read(ctx, func(tx *store.Tx) error {
		a, err := whileOpen(tx, who, in.SubmissionID)
		if err != nil {
			return err
		}
		rule, err = a.documentRule(in.DocumentKey)
		return err
	})
	return rule, err
}

func (a access) documentRule(key string) (call.DocumentRule, error) {
	rule, ok := a.stage.Definition.Document(key)
	if !ok {
		return rule, fault.InvalidInput(fault.At("body.document_key", "submission.document_unknown"))
	}
	return rule, nil
}

// finish seals the bytes first: until the row says so nobody can see them, and
// after a crash in between sealing again gives the same.
func (s *Service) finish(ctx context.Context, who actor.Actor, d Document) (Document, error) {
	info, err := s.blobs.Finish(d.BlobKey)
	if err != nil {
		return Document{}, uploadFault(err)
	}
	var refusal error
	err = s.store.Write(ctx, func(tx *store.Tx) error {
		refusal = nil
		a, now, err := documentForChange(tx, who, d.ID)
		if err != nil {
			return err
		}
		if now.Status != Staged {
			d = now
			return checkFinished(now)
		}
		if refusal, err = s.judge(tx, a, now, info); err != nil || refusal != nil {
			return err
		}
		d = now
		d.Status, d.MediaType, d.Size, d.SHA256, d.ReadyAt = Ready, string(info.MediaType), info.Size, info.SHA256, tx.Now()
		if err := updateDocument(tx, d); err != nil {
			return err
		}
		_, err = a.record(tx, who, "submission.document_added", fault.Args{
			"document_id": d.ID, "document_key": d.DocumentKey, "sha256": d.SHA256, "size": d.Size,
		})
		return err
	})
	if err != nil {
		return Document{}, err
	}
	if refusal != nil {
		return Document{}, s.drop(ctx, d, refusal)
	}
	return d, nil
}

func checkFinished(d Document) error {
	if d.Status != Ready {
		return errNoDocument()
	}
	return nil
}

// judge gives the reason for which the file is refused, if there is one.
func (s *Service) judge(tx *store.Tx, a access, d Document, info blob.Info) (refusal, err error) {
	rule, ok := a.stage.Definition.Document(d.DocumentKey)
	if !ok {
		return errNoDocument(), nil
	}
	if refusal := accept(rule, d.FileName, info); refusal != nil {
		return refusal, nil
	}
	present, err := documentsOf(tx, d.SubmissionID, Ready)
	ready := 0
	for _, other := range present {
		if other.DocumentKey == rule.Key {
			ready++
		}
	}
	if err == nil && ready >= rule.MaxFiles {
		return fault.New(fault.Conflict, "submission.too_many_files", fault.Args{"max": rule.MaxFiles}), nil
	}
	return nil, err
}

// drop ends an upload that came to nothing and gives the reason back. It is done
// even when the sender has gone away.
func (s *Service) drop(ctx context.Context, d Document, reason error) error {
	err := s.store.Write(context.WithoutCancel(ctx), func(tx *store.Tx) error { return s.dropNow(tx, d) })
	if err != nil {
		return err
	}
	return reason
}
