import { useEffect, useState } from 'react';
import type { OpenPdf, PdfProblem } from './pdf-document';

export type PdfState =
  { phase: 'opening' } | { phase: 'open'; pdf: OpenPdf } | { phase: 'failed'; problem: PdfProblem };

type Opened = { data: ArrayBuffer; state: PdfState };

/** Opens a document with pdf.js, which is loaded only now, and closes it again. */
export function usePdf(data: ArrayBuffer): PdfState {
  const [opened, setOpened] = useState<Opened>();
  useEffect(() => {
    let live = true;
    let close: (() => void) | undefined;
    void import('./pdf-document').then(async ({ openPdf, pdfProblem }) => {
      try {
        const pdf = await openPdf(data);
        close = pdf.close;
        if (live) setOpened({ data, state: { phase: 'open', pdf } });
        else close();
      } catch (error) {
        if (live) setOpened({ data, state: { phase: 'failed', problem: pdfProblem(error) } });
      }
    });
    return () => {
      live = false;
      close?.();
    };
  }, [data]);
  return opened?.data === data ? opened.state : { phase: 'opening' };
}
