import { RemovalPolicy } from 'aws-cdk-lib';
import type { StageSettings } from '#lib/settings/stage-settings.ts';

/**
 * What is kept outlives its stack and any change that would make it anew, but not a first deployment that fails: it is
 * empty then, and its name would be in the way of the next try.
 */
export const removalPolicy = ({ keepState }: StageSettings): RemovalPolicy =>
  keepState ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY;
