package submission

import (
	"strings"

	"wbl/internal/call"
	"wbl/internal/fault"
)

// TaskKind says what a task is about.
type TaskKind string

// The kinds of task.
const (
	SectionTask  TaskKind = "section"
	DocumentTask TaskKind = "document"
	RequestsTask TaskKind = "requests"
	SubmitTask   TaskKind = "submit"
)

// Task is one line of the task list.
type Task struct {
	Kind     TaskKind
	Key      string    // of the section or document; empty for the others
	Title    call.Text // empty for requests and submit, which the screens name
	Status   TaskStatus
	Optional bool
	Problems []fault.Field // what is missing for filing, with places in the submission
}

// tasks lists what there is to do, and last the filing itself. unchanged says
// that what was filed last is still what stands in the draft.
func (d draft) tasks(open, filed, unchanged bool) []Task {
	tasks := []Task{}
	ready := open
	for _, rule := range d.formSections() {
		tasks = append(tasks, d.sectionTask(rule, open))
	}
	for _, rule := range d.definition.Documents {
		tasks = append(tasks, d.documentTask(rule, open))
	}
	if d.definition.Requests {
		tasks = append(tasks, d.requestsTask(open))
	}
	for _, t := range tasks {
		ready = ready && len(t.Problems) == 0
	}
	submit := progress{startable: ready, started: filed && ready, claimed: filed && unchanged, valid: true}
	return append(tasks, Task{Kind: SubmitTask, Status: submit.status()})
}

// missing is everything that keeps the draft from being filed.
func (d draft) missing() []fault.Field {
	fields := []fault.Field{}
	for _, t := range d.tasks(true, false, false) {
		fields = append(fields, t.Problems...)
	}
	return fields
}

func (d draft) sectionTask(rule call.Section, open bool) Task {
	saved := d.sections[rule.Key]
	place := "sections." + rule.Key
	problems := []fault.Field{}
	for _, f := range rule.Check(d.answers(rule.Key)) {
		f.Location = place + "." + strings.TrimPrefix(f.Location, "body.")
		problems = append(problems, f)
	}
	p := progress{startable: open, started: saved.Version > 0, claimed: saved.Complete, valid: len(problems) == 0}
	if !saved.Complete {
		problems = append(problems, fault.At(place, "submission.section_not_complete"))
	}
	return Task{Kind: SectionTask, Key: rule.Key, Title: rule.Title, Status: p.status(), Problems: problems}
}

func (d draft) documentTask(rule call.DocumentRule, open bool) Task {
	place := "documents." + rule.Key
	ready, staged := d.of(rule.Key, Ready), d.of(rule.Key, Staged)
	problems := []fault.Field{}
	if len(ready) == 0 && rule.Required {
		problems = append(problems, fault.At(place, "submission.document_required"))
	}
	if len(ready) > rule.MaxFiles {
		problems = append(problems, fault.At(place, "submission.too_many_files", fault.Args{"max": rule.MaxFiles}))
	}
	if len(staged) > 0 {
		problems = append(problems, fault.At(place, "submission.upload_under_way"))
	}
	p := progress{
		startable: open, started: len(staged) > 0,
		claimed: len(ready) > 0 && len(staged) == 0, valid: len(problems) == 0,
	}
	return Task{
		Kind: DocumentTask, Key: rule.Key, Title: rule.Title,
		Status: p.status(), Optional: !rule.Required, Problems: problems,
	}
}

func (d draft) requestsTask(open bool) Task {
	problems := checkRequests("requests", d.resources, d.requests)
	p := progress{startable: open, started: d.requested, claimed: d.requested, valid: len(problems) == 0}
	if !d.requested {
		problems = append(problems, fault.At("requests", "submission.requests_missing"))
	}
	return Task{Kind: RequestsTask, Status: p.status(), Problems: problems}
}
