import type { WordTest } from '../../facts/reading/order-words.ts';
import { z } from 'zod';
import { caudaEquinaSets } from '../../facts/dangers/danger-signs.ts';
import { anyOf, notRecorded, type Evidence, type Signal } from '../../facts/values/fact.ts';
import type { LumbarPicture } from '../../facts/lumbar-picture.ts';
import { codedReason, isRoutine, statedReason, type Order } from '../../facts/orders/orders.ts';
import { saysPast } from '../../facts/values/past-in-words.ts';
import { hasContrast, showsLumbarSpine } from '../../facts/studies/study.ts';
import { words } from '../../facts/reading/order-words.ts';
import { withoutDenials } from '../../facts/values/words.ts';
import { contrastConcerns } from '../parts/orders/contrast-concerns.ts';
import { graverSettings } from '../parts/orders/graver-silencers.ts';
import { newestOfEach } from '../parts/newest-of-each.ts';
import { defineOrderRule } from '../rule.ts';
import { missingIn, silenced, silent, undecided, type Phrase, type Silencer } from '../verdict.ts';
import type { ValueSetId } from '../../generated/value-set-ids.ts';

const settings = z.strictObject({
  ...graverSettings,
  infectionDays: z
    .int()
    .min(30)
    .max(1825)
    .describe('days after which an infection that was never closed counts as old'),
  minimumEgfr: z
    .number()
    .min(30)
    .max(60)
    .describe('mL/min/1.73 m² below which contrast is not offered'),
  egfrDays: z.int().min(90).max(365).describe('days in which an eGFR counts'),
});
type Settings = z.infer<typeof settings>;

/** More reasons than these are not read in thirty seconds. */
const MAX_REASONS = 2;

const concerns = ({ study }: Order) =>
  study.kind === 'mri' && showsLumbarSpine(study) && study.contrast === 'without';

/**
 * A lumbar MRI without contrast is ordered while infection or tumour is in question: contrast may add
 * extent, and the order is acceptable as it stands. Only what is coded, measured or recorded as done
 * makes it speak; no value that is missing is asked for.
 */
export const contrastForSuspectedInfectionOrTumour = defineOrderRule({
  id: 'contrast-for-suspected-infection-or-tumour',
  hooks: ['order-select', 'order-sign'],
  settings,
  reads: () => ['medications'],
  concerns,

  evaluate(picture, { selected, background }, s) {
    const orders = selected.filter(concerns);
    if (orders.length === 0) return silent('not-ordered');
    if (!orders.every(isRoutine)) return silent('order-is-urgent');
    if (
      [...selected, ...background].some(
        ({ study }) => showsLumbarSpine(study) && hasContrast(study),
      )
    ) {
      return silent('contrast-ordered');
    }
    const infection = infectionInQuestion(picture, orders, s);
    const tumour = anyOf(
      reason(orders, 'spinal-metastasis', 'leptomeningeal-metastasis'),
      picture.suspicion.spread,
      both(backPain(picture, orders), picture.suspicion.activeCancer),
    );
    const immune = anyOf(
      reason(orders, 'immunosuppressed-state', 'hiv-infection'),
      picture.suspicion.immuneCompromise,
      both(backPain(picture, orders), picture.suspicion.immunosuppressant),
    );
    const suspicion = anyOf(infection, tumour, immune);
    if (suspicion.status === 'not-recorded') {
      return silent('trigger-not-recorded');
    }
    const stopped = silenced(silencers(picture, orders, s));
    if (stopped?.outcome === 'silent') return stopped;
    if (suspicion.status !== 'known') return undecided(...missingIn(suspicion));
    if (stopped) return stopped;

    const evidence = newestOfEach(
      suspicion.evidence,
      ({ says }) => says.replace(datedAtTheEnd, ''),
      ({ says }) => datedAtTheEnd.exec(says)?.[1],
    ).slice(0, MAX_REASONS);
    const slots = { suspicion: evidence.map(({ says }) => says).join('; ') };
    return {
      outcome: 'advise',
      wording: wordingFor(infection, tumour),
      slots: { suspicion: undatedWords(evidence[0]) },
      why: evidence.map(suspicionPhrase),
      about: orders,
      suggestions: [
        {
          name: 'add-contrast',
          slots,
          orders: orders.filter((order) => order.exchanges['add-contrast'] !== undefined),
          exchange: 'add-contrast',
        },
        // The finding is worth telling radiology whatever study is made.
        { name: 'add-note', slots, orders },
      ],
      evidence,
    };
  },
});

