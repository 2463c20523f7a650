package call

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"

	"go.yaml.in/yaml/v3"

	"wbl/internal/fault"
)

// yamlAsJSON writes a YAML document as JSON and keeps the order of its keys.
// Anchors are refused: they can make a small document huge.
func yamlAsJSON(raw []byte) ([]byte, problems) {
	decoder := yaml.NewDecoder(bytes.NewReader(raw))
	var document, second yaml.Node
	if err := decoder.Decode(&document); err != nil {
		return nil, problems{unreadable(err)}
	}
	if err := decoder.Decode(&second); !errors.Is(err, io.EOF) {
		return nil, problems{fault.At("body", "call.yaml_second_document")}
	}
	w := yamlWriter{}
	w.node("body", document.Content[0])
	return w.out.Bytes(), w.problems
}

var atLine = regexp.MustCompile(`line (\d+)`)

func unreadable(err error) fault.Field {
	if line := atLine.FindStringSubmatch(err.Error()); line != nil {
		return fault.At("body", "call.yaml_unreadable", fault.Args{"line": line[1]})
	}
	return fault.At("body", "input.unreadable")
}

type yamlWriter struct {
	problems
	out bytes.Buffer
}

func (w *yamlWriter) node(at string, n *yaml.Node) {
	switch n.Kind {
	case yaml.MappingNode:
		w.mapping(at, n.Content)
	case yaml.SequenceNode:
		w.out.WriteByte('[')
		for i, item := range n.Content {
			w.separate(i)
			w.node(fmt.Sprintf("%s[%d]", at, i), item)
		}
		w.out.WriteByte(']')
	case yaml.ScalarNode:
		w.scalar(at, n)
	default:
		w.add(at, "call.yaml_alias")
		w.out.WriteString("null")
	}
}

func (w *yamlWriter) mapping(at string, content []*yaml.Node) {
	seen := map[string]bool{}
	w.out.WriteByte('{')
	for i := 0; i+1 < len(content); i += 2 {
		key, place := content[i].Value, at+"."+content[i].Value
		w.demand(content[i].Kind == yaml.ScalarNode, place, "input.wrong_type")
		w.demand(!seen[key], place, "call.key_repeated", fault.Args{"key": key})
		seen[key] = true
		w.separate(i)
		w.text(key)
		w.out.WriteByte(':')
		w.node(place, content[i+1])
	}
	w.out.WriteByte('}')
}

// scalar writes numbers and truth values as such and everything else as text. A
// date stays the text that stands there, so that its zone is not guessed.
func (w *yamlWriter) scalar(at string, n *yaml.Node) {
	switch n.ShortTag() {
	case "!!null":
		w.out.WriteString("null")
	case "!!bool":
		var value bool
		w.demand(n.Decode(&value) == nil, at, "input.wrong_type")
		w.out.WriteString(strconv.FormatBool(value))
	case "!!int":
		var value int64
		w.demand(n.Decode(&value) == nil, at, "input.out_of_range", fault.Args{"min": -maxInteger, "max": maxInteger})
		w.out.WriteString(strconv.FormatInt(value, 10))
	case "!!str", "!!timestamp", "!!float":
		w.text(n.Value)
	default:
		w.add(at, "input.wrong_type")
		w.out.WriteString("null")
	}
}

func (w *yamlWriter) separate(i int) {
	if i > 0 {
		w.out.WriteByte(',')
	}
}

func (w *yamlWriter) text(text string) {
	quoted, err := json.Marshal(text)
	w.demand(err == nil, "body", "input.unreadable")
	w.out.Write(quoted)
}
