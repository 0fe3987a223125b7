import * as z from 'zod/mini';

const kinds: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
};

const units: Readonly<Record<string, string>> = { string: ' characters', array: ' entries' };

type Issue = Parameters<z.core.$ZodErrorMap>[0];

const inWords = (issue: Issue): string => {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'is required' : `must be ${kinds[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return issue.input === undefined
        ? 'is required'
        : `must be ${issue.values.join(', ').replace(/, ([^,]*)$/, ' or $1')}`;
    case 'too_small':
      return `must ${issue.origin in units ? 'have' : 'be'} at least ${issue.minimum}${units[issue.origin] ?? ''}`;
    case 'too_big':
      return `must ${issue.origin in units ? 'have' : 'be'} at most ${issue.maximum}${units[issue.origin] ?? ''}`;
    case 'unrecognized_keys':
      return 'is not known';
    default:
      return 'does not fit';
  }
};

// zod/mini has no messages: without these, every message is "Invalid input".
z.config({ localeError: inWords });

type Fault = { readonly path: string; readonly message: string };

const maxErrors = 20;
const maxPathLength = 100;

/**
 * Returns the first 20 validation errors. A path has names and positions, from the outside in, joined by dots, and is cut
 * to 100 characters. The caller controls paths and keys: without limits, a small request would cause a large response.
 */
export const faultsOf = ({ issues }: z.core.$ZodError): Fault[] =>
  issues
    .flatMap((issue) => {
      const { path, message } = issue;
      const keys = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, maxErrors) : undefined;
      return (keys?.map((key) => [...path, key]) ?? [path]).map((of) => ({ path: of, message }));
    })
    .slice(0, maxErrors)
    .map(({ path, message }) => ({ path: cut(path.map((part) => cut(String(part))).join('.')), message }));

const cut = (text: string): string => text.slice(0, maxPathLength).toWellFormed();
