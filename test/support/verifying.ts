import type { TestApp } from './test-app.js';

/** A verification, as it is answered. */
export interface Verified {
  readonly figure: string;
  readonly agrees: boolean;
  readonly compared: number;
  readonly differenceCount: number;
  readonly differences: readonly {
    readonly pointer: string;
    readonly answered?: unknown;
    readonly recomputed?: unknown;
  }[];
  readonly records: { readonly listed: number; readonly urls: readonly string[] };
  readonly method: { readonly id: string };
  readonly knownAt: string;
}

export const verifyPath = (figure: string): string => `/v1/verify?figure=${encodeURIComponent(figure)}`;

export async function verified(service: TestApp, figure: string): Promise<Verified> {
  const { body, status, text } = await service.http.get(verifyPath(figure));
  if (status === 200) return body as Verified;
  throw new Error(`${figure} is not verified: ${text}`);
}

/** Of a figure that agrees: how many figures were held against each other. Throws with what does not agree. */
export async function agreeing(service: TestApp, figure: string): Promise<number> {
  const { agrees, compared, differences } = await verified(service, figure);
  if (agrees) return compared;
  throw new Error(`${figure} does not agree: ${JSON.stringify(differences, null, 1)}`);
}

/** An address with parameters, of which those that are undefined are left out. */
export function addressOf(path: string, parameters: Readonly<Record<string, string | number | undefined>>): string {
  const given = Object.entries(parameters).filter(([, value]) => value !== undefined);
  return `${path}?${given.map(([name, value]) => `${name}=${encodeURIComponent(value!)}`).join('&')}`;
}
