import type { Profile } from '@app/exchange';

const WIDTH = 100;

/** A profile as whoever uses it needs to know it; `name` is what it was called by. */
export function profileLines(profile: Profile, name: string): string[] {
  const { document, givenTables } = profile;
  const parameters = Object.entries(document.parameters ?? {}).map(([parameter, { default: standard, description }]) =>
    itemOf(parameter, standard === undefined ? 'required' : `default ${JSON.stringify(standard)}`, description),
  );
  const tables = givenTables.map((table) =>
    itemOf(table.name, table.isRequired ? 'required' : 'optional', table.description),
  );
  return [
    `${profile.name}: ${profile.title}`,
    ...(profile.description === null ? [] : ['', ...wrapped(profile.description, '')]),
    '',
    `Dataset     ${profile.dataset}`,
    `Makes       ${profile.makesCatalog ? 'records, and entries of the catalog' : 'records; every entry must be there'}`,
    ...listed('Parameters (--set NAME=VALUE)', parameters),
    ...listed('Tables (--with NAME=FILE)', tables),
    '',
    'Example:',
    `  ${exampleOf(profile, name)}`,
  ];
}

const itemOf = (name: string, remark: string, description: string | null | undefined): string =>
  `${name} (${remark})${description === null || description === undefined ? '' : `: ${description.trim()}`}`;

const listed = (heading: string, items: readonly string[]): string[] =>
  items.length === 0 ? [] : ['', heading, ...items.flatMap((item) => wrapped(item, '    '))];

/** Lines of at most WIDTH characters; all but the first are indented by `indent` and two more. */
function wrapped(text: string, indent: string): string[] {
  const lines: string[] = [];
  let line = indent === '' ? '' : '  ';
  for (const word of text.split(/\s+/)) {
    if (line.trim() !== '' && line.length + word.length >= WIDTH) {
      lines.push(line.trimEnd());
      line = indent;
    }
    line += `${word} `;
  }
  return [...lines, line.trimEnd()];
}

function exampleOf({ document, givenTables }: Profile, name: string): string {
  const open = Object.entries(document.parameters ?? {}).filter(([, parameter]) => parameter.default === undefined);
  const parts = [
    ...givenTables.filter(({ isRequired }) => isRequired).map((table) => `--with ${table.name}=${table.name}.csv`),
    ...open.map(([parameter]) => `--set ${parameter}=VALUE`),
  ];
  return ['stanceline import FILE --profile', name, ...parts, '--dry-run'].join(' ');
}
