import { useQuery } from '@tanstack/react-query';
import type { Stage } from '@/features/call/api';
import { blockersOptions, decisionsOptions } from '@/features/result/api';
import { ReleasePanel } from '@/features/result/release-panel';
import { useBilingual } from '@/i18n/bilingual';
import { useText } from '@/i18n/use-text';
import { useNow } from '@/lib/use-now';
import { paths } from '@/paths';
import { ConfirmationPanel } from '@/ui/confirmation-panel/confirmation-panel';
import { EmptyState } from '@/ui/empty-state/empty-state';
import { ButtonLink, Link } from '@/ui/link/link';
import { StageFrame } from '../call-page-frame';
import { Loaded } from '../loaded';

const minute = 60_000;

/** The release of a stage's result by the second person. */
export function ReleasePage() {
  const t = useText();
  return (
    <StageFrame title={t('admin.release.title')} description={t('admin.release.description')}>
      {(stage, call, rights) => {
        if (stage.phase === 'released')
          return (
            <ConfirmationPanel level={2} title={t('admin.stage.released')}>
              <Link href={`/calls/${call.key}/results`}>{t('admin.release.public_page')}</Link>
            </ConfirmationPanel>
          );
        if (stage.phase !== 'closed') return <EmptyState title={t('admin.task.after_closing')} />;
        return <Release stage={stage} access={rights.approves(call.id) ? 'release' : 'read'} />;
      }}
    </StageFrame>
  );
}

type ReleaseProps = { stage: Stage; access: 'release' | 'read' };

function Release({ stage, access }: ReleaseProps) {
  const t = useText();
  const say = useBilingual();
  const now = useNow(minute);
  const board = useQuery(decisionsOptions(stage.id));
  const blockers = useQuery(blockersOptions(stage.id));
  const isEarly = stage.result_at !== undefined && Date.parse(stage.result_at) > now;
  return (
    <Loaded query={board}>
      {(decisions) => (
        <Loaded query={blockers}>
          {(found) => (
            <ReleasePanel
              stageName={say(stage.title)}
              board={decisions}
              blockers={found}
              plannedFor={isEarly ? stage.result_at : undefined}
              toDecisions={
                <ButtonLink to={paths.admin.stage(stage.call_id, stage.id, 'decisions')}>
                  {t('admin.release.to_decisions')}
                </ButtonLink>
              }
              access={access}
            />
          )}
        </Loaded>
      )}
    </Loaded>
  );
}
