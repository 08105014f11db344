import { addMonths, show, span } from '../dates.js';
import { happenings } from './happenings.js';

const DAY = 86_400_000;
/** Distances in letters' heights. */
const [MARGIN, ROW, GAP] = [1.4, 1.6, 0.8];

/**
 * Where everything of the timeline stands, in pixels. Every label lies inside the width and off the
 * others: its length is measured, it is cut where it is too long, and it gets a row of its own where
 * it finds no place beside others.
 *
 * @param {number} size Height of a letter.
 * @param {(text: string, isBold: boolean) => number} measure Width of a text.
 */
export function timelineLayout(resources, today, width, size, measure) {
  const now = span(today).from;
  const all = happenings(resources);
  const ofSpine = all.filter((each) => each.kind !== 'problem' && each.isSpine && !each.isVoid);
  const first = Math.min(now - 240 * DAY, ...ofSpine.map(({ from }) => from));
  const begin = first - (now - first) * 0.06;
  const operation = ofSpine.filter(({ kind }) => kind === 'operation').at(-1);
  const halfYear = operation && {
    from: addMonths(operation.from, 6),
    to: addMonths(Math.min(operation.to, now), 6),
  };
  const end = Math.max(now, halfYear && halfYear.to - now < 250 * DAY ? halfYear.to : now);
  const stop = end + (end - begin) * 0.06;
  const margin = MARGIN * size;
  const x = (ms) => {
    const at = (Math.min(Math.max(ms, begin), stop) - begin) / (stop - begin);
    return margin + at * (width - 2 * margin);
  };
  /** A text around a place, moved so that it lies inside. */
  const inside = (text, middle, isBold = false) => {
    const length = measure(text, isBold);
    return { text, length, left: Math.min(Math.max(middle - length / 2, 1), width - length - 1) };
  };

  const shown = all
    .filter(({ to }) => to >= begin)
    // What has happened cannot lie after today, however little its date says.
    .map((each) => ({ ...each, to: Math.max(each.from, Math.min(each.to, now)) }));
  const ends = [];
  const labels = shown.map((each) => {
    const isBold = each.isSpine && each.kind !== 'problem';
    const text = cut(each.label, width - 2, (words) => measure(words, isBold));
    const label = { ...each, ...inside(text, x((each.from + each.to) / 2), isBold) };
    const free = ends.findIndex((last) => last + GAP * size < label.left);
    const row = free === -1 ? ends.length : free;
    ends[row] = label.left + label.length;
    return { ...label, row, at: x((each.from + each.to) / 2) };
  });

  const top = 1.9 * size;
  const base = top + (Math.max(ends.length, 1) + 0.7) * ROW * size;
  return {
    base,
    top,
    height: base + 3.4 * size,
    labels: labels.map((label) => ({ ...label, y: base - (1.5 + label.row * ROW) * size })),
    today: { x: x(now), ...inside('today', x(now), true), y: 1.2 * size },
    ticks: ticks(begin, stop, x, inside, size).map((tick) => ({ ...tick, y: base + 1.6 * size })),
    operation,
    halfYear: operation &&
      halfYear && {
        from: x(operation.from),
        sure: x(halfYear.from),
        to: x(halfYear.to),
        isSure: halfYear.to === halfYear.from,
        y: base + 3 * size,
        ...inside(
          halfYear.to > halfYear.from ? '6 months: day not known' : '6 months after surgery',
          (x(halfYear.from) + x(halfYear.to)) / 2,
        ),
      },
    span: (each) => ({ from: x(each.from), to: x(each.to) }),
    shown,
  };
}

/** A text that is not wider than `most`. */
function cut(text, most, measure) {
  if (measure(text) <= most) return text;
  let length = text.length;
  while (length > 1 && measure(`${text.slice(0, length)}…`) > most) length -= 1;
  return `${text.slice(0, length)}…`;
}

/** Months or years between which a tick stands. */
const steps = [1, 2, 3, 6, 12, 24, 60, 120];

/** As many ticks as there is room for beside each other. */
function ticks(begin, stop, x, inside, size) {
  for (const step of steps) {
    const marks = marksOf(begin, stop, step).map((at) => ({
      x: x(at),
      ...inside(show(new Date(at).toISOString().slice(0, step >= 12 ? 4 : 7)), x(at)),
    }));
    const fits = marks.every(
      ({ left, length }, index) =>
        index === marks.length - 1 || left + length + 1.5 * size < marks[index + 1].left,
    );
    if (fits && marks.length <= 12) return marks;
  }
  return [];
}

function marksOf(begin, stop, step) {
  const start = new Date(begin);
  const marks = [];
  for (let month = Math.ceil((start.getUTCMonth() + 1) / step) * step; ; month += step) {
    const at = Date.UTC(start.getUTCFullYear(), month, 1);
    if (at > stop) return marks;
    marks.push(at);
  }
}
