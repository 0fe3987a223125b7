import { sharedStorage } from '#console/session/browser-storage.ts';

const key = 'last-organization';

/** The organization that this browser showed last. */
export const lastOrganization = (): string | undefined => sharedStorage.get(key);
export const rememberOrganization = (organizationId: string): void => sharedStorage.set(key, organizationId);
