import type { Language } from './language';
import type { ko } from './ko';

/** Every message there is; the Korean files define the set. */
export type MessageId = keyof typeof ko;
export type Messages = Record<MessageId, string>;

declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- react-intl reads its types from here.
  namespace FormatjsIntl {
    interface Message {
      ids: MessageId;
    }
  }
}

/** Loads one language only, so that nobody downloads the words of the other. */
export async function loadMessages(language: Language): Promise<Messages> {
  return language === 'ko' ? (await import('./ko')).ko : (await import('./en')).en;
}
