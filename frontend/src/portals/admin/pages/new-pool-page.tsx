import { useNavigate } from 'react-router';
import { PoolForm } from '@/features/grant/pool-form';
import { useText } from '@/i18n/use-text';
import { paths } from '@/paths';
import { EmptyState } from '@/ui/empty-state/empty-state';
import { showToast } from '@/ui/toast/toast-store';
import { CallFrame } from '../call-page-frame';

/** A new pool of a call's resource. */
export function NewPoolPage() {
  const t = useText();
  const navigate = useNavigate();
  return (
    <CallFrame
      title={t('admin.grant.new_pool')}
      crumbs={(call) => [{ label: t('admin.grant.pools'), to: paths.admin.grants(call.id) }]}
    >
      {(call, rights) =>
        rights.administers(call.id) ? (
          <PoolForm
            callId={call.id}
            resources={call.definition.resources ?? []}
            onCreated={() => {
              showToast(t('admin.grant.pool_created'));
              void navigate(paths.admin.grants(call.id));
            }}
          />
        ) : (
          <EmptyState title={t('admin.administrators_only')} />
        )
      }
    </CallFrame>
  );
}
