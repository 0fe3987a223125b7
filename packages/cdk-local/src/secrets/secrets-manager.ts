import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import { ServiceError } from '../aws/service-error.ts';
import { propertiesOf, type Resources } from '../template/resources.ts';
import { generateSecretString, randomSecret } from './random-secret.ts';

const secretProperties = z.object({
  GenerateSecretString: generateSecretString.optional(),
  Name: z.string().optional(),
  SecretString: z.string().optional(),
});

const storedSecret = z.object({
  arn: z.string(),
  name: z.string(),
  text: z.string(),
  version: z.string(),
  changedAt: z.number(),
});

const getSecretValue = z.looseObject({
  SecretId: z.string(),
  VersionStage: z.literal('AWSCURRENT').optional(),
});
const putSecretValue = z.looseObject({ SecretId: z.string(), SecretString: z.string() });

/** Handles an SDK call; `operation` follows the dot in X-Amz-Target. Throws `ServiceError`. */
export type SecretsManager = (operation: string, body: unknown) => unknown;

/** Creates the secrets of the template once and serves them. The database stores them in plain text. */
export const secretsManager = (database: DatabaseSync, resources: Resources): SecretsManager => {
  database.exec(`CREATE TABLE IF NOT EXISTS secrets (arn TEXT PRIMARY KEY, name TEXT NOT NULL, text TEXT NOT NULL,
    version TEXT NOT NULL, changedAt INTEGER NOT NULL) STRICT`);
  const insert = database.prepare(`INSERT OR IGNORE INTO secrets (arn, name, text, version, changedAt)
    VALUES (:arn, :name, :text, :version, unixepoch())`);
  const select = database.prepare('SELECT * FROM secrets WHERE arn = :id OR name = :id');
  const update = database.prepare(
    'UPDATE secrets SET text = :text, version = :version, changedAt = unixepoch() WHERE arn = :arn',
  );

  for (const resource of resources.of('AWS::SecretsManager::Secret')) {
    const { Name, SecretString, GenerateSecretString } = propertiesOf(resource, secretProperties);
    const text = SecretString ?? randomSecret(GenerateSecretString ?? generateSecretString.parse({}));
    insert.run({ arn: resource.ref, name: Name ?? resource.logicalId, text, version: randomUUID() });
  }

  const find = (id: string): z.output<typeof storedSecret> => {
    const found = select.get({ id });
    if (!found) throw new ServiceError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
    return storedSecret.parse(found);
  };

  return (operation, body) => {
    if (operation === 'GetSecretValue') {
      const { arn, name, text, version, changedAt } = find(getSecretValue.parse(body).SecretId);
      const stages = { VersionId: version, VersionStages: ['AWSCURRENT'] };
      return { ARN: arn, Name: name, SecretString: text, CreatedDate: changedAt, ...stages };
    }
    if (operation === 'PutSecretValue') {
      const { SecretId, SecretString } = putSecretValue.parse(body);
      const { arn, name } = find(SecretId);
      const version = randomUUID();
      update.run({ arn, text: SecretString, version });
      return { ARN: arn, Name: name, VersionId: version, VersionStages: ['AWSCURRENT'] };
    }
    throw new ServiceError('UnknownOperationException', `Secrets Manager's ${operation} is not emulated.`);
  };
};
