const ROOM = 'How much room is made: what lies beyond the cells is never read.';
const SIGN = 'Of what a comparison returns only the sign counts.';
const DIFFERENCE = 'Only differences are looked at, and they stay the same.';
const SET_BEFORE_READ = 'Set before it is first read.';
const ENDS_BY_ITSELF = 'A bound on a loop that ends by itself, long before.';
const EITHER_WAY = 'Which of two ways is taken, or from where on: both give the same, but for the last digits.';

/**
 * Mutants that no test can tell from the original, by file: the line or a part of it with the constant between
 * guillemets, what stands there instead, and why it makes no difference. Each must be there exactly once.
 * @type {Record<string, [at: string, to: string, why: string][]>}
 */
const BY_FILE = {
  'agreement/interval.ts': [
    ['const mass = new Float64Array(size + «1»);', '2', ROOM],
    [
      'new Float64Array(a.length).fill(«1»)',
      '2',
      'Every figure is a ratio of sums of weights, and to double all of them is exact.',
    ],
  ],
  'agreement/joint-table.ts': [
    ['const unitsByCell = new Float64Array(size + «2»);', '3', ROOM],
    ['const massByCell = new Float64Array(size + «2»);', '3', ROOM],
    ['const units = new Int32Array(codes ** «2»);', '3', ROOM],
    ['const mass = new Float64Array(codes ** «2»);', '3', ROOM],
  ],
  'agreement/tau-b.ts': [
    ['for (let i = «0»; i < x.length; i++) {', '1', 'The first value has none before it to be paired with.'],
  ],
  'change-points/change-points.ts': [
    ['value - values[«0»]!);', '1', 'A variance has no origin: any of the values, of which there are two, will do.'],
  ],
  'change-points/pelt.ts': [
    ['values[«0»] ?? 0;', '1', 'Sums of squares about a mean have no origin: any of the values will do.'],
    ['values[0] ?? «0»;', '1', 'Only without values, and then it is subtracted from none.'],
  ],
  'comparison/comparison.ts': [
    ['a.name < b.name ? -«1» : a.name', '2', SIGN],
    ['a.name > b.name ? «1» : 0', '2', SIGN],
    ['a.name > b.name ? 1 : «0»', '1', 'Of equal names, and no two things have the same.'],
    ['reading === null ? «0» : rank.get', '1', 'With a reading missing there is no cell: the place is not looked at.'],
  ],
  'divergence/divergence.ts': [
    ['gap === null ? -«1» : Math.abs', '2', 'Any number below 0 comes after all sizes and below a least gap.'],
    ['a < b ? -«1» : Number', '2', SIGN],
  ],
  'reliability/disagreement.ts': [['let below = «0»;', '1', DIFFERENCE]],
  'rollup/issue-closure.ts': [
    ['links: «0», directions', '1', DIFFERENCE],
    ['links: above.links + «1»,', '2', 'Which path has fewer links stays the same where each counts twice.'],
  ],
  'statistics/normal.ts': [
    ['const TAIL_DEPTH = «100»;', '101', 'One more term of a fraction that does not change any more.'],
  ],
  'statistics/student.ts': [
    ['const MOST_STEPS = «100»;', '101', ENDS_BY_ITSELF],
    ['for (let i = «0»; i < MOST_STEPS', '1', ENDS_BY_ITSELF],
    [
      'const SMALL_STEP = «1e-10»;',
      '1.01e-10',
      'Each step is about the square of the one before, so none lies between.',
    ],
    ['const MOST_REMEMBERED = «10_000»;', '10001', 'When to forget: what is worked out again is the same.'],
    ['let logT = «0»;', '1', 'Where the search begins. It finds the one place from anywhere.'],
    ['if (x < (df + «2») / (df + 5)) {', '3', EITHER_WAY],
    ['if (x < (df + 2) / (df + «5»)) {', '6', EITHER_WAY],
    ['for (; x < «10»; x++)', '11', EITHER_WAY],
    [
      '17 / («14_336» * x ** 7)',
      '14337',
      'From x = 10 on it changes the 15th digit of a series that is good for eleven.',
    ],
  ],
  'timeline/changes.ts': [
    ['Math.min(last + «1», LAST_DAY', '2', 'No row has the end of its bucket: it ends where the next begins.'],
  ],
  'timeline/clusters.ts': [
    ['x.id < y.id ? «1» : -1', '2', SIGN],
    ['x.id < y.id ? 1 : -«1»', '2', SIGN],
  ],
  'timeline/decaying.ts': [
    ['a.begin < b.begin ? -«1» : a.begin', '2', SIGN],
    ['a.begin > b.begin ? «1» : 0', '2', SIGN],
    ['a.begin > b.begin ? 1 : «0»', '1', 'What begins on one day is taken together, and sorted then.'],
    ['newest: DayNumber = «-Infinity»;', 'Infinity', SET_BEFORE_READ],
    ['private origin = «0»;', '1', SET_BEFORE_READ],
  ],
  'timeline/merging.ts': [
    ['(counts[position] ?? «0»)', '1', 'The position is one of the counts, so there is a number.'],
    ['let before = «-Infinity»;', 'Infinity', 'Sorts what is in order: that changes nothing.'],
  ],
  'timeline/shifts.ts': [
    ['a < b ? -«1» : 1', '2', SIGN],
    ['a < b ? -1 : «1»', '2', SIGN],
    ['a.id < b.id ? «1» : -1', '2', SIGN],
    ['a.id < b.id ? 1 : -«1»', '2', SIGN],
  ],
  'timeline/sweep.ts': [
    ['\n  n = «0»;', '1', SET_BEFORE_READ],
    ['unpositioned = «0»;', '1', SET_BEFORE_READ],
    ['\n  absent = «0»;', '1', SET_BEFORE_READ],
    ['heldUntil: DayNumber = «-Infinity»;', 'Infinity', SET_BEFORE_READ],
    ['nByEarliest = «0»;\n  heldUntilBy', '1', SET_BEFORE_READ],
    ['heldUntilByEarliest: DayNumber = «-Infinity»;', 'Infinity', SET_BEFORE_READ],
    ['private bucketFrom = «0»;', '1', SET_BEFORE_READ],
    ['private bucketFromByEarliest = «0»;', '1', SET_BEFORE_READ],
    ['const compareDays = (a: DayNumber, b: DayNumber): number => (a < b ? -«1» :', '2', SIGN],
    ['const compareDays = (a: DayNumber, b: DayNumber): number => (a < b ? -1 : a > b ? «1» :', '2', SIGN],
    ['const compareIds = (a: string, b: string): number => (a < b ? -«1» :', '2', SIGN],
    ['const compareIds = (a: string, b: string): number => (a < b ? -1 : a > b ? «1» :', '2', SIGN],
    [
      'const compareIds = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : «0»',
      '1',
      'Alike are only clusters of absences, which have no ids and are added up in any order.',
    ],
  ],
  'timeline/timeline.ts': [
    [
      'speaksLatest || sweep.nByEarliest > «0»;',
      '1',
      'A front that disagrees is of two records or more, and those of the bucket are counted.',
    ],
  ],
};

export const EQUIVALENT = Object.entries(BY_FILE).flatMap(([file, mutants]) =>
  mutants.map(([at, to, why]) => ({ file: `libs/domain/src/${file}`, at, to, why })),
);
