import { isUnderIcd10 } from '../../terminology/code-systems.ts';
import { namesCancer, putsCancerInThePast, takesCancerBack } from './cancer-words.ts';
import { conditionEvidence, isActive, isAsserted } from '../reading/conditions.ts';
import { signal, type Signal } from '../values/fact.ts';
import { allWordsOf, codingsOf, type Opaque } from '../reading/fields/fields.ts';
import { byReference, type Listed } from '../reading/fields/listed.ts';
import { statusCodes } from '../reading/fields/status.ts';

/** The malignant neoplasms of a chart. */
export interface RecordedCancer {
  /** One that is not over, as far as the chart says. */
  readonly active: Signal;
  /** History, remission, or an entry that was closed. */
  readonly past: Signal;
}

/**
 * Malignant neoplasms by code family (ICD-10 C00–C97), by our verified lists, or by name, with or
 * without a code: no list holds every cancer. In situ, benign and skin (C44, basal or squamous cell)
 * never count, nor does what is only suspected, screened for or feared, or a relative has.
 *
 * @see catalogue, ruling on cancer
 */
export function recordedCancer(conditions: Listed): RecordedCancer {
  const coded = new Set<Opaque>(
    conditions.in('malignant-neoplasm', 'spinal-metastasis', 'leptomeningeal-metastasis'),
  );
  const history = new Set<Opaque>(conditions.in('history-of-malignancy'));
  const active: Opaque[] = [];
  const past: Opaque[] = [];
  for (const condition of conditions.resources) {
    const names = namesOf(condition, conditions);
    const isCancer = coded.has(condition) || history.has(condition) || names.some(namesCancer);
    if (!isCancer || !isOwnAndConfirmed(condition, names)) continue;
    const isPast =
      history.has(condition) || !isActive(condition) || names.some(putsCancerInThePast);
    (isPast ? past : active).push(condition);
  }
  const told = (found: Opaque[]) =>
    signal(
      // A code goes before words: of several entries of one cancer the first is named.
      found
        .sort((a, b) => Number(coded.has(b)) - Number(coded.has(a)) || byReference(a, b))
        .map((condition) => conditionEvidence(condition, conditions)),
      conditions.otherwise,
    );
  return { active: told(active), past: told(past) };
}

const namesOf = (condition: Opaque, conditions: Listed): readonly string[] => {
  const label = conditions.nameOf(condition);
  const words = allWordsOf(condition['code']);
  return label === undefined || words.includes(label) ? words : [...words, label];
};

const unconfirmed = new Set(['unconfirmed', 'provisional', 'differential']);

function isOwnAndConfirmed(condition: Opaque, names: readonly string[]): boolean {
  return (
    isAsserted(condition) &&
    !statusCodes(condition['verificationStatus']).some((code) => unconfirmed.has(code)) &&
    !codingsOf(condition['code']).some(({ system, code }) => isUnderIcd10(system, code, 'C44')) &&
    !names.some(takesCancerBack) &&
    // A history of chemotherapy stands in the same list, and may have been for something else.
    !names.some((name) => /\bchemotherapy\b/i.test(name) && !namesCancer(name))
  );
}
