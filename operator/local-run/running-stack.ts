import { NotRunning, readRunInfo } from 'cdk-local/run-info';
import { type Person, type SignedIn, signIn } from 'cdk-local/sign-in';

const withAdvice = (error: unknown): never => {
  if (!(error instanceof NotRunning)) throw error;
  const sentence = error.message.replace(/\.$/, '');
  throw new Error(`${sentence}: run npm start first, or set another address with --url.`);
};

/** Returns the settings of the local run for SDK clients and browsers. Throws an error with a message for the terminal. */
export const runningStack = async (
  url: string,
): Promise<{ readonly awsEndpoint: string; readonly clientId: string }> => {
  const { awsEndpoint, clientId } = await readRunInfo(url).catch(withAdvice);
  if (clientId === undefined) throw new Error(`The app that runs at ${url} has no sign-in.`);
  return { awsEndpoint, clientId };
};

/** Signs in at the local run. Throws an error for the terminal. */
export const signInLocally = (person: Person): Promise<SignedIn> => signIn(person).catch(withAdvice);
