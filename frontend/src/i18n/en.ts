import type { Messages } from './messages';
import { account } from './en/account';
import { admin } from './en/admin';
import { adminCall } from './en/admin-call';
import { adminGrant } from './en/admin-grant';
import { adminPanel } from './en/admin-panel';
import { adminResult } from './en/admin-result';
import { applicant } from './en/applicant';
import { applicantSubmission } from './en/applicant-submission';
import { common } from './en/common';
import { judge } from './en/judge';

/** All English messages. Add to the file of the area, never here. */
export const en: Messages = {
  ...common,
  ...account,
  ...applicant,
  ...applicantSubmission,
  ...judge,
  ...admin,
  ...adminCall,
  ...adminPanel,
  ...adminResult,
  ...adminGrant,
};
