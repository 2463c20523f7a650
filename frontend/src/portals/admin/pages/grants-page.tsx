import { useQuery } from '@tanstack/react-query';
import { overviewOptions } from '@/features/grant/api';
import { PoolOverviewView } from '@/features/grant/pool-overview';
import { useText } from '@/i18n/use-text';
import { paths } from '@/paths';
import { ButtonLink } from '@/ui/link/link';
import { CallFrame } from '../call-page-frame';
import { Loaded } from '../loaded';

/** The pools of a call and what is booked in them. */
export function GrantsPage() {
  const t = useText();
  return (
    <CallFrame
      title={t('admin.grant.pools')}
      description={t('admin.grant.description')}
      actions={(call, rights) => (
        <>
          <ButtonLink to={paths.admin.awards(call.id)}>{t('admin.award.title')}</ButtonLink>
          {rights.administers(call.id) && (
            <ButtonLink to={paths.admin.newPool(call.id)} variant="primary" icon="plus">
              {t('admin.grant.new_pool')}
            </ButtonLink>
          )}
        </>
      )}
    >
      {(call, rights) => <Pools callId={call.id} access={rights.administers(call.id) ? 'change' : 'read'} />}
    </CallFrame>
  );
}

function Pools({ callId, access }: { callId: string; access: 'change' | 'read' }) {
  const overview = useQuery(overviewOptions(callId));
  return <Loaded query={overview}>{(data) => <PoolOverviewView overview={data} access={access} />}</Loaded>;
}
