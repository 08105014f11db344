import { figureEvidence } from '../../cards/evidence-page.ts';
import { shortFigure, figureShare, type EvidenceBase } from '../../cards/figures/evidence.ts';
import { likelihoodRatio, type LikelihoodRatio } from '../../cards/figures/likelihood-ratio.ts';
import { fillWords } from '../../cards/rendering/shared-words.ts';
import type { AgreementWords, NoRatioReason } from './agreement-words.ts';
import { findings, type Asked } from './asked.ts';
import { isEarly, isLate, studyRow, studyRows, type StudyFigure } from './study-row.ts';

/** A card that the answer leads to. */
export interface CardLink {
  readonly id: string;
  readonly title: string;
  readonly url: string;
}

/** What the answers are made of; the same for every question. */
export interface AgreementBase {
  readonly words: AgreementWords;
  readonly evidence: EvidenceBase;
  /** Titles of all cards, by id. */
  readonly titles: ReadonlyMap<string, string>;
}

/** Everything the page shows for what is told, as data. The page is made of it. */
export function agreementAnswer(asked: Asked, { words, evidence, titles }: AgreementBase) {
  const { figure, beside, lost, notes } = studyRow(asked);
  const rowOf = (id: StudyFigure) => rowEvidence(id, evidence, words);
  const row = rowOf(figure);
  const base = rowEvidence(baseOf(figure), evidence, words);
  return {
    title: words.title,
    asked,
    // A row fits when nothing told is left out; the share over all scans fits nothing.
    match: lost.length === 0 && figure !== 'symptomatic-levels' ? 'exact' : 'nearest',
    row,
    baseRate: base,
    sentence: sentenceOf(figure, asked, { evidence, words }),
    ...(figure !== 'symptomatic-levels' &&
      row.low <= base.percent &&
      base.percent <= row.high && { remark: words.sentences.includesBase }),
    beside: beside.map(rowOf),
    lost: lost.map(({ parameter, because }) => ({
      parameter,
      value: asked[parameter],
      because,
      why: words.lost[because],
    })),
    notes: notes.map((note) => words.notes[note]),
    statement: words.notAProbability,
    symptomaticLevel: words.symptomaticLevel,
    notStudied: words.notStudied,
    cards: cardsFor(asked).flatMap((id): CardLink[] => {
      const title = titles.get(id);
      return title === undefined ? [] : [{ id, title, url: `/cards/${id}` }];
    }),
    interval: evidence.interval,
    rows: studyRows.map(rowOf),
  };
}

export type AgreementAnswer = ReturnType<typeof agreementAnswer>;
export type RowEvidence = AgreementAnswer['row'];

type RowOrBase = StudyFigure | 'levels-not-symptomatic';

/** A row with percent and interval recomputed from its counts, as the cards' pages have it. */
function rowEvidence(id: RowOrBase, evidence: EvidenceBase, words: AgreementWords) {
  const ratio = ratioOf(id, evidence);
  return {
    ...fractionOf(id, evidence),
    short: shortFigure(evidence.figure(id)),
    /** The share over all scans that it is read against. */
    base: fractionOf(baseOf(id), evidence),
    likelihoodRatio: typeof ratio === 'string' ? null : ratio,
    likelihoodRatioSays:
      typeof ratio === 'string'
        ? words.noRatio[ratio]
        : fillWords(words.ratio[ratio.of], {
            ratio: `${ratio.ratio.toFixed(2)} (95% interval ${ratio.low.toFixed(2)}–${ratio.high.toFixed(2)})`,
          }),
  };
}

function fractionOf(id: RowOrBase, evidence: EvidenceBase) {
  const figure = figureEvidence(evidence.figure(id), evidence);
  if (figure.kind !== 'fraction') throw new Error(`evidence.json: ${id} has no counts.`);
  return figure;
}

/** What a row is read against: the share of levels that were the symptomatic one, or were not. */
const baseOf = (id: RowOrBase): RowOrBase =>
  id === 'no-enhancement' || id === 'levels-not-symptomatic'
    ? 'levels-not-symptomatic'
    : 'symptomatic-levels';

interface SignedRatio extends LikelihoodRatio {
  /** Of the sign that is there, or of the one that is not. */
  readonly of: 'presence' | 'absence';
}

/**
 * The likelihood ratio of a sign over all levels of the study, which needs all four counts. Those of
 * levels by time and of other herniations or scars were not published.
 */
function ratioOf(id: RowOrBase, evidence: EvidenceBase): SignedRatio | NoRatioReason {
  const row = evidence.figure(id);
  const prior = evidence.figure('symptomatic-levels');
  if (row.kind !== 'fraction' || prior.kind !== 'fraction') return 'base';
  const others = prior.n - prior.k;
  const ratio = (symptomatic: number, other: number, of: SignedRatio['of']) => {
    const found = likelihoodRatio({ k: symptomatic, n: prior.k }, { k: other, n: others });
    return found === undefined ? 'base' : { of, ...found };
  };
  switch (id) {
    case 'agreement-any-time':
    case 'thickening-and-enhancement':
    case 'thickening-any':
    case 'displacement-any':
      return ratio(row.k, row.n - row.k, 'presence');
    case 'no-enhancement':
      return ratio(row.n - row.k, row.k, 'absence');
    case 'no-enhancement-yet-symptomatic':
      return ratio(row.k, row.n - row.k, 'absence');
    case 'agreement-from-6-months':
    case 'agreement-under-6-months':
      return 'by-time';
    case 'symptomatic-levels':
    case 'levels-not-symptomatic':
      return 'base';
    default:
      return 'by-association';
  }
}

function sentenceOf(
  figure: StudyFigure,
  asked: Asked,
  { evidence, words }: Pick<AgreementBase, 'evidence' | 'words'>,
): string {
  const { symptomatic, notSymptomatic, baseOnly, nothingTold } = words.sentences;
  const row = shortFigure(evidence.figure(figure));
  if (figure === 'symptomatic-levels') {
    return fillWords(Object.keys(asked).length === 0 ? nothingTold : baseOnly, { row });
  }
  const base = figureShare(evidence.figure(baseOf(figure)));
  return fillWords(figure === 'no-enhancement' ? notSymptomatic : symptomatic, { row, base });
}

/** The cards that speak of such a level. */
function cardsFor(asked: Asked): readonly string[] {
  if (asked.enhancement === 'absent') return ['no-root-enhancement'];
  return [
    ...(isEarly(asked) ? [] : ['root-enhancement-after-six-months']),
    ...(isLate(asked) ? [] : ['root-enhancement-under-six-months']),
    'enhancing-root-differs-from-painful-root',
  ];
}

/** What was told, as a reader would say it: "root enhancement present, 20 months after surgery". */
export function askedInWords(asked: Asked, words: AgreementWords): string {
  const told = findings.flatMap((finding) => {
    const value = asked[finding];
    return value === undefined ? [] : [`${words.findings[finding].label.toLowerCase()} ${value}`];
  });
  const { months } = asked;
  const time =
    months === undefined ? [] : [`${months} ${months === 1 ? 'month' : 'months'} after surgery`];
  return [...told, ...time].join(', ');
}
