package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"wbl/internal/app"
	"wbl/internal/audit"
	"wbl/internal/blob"
	"wbl/internal/config"
	"wbl/internal/store"
)

// verify works offline: it needs files and the log's verifier key, no account
// and no server.
func (p *program) verify() *cobra.Command {
	cmd := &cobra.Command{Use: "verify", Short: "Check the log, receipts and results without trusting the server"}
	var key string
	cmd.PersistentFlags().StringVar(&key, "key", "", "the log's verifier key, or a file that holds it")
	cmd.AddCommand(
		p.verifyData(&key),
		p.verifyFiles(&key, "checkpoint FILE", "Check a checkpoint's signature", 1, checkpointFile),
		p.verifyFiles(&key, "consistency OLDER NEWER PROOF", "Check that nothing was rewritten between two checkpoints", 3, consistencyFiles),
		p.verifyFiles(&key, "leaf FILE", "Check that an act's record is in the log", 1, leafFile),
		p.verifyFiles(&key, "receipt FILE", "Check a receipt", 1, receiptFile),
		p.verifyRanking(),
	)
	return cmd
}

func readKey(given string) (string, error) {
	if given == "" {
		return "", errors.New("name the log's verifier key with --key; it stands on the call's page and in every receipt")
	}
	if content, err := os.ReadFile(given); err == nil {
		return strings.TrimSpace(string(content)), nil
	}
	return given, nil
}

func (p *program) verifyFiles(key *string, use, short string, files int, check func(key string, files []string) (string, error)) *cobra.Command {
	return &cobra.Command{
		Use: use, Short: short, Args: cobra.ExactArgs(files),
		RunE: func(_ *cobra.Command, args []string) error {
			verifierKey, err := readKey(*key)
			if err != nil {
				return err
			}
			found, err := check(verifierKey, args)
			if err != nil {
				return err
			}
			fmt.Fprintln(p.stdout, found)
			return nil
		},
	}
}

func (p *program) verifyData(key *string) *cobra.Command {
	var kept []string
	cmd := &cobra.Command{
		Use: "data", Short: "Recompute the whole log and check the documents from the database and the folder", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return p.withData(cmd, app.OpenExisting, func(cfg config.Config, s *store.Store, blobs *blob.Store) error {
				verifierKey, err := p.dataKey(*key, cfg)
				if err != nil {
					return err
				}
				notes, err := readAll(kept)
				if err != nil {
					return err
				}
				report, err := audit.VerifyData(cmd.Context(), s, verifierKey, notes...)
				if err != nil {
					return err
				}
				documents, findings, err := app.VerifyDocuments(cmd.Context(), s, blobs)
				if err != nil {
					return err
				}
				report.Findings = append(report.Findings, findings...)
				return p.sayReport(report, documents)
			})
		},
	}
	cmd.Flags().StringArrayVar(&kept, "kept", nil, "a checkpoint that was kept elsewhere (may be repeated)")
	cmd.Flags().String("data", "", "the folder of the database and the documents")
	return cmd
}

// dataKey is the key that was given, or that of the configured log.
func (p *program) dataKey(given string, cfg config.Config) (string, error) {
	if given != "" || cfg.Secrets.LogKey == "" {
		return readKey(given)
	}
	key, err := audit.LoadKey(cfg.Secrets.LogKey)
	return key.VerifierKey(), err
}

func (p *program) sayReport(report audit.Report, documents int) error {
	for _, finding := range report.Findings {
		fmt.Fprintln(p.stdout, finding)
	}
	fmt.Fprintf(p.stdout, "%d leaves, %d waiting, %d checkpoints, %d documents, %d findings\n",
		report.Leaves, report.Waiting, report.Checkpoints, documents, len(report.Findings))
	if len(report.Findings) > 0 {
		return errors.New("the data is not sound: what is named above was changed or lost")
	}
	return nil
}

func readAll(paths []string) ([]string, error) {
	contents := make([]string, len(paths))
	for i, path := range paths {
		raw, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		contents[i] = string(raw)
	}
	return contents, nil
}

func readJSON(path string, into any) error {
	raw, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(raw, into); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}

// noteOf reads a signed note, plain or as the API gives it.
func noteOf(path string) (string, error) {
	contents, err := readAll([]string{path})
	if err != nil {
		return "", err
	}
	var wrapped struct{ Note string }
	if json.Unmarshal([]byte(contents[0]), &wrapped) == nil && wrapped.Note != "" {
		return wrapped.Note, nil
	}
	return contents[0], nil
}

func checkpointFile(key string, files []string) (string, error) {
	signed, err := noteOf(files[0])
	if err != nil {
		return "", err
	}
	checkpoint, err := audit.VerifyCheckpoint(key, signed)
	return fmt.Sprintf("proved: the log's key signed a tree of %d leaves", checkpoint.Size), err
}

func consistencyFiles(key string, files []string) (string, error) {
	older, err := noteOf(files[0])
	if err != nil {
		return "", err
	}
	newer, err := noteOf(files[1])
	if err != nil {
		return "", err
	}
	var proof audit.ConsistencyProof
	if err := readJSON(files[2], &proof); err != nil {
		return "", err
	}
	return "proved: the newer tree holds the older one unchanged", audit.VerifyConsistency(key, older, newer, proof)
}

func leafFile(key string, files []string) (string, error) {
	var evidence audit.Evidence
	if err := readJSON(files[0], &evidence); err != nil {
		return "", err
	}
	checkpoint, err := audit.VerifyLeaf(key, evidence)
	return fmt.Sprintf("proved: the record is in the signed tree of %d leaves", checkpoint.Size), err
}

func receiptFile(key string, files []string) (string, error) {
	var receipt audit.Receipt
	if err := readJSON(files[0], &receipt); err != nil {
		return "", err
	}
	proven, err := audit.VerifyReceipt(key, receipt)
	if err != nil || proven {
		return "proved: the log's key signed this record, and it is in the signed tree", err
	}
	return "proved: the log's key signed this record; not proved: that it is in the tree, because the receipt carries no proof yet", nil
}
