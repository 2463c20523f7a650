import type { RouteObject } from 'react-router';
import { JudgeLayout } from './layout';
import { AssignmentPage } from './pages/assignment-page';
import { AssignmentsPage } from './pages/assignments-page';

/** The pages of this portal; loaded only by those who enter it. */
export const routes: RouteObject[] = [
  {
    element: <JudgeLayout />,
    children: [
      { index: true, element: <AssignmentsPage /> },
      { path: 'assignments/:id', element: <AssignmentPage /> },
    ],
  },
];
