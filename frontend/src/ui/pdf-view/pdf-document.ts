import {
  getDocument,
  GlobalWorkerOptions,
  TextLayer,
  type PDFDocumentLoadingTask,
  type PDFDocumentProxy,
  type PDFPageProxy,
} from 'pdfjs-dist';
import workerUrl from 'pdfjs-dist/build/pdf.worker.min.mjs?url';

GlobalWorkerOptions.workerSrc = workerUrl;

/** Why a document cannot be shown. */
export type PdfProblem = 'password' | 'broken';

/** Size of a page in CSS pixels at scale 1. */
export type PageSize = { width: number; height: number };

/** An opened document: all that the viewer needs of pdf.js. */
export type OpenPdf = {
  pages: PageSize[];
  /** Draws a page; the promise ends when it stands, and is rejected when `signal` aborts. */
  draw: (page: number, target: PageTarget, scale: number, signal: AbortSignal) => Promise<void>;
  close: () => void;
};

export type PageTarget = { canvas: HTMLCanvasElement; text: HTMLElement };

/** Opens fetched bytes. The bytes are copied, because pdf.js hands them to its worker for good. */
export async function openPdf(data: ArrayBuffer): Promise<OpenPdf> {
  const task = getDocument({
    data: data.slice(0),
    // Korean documents often name fonts that they do not carry; these tables say what their codes mean.
    cMapUrl: '/assets/pdfjs/cmaps/',
    wasmUrl: '/assets/pdfjs/wasm/',
    isEvalSupported: false,
    enableXfa: false,
  });
  const pdf = await task.promise;
  return { pages: await sizesOf(pdf), draw: drawer(pdf), close: () => close(task) };
}

/** What an error of openPdf means for the reader. */
export function pdfProblem(error: unknown): PdfProblem {
  return error instanceof Error && error.name === 'PasswordException' ? 'password' : 'broken';
}

function close(task: PDFDocumentLoadingTask): void {
  void task.destroy();
}

async function sizesOf(pdf: PDFDocumentProxy): Promise<PageSize[]> {
  const numbers = Array.from({ length: pdf.numPages }, (_, index) => index + 1);
  const pages = await Promise.all(numbers.map((number) => pdf.getPage(number)));
  return pages.map((page) => {
    const { width, height } = page.getViewport({ scale: 1 });
    return { width, height };
  });
}

function drawer(pdf: PDFDocumentProxy): OpenPdf['draw'] {
  return async (number, target, scale, signal) => {
    const page = await pdf.getPage(number);
    signal.throwIfAborted();
    await Promise.all([drawCanvas(page, target.canvas, scale, signal), drawText(page, target.text, scale, signal)]);
  };
}

async function drawCanvas(page: PDFPageProxy, canvas: HTMLCanvasElement, scale: number, signal: AbortSignal) {
  const sharp = Math.min(window.devicePixelRatio || 1, 2);
  const viewport = page.getViewport({ scale: scale * sharp });
  canvas.width = Math.floor(viewport.width);
  canvas.height = Math.floor(viewport.height);
  const drawing = page.render({ canvas, viewport });
  signal.addEventListener('abort', () => drawing.cancel(), { once: true });
  await drawing.promise;
}

async function drawText(page: PDFPageProxy, container: HTMLElement, scale: number, signal: AbortSignal) {
  container.replaceChildren();
  const layer = new TextLayer({
    textContentSource: page.streamTextContent(),
    container,
    viewport: page.getViewport({ scale }),
  });
  signal.addEventListener('abort', () => layer.cancel(), { once: true });
  await layer.render();
}
