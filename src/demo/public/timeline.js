import { addMonths, show, span } from './dates.js';
import { svg } from './dom.js';

const DAY = 86_400_000;
const MARGIN = 16;
const ROW = 17;
const CHARACTER = 6.1;

/**
 * @typedef {{ kind: 'operation' | 'injection' | 'scan' | 'order' | 'problem', label: string, date: string,
 *   from: number, to: number, isSpine: boolean, isVoid: boolean }} Happening
 */

const spine = /lumb|spin|disc|sacr|\bL\d|puncture|epidural|nerve root|laminect/i;
const injection = /inject|epidural|block/i;
const neck = /cervical|neck|C\d/i;

const wordsOf = (resource) =>
  [resource.code?.text, resource.code?.coding?.[0]?.display].filter(Boolean).join(' ');

/** What happened to the patient, oldest first; what has no date is left out. @returns {Happening[]} */
export function happenings(resources) {
  return resources
    .flatMap((resource) => {
      const words = wordsOf(resource);
      const at = happening(resource, words);
      const range = span(at?.date);
      if (!at || !range) return [];
      const label = resource.code?.text ?? words;
      return [
        {
          ...at,
          ...range,
          label,
          isSpine: spine.test(words) && !neck.test(words),
          isVoid: ['entered-in-error', 'not-done'].includes(resource.status),
        },
      ];
    })
    .sort((a, b) => a.from - b.from);
}

function happening(resource, words) {
  switch (resource.resourceType) {
    case 'Procedure':
      return {
        kind: injection.test(words) ? 'injection' : 'operation',
        date: resource.performedDateTime ?? resource.performedPeriod?.start,
      };
    case 'DiagnosticReport':
      return { kind: 'scan', date: resource.effectiveDateTime };
    case 'Condition':
      return resource.clinicalStatus?.coding?.[0]?.code === 'active'
        ? { kind: 'problem', date: resource.onsetDateTime }
        : undefined;
    case 'ServiceRequest':
      return resource.status === 'active'
        ? { kind: 'order', date: resource.authoredOn }
        : undefined;
    default:
      return undefined;
  }
}

/** Operations, scans and injections against time, with the half year after the latest spine operation. */
export function timeline(resources, today, width) {
  const now = span(today).from;
  const all = happenings(resources);
  const ofSpine = all.filter(
    ({ kind, isSpine, isVoid }) => kind !== 'problem' && isSpine && !isVoid,
  );
  const first = Math.min(now - 240 * DAY, ...ofSpine.map(({ from }) => from));
  const begin = first - (now - first) * 0.06;
  const operation = ofSpine.filter(({ kind }) => kind === 'operation').at(-1);
  const halfYear = operation && {
    from: addMonths(operation.from, 6),
    to: addMonths(Math.min(operation.to, now), 6),
  };
  const end = Math.max(now, halfYear && halfYear.to - now < 250 * DAY ? halfYear.to : now);
  const stop = end + (end - begin) * 0.06;
  const x = (ms) =>
    MARGIN + ((Math.max(ms, begin) - begin) / (stop - begin)) * (width - 2 * MARGIN);
  // What has happened cannot lie after today, however little its date says.
  const shown = all
    .filter(({ to }) => to >= begin)
    .map((each) => ({ ...each, to: Math.max(each.from, Math.min(each.to, now)) }));
  const { labels, rows } = placed(shown, x, width);
  const base = 34 + rows * ROW;
  const height = base + 40;
  return svg(
    'svg',
    {
      class: 'timeline',
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      role: 'img',
      'aria-label': spoken(shown, operation, today),
    },
    operation && halfYear && halfBand(operation, halfYear, x, base, width),
    svg('line', { class: 'axis', x1: MARGIN, x2: width - MARGIN, y1: base, y2: base }),
    ticks(begin, stop, x, base, width),
    svg('line', { class: 'today', x1: x(now), x2: x(now), y1: 18, y2: base + 6 }),
    svg(
      'text',
      {
        class: 'today-label',
        x: x(now),
        y: 13,
        'text-anchor': x(now) > width - 40 ? 'end' : 'middle',
      },
      'today',
    ),
    labels.map((label) => drawn(label, x, base)),
  );
}

