import { act, fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { renderUi } from '@/test/render';
import { ToastRegion } from './toast';
import { dismissToast, showToast, toastStore } from './toast-store';

describe('toast', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });

  afterEach(() => {
    vi.useRealTimers();
    for (const toast of toastStore.read()) dismissToast(toast.id);
  });

  const later = (milliseconds: number) => act(() => vi.advanceTimersByTime(milliseconds));

  it('is announced and goes by itself', () => {
    renderUi(<ToastRegion />);
    act(() => showToast('초대장을 보냈습니다'));
    expect(screen.getByRole('status')).toHaveTextContent('초대장을 보냈습니다');
    later(8000);
    expect(screen.queryByText('초대장을 보냈습니다')).toBeNull();
  });

  it('stays while it is being read', () => {
    renderUi(<ToastRegion />);
    act(() => showToast('보냈습니다'));
    const card = screen.getByText('보냈습니다').parentElement as HTMLElement;
    fireEvent.mouseEnter(card);
    later(60_000);
    expect(card).toBeInTheDocument();
    fireEvent.mouseLeave(card);
    later(8000);
    expect(card).not.toBeInTheDocument();
  });

  it('stays until it is dismissed when it is bad news', () => {
    renderUi(<ToastRegion />);
    act(() => showToast('보내지 못했습니다', 'danger'));
    later(600_000);
    fireEvent.click(screen.getByRole('button', { name: '알림 닫기' }));
    expect(screen.queryByText('보내지 못했습니다')).toBeNull();
  });
});
