import type { Figure } from '@app/analysis';
import { InvalidProblem } from '@app/domain';
import { FORMATS } from '../http/formats.js';
import { RequestPipe } from '../http/request.pipe.js';
import { AgreementQuery, toAgreementRequest } from './agreement.dto.js';
import { CohesionQuery, toCohesionRequest } from './cohesion.dto.js';
import { PolarizationQuery, toPolarizationRequest } from './polarization.dto.js';
import { PositionsQuery, toPositionsRequest } from './positions.dto.js';
import { TimelineQuery, toTimelineRequest } from './timeline.dto.js';

type Asked = Readonly<Record<string, string | readonly string[]>>;
type Read = (query: Asked) => Promise<Figure>;

const pipe = new RequestPipe();

/** How the query of a figure is read: as the route of the figure reads it. */
const reading =
  <Query>(type: new () => Query, toFigure: (query: Query) => Figure): Read =>
  async (query) =>
    toFigure((await pipe.transform(query, { type: 'query', metatype: type })) as Query);

const FIGURES: ReadonlyMap<string, Read> = new Map([
  ['/v1/timeline', reading(TimelineQuery, (query) => ({ of: 'timeline', request: toTimelineRequest(query) }))],
  ['/v1/positions', reading(PositionsQuery, (query) => ({ of: 'positions', request: toPositionsRequest(query) }))],
  ['/v1/agreement', reading(AgreementQuery, (query) => ({ of: 'agreement', request: toAgreementRequest(query) }))],
  ['/v1/cohesion', reading(CohesionQuery, (query) => ({ of: 'cohesion', request: toCohesionRequest(query) }))],
  [
    '/v1/polarization',
    reading(PolarizationQuery, (query) => ({ of: 'polarization', request: toPolarizationRequest(query) })),
  ],
]);

const ENDING = new RegExp(`\\.(${FORMATS.join('|')})$`);

/**
 * The question that an address of this service asks; in which format or shape it is answered does not matter. Throws
 * `verify/unknown-figure`, and what the route throws, at its own parameters.
 */
export function figureAt(address: string): Promise<Figure> {
  const [path = '', ...query] = address.split('?');
  const read = FIGURES.get(path.replace(ENDING, ''));
  if (read === undefined) throw unknownFigure();
  return read(askedIn(query.join('?')));
}

/** By name; what is there twice is a list, and is refused like any. */
function askedIn(query: string): Asked {
  const parameters = new URLSearchParams(query);
  if (FORMATS.some((format) => format === parameters.get('format'))) parameters.delete('format');
  const names = new Set(parameters.keys());
  return Object.fromEntries(
    [...names].map((name) => {
      const values = parameters.getAll(name);
      return [name, values.length === 1 ? values[0]! : values];
    }),
  );
}

/** What is done for a figure; its faults are those of the address. */
export async function atFigure<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof InvalidProblem ? ofFigure(error) : error;
  }
}

const ofFigure = ({ code, faults, message }: InvalidProblem): InvalidProblem =>
  new InvalidProblem(
    code,
    message,
    faults.map((fault) => ({ ...fault, pointer: '?figure', detail: detailOf(fault) })),
  );

/** Says which parameter is meant, where that is not the figure itself. */
const detailOf = ({ detail, pointer }: InvalidProblem['faults'][number]): string =>
  pointer === '?figure' ? detail : `${pointer.replace(/^\?/, '')}: ${detail}`;

const unknownFigure = (): InvalidProblem =>
  InvalidProblem.at(
    '?figure',
    'verify/unknown-figure',
    `Send the address of a figure without its host, percent-encoded; what can be verified is ${[...FIGURES.keys()].join(', ')}.`,
  );
