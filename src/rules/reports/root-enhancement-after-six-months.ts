import { z } from 'zod';
import type { EnhancingRoots } from '../../facts/imaging/enhancing-roots.ts';
import type { CountedWords, ExaminedEvidence } from '../../facts/examination/examined-root.ts';
import type { LumbarPicture } from '../../facts/lumbar-picture.ts';
import type { LumbarReport } from '../../facts/imaging/reports.ts';
import type { PainfulRoot } from '../../facts/neurology/leg-symptoms.ts';
import { saysTransitionalVertebra } from '../../facts/imaging/report-words.ts';
import type { DiscLevel } from '../../facts/values/anatomy.ts';
import { notRecorded, type Evidence, type Fact } from '../../facts/values/fact.ts';
import { agreementRow } from '../parts/reports/agreement-row.ts';
import { enhancementAfterSurgery } from '../parts/reports/enhancement-after-surgery.ts';
import {
  examinationSettings,
  examinedAround,
  examinedPhrase,
  fitsEnhancing,
  isExaminedElsewhere,
  rootInWords,
} from '../parts/reports/examined.ts';
import {
  rootExamined,
  rootOfProblems,
  rootOfSign,
  rootsOfReport,
} from '../parts/reports/compared-roots.ts';
import { painIsElsewhere } from '../parts/reports/painful-and-enhancing-root.ts';
import { cohortGate, defineRootRule, when, without } from '../parts/reports/report-gates.ts';
import { lateMonths, reportSettings } from '../parts/reports/report-settings.ts';
import {
  aboutReport,
  quotePhrase,
  reportRead,
  rootsInWords,
} from '../parts/reports/report-phrases.ts';
import { asRootSigns, signsAtRoot } from '../parts/reports/signs-at-root.ts';
import { surgerySlots } from '../parts/surgery-phrases.ts';
import {
  missingIn,
  silenced,
  undecided,
  type ComparedRoot,
  type Phrase,
  type Verdict,
} from '../verdict.ts';

const settings = z.strictObject({
  fromMonths: lateMonths,
  ...reportSettings,
  ...examinationSettings,
});
type Settings = z.infer<typeof settings>;

/**
 * A recent report describes an enhancing root at the operated level six months or more after disc
 * surgery: how often that agreed with the painful level, for the signs that the report gives.
 */
export const rootEnhancementAfterSixMonths = defineRootRule({
  id: 'root-enhancement-after-six-months',
  settings,
  evaluateReport,
});

function evaluateReport(picture: LumbarPicture, report: LumbarReport, s: Settings): Verdict {
  const found = enhancementAfterSurgery(picture, report, s, {
    months: s.fromMonths,
    time: 'from',
    mayBeText: false,
    needsLevel: true,
  });
  if ('outcome' in found) return found;
  const { said, roots, operation } = found;
  const by = report.scan?.last ?? picture.today;
  const operated = operation.status === 'known' ? operation.value.levels : [];
  const symptom = picture.symptoms.radicular(by);
  // With a transitional vertebra root and level are not matched at all.
  const examined = saysTransitionalVertebra(said)
    ? undefined
    : examinedAround(picture, report, operation, s);
  const isExamined = examined?.root.status === 'known' && !examined.conflict;
  const stopped = silenced([
    ...found.gates,
    {
      because: 'symptom-not-coded',
      present: isExamined ? notRecorded : without(symptom),
    },
    {
      because: 'pain-elsewhere',
      present: when(painIsElsewhere(picture, roots, operated, by)),
    },
    {
      because: 'examined-elsewhere',
      present: when(
        examined?.root.status === 'known' &&
          isExaminedElsewhere(examined.root.value, roots, operated),
      ),
    },
    cohortGate(picture),
  ]);
  if (stopped) return stopped;
  if (operation.status !== 'known' || (symptom.status !== 'known' && !isExamined)) {
    return undecided(...missingIn(operation), ...missingIn(symptom));
  }
  const signs = signsAtRoot(said, roots, operated);
  const row =
    agreementRow(asRootSigns(signs, said.rootEnhancement.assertion)) ?? 'agreement-any-time';
  const { quotes } = said.rootEnhancement;
  const { latest, levels } = operation.value;
  const told = tellExamined(examined, roots, operated);
  const painful = picture.symptoms.painfulRoot(by);
  return {
    outcome: 'advise',
    wording: told?.wording ?? (isPainfulRoot(painful, roots) ? 'same-root' : 'leg-pain'),
    slots: {
      ...surgerySlots(latest, by),
      roots: rootsInWords(roots),
      levels: levels.join(', '),
      ...(told ? { briefRow: { name: `brief-${row}` } } : { row: { name: `row-${row}` } }),
    },
    why: [quotePhrase(quotes), ...(told ? [told.phrase] : [])],
    about: aboutReport(report),
    suggestions: [],
    evidence: [
      ...reportRead(report, quotes),
      ...operation.evidence,
      ...(symptom.status === 'known' ? symptom.evidence : []),
      ...(told?.evidence ?? []),
    ],
    roots: [
      ...rootsOfReport(roots),
      ...(painful.status === 'known' ? [rootOfProblems(painful.value)] : []),
      ...(told?.roots ?? []),
    ],
  };
}

/** How a card speaks where something was examined; undefined where nothing of it is to be said. */
interface Told {
  readonly wording: string;
  readonly phrase: Phrase;
  readonly evidence: readonly Evidence[];
  readonly roots: readonly ComparedRoot[];
}

/**
 * The enhancing root was examined; or the record names two roots, of which neither is chosen; or one sign
 * points elsewhere and is shown as it stands.
 */
function tellExamined(
  examined: ExaminedEvidence | undefined,
  roots: EnhancingRoots,
  operated: readonly DiscLevel[],
): Told | undefined {
  if (!examined) return undefined;
  const { root, conflict, counted } = examined;
  if (conflict) {
    const [one, other] = conflict;
    const isOne = one.words === other.words;
    return {
      wording: 'two-roots',
      phrase: isOne
        ? { name: 'two-roots-named', slots: { examWords: one.words } }
        : { name: 'two-roots', slots: { oneSign: one.words, otherSign: other.words } },
      evidence: [...one.evidence, ...(isOne ? [] : other.evidence)],
      roots: [rootOfSign(one), ...(isOne ? [] : [rootOfSign(other)])],
    };
  }
  if (root.status === 'known') {
    const { roots: candidates, side } = root.value;
    const isSame =
      candidates.length === 1 && roots.names.length === 1 && candidates[0] === roots.names[0];
    if (!isSame || roots.side !== side) return undefined;
    return {
      wording: 'examined-root',
      phrase: examinedPhrase(root.value),
      evidence: root.evidence,
      roots: [rootExamined(root.value)],
    };
  }
  const contrary = counted.find((sign) => !fitsEnhancing(sign, roots, operated));
  if (!contrary) return undefined;
  return {
    wording: 'other-sign',
    phrase: contraryPhrase(contrary),
    evidence: contrary.evidence,
    roots: [rootOfSign(contrary)],
  };
}

const contraryPhrase = (sign: CountedWords): Phrase => ({
  name: 'also-recorded',
  slots: { oneSign: sign.words, examined: rootInWords(sign) },
});

/** Whether the chart names the painful root and side, and it is the one that enhances. */
const isPainfulRoot = (painful: Fact<PainfulRoot>, { names, side }: EnhancingRoots): boolean =>
  painful.status === 'known' &&
  painful.value.side === side &&
  names.length === 1 &&
  names[0] === painful.value.root;
