import { useState, type FormEvent, type ReactNode } from 'react';
import { useBilingual } from '@/i18n/bilingual';
import { useText } from '@/i18n/use-text';
import { useErrorSummary, type ErrorItem } from '@/lib/use-error-summary';
import { Button } from '@/ui/button/button';
import { EmptyState } from '@/ui/empty-state/empty-state';
import { ErrorSummary } from '@/ui/error-summary/error-summary';
import { Card, Cluster, Grid, Stack } from '@/ui/layout/layout';
import { RadioGroup } from '@/ui/radio-group/radio-group';
import { StatusTag } from '@/ui/status-tag/status-tag';
import { Table, type Column } from '@/ui/table/table';
import { TextArea } from '@/ui/text-area/text-area';
import { showToast } from '@/ui/toast/toast-store';
import { useDecide, type DecisionBoard, type DecisionLine } from './api';
import { nameOf, outcomeNames, type Outcome } from './names';
import { OutcomeFigures } from './outcome-summary';
import { countOutcomes } from './outcomes';
import {
  changedDecisions,
  isUnsaved,
  reasonNeeded,
  reasonProblem,
  savedChoices,
  withProposals,
  type Choice,
  type Choices,
} from './pending-decisions';
import { GateTag, OutcomeTag, StandingTag } from './tags';

/** The decisions of a stage to read. */
export function DecisionTable({ board }: { board: DecisionBoard }) {
  const t = useText();
  const say = useBilingual();
  const columns: Column<DecisionLine>[] = [
    { id: 'team', header: t('admin.team'), kind: 'row-header', cell: (line) => say(nameOf(line)) },
    { id: 'total', header: t('admin.ranking.total'), align: 'end', cell: (line) => line.displayed || '–' },
    { id: 'proposal', header: t('admin.decision.proposal'), cell: (line) => <OutcomeTag outcome={line.proposal} /> },
    { id: 'outcome', header: t('admin.decision.outcome'), cell: (line) => <OutcomeTag outcome={line.outcome} /> },
    { id: 'reason', header: t('admin.reason'), cell: (line) => line.reason || '–' },
    { id: 'by', header: t('admin.decision.by'), cell: (line) => line.decided_by || '–' },
  ];
  return (
    <Table
      caption={t('admin.decision.caption')}
      captionDisplay="hidden"
      columns={columns}
      rows={board.teams}
      rowKey={(line) => line.team_id}
    />
  );
}

type DecisionFormProps = {
  board: DecisionBoard;
  /** What the page does about work that is not saved yet. */
  guard: (work: 'saved' | 'unsaved') => ReactNode;
};

