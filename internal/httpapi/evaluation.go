package httpapi

import (
	"context"

	"github.com/labstack/echo/v4"

	"wbl/internal/evaluation"
)

func (s *Server) myAssignments(ctx context.Context, _ *struct{}) (*list[evaluation.Task], error) {
	tasks, err := s.Evaluation.MyAssignments(ctx, whoIs(ctx))
	if err != nil {
		return nil, err
	}
	return all(tasks, same), nil
}

func (s *Server) assignmentDocuments(ctx context.Context, in *ByID) (*list[evaluation.DocumentView], error) {
	documents, err := s.Evaluation.Documents(ctx, whoIs(ctx), in.ID)
	if err != nil {
		return nil, err
	}
	return all(documents, same), nil
}

// assignmentContent gives a judge the bytes behind one of the judge's own
// handles.
func (s *Server) assignmentContent(c echo.Context) error {
	ctx := c.Request().Context()
	content, err := s.Evaluation.OpenDocument(ctx, whoIs(ctx), c.Param("handle"))
	if err != nil {
		return err
	}
	return sendBytes(c, content.Name, content.Bytes)
}

func (s *Server) openSheet(ctx context.Context, in *ByID) (*tagged[evaluation.SheetView], error) {
	sheet, err := s.Evaluation.OpenSheet(ctx, whoIs(ctx), in.ID)
	return versioned(sheet, sheet.Version, err)
}

func (s *Server) sheet(ctx context.Context, in *ByID) (*tagged[evaluation.SheetView], error) {
	sheet, err := s.Evaluation.Sheet(ctx, whoIs(ctx), in.ID)
	return versioned(sheet, sheet.Version, err)
}

type saveSheetRequest struct {
	ByID
	IfMatch
	Body struct {
		Entries []scoreEntry `json:"entries" maxItems:"100"`
		Opinion *string      `json:"opinion,omitempty" maxLength:"20000"`
	}
}

type scoreEntry struct {
	CriterionKey string `json:"criterion_key" maxLength:"64"`
	Points       string `json:"points" maxLength:"40" doc:"An exact decimal; empty while not scored."`
	Comment      string `json:"comment" maxLength:"20000"`
}

func (s *Server) saveSheet(ctx context.Context, in *saveSheetRequest) (*tagged[evaluation.SheetView], error) {
	version, err := in.version()
	if err != nil {
		return nil, err
	}
	input := evaluation.SaveInput{Opinion: in.Body.Opinion, IfVersion: version}
	for _, e := range in.Body.Entries {
		input.Entries = append(input.Entries, evaluation.EntryInput{CriterionKey: e.CriterionKey, Points: e.Points, Comment: e.Comment})
	}
	sheet, err := s.Evaluation.SaveSheet(ctx, whoIs(ctx), in.ID, input)
	return versioned(sheet, sheet.Version, err)
}

type submitSheetRequest struct {
	ByID
	IfMatch
}

func (s *Server) submitSheet(ctx context.Context, in *submitSheetRequest) (*tagged[evaluation.SheetView], error) {
	version, err := in.version()
	if err != nil {
		return nil, err
	}
	sheet, err := s.Evaluation.Submit(ctx, whoIs(ctx), in.ID, version)
	return versioned(sheet, sheet.Version, err)
}
