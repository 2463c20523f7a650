import 'pretendard-gov/dist/web/variable/pretendardvariable-gov-dynamic-subset.css';
import '@/ui/tokens.css';
import './global.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router/dom';
import { newQueryClient } from '@/api/query';
import { LanguageProvider } from '@/i18n/provider';
import { applyDisplay, readDisplay } from '@/lib/display';
import { newRouter } from './router';

applyDisplay(readDisplay());

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={newQueryClient()}>
      <LanguageProvider>
        <RouterProvider router={newRouter()} />
      </LanguageProvider>
    </QueryClientProvider>
  </StrictMode>,
);
