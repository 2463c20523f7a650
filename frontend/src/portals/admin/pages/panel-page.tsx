import { useQuery } from '@tanstack/react-query';
import type { Phase } from '@/features/call-admin/api';
import { panelOptions } from '@/features/panel/api';
import { MemberList } from '@/features/panel/member-list';
import { useText } from '@/i18n/use-text';
import { paths } from '@/paths';
import { ButtonLink } from '@/ui/link/link';
import { StageFrame } from '../call-page-frame';
import { Loaded } from '../loaded';

/** The judges of a stage. */
export function PanelPage() {
  const t = useText();
  return (
    <StageFrame title={t('admin.panel.title')} description={t('admin.panel.description')}>
      {(stage, call, rights) => (
        <>
          <Members stageId={stage.id} access={memberAccess(rights.administers(call.id), stage.phase)} />
          <div>
            <ButtonLink to={paths.admin.stage(call.id, stage.id, 'assignments')}>{t('admin.assign.title')}</ButtonLink>
          </div>
        </>
      )}
    </StageFrame>
  );
}

/** A panel is changed only while the stage still works. */
export function mayChange(administers: boolean, phase: Phase): 'change' | 'read' {
  return administers && phase !== 'closed' && phase !== 'released' ? 'change' : 'read';
}

type Access = 'change' | 'add' | 'read';

// Who scores stays: once the scoring has begun a judge can only step back or be excused.
function memberAccess(administers: boolean, phase: Phase): Access {
  const access = mayChange(administers, phase);
  return access === 'change' && phase === 'scoring' ? 'add' : access;
}

function Members({ stageId, access }: { stageId: string; access: Access }) {
  const panel = useQuery(panelOptions(stageId));
  return <Loaded query={panel}>{(data) => <MemberList panel={data} access={access} />}</Loaded>;
}
