import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { renderRoutes, renderUi } from '@/test/render';
import { ButtonLink, Link } from './link';

describe('Link', () => {
  it('goes to a screen without loading the page anew', async () => {
    const { user } = renderRoutes([
      { path: '/', element: <Link to="/next">다음</Link> },
      { path: '/next', element: <p>도착</p> },
    ]);
    await user.click(screen.getByRole('link', { name: '다음' }));
    expect(await screen.findByText('도착')).toBeVisible();
  });

  it('says what the words alone do not', () => {
    renderUi(
      <Link to="/a" hiddenText="사업자등록번호">
        바꾸기
      </Link>,
    );
    expect(screen.getByRole('link', { name: '바꾸기 사업자등록번호' })).toBeVisible();
  });

  it('warns of a new window, which cannot reach back', () => {
    renderUi(
      <Link href="https://example.com/" target="new-window">
        공고
      </Link>,
    );
    const link = screen.getByRole('link', { name: '공고 (새 창)' });
    expect(link).toHaveAttribute('target', '_blank');
    expect(link).toHaveAttribute('rel', 'noreferrer');
  });
});

describe('ButtonLink', () => {
  it('is a link', () => {
    renderUi(<ButtonLink href="/receipt.pdf">접수증</ButtonLink>);
    expect(screen.getByRole('link', { name: '접수증' })).toHaveAttribute('href', '/receipt.pdf');
  });
});
