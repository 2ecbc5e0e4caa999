import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { MultipartFile, MultipartValue } from '@fastify/multipart';
import { InvalidProblem, Problem, UnavailableProblem } from '@app/domain';
import type { FastifyRequest } from 'fastify';
import { Refusal } from '../http/refusal.js';
import { waitOn } from '../http/slow-bodies.js';
import { assertPart, isFilePart, pointerOf } from './parts.js';

/** A file that was sent, on disk. */
export interface SpooledFile {
  readonly path: string;
  /** As its sender calls it. */
  readonly fileName: string;
  readonly bytes: number;
}

const LIMITS = { parts: 100, fields: 80, files: 30, fieldNameSize: 100, fieldSize: 10_000, headerPairs: 20 };
const LONGEST_NAME = 255;
/** What the form itself takes beside the files. */
const FORM_BYTES = 2 * 1024 * 1024;
const NO_ROOM = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/** The parts of a form: texts in memory, files in a folder of their own, from which they are removed together. */
export class Upload {
  readonly texts = new Map<string, string>();
  readonly files = new Map<string, SpooledFile>();
  private bytes = 0;

  private constructor(
    private readonly request: FastifyRequest,
    private readonly folder: string,
    private readonly mostBytes: number,
  ) {}

  /**
   * Reads the form to its end; files never lie in memory. Throws `import/part-…`, `import/too-large`,
   * `request/malformed-multipart`, `import/no-room`; nothing stays on disk then, nor when the client hangs up.
   */
  static async receive(request: FastifyRequest, mostBytes: number): Promise<Upload> {
    if (Number(request.headers['content-length']) > mostBytes + FORM_BYTES) throw tooLarge(mostBytes);
    const upload = new Upload(
      request,
      await mkdtemp(path.join(tmpdir(), `stanceline-import-${process.pid}-`)),
      mostBytes,
    );
    try {
      const limits = { ...LIMITS, fileSize: Number.POSITIVE_INFINITY };
      for await (const part of request.parts({ limits })) await upload.take(part);
      return upload;
    } catch (error) {
      letPass(request);
      await upload.remove();
      throw refusalOf(error);
    }
  }

  /** Once more does no harm. */
  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true, maxRetries: 3 });
  }

  private async take(part: MultipartFile | MultipartValue): Promise<void> {
    const name = part.fieldname;
    assertPart(name);
    if (this.texts.has(name) || this.files.has(name)) {
      throw InvalidProblem.at(pointerOf(name), 'import/part-twice', `Send ${name} once.`);
    }
    if (part.type === 'file') {
      if (!isFilePart(name) && name !== 'profile') {
        throw InvalidProblem.at(pointerOf(name), 'import/part-kind', `Send ${name} as a text, not as a file.`);
      }
      this.files.set(name, await this.spool(name, part));
    } else {
      if (isFilePart(name)) {
        throw InvalidProblem.at(
          pointerOf(name),
          'import/part-kind',
          `Send ${name} as a file, with its name: curl -F ${name}=@FILE.`,
        );
      }
      this.texts.set(name, textOf(name, part));
    }
  }

  private async spool(name: string, { file, filename }: MultipartFile): Promise<SpooledFile> {
    const fileName = nameOf(name, filename);
    const place = path.join(this.folder, String(this.files.size));
    const handle = await open(place, 'wx', 0o600);
    const before = this.bytes;
    try {
      for await (const chunk of file as AsyncIterable<Buffer>) {
        this.bytes += chunk.length;
        if (this.bytes > this.mostBytes) throw tooLarge(this.mostBytes);
        waitOn(this.request);
        await handle.writeFile(chunk);
      }
    } finally {
      await handle.close();
    }
    return { path: place, fileName, bytes: this.bytes - before };
  }
}

const NAME = /^[^\p{Cc}\ufffd]+$/u;

function nameOf(part: string, fileName: string | undefined): string {
  const name = fileName ?? part;
  if (name.length <= LONGEST_NAME && name.isWellFormed() && NAME.test(name)) return name;
  throw InvalidProblem.at(
    pointerOf(part),
    'import/file-name',
    `The name of a file has 1 to ${LONGEST_NAME} characters, in UTF-8 and without control characters.`,
  );
}

/** What is not UTF-8 has become U+FFFD by now, which nobody sends otherwise. */
function textOf(name: string, { value, valueTruncated }: MultipartValue & { valueTruncated?: boolean }): string {
  const refused = (code: string, detail: string): InvalidProblem => InvalidProblem.at(pointerOf(name), code, detail);
  if (valueTruncated === true) {
    throw refused('import/part-too-long', `${name} has ${LIMITS.fieldSize} bytes at most.`);
  }
  if (typeof value !== 'string') throw refused('import/part-kind', `Send ${name} as a text.`);
  if (value.includes('\ufffd')) throw refused('request/not-utf8', `Send ${name} in UTF-8.`);
  if (value.includes('\0')) throw refused('request/unstorable-text', `${name} has a NUL; take it out.`);
  return value;
}

/** What is still coming is thrown away, so that the client, which is still sending, gets to read the answer. */
function letPass({ raw }: FastifyRequest): void {
  raw.unpipe();
  raw.resume();
}

const tooLarge = (most: number): Refusal =>
  new Refusal(413, 'Too large', 'import/too-large', `The files of an import may have ${most} bytes together.`);

/** The errors of the parser have codes of Fastify, or none. */
function refusalOf(error: unknown): unknown {
  if (error instanceof Problem || error instanceof Refusal) return error;
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (code !== undefined && NO_ROOM.has(code)) {
    return new UnavailableProblem('import/no-room', 'There is no room on disk for the files at the moment.', [], {
      cause: error,
    });
  }
  if (syscall !== undefined && code !== 'ECONNRESET') return error;
  if (code === 'FST_PARTS_LIMIT' || code === 'FST_FILES_LIMIT' || code === 'FST_FIELDS_LIMIT') {
    return InvalidProblem.at(
      '',
      'import/too-many-parts',
      `A form has at most ${LIMITS.files} files and ${LIMITS.fields} texts.`,
    );
  }
  if (code === 'FST_PROTO_VIOLATION')
    return InvalidProblem.at('', 'import/part-unknown', 'A part has a name that is none.');
  const detail = `The form cannot be read: ${(error as Error).message}.`;
  return InvalidProblem.at('', 'request/malformed-multipart', detail);
}
