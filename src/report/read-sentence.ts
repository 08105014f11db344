import { exceptionBefore, saidOf, type Said } from './assertion.ts';
import { bind, subjectOf } from './binding.ts';
import { clausesOf, type Clause } from './clauses.ts';
import { is, itemsOf, type Item } from './items.ts';
import type { Level } from './levels.ts';
import type { Mention } from './mentions.ts';
import { placesOf, type Place } from './places.ts';
import type { ReportTag } from './report-findings.ts';
import type { PlacedSentence } from './sentences.ts';
import { discsOf } from './surgery.ts';
import type { Token } from './tokens.ts';

/** What was last spoken of: what "it", "which" and a bare "enhancement" refer to. */
interface Antecedent {
  readonly name: string;
  readonly places: readonly Place[];
}

/** What a sentence needs of those before it. */
export interface Memory {
  subject?: Antecedent | undefined;
  root?: Antecedent | undefined;
  last?: Antecedent | undefined;
  /** Label of the line: "Nerve roots:", "L4-5:". */
  topic?: string | undefined;
  disc?: Level | undefined;
  readonly operated: ReadonlySet<string>;
  /** Mentions of the last sentence that made any: "This has resolved" speaks of them. */
  lastFound?: readonly Mention[];
}

const rootNames = ['root', 'cauda'];

/** Every mention in a sentence of findings or impression. */
export function mentionsIn(
  sentence: PlacedSentence,
  tokens: readonly Token[],
  memory: Memory,
): readonly Mention[] {
  const items = itemsOf(tokens);
  readLabel(items, memory);
  const mentions: Mention[] = [];
  for (const clause of clausesOf(items)) {
    const found = new ClauseReader(clause, sentence, memory).read();
    if (found.length > 0) mentions.push(...found);
    else
      mentions.push(
        ...takenBack(
          clause.items,
          sentence,
          mentions.length > 0 ? mentions : (memory.lastFound ?? []),
        ),
      );
  }
  if (mentions.length > 0) memory.lastFound = mentions;
  return mentions;
}

/**
 * "This has resolved.", "…, which is likely artefact": a clause that only speaks of what was said before.
 * It takes the place of what it speaks of.
 */
function takenBack(
  items: readonly Item[],
  sentence: PlacedSentence,
  before: readonly Mention[],
): readonly Mention[] {
  const start = items
    .slice(0, 3)
    .map((item) => item.words)
    .join(' ');
  const refers =
    /^(?:and |but )?(?:this|it|these|they|that|which|both|the (?:above|finding|findings|appearance|appearances|former))\b/.test(
      start,
    ) ||
    (items.length <= 3 && items.some((item) => item.backward === 'absent'));
  if (!refers) return [];
  const said = saidOf([{ ...whole, start: sentence.start, end: sentence.start }, ...items], 0);
  if (said.as !== 'absent' && said.as !== 'uncertain') return [];
  return before
    .filter(
      (mention) =>
        mention.said.as === 'present' ||
        mention.said.as === 'uncertain' ||
        mention.said.as === 'past',
    )
    .map((mention) => ({ ...mention, said, sentence, replaces: mention }));
}
const whole = { kind: 'word', name: 'what was said', word: 'it', words: 'it' } as const;

/** "Nerve roots: …", "L4-5: …" set what the rest of the line is about. */
function readLabel(items: readonly Item[], memory: Memory): void {
  const colon = items.findIndex(
    (item) => is(item, 'mark', ':', '|') || (is(item, 'mark', '-') && item.name === '-'),
  );
  if (colon < 1 || colon > 8) return;
  const label = items.slice(0, colon);
  if (
    label.some(
      (item) =>
        item.kind === 'enhance' ||
        is(item, 'grammar', 'be', 'verb', 'show', 'there') ||
        item.forward,
    )
  )
    return;
  const head = label.findLast((item) => item.kind === 'head');
  const level = label.find((item) => item.level);
  if (level?.level && (colon <= 2 || !head)) memory.disc = level.level;
  if (head) memory.topic = head.name;
  else if (level) memory.topic = undefined;
}

