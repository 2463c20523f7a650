import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { renderUi } from '@/test/render';
import { Loading } from './loading';

describe('Loading', () => {
  it.each(['spinner', 'skeleton'] as const)('is announced as a %s', (variant) => {
    renderUi(<Loading variant={variant} label="팀을 불러오는 중" />);
    expect(screen.getByRole('status')).toHaveTextContent('팀을 불러오는 중');
  });
});
