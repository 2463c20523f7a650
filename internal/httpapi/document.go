package httpapi

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/labstack/echo/v4"

	"wbl/internal/clock"
	"wbl/internal/fault"
	"wbl/internal/httpapi/view"
	"wbl/internal/submission"
)

// Documents arrive in pieces: announced with POST, sent with PATCH at the
// offset that GET tells, and finished with POST, so that a cut network costs one
// piece.

type startUploadRequest struct {
	ByID
	Body struct {
		DocumentKey string `json:"document_key" maxLength:"64"`
		FileName    string `json:"file_name" maxLength:"1000"`
		Size        int64  `json:"size" minimum:"0" doc:"Bytes."`
	}
}

func (s *Server) startUpload(ctx context.Context, in *startUploadRequest) (*answer[view.Document], error) {
	d, err := s.Submission.StartUpload(ctx, whoIs(ctx), submission.UploadInput{
		SubmissionID: in.ID, DocumentKey: in.Body.DocumentKey, FileName: in.Body.FileName, Size: in.Body.Size,
	})
	return ok(view.NewDocument(d), err)
}

type uploadView struct {
	Document view.Document `json:"document"`
	Offset   int64         `json:"offset" doc:"How many bytes have arrived; send on from here."`
}

func (s *Server) uploadState(ctx context.Context, in *ByID) (*answer[uploadView], error) {
	offset, d, err := s.Submission.UploadOffset(ctx, whoIs(ctx), in.ID)
	return ok(uploadView{Document: view.NewDocument(d), Offset: offset}, err)
}

func (s *Server) finishUpload(ctx context.Context, in *ByID) (*answer[view.Document], error) {
	d, err := s.Submission.FinishUpload(ctx, whoIs(ctx), in.ID)
	return ok(view.NewDocument(d), err)
}

func (s *Server) removeDocument(ctx context.Context, in *ByID) (*empty, error) {
	return done(s.Submission.RemoveDocument(ctx, whoIs(ctx), in.ID))
}

const offsetHeader = "Upload-Offset"

func describeChunk(op *huma.Operation) {
	op.Summary = "Send the next piece of a document"
	op.Parameters = append(op.Parameters, &huma.Param{
		Name: offsetHeader, In: "header", Required: true, Schema: &huma.Schema{Type: huma.TypeInteger},
	})
	op.RequestBody = &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{
		"application/octet-stream": {Schema: binarySchema},
	}}
	op.Responses["204"] = &huma.Response{Description: "The piece is kept; Upload-Offset says where to go on."}
}

func (s *Server) appendChunk(c echo.Context) error {
	r := c.Request()
	offset, err := strconv.ParseInt(r.Header.Get(offsetHeader), 10, 64)
	if err != nil || offset < 0 {
		return fault.InvalidInput(fault.At("header."+offsetHeader, "input.wrong_type"))
	}
	size, err := s.Submission.AppendChunk(r.Context(), whoIs(r.Context()), c.Param("id"), offset, r.Body)
	if err != nil {
		return err
	}
	c.Response().Header().Set(offsetHeader, strconv.FormatInt(size, 10))
	return c.NoContent(http.StatusNoContent)
}

func describeContent(op *huma.Operation) {
	op.Summary = "A document's bytes"
	op.Responses["200"] = &huma.Response{
		Description: "The bytes", Content: map[string]*huma.MediaType{"application/octet-stream": {Schema: binarySchema}},
	}
}

func (s *Server) documentContent(c echo.Context) error {
	ctx := c.Request().Context()
	content, err := s.Submission.OpenContent(ctx, whoIs(ctx), c.Param("id"))
	if err != nil {
		return err
	}
	return sendBytes(c, content.Document.FileName, content.Bytes)
}

// sendBytes gives uploaded bytes so that no browser runs or shows them as a
// page of ours: as a download of no particular kind.
func sendBytes(c echo.Context, name string, bytes io.ReadSeekCloser) error {
	defer bytes.Close()
	size, err := bytes.Seek(0, io.SeekEnd)
	if err != nil {
		return err
	}
	if _, err := bytes.Seek(0, io.SeekStart); err != nil {
		return err
	}
	h := c.Response().Header()
	h.Set(echo.HeaderContentDisposition, attachment(name))
	h.Set("Content-Security-Policy", "sandbox; default-src 'none'")
	h.Set(echo.HeaderContentLength, strconv.FormatInt(size, 10))
	leaveLane(c)
	h.Set(echo.HeaderContentType, echo.MIMEOctetStream)
	c.Response().WriteHeader(http.StatusOK)
	_, err = io.Copy(steady{response: c.Response(), controller: http.NewResponseController(c.Response())}, bytes)
	return err
}

// idleReader is how long a client may take none of a document's bytes.
var idleReader = 30 * time.Second

// steady lets an answer take as long as it needs while its reader keeps reading.
type steady struct {
	response   io.Writer
	controller *http.ResponseController
}

func (s steady) Write(p []byte) (written int, err error) {
	const atOnce = 64 << 10
	for written < len(p) && err == nil {
		if err = s.controller.SetWriteDeadline(clock.System{}.Now().Add(idleReader).Time()); err != nil {
			return written, err
		}
		var n int
		n, err = s.response.Write(p[written:min(len(p), written+atOnce)])
		written += n
	}
	return written, err
}

// attachment names a file to save, in any script (RFC 6266 and 8187).
func attachment(name string) string { return "attachment; filename*=UTF-8''" + url.PathEscape(name) }
