// The points of a series, computed with as little as will do: method `last`, carried forward, buckets of whole months.
// Nothing here is shared with the service, so that equal answers are two computations that agree.

const DAY_MS = 86_400_000;
const SHOWN = 5;

export const isoOf = (day) => new Date(day * DAY_MS).toISOString().slice(0, 10);

const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const isLeap = (year) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const NAMES = LENGTHS.map((_, month) => `-${String(month + 1).padStart(2, '0')}-01`);

/** Buckets from the month or year of one day to that of another, and for each day the bucket it lies in. */
export function bucketsOf(from, to, interval) {
  const byYear = interval === 'year';
  let year = Number(from.slice(0, 4));
  let month = byYear ? 0 : Number(from.slice(5, 7)) - 1;
  const count =
    (Number(to.slice(0, 4)) - year) * (byYear ? 1 : 12) + (byYear ? 0 : Number(to.slice(5, 7)) - 1 - month) + 1;
  const starts = [];
  const firsts = [];
  let day = Date.UTC(year, month) / DAY_MS;
  for (let bucket = 0; bucket <= count; bucket += 1) {
    starts.push(year + NAMES[month]);
    firsts.push(day);
    if (byYear) {
      day += isLeap(year) ? 366 : 365;
      year += 1;
    } else {
      day += month === 1 && isLeap(year) ? 29 : LENGTHS[month];
      month = (month + 1) % 12;
      if (month === 0) year += 1;
    }
  }
  const ofDay = new Int16Array(day - firsts[0]);
  for (let bucket = 0; bucket < count; bucket += 1)
    ofDay.fill(bucket, firsts[bucket] - firsts[0], firsts[bucket + 1] - firsts[0]);
  return { count, starts, firsts, ofDay };
}

/** What begins last, by one curve: in slot 0 before the first bucket, in slot n + 1 within bucket n. */
class Curve {
  constructor(slots) {
    this.fronts = Array.from({ length: slots }, () => null);
  }

  put(slot, front) {
    const there = this.fronts[slot];
    if (there === null || front.day > there.day) this.fronts[slot] = front;
    else if (front.day === there.day) this.fronts[slot] = together(there, front);
  }
}

function together(a, b) {
  const [first, second] = a.ids[0] >= b.ids[0] ? [a, b] : [b, a];
  const ids = [...new Set([...a.ids, ...b.ids])].toSorted((x, y) => (x < y ? 1 : -1)).slice(0, SHOWN);
  return { ...first, ids, low: Math.min(first.low, second.low), high: Math.max(first.high, second.high) };
}

const single = (id, day, position, held) => ({ day, position, low: position, high: position, held, ids: [id] });
const grouped = ([day, position, low, high, ...ids]) => ({ day, position, low, high, held: day, ids });

/**
 * JSON of the points. `months` are clusters as stance_month has them, oldest first; `tight` and `loose` are
 * [id, position, latest, earliest, isDuration, isAbsence], tight ones oldest first. `absences` are the days of absences
 * that are known to their month.
 */
