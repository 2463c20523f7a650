import { useId, type ReactNode } from 'react';
import type { AppError } from '@/api/app-error';
import { useText } from '@/i18n/use-text';
import { EmptyState } from '@/ui/empty-state/empty-state';
import { ErrorState } from '@/ui/error-state/error-state';
import { Icon } from '@/ui/icon/icon';
import { Loading } from '@/ui/loading/loading';
import type { Sort } from './use-sorted-rows';
import styles from './table.module.css';

export type Column<Row> = {
  id: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** Numbers stand at the `end`. */
  align?: 'start' | 'center' | 'end';
  /** One column names the row; screen readers read it with every cell. */
  kind?: 'data' | 'row-header';
  order?: 'fixed' | 'sortable';
};

export type Selection<Row> = {
  keys: ReadonlySet<string>;
  onChange: (keys: ReadonlySet<string>) => void;
  /** Names the row for its check box: the application's name or number. */
  labelOf: (row: Row) => string;
};

type TableProps<Row> = {
  /** What the table shows; the name of the table. */
  caption: string;
  captionDisplay?: 'visible' | 'hidden';
  columns: Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  sort?: Sort | undefined;
  onSortChange?: (sort: Sort) => void;
  state?: 'ready' | 'loading' | 'error';
  error?: AppError | null | undefined;
  onRetry?: () => void;
  /** What stands there when there are no rows. */
  empty?: ReactNode;
  selection?: Selection<Row>;
  /** Rows of totals: `<tr>` elements. */
  footer?: ReactNode;
};

/** Data in rows. Wide tables scroll by themselves, with the keyboard too. */
export function Table<Row>({
  caption,
  captionDisplay = 'visible',
  state = 'ready',
  error,
  onRetry,
  empty,
  ...rest
}: TableProps<Row>) {
  const t = useText();
  const captionId = useId();
  const nothing = state === 'ready' && rest.rows.length === 0;
  const body = () => {
    if (state === 'loading') return <Loading variant="skeleton" label={t('common.table.loading', { caption })} />;
    if (state === 'error' && error) return <ErrorState error={error} {...(onRetry && { onRetry })} />;
    if (nothing) return empty ?? <EmptyState title={t('common.table.empty')} />;
    return (
      // A region that scrolls must be reachable by keyboard, and then must have a name.
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      <div className={styles.scroll} role="region" aria-labelledby={captionId} tabIndex={0}>
        <table className={styles.table} aria-labelledby={captionId}>
          <Head {...rest} />
          <Body {...rest} />
          {rest.footer && <tfoot>{rest.footer}</tfoot>}
        </table>
      </div>
    );
  };
  return (
    <div className={styles.block}>
      <p id={captionId} className={captionDisplay === 'hidden' ? 'visually-hidden' : styles.caption}>
        {caption}
      </p>
      {body()}
    </div>
  );
}

type PartProps<Row> = Pick<TableProps<Row>, 'columns' | 'rows' | 'rowKey' | 'sort' | 'onSortChange' | 'selection'>;

function Head<Row>({ columns, rows, rowKey, sort, onSortChange, selection }: PartProps<Row>) {
  return (
    <thead>
      <tr>
        {selection && <SelectAll rows={rows} rowKey={rowKey} selection={selection} />}
        {columns.map((column) => (
          <HeaderCell key={column.id} column={column} sort={sort} onSortChange={onSortChange} />
        ))}
      </tr>
    </thead>
  );
}

type HeaderCellProps<Row> = {
  column: Column<Row>;
  sort: Sort | undefined;
  onSortChange: ((sort: Sort) => void) | undefined;
};

function HeaderCell<Row>({ column, sort, onSortChange }: HeaderCellProps<Row>) {
  if (column.order !== 'sortable' || !onSortChange) {
    return (
      <th scope="col" data-align={column.align}>
        {column.header}
      </th>
    );
  }
  const direction = sort?.column === column.id ? sort.direction : undefined;
  const next = direction === 'ascending' ? 'descending' : 'ascending';
  const icon = direction === 'ascending' ? 'chevron-up' : direction ? 'chevron-down' : 'sort-both';
  return (
    <th scope="col" data-align={column.align} aria-sort={direction ?? 'none'}>
      <button
        type="button"
        className={styles.sort}
        onClick={() => onSortChange({ column: column.id, direction: next })}
      >
        {column.header}
        <Icon name={icon} size="small" />
      </button>
    </th>
  );
}

function Body<Row>({ columns, rows, rowKey, selection }: PartProps<Row>) {
  return (
    <tbody>
      {rows.map((row) => {
        const key = rowKey(row);
        return (
          <tr key={key} data-state={selection?.keys.has(key) ? 'selected' : undefined}>
            {selection && <SelectRow row={row} id={key} selection={selection} />}
            {columns.map((column) => (
              <BodyCell key={column.id} column={column} row={row} />
            ))}
          </tr>
        );
      })}
    </tbody>
  );
}

function BodyCell<Row>({ column, row }: { column: Column<Row>; row: Row }) {
  if (column.kind === 'row-header') {
    return (
      <th scope="row" data-align={column.align}>
        {column.cell(row)}
      </th>
    );
  }
  return <td data-align={column.align}>{column.cell(row)}</td>;
}

type SelectAllProps<Row> = { rows: readonly Row[]; rowKey: (row: Row) => string; selection: Selection<Row> };

function SelectAll<Row>({ rows, rowKey, selection }: SelectAllProps<Row>) {
  const t = useText();
  const keys = rows.map(rowKey);
  const chosen = keys.filter((key) => selection.keys.has(key)).length;
  return (
    <td className={styles.select}>
      <input
        type="checkbox"
        aria-label={t('common.table.select_all')}
        checked={chosen > 0 && chosen === keys.length}
        ref={(input) => {
          if (input) input.indeterminate = chosen > 0 && chosen < keys.length;
        }}
        onChange={(event) => selection.onChange(new Set(event.target.checked ? keys : []))}
      />
    </td>
  );
}

function SelectRow<Row>({ row, id, selection }: { row: Row; id: string; selection: Selection<Row> }) {
  const t = useText();
  const toggle = () => {
    const keys = new Set(selection.keys);
    if (!keys.delete(id)) keys.add(id);
    selection.onChange(keys);
  };
  return (
    <td className={styles.select}>
      <input
        type="checkbox"
        aria-label={t('common.table.select_row', { name: selection.labelOf(row) })}
        checked={selection.keys.has(id)}
        onChange={toggle}
      />
    </td>
  );
}
