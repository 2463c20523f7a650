import { useText } from '@/i18n/use-text';
import { EmptyState } from '@/ui/empty-state/empty-state';
import { Table, type Column } from '@/ui/table/table';
import type { Organisation } from './api';

const kindNames = {
  large: 'admin.organisation.large',
  mid_size: 'admin.organisation.mid_size',
  small_medium: 'admin.organisation.small_medium',
  start_up: 'admin.organisation.start_up',
  university: 'admin.organisation.university',
  research_institute: 'admin.organisation.research_institute',
  public_body: 'admin.organisation.public_body',
  foreign: 'admin.organisation.foreign',
} as const;

/** Registered organisations. */
export function OrganisationTable({ organisations }: { organisations: Organisation[] }) {
  const t = useText();
  const kind = (key: string) => (key in kindNames ? t(kindNames[key as keyof typeof kindNames]) : key);
  const columns: Column<Organisation>[] = [
    { id: 'name', header: t('admin.organisation.name'), kind: 'row-header', cell: (one) => one.name },
    { id: 'name_en', header: t('admin.organisation.name_en'), cell: (one) => one.name_en || '–' },
    { id: 'number', header: t('admin.organisation.number'), cell: (one) => one.registration_number },
    { id: 'kind', header: t('admin.organisation.kind'), cell: (one) => kind(one.kind) },
    { id: 'representative', header: t('admin.organisation.representative'), cell: (one) => one.representative || '–' },
  ];
  return (
    <Table
      caption={t('admin.organisation.caption')}
      captionDisplay="hidden"
      columns={columns}
      rows={organisations}
      rowKey={(one) => one.id}
      empty={<EmptyState title={t('admin.organisation.none')} />}
    />
  );
}
