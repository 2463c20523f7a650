import {
  createBrowserRouter,
  Navigate,
  Outlet,
  ScrollRestoration,
  useLocation,
  useParams,
  useRoutes,
  type RouteObject,
} from 'react-router';
import { CompletePage } from '@/features/account/complete-page';
import { InvitationPage } from '@/features/account/invitation-page';
import { RegisterPage, ResetPage } from '@/features/account/register-page';
import { SignInPage } from '@/features/account/sign-in-page';
import { isDemo } from '@/lib/mode';
import { paths, portalRoots } from '@/paths';
import { Loading } from '@/ui/loading/loading';
import { ToastRegion } from '@/ui/toast/toast';
import { CrashPage } from './crash-page';
import { NotFoundPage } from './not-found-page';

function Root() {
  return (
    <>
      <Outlet />
      <ToastRegion />
      <ScrollRestoration />
    </>
  );
}

type PortalModule = { routes: RouteObject[] };

// Each portal is a chunk of its own: who never judges never downloads the score sheet.
function portal(root: string, load: () => Promise<PortalModule>): RouteObject {
  return {
    path: `${root}/*`,
    lazy: async () => {
      const { routes } = await load();
      const tree = [...routes, { path: '*', element: <NotFoundPage /> }];
      return { Component: () => useRoutes(tree) };
    },
  };
}

const gallery: RouteObject = {
  path: '/gallery',
  lazy: async () => ({ Component: (await import('./gallery/gallery-page')).GalleryPage }),
};

// The address on receipts and in mails; it names no portal, so that it can stay for ever.
function ReceiptRedirect() {
  const { id = '' } = useParams();
  const { search } = useLocation();
  return <Navigate to={paths.applicant.receipt(id) + search} replace />;
}

/** The whole tree; the gallery is in it only where the server says so. */
export function appRoutes(): RouteObject[] {
  return [
    {
      element: <Root />,
      errorElement: <CrashPage />,
      hydrateFallbackElement: <Loading />,
      children: [
        // The server draws this page itself; only Vite's development server leaves it to us.
        { index: true, element: <Navigate to={paths.signIn()} replace /> },
        { path: '/sign-in', element: <SignInPage /> },
        { path: '/register', element: <RegisterPage /> },
        { path: '/reset-password', element: <ResetPage /> },
        { path: '/register/:token', element: <CompletePage /> },
        { path: '/invitations/:token', element: <InvitationPage /> },
        { path: '/submissions/:id/receipt', element: <ReceiptRedirect /> },
        portal(portalRoots.applicant, () => import('./portals/applicant/routes')),
        portal(portalRoots.judge, () => import('./portals/judge/routes')),
        portal(portalRoots.admin, () => import('./portals/admin/routes')),
        ...(isDemo() ? [gallery] : []),
        { path: '*', element: <NotFoundPage /> },
      ],
    },
  ];
}

export function newRouter() {
  return createBrowserRouter(appRoutes());
}
