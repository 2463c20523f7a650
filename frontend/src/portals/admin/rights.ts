import { useMe } from '@/features/account/api';

/** What the signed-in person may do. It only decides what is shown: the server decides what is done. */
export type Rights = {
  id: string;
  name: string;
  isOrganiser: boolean;
  isOperator: boolean;
  isAuditor: boolean;
  /** Whether calls are any of this person's business. */
  seesCalls: boolean;
  administers: (callId: string) => boolean;
  approves: (callId: string) => boolean;
  /** Whether the person sees what happens inside the call: teams, panels, results. */
  oversees: (callId: string) => boolean;
};

export function useRights(): Rights {
  const me = useMe().data;
  const roles = me?.roles ?? [];
  const has = (role: string, scope?: string) =>
    roles.some((one) => one.role === role && (scope === undefined || one.scope_id === scope));
  const isOrganiser = has('organiser');
  const isAuditor = has('auditor');
  const administers = (callId: string) => has('administrator', callId);
  const approves = (callId: string) => has('approver', callId);
  return {
    id: me?.person.id ?? '',
    name: me?.person.name ?? '',
    isOrganiser,
    isOperator: has('operator'),
    isAuditor,
    seesCalls: isOrganiser || isAuditor || has('administrator') || has('approver'),
    administers,
    approves,
    oversees: (callId) => isAuditor || administers(callId) || approves(callId),
  };
}
