import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import * as z from 'zod';
import { CannotStart } from './cannot-start.ts';

export type Listening = {
  readonly port: number;
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

/**
 * Listens on `localhost` as browsers understand it, in IPv4 and IPv6; port 0 takes any free one. Throws `CannotStart`
 * if somebody else listens there.
 */
export const listenOnLocalhost = async (port: number, listener: RequestListener): Promise<Listening> => {
  const servers: Server[] = [];
  const close = async (): Promise<void> => {
    for (const server of servers) server.closeAllConnections();
    await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  };
  try {
    const server = await listenOn('127.0.0.1', port, listener);
    servers.push(server, ...(await listenAlso('::1', portOf(server), listener)));
    return { port: portOf(server), close };
  } catch (error) {
    await close();
    if (codeOf(error) === 'EADDRINUSE')
      throw new CannotStart(`Port ${port} is in use: end what listens there, or choose another with --port.`);
    if (codeOf(error) === 'EACCES') throw new CannotStart(`Port ${port} may not be used: choose another with --port.`);
    throw error;
  }
};
