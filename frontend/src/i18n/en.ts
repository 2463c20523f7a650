import type { Messages } from './messages';
import { account } from './en/account';
import { admin } from './en/admin';
import { applicant } from './en/applicant';
import { common } from './en/common';
import { judge } from './en/judge';

/** All English messages. Add to the file of the area, never here. */
export const en: Messages = { ...common, ...account, ...applicant, ...judge, ...admin };
