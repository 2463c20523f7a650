package main

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"wbl/internal/account"
	"wbl/internal/actor"
	"wbl/internal/app"
	"wbl/internal/audit"
	"wbl/internal/clock"
	"wbl/internal/fault"
	"wbl/internal/httpapi"
	"wbl/internal/text"
)

func (p *program) admin() *cobra.Command {
	cmd := &cobra.Command{Use: "admin", Short: "Set up an installation"}
	cmd.AddCommand(p.adminCreate(), p.logKey())
	return cmd
}

func (p *program) adminCreate() *cobra.Command {
	var email, name string
	cmd := &cobra.Command{
		Use: "create", Short: "Make an operator who can also create calls; the password is read from standard input", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			fmt.Fprintln(p.stderr, "Password (at least 12 characters), then Enter:")
			password, err := bufio.NewReader(cmd.InOrStdin()).ReadString('\n')
			if err != nil && password == "" {
				return errors.New("no password on standard input")
			}
			return p.createOperator(cmd, email, name, strings.TrimRight(password, "\r\n"))
		},
	}
	cmd.Flags().StringVar(&email, "email", "", "the e-mail address to sign in with")
	cmd.Flags().StringVar(&name, "name", "", "the person's name")
	return cmd
}

func (p *program) createOperator(cmd *cobra.Command, email, name, password string) error {
	cfg, err := p.load(cmd)
	if err != nil {
		return err
	}
	if problems := account.CheckPassword("password", password, email); len(problems) > 0 {
		return sayFault(fault.InvalidInput(problems...))
	}
	hash, err := account.HashPassword(password)
	if err != nil {
		return err
	}
	a, err := app.New(cmd.Context(), cfg, clock.System{}, p.logger())
	if err != nil {
		return err
	}
	defer a.Close() //nolint:errcheck // the process ends here
	person, err := a.Account.CreateWithPassword(cmd.Context(), actor.System(clock.System{}.Now()), account.UserInput{
		Email: email, Name: name, Language: text.Korean, Roles: []actor.Role{actor.Operator, actor.Organiser},
	}, hash)
	if err != nil {
		return sayFault(err)
	}
	fmt.Fprintf(p.stdout, "%s can sign in at %s/sign-in\n", person.Email, cfg.PublicURL)
	return nil
}

// sayFault turns a fault into the English sentence of its code, for the
// terminal.
func sayFault(err error) error {
	var f *fault.Fault
	if !errors.As(err, &f) {
		return err
	}
	sentences := []string{text.Say(text.English, f.Code, f.Args)}
	for _, field := range f.Fields {
		sentences = append(sentences, strings.TrimPrefix(field.Location, "body.")+": "+text.Say(text.English, field.Code, field.Args))
	}
	return errors.New(strings.Join(sentences, "\n  "))
}

func (p *program) logKey() *cobra.Command {
	var origin string
	cmd := &cobra.Command{
		Use: "log-key FILE", Short: "Make the key that signs the log of acts, once for an installation", Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			key, err := audit.GenerateKey(origin)
			if err != nil {
				return err
			}
			if err := key.Save(args[0]); err != nil {
				return err
			}
			fmt.Fprintf(p.stdout, "The key is in %s: keep a copy, a lost key ends the log.\nIts verifier key, which everyone may know:\n%s\n", args[0], key.VerifierKey())
			return nil
		},
	}
	cmd.Flags().StringVar(&origin, "origin", "wbl.local/log", "the log's name for ever, such as example.kr/log")
	return cmd
}

func (p *program) openapi() *cobra.Command {
	var check string
	cmd := &cobra.Command{
		Use: "openapi", Short: "Print the API's OpenAPI 3.1 document", Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			document, err := httpapi.New(httpapi.Services{}, httpapi.Config{}).OpenAPI()
			if err != nil {
				return err
			}
			if check == "" {
				_, err = p.stdout.Write(document)
				return err
			}
			committed, err := os.ReadFile(check)
			if err != nil {
				return err
			}
			if string(committed) != string(document) {
				return fmt.Errorf("%s is stale: write it again with wbl openapi > %s", check, check)
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&check, "check", "", "only compare with this file")
	return cmd
}
