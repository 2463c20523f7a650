import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from 'react-router';
import { callOptions } from '@/features/call/api';
import { myOrganisationsOptions } from '@/features/team/api';
import { TeamForm } from '@/features/team/team-form';
import { useBilingual, useNameOf } from '@/i18n/bilingual';
import { useText } from '@/i18n/use-text';
import { paths } from '@/paths';
import { Stack } from '@/ui/layout/layout';
import { PageHeader } from '@/ui/page-header/page-header';
import { showToast } from '@/ui/toast/toast-store';
import { Loaded } from '../loaded';

/** Registers a team for a call. */
export function RegisterTeamPage() {
  const t = useText();
  const nameOf = useNameOf();
  const say = useBilingual();
  const navigate = useNavigate();
  const { callId = '' } = useParams();
  const call = useQuery(callOptions(callId));
  const organisations = useQuery(myOrganisationsOptions);
  const title = t('applicant.register.title');
  return (
    <Loaded query={call} title={title}>
      {(data) => (
        <Loaded query={organisations} title={title}>
          {(mine) => (
            <Stack gap="large">
              <PageHeader
                title={title}
                crumbs={[
                  { label: t('applicant.nav.home'), to: paths.applicant.home() },
                  { label: say(data.title), to: paths.applicant.call(callId) },
                ]}
                context={say(data.title)}
                description={t('applicant.register.help')}
              />
              <TeamForm
                callId={callId}
                organisations={mine}
                onDone={(team) => {
                  showToast(t('applicant.register.done', { name: nameOf(team) }));
                  void navigate(paths.applicant.team(team.id), { replace: true });
                }}
              />
            </Stack>
          )}
        </Loaded>
      )}
    </Loaded>
  );
}
