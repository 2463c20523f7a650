import { QueryClientProvider } from '@tanstack/react-query';
import { render, type RenderResult } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { createMemoryRouter, RouterProvider, type RouteObject } from 'react-router';
import { newQueryClient } from '@/api/query';
import { en } from '@/i18n/en';
import { ko } from '@/i18n/ko';
import type { Language } from '@/i18n/language';
import { LanguageProvider } from '@/i18n/provider';

type Options = { language?: Language; path?: string };
type Rendered = RenderResult & { user: UserEvent };

const messages = { ko, en };

/** Renders in the application's providers, in Korean unless said otherwise. */
export function renderUi(ui: ReactNode, options: Options = {}): Rendered {
  return renderRoutes([{ path: '*', element: ui }], options);
}

/** Renders routes at a path. */
export function renderRoutes(routes: RouteObject[], { language = 'ko', path = '/' }: Options = {}): Rendered {
  const router = createMemoryRouter(routes, { initialEntries: [path] });
  const client = newQueryClient();
  client.setDefaultOptions({ queries: { retry: false } });
  const result = render(
    <QueryClientProvider client={client}>
      <LanguageProvider initial={{ language, messages: messages[language] }}>
        <RouterProvider router={router} />
      </LanguageProvider>
    </QueryClientProvider>,
  );
  return { ...result, user: userEvent.setup() };
}
