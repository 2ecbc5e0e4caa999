import { Agent, type IncomingHttpHeaders, request } from 'node:http';

/** A request as it goes over the wire; nothing is added to it but Host, Content-Length and Connection. */
export interface Asked {
  readonly method: string;
  /** With its query, escaped as it is sent. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer | undefined;
}

export interface Answered {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** Sends requests to one address, over a few connections that are kept. */
export class Sender {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 4 });

  constructor(private readonly url: string) {}

  send({ body, headers, method, path }: Asked): Promise<Answered> {
    const { hostname, port } = new URL(this.url);
    return new Promise((resolve, reject) => {
      const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
      const options = { agent: this.agent, hostname, port, method, path, headers: { ...length, ...headers } };
      const sent = request(options, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text: Buffer.concat(chunks).toString('utf8'),
          }),
        );
      });
      sent.on('error', reject);
      sent.end(body);
    });
  }

  close(): void {
    this.agent.destroy();
  }
}

const LONGEST = 2000;

const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

const cut = (text: string): string =>
  text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}… (${text.length} characters)`;

/** The request as a line for a shell. */
export function curlOf(url: string, { body, headers, method, path }: Asked): string {
  const flags = Object.entries(headers ?? {}).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`);
  if (typeof body === 'string') flags.push(`--data-binary ${quoted(cut(body))}`);
  if (Buffer.isBuffer(body)) flags.push(`--data-binary @<(echo ${cut(body.toString('base64'))} | base64 -d)`);
  return ['curl', '-i', '--path-as-is', '-X', method, ...flags, quoted(cut(`${url}${path}`))].join(' ');
}
