package httpapi

import (
	"context"
	"encoding/hex"

	"wbl/internal/audit"
	"wbl/internal/clock"
	"wbl/internal/fault"
)

type checkpointView struct {
	Size        int64         `json:"size"`
	Root        audit.Hex     `json:"root"`
	Note        string        `json:"note" doc:"The signed checkpoint."`
	SignedAt    clock.Instant `json:"signed_at" format:"date-time"`
	VerifierKey string        `json:"verifier_key"`
}

func (s *Server) checkpoint(ctx context.Context, _ *struct{}) (*answer[checkpointView], error) {
	c, err := s.Log.LatestCheckpoint(ctx)
	if err != nil {
		return nil, err
	}
	return ok(checkpointView{Size: c.Size, Root: c.Root, Note: c.Note, SignedAt: c.SignedAt, VerifierKey: s.Log.VerifierKey()}, nil)
}

type consistencyRequest struct {
	From int64 `query:"from" minimum:"0" required:"true" doc:"The size of the older tree."`
	To   int64 `query:"to" minimum:"0" required:"true" doc:"The size of the newer tree."`
}

func (s *Server) consistency(ctx context.Context, in *consistencyRequest) (*answer[audit.ConsistencyProof], error) {
	return ok(s.Log.Consistency(ctx, in.From, in.To))
}

type leafRequest struct {
	Hash string `path:"hash" maxLength:"64" doc:"The leaf's hash in hexadecimal."`
}

func (s *Server) leafProof(ctx context.Context, in *leafRequest) (*answer[audit.Proof], error) {
	hash, err := hex.DecodeString(in.Hash)
	if err != nil {
		return nil, fault.InvalidInput(fault.At("path.hash", "input.wrong_type"))
	}
	return ok(s.Log.Proof(ctx, hash))
}
