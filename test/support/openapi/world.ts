import { DemonstrationService } from '@app/exchange';
import type { TestApp } from '../test-app.js';
import { csv, Uploading } from '../uploading.js';
import { type Asked, Sender } from './requests.js';

type RecordKind = 'actor' | 'issue' | 'scale' | 'source' | 'event' | 'relation' | 'stance';
type Kind = RecordKind | 'import' | 'profile';

const KINDS: readonly RecordKind[] = ['actor', 'issue', 'scale', 'source', 'event', 'relation', 'stance'];

/** Stands for an entry that is recorded just before the request, and that nothing refers to. */
export const FRESH = '@fresh';
/** Stands for the ETag that the address of the request has. */
export const CURRENT = '@current';

/** The demonstration data, and whatever requests need besides. */
export class World {
  private made = 0;

  private constructor(
    private readonly uploading: Uploading,
    readonly sender: Sender,
    readonly url: string,
    /** By kind: slugs and ids that are there. */
    readonly known: Readonly<Record<Kind, readonly string[]>>,
    /** The state of the data before any request. */
    readonly moment: string,
    /** Of the second pages of some lists. */
    readonly cursors: readonly string[],
    readonly keys: { readonly admin: string; readonly reader: string },
  ) {}

  static async of(service: TestApp): Promise<World> {
    await service.app.get(DemonstrationService).load();
    const sender = new Sender(service.url);
    const answered = async (path: string): Promise<unknown> =>
      JSON.parse((await sender.send({ method: 'GET', path })).text);
    const known: [Kind, string[]][] = [];
    for (const kind of KINDS) {
      const rows = (await answered(`/v1/${kind}s?shape=array`)) as { id: string; slug?: string }[];
      known.push([kind, rows.flatMap(({ id, slug }) => (slug === undefined ? [id] : [slug, id]))]);
    }
    const uploading = new Uploading(service);
    for (const row of ['0', '00']) known.push(['import', [await imported(uploading, row)]]);
    known.push(['profile', ['stances', 'un-ga-votes']]);
    const { knownAt } = (await answered('/v1/positions?on=2024')) as { knownAt: string };
    const cursors: string[] = [];
    for (const list of ['actors', 'stances', 'stances?sort=-date', 'imports']) {
      const { nextCursor } = (await answered(`/v1/${list}${list.includes('?') ? '&' : '?'}limit=1`)) as {
        nextCursor: string;
      };
      cursors.push(nextCursor);
    }
    const keys = { admin: service.key, reader: await service.keyFor('read') };
    const byKind = Object.fromEntries(known) as Record<Kind, string[]>;
    return new World(uploading, sender, service.url, byKind, knownAt, cursors, keys);
  }

  /** The request with its stand-ins replaced. */
  async ready(asked: Asked): Promise<Asked> {
    const [, , kinds = ''] = asked.path.split('/');
    const path = asked.path.includes(FRESH)
      ? asked.path.replace(FRESH, await this.fresh(kinds.slice(0, -1) as RecordKind))
      : asked.path;
    if (asked.headers?.['if-match'] !== CURRENT) return { ...asked, path };
    const [address = ''] = path.replace(/\/retract/, '').split('?');
    const { headers } = await this.sender.send({ method: 'GET', path: address });
    return { ...asked, path, headers: { ...asked.headers, 'if-match': headers.etag ?? '"1"' } };
  }

  private async fresh(kind: RecordKind | 'import'): Promise<string> {
    this.made += 1;
    if (kind === 'import') return imported(this.uploading, String(this.made));
    const slug = `fresh-${this.made}`;
    const { status, text } = await this.sender.send({
      method: 'POST',
      path: `/v1/${kind}s`,
      headers: { authorization: `Bearer ${this.keys.admin}`, 'content-type': 'application/json' },
      body: JSON.stringify(BODIES[kind](slug, this.made)),
    });
    if (status !== 201) throw new Error(`No fresh ${kind} can be recorded: ${text}`);
    return kind === 'stance' ? (JSON.parse(text) as { id: string }).id : slug;
  }
}

/** The id of an import that has recorded one stance. */
async function imported(uploading: Uploading, row: string): Promise<string> {
  const file = csv(
    'externalId,actor,issue,act,position,date,source,credibility',
    `world/${row},qatar,un-envoy,STATEMENT,1,2023,iran-international-2024-02-19,2`,
  );
  return (await uploading.whole({ profile: 'stances', dataset: 'world', file })).id;
}

const BODIES: Readonly<Record<RecordKind, (slug: string, made: number) => object>> = {
  actor: (slug) => ({ slug, kind: 'NGO', names: [{ text: slug, language: 'en', kind: 'PREFERRED' }] }),
  issue: (slug) => ({ slug, name: slug, proposition: slug, scale: 'support-5' }),
  scale: (slug) => ({ slug, name: slug, points: [-1, 1].map((position) => ({ position, label: 'x' })) }),
  source: (slug) => ({ slug, title: slug, reliability: 'F' }),
  event: (slug) => ({ slug, name: slug, date: '2024' }),
  relation: (slug, made) => ({
    slug,
    subject: 'qatar',
    type: 'MEMBER_OF',
    object: 'united-nations',
    valid: `${String(made).padStart(4, '0')}`,
  }),
  stance: () => ({
    actor: 'qatar',
    issue: 'un-envoy',
    act: 'STATEMENT',
    position: 1,
    date: '2023',
    citations: [{ source: 'iran-international-2024-02-19', credibility: 2 }],
  }),
};
