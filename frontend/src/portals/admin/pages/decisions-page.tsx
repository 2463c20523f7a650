import { useQuery } from '@tanstack/react-query';
import { blockersOptions, decisionsOptions } from '@/features/result/api';
import { BlockerList } from '@/features/result/blocker-list';
import { DecisionForm, DecisionTable } from '@/features/result/decision-board';
import { useText } from '@/i18n/use-text';
import { paths } from '@/paths';
import { EmptyState } from '@/ui/empty-state/empty-state';
import { InlineAlert } from '@/ui/inline-alert/inline-alert';
import { Section } from '@/ui/layout/layout';
import { ButtonLink } from '@/ui/link/link';
import { StageFrame } from '../call-page-frame';
import { LeaveQuestion } from '../leave-question';
import { Loaded } from '../loaded';

/** The decisions of a stage, pending until they are released. */
export function DecisionsPage() {
  const t = useText();
  return (
    <StageFrame title={t('admin.decision.title')} description={t('admin.decision.description')}>
      {(stage, call, rights) => {
        const pending = stage.phase === 'closed';
        return (
          <>
            {pending && (
              <InlineAlert title={t('admin.decision.hidden')}>{t('admin.decision.hidden_detail')}</InlineAlert>
            )}
            {pending || stage.phase === 'released' ? (
              <Decisions stageId={stage.id} access={rights.administers(call.id) && pending ? 'change' : 'read'} />
            ) : (
              <EmptyState title={t('admin.task.after_closing')} />
            )}
            {pending && <Blockers stageId={stage.id} />}
            {pending && (
              <div>
                <ButtonLink to={paths.admin.stage(call.id, stage.id, 'release')}>
                  {t('admin.decision.to_release')}
                </ButtonLink>
              </div>
            )}
          </>
        );
      }}
    </StageFrame>
  );
}

function Decisions({ stageId, access }: { stageId: string; access: 'change' | 'read' }) {
  const board = useQuery(decisionsOptions(stageId));
  return (
    <Loaded query={board}>
      {(data) =>
        access === 'change' ? (
          <DecisionForm board={data} guard={(work) => <LeaveQuestion work={work} />} />
        ) : (
          <DecisionTable board={data} />
        )
      }
    </Loaded>
  );
}

function Blockers({ stageId }: { stageId: string }) {
  const t = useText();
  const blockers = useQuery(blockersOptions(stageId));
  return (
    <Section title={t('admin.release.state')}>
      <Loaded query={blockers}>{(found) => <BlockerList blockers={found} />}</Loaded>
    </Section>
  );
}
