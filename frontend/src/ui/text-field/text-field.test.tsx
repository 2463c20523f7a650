import { screen } from '@testing-library/react';
import { useState } from 'react';
import { describe, expect, it } from 'vitest';
import { renderUi } from '@/test/render';
import { TextField } from './text-field';

function Sample(props: Partial<Parameters<typeof TextField>[0]>) {
  const [value, setValue] = useState('');
  return (
    <>
      <TextField label="이름" value={value} onChange={setValue} {...props} />
      <output>{value}</output>
    </>
  );
}

describe('TextField', () => {
  it('gives what is typed', async () => {
    const { user } = renderUi(<Sample autoComplete="name" />);
    await user.type(screen.getByLabelText('이름'), '김가온');
    expect(screen.getByText('김가온')).toBeInTheDocument();
    expect(screen.getByLabelText('이름')).toHaveAttribute('autocomplete', 'name');
  });

  it('shows a password on demand', async () => {
    const { user } = renderUi(<Sample label="비밀번호" type="password" />);
    const input = screen.getByLabelText('비밀번호');
    expect(input).toHaveAttribute('type', 'password');
    await user.click(screen.getByRole('button', { name: '표시' }));
    expect(input).toHaveAttribute('type', 'text');
    expect(screen.getByRole('button', { name: '표시' })).toHaveAttribute('aria-pressed', 'true');
  });
});
