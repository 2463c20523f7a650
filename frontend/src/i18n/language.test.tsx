import { screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { renderUi } from '@/test/render';
import { LanguageSwitch } from '@/ui/language-switch/language-switch';
import { readLanguage, writeLanguage } from './language';
import { useText } from './use-text';

function Words() {
  const t = useText();
  return <p>{t('common.upload.count', { count: 1234, max: 2000 })}</p>;
}

describe('language', () => {
  afterEach(() => writeLanguage('ko'));

  it.each([
    ['', 'ko'],
    ['wbl_lang=en', 'en'],
    ['a=1; wbl_lang=en; b=2', 'en'],
    ['wbl_lang=fr', 'ko'],
    ['xwbl_lang=en', 'ko'],
  ])('reads %j as %s', (cookies, language) => {
    expect(readLanguage(cookies)).toBe(language);
  });

  it('switches words, html lang and cookie in place', async () => {
    const { user } = renderUi(
      <>
        <LanguageSwitch />
        <Words />
      </>,
    );
    expect(screen.getByText('1,234 / 2,000개')).toBeVisible();
    expect(document.documentElement.lang).toBe('ko');
    await user.click(screen.getByRole('button', { name: 'English' }));
    expect(await screen.findByText('1,234 of 2,000 files')).toBeVisible();
    await waitFor(() => expect(document.documentElement.lang).toBe('en'));
    expect(readLanguage()).toBe('en');
    expect(screen.getByRole('button', { name: 'English' })).toHaveAttribute('aria-pressed', 'true');
  });
});
