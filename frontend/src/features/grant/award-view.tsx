import { useState } from 'react';
import { useBilingual } from '@/i18n/bilingual';
import { useLanguage } from '@/i18n/provider';
import { useText } from '@/i18n/use-text';
import { formatNumber } from '@/lib/number';
import { formatDateTime, formatPeriod } from '@/lib/date';
import { Button } from '@/ui/button/button';
import { ConfirmAct } from '@/ui/dialog/confirm-act';
import { EmptyState } from '@/ui/empty-state/empty-state';
import { Card, Cluster, Section } from '@/ui/layout/layout';
import { StatusTag, type Tone } from '@/ui/status-tag/status-tag';
import { Table, type Column } from '@/ui/table/table';
import { useWithdrawAward, type Award, type Pool, type Resource, type TeamAwards } from './api';
import { OfferDialog } from './offer-dialog';
import { formatUnits } from './units';

const offerNames = {
  open: 'admin.offer.open',
  answered: 'admin.offer.answered',
  expired: 'admin.offer.expired',
} as const;
const offerTones: Record<keyof typeof offerNames, Tone> = { open: 'info', answered: 'success', expired: 'warning' };

const answerNames = {
  accept: 'admin.offer.accept',
  accept_less: 'admin.offer.accept_less',
  decline: 'admin.offer.decline',
  '': 'admin.offer.unanswered',
} as const;

/** Where an award is on its way to an answer. */
export function AwardState({ award }: { award: Award }) {
  const t = useText();
  if (!award.offer) return <StatusTag tone="warning">{t('admin.award.planned')}</StatusTag>;
  return <StatusTag tone={offerTones[award.offer.status]}>{t(offerNames[award.offer.status])}</StatusTag>;
}

/** Whether the team can be given another award now. */
export function canAward(team: Pick<TeamAwards, 'awards'>): boolean {
  return team.awards.every((award) => award.offer && award.offer.status !== 'open');
}

/** What the team asked for in its latest filing. */
export function RequestTable({ team, resources }: { team: TeamAwards; resources: Resource[] }) {
  const t = useText();
  const say = useBilingual();
  const { language } = useLanguage();
  const resourceOf = (key: string) => resources.find((one) => one.key === key);
  const amount = (value: number, key: string) => {
    const unit = say(resourceOf(key)?.unit);
    return `${formatNumber(value, language)}${language === 'ko' ? '' : ' '}${unit}`;
  };
  const columns: Column<TeamAwards['requests'][number]>[] = [
    {
      id: 'resource',
      header: t('admin.grant.resource'),
      kind: 'row-header',
      cell: (request) => say(resourceOf(request.resource_key)?.title) || request.resource_key,
    },
    { id: 'wanted', header: t('admin.award.wanted'), align: 'end', cell: (r) => amount(r.wanted, r.resource_key) },
    { id: 'minimum', header: t('admin.award.minimum'), align: 'end', cell: (r) => amount(r.minimum, r.resource_key) },
    { id: 'reason', header: t('admin.reason'), cell: (r) => r.reason },
  ];
  return (
    <Section title={t('admin.award.requests')}>
      <Table
        caption={t('common.figure.table', { title: t('admin.award.requests') })}
        captionDisplay="hidden"
        columns={columns}
        rows={team.requests}
        rowKey={(request) => request.resource_key}
        empty={<EmptyState title={t('admin.award.no_requests')} />}
      />
    </Section>
  );
}

type AwardCardProps = { award: Award; pools: Pool[]; teamName: string; access: 'change' | 'read' };

/** One award with its offer and the answer to each line. */
export function AwardCard({ award, pools, teamName, access }: AwardCardProps) {
  const t = useText();
  const { language } = useLanguage();
  const [act, setAct] = useState<'offer' | 'withdraw'>();
  const poolOf = new Map(pools.map((pool) => [pool.id, pool]));
  const amount = (value: number, poolId: string) => {
    const pool = poolOf.get(poolId);
    return pool ? formatUnits(value, pool, language) : formatNumber(value, language);
  };
  // The lines of an offer stand in an order of their own: they are found by what they say.
  const answerTo = (line: Award['lines'][number]) =>
    award.offer?.lines.find(
      (one) =>
        one.pool_name === poolOf.get(line.pool_id)?.name &&
        one.from === line.from &&
        one.until === line.until &&
        one.offered === line.granted,
    );
  const columns: Column<Award['lines'][number]>[] = [
    { id: 'pool', header: t('admin.award.pool'), kind: 'row-header', cell: (l) => poolOf.get(l.pool_id)?.name },
    { id: 'period', header: t('admin.grant.period'), cell: (l) => formatPeriod(l.from, l.until, language) },
    { id: 'requested', header: t('admin.award.wanted'), align: 'end', cell: (l) => amount(l.requested, l.pool_id) },
    { id: 'granted', header: t('admin.award.units'), align: 'end', cell: (l) => amount(l.granted, l.pool_id) },
    { id: 'reason', header: t('admin.reason'), cell: (l) => l.reason },
  ];
  if (award.offer) {
    columns.push(
      { id: 'answer', header: t('admin.offer.answer'), cell: (l) => t(answerNames[answerTo(l)?.answer ?? '']) },
      {
        id: 'accepted',
        header: t('admin.offer.accepted'),
        align: 'end',
        cell: (l) => (answerTo(l)?.answer ? amount(answerTo(l)?.accepted ?? 0, l.pool_id) : '–'),
      },
      { id: 'words', header: t('admin.offer.words'), cell: (l) => answerTo(l)?.reason || '–' },
    );
  }
  return (
    <Card>
      <Cluster align="between">
        <AwardState award={award} />
        {award.offer ? (
          <span>{t('admin.offer.until', { date: formatDateTime(award.offer.expires_at, language) })}</span>
        ) : (
          access === 'change' && (
            <Cluster>
              <Button size="small" onClick={() => setAct('withdraw')}>
                {t('admin.award.withdraw')}
              </Button>
              <Button size="small" variant="primary" onClick={() => setAct('offer')}>
                {t('admin.offer.make')}
              </Button>
            </Cluster>
          )
        )}
      </Cluster>
      <Table
        caption={t('admin.award.caption', { team: teamName })}
        captionDisplay="hidden"
        columns={columns}
        rows={award.lines}
        rowKey={(line) => line.id}
      />
      <OfferDialog
        awardId={award.id}
        teamName={teamName}
        visibility={act === 'offer' ? 'open' : 'closed'}
        onClose={() => setAct(undefined)}
      />
      <Withdraw award={award} visibility={act === 'withdraw' ? 'open' : 'closed'} onClose={() => setAct(undefined)} />
    </Card>
  );
}

function Withdraw({
  award,
  visibility,
  onClose,
}: {
  award: Award;
  visibility: 'open' | 'closed';
  onClose: () => void;
}) {
  const t = useText();
  const withdraw = useWithdrawAward();
  return (
    <ConfirmAct
      title={t('admin.award.withdraw_question')}
      confirmLabel={t('admin.award.withdraw')}
      visibility={visibility}
      onClose={onClose}
      act={() => withdraw.mutateAsync(award.id)}
      done={t('admin.award.withdrawn')}
    >
      <p>{t('admin.award.withdraw_effect')}</p>
    </ConfirmAct>
  );
}
