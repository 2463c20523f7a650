import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { organisationsOptions } from '@/features/users/api';
import { OrganisationTable } from '@/features/users/organisation-table';
import { useText } from '@/i18n/use-text';
import { FilterBar } from '@/ui/filter-bar/filter-bar';
import { Stack } from '@/ui/layout/layout';
import { PageHeader } from '@/ui/page-header/page-header';
import { Loaded } from '../loaded';

/** The registered organisations. */
export function OrganisationsPage() {
  const t = useText();
  const [params, setParams] = useSearchParams();
  const search = params.get('search') ?? '';
  const organisations = useQuery({ ...organisationsOptions(search), placeholderData: keepPreviousData });
  const change = (value: string) => setParams(value ? { search: value } : {}, { replace: true });
  return (
    <>
      <PageHeader title={t('admin.nav.organisations')} description={t('admin.organisation.description')} />
      <Stack>
        <FilterBar
          label={t('admin.organisation.find')}
          search={{ label: t('admin.organisation.search'), value: search, onChange: change }}
          filters={[]}
          onReset={() => change('')}
          result={t('admin.organisation.count', { count: organisations.data?.length ?? 0 })}
        />
        <Loaded query={organisations}>{(found) => <OrganisationTable organisations={found} />}</Loaded>
      </Stack>
    </>
  );
}
