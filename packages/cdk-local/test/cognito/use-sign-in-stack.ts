import { onTestFinished } from 'vitest';
import { type SignInStack, startSignInStack } from './sign-in-stack.ts';

/** A stack that stops with the test. */
export const signInStack = async (options: Parameters<typeof startSignInStack>[0] = {}): Promise<SignInStack> => {
  const stack = await startSignInStack(options);
  onTestFinished(stack.stop);
  return stack;
};
