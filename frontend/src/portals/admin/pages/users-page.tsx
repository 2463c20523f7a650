import { useInfiniteQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { usersOptions } from '@/features/users/api';
import { UserTable } from '@/features/users/user-table';
import { useText } from '@/i18n/use-text';
import { paths } from '@/paths';
import { Button } from '@/ui/button/button';
import { FilterBar } from '@/ui/filter-bar/filter-bar';
import { Stack } from '@/ui/layout/layout';
import { ButtonLink } from '@/ui/link/link';
import { PageHeader } from '@/ui/page-header/page-header';
import { Loaded } from '../loaded';
import { useRights } from '../rights';

/** The accounts of the installation. */
export function UsersPage() {
  const t = useText();
  const rights = useRights();
  const [params, setParams] = useSearchParams();
  const search = params.get('search') ?? '';
  const users = useInfiniteQuery({ ...usersOptions(search), placeholderData: (before) => before });
  const change = (value: string) => setParams(value ? { search: value } : {}, { replace: true });
  const shown = users.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <PageHeader
        title={t('admin.nav.users')}
        description={t('admin.user.description')}
        actions={
          <ButtonLink to={paths.admin.newUser()} variant="primary" icon="plus">
            {t('admin.user.new')}
          </ButtonLink>
        }
      />
      <Stack>
        <FilterBar
          label={t('admin.user.find')}
          search={{ label: t('admin.user.search'), value: search, onChange: change }}
          filters={[]}
          onReset={() => change('')}
          result={t(users.hasNextPage ? 'admin.user.count_more' : 'admin.user.count', { count: shown.length })}
        />
        <Loaded query={users}>{() => <UserTable users={shown} ownId={rights.id} />}</Loaded>
        {users.hasNextPage && (
          <div>
            <Button status={users.isFetchingNextPage ? 'pending' : 'ready'} onClick={() => void users.fetchNextPage()}>
              {t('admin.more')}
            </Button>
          </div>
        )}
      </Stack>
    </>
  );
}
