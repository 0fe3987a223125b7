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
        label="Couldn’t copy. Select the link and copy it"
        value={link}
        readOnly
        w="100%"
        onFocus={({ currentTarget }) => currentTarget.select()}
      />
    );
  return (
    <Button onClick={() => void copy()}>
      {state === 'copied' ? 'Copied. Now paste it into your browser' : 'Copy link'}
    </Button>
  );
};

/** For browsers inside other apps, where Google sign-in doesn't work. Nothing elsewhere. */
export const OtherBrowserHint = ({ link }: { readonly link: string }) => {
  const app = appAroundBrowser(navigator.userAgent);
  if (app === undefined) return null;
  return (
    <Alert color="yellow" title="Open this page in your browser">
      <Stack gap="xs" align="flex-start">
        <Text size="sm">
          Google sign-in doesn’t work inside {app}. Choose “Open in browser” in the menu of this page (often ⋯ or ⋮), or
          copy the link and paste it into Safari, Chrome or another browser.
        </Text>
        <CopyLink link={link} />
      </Stack>
    </Alert>
  );
};
