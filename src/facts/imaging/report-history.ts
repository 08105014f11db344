import type { ReportFindings } from '../../report/findings/report-findings.ts';
import { withoutDenied, type SaidInReport } from './report-words.ts';

/** What a report tells of the patient beside the images. It only silences. */

/** Leg pain, as the one who referred the patient put it. */
export const saysLegPain = ({ sentences }: ReportFindings): SaidInReport =>
  sentences.find(({ section, text }) => section === 'history' && legPain.test(withoutDenied(text)));
const legPain =
  /\bsciatic\w*|\bradicul\w*|\b(?:leg|calf|foot|thigh|buttock|lower (?:limb|extremity)|dermatom\w*)\b[^.;]{0,120}\b(?:pain|numb\w*|tingl\w*|par(?:a)?esthe\w*|weak\w*|symptoms)|\b(?:pain|numb\w*|tingl\w*|radiat\w*|symptoms)\b[^.;]{0,120}\b(?:legs?|calf|foot|thigh|lower (?:limb|extremity)|[LS][1-5] (?:root|dermatom\w*|distribution))\b/i;

/** A sign, in the words of the referral, of something that these cards are not for. */
export const saysRedFlag = ({ sentences }: ReportFindings): SaidInReport =>
  sentences.find(({ section, text }) => section === 'history' && redFlag.test(withoutDenied(text)));
const redFlag =
  /\bcauda equina\b|\bCES\b|\bsaddle\b|\bincontinen\w*|\b(?:urinary|bladder|bowel) (?:retention|dysfunction|disturbance|symptoms)\b|\bfoot[- ]?drop\b|\b(?:acute|new|progressive|ascending|rapid\w*|bilateral)\b[^.;]{0,60}\b(?:weak\w*|deficit|paresis|numbness)|\bparapares\w*|\bguillain\b|\bGBS\b|\bCIDP\b|\bfevers?\b|\bfebrile\b|\bIVDU\b|\bHIV\b|\bimmun\w*(?:compromis|suppress)\w*/i;
