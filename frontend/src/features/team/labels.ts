/** Names of the kinds of organisation, as message ids, in the order of the form. */
export const organisationKinds = {
  large: 'applicant.organisation.kind.large',
  mid_size: 'applicant.organisation.kind.mid_size',
  small_medium: 'applicant.organisation.kind.small_medium',
  start_up: 'applicant.organisation.kind.start_up',
  university: 'applicant.organisation.kind.university',
  research_institute: 'applicant.organisation.kind.research_institute',
  public_body: 'applicant.organisation.kind.public_body',
  foreign: 'applicant.organisation.kind.foreign',
} as const;

export type OrganisationKind = keyof typeof organisationKinds;

export function isOrganisationKind(kind: string): kind is OrganisationKind {
  return kind in organisationKinds;
}

/** What became of a team at a stage. */
export const outcomes = {
  undecided: { label: 'applicant.outcome.undecided', tone: 'neutral' },
  passed: { label: 'applicant.outcome.passed', tone: 'success' },
  failed: { label: 'applicant.outcome.failed', tone: 'danger' },
  reserve: { label: 'applicant.outcome.reserve', tone: 'warning' },
} as const;

export type OutcomeName = keyof typeof outcomes;

export function isOutcome(outcome: string): outcome is OutcomeName {
  return outcome in outcomes;
}

/** The answers to a line, as message ids. */
export const answerNames = {
  accept: 'applicant.offer.accept',
  accept_less: 'applicant.offer.accept_less',
  decline: 'applicant.offer.decline',
} as const;
