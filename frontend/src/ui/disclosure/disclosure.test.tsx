import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { renderUi } from '@/test/render';
import { Disclosure } from './disclosure';

describe('Disclosure', () => {
  it('opens on demand', async () => {
    const { user } = renderUi(<Disclosure title="점수 계산">평균을 냅니다.</Disclosure>);
    expect(screen.getByText('평균을 냅니다.')).not.toBeVisible();
    await user.click(screen.getByText('점수 계산'));
    expect(screen.getByText('평균을 냅니다.')).toBeVisible();
  });
});
