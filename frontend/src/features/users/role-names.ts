/** Message ids of roles, whatever they are held in. */
export const roleNames = {
  operator: 'admin.role.operator',
  organiser: 'admin.role.organiser',
  auditor: 'admin.role.auditor',
  administrator: 'admin.role.administrator',
  approver: 'admin.role.approver',
  officer: 'admin.role.officer',
  lead: 'admin.role.lead',
  member: 'admin.role.member',
  judge: 'admin.role.judge',
  chair: 'admin.role.chair',
} as const;
export type RoleName = keyof typeof roleNames;

export function isKnownRole(role: string): role is RoleName {
  return role in roleNames;
}
