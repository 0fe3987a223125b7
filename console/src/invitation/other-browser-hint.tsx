import { Alert, Button, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { appAroundBrowser } from './in-app-browser.ts';

const CopyLink = ({ link }: { readonly link: string }) => {
  const [state, setState] = useState<'waiting' | 'copied' | 'refused'>('waiting');
  const copy = async () => {
    const copied = await navigator.clipboard?.writeText(link).then(
      () => true,
      () => false,
    );
    setState(copied ? 'copied' : 'refused');
  };
  if (state === 'refused')
    return (
      <TextInput
        label="This app does not let the page copy: select the link and copy it"
        value={link}
        readOnly
        w="100%"
        onFocus={({ currentTarget }) => currentTarget.select()}
      />
    );
  return (
    <Button onClick={() => void copy()}>
      {state === 'copied' ? 'Copied: now paste it in your browser' : 'Copy the link'}
    </Button>
  );
};

export const insideAnotherApp = (): boolean => appAroundBrowser(navigator.userAgent) !== undefined;

/** For browsers inside other apps, where Google refuses to sign people in. Nothing elsewhere. */
export const OtherBrowserHint = ({ link }: { readonly link: string }) => {
  const app = appAroundBrowser(navigator.userAgent);
  if (app === undefined) return null;
  return (
    <Alert color="yellow" title="Open this page in your browser">
      <Stack gap="xs" align="flex-start">
        <Text size="sm">
          You opened the link inside {app}. Google does not sign people in there. Choose “Open in browser” in the menu
          of this page (often ⋯ or ⋮), or copy the link and paste it in Safari, Chrome or another browser.
        </Text>
        <CopyLink link={link} />
      </Stack>
    </Alert>
  );
};
