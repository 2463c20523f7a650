package store

import (
	"bufio"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"wbl/internal/fault"
)

// Tables lists every table in an order in which rows can be put back: what is
// referred to comes before what refers. The migrations' own table is not in it.
var Tables = []string{
	"idempotency_keys", "audit_acts", "audit_hashes", "audit_checkpoints", "jobs", "mails",
	"persons", "organisations", "organisation_standings", "roles", "sessions", "one_time_links", "attempts",
	"calls", "stages", "schedule_changes",
	"teams", "team_organisations", "team_members", "team_invitations", "stage_entries",
	"submissions", "submission_sections", "resource_requests", "documents", "submission_versions",
	"panel_members", "assignments", "conflict_declarations", "document_handles", "score_sheets", "score_entries",
	"gate_findings", "rankings", "decisions", "releases",
	"ledger_accounts", "ledger_postings", "ledger_entries",
	"pools", "pool_windows", "awards", "award_lines", "offers", "offer_lines",
}

// A reversal refers to an earlier posting of the same table.
var exportOrder = map[string]string{"ledger_postings": " ORDER BY posted_at, reverses IS NOT NULL"}

// exportLimit bounds one row in an import, against a file that is not ours.
const exportLimit = 64 << 20

// binary marks bytes in an exported row, so that they are not taken for text.
type binary struct {
	Base64 string `json:"base64"`
}

// Export writes every row of every table on one snapshot, table by table, as
// lines of JSON objects; open gives the writer for a table.
func (s *Store) Export(ctx context.Context, open func(table string) (io.WriteCloser, error)) error {
	return s.Read(ctx, func(tx *Tx) error {
		for _, table := range Tables {
			w, err := open(table)
			if err != nil {
				return err
			}
			if err := errors.Join(exportTable(tx, table, w), w.Close()); err != nil {
				return fmt.Errorf("export %s: %w", table, err)
			}
		}
		return nil
	})
}

func exportTable(tx *Tx, table string, w io.Writer) error {
	rows, err := tx.db.Raw("SELECT * FROM " + table + exportOrder[table]).Rows()
	if err != nil {
		return err
	}
	defer rows.Close() //nolint:errcheck // rows.Err says what went wrong
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	lines := json.NewEncoder(w)
	for rows.Next() {
		values, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range values {
			into[i] = &values[i]
		}
		if err := rows.Scan(into...); err != nil {
			return err
		}
		row := make(map[string]any, len(columns))
		for i, column := range columns {
			row[column] = exported(values[i])
		}
		if err := lines.Encode(row); err != nil {
			return err
		}
	}
	return rows.Err()
}

func exported(value any) any {
	if raw, ok := value.([]byte); ok {
		return binary{Base64: base64.StdEncoding.EncodeToString(raw)}
	}
	return value
}

// Import puts exported rows into an empty database of either kind, all or
// nothing; open gives the reader of a table. A database that holds anybody's
// account is refused (store.not_empty).
func (s *Store) Import(ctx context.Context, open func(table string) (io.ReadCloser, error)) error {
	return s.Write(ctx, func(tx *Tx) error {
		if err := requireEmpty(tx); err != nil {
			return err
		}
		for _, table := range Tables {
			r, err := open(table)
			if err != nil {
				return err
			}
			if err := errors.Join(importTable(tx, table, r), r.Close()); err != nil {
				return fmt.Errorf("import %s: %w", table, err)
			}
		}
		return nil
	})
}

// RequireEmpty refuses as Import does, before anything is done towards it.
func (s *Store) RequireEmpty(ctx context.Context) error { return s.Read(ctx, requireEmpty) }

func requireEmpty(tx *Tx) error {
	var persons int64
	if err := tx.db.Table("persons").Count(&persons).Error; err != nil {
		return err
	}
	if persons > 0 {
		return fault.New(fault.Conflict, "store.not_empty")
	}
	return nil
}

func importTable(tx *Tx, table string, r io.Reader) error {
	columns, err := tx.db.Migrator().ColumnTypes(table)
	if err != nil {
		return err
	}
	known := map[string]bool{}
	for _, column := range columns {
		known[column.Name()] = true
	}
	lines := bufio.NewScanner(r)
	lines.Buffer(make([]byte, 0, 64<<10), exportLimit)
	for lines.Scan() {
		if err := importRow(tx, table, known, lines.Bytes()); err != nil {
			return err
		}
	}
	return lines.Err()
}

// importRow takes column names only as the schema itself spells them, so that
// no name from the file becomes part of a statement.
func importRow(tx *Tx, table string, known map[string]bool, line []byte) error {
	decoder := json.NewDecoder(strings.NewReader(string(line)))
	decoder.UseNumber()
	row := map[string]any{}
	if err := decoder.Decode(&row); err != nil {
		return err
	}
	for column, value := range row {
		if !known[column] {
			return fmt.Errorf("column %q is not in this version's schema", column)
		}
		imported, err := imported(value)
		if err != nil {
			return err
		}
		row[column] = imported
	}
	return tx.db.Table(table).Create(row).Error
}

func imported(value any) (any, error) {
	switch v := value.(type) {
	case json.Number:
		return v.Int64()
	case map[string]any:
		encoded, ok := v["base64"].(string)
		if !ok {
			return nil, errors.New("a value is neither text, number, truth nor bytes")
		}
		return base64.StdEncoding.DecodeString(encoded)
	}
	return value, nil
}
