const key = 'last-organization';

/** The organization that this browser showed last. */
export const lastOrganization = (): string | null => window.localStorage.getItem(key);
export const rememberOrganization = (organizationId: string): void => window.localStorage.setItem(key, organizationId);
