import { setTimeout } from 'node:timers/promises';
import type { Recording } from './recording.js';

interface Remembered {
  readonly url: string;
  readonly bytes: string;
  /** A moment of the wall clock at which the answer was the answer. */
  readonly moment: string;
  /** The `knownAt` that the answer printed itself, where it does. */
  readonly printed: string | null;
}

/** Another answer than the one that was given at that moment: what stands around the first character that differs. */
export interface Difference {
  readonly url: string;
  readonly before: string;
  readonly after: string;
}

const MOST_PAGES = 200;

/** Keeps answers as they were given, and asks for them again. */
export class RememberedAnswers {
  private readonly remembered: Remembered[] = [];

  constructor(private readonly recording: Recording) {}

  /** How many addresses were answered differently at different moments; with few, asking again would prove little. */
  get urlsWithSeveralAnswers(): number {
    const answers = new Map<string, Set<string>>();
    for (const { bytes, url } of this.remembered) answers.set(url, (answers.get(url) ?? new Set()).add(bytes));
    return [...answers.values()].filter(({ size }) => size > 1).length;
  }

  /** Asks all of `urls`, every page of each. No write may be under way. */
  async remember(urls: readonly string[]): Promise<void> {
    // Record time runs ahead of the wall clock by a millisecond for each write that came right after another.
    await setTimeout(25);
    const moment = new Date().toISOString();
    for (const url of urls) {
      let page: string | null = url;
      for (let pages = 0; page !== null && pages < MOST_PAGES; pages += 1) {
        const bytes: string = await this.recording.bytes(page);
        const { knownAt, nextCursor } = bodyOf(bytes);
        this.remembered.push({ url: page, bytes, moment, printed: knownAt ?? null });
        page = nextCursor == null ? null : withParameter(url, 'cursor', nextCursor);
      }
    }
    await setTimeout(2);
  }

  /** What is not answered byte for byte as it was, when asked for that moment. */
  async differences(): Promise<Difference[]> {
    const different: Difference[] = [];
    for (const { bytes, moment, printed, url } of this.remembered) {
      for (const knownAt of new Set([moment, printed ?? moment])) {
        const asked = withParameter(url, 'knownAt', knownAt);
        const again = await this.recording.bytes(asked);
        if (again !== bytes) different.push({ url: asked, ...whereTheyPart(bytes, again) });
      }
    }
    return different;
  }
}

/** What an answer says of itself; `bytes` is its status, a space and its body. */
const bodyOf = (bytes: string): { readonly knownAt?: string; readonly nextCursor?: string | null } =>
  JSON.parse(bytes.slice(4)) as { readonly knownAt?: string; readonly nextCursor?: string | null };

function whereTheyPart(before: string, after: string): { before: string; after: string } {
  let same = 0;
  while (before[same] !== undefined && before[same] === after[same]) same += 1;
  const excerpt = (text: string): string => text.slice(Math.max(0, same - 400), same + 200);
  return { before: excerpt(before), after: excerpt(after) };
}

const withParameter = (url: string, name: string, value: string): string =>
  `${url}${url.includes('?') ? '&' : '?'}${name}=${encodeURIComponent(value)}`;
