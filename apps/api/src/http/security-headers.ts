import helmet from '@fastify/helmet';
import { fastify, type FastifyInstance } from 'fastify';

/** Only what comes from here may run; the API's own page needs its inline styles. */
const CONTENT_POLICY = {
  directives: {
    defaultSrc: ["'self'"],
    imgSrc: ["'self'", 'data:'],
    styleSrc: ["'self'", "'unsafe-inline'"],
    scriptSrc: ["'self'"],
    objectSrc: ["'none'"],
    frameAncestors: ["'none'"],
    upgradeInsecureRequests: null,
  },
};

/** What a bare server answers by itself. */
const OWN = /^(content-type|content-length|date|connection|keep-alive)$/;

/** Helmet's headers depend on no request, so they are worked out once instead of for each. */
async function helmetHeaders(): Promise<Record<string, string>> {
  const probe = fastify();
  await probe.register(helmet, { contentSecurityPolicy: CONTENT_POLICY });
  probe.get('/', () => '');
  const { headers } = await probe.inject('/');
  await probe.close();
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (OWN.test(name) ? [] : [[name, String(value)]])),
  );
}

/** Every answer tells browsers to keep to this origin. */
export async function addSecurityHeaders(server: FastifyInstance): Promise<void> {
  const headers = await helmetHeaders();
  server.addHook('onRequest', (_request, reply, done) => {
    void reply.headers(headers);
    done();
  });
}
