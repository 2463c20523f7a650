/** The names of the portals, as message ids. */
export const portalNames = {
  applicant: 'account.portal.applicant',
  judge: 'account.portal.judge',
  admin: 'account.portal.admin',
} as const;
