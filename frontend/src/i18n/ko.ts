import { account } from './ko/account';
import { admin } from './ko/admin';
import { adminCall } from './ko/admin-call';
import { adminGrant } from './ko/admin-grant';
import { adminPanel } from './ko/admin-panel';
import { adminResult } from './ko/admin-result';
import { applicant } from './ko/applicant';
import { applicantSubmission } from './ko/applicant-submission';
import { common } from './ko/common';
import { judge } from './ko/judge';

/** All Korean messages. Add to the file of the area, never here. */
export const ko = {
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
