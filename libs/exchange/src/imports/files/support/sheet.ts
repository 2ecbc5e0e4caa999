import { ZipFile } from 'yazl';

export interface SheetParts {
  readonly rows: string;
  /** What follows the rows. */
  readonly after?: string;
  /** Of the elements of the sheet. */
  readonly prefix?: string;
}

const TYPE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** The smallest workbook there is: one sheet, called Table, without styles or shared strings. */
export async function sheet({ rows, after = '', prefix = '' }: SheetParts): Promise<Buffer> {
  const parts = {
    '_rels/.rels': `<Relationships><Relationship Id="w" Type="${TYPE}/officeDocument" Target="/xl/book.xml"/></Relationships>`,
    'xl/book.xml': '<workbook xmlns:r="r"><sheets><sheet name="Table" r:id="s"/></sheets></workbook>',
    'xl/_rels/book.xml.rels': `<Relationships><Relationship Id="s" Type="${TYPE}/worksheet" Target="s.xml"/></Relationships>`,
    'xl/s.xml': `<${prefix}worksheet><${prefix}sheetData>${rows}</${prefix}sheetData>${after}</${prefix}worksheet>`,
  };
  const archive = new ZipFile();
  for (const [name, content] of Object.entries(parts)) archive.addBuffer(Buffer.from(content), name);
  archive.end();
  const pieces: Buffer[] = [];
  for await (const piece of archive.outputStream) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}
