import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useParams } from 'react-router';
import { callOptions, type Call, type Stage } from '@/features/call/api';
import { useBilingual } from '@/i18n/bilingual';
import { useText } from '@/i18n/use-text';
import { paths } from '@/paths';
import type { Crumb } from '@/ui/breadcrumbs/breadcrumbs';
import { EmptyState } from '@/ui/empty-state/empty-state';
import { Stack } from '@/ui/layout/layout';
import { PageHeader } from '@/ui/page-header/page-header';
import { Loaded } from './loaded';
import { useRights, type Rights } from './rights';

type CallFrameProps = {
  title: string;
  description?: ReactNode;
  actions?: (call: Call, rights: Rights) => ReactNode;
  /** Between the call and the page. */
  crumbs?: (call: Call) => Crumb[];
  children: (call: Call, rights: Rights) => ReactNode;
};

/**
 * A page below a call: its title, the way back, and the call for its content. The
 * heading stays the same element while the call loads, and so keeps the focus.
 */
export function CallFrame({ title, description, actions, crumbs, children }: CallFrameProps) {
  const t = useText();
  const say = useBilingual();
  const rights = useRights();
  const { callId = '' } = useParams();
  const query = useQuery(callOptions(callId));
  const call = query.data;
  return (
    <>
      <PageHeader
        title={title}
        description={description}
        actions={call && actions?.(call, rights)}
        crumbs={
          call && [
            { label: t('admin.nav.calls'), to: paths.admin.home() },
            { label: say(call.title), to: paths.admin.call(call.id) },
            ...(crumbs?.(call) ?? []),
          ]
        }
      />
      <Loaded query={query}>{(loaded) => <Stack gap="section">{children(loaded, rights)}</Stack>}</Loaded>
    </>
  );
}

type StageFrameProps = Pick<CallFrameProps, 'title' | 'description'> & {
  children: (stage: Stage, call: Call, rights: Rights) => ReactNode;
};

/** A page of one stage. */
export function StageFrame({ title, description, children }: StageFrameProps) {
  const t = useText();
  const say = useBilingual();
  const { stageId = '' } = useParams();
  const stageOf = (call: Call) => call.stages.find((stage) => stage.id === stageId);
  return (
    <CallFrame
      title={title}
      description={description}
      crumbs={(call) => [{ label: say(stageOf(call)?.title), to: paths.admin.stage(call.id, stageId) }]}
    >
      {(call, rights) => {
        const stage = stageOf(call);
        return stage ? children(stage, call, rights) : <EmptyState title={t('common.not_found.title')} />;
      }}
    </CallFrame>
  );
}
