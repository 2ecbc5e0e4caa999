import { SaxesParser } from 'saxes';
import { BytesFault } from '../faults.js';

/** Names without their prefix: producers are free to choose it. */
export interface XmlHandlers {
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  text?(text: string): void;
  close?(name: string): void;
}

/** Between two tags; Excel's cells end at 32,767 characters. The parser keeps it all until the next tag. */
const LONGEST_TEXT = 4 * 1024 * 1024;
const DEEPEST = 64;

/** Reads XML in UTF-8 piece by piece. Declarations of a document type, and with them all entities, are refused. */
export class XmlReader {
  private readonly decoder = new TextDecoder('utf-8', { fatal: true });
  private readonly parser = new SaxesParser({ position: false, xmlns: false } as const);
  private sinceTag = 0;
  private depth = 0;

  constructor(handlers: XmlHandlers) {
    this.parser.on('doctype', () => {
      throw new BytesFault('file/format', 'The workbook declares an XML document type, as no workbook does.');
    });
    this.parser.on('opentag', ({ name, attributes }) => {
      this.sinceTag = 0;
      this.depth += 1;
      if (this.depth > DEEPEST) throw new BytesFault('file/corrupt', 'The XML of the workbook is nested too deep.');
      handlers.open?.(localName(name), attributes);
    });
    this.parser.on('closetag', ({ name }) => {
      this.sinceTag = 0;
      this.depth -= 1;
      handlers.close?.(localName(name));
    });
    if (handlers.text) this.parser.on('text', (text) => handlers.text?.(text));
    if (handlers.text) this.parser.on('cdata', (text) => handlers.text?.(text));
  }

  push(bytes: Buffer): void {
    this.sinceTag += bytes.length;
    this.guarded(() => this.parser.write(this.decoder.decode(bytes, { stream: true })));
    if (this.sinceTag > LONGEST_TEXT) {
      throw new BytesFault('file/too-large', 'A text of the workbook is longer than 4 MiB. Send the table as CSV.');
    }
  }

  end(): void {
    this.guarded(() => this.parser.write(this.decoder.decode()).close());
  }

  private guarded(step: () => void): void {
    try {
      step();
    } catch (error) {
      if (error instanceof BytesFault) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      throw new BytesFault('file/corrupt', `The XML of the workbook is broken (${reason}). Save it again.`, {
        cause: error,
      });
    }
  }
}

export async function readXml(bytes: AsyncIterable<Buffer>, handlers: XmlHandlers): Promise<void> {
  const reader = new XmlReader(handlers);
  for await (const piece of bytes) reader.push(piece);
  reader.end();
}

export const localName = (name: string): string => name.slice(name.indexOf(':') + 1);
