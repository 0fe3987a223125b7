import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './console.css';
import './forced-colors.css';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router/dom';
import { queryClient } from './api/query-client.ts';
import { takeInvitationLink } from './invitation/invitation-link.ts';
import { CannotOpen } from './pages/cannot-open.tsx';
import { consoleRouter } from './routes.tsx';
import { onSignedOut, startSession } from './session/session.ts';
import { loadSettings } from './session/settings.ts';
import { Notices } from './shell/notices.tsx';
import { nameProduct } from './shell/page-title.ts';
import { theme } from './theme.ts';
import { adoptTheme } from './theme-sheet.ts';

const open = async () => {
  const settings = await loadSettings();
  nameProduct(settings.productName);
  startSession(settings);
  onSignedOut(() => queryClient.setQueryData(['session'], false));
  return <RouterProvider router={consoleRouter()} />;
};

// First of all: whatever fails later, the token is out of the address bar.
takeInvitationLink();
adoptTheme();
const root = createRoot(document.getElementById('root') ?? document.body);
const content = await open().catch(() => <CannotOpen />);
root.render(
  <MantineProvider theme={theme} defaultColorScheme="auto" withCssVariables={false} withGlobalClasses={false}>
    <QueryClientProvider client={queryClient}>
      <Notices />
      {content}
    </QueryClientProvider>
  </MantineProvider>,
);
