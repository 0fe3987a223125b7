import { Anchor } from '@mantine/core';
import { settingsInUse } from '#console/session/settings.ts';

/** Whom to turn to for more than the plan allows. */
export const Support = () => {
  const { productName, supportUrl } = settingsInUse();
  return supportUrl === '' ? (
    `Contact support at ${productName}.`
  ) : (
    <Anchor href={supportUrl} inherit target="_blank" rel="noreferrer">
      Contact support
    </Anchor>
  );
};
