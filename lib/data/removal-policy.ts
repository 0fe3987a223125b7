import { RemovalPolicy } from 'aws-cdk-lib';
import type { StageSettings } from '#lib/settings/stage-settings.ts';

/**
 * Returns the removal policy of stateful resources. They survive deletion and replacement, but not a failed first
 * deployment: they are empty then, and their names would block the next attempt.
 */
export const removalPolicy = ({ keepState }: StageSettings): RemovalPolicy =>
  keepState ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY;
