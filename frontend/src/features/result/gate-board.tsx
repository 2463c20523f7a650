import { useState } from 'react';
import { useBilingual } from '@/i18n/bilingual';
import { useText } from '@/i18n/use-text';
import { useErrorSummary } from '@/lib/use-error-summary';
import { Button } from '@/ui/button/button';
import { ConfirmDialog } from '@/ui/dialog/dialog';
import { EmptyState } from '@/ui/empty-state/empty-state';
import { ErrorSummary } from '@/ui/error-summary/error-summary';
import { Cluster, Figures, Stack } from '@/ui/layout/layout';
import { StatusTag } from '@/ui/status-tag/status-tag';
import { Table, type Column } from '@/ui/table/table';
import { showToast } from '@/ui/toast/toast-store';
import { useDecideGates, type GateBoard, type GateLine, type GateState } from './api';
import { gateCount, openProposals } from './gate-findings';
import { GateDialog } from './gate-dialog';
import { EligibilityFacts } from './gate-facts';
import { nameOf } from './names';
import { GateTag } from './tags';

type GateBoardViewProps = { board: GateBoard; access: 'change' | 'read' };

/** The gates of a stage: teams by sort name, the facts beside each answer. */
export function GateBoardView({ board, access }: GateBoardViewProps) {
  const t = useText();
  const say = useBilingual();
  const [team, setTeam] = useState<GateLine>();
  const [asking, setAsking] = useState(false);
  const count = gateCount(board);
  const proposals = openProposals(board);
  const columns: Column<GateLine>[] = [
    {
      id: 'team',
      header: t('admin.team'),
      kind: 'row-header',
      cell: (line) => (
        <Stack gap="small">
          <span>{say(nameOf(line))}</span>
          <small>{line.lead_organisation}</small>
        </Stack>
      ),
    },
    { id: 'filed', header: t('admin.gate.filed'), cell: (line) => <Filed facts={line.facts} /> },
    {
      id: 'eligibility',
      header: t('admin.gate.eligibility'),
      cell: (line) => <EligibilityFacts line={line} sentences={board.sentences} />,
    },
    ...board.gates.map((gate) => ({
      id: gate.key,
      header: say(gate.title),
      cell: (line: GateLine) => <Gate state={line.gates.find((one) => one.gate_key === gate.key)} />,
    })),
  ];
  if (access === 'change') {
    columns.push({
      id: 'acts',
      header: t('admin.acts'),
      cell: (line) => (
        <Button
          size="small"
          aria-label={t('admin.gate.decide_named', { team: say(nameOf(line)) })}
          onClick={() => setTeam(line)}
        >
          {t('admin.gate.decide')}
        </Button>
      ),
    });
  }
  return (
    <Stack>
      <Figures
        items={[
          { id: 'done', label: t('admin.gate.answered'), value: `${count.answered} / ${count.all}` },
          { id: 'teams', label: t('admin.teams'), value: board.teams.length },
        ]}
      />
      {access === 'change' && (
        <Cluster>
          <Button variant="primary" disabled={proposals.length === 0} onClick={() => setAsking(true)}>
            {t('admin.gate.confirm_all', { count: proposals.length })}
          </Button>
        </Cluster>
      )}
      <Table
        caption={t('admin.gate.caption')}
        captionDisplay="hidden"
        columns={columns}
        rows={board.teams}
        rowKey={(line) => line.team_id}
        empty={<EmptyState title={t('admin.gate.no_teams')} />}
      />
      <GateDialog board={board} team={team} onClose={() => setTeam(undefined)} />
      <ConfirmAll board={board} visibility={asking ? 'open' : 'closed'} onClose={() => setAsking(false)} />
    </Stack>
  );
}

function Filed({ facts }: { facts: GateLine['facts'] }) {
  const t = useText();
  if (!facts.files) return t('admin.gate.no_filing');
  if (!facts.filed) return <StatusTag tone="danger">{t('admin.gate.not_filed')}</StatusTag>;
  return <span>{facts.reference}</span>;
}

function Gate({ state }: { state: GateState | undefined }) {
  const t = useText();
  if (!state) return null;
  return (
    <Stack gap="small">
      <div>
        <GateTag outcome={state.outcome} />
      </div>
      {state.outcome === '' && (
        <small>
          {state.proposal === 'pass'
            ? t('admin.gate.proposes_pass')
            : state.proposal === 'fail'
              ? t('admin.gate.proposes_fail')
              : t('admin.gate.proposes_nothing')}
        </small>
      )}
      {state.reason && <small>{state.reason}</small>}
      {state.decided_by && <small>{state.decided_by}</small>}
    </Stack>
  );
}

type ConfirmAllProps = { board: GateBoard; visibility: 'open' | 'closed'; onClose: () => void };

// What would be written is listed first: nothing is confirmed unseen.
function ConfirmAll({ board, visibility, onClose }: ConfirmAllProps) {
  const t = useText();
  const say = useBilingual();
  const decide = useDecideGates(board.stage_id);
  const errors = useErrorSummary(() => undefined);
  const proposals = openProposals(board);
  const left = gateCount(board).all - gateCount(board).answered - proposals.length;
  const leave = () => {
    errors.clear();
    onClose();
  };
  const act = async () => {
    try {
      await decide.mutateAsync(proposals);
      showToast(t('admin.gate.saved', { count: proposals.length }));
      leave();
    } catch (thrown) {
      errors.report(thrown);
    }
  };
  return (
    <ConfirmDialog
      title={t('admin.gate.confirm_question', { count: proposals.length })}
      visibility={visibility}
      onClose={leave}
      onConfirm={() => void act()}
      confirmLabel={t('admin.gate.confirm_act')}
      status={decide.isPending ? 'pending' : 'ready'}
    >
      <Stack>
        <ErrorSummary items={errors.items} />
        <p>{t('admin.gate.confirm_effect', { left })}</p>
        <ul>
          {board.teams.map((line) => {
            const gates = proposals.filter((one) => one.team_id === line.team_id).map((one) => one.gate_key);
            if (gates.length === 0) return null;
            const titles = board.gates.filter((gate) => gates.includes(gate.key)).map((gate) => say(gate.title));
            return (
              <li key={line.team_id}>
                {say(nameOf(line))}: {titles.join(', ')}
              </li>
            );
          })}
        </ul>
      </Stack>
    </ConfirmDialog>
  );
}
