import multipart from '@fastify/multipart';
import { UnsupportedMediaTypeException } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refusal } from '../http/refusal.js';

const ROUTE = '/v1/imports';
const MULTIPART = /^multipart\/form-data\b/i;

const isUpload = ({ method, routeOptions }: FastifyRequest): boolean => method === 'POST' && routeOptions.url === ROUTE;

const notMultipart = (): Refusal =>
  new Refusal(
    415,
    'Not a form',
    'request/not-multipart',
    'Send the import as multipart/form-data, for example: curl -F file=@stances.csv -F profile=stances.',
  );

/** Lets one route take files, and no other; nothing of them is read until it asks. */
export async function takeUploads(server: FastifyInstance): Promise<void> {
  server.addHook('preParsing', (request, _reply, payload, done) => {
    const { headers, is404 } = request;
    const isForm = MULTIPART.test(headers['content-type'] ?? '');
    if (is404 || isForm === isUpload(request)) done(null, payload);
    else if (isForm) done(new UnsupportedMediaTypeException());
    else done(notMultipart());
  });
  await server.register(multipart, { throwFileSizeLimit: false });
}
