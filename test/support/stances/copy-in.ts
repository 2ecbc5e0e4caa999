import type pg from 'pg';

/** What `pg` keeps of its protocol for `COPY … FROM STDIN`. */
interface Wire {
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
}

class CopyIn {
  constructor(
    private readonly sql: string,
    private readonly text: string,
    private readonly done: (error?: Error) => void,
  ) {}

  submit(connection: Wire): void {
    connection.query(this.sql);
  }

  handleCopyInResponse(connection: Wire): void {
    connection.sendCopyFromChunk(Buffer.from(this.text));
    connection.endCopyFrom();
  }

  handleCommandComplete(): void {}

  /** After which the client does not tell of being ready. */
  handleError(error: Error): void {
    this.done(error);
  }

  handleReadyForQuery(): void {
    this.done();
  }
}

/** `COPY … FROM STDIN`, with the text that follows it. */
export function copyIn(client: pg.Client, sql: string, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const copy = new CopyIn(sql, text, (error) => (error === undefined ? resolve() : reject(error)));
    client.query(copy as unknown as pg.Submittable);
  });
}
