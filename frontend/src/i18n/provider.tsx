import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { I18nProvider as AriaLocaleProvider } from 'react-aria-components/I18nProvider';
import { IntlProvider } from 'react-intl';
import { fieldLocales, locales, readLanguage, writeLanguage, type Language } from './language';
import { loadMessages, type Messages } from './messages';

type LanguageChoice = { language: Language; setLanguage: (language: Language) => void };

const LanguageContext = createContext<LanguageChoice | undefined>(undefined);

/** The reader's language and the one way to change it. */
export function useLanguage(): LanguageChoice {
  const choice = useContext(LanguageContext);
  if (!choice) throw new Error('useLanguage needs a LanguageProvider above it');
  return choice;
}

type Loaded = { language: Language; messages: Messages };

type LanguageProviderProps = {
  children: ReactNode;
  /** For tests and the gallery; the application starts from the cookie and loads by itself. */
  initial?: Loaded;
};

/**
 * Gives messages, formats and widget words in the reader's language, and keeps
 * `<html lang>` and the cookie in step. While the words of a newly chosen language
 * load, the old ones stay on the screen.
 */
export function LanguageProvider({ children, initial }: LanguageProviderProps) {
  const [wanted, setWanted] = useState<Language>(() => initial?.language ?? readLanguage());
  const [loaded, setLoaded] = useState(initial);
  const isThere = loaded?.language === wanted;

  useEffect(() => {
    if (isThere) return undefined;
    let live = true;
    void loadMessages(wanted).then((messages) => {
      if (live) setLoaded({ language: wanted, messages });
    });
    return () => {
      live = false;
    };
  }, [isThere, wanted]);

  useEffect(() => {
    if (loaded) document.documentElement.lang = loaded.language;
  }, [loaded]);

  const choice = useMemo<LanguageChoice | undefined>(
    () =>
      loaded && {
        language: loaded.language,
        setLanguage: (language) => {
          writeLanguage(language);
          setWanted(language);
        },
      },
    [loaded],
  );

  if (!loaded || !choice) return null;
  const locale = locales[loaded.language];
  return (
    <LanguageContext value={choice}>
      <IntlProvider locale={locale} messages={loaded.messages} defaultLocale={locale}>
        <AriaLocaleProvider locale={fieldLocales[loaded.language]}>{children}</AriaLocaleProvider>
      </IntlProvider>
    </LanguageContext>
  );
}
