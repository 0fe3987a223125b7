import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import * as z from 'zod';
import { StartError } from '../run/start-error.ts';
import { InUseError, waitUntilFree } from '../run/wait-until-free.ts';
import { type PendingRequests, pendingRequests } from './pending-requests.ts';

export type Listening = {
  readonly port: number;
  /** Ends when nothing is being answered any more; see `PendingRequests`. */
  readonly settle: PendingRequests['settle'];
  /** From now on nobody new is let in, and who is in but asks nothing is let go. */
  readonly stopAccepting: () => void;
  /** Breaks off what is still being answered. */
  readonly close: () => Promise<void>;
};

const codeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;

const listenOn = async (host: string, port: number, listener: RequestListener): Promise<Server> => {
  // Idle connections outlive the pauses of SDK clients, which would meet a closed socket otherwise.
  const server = createServer({ keepAliveTimeout: 60_000, requestTimeout: 0 }, listener);
  server.listen(port, host);
  await once(server, 'listening');
  return server;
};

const portOf = (server: Server): number => z.object({ port: z.number() }).parse(server.address()).port;

const listenAlso = async (host: string, port: number, listener: RequestListener): Promise<Server[]> => {
  try {
    return [await listenOn(host, port, listener)];
  } catch (error) {
    // A machine without IPv6 has nobody who would ask there.
    if (codeOf(error) === 'EADDRINUSE') throw error;
    return [];
  }
};

const closeAll = async (servers: readonly Server[]): Promise<void> => {
  for (const server of servers) server.closeAllConnections();
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
};

const cannotListen = (port: number, error: unknown): unknown => {
  if (codeOf(error) === 'EADDRINUSE')
    return new InUseError(`Port ${port} is in use: end what listens there, or choose another with --port.`);
  if (codeOf(error) === 'EACCES') return new StartError(`Port ${port} may not be used: choose another with --port.`);
  return error;
};

const serversOn = async (port: number, listener: RequestListener): Promise<readonly [Server, ...Server[]]> => {
  const servers: Server[] = [];
  try {
    const server = await listenOn('127.0.0.1', port, listener);
    servers.push(server);
    return [server, ...(await listenAlso('::1', portOf(server), listener))];
  } catch (error) {
    await closeAll(servers);
    throw cannotListen(port, error);
  }
};

/**
 * Listens on `localhost` as browsers understand it, in IPv4 and IPv6; port 0 takes any free one. Waits for a port
 * that is just being given up. Throws `StartError` if somebody else goes on listening there.
 */
export const listenOnLocalhost = async (port: number, listener: RequestListener): Promise<Listening> => {
  const { track, settle } = pendingRequests();
  const servers = await waitUntilFree(() => serversOn(port, track(listener)));
  return {
    port: portOf(servers[0]),
    settle,
    stopAccepting: () => {
      for (const server of servers) server.close();
    },
    close: () => closeAll(servers),
  };
};
