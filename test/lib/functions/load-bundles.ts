// Loads each module named on the command line, and prints its `handler` export and the network calls of all of them.
// Runs in a separate process, because Vitest would transform the modules and use the network itself.
import dgram from 'node:dgram';
import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';

const attempts: string[] = [];

const refuse = (what: object, names: readonly string[]) => {
  for (const name of names)
    Object.defineProperty(what, name, {
      value: () => {
        attempts.push(name);
        throw new Error(`${name}: the network is out of reach`);
      },
    });
};

const lookUps = Object.keys(dns).filter((name) => /^(?:lookup|resolve|reverse)/.test(name));
refuse(dns, lookUps);
refuse(dns.promises, lookUps);
refuse(dns.Resolver.prototype, lookUps);
refuse(dns.promises.Resolver.prototype, lookUps);
// Every connection starts here: http, https, http2, tls and fetch.
refuse(net.Socket.prototype, ['connect']);
refuse(dgram.Socket.prototype, ['connect', 'send', 'bind']);
syncBuiltinESMExports();

const handlers: string[] = [];
// Waits until the process is idle, because a call may follow the import.
process.on('exit', () => console.log(JSON.stringify({ handlers, attempts })));

for (const file of process.argv.slice(2)) {
  const { handler } = await import(file);
  handlers.push(typeof handler);
}
