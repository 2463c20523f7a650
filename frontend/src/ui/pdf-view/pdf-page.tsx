import { useEffect, useRef, useState, type CSSProperties, type RefObject } from 'react';
import { useText } from '@/i18n/use-text';
import type { OpenPdf, PageSize } from './pdf-document';
import styles from './pdf-view.module.css';

type PdfPageProps = {
  pdf: OpenPdf;
  /** From 1. */
  number: number;
  size: PageSize;
  scale: number;
  scroller: RefObject<HTMLDivElement | null>;
};

/** One page: keeps its room from the start, and is drawn when it comes near. */
export function PdfPage({ pdf, number, size, scale, scroller }: PdfPageProps) {
  const t = useText();
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const text = useRef<HTMLDivElement>(null);
  const near = useNear(box, scroller);

  useEffect(() => {
    if (!near || !canvas.current || !text.current) return undefined;
    const stop = new AbortController();
    const target = { canvas: canvas.current, text: text.current };
    // A drawing that was given up for a newer one ends in a rejection that means nothing.
    pdf.draw(number, target, scale, stop.signal).catch(() => undefined);
    return () => stop.abort();
  }, [near, pdf, number, scale]);

  const box2d = {
    inlineSize: `${size.width * scale}px`,
    blockSize: `${size.height * scale}px`,
    '--total-scale-factor': scale,
    '--scale-round-x': '1px',
    '--scale-round-y': '1px',
  } as CSSProperties;

  return (
    <div
      ref={box}
      className={styles.sheet}
      role="group"
      aria-label={t('common.pdf.page', { page: number })}
      style={box2d}
    >
      {near && (
        <>
          <canvas ref={canvas} className={styles.canvas} aria-hidden="true" />
          <div ref={text} className={styles.text} />
        </>
      )}
    </div>
  );
}

function useNear(box: RefObject<HTMLElement | null>, scroller: RefObject<HTMLElement | null>): boolean {
  const [near, setNear] = useState(false);
  useEffect(() => {
    if (!box.current) return undefined;
    const observer = new IntersectionObserver(([entry]) => setNear(entry?.isIntersecting ?? false), {
      root: scroller.current,
      rootMargin: '100% 0px',
    });
    observer.observe(box.current);
    return () => observer.disconnect();
  }, [box, scroller]);
  return near;
}
