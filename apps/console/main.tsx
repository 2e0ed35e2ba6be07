import './styles.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { newRouter } from './app/router.tsx';
import { followSystemTheme } from './app/shell/theme.ts';
import { startLive } from './data/live.ts';
import { newQueryClient } from './data/query-client.ts';

const element = document.getElementById('root');
if (!element) throw new Error('BUG: index.html has no element with the id root');

const client = newQueryClient();
followSystemTheme();
startLive(client);

createRoot(element).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <RouterProvider router={newRouter(client)} />
    </QueryClientProvider>
  </StrictMode>,
);
