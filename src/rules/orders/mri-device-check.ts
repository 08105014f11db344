import { z } from 'zod';
import type { Implant } from '../../facts/devices/implants.ts';
import type { Order } from '../../facts/orders/orders.ts';
import { showsLumbarSpine } from '../../facts/studies/study.ts';
import { defineOrderRule } from '../rule.ts';
import { missingIn, silent, undecided, type Phrase } from '../verdict.ts';

/** More than these are not read in thirty seconds; the unit asks about each. */
const MAX_SHOWN = 2;

const concerns = ({ study }: Order) => showsLumbarSpine(study);

/**
 * A lumbar MRI is signed for a patient whose chart holds, coded and current, a device or metal that the
 * MRI unit wants to know of. It says that the unit should be told, and nothing of what may be scanned.
 */
export const mriDeviceCheck = defineOrderRule({
  id: 'mri-device-check',
  hooks: ['order-sign'],
  reads: () => ['devices'],
  settings: z.strictObject({}),
  concerns,

  evaluate({ devices }, { selected }) {
    const mri = selected.filter(concerns);
    if (mri.length === 0) return silent('not-ordered');
    const { implants, otherwise } = devices;
    const [first] = implants;
    if (!first) {
      const missing = otherwise.flatMap((fact) => missingIn(fact));
      if (missing.length > 0) return undecided(...missing);
      return silent('trigger-not-recorded');
    }
    const orders = mri.filter(({ reason }) => !devices.isNamedIn(reason.words));
    if (orders.length === 0) return silent('order-says-so');
    const shown = implants.slice(0, MAX_SHOWN);
    return {
      outcome: 'advise',
      wording: wordings[first.kind],
      why: shown.flatMap(phrasesOf),
      about: orders,
      suggestions: [{ name: 'add-note', slots: { name: shown.map(shortly).join('; ') }, orders }],
      // Whoever signs is told of it also where two other cards fill the answer.
      leaves: { name: 'leaves', slots: { name: first.name } },
      evidence: shown.flatMap(({ evidence, removed }) => [
        evidence,
        ...(removed ? [removed.evidence] : []),
      ]),
    };
  },
});

const wordings = {
  'cardiac-device': 'cardiac-device',
  'spinal-cord-stimulator': 'neurostimulator',
  neurostimulator: 'neurostimulator',
  'cochlear-implant': 'cochlear-implant',
  shunt: 'shunt',
  pump: 'pump',
  clip: 'clip',
  metal: 'metal',
} as const satisfies Readonly<Record<Implant['kind'], string>>;

function phrasesOf({ name, when, removed, evidence }: Implant): readonly Phrase[] {
  const source = evidence.reference ?? 'the chart';
  return [
    when
      ? { name: 'device', slots: { name, date: when.text, source } }
      : { name: 'device-undated', slots: { name, source } },
    ...(removed ? [{ name: 'removal', slots: { date: removed.when.text } }] : []),
  ];
}

/** For the note: a day on which somebody wrote it down would be read as that of the operation. */
const shortly = ({ name, begun }: Implant) => (begun ? `${name}, ${begun.text}` : name);
