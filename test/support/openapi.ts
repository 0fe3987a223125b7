import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { openApiDocument } from '#core/contract/openapi.ts';

export const document = openApiDocument();

/** All operations of the document with their path. */
export const documented = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

const ajv = new Ajv2020({ strictRequired: false, strictTypes: false, allErrors: true });
addFormats.default(ajv);
// Keywords of OpenAPI that are not JSON Schema.
ajv.addVocabulary([...Object.keys(document), 'discriminator']);
ajv.addSchema(document, 'document');

const pointer = (steps: readonly (string | number)[]): string =>
  steps.map((step) => `/${encodeURIComponent(String(step).replaceAll('~', '~0').replaceAll('/', '~1'))}`).join('');

const validators = new Map<string, ValidateFunction>();

const validatorAt = (place: string): ValidateFunction => {
  const known = validators.get(place);
  if (known) return known;
  // Clients must accept unknown members, but here an undocumented one is an error.
  const made = ajv.compile({ $ref: `document#${place}`, unevaluatedProperties: false });
  validators.set(place, made);
  return made;
};

/** Returns the validation errors of a value for the schema at this path. */
export const faults = (value: unknown, ...steps: readonly (string | number)[]): string[] => {
  const validate = validatorAt(pointer(steps));
  validate(value);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
};

type Response = {
  readonly method: string;
  /** Without query. */
  readonly path: string;
  readonly status: number;
  readonly contentType: string | null;
  readonly body: unknown;
};

/** Returns the operation of a path. Paths without parameters take precedence, as in the gateway. */
const operationAt = (method: string, path: string) =>
  documented
    .filter((one) => one.method === method.toLowerCase())
    .sort((one, other) => one.path.split('{').length - other.path.split('{').length)
    .find((one) => new RegExp(`^${one.path.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/]+')}$`).test(path));

/** Returns how a response differs from the document; empty if it does not, or for unknown operations. */
export const surprises = ({ method, path, status, contentType, body }: Response): string[] => {
  const found = operationAt(method, path);
  if (!found) return [];
  const name = found.operation.operationId;
  const answer = found.operation.responses[status];
  if (!answer) return [`${name} answers ${status}`];
  const at =
    '$ref' in answer ? answer.$ref.split('/').slice(1) : ['paths', found.path, found.method, 'responses', status];
  const { content = {} } = '$ref' in answer ? (document.components.responses[String(at.at(-1))] ?? {}) : answer;
  const type = contentType?.split(';')[0] ?? '';
  if (body === '' && Object.keys(content).length === 0) return [];
  if (!(type in content)) return [`${name} answers ${status} as ${type}`];
  return faults(body, ...at, 'content', type, 'schema').map((fault) => `${name} ${status}: ${fault}`);
};
