/** A route that matches a request, with the values of its path variables. */
export type Match<Route> = { readonly route: Route; readonly pathParameters: Readonly<Record<string, string>> };

type Entry<Route> = {
  readonly route: Route;
  readonly method: string;
  readonly segments: readonly string[];
  readonly pattern: RegExp;
};

const isGreedy = (segment: string): boolean => /^\{.+\+\}$/.test(segment);
const isVariable = (segment: string): boolean => /^\{.+\}$/.test(segment);
const nameOf = (segment: string): string => segment.replace(/^\{(.+?)\+?\}$/, '$1');

const patternOf = (segment: string): string => {
  if (isGreedy(segment)) return '(.+)';
  return isVariable(segment) ? '([^/]+)' : segment.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
};

// API Gateway decodes the whole path before it selects a route, and the values of variables once more.
const decodedAgain = (value: string): string => {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
};

const parametersOf = ({ segments, pattern }: Entry<unknown>, path: string): Record<string, string> | undefined => {
  const values = pattern.exec(path)?.slice(1);
  return (
    values &&
    Object.fromEntries(
      segments.filter(isVariable).map((segment, index) => [nameOf(segment), decodedAgain(values[index] ?? '')]),
    )
  );
};

const rank = (segment: string): string => {
  if (isGreedy(segment)) return '2';
  return isVariable(segment) ? '1' : '0';
};

/** Returns a sort key: literal before variable before greedy segments, a method before ANY. */
const order = ({ method, segments }: Entry<unknown>): string =>
  `${segments.map(rank).join('')}${method === 'ANY' ? '9' : '8'}`;

/** Selects routes as API Gateway does. Their keys are like `GET /v1/things/{id}` or `$default`. */
export const routeTable = <Route extends { readonly key: string }>(
  routes: readonly Route[],
): ((method: string, decodedPath: string) => Match<Route> | undefined) => {
  const entries = routes
    .filter(({ key }) => key !== '$default')
    .map((route): Entry<Route> => {
      const [method = '', path = ''] = route.key.split(' ');
      const segments = path.split('/').slice(1);
      const pattern = new RegExp(`^/${segments.map(patternOf).join('/')}$`, 's');
      return { route, method, segments, pattern };
    })
    .sort((left, right) => (order(left) < order(right) ? -1 : 1));
  const fallback = routes.find(({ key }) => key === '$default');

  return (method, decodedPath) => {
    for (const entry of entries) {
      if (entry.method !== 'ANY' && entry.method !== method) continue;
      const pathParameters = parametersOf(entry, decodedPath);
      if (pathParameters) return { route: entry.route, pathParameters };
    }
    return fallback && { route: fallback, pathParameters: {} };
  };
};