/** The six months after the operation; where its date is partial, the line is somewhere in a range. */
function halfBand(operation, halfYear, x, base, width) {
  const from = x(operation.from);
  const sure = x(halfYear.from);
  const middle = (x(halfYear.from) + x(halfYear.to)) / 2;
  return svg(
    'g',
    null,
    svg('rect', {
      class: 'band',
      x: from,
      y: 20,
      width: Math.max(0, sure - from),
      height: base - 20,
    }),
    halfYear.to > halfYear.from &&
      svg('rect', {
        class: 'band unsure',
        x: sure,
        y: 20,
        width: x(halfYear.to) - sure,
        height: base - 20,
      }),
    svg('line', { class: 'half-year', x1: x(halfYear.to), x2: x(halfYear.to), y1: 20, y2: base }),
    svg(
      'text',
      {
        class: 'half-year-label',
        x: Math.min(Math.max(middle, 46), width - 8),
        y: base + 32,
        'text-anchor': middle > width - 70 ? 'end' : 'middle',
      },
      halfYear.to > halfYear.from ? '6 months: day not known' : '6 months after surgery',
    ),
  );
}

/** Puts each label into the first row where it fits. */
function placed(shown, x, width) {
  const ends = [];
  const most = width > 900 ? 48 : 30;
  const labels = shown.map((each) => {
    const text = each.label.length > most ? `${each.label.slice(0, most - 1)}…` : each.label;
    const length = text.length * CHARACTER;
    const at = x((each.from + each.to) / 2);
    const left = Math.min(Math.max(at - length / 2, 4), width - length - 4);
    let row = ends.findIndex((stop) => stop + 8 < left);
    if (row === -1) row = ends.length;
    ends[row] = left + length;
    return { ...each, text, left, row };
  });
  return { labels, rows: Math.max(ends.length, 1) };
}

function drawn({ kind, text, left, row, from, to, label, date, isSpine, isVoid }, x, base) {
  const y = base - 18 - row * ROW;
  const at = x((from + to) / 2);
  const look = `mark ${kind}${isSpine ? ' spine' : ''}${isVoid ? ' void' : ''}`;
  return svg(
    'g',
    { class: look },
    svg('title', null, `${label}, ${show(date)}`),
    svg('line', { class: 'stem', x1: at, x2: at, y1: y + 4, y2: base }),
    to > from && svg('line', { class: 'range', x1: x(from), x2: x(to), y1: base, y2: base }),
    shape(kind, at, base),
    svg('text', { x: left, y }, text),
  );
}

function shape(kind, at, base) {
  if (kind === 'problem') return svg('path', { d: `M${at} ${base - 9}v18` });
  if (kind === 'scan') return svg('circle', { cx: at, cy: base, r: 5.5 });
  if (kind === 'operation')
    return svg('rect', { x: at - 5.5, y: base - 5.5, width: 11, height: 11, rx: 2 });
  if (kind === 'injection') return svg('path', { d: `M${at} ${base - 7}l6.5 11h-13z` });
  return svg('path', { d: `M${at} ${base - 7}l7 7l-7 7l-7-7z` });
}

function ticks(begin, stop, x, base, width) {
  const years = (stop - begin) / DAY / 365;
  const step = years > 6 ? 24 : years > 2.5 ? 12 : years > 1.2 ? 6 : width < 420 ? 3 : 2;
  const start = new Date(begin);
  const marks = [];
  let month = Math.ceil((start.getUTCMonth() + 1) / step) * step;
  for (;;) {
    const at = Date.UTC(start.getUTCFullYear(), month, 1);
    if (at > stop) break;
    marks.push(at);
    month += step;
  }
  return marks
    .filter((at) => x(at) < width - 28)
    .map((at) =>
      svg(
        'g',
        { class: 'tick' },
        svg('line', { x1: x(at), x2: x(at), y1: base, y2: base + 5 }),
        svg(
          'text',
          { x: x(at), y: base + 17, 'text-anchor': 'middle' },
          show(new Date(at).toISOString().slice(0, step >= 12 ? 4 : 7)),
        ),
      ),
    );
}

const spoken = (shown, operation, today) =>
  `Timeline up to ${show(today)}: ${
    shown
      .map(({ label, date, isVoid }) => `${label} ${show(date)}${isVoid ? ' (not valid)' : ''}`)
      .join('; ') || 'nothing dated'
  }.${operation ? ' The six months after the latest spine operation are shaded.' : ''}`;
