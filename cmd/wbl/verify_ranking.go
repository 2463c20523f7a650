package main

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"wbl/internal/result/resultfile"
	"wbl/internal/text"
)

// verifyRanking needs no key: the file carries what its figures follow from.
func (p *program) verifyRanking() *cobra.Command {
	return &cobra.Command{
		Use: "ranking FILE", Short: "Compute a ranking or a published result again from its file", Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			raw, err := os.ReadFile(args[0])
			if err != nil {
				return err
			}
			report, err := resultfile.VerifyRanking(raw)
			if err != nil {
				return fmt.Errorf("%s: %w", args[0], err)
			}
			p.sayRanking(report)
			return nil
		},
	}
}

func (p *program) sayRanking(report resultfile.Report) {
	fmt.Fprintf(p.stdout, "%s\nSHA-256 %s\n", report.Kind, report.Hash)
	for _, code := range report.Proved {
		fmt.Fprintf(p.stdout, "proved: %s\n", text.Say(text.English, code))
	}
	for _, code := range report.Unseen {
		fmt.Fprintf(p.stdout, "not proved: %s\n", text.Say(text.English, code))
	}
}
