import { fireEvent, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { renderUi } from '@/test/render';
import { SplitView } from './split-view';

function view() {
  return (
    <SplitView
      storageKey="split-test"
      start={{ label: '서류', content: <p>문서</p> }}
      end={{ label: '평가표', content: <input aria-label="점수" /> }}
    />
  );
}

function narrow() {
  window.matchMedia = (query) => Object.assign(new EventTarget(), { matches: true, media: query }) as MediaQueryList;
}

describe('SplitView on a wide screen', () => {
  it('has two named panes and a splitter that the keyboard moves within its limits', async () => {
    const { user } = renderUi(view());
    expect(screen.getByRole('region', { name: '서류' })).toBeVisible();
    expect(screen.getByRole('region', { name: '평가표' })).toBeVisible();
    const splitter = screen.getByRole('separator', { name: '서류, 평가표 너비 조절' });
    splitter.focus();
    await user.keyboard('{ArrowRight}');
    expect(splitter).toHaveAttribute('aria-valuenow', '52');
    await user.keyboard('{End}{ArrowRight}');
    expect(splitter).toHaveAttribute('aria-valuenow', '75');
    await user.keyboard('{Home}{ArrowLeft}');
    expect(splitter).toHaveAttribute('aria-valuenow', '25');
    await user.keyboard('{Enter}');
    expect(splitter).toHaveAttribute('aria-valuenow', '50');
  });

  it('remembers where the splitter was, and mistrusts what it finds', () => {
    localStorage.setItem('split-test', '64');
    const first = renderUi(view());
    expect(screen.getByRole('separator')).toHaveAttribute('aria-valuenow', '64');
    first.unmount();
    localStorage.setItem('split-test', 'nonsense');
    renderUi(view());
    expect(screen.getByRole('separator')).toHaveAttribute('aria-valuenow', '50');
  });

  it('goes back to the middle by a double click', () => {
    localStorage.setItem('split-test', '64');
    renderUi(view());
    fireEvent.doubleClick(screen.getByRole('separator'));
    expect(localStorage.getItem('split-test')).toBe('50');
  });
});

describe('SplitView on a narrow screen', () => {
  it('is two tabs, turned by keyboard, and keeps what was typed', async () => {
    narrow();
    const { user } = renderUi(view());
    expect(screen.queryByRole('separator')).toBeNull();
    await user.click(screen.getByRole('tab', { name: '평가표' }));
    await user.type(screen.getByRole('textbox', { name: '점수' }), '37');
    screen.getByRole('tab', { name: '평가표' }).focus();
    await user.keyboard('{ArrowLeft}');
    expect(screen.getByRole('tab', { name: '서류' })).toHaveFocus();
    expect(screen.getByRole('tab', { name: '서류' })).toHaveAttribute('aria-selected', 'true');
    await user.keyboard('{ArrowRight}');
    expect(screen.getByRole('textbox', { name: '점수' })).toHaveValue('37');
  });
});
