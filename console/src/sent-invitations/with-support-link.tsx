import { Anchor } from '@mantine/core';
import { settingsInUse } from '#console/session/settings.ts';

/** A sentence whose words "contact support" lead there, where the deployment says how. */
export const WithSupportLink = ({ text }: { readonly text: string }) => {
  const { supportUrl } = settingsInUse();
  const [before, words, after] = text.split(/(contact support)/i);
  if (supportUrl === '' || words === undefined) return text;
  return (
    <>
      {before}
      <Anchor href={supportUrl} inherit target="_blank" rel="noreferrer">
        {words}
      </Anchor>
      {after}
    </>
  );
};
