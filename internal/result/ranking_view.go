package result

import (
	"context"

	"wbl/internal/account"
	"wbl/internal/actor"
	"wbl/internal/call"
	"wbl/internal/clock"
	"wbl/internal/result/resultfile"
	"wbl/internal/scoring"
	"wbl/internal/store"
)

// RankingHead says which ranking it is.
type RankingHead struct {
	ID          string        `json:"id"`
	StageID     string        `json:"stage_id"`
	Number      int64         `json:"number"`
	TreeVersion int64         `json:"tree_version"`
	CodeVersion string        `json:"code_version"`
	Hash        string        `json:"hash"` // SHA-256 of the full file, in hex
	Reason      string        `json:"reason"`
	CreatedBy   string        `json:"created_by"` // the person's name
	CreatedAt   clock.Instant `json:"created_at"`
	// Current is the latest ranking while it rests on what holds now.
	Current bool `json:"current"`
}

// RankingView is a ranking as a table.
type RankingView struct {
	RankingHead
	Display   scoring.Display   `json:"display"`
	PassMark  string            `json:"pass_mark"` // empty: none
	Quota     int               `json:"quota"`     // 0: no limit
	Parts     []resultfile.Part `json:"parts"`
	Rows      []RankingRow      `json:"rows"` // by rank, equal ranks by sort name, unranked last
	Unsettled []OpenQuestion    `json:"unsettled"`
	Missing   []MissingSheet    `json:"missing"`
}

// RankingRow is one team with every figure.
type RankingRow struct {
	TeamFace
	Rank       int                 `json:"rank"`  // 0: unranked
	Total      string              `json:"total"` // exact; empty: unranked
	Displayed  string              `json:"displayed"`
	Outcome    scoring.Outcome     `json:"outcome"`
	Tied       bool                `json:"tied"`
	TieFigures []scoring.Points    `json:"tie_figures"`
	Figures    []resultfile.Figure `json:"figures"` // one for each part; none while unranked
	Sheets     []SheetLine         `json:"sheets"`
	Unranked   []scoring.Reason    `json:"unranked"`
	Gates      []GateFound         `json:"gates"`
}

// SheetLine is one judge's total under a pseudonym, and what became of it.
type SheetLine struct {
	Node   string            `json:"node"`
	Judge  string            `json:"judge"`
	Number int               `json:"number"` // a short name of the judge within this ranking
	Total  string            `json:"total"`  // exact; empty: missing
	Fate   scoring.SheetFate `json:"fate"`
}

// GateFound is a finding as the ranking froze it.
type GateFound struct {
	GateKey string      `json:"gate_key"`
	Outcome GateOutcome `json:"outcome"`
	Reason  string      `json:"reason"`
}

// OpenQuestion is what the rules leave to people.
type OpenQuestion struct {
	Code   string     `json:"code"`
	Teams  []TeamFace `json:"teams"`
	Places int        `json:"places"`
}

// MissingSheet names a judge whose sheet for a team is missing: who runs the call
// knows that anyway, and must be able to ask for it.
type MissingSheet struct {
	TeamFace
	JudgeName string `json:"judge_name"`
}

// Rankings lists the rankings of a stage, the latest first, to the call's
// administrators and approvers, and to auditors after the release (else
// result.not_found).
func (s *Service) Rankings(ctx context.Context, who actor.Actor, stageID string) (heads []RankingHead, err error) {
	err = s.store.Read(ctx, func(tx *store.Tx) error {
		stage, err := seen(tx, who, stageID)
		if err != nil {
			return err
		}
		rows, err := rankingsOf(tx, stageID)
		if err != nil {
			return err
		}
		d, err := readDocket(tx, stage)
		if err != nil {
			return err
		}
		heads = make([]RankingHead, 0, len(rows))
		for _, row := range rows {
			head, err := d.head(tx, row)
			if err != nil {
				return err
			}
			heads = append(heads, head)
		}
		return nil
	})
	return heads, err
}

// Ranking shows one ranking to those whom Rankings lists it to.
func (s *Service) Ranking(ctx context.Context, who actor.Actor, id string) (v RankingView, err error) {
	err = s.store.Read(ctx, func(tx *store.Tx) error {
		row, d, err := rankingFor(tx, who, id)
		if err != nil {
			return err
		}
		v, err = d.view(tx, row)
		return err
	})
	return v, err
}

// RankingFile gives the full file of a ranking to those whom Rankings lists it
// to. Its SHA-256 is the ranking's hash; VerifyRanking recomputes it.
func (s *Service) RankingFile(ctx context.Context, who actor.Actor, id string) (file []byte, err error) {
	err = s.store.Read(ctx, func(tx *store.Tx) error {
		row, d, err := rankingFor(tx, who, id)
		if err != nil {
			return err
		}
		c, err := call.ByID(tx, d.stage.CallID)
		if err != nil {
			return err
		}
		file, err = row.file(c, d.stage)
		return err
	})
	return file, err
}

func rankingFor(tx *store.Tx, who actor.Actor, id string) (record, docket, error) {
	row, err := rankingByID(tx, id)
	if err != nil {
		return row, docket{}, err
	}
	stage, err := seen(tx, who, row.StageID)
	if err != nil {
		return row, docket{}, err
	}
	d, err := readDocket(tx, stage)
	return row, d, err
}

func (d docket) head(tx *store.Tx, r record) (RankingHead, error) {
	maker, err := account.PersonByID(tx, r.CreatedBy)
	return RankingHead{
		ID: r.ID, StageID: r.StageID, Number: r.Number, TreeVersion: r.TreeVersion, CodeVersion: r.CodeVersion,
		Hash: r.Hash, Reason: r.Reason, CreatedBy: maker.Name, CreatedAt: r.CreatedAt,
		Current: d.ranking != nil && d.ranking.ID == r.ID && d.current,
	}, err
}

// view opens any ranking of the docket's stage, not only the latest.
func (d docket) view(tx *store.Tx, r record) (RankingView, error) {
	head, err := d.head(tx, r)
	if err != nil {
		return RankingView{}, err
	}
	in, f, err := r.read()
	if err != nil {
		return RankingView{}, err
	}
	definition := d.stage.Definition
	definition.Tree = &in.Tree
	v := RankingView{
		RankingHead: head, Display: in.Tree.Display, Quota: d.stage.Definition.Quota, Parts: resultfile.AllParts(definition),
		Rows: []RankingRow{}, Unsettled: []OpenQuestion{},
	}
	if in.Tree.PassMark != nil {
		v.PassMark = in.Tree.PassMark.Points.String()
	}
	for _, open := range f.Ranking.Unsettled {
		question := OpenQuestion{Code: open.Code, Teams: []TeamFace{}, Places: open.Places}
		for _, teamID := range inOrder(in.Teams, open.Teams) {
			question.Teams = append(question.Teams, d.face(teamID))
		}
		v.Unsettled = append(v.Unsettled, question)
	}
	table := rankingTable{docket: d, in: in, figures: f.ByTeam(), parts: v.Parts, numbers: numbersOf(in)}
	for _, entry := range orderByRank(in.Teams, f.Ranking.Entries) {
		v.Rows = append(v.Rows, table.row(entry))
	}
	v.Missing, err = table.missing(tx)
	return v, err
}
