export { bucketStart, bucketsOf, nextBucketStart, type Bucket, type Interval } from './buckets.js';
export {
  addDays,
  daysBetween,
  FIRST_DAY,
  fromDayNumber,
  isIsoDate,
  LAST_DAY,
  lastDayOfMonth,
  toDayNumber,
  type IsoDate,
} from './days.js';
export { parseEdtf, type DateKind, type EdtfDate } from './edtf.js';
export { windowOf, type DayWindow } from './window.js';
export { MONTH_NAMES } from './month-names.js';
