package app

import (
	"context"
	"errors"

	"wbl/internal/audit"
	"wbl/internal/blob"
	"wbl/internal/store"
	"wbl/internal/submission"
)

const documentPage = 200

// VerifyDocuments reads the bytes of every stored document and finds those that
// are missing or do not have the SHA-256 in their row. It gives the number of
// documents that it read.
func VerifyDocuments(ctx context.Context, s *store.Store, blobs *blob.Store) (checked int, findings []audit.Finding, err error) {
	for after := ""; ; {
		var page []submission.Document
		err := s.Read(ctx, func(tx *store.Tx) (err error) {
			page, err = submission.StoredDocuments(tx, after, documentPage)
			return err
		})
		if err != nil || len(page) == 0 {
			return checked, findings, err
		}
		for _, d := range page {
			problem, err := documentProblem(ctx, blobs, d)
			if err != nil {
				return checked, findings, err
			}
			if problem != "" {
				findings = append(findings, audit.Finding{Kind: "document", ID: d.ID, Problem: problem})
			}
		}
		checked, after = checked+len(page), page[len(page)-1].ID
	}
}

func documentProblem(ctx context.Context, blobs *blob.Store, d submission.Document) (string, error) {
	err := blobs.Verify(ctx, d.BlobKey, d.SHA256)
	switch {
	case errors.Is(err, blob.ErrCorrupt):
		return "its bytes do not have the SHA-256 of its row", nil
	case errors.Is(err, blob.ErrNotFound), errors.Is(err, blob.ErrBadKey):
		return "its bytes are missing", nil
	}
	return "", err
}
