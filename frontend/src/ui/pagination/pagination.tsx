import { useText } from '@/i18n/use-text';
import { Button } from '@/ui/button/button';
import styles from './pagination.module.css';

type PaginationProps = {
  /** What is paged through: "신청 목록". */
  label: string;
  /** Left out when there is no such page: lists go by cursor, so there are no page numbers. */
  onPrevious?: (() => void) | undefined;
  onNext?: (() => void) | undefined;
  /** "1–20 / 137", when it is known. */
  position?: string;
};

/** The next and the previous page of a list. */
export function Pagination({ label, onPrevious, onNext, position }: PaginationProps) {
  const t = useText();
  if (!onPrevious && !onNext) return null;
  return (
    <nav className={styles.pagination} aria-label={label}>
      <Button icon="chevron-left" disabled={!onPrevious} onClick={onPrevious}>
        {t('common.pagination.previous')}
      </Button>
      {position && <span className={styles.position}>{position}</span>}
      <Button icon="chevron-right" iconPlace="end" disabled={!onNext} onClick={onNext}>
        {t('common.pagination.next')}
      </Button>
    </nav>
  );
}
