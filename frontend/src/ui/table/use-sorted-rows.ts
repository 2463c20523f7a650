import { useMemo, useState } from 'react';

export type Sort = { column: string; direction: 'ascending' | 'descending' };

type Accessors<Row> = Record<string, (row: Row) => string | number>;

/**
 * Sorts rows that are all here. Names in code-point order, as the server does;
 * lists that come page by page are sorted by the server instead. Pass stable `accessors`.
 */
export function useSortedRows<Row>(rows: readonly Row[], accessors: Accessors<Row>, initial?: Sort) {
  const [sort, setSort] = useState<Sort | undefined>(initial);
  const sorted = useMemo(() => {
    const valueOf = sort && accessors[sort.column];
    if (!valueOf) return rows;
    const sign = sort.direction === 'ascending' ? 1 : -1;
    return [...rows].sort((a, b) => sign * compare(valueOf(a), valueOf(b)));
  }, [rows, accessors, sort]);
  return { rows: sorted, sort, onSortChange: setSort };
}

function compare(a: string | number, b: string | number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
