import { useState } from 'react';
import { useBilingual } from '@/i18n/bilingual';
import { useText } from '@/i18n/use-text';
import { useErrorSummary, type ErrorItem } from '@/lib/use-error-summary';
import { Button } from '@/ui/button/button';
import { Dialog } from '@/ui/dialog/dialog';
import { Form } from '@/ui/form/form';
import { Stack } from '@/ui/layout/layout';
import { RadioGroup } from '@/ui/radio-group/radio-group';
import { TextArea } from '@/ui/text-area/text-area';
import { showToast } from '@/ui/toast/toast-store';
import { useDecideGates, type GateBoard, type GateFinding, type GateLine } from './api';
import { needsReason } from './gate-findings';
import { EligibilityFacts } from './gate-facts';
import { gateNames, nameOf, type GateAnswer } from './names';

type GateDialogProps = { board: GateBoard; team: GateLine | undefined; onClose: () => void };

/** Answers the gates of one team. */
export function GateDialog({ board, team, onClose }: GateDialogProps) {
  const t = useText();
  const say = useBilingual();
  return (
    <Dialog
      title={t('admin.gate.dialog', { team: team ? say(nameOf(team)) : '' })}
      visibility={team ? 'open' : 'closed'}
      onClose={onClose}
    >
      {team && <GateForm board={board} team={team} onClose={onClose} />}
    </Dialog>
  );
}

type Answers = Record<string, { outcome: string; reason: string }>;

function GateForm({ board, team, onClose }: { board: GateBoard; team: GateLine; onClose: () => void }) {
  const t = useText();
  const say = useBilingual();
  const decide = useDecideGates(board.stage_id);
  const [answers, setAnswers] = useState<Answers>(() =>
    Object.fromEntries(team.gates.map(({ gate_key, outcome, reason }) => [gate_key, { outcome, reason }])),
  );
  // Only what was changed is sent: what stays keeps who answered it, and when.
  const findings: GateFinding[] = team.gates.flatMap(({ gate_key, outcome: old, reason: oldReason }) => {
    const { outcome = '', reason = '' } = answers[gate_key] ?? {};
    if (outcome !== 'pass' && outcome !== 'fail') return [];
    return outcome === old && reason.trim() === oldReason
      ? []
      : [{ team_id: team.team_id, gate_key, outcome, reason: reason.trim() }];
  });
  const fieldOf = (location: string) => {
    const [, index, field] = /findings\[(\d+)\]\.(\w+)/.exec(location) ?? [];
    const gate = findings[Number(index)]?.gate_key;
    return gate && `${field === 'reason' ? 'reason' : 'outcome'}-${gate}`;
  };
  const errors = useErrorSummary(fieldOf);
  const change = (gate: string, part: Partial<Answers[string]>) =>
    setAnswers({ ...answers, [gate]: { outcome: '', reason: '', ...answers[gate], ...part } });

  const missing = (): ErrorItem[] =>
    team.gates.flatMap(({ gate_key, proposal }) => {
      const { outcome = '', reason = '' } = answers[gate_key] ?? {};
      const needed = needsReason(outcome, proposal) && !reason.trim();
      const gate = say(board.gates.find((one) => one.key === gate_key)?.title);
      return needed ? [{ fieldId: `reason-${gate_key}`, message: t('admin.gate.reason_missing', { gate }) }] : [];
    });
  const submit = async () => {
    if (decide.isPending) return;
    const items = findings.length === 0 ? [{ message: t('admin.gate.nothing_chosen') }] : missing();
    errors.setItems(items);
    if (items.length > 0) return;
    try {
      await decide.mutateAsync(findings);
      showToast(t('admin.gate.saved', { count: findings.length }));
      onClose();
    } catch (thrown) {
      errors.report(thrown);
    }
  };
  return (
    <Form errors={errors.items} onSubmit={submit}>
      {team.facts.eligibility.length > 0 && <EligibilityFacts line={team} sentences={board.sentences} detail="shown" />}
      {board.gates.map((gate) => {
        const answer = answers[gate.key] ?? { outcome: '', reason: '' };
        const proposal = team.gates.find((one) => one.gate_key === gate.key)?.proposal ?? '';
        return (
          <Stack key={gate.key} gap="small">
            <RadioGroup
              id={`outcome-${gate.key}`}
              label={say(gate.title)}
              hint={gate.help && say(gate.help)}
              layout="inline"
              value={answer.outcome}
              onChange={(outcome) => change(gate.key, { outcome })}
              options={(Object.keys(gateNames) as GateAnswer[]).map((one) => ({
                value: one,
                label: t(gateNames[one]),
              }))}
              error={errors.errorOf(`outcome-${gate.key}`)}
            />
            <TextArea
              id={`reason-${gate.key}`}
              label={t('admin.gate.reason', { gate: say(gate.title) })}
              hint={t('admin.gate.reason_hint')}
              requirement={needsReason(answer.outcome, proposal) ? 'required' : 'optional'}
              rows={2}
              value={answer.reason}
              onChange={(reason) => change(gate.key, { reason })}
              error={errors.errorOf(`reason-${gate.key}`)}
            />
          </Stack>
        );
      })}
      <Button type="submit" variant="primary" status={decide.isPending ? 'pending' : 'ready'}>
        {t('admin.gate.save')}
      </Button>
    </Form>
  );
}
