import path from 'node:path/posix';
import { BytesFault } from '../faults.js';
import { dateStyles, type ShownDate } from './date-styles.js';
import { sharedStrings } from './shared-strings.js';
import { localName, readXml } from './xml.js';
import { ZipParts } from './zip-parts.js';

/** What is needed to read one sheet. */
export interface Workbook {
  readonly sheetPath: string;
  readonly strings: readonly string[];
  /** By the number of a cell's style: what it shows of dates; null where it shows none. */
  readonly dateStyles: readonly (ShownDate | null)[];
  /** Days count from 1904-01-01, as on old Macintoshes. */
  readonly is1904: boolean;
}

interface Relationship {
  readonly type: string;
  readonly path: string;
}

interface Sheet {
  readonly name: string;
  readonly relationship: string;
  readonly isHidden: boolean;
}

/** Finds a sheet, the first that is not hidden where no name is given. Throws BytesFaults. */
export async function readWorkbook(parts: ZipParts, sheet: string | undefined): Promise<Workbook> {
  const workbookPath = await workbookPathOf(parts);
  const relationships = await relationshipsOf(parts, workbookPath);
  const { sheets, is1904 } = await sheetsOf(parts, workbookPath);
  const all = [...relationships.values()];
  const stringsPath = all.find(({ type }) => type === 'sharedStrings')?.path;
  const stylesPath = all.find(({ type }) => type === 'styles')?.path;
  return {
    sheetPath: sheetPathOf(sheets, relationships, sheet),
    strings: stringsPath === undefined ? [] : await sharedStrings(parts.read(stringsPath)),
    dateStyles: stylesPath === undefined ? [] : await dateStyles(parts.readSmall(stylesPath)),
    is1904,
  };
}

async function workbookPathOf(parts: ZipParts): Promise<string> {
  if (!parts.has('_rels/.rels')) throw noWorkbook();
  const relationships = [...(await relationshipsOf(parts, '')).values()];
  const workbookPath = relationships.find(({ type }) => type === 'officeDocument')?.path;
  if (workbookPath === undefined || !workbookPath.endsWith('.xml')) throw noWorkbook();
  return workbookPath;
}

const noWorkbook = (): BytesFault =>
  new BytesFault('file/format', 'The archive is no XLSX workbook. Save the table as .xlsx or as CSV UTF-8.');

/** What a part refers to, by id; the part '' is the archive itself. */
async function relationshipsOf(parts: ZipParts, part: string): Promise<Map<string, Relationship>> {
  const relationships = new Map<string, Relationship>();
  const folder = path.dirname(part);
  const source = path.join(folder, '_rels', `${path.basename(part)}.rels`);
  if (!parts.has(source)) return relationships;
  await readXml(parts.readSmall(source), {
    open: (name, { Id = '', Type = '', Target = '', TargetMode }) => {
      if (name !== 'Relationship' || TargetMode === 'External') return;
      const target = path.join(Target.startsWith('/') ? '.' : folder, Target.replace(/^\//, ''));
      relationships.set(Id, { type: path.basename(Type), path: target });
    },
  });
  return relationships;
}

async function sheetsOf(parts: ZipParts, workbookPath: string): Promise<{ sheets: Sheet[]; is1904: boolean }> {
  const sheets: Sheet[] = [];
  let is1904 = false;
  let root = '';
  await readXml(parts.readSmall(workbookPath), {
    open: (name, attributes) => {
      root ||= name;
      if (name === 'workbookPr') is1904 = ['1', 'true', 'on'].includes(attributes.date1904 ?? '');
      if (name !== 'sheet') return;
      const relationship = Object.keys(attributes).find((key) => key !== 'id' && localName(key) === 'id') ?? '';
      const isHidden = (attributes.state ?? 'visible') !== 'visible';
      sheets.push({ name: attributes.name ?? '', relationship: attributes[relationship] ?? '', isHidden });
    },
  });
  if (root !== 'workbook') throw noWorkbook();
  return { sheets, is1904 };
}

function sheetPathOf(
  sheets: readonly Sheet[],
  relationships: ReadonlyMap<string, Relationship>,
  wanted: string | undefined,
): string {
  const tables = sheets.filter(({ relationship }) => relationships.get(relationship)?.type === 'worksheet');
  const sheet = tables.find(({ isHidden, name }) => (wanted === undefined ? !isHidden : name === wanted));
  if (sheet) return relationships.get(sheet.relationship)!.path;
  if (wanted === undefined && tables.length > 0) {
    throw new BytesFault('file/format', 'Every sheet of the workbook is hidden. Show the one to be read.');
  }
  if (wanted === undefined) throw new BytesFault('file/format', 'The workbook has no sheet with cells.');
  const names = tables.map(({ name }) => `"${name}"`).join(', ');
  throw new BytesFault('file/sheet', `The workbook has no sheet "${wanted}". It has ${names}.`);
}
