import { Button } from '@mantine/core';
import { useEffect } from 'react';
import { useRevalidator } from 'react-router';
import { useOnline } from '#console/shell/connection.ts';
import { MessageInPage } from './message-in-page.tsx';
import { MessagePage } from './message-page.tsx';

/** Why there is no page, and what can be done. A page that could not be fetched is tried again once the network is back. */
const useFailure = () => {
  const online = useOnline();
  const { revalidate } = useRevalidator();
  useEffect(() => {
    const tryAgain = () => void revalidate();
    window.addEventListener('online', tryAgain);
    return () => window.removeEventListener('online', tryAgain);
  }, [revalidate]);
  if (!online)
    return {
      title: 'You’re offline',
      children: 'We’ll load this page when you’re back online.',
    };
  return {
    title: 'Something went wrong',
    children: 'We couldn’t load this page. Reload to get the latest version.',
    actions: <Button onClick={() => window.location.reload()}>Reload</Button>,
  };
};

/** In the place of a page. */
export const PageFailed = () => <MessagePage {...useFailure()} />;

/** In the place of a section of an organization. The frame around it stays. */
export const SectionFailed = () => <MessageInPage {...useFailure()} />;
