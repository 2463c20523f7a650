import {
  useId,
  useLayoutEffect,
  useRef,
  useState,
  type CSSProperties,
  type KeyboardEvent,
  type ReactNode,
} from 'react';
import { useText } from '@/i18n/use-text';
import { useMedia } from '@/lib/use-media';
import styles from './split-view.module.css';
import { narrowest, useSplit, widest } from './use-split';

export type Pane = { label: string; content: ReactNode };

type SplitViewProps = {
  /** Reading side. */
  start: Pane;
  /** Writing side. */
  end: Pane;
  /** Names the remembered position of the splitter: one per kind of screen. */
  storageKey: string;
};

type Side = 'start' | 'end';

/**
 * Two panes that scroll alone, with a splitter between them; on narrow screens two
 * tabs. Both panes stay mounted and keep their place in either form, so nothing
 * that was typed or read is lost by turning a tablet.
 */
export function SplitView({ start, end, storageKey }: SplitViewProps) {
  const t = useText();
  const narrow = useMedia('(max-width: 1024px)');
  const { share, handlers } = useSplit(storageKey);
  const [side, setSide] = useState<Side>('start');
  const id = useId();
  const frame = useFillHeight();
  const paneProps = { narrow, id };
  return (
    <div
      ref={frame}
      className={styles.split}
      data-layout={narrow ? 'tabs' : 'panes'}
      style={{ '--share': `${share}%` } as CSSProperties}
    >
      {narrow && <PaneTabs id={id} side={side} onSelect={setSide} labels={{ start: start.label, end: end.label }} />}
      <PaneBox {...paneProps} side="start" shown={!narrow || side === 'start'} pane={start} />
      {!narrow && (
        <div
          className={styles.splitter}
          role="separator"
          aria-orientation="vertical"
          aria-label={t('common.split.separator', { start: start.label, end: end.label })}
          aria-controls={`${id}-start`}
          aria-valuenow={share}
          aria-valuemin={narrowest}
          aria-valuemax={widest}
          // A splitter that can be moved is a control by its ARIA role, though HTML has no element for it.
          // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          tabIndex={0}
          {...handlers}
        />
      )}
      <PaneBox {...paneProps} side="end" shown={!narrow || side === 'end'} pane={end} />
    </div>
  );
}

type PaneBoxProps = { id: string; side: Side; narrow: boolean; shown: boolean; pane: Pane };

function PaneBox({ id, side, narrow, shown, pane }: PaneBoxProps) {
  const naming = narrow
    ? { role: 'tabpanel', 'aria-labelledby': `${id}-${side}-tab` }
    : { role: 'region', 'aria-label': pane.label };
  return (
    // A pane scrolls, so the keyboard must be able to reach it.
    <div
      id={`${id}-${side}`}
      className={styles.pane}
      data-visibility={shown ? 'shown' : 'hidden'}
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      {...naming}
    >
      {pane.content}
    </div>
  );
}

type PaneTabsProps = { id: string; side: Side; onSelect: (side: Side) => void; labels: Record<Side, string> };

function PaneTabs({ id, side, onSelect, labels }: PaneTabsProps) {
  const other: Side = side === 'start' ? 'end' : 'start';
  const turn = (event: KeyboardEvent) => {
    if (!['ArrowLeft', 'ArrowRight', 'Home', 'End'].includes(event.key)) return;
    event.preventDefault();
    onSelect(other);
    document.getElementById(`${id}-${other}-tab`)?.focus();
  };
  return (
    <div role="tablist" className={styles.tabs}>
      {(['start', 'end'] as const).map((one) => (
        <button
          key={one}
          type="button"
          role="tab"
          id={`${id}-${one}-tab`}
          className={styles.tab}
          aria-selected={one === side}
          aria-controls={`${id}-${one}`}
          tabIndex={one === side ? 0 : -1}
          onClick={() => onSelect(one)}
          onKeyDown={turn}
        >
          {labels[one]}
        </button>
      ))}
    </div>
  );
}

// The panes reach to the lower edge of the window, wherever they begin.
function useFillHeight() {
  const frame = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const measure = () => {
      const top = (frame.current?.getBoundingClientRect().top ?? 0) + window.scrollY;
      frame.current?.style.setProperty('--top', `${Math.round(top)}px`);
    };
    measure();
    window.addEventListener('resize', measure);
    return () => window.removeEventListener('resize', measure);
  }, []);
  return frame;
}
