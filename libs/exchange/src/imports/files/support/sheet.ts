import { ZipFile } from 'yazl';

export interface SheetParts {
  readonly rows: string;
  /** What follows the rows. */
  readonly after?: string;
  /** Of the elements of the sheet. */
  readonly prefix?: string;
  /** Codes of number formats; a cell has the first with `s="0"`. */
  readonly formats?: readonly string[];
  /** Sheets before Table, by what their state is; they hold nothing. */
  readonly before?: readonly ('visible' | 'hidden' | 'veryHidden')[];
}

const TYPE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** The smallest workbook there is: one sheet with cells, called Table, and no shared strings. */
export async function sheet({ rows, after = '', before = [], formats = [], prefix = '' }: SheetParts): Promise<Buffer> {
  const parts = {
    '_rels/.rels': `<Relationships><Relationship Id="w" Type="${TYPE}/officeDocument" Target="/xl/book.xml"/></Relationships>`,
    'xl/book.xml': `<workbook xmlns:r="r"><sheets>${before.map((state, n) => `<sheet name="Before ${n}" state="${state}" r:id="b"/>`).join('')}<sheet name="Table" r:id="s"/></sheets></workbook>`,
    'xl/_rels/book.xml.rels': `<Relationships><Relationship Id="s" Type="${TYPE}/worksheet" Target="s.xml"/><Relationship Id="b" Type="${TYPE}/worksheet" Target="b.xml"/><Relationship Id="y" Type="${TYPE}/styles" Target="y.xml"/></Relationships>`,
    'xl/b.xml': '<worksheet><sheetData/></worksheet>',
    'xl/y.xml': `<styleSheet><numFmts>${formats.map((code, n) => `<numFmt numFmtId="${164 + n}" formatCode="${code}"/>`).join('')}</numFmts><cellXfs>${formats.map((_, n) => `<xf numFmtId="${164 + n}"/>`).join('')}</cellXfs></styleSheet>`,
    'xl/s.xml': `<${prefix}worksheet><${prefix}sheetData>${rows}</${prefix}sheetData>${after}</${prefix}worksheet>`,
  };
  const archive = new ZipFile();
  for (const [name, content] of Object.entries(parts)) archive.addBuffer(Buffer.from(content), name);
  archive.end();
  const pieces: Buffer[] = [];
  for await (const piece of archive.outputStream) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}
