import { languages, locales } from '@/i18n/language';
import { useLanguage } from '@/i18n/provider';
import { useText } from '@/i18n/use-text';
import styles from './language-switch.module.css';

const names = { ko: '한국어', en: 'English' } as const;

/** Each language by its own name; the page stays where it is. */
export function LanguageSwitch() {
  const t = useText();
  const { language, setLanguage } = useLanguage();
  return (
    <div role="group" aria-label={t('common.language')} className={styles.switch}>
      {languages.map((choice) => (
        <button
          key={choice}
          type="button"
          lang={locales[choice]}
          className={styles.choice}
          aria-pressed={choice === language}
          onClick={() => setLanguage(choice)}
        >
          {names[choice]}
        </button>
      ))}
    </div>
  );
}
