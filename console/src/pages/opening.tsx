import { Center, Loader } from '@mantine/core';

/** Shown while a page is fetched. */
export const Opening = () => (
  <Center mih="60vh">
    <Loader aria-label="Loading" />
  </Center>
);
