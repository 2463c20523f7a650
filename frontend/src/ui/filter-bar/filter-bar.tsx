import { useText } from '@/i18n/use-text';
import { Button } from '@/ui/button/button';
import { Select, type SelectOption } from '@/ui/select/select';
import { TextField } from '@/ui/text-field/text-field';
import styles from './filter-bar.module.css';

export type Filter = {
  id: string;
  label: string;
  options: SelectOption[];
  /** Empty for all. */
  value: string;
  onChange: (value: string) => void;
};

type FilterBarProps = {
  /** What is searched: "평가 목록 찾기". */
  label: string;
  search?: { label: string; value: string; onChange: (value: string) => void };
  filters: Filter[];
  onReset: () => void;
  /** How many are shown: announced when it changes. */
  result: string;
};

/** Narrows a list, at once with every choice. Keep the values in the URL, so that the view can be shared. */
export function FilterBar({ label, search, filters, onReset, result }: FilterBarProps) {
  const t = useText();
  const active = filters.some((filter) => filter.value) || Boolean(search?.value);
  return (
    <div role="search" aria-label={label} className={styles.bar}>
      <div className={styles.fields}>
        {search && <TextField {...search} type="search" requirement="required" width="fill" />}
        {filters.map((filter) => (
          <Select
            key={filter.id}
            label={filter.label}
            value={filter.value || 'all'}
            onChange={(value) => filter.onChange(value === 'all' ? '' : value)}
            options={[{ value: 'all', label: t('common.filter.all') }, ...filter.options]}
            width="fill"
          />
        ))}
      </div>
      <div className={styles.result}>
        <p role="status">{result}</p>
        {active && (
          <Button size="small" variant="tertiary" icon="cross" onClick={onReset}>
            {t('common.filter.reset')}
          </Button>
        )}
      </div>
    </div>
  );
}
