import type { ClinicalText } from '../reading/clinical-text.ts';

/** True when "and", "with", "+" stands right before a token: what begins there goes with the rest. */
export const isJoinedBefore = (text: ClinicalText, at: number): boolean =>
  text.of('joined-with').some(({ tokens: [from, to] }) => from < at && to >= at);

/** True when such a word stands between two tokens. */
export const isJoinedWithin = (text: ClinicalText, from: number, to: number): boolean =>
  text.of('joined-with').some(({ tokens: [start, end] }) => start >= from && end <= to);
