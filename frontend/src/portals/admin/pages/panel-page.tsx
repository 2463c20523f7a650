import { useQuery } from '@tanstack/react-query';
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
          <Members stageId={stage.id} access={mayChange(rights.administers(call.id), stage.phase)} />
          <div>
            <ButtonLink to={paths.admin.stage(call.id, stage.id, 'assignments')}>{t('admin.assign.title')}</ButtonLink>
          </div>
        </>
      )}
    </StageFrame>
  );
}

/** A panel is changed only while the stage still works. */
export function mayChange(administers: boolean, phase: string): 'change' | 'read' {
  return administers && phase !== 'closed' && phase !== 'released' ? 'change' : 'read';
}

function Members({ stageId, access }: { stageId: string; access: 'change' | 'read' }) {
  const panel = useQuery(panelOptions(stageId));
  return <Loaded query={panel}>{(data) => <MemberList panel={data} access={access} />}</Loaded>;
}
