import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import * as z from 'zod';
import { StartError } from '../run/start-error.ts';
import { InUseError, waitUntilFree } from '../run/wait-until-free.ts';
import { type PendingRequests, pendingRequests } from './pending-requests.ts';

export type Listening = {
  readonly port: number;
  /** Waits for pending requests; see `PendingRequests`. */
  readonly settle: PendingRequests['settle'];
  /** Accepts no more connections and closes idle ones. */
  readonly stopAccepting: () => void;
  /** Closes all connections, pending requests included. */
  readonly close: () => Promise<void>;
};

const codeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;

const listenOn = async (host: string, port: number, listener: RequestListener): Promise<Server> => {
  // Longer than SDK clients keep idle connections, which would otherwise write to a closed socket.
  const server = createServer({ keepAliveTimeout: 60_000, requestTimeout: 0 }, listener);
  server.listen(port, host);
  await once(server, 'listening');
  return server;
};

const portOf = (server: Server): number => z.object({ port: z.number() }).parse(server.address()).port;

const listenIfPossible = async (host: string, port: number, listener: RequestListener): Promise<Server[]> => {
  try {
    return [await listenOn(host, port, listener)];
  } catch (error) {
    // The machine has no IPv6.
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
    return new InUseError(
      `Port ${port} is in use: stop the process that listens there, or choose another port with --port.`,
    );
  if (codeOf(error) === 'EACCES')
    return new StartError(`Port ${port} can't be used without more privileges: choose another port with --port.`);
  return error;
};

const serversOn = async (port: number, listener: RequestListener): Promise<readonly [Server, ...Server[]]> => {
  const servers: Server[] = [];
  try {
    const server = await listenOn('127.0.0.1', port, listener);
    servers.push(server);
    return [server, ...(await listenIfPossible('::1', portOf(server), listener))];
  } catch (error) {
    await closeAll(servers);
    throw cannotListen(port, error);
  }
};

/** Hosts of this machine. A page of another site whose name resolves to loopback has its own host. */
const ownHost = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/i;

/** Answers 421 to requests for other hosts: against DNS rebinding, by which pages of other sites would reach the run. */
const onlyOwnHosts =
  (listener: RequestListener): RequestListener =>
  (request, response) => {
    if (ownHost.test(request.headers.host ?? 'localhost')) return listener(request, response);
    response.writeHead(421, { 'content-type': 'text/plain' }).end('This host is not served here.');
  };

/**
 * Listens on `localhost` as browsers resolve it, with IPv4 and IPv6. Port 0 takes any free one. Waits up to two seconds
 * for another process to release the port. Throws `StartError` if it doesn't.
 */
export const listenOnLocalhost = async (port: number, listener: RequestListener): Promise<Listening> => {
  const { track, settle } = pendingRequests();
  const servers = await waitUntilFree(() => serversOn(port, track(onlyOwnHosts(listener))));
  return {
    port: portOf(servers[0]),
    settle,
    stopAccepting: () => {
      for (const server of servers) server.close();
    },
    close: () => closeAll(servers),
  };
};
