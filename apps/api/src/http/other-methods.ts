import { MethodNotAllowedException } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';

interface Address {
  readonly pattern: RegExp;
  readonly methods: Set<string>;
}

/** Says 405 and which methods there are, where an address is known and the method is not; to be called before routes are made. */
export function refuseOtherMethods(server: FastifyInstance): void {
  const addresses = new Map<string, Address>();

  server.addHook('onRoute', ({ method, url }) => {
    if (url.includes('*')) return;
    const address = addresses.get(url) ?? { pattern: patternOf(url), methods: new Set() };
    for (const each of [method].flat()) address.methods.add(each);
    addresses.set(url, address);
  });

  server.addHook('onRequest', ({ is404, url }, reply, done) => {
    if (!is404) return done();
    const [path = ''] = url.split('?');
    const address = [...addresses.values()].find(({ pattern }) => pattern.test(path));
    if (address === undefined) return done();
    void reply.header('allow', [...address.methods].toSorted().join(', '));
    done(new MethodNotAllowedException());
  });
}

const patternOf = (url: string): RegExp => new RegExp(`^${url.replaceAll('.', '\\.').replaceAll(/:\w+/g, '[^/]+')}$`);
