import { randomUUID } from 'node:crypto';

export const CRLF = '\r\n';

/** The lines before a part, and the end of a form. */
export class Boundary {
  readonly text = `form-${randomUUID()}`;
  readonly contentType = `multipart/form-data; boundary=${this.text}`;
  readonly end = `${CRLF}--${this.text}--${CRLF}`;

  file(name: string, fileName: string): string {
    return this.head(`name="${name}"; filename="${fileName}"`);
  }

  field(name: string, value: string): string {
    return `${this.head(`name="${name}"`)}${value}`;
  }

  private head(disposition: string): string {
    return `${CRLF}--${this.text}${CRLF}Content-Disposition: form-data; ${disposition}${CRLF}${CRLF}`;
  }
}
