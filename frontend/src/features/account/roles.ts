import type { components } from '@/api/schema';
import type { Portal } from '@/paths';

export type Me = components['schemas']['Me'];

const portalRoles: Record<Exclude<Portal, 'applicant'>, readonly string[]> = {
  judge: ['judge', 'chair'],
  admin: ['organiser', 'operator', 'administrator', 'approver', 'auditor'],
};

/** Whether the portal is open to this person. It only decides what is shown: the server protects the data. */
export function mayEnter(me: Me, portal: Portal): boolean {
  return portal === 'applicant' || me.roles.some(({ role }) => portalRoles[portal].includes(role));
}

/** The portals of this person, the one to begin with first. */
export function portalsOf(me: Me): Portal[] {
  return (['admin', 'judge', 'applicant'] as const).filter((portal) => mayEnter(me, portal));
}
