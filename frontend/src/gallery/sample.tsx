import { useCallback, type ReactNode } from 'react';
import { useLanguage } from '@/i18n/provider';
import styles from './gallery.module.css';

/** Sample words in both languages: `say('신청', 'Application')`. */
export function useSay(): (ko: string, en: string) => string {
  const { language } = useLanguage();
  return useCallback((ko, en) => (language === 'ko' ? ko : en), [language]);
}

type SampleProps = { name: string; children: ReactNode };

/** One component in some of its states, under its name in the code. */
export function Sample({ name, children }: SampleProps) {
  return (
    <section className={styles.sample} aria-label={name}>
      <h3 className={styles.name}>{name}</h3>
      {children}
    </section>
  );
}
