import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { AppError } from '@/api/app-error';
import { renderUi } from '@/test/render';
import { CallTextForm } from './call-text-form';

const refused = new AppError({
  status: 422,
  code: 'input.invalid',
  title: '',
  errors: [
    { location: 'body.stages[1].tree.root.points', code: 'a', message: '합계가 맞지 않습니다.' },
    { location: 'body', code: 'b', message: '읽을 수 없습니다.' },
  ],
});

function show(onSubmit: (text: string) => Promise<void>) {
  return renderUi(<CallTextForm initial="key: x" submitLabel="저장" status="ready" onSubmit={onSubmit} />);
}

describe('text of a call', () => {
  it('lists every problem with its place and keeps the text', async () => {
    const { user } = show(() => Promise.reject(refused));
    await user.click(screen.getByRole('button', { name: '저장' }));
    const summary = await screen.findByRole('alert');
    expect(summary).toHaveFocus();
    expect(summary).toHaveTextContent('stages[1].tree.root.points: 합계가 맞지 않습니다.');
    expect(screen.getByRole('textbox')).toHaveValue('key: x');
    expect(screen.getByRole('textbox')).toBeInvalid();
    await user.click(screen.getByRole('link', { name: '읽을 수 없습니다.' }));
    expect(screen.getByRole('textbox')).toHaveFocus();
  });

  it('takes the text of a file', async () => {
    const submit = vi.fn().mockResolvedValue(undefined);
    const { user, container } = show(submit);
    const input = container.querySelector<HTMLInputElement>('input[type="file"]');
    const file = Object.assign(new File([''], 'call.yaml'), { text: () => Promise.resolve('key: from-file') });
    await user.upload(input!, file);
    await waitFor(() => expect(screen.getByRole('textbox')).toHaveValue('key: from-file'));
    await user.click(screen.getByRole('button', { name: '저장' }));
    expect(submit).toHaveBeenCalledWith('key: from-file');
  });

  it('refuses a file that is no text, and keeps what is there', async () => {
    const { user, container } = show(vi.fn());
    const input = container.querySelector<HTMLInputElement>('input[type="file"]');
    const file = Object.assign(new File([''], 'call.yaml'), { text: () => Promise.resolve('%PDF-1.7 \uFFFD\uFFFD') });
    await user.upload(input!, file);
    expect(await screen.findByRole('alert')).toHaveTextContent('call.yaml');
    expect(screen.getByRole('textbox')).toHaveValue('key: x');
  });
});
