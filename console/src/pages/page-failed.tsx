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
      title: 'You are offline',
      children:
        'This page was not opened before, and can’t be fetched now. It opens by itself when you are back online.',
    };
  return {
    title: 'Something went wrong',
    children: 'The page could not be shown. A new version may have come out while it was open: reload it.',
    actions: <Button onClick={() => window.location.reload()}>Reload</Button>,
  };
};

/** In the place of a page. */
export const PageFailed = () => <MessagePage {...useFailure()} />;

/** In the place of a section of an organization. The frame around it stays. */
export const SectionFailed = () => <MessageInPage {...useFailure()} />;
