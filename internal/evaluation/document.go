package evaluation

import (
	"context"
	"fmt"
	"io"
	"slices"

	"wbl/internal/actor"
	"wbl/internal/blob"
	"wbl/internal/call"
	"wbl/internal/fault"
	"wbl/internal/panel"
	"wbl/internal/store"
	"wbl/internal/submission"
)

// Handle is a judge's own name for a document, made at random for each
// assignment, so that two judges cannot tell that they read the same team.
type Handle struct {
	ID           string
	AssignmentID string
	DocumentID   string
}

// TableName names the table of handles.
func (Handle) TableName() string { return "document_handles" }

// DocumentView is a document as a judge sees it: named after what the call asks
// for, because the name of an uploaded file can tell who wrote it.
type DocumentView struct {
	ID        string    `json:"id"` // the judge's own handle
	Title     call.Text `json:"title"`
	Number    int       `json:"number"` // 1 for the first of that title
	MediaType string    `json:"media_type"`
	Size      int64     `json:"size"` // bytes
}

// DocumentContent is the bytes of a document; the caller closes them.
type DocumentContent struct {
	Name      string // for the reader, with its ending
	MediaType string
	Bytes     io.ReadSeekCloser
}

// Documents lists what the judge may read of the assignment's team: the filings
// that count, of this stage and of those it reads, as far as the call lets
// judges read them. Faults: panel.assignment_not_found, evaluation.recused,
// evaluation.documents_not_open, evaluation.documents_closed.
func (s *Service) Documents(ctx context.Context, who actor.Actor, assignmentID string) (views []DocumentView, err error) {
	err = s.store.Write(ctx, func(tx *store.Tx) error {
		if err := panel.Lock(tx, assignmentID); err != nil {
			return err
		}
		readable, err := shelf(tx, who, assignmentID)
		if err != nil {
			return err
		}
		handles, err := handlesFor(tx, assignmentID, readable)
		views = make([]DocumentView, 0, len(readable))
		for _, r := range readable {
			views = append(views, r.view(handles[r.document.ID]))
		}
		return err
	})
	return views, err
}

// OpenDocument gives the bytes behind a handle of the judge's own. Another's
// looks like none (evaluation.document_not_found); otherwise faults as for
// Documents.
func (s *Service) OpenDocument(ctx context.Context, who actor.Actor, handleID string) (DocumentContent, error) {
	var found readable
	err := s.store.Read(ctx, func(tx *store.Tx) (err error) {
		found, err = behind(tx, who, handleID)
		return err
	})
	if err != nil {
		return DocumentContent{}, err
	}
	bytes, err := s.documents.OpenDocument(ctx, found.document)
	return DocumentContent{Name: found.name(who.Language), MediaType: found.document.MediaType, Bytes: bytes}, err
}

func behind(tx *store.Tx, who actor.Actor, handleID string) (readable, error) {
	h, err := handleByID(tx, handleID)
	if err != nil {
		return readable{}, err
	}
	all, err := shelf(tx, who, h.AssignmentID)
	if fault.KindOf(err) == fault.NotFound {
		return readable{}, errNoDocument()
	}
	if err != nil {
		return readable{}, err
	}
	at := slices.IndexFunc(all, func(r readable) bool { return r.document.ID == h.DocumentID })
	if at < 0 {
		return readable{}, errNoDocument()
	}
	return all[at], nil
}

// readable is a document that a judge may read, with the rule that asked for it.
type readable struct {
	document submission.Document
	rule     call.DocumentRule
	number   int
}

func (r readable) view(handle string) DocumentView {
	return DocumentView{
		ID: handle, Title: r.rule.Title, Number: r.number, MediaType: r.document.MediaType, Size: r.document.Size,
	}
}

func (r readable) name(language string) string {
	ending := blob.MediaType(r.document.MediaType).Extension()
	return fmt.Sprintf("%s %d%s", r.rule.Title.In(language), r.number, ending)
}

// shelf is what the judge may read now.
func shelf(tx *store.Tx, who actor.Actor, assignmentID string) ([]readable, error) {
	d, err := sit(tx, who, assignmentID)
	if err != nil {
		return nil, err
	}
	switch d.stage.Phase {
	case call.PhaseScoring, call.PhaseClosed:
	case call.PhaseReleased:
		return nil, fault.New(fault.Conflict, "evaluation.documents_closed")
	default:
		return nil, fault.New(fault.Conflict, "evaluation.documents_not_open")
	}
	stages, err := call.Stages(tx, d.stage.CallID)
	if err != nil {
		return nil, err
	}
	all := []readable{}
	for _, stage := range stages {
		if stage.ID != d.stage.ID && !slices.Contains(d.stage.Definition.Reads, stage.Key) {
			continue
		}
		filed, err := submission.ReadableDocuments(tx, d.assignment.TeamID, []string{stage.ID})
		if err != nil {
			return nil, err
		}
		all = append(all, readableOf(stage, filed)...)
	}
	return all, nil
}

// readableOf sorts the filed documents by the stage's rules and numbers them.
func readableOf(stage call.Stage, filed []submission.Document) []readable {
	all := []readable{}
	for _, rule := range stage.Definition.Documents {
		number := 0
		for _, doc := range filed {
			if doc.DocumentKey == rule.Key {
				number++
				all = append(all, readable{document: doc, rule: rule, number: number})
			}
		}
	}
	return all
}

// handlesFor gives the judge's handle of each document, and makes those that are
// missing.
func handlesFor(tx *store.Tx, assignmentID string, readable []readable) (map[string]string, error) {
	known, err := handlesOf(tx, assignmentID)
	if err != nil {
		return nil, err
	}
	fresh := []Handle{}
	for _, r := range readable {
		if _, has := known[r.document.ID]; !has {
			h := Handle{ID: store.NewID(), AssignmentID: assignmentID, DocumentID: r.document.ID}
			fresh, known[r.document.ID] = append(fresh, h), h.ID
		}
	}
	return known, insertHandles(tx, fresh)
}

func errNoDocument() error { return fault.New(fault.NotFound, "evaluation.document_not_found") }
