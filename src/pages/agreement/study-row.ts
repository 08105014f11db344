import { agreementRow, type AgreementRow } from '../../rules/parts/reports/agreement-row.ts';
import { findings, type Asked, type Finding, type Told } from './asked.ts';

/** Rows of the study, by the ids of their figures: those of the cards, the rows by time, and the prior. */
export type StudyFigure =
  | AgreementRow
  | 'agreement-under-6-months'
  | 'agreement-from-6-months'
  | 'no-enhancement-yet-symptomatic'
  | 'symptomatic-levels';

/** Why a row leaves out something that was told; the words stand in cards/pages/agreement.yaml. */
export const lossReasons = [
  'time-not-joined',
  'no-time-without-enhancement',
  'early-without-enhancement',
  'early-row-alone',
  'displacement-with-enhancement',
  'one-sign-within',
  'all-three-without',
  'two-signs-enhancement-untold',
  'sign-absent',
  'neither-reported',
  'filed-under-herniation',
  'needs-a-root-sign',
  'not-divided',
  'nothing-for-absence',
] as const;
export type LossReason = (typeof lossReasons)[number];

export const rowNotes = [
  'scar-without-herniation',
  'both-are-herniation',
  'later-than-studied',
  'counts-do-not-add',
] as const;
export type RowNote = (typeof rowNotes)[number];

export interface Loss {
  readonly parameter: 'months' | Finding;
  readonly because: LossReason;
}

/** What the study has for a level of which so much is told. */
export interface StudyRow {
  readonly figure: StudyFigure;
  /** Rows to read beside it, each by itself. */
  readonly beside: readonly StudyFigure[];
  /** What was told and the row does not hold; empty when the row fits all of it. */
  readonly lost: readonly Loss[];
  readonly notes: readonly RowNote[];
}

/** Calendar months at which the study divides its scans; exactly so many are late. */
const LATE_MONTHS = 6;
/** Months after surgery of the latest scan in the study (Lee 2009, Methods). */
const LAST_SCAN_MONTHS = 180;

/**
 * The most specific row of the study for what is told, chosen as the report cards choose it; where the
 * row leaves something out, what and why. Rows are never combined, and none is made up.
 *
 * @see Lee et al., AJNR 2009;30:1062-7, tables 1 to 3 and Results, by time
 */
export function studyRow(asked: Asked): StudyRow {
  const figure = figureFor(asked);
  return {
    figure,
    beside: besideOf(figure, asked),
    lost: [...lostTime(figure, asked), ...lostFindings(figure, asked)],
    notes: notesOf(figure, asked),
  };
}

/** Scanned before the month at which the study divides its scans; false when the time is not told. */
export const isEarly = ({ months }: Asked) => months !== undefined && months < LATE_MONTHS;
/** Scanned in that month or later; false when the time is not told. */
export const isLate = ({ months }: Asked) => months !== undefined && months >= LATE_MONTHS;

function figureFor(asked: Asked): StudyFigure {
  if (asked.enhancement === 'present' && isEarly(asked)) return 'agreement-under-6-months';
  const row = agreementRow({
    enhancement: asked.enhancement ?? 'not-mentioned',
    thickening: asked.thickening ?? 'not-mentioned',
    displacement: asked.displacement ?? 'not-mentioned',
    recurrentHerniation: asked.herniation ?? 'not-mentioned',
    epiduralFibrosis: asked.fibrosis ?? 'not-mentioned',
  });
  if (row === 'agreement-any-time' && isLate(asked)) return 'agreement-from-6-months';
  return row ?? 'symptomatic-levels';
}

/** The findings that a row holds. A row of scar holds no disc with recurrent herniation. */
const holds: Readonly<Record<StudyFigure, Readonly<Partial<Record<Finding, Told>>>>> = {
  'herniation-and-all-three': allThree('herniation'),
  'herniation-and-enhancement': { herniation: 'present', enhancement: 'present' },
  'herniation-and-thickening': { herniation: 'present', thickening: 'present' },
  'herniation-and-displacement': { herniation: 'present', displacement: 'present' },
  'fibrosis-and-all-three': { ...allThree('fibrosis'), herniation: 'absent' },
  'fibrosis-and-enhancement': {
    fibrosis: 'present',
    enhancement: 'present',
    herniation: 'absent',
  },
  'fibrosis-and-thickening': { fibrosis: 'present', thickening: 'present', herniation: 'absent' },
  'fibrosis-and-displacement': {
    fibrosis: 'present',
    displacement: 'present',
    herniation: 'absent',
  },
  'thickening-and-enhancement': { thickening: 'present', enhancement: 'present' },
  'agreement-any-time': { enhancement: 'present' },
  'agreement-from-6-months': { enhancement: 'present' },
  'agreement-under-6-months': { enhancement: 'present' },
  'no-enhancement': { enhancement: 'absent' },
  'no-enhancement-yet-symptomatic': { enhancement: 'absent' },
  'thickening-any': { thickening: 'present' },
  'displacement-any': { displacement: 'present' },
  'symptomatic-levels': {},
};