export function pointsOf({ absences, buckets, highest, loose, lowest, months, tight }) {
  const { count, firsts, ofDay, starts } = buckets;
  const begin = firsts[0];
  const end = firsts[count];
  const points = highest - lowest + 1;
  const slotOf = (day) => (day < begin ? 0 : day >= end ? -1 : ofDay[day - begin] + 1);
  const byLatest = new Curve(count + 1);
  const byEarliest = new Curve(count + 1);
  const put = (curve, front) => {
    const slot = slotOf(front.day);
    if (slot >= 0) curve.put(slot, front);
  };
  const counts = new Int32Array((count + 1) * points);
  const unpositioned = new Int32Array(count + 1);
  const ids = Array.from({ length: count }, () => null);
  const looseIds = Array.from({ length: count }, () => null);
  const absent = new Int32Array(count + 1);
  const columns = points + 2;
  const held = new Int32Array((count + 1) * columns);
  const add = (position, slot) => {
    if (position === null) unpositioned[slot - 1] += 1;
    else counts[(slot - 1) * points + position - lowest] += 1;
  };

  for (const [day, , without, , byPosition, latest, earliest, newest] of months) {
    if (latest !== null) {
      const front = grouped(latest);
      put(byLatest, front);
      put(byEarliest, earliest === 0 ? front : grouped(earliest));
    }
    const slot = slotOf(day);
    if (slot <= 0) continue;
    unpositioned[slot - 1] += without;
    for (const position in byPosition) counts[(slot - 1) * points + Number(position) - lowest] += byPosition[position];
    if (newest !== undefined)
      ids[slot - 1] = ids[slot - 1] === null ? newest : [...newest, ...ids[slot - 1]].slice(0, SHOWN);
  }
  const noteIds = (lists, slot, id) => {
    const list = lists[slot - 1];
    if (list === null) lists[slot - 1] = [id];
    else if (list.unshift(id) > SHOWN) list.pop();
  };
  for (const day of absences) {
    const slot = slotOf(day);
    if (slot > 0) absent[slot - 1] += 1;
  }
  const takePoint = ([id, position, latest, earliest], lists) => {
    if (position !== null) {
      put(byLatest, single(id, latest, position, latest));
      put(byEarliest, single(id, earliest, position, earliest));
    }
    const slot = slotOf(latest);
    if (slot <= 0) return;
    add(position, slot);
    noteIds(lists, slot, id);
  };
  for (const record of tight) takePoint(record, ids);
  const durations = [];
  for (const record of loose) {
    const [id, position, latest, earliest, isDuration, isAbsence] = record;
    if (!isDuration) {
      takePoint(record, looseIds);
      if (isAbsence && slotOf(latest) > 0) absent[slotOf(latest) - 1] += 1;
      continue;
    }
    const begins = earliest ?? -Infinity;
    const ends = latest ?? Infinity;
    if (position !== null) {
      const front = single(id, begins, position, ends);
      put(byLatest, front);
      put(byEarliest, front);
    }
    if (begins >= end || ends < begin) continue;
    durations.push({ id, begins, ends });
    const kinds = [position === null ? points : position - lowest, ...(isAbsence ? [points + 1] : [])];
    for (const column of kinds) {
      held[Math.max(0, slotOf(begins) - 1) * columns + column] += 1;
      if (ends < end) held[slotOf(ends) * columns + column] -= 1;
    }
  }
  durations.sort((a, b) => a.begins - b.begins || (a.id < b.id ? -1 : 1));

  const scores = Array.from({ length: points }, (_, index) => String((2 * index) / (highest - lowest) - 1));
  const scoreOf = (position) => scores[position - lowest];
  const holding = new Int32Array(columns);
  let front = byLatest.fronts[0];
  let early = byEarliest.fronts[0];
  let begun = 0;
  let text = '';
  let shownFront;
  let shownEarly;
  let uncertain = false;
  let head = '';
  let tail = null;
  let tailCarried = false;
  for (let bucket = 0; bucket < count; bucket += 1) {
    const first = firsts[bucket];
    const last = firsts[bucket + 1] - 1;
    front = byLatest.fronts[bucket + 1] ?? front;
    early = byEarliest.fronts[bucket + 1] ?? early;
    let n = 0;
    let written = '';
    for (let index = 0; index < columns; index += 1) holding[index] += held[bucket * columns + index];
    for (let index = 0; index < points; index += 1) {
      const number = counts[bucket * points + index] + holding[index];
      if (number === 0) continue;
      n += number;
      written += `${written === '' ? '' : ','}"${index + lowest}":${number}`;
    }
    const without = unpositioned[bucket] + holding[points];
    if (front === null && early === null && n + without === 0) continue;
    while (begun < durations.length && durations[begun].begins <= last) begun += 1;
    let records = ids[bucket] ?? [];
    if (records.length < SHOWN && (looseIds[bucket] !== null || n + without > records.length)) {
      records = [...records, ...(looseIds[bucket] ?? [])].slice(0, SHOWN);
      for (let index = begun - 1; index >= 0 && records.length < Math.min(SHOWN, n + without); index -= 1) {
        if (durations[index].ends >= first) records.push(durations[index].id);
      }
    }
    const until = front === null ? 0 : Math.min(front.held, last);
    const carried = front !== null && until < first;
    if (front !== shownFront || early !== shownEarly) {
      const low = front === null ? early?.low : early === null ? front.low : Math.min(front.low, early.low);
      const high = front === null ? early?.high : early === null ? front.high : Math.max(front.high, early.high);
      const contested = (front !== null && front.low < front.high) || (early !== null && early.low < early.high);
      uncertain = front?.position !== early?.position;
      head =
        `"position":${front === null ? null : front.position},"score":${front === null ? null : scoreOf(front.position)},` +
        `"lower":${low === undefined ? null : scoreOf(low)},"upper":${high === undefined ? null : scoreOf(high)},` +
        `"dateUncertain":${uncertain},"contested":${contested},"n":`;
      shownFront = front;
      shownEarly = early;
      tail = null;
    }
    const isEmpty = n + without === 0;
    // As long as nothing happens and nothing runs out, a point differs from that before in its dates and its age.
    if (!isEmpty || tail === null || carried !== tailCarried) {
      if (carried) records = joined(records, front.ids);
      if (uncertain && early !== null) records = joined(records, early.ids);
      tail =
        `${n},"unpositioned":${without},"absent":${absent[bucket] + holding[points + 1]},"counts":{${written}},"carried":${carried},` +
        `"records":[${records.length === 0 ? '' : `"${records.join('","')}"`}],"ageDays":`;
      tailCarried = carried;
    }
    text += `${text === '' ? '' : ','}{"start":"${starts[bucket]}","end":"${starts[bucket + 1]}",${head}${tail}${front === null ? null : last - until}}`;
    if (!isEmpty) tail = null;
  }
  return `[${text}]`;
}

function joined(records, more) {
  const all = records.slice();
  for (let index = 0; index < more.length && all.length < SHOWN; index += 1) {
    if (!all.includes(more[index])) all.push(more[index]);
  }
  return all;
}
