import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { balancesOptions, ledgerOptions, overviewOptions, type Pool } from '@/features/grant/api';
import { BalanceTable, PostingTable } from '@/features/grant/ledger-table';
import { teamsOptions } from '@/features/team-admin/api';
import { useBilingual } from '@/i18n/bilingual';
import { useText } from '@/i18n/use-text';
import { Button } from '@/ui/button/button';
import { Section } from '@/ui/layout/layout';
import { CallFrame } from '../call-page-frame';
import { Loaded } from '../loaded';

/** The book of a call. */
export function LedgerPage() {
  const t = useText();
  return (
    <CallFrame title={t('admin.ledger.title')} description={t('admin.ledger.description')}>
      {(call) => <Book callId={call.id} />}
    </CallFrame>
  );
}

function Book({ callId }: { callId: string }) {
  const overview = useQuery(overviewOptions(callId));
  return (
    <Loaded query={overview}>{({ pools }) => <Tables callId={callId} pools={pools.map((one) => one.pool)} />}</Loaded>
  );
}

function Tables({ callId, pools }: { callId: string; pools: Pool[] }) {
  const t = useText();
  const say = useBilingual();
  const balances = useQuery(balancesOptions(callId));
  const teams = useQuery(teamsOptions(callId)).data;
  const postings = useInfiniteQuery(ledgerOptions(callId));
  const names = new Map(teams?.map((team) => [team.id, say({ ko: team.name, en: team.name_en })]));
  const teamName = (id: string) => names.get(id) ?? '';
  return (
    <>
      <Section title={t('admin.ledger.balances')} description={t('admin.ledger.balances_hint')}>
        <Loaded query={balances}>
          {(standing) => <BalanceTable balances={standing} pools={pools} teamName={teamName} />}
        </Loaded>
      </Section>
      <Section title={t('admin.ledger.postings')} description={t('admin.ledger.postings_hint')}>
        <Loaded query={postings}>
          {({ pages }) => (
            <PostingTable postings={pages.flatMap((page) => page.items)} pools={pools} teamName={teamName} />
          )}
        </Loaded>
        {postings.hasNextPage && (
          <div>
            <Button
              status={postings.isFetchingNextPage ? 'pending' : 'ready'}
              onClick={() => void postings.fetchNextPage()}
            >
              {t('admin.more')}
            </Button>
          </div>
        )}
      </Section>
    </>
  );
}
