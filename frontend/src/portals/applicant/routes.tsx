import { lazy, Suspense, type ComponentType } from 'react';
import type { RouteObject } from 'react-router';
import { Loading } from '@/ui/loading/loading';
import { ApplicantLayout } from './layout';
import { HomePage } from './pages/home-page';

// Every page but the first is a chunk of its own, so that the portal opens quickly on a slow line.
function later(load: () => Promise<{ default: ComponentType }>) {
  const Page = lazy(load);
  return (
    <Suspense fallback={<Loading />}>
      <Page />
    </Suspense>
  );
}

/** The pages of this portal; loaded only by those who enter it. */
export const routes: RouteObject[] = [
  {
    element: <ApplicantLayout />,
    children: [
      { index: true, element: <HomePage /> },
      {
        path: 'calls/:callId',
        element: later(async () => ({ default: (await import('./pages/call-page')).CallPage })),
      },
      {
        path: 'calls/:callId/register',
        element: later(async () => ({ default: (await import('./pages/register-team-page')).RegisterTeamPage })),
      },
      {
        path: 'teams/:teamId',
        element: later(async () => ({ default: (await import('./pages/team-page')).TeamPage })),
      },
      {
        path: 'teams/:teamId/results',
        element: later(async () => ({ default: (await import('./pages/results-page')).ResultsPage })),
      },
      {
        path: 'teams/:teamId/offers',
        element: later(async () => ({ default: (await import('./pages/offers-page')).OffersPage })),
      },
      {
        path: 'submissions/:submissionId',
        element: later(async () => ({ default: (await import('./pages/submission-page')).SubmissionPage })),
      },
      {
        path: 'submissions/:submissionId/sections/:sectionKey',
        element: later(async () => ({ default: (await import('./pages/section-page')).SectionPage })),
      },
      {
        path: 'submissions/:submissionId/documents/:documentKey',
        element: later(async () => ({ default: (await import('./pages/document-page')).DocumentPage })),
      },
      {
        path: 'submissions/:submissionId/requests',
        element: later(async () => ({ default: (await import('./pages/requests-page')).RequestsPage })),
      },
      {
        path: 'submissions/:submissionId/check',
        element: later(async () => ({ default: (await import('./pages/check-page')).CheckPage })),
      },
      {
        path: 'submissions/:submissionId/receipt',
        element: later(async () => ({ default: (await import('./pages/receipt-page')).ReceiptPage })),
      },
    ],
  },
];
