import { useQuery } from '@tanstack/react-query';
import type { Call } from '@/features/call/api';
import { awardsOptions, overviewOptions, type TeamAwards } from '@/features/grant/api';
import { AwardState } from '@/features/grant/award-view';
import { nextStep } from '@/features/grant/next-step';
import { useBilingual } from '@/i18n/bilingual';
import { useLanguage } from '@/i18n/provider';
import { useText } from '@/i18n/use-text';
import { formatNumber } from '@/lib/number';
import { paths } from '@/paths';
import { EmptyState } from '@/ui/empty-state/empty-state';
import { Cluster } from '@/ui/layout/layout';
import { ButtonLink, Link } from '@/ui/link/link';
import { StatusTag } from '@/ui/status-tag/status-tag';
import { Table, type Column } from '@/ui/table/table';
import { CallFrame } from '../call-page-frame';
import { Loaded } from '../loaded';

const nextNames = {
  award: 'admin.award.next_award',
  offer: 'admin.award.next_offer',
  wait: 'admin.award.next_wait',
  expired: 'admin.award.next_expired',
  nothing: 'admin.award.next_nothing',
} as const;

/** The selected teams, what they asked for and what they are given. */
export function AwardsPage() {
  const t = useText();
  return (
    <CallFrame
      title={t('admin.award.title')}
      description={t('admin.award.description')}
      actions={(call) => (
        <>
          <ButtonLink to={paths.admin.grants(call.id)}>{t('admin.grant.pools')}</ButtonLink>
          <ButtonLink to={paths.admin.ledger(call.id)}>{t('admin.ledger.title')}</ButtonLink>
        </>
      )}
    >
      {(call) => <Board call={call} />}
    </CallFrame>
  );
}

function Board({ call }: { call: Call }) {
  const awards = useQuery(awardsOptions(call.id));
  const overview = useQuery(overviewOptions(call.id));
  return (
    <Loaded query={overview}>
      {() => <Loaded query={awards}>{(board) => <TeamTable call={call} board={board} />}</Loaded>}
    </Loaded>
  );
}

function TeamTable({ call, board }: { call: Call; board: TeamAwards[] }) {
  const t = useText();
  const say = useBilingual();
  const { language } = useLanguage();
  const resourceOf = (key: string) => call.definition.resources?.find((one) => one.key === key);
  const columns: Column<TeamAwards>[] = [
    {
      id: 'team',
      header: t('admin.team'),
      kind: 'row-header',
      cell: ({ team }) => (
        <Link to={paths.admin.award(call.id, team.id)}>{say({ ko: team.name, en: team.name_en })}</Link>
      ),
    },
    {
      id: 'requests',
      header: t('admin.award.requests'),
      cell: ({ requests }) => (
        <ul>
          {requests.map((request) => (
            <li key={request.resource_key}>
              {say(resourceOf(request.resource_key)?.title)}: {formatNumber(request.wanted, language)}{' '}
              {say(resourceOf(request.resource_key)?.unit)}
            </li>
          ))}
        </ul>
      ),
    },
    {
      id: 'awards',
      header: t('admin.award.awards'),
      cell: (team) =>
        team.awards.length === 0 ? (
          <StatusTag>{t('admin.award.none')}</StatusTag>
        ) : (
          <Cluster>
            {team.awards.map((award) => (
              <AwardState key={award.id} award={award} />
            ))}
          </Cluster>
        ),
    },
    {
      id: 'next',
      header: t('admin.award.next'),
      cell: (team) => t(nextNames[nextStep(team)]),
    },
  ];
  return (
    <Table
      caption={t('common.figure.table', { title: t('admin.award.title') })}
      captionDisplay="hidden"
      columns={columns}
      rows={board}
      rowKey={({ team }) => team.id}
      empty={<EmptyState title={t('admin.award.nobody')}>{t('admin.award.nobody_reason')}</EmptyState>}
    />
  );
}
