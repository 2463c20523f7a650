import type { RouteObject } from 'react-router';
import { AdminLayout } from './layout';
import { AssignmentsPage } from './pages/assignments-page';
import { AwardPage } from './pages/award-page';
import { AwardsPage } from './pages/awards-page';
import { CallPage } from './pages/call-page';
import { DecisionsPage } from './pages/decisions-page';
import { EditCallPage } from './pages/edit-call-page';
import { GatesPage } from './pages/gates-page';
import { GrantsPage } from './pages/grants-page';
import { HomePage } from './pages/home-page';
import { LedgerPage } from './pages/ledger-page';
import { NewCallPage } from './pages/new-call-page';
import { NewPoolPage } from './pages/new-pool-page';
import { NewUserPage } from './pages/new-user-page';
import { OrganisationsPage } from './pages/organisations-page';
import { PanelPage } from './pages/panel-page';
import { ProgressPage } from './pages/progress-page';
import { RankingPage } from './pages/ranking-page';
import { ReleasePage } from './pages/release-page';
import { StagePage } from './pages/stage-page';
import { TeamPage } from './pages/team-page';
import { TeamsPage } from './pages/teams-page';
import { UsersPage } from './pages/users-page';

const call = 'calls/:callId';
const stage = `${call}/stages/:stageId`;

/** The pages of this portal; loaded only by those who enter it. */
export const routes: RouteObject[] = [
  {
    element: <AdminLayout />,
    children: [
      { index: true, element: <HomePage /> },
      { path: 'calls/new', element: <NewCallPage /> },
      { path: call, element: <CallPage /> },
      { path: `${call}/edit`, element: <EditCallPage /> },
      { path: `${call}/teams`, element: <TeamsPage /> },
      { path: `${call}/teams/:teamId`, element: <TeamPage /> },
      { path: stage, element: <StagePage /> },
      { path: `${stage}/gates`, element: <GatesPage /> },
      { path: `${stage}/panel`, element: <PanelPage /> },
      { path: `${stage}/assignments`, element: <AssignmentsPage /> },
      { path: `${stage}/progress`, element: <ProgressPage /> },
      { path: `${stage}/ranking`, element: <RankingPage /> },
      { path: `${stage}/decisions`, element: <DecisionsPage /> },
      { path: `${stage}/release`, element: <ReleasePage /> },
      { path: `${call}/grants`, element: <GrantsPage /> },
      { path: `${call}/grants/new-pool`, element: <NewPoolPage /> },
      { path: `${call}/awards`, element: <AwardsPage /> },
      { path: `${call}/awards/:teamId`, element: <AwardPage /> },
      { path: `${call}/ledger`, element: <LedgerPage /> },
      { path: 'users', element: <UsersPage /> },
      { path: 'users/new', element: <NewUserPage /> },
      { path: 'organisations', element: <OrganisationsPage /> },
    ],
  },
];
