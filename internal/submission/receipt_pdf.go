package submission

import (
	"context"
	"fmt"
	"strconv"

	"wbl/internal/actor"
	"wbl/internal/fault"
	"wbl/internal/pdf"
	"wbl/internal/text"
)

// ReceiptPDF draws a receipt in the actor's language, with the facts of its
// page. reference is as for Receipt.
func (s *Service) ReceiptPDF(ctx context.Context, who actor.Actor, submissionID, reference string) ([]byte, error) {
	r, err := s.Receipt(ctx, who, submissionID, reference)
	if err != nil {
		return nil, err
	}
	return r.draw(who.Language)
}

func (r Receipt) draw(language string) ([]byte, error) {
	say := func(key string, args ...fault.Args) string {
		return text.Say(language, "submission.receipt_"+key, args...)
	}
	doc := pdf.New(pdf.Options{
		Title: say("title"), Subject: r.CallTitle.In(language), Number: r.Reference,
		Generated: say("stored_at", fault.Args{"at": inKST(r.FiledAt)}),
	})
	doc.Title(say("title"))
	doc.Pairs([]pdf.Pair{
		{Label: say("reference"), Value: r.Reference},
		{Label: say("call"), Value: r.CallTitle.In(language)},
		{Label: say("stage"), Value: r.StageTitle.In(language)},
		{Label: say("team"), Value: r.TeamName},
		{Label: say("lead"), Value: r.LeadOrganisation},
		{Label: say("filed_by"), Value: r.FiledBy},
		{Label: say("number"), Value: strconv.FormatInt(r.Number, 10)},
		{Label: say("arrived"), Value: inKST(r.ArrivedAt)},
	})
	doc.Heading(say("documents"))
	doc.Table(r.documentTable(say))
	doc.Heading(say("proof"))
	doc.Pairs([]pdf.Pair{
		{Label: say("content_hash"), Value: r.ContentHash},
		{Label: say("leaf_hash"), Value: fmt.Sprintf("%x", []byte(r.Signed.LeafHash))},
		{Label: say("verifier_key"), Value: r.VerifierKey},
		{Label: say("address"), Value: r.Link},
	})
	doc.Note(say("explained"))
	doc.Heading(say("next"))
	doc.Paragraph(r.sayNext(language, say))
	if name := r.Contact.Name.In(language); name != "" {
		doc.Paragraph(say("contact", fault.Args{"name": name, "email": r.Contact.Email, "phone": r.Contact.Phone}))
	}
	return doc.Bytes()
}

func (r Receipt) documentTable(say func(key string, args ...fault.Args) string) pdf.Table {
	table := pdf.Table{Columns: []pdf.Column{
		{Title: say("file_name"), Width: 2}, {Title: say("size"), Width: 1, Align: pdf.Right}, {Title: "SHA-256", Width: 3},
	}}
	for _, d := range r.Documents {
		table.Rows = append(table.Rows, []string{d.FileName, say("bytes", fault.Args{"count": d.Size}), d.SHA256})
	}
	if len(table.Rows) == 0 {
		table.Rows = [][]string{{say("no_documents"), "", ""}}
	}
	return table
}

func (r Receipt) sayNext(language string, say func(key string, args ...fault.Args) string) string {
	if r.Next == nil || r.Next.ResultAt.IsZero() {
		return say("next_open")
	}
	return say("next_planned", fault.Args{"stage": r.Next.StageTitle.In(language), "at": inKST(r.Next.ResultAt)})
}
