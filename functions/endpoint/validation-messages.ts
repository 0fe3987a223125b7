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

// zod/mini brings no words: without these, all that it says of a value is "Invalid input".
z.config({ localeError: inWords });

type Fault = { readonly path: string; readonly message: string };

const mostFaults = 20;
const longestPath = 100;

/**
 * Returns the first 20 values that do not fit, each with where it is: names and positions from the outside in, between
 * dots, cut to 100 characters. Paths and keys are the caller's: without bounds, a small request would get a large answer.
 */
export const faultsOf = ({ issues }: z.core.$ZodError): Fault[] =>
  issues
    .flatMap((issue) => {
      const { path, message } = issue;
      const keys = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, mostFaults) : undefined;
      return (keys?.map((key) => [...path, key]) ?? [path]).map((of) => ({ path: of, message }));
    })
    .slice(0, mostFaults)
    .map(({ path, message }) => ({ path: cut(path.map((part) => cut(String(part))).join('.')), message }));

const cut = (text: string): string => text.slice(0, longestPath).toWellFormed();
