import { readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '@app/database';
import type { Response } from 'supertest';
import type { Refused } from './recording.js';
import type { TestApp } from './test-app.js';

/** An import, as it is answered. */
export interface AnsweredImport {
  readonly id: string;
  readonly status: string;
  readonly knownAt: string | null;
  readonly faultsUrl: string;
  readonly changesUrl: string;
  readonly [field: string]: unknown;
}

/** A text, or a file with its name. */
export type Part = string | { readonly content: string | Buffer; readonly fileName: string };

export type Form = Readonly<Record<string, Part>>;

const PATIENCE_MILLISECONDS = 20_000;

export const example = (...names: readonly string[]): Part => ({
  content: readFileSync(path.join(projectRoot(), 'examples', ...names)),
  fileName: names.at(-1) as string,
});

export const csv = (...lines: readonly string[]): Part => ({
  content: lines.map((line) => `${line}\n`).join(''),
  fileName: 'rows.csv',
});

/** Uploads as a script does. */
export class Uploading {
  constructor(
    private readonly service: TestApp,
    private readonly key: string = service.key,
  ) {}

  /** The answer to the upload, which must be 202. */
  async begin(form: Form): Promise<AnsweredImport> {
    const { body, headers, status, text } = await this.send(form);
    if (status !== 202) throw new Error(`${status} instead of 202: ${text}`);
    const begun = body as AnsweredImport;
    if (headers['location'] !== `/v1/imports/${begun.id}`) throw new Error(`Location is ${headers['location']}`);
    return begun;
  }

  /** The import once it has ended. */
  async whole(form: Form): Promise<AnsweredImport> {
    return this.ended((await this.begin(form)).id);
  }

  /** Between its last word and its end an old import looks interrupted for a moment. */
  async ended(id: string): Promise<AnsweredImport> {
    const until = Date.now() + PATIENCE_MILLISECONDS;
    for (;;) {
      const { body } = await this.service.http.get(`/v1/imports/${id}`).expect(200);
      const found = body as AnsweredImport;
      if (found.status !== 'RUNNING' && found.status !== 'INTERRUPTED') return found;
      if (Date.now() > until) throw new Error(`The import does not end: ${JSON.stringify(found)}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  async refused(status: number, form: Form): Promise<Refused> {
    const answered = await this.send(form);
    if (answered.status !== status) throw new Error(`${answered.status} instead of ${status}: ${answered.text}`);
    return answered.body as Refused;
  }

  private send(form: Form): Promise<Response> {
    const request = this.service.http.post('/v1/imports').set('Authorization', `Bearer ${this.key}`);
    for (const [name, part] of Object.entries(form)) {
      if (typeof part === 'string') void request.field(name, part);
      else void request.attach(name, Buffer.from(part.content), part.fileName);
    }
    return Promise.resolve(request);
  }
}

/** Records what the example of stances refers to. */
export async function importExamples(uploading: Uploading): Promise<void> {
  for (const kind of ['actors', 'issues', 'sources']) {
    const { problem, status } = await uploading.whole({ profile: kind, file: example(kind, `${kind}.csv`) });
    if (status !== 'DONE') throw new Error(`The example of ${kind} is not imported: ${JSON.stringify(problem)}`);
  }
}
