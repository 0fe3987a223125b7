type BrowserStorage = {
  readonly get: (key: string) => string | undefined;
  readonly set: (key: string, value: string) => void;
  readonly remove: (key: string) => void;
  readonly keys: () => readonly string[];
  readonly clear: () => void;
};

/** A storage that keeps in memory, for as long as the page is open, what the browser refuses to store. */
const storageOver = (open: () => Storage): BrowserStorage => {
  const memory = new Map<string, string>();
  const stored = <T>(act: (storage: Storage) => T): T | undefined => {
    try {
      return act(open());
    } catch {
      // Blocked for this site (even naming it throws), or full.
      return undefined;
    }
  };
  const remove = (key: string): void => {
    memory.delete(key);
    stored((storage) => storage.removeItem(key));
  };
  const keys = () => [...new Set([...memory.keys(), ...(stored((storage) => Object.keys(storage)) ?? [])])];
  return {
    get: (key) => memory.get(key) ?? stored((storage) => storage.getItem(key)) ?? undefined,
    set: (key, value) => {
      remove(key);
      const isStored = stored((storage) => {
        storage.setItem(key, value);
        return true;
      });
      if (!isStored) memory.set(key, value);
    },
    remove,
    keys,
    clear: () => {
      for (const key of keys()) remove(key);
    },
  };
};

/** Storage that ends with the tab. */
export const tabStorage = storageOver(() => sessionStorage);

/** Storage that all tabs share and that outlives them. */
export const sharedStorage = storageOver(() => localStorage);

/**
 * Returns true if the browser can store the state of a sign-in until the hosted login returns: under 2,000 characters.
 */
export const canStore = (): boolean => {
  try {
    sessionStorage.setItem('probe', 'x'.repeat(2_000));
    sessionStorage.removeItem('probe');
    return true;
  } catch {
    return false;
  }
};