function allThree(association: 'herniation' | 'fibrosis') {
  return {
    [association]: 'present',
    enhancement: 'present',
    thickening: 'present',
    displacement: 'present',
  } as const;
}

const isHerniationRow = (figure: StudyFigure) => figure.startsWith('herniation-');
const isFibrosisRow = (figure: StudyFigure) => figure.startsWith('fibrosis-');

function lostTime(figure: StudyFigure, asked: Asked): readonly Loss[] {
  if (asked.months === undefined) return [];
  if (figure === 'agreement-under-6-months' || figure === 'agreement-from-6-months') return [];
  if (asked.enhancement === 'present') {
    return [{ parameter: 'months', because: 'time-not-joined' }];
  }
  const because = isEarly(asked) ? 'early-without-enhancement' : 'no-time-without-enhancement';
  return [{ parameter: 'months', because }];
}

const lostFindings = (figure: StudyFigure, asked: Asked): readonly Loss[] =>
  findings.flatMap((parameter) => {
    const told = asked[parameter];
    if (told === undefined || holds[figure][parameter] === told) return [];
    const because = reasonFor(figure, parameter, told, asked);
    return because === undefined ? [] : [{ parameter, because }];
  });

/** @returns undefined when the row holds the finding after all, by a rule of the paper. */
function reasonFor(
  figure: StudyFigure,
  finding: Finding,
  told: Told,
  asked: Asked,
): LossReason | undefined {
  if (figure === 'agreement-under-6-months') return 'early-row-alone';
  if (figure === 'no-enhancement') return 'not-divided';
  const isAssociation = finding === 'herniation' || finding === 'fibrosis';
  if (isHerniationRow(figure) && finding === 'fibrosis') {
    // By the paper's rule a disc with both is a herniation: its presence is in the row.
    return told === 'present' ? undefined : 'filed-under-herniation';
  }
  if (isAssociation && told === 'present') return 'needs-a-root-sign';
  if (figure === 'symptomatic-levels') return 'nothing-for-absence';
  if (told === 'absent') return isAssociation ? 'neither-reported' : 'sign-absent';
  if (isHerniationRow(figure) || isFibrosisRow(figure)) {
    return asked.enhancement === 'present' ? 'one-sign-within' : 'two-signs-enhancement-untold';
  }
  if (asked.enhancement !== 'present') return 'two-signs-enhancement-untold';
  return asked.thickening === 'present' ? 'all-three-without' : 'displacement-with-enhancement';
}

function notesOf(figure: StudyFigure, asked: Asked): readonly RowNote[] {
  const notes: readonly (readonly [RowNote, boolean])[] = [
    ['scar-without-herniation', isFibrosisRow(figure) && asked.herniation === undefined],
    ['both-are-herniation', isHerniationRow(figure) && asked.fibrosis === 'present'],
    ['counts-do-not-add', figure === 'agreement-any-time'],
    ['later-than-studied', asked.months !== undefined && asked.months > LAST_SCAN_MONTHS],
  ];
  return notes.filter(([, holdsHere]) => holdsHere).map(([note]) => note);
}

/** Less specific rows, and for an enhancing root the row of its time. */
function besideOf(figure: StudyFigure, asked: Asked): readonly StudyFigure[] {
  const time: readonly StudyFigure[] =
    asked.enhancement === 'present' && isLate(asked) ? ['agreement-from-6-months'] : [];
  return [...new Set([...time, ...lessSpecific(figure)])].filter((each) => each !== figure);
}

function lessSpecific(figure: StudyFigure): readonly StudyFigure[] {
  switch (figure) {
    case 'herniation-and-all-three':
      return ['herniation-and-enhancement', 'thickening-and-enhancement', 'agreement-any-time'];
    case 'fibrosis-and-all-three':
      return ['fibrosis-and-enhancement', 'thickening-and-enhancement', 'agreement-any-time'];
    case 'herniation-and-enhancement':
    case 'fibrosis-and-enhancement':
    case 'thickening-and-enhancement':
    case 'agreement-from-6-months':
      return ['agreement-any-time'];
    case 'herniation-and-thickening':
    case 'fibrosis-and-thickening':
      return ['thickening-any'];
    case 'herniation-and-displacement':
    case 'fibrosis-and-displacement':
      return ['displacement-any'];
    case 'agreement-any-time':
    case 'agreement-under-6-months':
      return ['agreement-from-6-months'];
    case 'no-enhancement':
      return ['no-enhancement-yet-symptomatic'];
    case 'thickening-any':
    case 'displacement-any':
    case 'no-enhancement-yet-symptomatic':
    case 'symptomatic-levels':
      return [];
  }
}

/** Every row that may be looked up, from the most specific one. */
export const studyRows: readonly StudyFigure[] = Object.keys(holds) as StudyFigure[];