/** What was read, its date and where; a reason of the order has no date. */
function suspicionPhrase(read: Evidence): Phrase {
  const date = datedAtTheEnd.exec(read.says)?.[1];
  const slots = { suspicion: undatedWords(read), source: read.reference ?? 'order' };
  return date === undefined
    ? { name: 'suspicion-undated', slots }
    : { name: 'suspicion', slots: { ...slots, date } };
}

const undatedWords = (read: Evidence | undefined) => read?.says.replace(datedAtTheEnd, '') ?? '';

const datedAtTheEnd = /, (\d{4}(?:-\d\d){0,2})$/;

const wordingFor = (infection: Signal, tumour: Signal): string => {
  if (infection.status === 'known') return 'infection';
  return tumour.status === 'known' ? 'tumour' : 'immune-compromise';
};

/**
 * Infection of the spine; fever, an infection of blood or heart valves, or injected drugs with back
 * pain; or inflammation after an operation or injection.
 */
function infectionInQuestion(
  picture: LumbarPicture,
  orders: readonly Order[],
  s: Settings,
): Signal {
  const { suspicion } = picture;
  return anyOf(
    reason(orders, 'spinal-infection'),
    suspicion.infection(s.infectionDays),
    both(backPain(picture, orders), suspicion.infectionRisk(s.infectionDays)),
    both(
      backPain(picture, orders),
      anyOf(reason(orders, 'fever'), suspicion.fever(s.feverCelsius, s.feverDays)),
    ),
    suspicion.inflammationAfterIntervention(s),
  );
}

const backPain = ({ suspicion }: LumbarPicture, orders: readonly Order[]): Signal =>
  anyOf(reason(orders, 'back-pain'), suspicion.backPain);

/** Coded reasons of the orders, unless the words beside the code put them in the past. */
const reason = (orders: readonly Order[], ...valueSets: readonly ValueSetId[]): Signal => {
  const signals = orders.map((order) => codedReason(order, ...valueSets));
  return anyOf(
    ...signals.filter(
      (found) => found.status !== 'known' || !found.evidence.every(({ says }) => saysPast(says)),
    ),
  );
};

/** Present when both are; what is not recorded of either settles it. */
function both(a: Signal, b: Signal): Signal {
  if (a.status === 'not-recorded' || b.status === 'not-recorded') return notRecorded;
  if (a.status !== 'known') return a;
  return b.status === 'known' ? { ...b, evidence: [...b.evidence, ...a.evidence] } : b;
}

function silencers(
  picture: LumbarPicture,
  orders: readonly Order[],
  s: Settings,
): readonly Silencer[] {
  const stated = (valueSets: readonly ValueSetId[], pattern: WordTest) =>
    anyOf(...orders.map((order) => statedReason(order, valueSets, pattern, withoutDenials)));
  return [
    {
      because: 'cauda-equina-sign',
      present: anyOf(
        stated(caudaEquinaSets, words.caudaEquina),
        picture.dangers.caudaEquina(s.caudaEquinaDays),
      ),
    },
    {
      because: 'new-deficit',
      present: anyOf(
        stated(['new-leg-weakness'], words.deficit),
        picture.dangers.newDeficit(s.weaknessDays),
      ),
    },
    ...contrastConcerns(picture, orders, s),
    {
      because: 'contrast-decided',
      present: stated([], words.contrastDecided),
    },
  ];
}
