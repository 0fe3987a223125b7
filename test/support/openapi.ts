import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { openApiDocument } from '#core/contract/openapi.ts';

export const document = openApiDocument();
export type Operation = (typeof document.paths)[string][string];

/** Every operation of the document, with where it is. */
export const documented = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

const ajv = new Ajv2020({ strictRequired: false, allErrors: true });
addFormats.default(ajv);
// What OpenAPI has around and beside JSON Schema.
ajv.addVocabulary([...Object.keys(document), 'discriminator']);
ajv.addSchema(document, 'document');

const pointer = (steps: readonly (string | number)[]): string =>
  steps.map((step) => `/${encodeURIComponent(String(step).replaceAll('~', '~0').replaceAll('/', '~1'))}`).join('');

/** What is wrong with a value, by the schema at this place of the document; empty where nothing is. */
export const faults = (value: unknown, ...steps: readonly (string | number)[]): string[] => {
  const validate = ajv.getSchema(`document#${pointer(steps)}`);
  if (!validate) throw new Error(`There is no schema at ${pointer(steps)}`);
  validate(value);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
};
