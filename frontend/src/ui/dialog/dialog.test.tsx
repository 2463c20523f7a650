import { screen, waitFor } from '@testing-library/react';
import { useState } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { renderUi } from '@/test/render';
import { ConfirmDialog, Dialog } from './dialog';

function Sample() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button onClick={() => setOpen(true)}>열기</button>
      <Dialog title="구성원 초대" visibility={open ? 'open' : 'closed'} onClose={() => setOpen(false)}>
        <p>내용</p>
      </Dialog>
    </>
  );
}

describe('Dialog', () => {
  it('takes the focus, closes with Escape, and gives the focus back', async () => {
    const { user } = renderUi(<Sample />);
    await user.click(screen.getByRole('button', { name: '열기' }));
    const dialog = await screen.findByRole('dialog', { name: '구성원 초대' });
    expect(dialog).toContainElement(document.activeElement as HTMLElement);
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await waitFor(() => expect(screen.getByRole('button', { name: '열기' })).toHaveFocus());
  });

  it('closes by its button', async () => {
    const { user } = renderUi(<Sample />);
    await user.click(screen.getByRole('button', { name: '열기' }));
    await user.click(await screen.findByRole('button', { name: '닫기' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });
});

describe('ConfirmDialog', () => {
  it('acts only on the button that names the act', async () => {
    const confirm = vi.fn();
    const close = vi.fn();
    const { user } = renderUi(
      <ConfirmDialog
        title="제출을 취소하시겠습니까?"
        visibility="open"
        onClose={close}
        onConfirm={confirm}
        confirmLabel="제출 취소"
      >
        되돌릴 수 없습니다.
      </ConfirmDialog>,
    );
    expect(await screen.findByRole('alertdialog', { name: '제출을 취소하시겠습니까?' })).toBeVisible();
    await user.click(screen.getByRole('button', { name: '취소' }));
    expect(close).toHaveBeenCalledOnce();
    expect(confirm).not.toHaveBeenCalled();
    await user.click(screen.getByRole('button', { name: '제출 취소' }));
    expect(confirm).toHaveBeenCalledOnce();
  });
});
