import { createIntl } from 'react-intl';
import { en } from '../src/i18n/en';
import { ko } from '../src/i18n/ko';
import type { MessageId } from '../src/i18n/messages';

const messages = { ko, en };

/** A text of the screens, so that a story finds things by the words that people read. */
export function say(id: MessageId, values: Record<string, string | number> = {}, language: 'ko' | 'en' = 'ko'): string {
  const intl = createIntl({ locale: language === 'ko' ? 'ko-KR' : 'en-US', messages: messages[language] });
  return intl.formatMessage({ id }, values);
}
