import { safeReturnPath } from '@/lib/return-path';

/** The portals and the first part of their paths. */
export const portalRoots = { applicant: '/apply', judge: '/judge', admin: '/admin' } as const;
export type Portal = keyof typeof portalRoots;

/** The pages of a stage in the administration. */
export type StagePart = 'gates' | 'panel' | 'assignments' | 'progress' | 'ranking' | 'decisions' | 'release';

/** Every path of the application. Public pages (`/`, `/calls/…`) are the server's: link to them with `href`. */
export const paths = {
  signIn: (returnTo?: string) => {
    const safe = safeReturnPath(returnTo);
    return safe ? `/sign-in?return_to=${encodeURIComponent(safe)}` : '/sign-in';
  },
  reset: () => '/reset-password',
  register: (returnTo?: string) => {
    const safe = safeReturnPath(returnTo);
    return safe ? `/register?return_to=${encodeURIComponent(safe)}` : '/register';
  },
  invitation: (token: string) => `/invitations/${token}`,
  gallery: () => '/gallery',
  applicant: {
    home: () => portalRoots.applicant,
    call: (callId: string) => `${portalRoots.applicant}/calls/${callId}`,
    registerTeam: (callId: string) => `${portalRoots.applicant}/calls/${callId}/register`,
    team: (teamId: string) => `${portalRoots.applicant}/teams/${teamId}`,
    results: (teamId: string) => `${portalRoots.applicant}/teams/${teamId}/results`,
    offers: (teamId: string) => `${portalRoots.applicant}/teams/${teamId}/offers`,
    submission: (submissionId: string) => `${portalRoots.applicant}/submissions/${submissionId}`,
    section: (submissionId: string, key: string) =>
      `${portalRoots.applicant}/submissions/${submissionId}/sections/${key}`,
    document: (submissionId: string, key: string) =>
      `${portalRoots.applicant}/submissions/${submissionId}/documents/${key}`,
    requests: (submissionId: string) => `${portalRoots.applicant}/submissions/${submissionId}/requests`,
    check: (submissionId: string) => `${portalRoots.applicant}/submissions/${submissionId}/check`,
    receipt: (submissionId: string, reference?: string) =>
      `${portalRoots.applicant}/submissions/${submissionId}/receipt${reference ? `?reference=${encodeURIComponent(reference)}` : ''}`,
  },
  judge: {
    home: () => portalRoots.judge,
    assignment: (assignmentId: string) => `${portalRoots.judge}/assignments/${assignmentId}`,
  },
  admin: {
    home: () => portalRoots.admin,
    newCall: () => `${portalRoots.admin}/calls/new`,
    call: (callId: string) => `${portalRoots.admin}/calls/${callId}`,
    editCall: (callId: string) => `${portalRoots.admin}/calls/${callId}/edit`,
    teams: (callId: string) => `${portalRoots.admin}/calls/${callId}/teams`,
    team: (callId: string, teamId: string) => `${portalRoots.admin}/calls/${callId}/teams/${teamId}`,
    stage: (callId: string, stageId: string, part?: StagePart) =>
      `${portalRoots.admin}/calls/${callId}/stages/${stageId}${part ? `/${part}` : ''}`,
    grants: (callId: string) => `${portalRoots.admin}/calls/${callId}/grants`,
    newPool: (callId: string) => `${portalRoots.admin}/calls/${callId}/grants/new-pool`,
    awards: (callId: string) => `${portalRoots.admin}/calls/${callId}/awards`,
    award: (callId: string, teamId: string) => `${portalRoots.admin}/calls/${callId}/awards/${teamId}`,
    ledger: (callId: string) => `${portalRoots.admin}/calls/${callId}/ledger`,
    users: () => `${portalRoots.admin}/users`,
    newUser: () => `${portalRoots.admin}/users/new`,
    organisations: () => `${portalRoots.admin}/organisations`,
  },
} as const;