class ClauseReader {
  readonly #items: readonly Item[];
  readonly #sentence: PlacedSentence;
  readonly #memory: Memory;
  readonly #found: Mention[] = [];

  constructor(clause: Clause, sentence: PlacedSentence, memory: Memory) {
    this.#items = clause.items;
    this.#sentence = sentence;
    this.#memory = memory;
  }

  read(): readonly Mention[] {
    this.#items.forEach((item, at) => {
      if (item.kind === 'enhance' && item.name !== 'notUptake') this.#readEnhancement(at);
      else if (item.kind === 'state') this.#readState(at);
      else if (item.kind === 'finding') this.#readFinding(at);
      else if (item.kind === 'head') this.#readHead(at);
    });
    this.#remember();
    return this.#found;
  }

  #add(mention: Omit<Mention, 'sentence'>): void {
    this.#found.push({ ...mention, sentence: this.#sentence });
  }

  #antecedent(at: number): Antecedent | undefined {
    const item = this.#items[at];
    if (is(item, 'grammar', 'which')) {
      return this.#memory.last;
    }
    if (is(item, 'grammar', 'pronoun')) {
      const isPlural = /^(?:these|they|both|those|them|themselves)$/.test(item?.word ?? '');
      if (/root|nerve/.test(item?.words ?? ''))
        return this.#memory.root ?? { name: 'root', places: [] };
      return isPlural && this.#memory.root ? this.#memory.root : this.#memory.subject;
    }
    return undefined;
  }

  /** Name of the thing at a place, through pronouns. */
  #nameAt(at: number): string {
    const item = this.#items[at];
    if (item?.kind === 'head') {
      // The neck and the chest have roots too.
      if (
        item.name === 'root' &&
        this.#items.some((other) => other.level?.kind === 'elsewhere') &&
        !this.#items.some((other) => other.level && other.level.kind !== 'elsewhere')
      )
        return 'otherRoot';
      return item.name;
    }
    if (item?.level) return 'level';
    return this.#antecedent(at)?.name ?? '';
  }

  #placesAt(at: number, predicate: number): readonly Place[] {
    const antecedent = this.#antecedent(at);
    const own = placesOf(this.#items, at, predicate, this.#memory.disc);
    if (antecedent) {
      const exact = own.filter(({ isVague }) => !isVague);
      if (exact.length > 0) return exact;
      if (antecedent.places.length > 0) {
        const side = own[0]?.side;
        return antecedent.places.map((p) =>
          p.side === 'unspecified' && side ? { ...p, side } : p,
        );
      }
      return own;
    }
    if (own.every(({ isVague }) => isVague) && this.#memory.root && refersBack(this.#items, at)) {
      const side = own[0]?.side ?? 'unspecified';
      return this.#memory.root.places.map((p) => (p.side === 'unspecified' ? { ...p, side } : p));
    }
    return own;
  }

  #readEnhancement(at: number): void {
    const said = saidOf(this.#items, at);
    const { targets, around, isBare } = bind(this.#items, at);
    const names = targets.map((target) => this.#nameAt(target));
    this.#readExcepted(at, said, targets);
    if (isBare) {
      this.#readBare(at, said);
      return;
    }
    const isLepto = names.includes('lepto');
    if (around && !isLepto) return;
    targets.forEach((target, i) => {
      const name = names[i] ?? '';
      const own =
        exceptionBefore(this.#items, target) && !exceptionBefore(this.#items, at)
          ? undefined
          : said;
      if (!own) return;
      if (rootNames.includes(name)) {
        this.#addRoot(own, this.#placesAt(target, at), `enhance:${this.#items[at]?.name ?? ''}`);
      } else if (name === 'level') {
        const places = placesOf(this.#items, target, at, this.#memory.disc);
        const sure =
          this.#memory.root !== undefined || places.some(({ side }) => side !== 'unspecified');
        const as = own.as === 'present' && !sure ? 'uncertain' : own.as;
        this.#addRoot({ ...own, as }, places, 'enhance:level');
      } else if (name === 'lepto') {
        this.#add({ finding: 'leptomeningealEnhancement', said: own, by: 'enhance:leptomeninges' });
      } else {
        this.#tagOther(name, isLepto, own, target);
      }
    });
  }

  #tagOther(name: string, isLepto: boolean, said: Said, target: number): void {
    const words = this.#items[target]?.words ?? '';
    const tag: ReportTag | undefined =
      name === 'cord' && !isLepto
        ? 'cord-enhancement'
        : name === 'ependyma'
          ? 'ependymal-enhancement'
          : name === 'dura' && /dura|pachy/.test(words)
            ? 'dural-enhancement'
            : undefined;
    if (tag) this.#add({ finding: 'tagOnly', said, by: 'enhance:other', tags: [tag] });
  }

  /** What stands behind "other than": the opposite of the main part is said of it. */
  #readExcepted(at: number, said: Said, targets: readonly number[]): void {
    const index = this.#items.findIndex((item) => is(item, 'grammar', 'exception'));
    if (index === -1 || exceptionBefore(this.#items, at)) return;
    if (said.as !== 'absent' && said.as !== 'present') return;
    const flipped: Said = {
      ...said,
      as: said.as === 'absent' ? 'present' : 'absent',
      by: `exception:${said.by}`,
    };
    const comma = this.#items.findIndex((item, i) => i > index && is(item, 'mark', ','));
    const end = comma === -1 || index > at ? this.#items.length : comma;
    for (let i = index + 1; i < end; i++) {
      const item = this.#items[i];
      if (is(item, 'grammar', 'be', 'verb', 'show') || item?.kind === 'enhance') break;
      if (is(item, 'grammar', 'around')) break;
      const name = item?.kind === 'head' ? this.#nameAt(i) : '';
      const isLevel =
        item?.level?.kind === 'root' &&
        !this.#items.slice(i + 1, end).some((next) => next.kind === 'head') &&
        targets.some((t) => this.#nameAt(t) === 'root');
      if (rootNames.includes(name) || isLevel) {
        this.#addRoot(flipped, this.#placesAt(i, at), 'enhance:exception');
        break;
      }
      if (item?.kind === 'head') break;
    }
  }

  #readBare(at: number, said: Said): void {
    const { topic } = this.#memory;
    const hasRoot = this.#items.some((item) => is(item, 'head', 'root', 'cauda'));
    if (topic !== undefined && rootNames.includes(topic)) {
      const places = placesOf(this.#items, at, at, this.#memory.disc);
      this.#addRoot(said, places, 'enhance:label');
    } else if (topic !== undefined && topic !== 'epidural') {
      return;
    } else if (said.as === 'absent') {
      this.#addRoot(said, [], 'enhance:global', true);
    } else if (hasRoot && (said.as === 'present' || said.as === 'uncertain')) {
      this.#addRoot({ ...said, as: 'uncertain' }, [], 'enhance:not-understood');
    }
  }

  #addRoot(said: Said, places: readonly Place[], by: string, isGlobal = false): void {
    const words = this.#items.map((item) => item.words).join(' ');
    const traits = new Set<'nodular' | 'diffuse' | 'single'>();
    if (/\bnodular|\bbead|\blumpy|\bstudd/.test(words)) traits.add('nodular');
    if (/\bdiffuse/.test(words)) traits.add('diffuse');
    if (/\bsingle\b|\bisolated\b|\bfocal\b|\bsolitary\b|\bone root\b/.test(words))
      traits.add('single');
    const tags: ReportTag[] = [];
    if (/\bsymmetric|\bsymmetry/.test(words) && !/\basymmetr/.test(words))
      tags.push('symmetric-nre');
    if (/\bsmooth/.test(words)) tags.push('smooth-nre');
    if (/\bventral|\banterior/.test(words)) tags.push('ventral-nre');
    if (/\bintradural|\bintrathecal|\bwithin the thecal sac/.test(words))
      tags.push('intradural-nre');
    if (/\bextradural|\bextrathecal|\bforamin|\bforamen|\bextraforamin/.test(words))
      tags.push('extradural-nre');
    if (said.resolved && said.as === 'absent') tags.push('nre-resolved');
    this.#add({ finding: 'rootEnhancement', said, places, by, isGlobal, tags, traits });
  }

  #readState(at: number): void {
    const item = this.#items[at];
    if (!item) return;
    const { targets } = bind(this.#items, at);
    const roots = targets.filter((target) => rootNames.includes(this.#nameAt(target)));
    const topicIsRoot = this.#memory.topic !== undefined && rootNames.includes(this.#memory.topic);
    const isRoot = roots.length > 0 || (targets.length === 0 && topicIsRoot);
    const said = saidOf(this.#items, at);
    if (['thickNoun', 'thickVerb', 'notThick'].includes(item.name)) {
      if (isRoot) this.#add({ finding: 'thickening', said, by: `state:${item.name}` });
    } else if (['displaceNoun', 'displaceVerb', 'displaceActive'].includes(item.name)) {
      const near =
        item.name === 'displaceNoun' &&
        this.#items.slice(0, at).some((other) => is(other, 'head', 'root', 'cauda'));
      if (isRoot || near) this.#add({ finding: 'displacement', said, by: `state:${item.name}` });
    } else this.#readClumping(item, isRoot, said);
  }

  #readClumping(item: Item, isRoot: boolean, said: Said): void {
    const words = this.#items.map((other) => other.words).join(' ');
    if (/\bstenosis|\bstenotic|\bcrowd|\bredundan/.test(words)) return;
    const strong = /^(?:clump|matt|empty|pseudocord|agglutinat)/.test(item.word);
    if (item.name === 'clump' ? !isRoot && !strong : !isRoot) return;
    this.#add({
      finding: 'arachnoiditis',
      said,
      by: `state:${item.name}`,
      ...(item.name === 'clump' &&
        said.as === 'present' &&
        /^(?:clump|matt)/.test(item.word) && { tags: ['root-clumping' as const] }),
    });
  }

  #readFinding(at: number): void {
    const item = this.#items[at];
    if (!item) return;
    const said = saidOf(this.#items, at);
    if (item.name === 'arachnoiditis')
      this.#add({ finding: 'arachnoiditis', said, by: 'word:arachnoiditis', isNamed: true });
    if (item.name === 'trident') this.#add({ finding: 'tridentSign', said, by: 'word:trident' });
    if (item.name === 'carcinomatosis')
      this.#add({ finding: 'leptomeningealEnhancement', said, by: 'word:carcinomatosis' });
  }

  #readHead(at: number): void {
    const item = this.#items[at];
    if (!item) return;
    if (item.name === 'scar' && !this.#isOfWound(at)) {
      this.#add({ finding: 'epiduralFibrosis', said: saidOf(this.#items, at), by: 'word:scar' });
    } else if (item.name === 'mass' && !is(this.#items[at - 1], 'head', 'organ', 'bone')) {
      this.#add({ finding: 'mass', said: saidOf(this.#items, at), by: 'word:mass' });
    } else if (item.name === 'lesion' && this.#isCanalLesion(at)) {
      this.#add({ finding: 'mass', said: saidOf(this.#items, at), by: 'word:lesion' });
    } else if (item.name === 'infection') {
      this.#add({ finding: 'infection', said: saidOf(this.#items, at), by: 'word:infection' });
    } else if (item.name === 'herniation' || item.name === 'disc') {
      this.#readHerniation(at, item);
    }
  }

  #isOfWound(at: number): boolean {
    const before = this.#items.slice(Math.max(0, at - 3), at);
    const after = this.#items.slice(at + 1, at + 4);
    const isSkin = (other: Item) =>
      other.kind === 'head' &&
      other.name === 'muscle' &&
      !/laminectomy|laminotomy|surgical|operat|discectomy/.test(other.words);
    return (
      before.some(isSkin) ||
      (after.some((other) => is(other, 'grammar', 'preposition')) && after.some(isSkin))
    );
  }

  #isCanalLesion(at: number): boolean {
    const words = this.#items
      .slice(Math.max(0, at - 5), at)
      .map((other) => other.words)
      .join(' ');
    return (
      /\bintradural|\bintraspinal|\bextradural|\bextramedullary|\benhancing|\bforaminal|\bintracanal|\bepidural|\bspace/.test(
        words,
      ) && !is(this.#items[at - 1], 'head', 'bone', 'organ', 'cord')
    );
  }

  #readHerniation(at: number, item: Item): void {
    const before = this.#items.slice(Math.max(0, at - 6), at);
    const stop = before.findLastIndex(
      (other) => is(other, 'mark') || is(other, 'grammar', 'preposition', 'and', 'be'),
    );
    const phrase = [...before.slice(stop + 1), item];
    const words = phrase.map((other) => other.words).join(' ');
    const after = this.#items
      .slice(at + 1, at + 4)
      .map((other) => other.words)
      .join(' ');
    const isRecurrent =
      /\brecurren|\bresidual|\breherniat|\bre herniat|\bsame site|\bretained|\bremnant/.test(
        `${words} ${after}`,
      );
    const isAtOperated = item.name === 'herniation' && this.#isAtOperatedLevel(at);
    if (!isRecurrent && !isAtOperated) return;
    if (/\bbulge|\bosteophyt/.test(words)) return;
    const said = saidOf(this.#items, at);
    const tags: ReportTag[] = [];
    if (said.as === 'present' || said.as === 'uncertain') {
      const all = `${words} ${after}`;
      if (/\bprotru/.test(all)) tags.push('rdh-protrusion');
      if (/\bextru/.test(all)) tags.push('rdh-extrusion');
      if (/\bsequest|\bfree fragment/.test(all)) tags.push('rdh-sequestration');
    }
    this.#add({
      finding: 'recurrentDiscHerniation',
      said,
      by: isRecurrent ? 'word:recurrent' : 'level:operated',
      tags,
    });
  }

  #isAtOperatedLevel(at: number): boolean {
    const words = this.#items.map((other) => other.words).join(' ');
    if (/\boperat(?:ed|ive) (?:level|disc|site|segment)|\bsurgical (?:level|site|bed)/.test(words))
      return true;
    const inClause = this.#items.filter((other) => discsOf(other.level).length > 0);
    const nearest = inClause.toSorted(
      (a, b) =>
        Math.abs(a.start - (this.#items[at]?.start ?? 0)) -
        Math.abs(b.start - (this.#items[at]?.start ?? 0)),
    )[0];
    const discs = discsOf(nearest?.level ?? this.#memory.disc);
    return discs.some((disc) => this.#memory.operated.has(disc));
  }

  /** What the next clause's "it" and "which" mean. */
  #remember(): void {
    const items = this.#items;
    const firstVerb = items.findIndex(
      (item) =>
        is(item, 'grammar', 'be', 'show', 'verb', 'exist') ||
        is(item, 'enhance', 'verb') ||
        is(item, 'state', 'displaceActive'),
    );
    const thereIs = items.some((item) => is(item, 'grammar', 'there'));
    const subject = subjectOf(items, firstVerb === -1 || thereIs ? items.length : firstVerb)[0];
    const toAntecedent = (at: number): Antecedent | undefined => {
      const held = this.#antecedent(at);
      if (held) return held;
      const name = this.#nameAt(at);
      return name === '' ? undefined : { name, places: this.#placesAt(at, at) };
    };
    if (subject !== undefined) this.#memory.subject = toAntecedent(subject) ?? this.#memory.subject;
    const root = items.findLastIndex((item) => is(item, 'head', 'root', 'cauda'));
    if (root !== -1) this.#memory.root = toAntecedent(root);
    const last = items.findLastIndex((item) => item.kind === 'head');
    if (last !== -1) this.#memory.last = toAntecedent(last);
  }
}

/** "the root", "this root", "that nerve root": a root that was spoken of before. */
function refersBack(items: readonly Item[], head: number): boolean {
  if (!/root$|nerve$|sleeve$/.test(items[head]?.words ?? '')) return false;
  const before = items[head - 1]?.word ?? '';
  return (
    /^(?:the|this|that|its|same|said|affected|involved|aforementioned|displaced|compressed)$/.test(
      before,
    ) || is(items[head - 1], 'grammar', 'pronoun', 'which')
  );
}
