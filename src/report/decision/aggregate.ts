import type { Mention } from '../statements/mentions.ts';
import { mergedPlaces } from '../clauses/places.ts';
import {
  otherFindings,
  type Assertion,
  type Finding,
  type OtherFinding,
  type Pattern,
  type Quote,
  type ReportFindings,
  type ReportSentence,
  type ReportTag,
  type RootEnhancement,
  type RootLocation,
} from '../findings/report-findings.ts';

type Contrast = ReportFindings['contrast'];
type Decided = Assertion | 'not-assessed';

/** Puts the mentions together: addendum > present > uncertain > absent. */
export function aggregate(
  text: string,
  sentences: readonly ReportSentence[],
  contrast: Contrast,
  mentions: readonly Mention[],
): ReportFindings {
  const replaced = new Set(mentions.map(({ replaces }) => replaces));
  const stated = mentions.filter(
    (mention) => mention.said.as !== 'void' && mention.said.as !== 'past' && !replaced.has(mention),
  );
  const others = Object.fromEntries(
    otherFindings.map((name) => [name, findingOf(name, stated)]),
  ) as Record<OtherFinding, Finding>;
  const rootEnhancement = rootEnhancementOf(contrast, stated);
  return {
    contrast,
    rootEnhancement,
    ...others,
    tags: tagsOf(stated, rootEnhancement, others),
    text,
    sentences: sentences.map(({ text: quoted, start, end, section }) => ({
      text: quoted,
      start,
      end,
      section,
    })),
    disagreements: [],
  };
}

const adds =
  /\b(?:also|additionally|in addition|as well|likewise|too|furthermore|further(?! (?:review|reading|inspection|consideration|discussion|look|analysis|reflection)))\b/i;

/** An addendum replaces what it corrects. */
function authoritative(mentions: readonly Mention[]): readonly Mention[] {
  const added = mentions.filter(({ sentence }) => sentence.section === 'addendum');
  // What it only takes back gives way to what it states itself.
  const own = added.filter(({ said }) => said.by !== 'addendum:retracted');
  // "The right S1 root also enhances" is said beside the report, not in its place.
  if (own.length > 0 && own.every(({ sentence }) => adds.test(sentence.text))) return mentions;
  if (own.length > 0) return own;
  return added.length > 0 ? added : mentions;
}

const asserts = (as: Mention['said']['as']) => (mention: Mention) => mention.said.as === as;

function decide(mentions: readonly Mention[]): { assertion: Decided; because: readonly Mention[] } {
  for (const as of ['present', 'uncertain'] as const) {
    const because = mentions.filter(asserts(as));
    if (because.length > 0) return { assertion: as, because };
  }
  const open = mentions.filter(asserts('notAssessed'));
  const denied = mentions.filter(asserts('absent'));
  const plainlyDenied = denied.filter(({ isGlobal }) => isGlobal !== true);
  if (open.length > 0 && plainlyDenied.length === 0)
    return { assertion: 'not-assessed', because: open };
  if (denied.length > 0) return { assertion: 'absent', because: denied };
  return { assertion: 'not-mentioned', because: [] };
}

function findingOf(name: OtherFinding, stated: readonly Mention[]): Finding {
  let mentions = authoritative(stated.filter(({ finding }) => finding === name));
  // The word itself, hedged, governs what are only signs of it.
  const named = mentions.filter(({ isNamed }) => isNamed);
  if (named.length > 0 && named.every(asserts('uncertain'))) mentions = named;
  const { assertion, because } = decide(mentions);
  return {
    // "Cannot be assessed" leaves a finding other than root enhancement open.
    assertion: assertion === 'not-assessed' ? 'uncertain' : assertion,
    quotes: quotesOf(because),
    by: [...new Set(because.map(({ by, said }) => `${by} ${said.by}`))],
  };
}

function quotesOf(mentions: readonly Mention[]): readonly Quote[] {
  const quotes = new Map<number, Quote>();
  for (const { sentence, goesOnFrom } of mentions)
    for (const { text, start, end } of goesOnFrom ? [goesOnFrom, sentence] : [sentence])
      quotes.set(start, { text, start, end });
  return [...quotes.values()].toSorted((a, b) => a.start - b.start);
}

function rootEnhancementOf(contrast: Contrast, stated: readonly Mention[]): RootEnhancement {
  const mentions = authoritative(stated.filter(({ finding }) => finding === 'rootEnhancement'));
  const { assertion, because } = gated(decide(mentions), mentions, stated);
  const isDecided = assertion === 'present' || assertion === 'uncertain';
  const base = {
    quotes: quotesOf(because),
    by: [...new Set(because.map(({ by, said }) => `${by} ${said.by}`))],
  };
  if (contrast === 'not-given') {
    return {
      assertion: 'not-assessed',
      ...base,
      by: ['contrast:not-given'],
      locations: [],
      pattern: undefined,
    };
  }
  if (!isDecided) return { assertion, ...base, locations: [], pattern: undefined };
  const locations = mergedPlaces(because.flatMap(({ places }) => places ?? []));
  const known: readonly RootLocation[] =
    locations.length > 0 ? locations : [{ level: 'unspecified', side: 'unspecified' }];
  return { assertion, ...base, locations: known, pattern: patternOf(known, because) };
}

type Decision = ReturnType<typeof decide>;

/** A denial does not stand beside something that joins a root and uptake and was not understood. */
function gated(
  decision: Decision,
  mentions: readonly Mention[],
  stated: readonly Mention[],
): Decision {
  if (decision.assertion !== 'absent') return decision;
  const isAdded = mentions.every(({ sentence }) => sentence.section === 'addendum');
  const open = stated.filter(
    ({ finding, sentence }) =>
      finding === 'unexplained' && (!isAdded || sentence.section === 'addendum'),
  );
  return open.length === 0 ? decision : { assertion: 'uncertain', because: open };
}

function patternOf(locations: readonly RootLocation[], because: readonly Mention[]): Pattern {
  const has = (trait: 'nodular' | 'diffuse' | 'single') =>
    because.some(({ traits }) => traits?.has(trait));
  if (has('nodular')) return 'nodular';
  if (has('diffuse')) return 'diffuse';
  if (locations.some(({ level }) => level === 'cauda-equina') && !has('single')) return 'diffuse';
  return new Set(locations.map(({ level }) => level)).size > 1 ? 'multilevel' : 'focal';
}

function tagsOf(
  stated: readonly Mention[],
  root: RootEnhancement,
  others: Readonly<Record<OtherFinding, Finding>>,
): ReportFindings['tags'] {
  const found = new Map<ReportTag, Quote>();
  for (const { finding, said, tags, sentence } of stated) {
    if (finding === 'unexplained') continue;
    const decided =
      finding === 'tagOnly'
        ? 'present'
        : finding === 'rootEnhancement'
          ? root.assertion
          : others[finding].assertion;
    const isShown =
      said.as === decided &&
      (decided === 'present' || (decided === 'uncertain' && finding === 'recurrentDiscHerniation'));
    for (const tag of tags ?? []) {
      const holds =
        tag === 'nre-resolved' ? root.assertion === 'absent' && said.as === 'absent' : isShown;
      if (holds && !found.has(tag))
        found.set(tag, { text: sentence.text, start: sentence.start, end: sentence.end });
    }
  }
  return [...found].map(([tag, quote]) => ({ tag, quote }));
}
