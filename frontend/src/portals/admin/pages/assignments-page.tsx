import { useQuery } from '@tanstack/react-query';
import { panelOptions } from '@/features/panel/api';
import { AssignmentMatrix } from '@/features/panel/assignment-matrix';
import { useText } from '@/i18n/use-text';
import { paths } from '@/paths';
import { ButtonLink } from '@/ui/link/link';
import { StageFrame } from '../call-page-frame';
import { Loaded } from '../loaded';
import { mayChange } from './panel-page';

/** Who scores whom. */
export function AssignmentsPage() {
  const t = useText();
  return (
    <StageFrame title={t('admin.assign.title')}>
      {(stage, call, rights) => (
        <>
          <Matrix stageId={stage.id} access={mayChange(rights.administers(call.id), stage.phase)} />
          <div>
            <ButtonLink to={paths.admin.stage(call.id, stage.id, 'progress')}>{t('admin.progress.title')}</ButtonLink>
          </div>
        </>
      )}
    </StageFrame>
  );
}

function Matrix({ stageId, access }: { stageId: string; access: 'change' | 'read' }) {
  const panel = useQuery(panelOptions(stageId));
  return <Loaded query={panel}>{(data) => <AssignmentMatrix panel={data} access={access} />}</Loaded>;
}
