import { useQuery } from '@tanstack/react-query';
import { blockersOptions } from '@/features/result/api';
import { ReleasePanel } from '@/features/result/release-panel';
import { useBilingual } from '@/i18n/bilingual';
import { useText } from '@/i18n/use-text';
import { ConfirmationPanel } from '@/ui/confirmation-panel/confirmation-panel';
import { Link } from '@/ui/link/link';
import { StageFrame } from '../call-page-frame';
import { Loaded } from '../loaded';

/** The release of a stage's result by the second person. */
export function ReleasePage() {
  const t = useText();
  const say = useBilingual();
  return (
    <StageFrame title={t('admin.release.title')} description={t('admin.release.description')}>
      {(stage, call, rights) =>
        stage.phase === 'released' ? (
          <ConfirmationPanel level={2} title={t('admin.stage.released')}>
            <Link href={`/calls/${call.key}/results`}>{t('admin.release.public_page')}</Link>
          </ConfirmationPanel>
        ) : (
          <Release
            stageId={stage.id}
            stageName={say(stage.title)}
            access={rights.approves(call.id) ? 'release' : 'read'}
          />
        )
      }
    </StageFrame>
  );
}

type ReleaseProps = { stageId: string; stageName: string; access: 'release' | 'read' };

function Release({ stageId, stageName, access }: ReleaseProps) {
  const blockers = useQuery(blockersOptions(stageId));
  return (
    <Loaded query={blockers}>
      {(found) => <ReleasePanel stageId={stageId} stageName={stageName} blockers={found} access={access} />}
    </Loaded>
  );
}
