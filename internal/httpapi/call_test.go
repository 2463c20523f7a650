package httpapi_test

import (
	"bytes"
	"net/http"
	"testing"

	"wbl/configs"
	"wbl/internal/actor"
	"wbl/internal/testkit"
)

const yaml = "application/yaml"

func TestACallIsWrittenAndReplacedAsYAML(t *testing.T) {
	kit := testkit.New(t)
	kit.Person("organiser@test.kr", actor.Organiser)
	organiser := kit.SignIn("organiser@test.kr")
	text, err := configs.Call("wbl-2025")
	if err != nil {
		t.Fatal(err)
	}
	send := func(method, path, contentType string, body []byte) *testkit.Reply {
		return organiser.Send(method, "/api/v1"+path, contentType, bytes.NewReader(body))
	}
	made := send("POST", "/calls", yaml, text).Want(http.StatusCreated)
	id := made.Get("id")
	send("POST", "/calls", yaml, text).WantField("body.key", "call.address_taken")

	misspelt := bytes.Replace(text, []byte("title:"), []byte("former_title:"), 1)
	send("PUT", "/calls/"+id, yaml, misspelt).WantProblem(http.StatusPreconditionRequired, "store.version_required")
	organiser = organiser.With("If-Match", made.Header.Get("ETag"))
	send("PUT", "/calls/"+id, yaml, misspelt).WantProblem(http.StatusUnprocessableEntity, "input.invalid").
		WantField("body.former_title", "input.unknown_field")
	send("PUT", "/calls/"+id, yaml, []byte("key: [")).WantField("body", "call.yaml_unreadable")

	put := send("PUT", "/calls/"+id, yaml, bytes.Replace(text, []byte("max_teams_selected: 5"), []byte("max_teams_selected: 4"), 1)).Want(http.StatusOK)
	if !bytes.Contains(put.Body, []byte(`"max_teams_selected":4,`)) {
		t.Errorf("not replaced: %s", put.Body)
	}
	send("PUT", "/calls/"+id, yaml, text).WantProblem(http.StatusPreconditionFailed, "store.changed_meanwhile")
	if n := kit.CountActs("call.updated"); n != 1 {
		t.Errorf("%d acts", n)
	}
}
