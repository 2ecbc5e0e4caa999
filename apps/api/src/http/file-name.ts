import type { FastifyRequest } from 'fastify';

type Query = Readonly<Record<string, string | undefined>>;

const LONGEST_PART = 60;

/** Letters, digits and hyphens, which mean the same to every system. */
const plain = (text = ''): string =>
  text
    .replaceAll(/[^A-Za-z0-9]+/g, '-')
    .slice(0, LONGEST_PART)
    .replaceAll(/^-|-$/g, '');

/** Both days, or the one that is given. */
function spanOf(first: string, last: string): string {
  if (first === '') return last === '' ? '' : `to-${last}`;
  return last === '' ? `from-${first}` : `${first}--${last}`;
}

/** What a table is called once it is a file: `timeline-un-envoy-2023-11--2024-03.csv`. */
export function fileNameOf({ query, routeOptions }: FastifyRequest, ending: string): string {
  const { actor, from, issue, on, since, to, until } = query as Query;
  const [path = ''] = (routeOptions.url ?? '').replace('/v1/', '').split('.');
  const span = spanOf(plain(from ?? since), plain(to ?? until));
  const parts = [plain(path), plain(actor), plain(issue), plain(on), span];
  return `${parts.filter((part) => part !== '').join('-')}.${ending}`;
}