/** Decides about each team. Nothing leaves the room before the release. */
export function DecisionForm({ board, guard }: DecisionFormProps) {
  const t = useText();
  const say = useBilingual();
  const decide = useDecide(board.stage_id);
  const [choices, setChoices] = useState<Choices>(() => savedChoices(board));
  const changed = changedDecisions(board, choices);
  const fieldOf = (location: string) => {
    const [, index, field] = /decisions\[(\d+)\]\.(\w+)/.exec(location) ?? [];
    const team = changed[Number(index)]?.team_id;
    return team && `${field === 'reason' ? 'reason' : 'outcome'}-${team}`;
  };
  const errors = useErrorSummary(fieldOf);

  const problems = (): ErrorItem[] =>
    board.teams.flatMap((line) => {
      const choice = choices[line.team_id];
      const problem = choice?.outcome && reasonProblem(choice, line.proposal);
      if (!problem) return [];
      const message = t(problem === 'missing' ? 'admin.decision.reason_missing' : 'admin.decision.reason_short', {
        team: say(nameOf(line)),
      });
      return [{ fieldId: `reason-${line.team_id}`, message }];
    });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (decide.isPending) return;
    const items = changed.length === 0 ? [{ message: t('admin.decision.nothing_changed') }] : problems();
    errors.setItems(items);
    if (items.length > 0) return;
    try {
      await decide.mutateAsync(changed);
      showToast(t('admin.decision.saved', { count: changed.length }));
    } catch (thrown) {
      errors.report(thrown);
    }
  };
  const change = (teamId: string, part: Partial<Choice>) =>
    setChoices((present) => ({ ...present, [teamId]: { outcome: '', reason: '', ...present[teamId], ...part } }));

  if (board.teams.length === 0) return <EmptyState title={t('admin.gate.no_teams')} />;
  return (
    <form noValidate onSubmit={(event) => void submit(event)}>
      <Stack>
        {guard(isUnsaved(board, choices) ? 'unsaved' : 'saved')}
        <ErrorSummary items={errors.items} />
        <OutcomeFigures
          counts={countOutcomes(board.teams.map((line) => ({ outcome: choices[line.team_id]?.outcome ?? '' })))}
          quota={board.quota}
        />
        <Cluster>
          <Button onClick={() => setChoices(withProposals(board, choices))}>
            {t('admin.decision.take_proposals')}
          </Button>
        </Cluster>
        {board.teams.map((line) => (
          <TeamDecision
            key={line.team_id}
            line={line}
            choice={choices[line.team_id] ?? { outcome: '', reason: '' }}
            onChange={(part) => change(line.team_id, part)}
            errorOf={errors.errorOf}
          />
        ))}
        <Cluster>
          <Button type="submit" variant="primary" status={decide.isPending ? 'pending' : 'ready'}>
            {t('admin.decision.save', { count: changed.length })}
          </Button>
        </Cluster>
      </Stack>
    </form>
  );
}

type TeamDecisionProps = {
  line: DecisionLine;
  choice: Choice;
  onChange: (part: Partial<Choice>) => void;
  errorOf: (fieldId: string) => string | undefined;
};

function TeamDecision({ line, choice, onChange, errorOf }: TeamDecisionProps) {
  const t = useText();
  const say = useBilingual();
  const outcomeId = `outcome-${line.team_id}`;
  const reasonId = `reason-${line.team_id}`;
  return (
    <Card>
      <Grid columns="two">
        <Stack gap="small">
          <h2>{say(nameOf(line))}</h2>
          <p>{line.lead_organisation}</p>
          {line.displayed && <p>{t('admin.decision.total', { points: line.displayed })}</p>}
          <Cluster>
            {line.standing && <StandingTag standing={line.standing} />}
            {line.gates.map((gate) => (
              <GateTag key={gate.gate_key} outcome={gate.outcome} />
            ))}
            {line.outdated && <StatusTag tone="warning">{t('admin.decision.outdated')}</StatusTag>}
          </Cluster>
          <p>
            {t('admin.decision.proposal')}: <OutcomeTag outcome={line.proposal} />
          </p>
          {line.decided_by && <p>{t('admin.decision.saved_by', { name: line.decided_by })}</p>}
        </Stack>
        <Stack gap="small">
          <RadioGroup
            id={outcomeId}
            label={t('admin.decision.outcome_of', { team: say(nameOf(line)) })}
            layout="inline"
            value={choice.outcome}
            onChange={(outcome) => onChange({ outcome: outcome as Outcome })}
            options={(Object.keys(outcomeNames) as Outcome[]).map((one) => ({
              value: one,
              label: t(outcomeNames[one]),
            }))}
            error={errorOf(outcomeId)}
          />
          <TextArea
            id={reasonId}
            label={t('admin.decision.reason_of', { team: say(nameOf(line)) })}
            hint={t('admin.decision.reason_hint')}
            requirement={reasonNeeded(choice, line.proposal) ? 'required' : 'optional'}
            rows={2}
            value={choice.reason}
            onChange={(reason) => onChange({ reason })}
            error={errorOf(reasonId)}
          />
        </Stack>
      </Grid>
    </Card>
  );
}
