import { screen } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { renderUi } from '@/test/render';
import { Select } from './select';

const options = [
  { value: 'a', label: '기업' },
  { value: 'b', label: '대학' },
  { value: 'c', label: '기타', state: 'disabled' as const },
];

describe('Select', () => {
  it('chooses nothing for the reader, and gives what is chosen', async () => {
    const change = vi.fn();
    const { user } = renderUi(<Select label="유형" value="" onChange={change} options={options} />);
    const select = screen.getByRole('combobox', { name: '유형' });
    expect(select).toHaveDisplayValue('선택하십시오');
    await user.selectOptions(select, '대학');
    expect(change).toHaveBeenCalledWith('b');
    expect(screen.getByRole('option', { name: '기타' })).toBeDisabled();
  });

  it('lets an optional choice be taken back', () => {
    renderUi(<Select label="유형" requirement="optional" value="a" onChange={vi.fn()} options={options} />);
    expect(screen.getByRole('option', { name: '선택하십시오' })).toBeEnabled();
  });
});
