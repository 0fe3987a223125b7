import { Anchor } from '@mantine/core';
import { settingsInUse } from '#console/session/settings.ts';

/** Link to support, for more than the plan allows. */
export const Support = () => {
  const { productName, supportUrl } = settingsInUse();
  return supportUrl === '' ? (
    `Contact ${productName} support.`
  ) : (
    <Anchor href={supportUrl} inherit target="_blank" rel="noreferrer">
      Contact {productName} support
    </Anchor>
  );
};
