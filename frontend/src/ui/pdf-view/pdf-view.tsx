import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { useText } from '@/i18n/use-text';
import { Button } from '@/ui/button/button';
import controls from '@/ui/field/control.module.css';
import { InlineAlert } from '@/ui/inline-alert/inline-alert';
import { Loading } from '@/ui/loading/loading';
import type { OpenPdf } from './pdf-document';
import { PdfPage } from './pdf-page';
import styles from './pdf-view.module.css';
import { usePdf } from './use-pdf';

type PdfViewProps = {
  /** The document's bytes, fetched with the reader's rights. Keep the same buffer: a new one is a new document. */
  data: ArrayBuffer;
  /** The document's name. */
  label: string;
  /** The page to begin at, from 1; a new number turns to that page. */
  page?: number;
};

/** Reads a PDF on the page: pages below each other, real text for search and screen readers. */
export function PdfView({ data, label, page = 1 }: PdfViewProps) {
  const t = useText();
  const state = usePdf(data);
  if (state.phase === 'opening') return <Loading label={t('common.pdf.opening', { name: label })} />;
  if (state.phase === 'failed') {
    return (
      <InlineAlert tone="danger" urgency="polite" title={t('common.pdf.failed', { name: label })}>
        {t(state.problem === 'password' ? 'common.pdf.password' : 'common.pdf.broken')}
      </InlineAlert>
    );
  }
  return <Reader pdf={state.pdf} label={label} wanted={page} />;
}

const zooms = [50, 75, 100, 125, 150, 200, 300];

type ReaderProps = { pdf: OpenPdf; label: string; wanted: number };

function Reader({ pdf, label, wanted }: ReaderProps) {
  const [zoom, setZoom] = useState(100);
  const { scroller, current, turnTo } = usePages(pdf.pages.length, wanted);
  const width = useFitWidth(scroller);
  const widest = Math.max(...pdf.pages.map((size) => size.width));
  const scale = ((width || widest) / widest) * (zoom / 100);

  const keys = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = { PageDown: current + 1, PageUp: current - 1, Home: 1, End: pdf.pages.length }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    turnTo(next);
  };

  return (
    <div className={styles.view}>
      <Toolbar pages={pdf.pages.length} current={current} onTurn={turnTo} zoom={zoom} onZoom={setZoom} label={label} />
      {/* The keys turn pages only while the document itself has the focus. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <div
        ref={scroller}
        className={styles.scroller}
        role="region"
        aria-label={label}
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        onKeyDown={keys}
      >
        {pdf.pages.map((size, index) => (
          <PdfPage key={index} pdf={pdf} number={index + 1} size={size} scale={scale} scroller={scroller} />
        ))}
      </div>
    </div>
  );
}

type ToolbarProps = {
  pages: number;
  current: number;
  onTurn: (page: number) => void;
  zoom: number;
  onZoom: (zoom: number) => void;
  label: string;
};

function Toolbar({ pages, current, onTurn, zoom, onZoom, label }: ToolbarProps) {
  const t = useText();
  const smaller = zooms.findLast((step) => step < zoom);
  const larger = zooms.find((step) => step > zoom);
  return (
    <div role="toolbar" aria-label={t('common.pdf.tools', { name: label })} className={styles.tools}>
      <div className={styles.group}>
        <Button
          size="small"
          icon="chevron-up"
          display="icon-only"
          disabled={current <= 1}
          onClick={() => onTurn(current - 1)}
        >
          {t('common.pdf.previous')}
        </Button>
        <PageInput pages={pages} current={current} onTurn={onTurn} />
        <Button
          size="small"
          icon="chevron-down"
          display="icon-only"
          disabled={current >= pages}
          onClick={() => onTurn(current + 1)}
        >
          {t('common.pdf.next')}
        </Button>
      </div>
      <div className={styles.group}>
        <Button
          size="small"
          icon="minus"
          display="icon-only"
          disabled={!smaller}
          onClick={() => smaller && onZoom(smaller)}
        >
          {t('common.pdf.smaller')}
        </Button>
        <span role="status" className={styles.zoom}>
          {zoom}%
        </span>
        <Button
          size="small"
          icon="plus"
          display="icon-only"
          disabled={!larger}
          onClick={() => larger && onZoom(larger)}
        >
          {t('common.pdf.larger')}
        </Button>
      </div>
    </div>
  );
}

function PageInput({ pages, current, onTurn }: Pick<ToolbarProps, 'pages' | 'current' | 'onTurn'>) {
  const t = useText();
  const id = useId();
  const [typed, setTyped] = useState<string>();
  const go = () => {
    const page = Number(typed);
    if (typed !== undefined && Number.isInteger(page)) onTurn(page);
    setTyped(undefined);
  };
  return (
    <span className={styles.page}>
      <label htmlFor={id} className="visually-hidden">
        {t('common.pdf.page_of', { pages })}
      </label>
      <input
        id={id}
        className={`${controls.control} ${styles.number}`}
        inputMode="numeric"
        value={typed ?? current}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => event.key === 'Enter' && go()}
        onBlur={go}
      />
      <span aria-hidden="true">/ {pages}</span>
    </span>
  );
}

// Which page is read is told by the scroll position; turning is scrolling.
function usePages(count: number, wanted: number) {
  const scroller = useRef<HTMLDivElement>(null);
  const [current, setCurrent] = useState(1);

  const turnTo = (page: number) => {
    const target = Math.min(count, Math.max(1, page));
    const element = scroller.current?.children[target - 1];
    if (scroller.current && element instanceof HTMLElement) scroller.current.scrollTop = element.offsetTop - 8;
    setCurrent(target);
  };
  const turn = useRef(turnTo);
  useEffect(() => {
    turn.current = turnTo;
  });
  useEffect(() => turn.current(wanted), [wanted]);

  useEffect(() => {
    const box = scroller.current;
    if (!box) return undefined;
    const follow = () => {
      const line = box.scrollTop + box.clientHeight / 3;
      const passed = Array.from(box.children).filter((page) => (page as HTMLElement).offsetTop <= line);
      setCurrent(Math.max(1, passed.length));
    };
    box.addEventListener('scroll', follow, { passive: true });
    return () => box.removeEventListener('scroll', follow);
  }, []);

  return { scroller, current, turnTo };
}

const margin = 32;

function useFitWidth(scroller: React.RefObject<HTMLDivElement | null>): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const box = scroller.current;
    if (!box) return undefined;
    const observer = new ResizeObserver(() => setWidth(Math.max(200, box.clientWidth - margin)));
    observer.observe(box);
    return () => observer.disconnect();
  }, [scroller]);
  return width;
}
