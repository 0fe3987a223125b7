import type { FunctionDefinition } from '../template/functions.ts';
import { region } from '../template/physical-values.ts';

/** Endpoint and credentials of SDK clients in functions. */
export type AwsAccess = {
  readonly endpoint: string;
  readonly accessKeyOf: (functionName: string) => string;
};

/**
 * Returns the environment variables of a function: those of the template and those that Lambda sets, none of this
 * process. `overrides` replaces variables of the template and never adds one.
 */
export const environmentOf = (
  definition: FunctionDefinition,
  { endpoint, accessKeyOf }: AwsAccess,
  overrides: Readonly<Record<string, string>> = {},
): Record<string, string> => ({
  ...definition.environment,
  ...Object.fromEntries(Object.entries(overrides).filter(([name]) => name in definition.environment)),
  AWS_ACCESS_KEY_ID: accessKeyOf(definition.name),
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_SESSION_TOKEN: 'local',
  AWS_REGION: region,
  AWS_DEFAULT_REGION: region,
  AWS_EXECUTION_ENV: `AWS_Lambda_${definition.runtime}`,
  AWS_LAMBDA_FUNCTION_NAME: definition.name,
  AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(definition.memoryMegabytes),
  AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
  AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${definition.name}`,
  AWS_LAMBDA_LOG_STREAM_NAME: 'local',
  AWS_ENDPOINT_URL: endpoint,
  // Keeps a developer's own AWS settings out of functions.
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  LANG: 'en_US.UTF-8',
  LAMBDA_TASK_ROOT: definition.folder,
  TZ: ':UTC',
  _HANDLER: definition.handler,
});
