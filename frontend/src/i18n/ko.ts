import { account } from './ko/account';
import { admin } from './ko/admin';
import { applicant } from './ko/applicant';
import { common } from './ko/common';
import { judge } from './ko/judge';

/** All Korean messages. Add to the file of the area, never here. */
export const ko = { ...common, ...account, ...applicant, ...judge, ...admin };
