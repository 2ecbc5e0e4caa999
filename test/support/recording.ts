import type { Response } from 'supertest';
import type { TestApp } from './test-app.js';

/** What is recorded, as it is answered. */
export interface Recorded {
  readonly id: string;
  readonly slug: string;
  readonly revision: number;
  readonly status: string;
  readonly createdAt: string;
  readonly recordedAt: string;
  readonly recordedBy: string;
  readonly changeNote: string | null;
  readonly [field: string]: unknown;
}

/** A list, as it is answered. */
export interface Listed {
  readonly items: readonly Recorded[];
  readonly nextCursor: string | null;
  readonly count?: number;
}

/** A refusal, as it is answered. */
export interface Refused {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly errors: readonly { readonly pointer: string; readonly code: string; readonly detail: string }[];
}

type Fields = Readonly<Record<string, unknown>>;

export const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
export const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

const PLURALS = {
  actor: 'actors',
  event: 'events',
  issue: 'issues',
  relation: 'relations',
  scale: 'scales',
  source: 'sources',
} as const;

/** Writes and reads over HTTP as an editor does, and fails where the answer has another status than expected. */
export class Recording {
  constructor(
    private readonly service: TestApp,
    private readonly key: string = service.key,
  ) {}

  async post(path: string, body: Fields): Promise<Recorded> {
    return (await this.send('post', path, body)).expectStatus(201) as Recorded;
  }

  async patch(path: string, revision: number, changes: Fields): Promise<Recorded> {
    return (await this.send('patch', path, changes, revision)).expectStatus(200) as Recorded;
  }

  async retract(path: string, reason = 'It was recorded by mistake.'): Promise<Recorded> {
    return (await this.send('post', `${path}/retract`, { reason })).expectStatus(200) as Recorded;
  }

  async refusedPost(status: number, path: string, body: Fields): Promise<Refused> {
    return (await this.send('post', path, body)).expectStatus(status) as Refused;
  }

  async refusedPatch(status: number, path: string, revision: number, changes: Fields): Promise<Refused> {
    return (await this.send('patch', path, changes, revision)).expectStatus(status) as Refused;
  }

  /** The parsed body of a read. */
  async get<Body = Recorded>(path: string): Promise<Body> {
    return new Answered(await this.service.http.get(path)).expectStatus(200) as Body;
  }

  list(path: string): Promise<Listed> {
    return this.get<Listed>(path);
  }

  /** Slugs of a list of the catalog, in its order. */
  async slugs(path: string): Promise<string[]> {
    return (await this.list(path)).items.map(({ slug }) => slug);
  }

  async refusedGet(status: number, path: string): Promise<Refused> {
    return new Answered(await this.service.http.get(path)).expectStatus(status) as Refused;
  }

  /** The status and the very bytes of an answer. */
  async bytes(path: string): Promise<string> {
    const { status, text } = await this.service.http.get(path);
    return `${status} ${text}`;
  }

  actor(slug: string, more: Fields = {}): Promise<Recorded> {
    const names = [{ text: `Name of ${slug}`, language: 'en', kind: 'PREFERRED' }];
    return this.post('/v1/actors', { slug, kind: 'STATE', names, ...more });
  }

  issue(slug: string, more: Fields = {}): Promise<Recorded> {
    const proposition = `Proposition of ${slug}.`;
    return this.post('/v1/issues', { slug, name: `Name of ${slug}`, proposition, scale: 'support-5', ...more });
  }

  scale(slug: string, positions: readonly number[], more: Fields = {}): Promise<Recorded> {
    const points = positions.map((position) => ({ position, label: `label ${position}` }));
    return this.post('/v1/scales', { slug, name: `Name of ${slug}`, points, ...more });
  }

  source(slug: string, more: Fields = {}): Promise<Recorded> {
    return this.post('/v1/sources', { slug, title: `Title of ${slug}`, reliability: 'B', ...more });
  }

  event(slug: string, more: Fields = {}): Promise<Recorded> {
    return this.post('/v1/events', { slug, name: `Name of ${slug}`, date: '2024-02-18', ...more });
  }

  relation(slug: string, more: Fields): Promise<Recorded> {
    return this.post('/v1/relations', { slug, type: 'REPRESENTS', ...more });
  }

  /** `actor`, `issue` and a source called `press` must be there. */
  stance(more: Fields): Promise<Recorded> {
    return this.post('/v1/stances', { ...stanceOf(more) });
  }

  private async send(method: 'post' | 'patch', path: string, body: Fields, revision?: number): Promise<Answered> {
    const request = this.service.http[method](path).set('Authorization', `Bearer ${this.key}`);
    if (revision !== undefined) void request.set('If-Match', `"${revision}"`);
    return new Answered(await request.send(body));
  }
}

/** A body for POST /v1/stances; what is not given is a statement of support on one day. */
export const stanceOf = (more: Fields): Fields => ({
  act: 'STATEMENT',
  position: 1,
  date: '2024-02-18',
  citations: [{ source: 'press', credibility: 2 }],
  ...more,
});

/** Where entries of a kind are listed. */
export const pathOf = (kind: keyof typeof PLURALS): string => `/v1/${PLURALS[kind]}`;

class Answered {
  constructor(private readonly response: Response) {}

  expectStatus(status: number): unknown {
    const { body, request, text } = this.response;
    if (this.response.status === status) return body as unknown;
    throw new Error(`${request.method} ${request.url}: ${this.response.status} instead of ${status}: ${text}`);
  }
}
