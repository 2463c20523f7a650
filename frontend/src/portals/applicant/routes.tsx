import type { RouteObject } from 'react-router';
import { ApplicantLayout } from './layout';
import { CallPage } from './pages/call-page';
import { CheckPage } from './pages/check-page';
import { DocumentPage } from './pages/document-page';
import { HomePage } from './pages/home-page';
import { OffersPage } from './pages/offers-page';
import { ReceiptPage } from './pages/receipt-page';
import { RegisterTeamPage } from './pages/register-team-page';
import { RequestsPage } from './pages/requests-page';
import { ResultsPage } from './pages/results-page';
import { SectionPage } from './pages/section-page';
import { SubmissionPage } from './pages/submission-page';
import { TeamPage } from './pages/team-page';

/** The pages of this portal; loaded only by those who enter it. */
export const routes: RouteObject[] = [
  {
    element: <ApplicantLayout />,
    children: [
      { index: true, element: <HomePage /> },
      { path: 'calls/:callId', element: <CallPage /> },
      { path: 'calls/:callId/register', element: <RegisterTeamPage /> },
      { path: 'teams/:teamId', element: <TeamPage /> },
      { path: 'teams/:teamId/results', element: <ResultsPage /> },
      { path: 'teams/:teamId/offers', element: <OffersPage /> },
      { path: 'submissions/:submissionId', element: <SubmissionPage /> },
      { path: 'submissions/:submissionId/sections/:sectionKey', element: <SectionPage /> },
      { path: 'submissions/:submissionId/documents/:documentKey', element: <DocumentPage /> },
      { path: 'submissions/:submissionId/requests', element: <RequestsPage /> },
      { path: 'submissions/:submissionId/check', element: <CheckPage /> },
      { path: 'submissions/:submissionId/receipt', element: <ReceiptPage /> },
    ],
  },
];
