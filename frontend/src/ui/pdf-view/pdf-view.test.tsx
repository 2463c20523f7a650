import { act, screen, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { renderUi } from '@/test/render';
import type { OpenPdf } from './pdf-document';
import { PdfView } from './pdf-view';

const pdf = vi.hoisted(() => ({ openPdf: vi.fn(), pdfProblem: vi.fn() }));
vi.mock('./pdf-document', () => pdf);

const data = new ArrayBuffer(4);
const size = { width: 600, height: 800 };

function opened(pages: number): OpenPdf {
  return { pages: Array(pages).fill(size), draw: vi.fn().mockResolvedValue(undefined), close: vi.fn() };
}

let nearby: (() => void)[];

beforeEach(() => {
  nearby = [];
  pdf.openPdf.mockReset();
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      constructor(notify: (entries: { isIntersecting: boolean }[]) => void) {
        nearby.push(() => notify([{ isIntersecting: true }]));
      }
      observe() {}
      disconnect() {}
    },
  );
});

describe('PdfView', () => {
  it('turns pages by button, number and key', async () => {
    pdf.openPdf.mockResolvedValue(opened(3));
    const { user } = renderUi(<PdfView data={data} label="계획서" />);
    expect(screen.getByRole('status')).toHaveTextContent('계획서 여는 중입니다');
    const number = await screen.findByRole('textbox', { name: '쪽 번호, 모두 3쪽' });
    expect(screen.getByRole('button', { name: '이전 쪽' })).toBeDisabled();
    await user.click(screen.getByRole('button', { name: '다음 쪽' }));
    expect(number).toHaveValue('2');
    await user.clear(number);
    await user.type(number, '99{Enter}');
    expect(number).toHaveValue('3');
    screen.getByRole('region', { name: '계획서' }).focus();
    await user.keyboard('{Home}');
    expect(number).toHaveValue('1');
    await user.keyboard('{PageDown}');
    expect(number).toHaveValue('2');
  });

  it('begins at the page it is told, and turns when told anew', async () => {
    pdf.openPdf.mockResolvedValue(opened(5));
    renderUi(<PdfView data={data} label="계획서" page={4} />);
    await waitFor(async () => expect(await screen.findByRole('textbox')).toHaveValue('4'));
  });

  it('draws a page only when it comes near', async () => {
    const document = opened(2);
    pdf.openPdf.mockResolvedValue(document);
    renderUi(<PdfView data={data} label="계획서" />);
    await screen.findByRole('group', { name: '2쪽' });
    expect(document.draw).not.toHaveBeenCalled();
    act(() => nearby[1]?.());
    expect(document.draw).toHaveBeenCalledExactlyOnceWith(2, expect.anything(), 1, expect.any(AbortSignal));
  });

  it('zooms', async () => {
    pdf.openPdf.mockResolvedValue(opened(1));
    const { user } = renderUi(<PdfView data={data} label="계획서" />);
    await user.click(await screen.findByRole('button', { name: '크게 보기' }));
    expect(screen.getByText('125%')).toBeVisible();
    await user.click(screen.getByRole('button', { name: '작게 보기' }));
    expect(screen.getByText('100%')).toBeVisible();
  });

  it.each([
    ['password', '암호가 걸린 문서입니다.'],
    ['broken', '문서가 손상되었습니다. 파일을 내려받아 확인하십시오.'],
  ])('says why a document cannot be shown: %s', async (problem, words) => {
    pdf.openPdf.mockRejectedValue(new Error('no'));
    pdf.pdfProblem.mockReturnValue(problem);
    renderUi(<PdfView data={data} label="계획서" />);
    expect(await screen.findByText(words)).toBeVisible();
  });

  it('closes the document when it goes', async () => {
    const document = opened(1);
    pdf.openPdf.mockResolvedValue(document);
    const { unmount } = renderUi(<PdfView data={data} label="계획서" />);
    await screen.findByRole('group', { name: '1쪽' });
    unmount();
    expect(document.close).toHaveBeenCalledOnce();
  });
});
