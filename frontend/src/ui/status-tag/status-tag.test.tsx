import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { renderUi } from '@/test/render';
import { StatusTag } from './status-tag';

describe('StatusTag', () => {
  it('tells its state in words and by a sign, not by colour alone', () => {
    renderUi(<StatusTag tone="danger">부적합</StatusTag>);
    const tag = screen.getByText('부적합');
    expect(tag.querySelector('svg')).toHaveAttribute('aria-hidden', 'true');
  });
});
