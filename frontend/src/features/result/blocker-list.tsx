import { useText } from '@/i18n/use-text';
import { InlineAlert } from '@/ui/inline-alert/inline-alert';
import type { Blocker } from './api';

/** Everything that keeps the result from being released. */
export function BlockerList({ blockers }: { blockers: Blocker[] }) {
  const t = useText();
  if (blockers.length === 0) return <InlineAlert tone="success" title={t('admin.release.no_blockers')} />;
  return (
    <InlineAlert tone="warning" title={t('admin.release.blockers', { count: blockers.length })}>
      <ul>
        {blockers.map((blocker) => (
          <li key={`${blocker.code}/${blocker.team_id}/${blocker.message}`}>{blocker.message}</li>
        ))}
      </ul>
    </InlineAlert>
  );
}
