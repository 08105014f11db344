import { saidOf, type Said } from '../clauses/assertion.ts';
import { subjectOf } from '../clauses/binding.ts';
import { unexplainedIn } from './gate.ts';
import { is, type Item } from '../notation/items.ts';
import { isRootName, Meant, type Antecedent } from './memory.ts';
import type { Mention } from './mentions.ts';
import type { ReportTag } from '../findings/report-findings.ts';
import { RootStateReader } from './root-state-reader.ts';
import { wordsOf } from './root-words.ts';
import { isAtOperatedLevel, isCanalLesion, isOfOrgan, isOfWound } from './whose-finding.ts';

/** Reads one clause: every word that can be a finding is bound, asserted and placed. */
export class ClauseReader extends RootStateReader {
  read(): readonly Mention[] {
    this.items.forEach((item, at) => {
      if (item.kind === 'enhance') this.readEnhancement(at, item);
      else if (item.kind === 'state') this.readState(at, item);
      else if (item.kind === 'finding') this.readFinding(at, item);
      else if (item.kind === 'head') this.readHead(at, item);
      else if (item.backward === 'absent') this.readSpared(at, item);
    });
    this.readWhole();
    this.leaveOpen();
    this.memory.speaksOfUptake ||= this.items.some((item) =>
      is(item, 'enhance', 'noun', 'verb', 'negative'),
    );
    this.remember();
    return this.found;
  }

  /** What was not understood of a root and uptake is kept: no denial stands beside it. */
  protected leaveOpen(): void {
    const why = unexplainedIn(this.items, this.found, this.memory, (at) => this.nameAt(at));
    if (why === undefined) return;
    const said: Said = { as: 'uncertain', resolved: false, by: `unexplained:${why}` };
    this.add({ finding: 'unexplained', said, by: 'gate' });
  }

  protected readFinding(at: number, item: Item): void {
    const said = saidOf(this.items, at);
    if (item.name === 'arachnoiditis')
      this.add({ finding: 'arachnoiditis', said, by: 'word:arachnoiditis', isNamed: true });
    if (item.name === 'trident') this.add({ finding: 'tridentSign', said, by: 'word:trident' });
    if (item.name === 'carcinomatosis') {
      if (this.memory.isElsewhere === true) return;
      this.add({ finding: 'leptomeningealEnhancement', said, by: 'word:carcinomatosis' });
      const root = this.items.findIndex((other, i) => i > at && is(other, 'head', 'root', 'cauda'));
      if (/coat/.test(item.words) && root !== -1)
        this.addRoot(said, this.placesAt(root, at), 'enhance:coating');
    }
    if (
      item.name === 'recurrence' &&
      !this.items
        .slice(Math.max(0, at - 2), at + 5)
        .some((other) => is(other, 'head', 'mass', 'infection'))
    ) {
      this.add({ finding: 'recurrentDiscHerniation', said, by: 'word:recurrence' });
    }
  }

  protected readHead(at: number, item: Item): void {
    // "… includes inflammatory and neoplastic causes": kinds of disease, not this patient's.
    if (
      /^(?:neoplastic|infectious|infective|lymphomatous)$/.test(item.words) &&
      isOfCauses(this.items, at)
    )
      return;
    const said = () => saidOf(this.items, at);
    if (item.name === 'scar' && !isOfWound(this.items, at))
      this.add({ finding: 'epiduralFibrosis', said: said(), by: 'word:scar' });
    else if (item.name === 'mass' && !isOfOrgan(this.items, this.memory, at))
      this.add({ finding: 'mass', said: said(), by: 'word:mass' });
    else if (item.name === 'lesion' && isCanalLesion(this.items, this.memory, at))
      this.add({ finding: 'mass', said: said(), by: 'word:lesion' });
    else if (item.name === 'infection')
      this.add({ finding: 'infection', said: said(), by: 'word:infection' });
    else if (item.name === 'herniation' || item.name === 'disc') this.readHerniation(at, item);
    else if (item.name === 'lepto' && /^(?:leptomeninges|meninges)$/.test(item.words))
      this.readCleanMeninges(at);
  }

  protected readCleanMeninges(at: number): void {
    if (!/\b(?:clean|clear|normal|unremarkable)\b/.test(wordsOf(this.items.slice(at + 1, at + 5))))
      return;
    if (this.memory.isElsewhere === true) return;
    this.add({
      finding: 'leptomeningealEnhancement',
      said: { as: 'absent', resolved: false, by: 'meninges:clean' },
      by: 'word:leptomeninges',
    });
  }

  protected readHerniation(at: number, item: Item): void {
    const before = this.items.slice(Math.max(0, at - 6), at);
    const stop = before.findLastIndex(
      (other) =>
        is(other, 'mark') ||
        is(other, 'grammar', 'preposition', 'be') ||
        (is(other, 'grammar', 'and') && other.word !== 'or'),
    );
    const words = wordsOf([...before.slice(stop + 1), item]);
    const after = wordsOf(this.items.slice(at + 1, at + 4));
    const isRecurrent =
      /\brecurren|\bresidual|\breherniat|\bre ?(?:herniat|protru|extru|prolap)|\bsame site|\bretained|\bremnant/.test(
        words,
      ) ||
      (/^(?:recurren|sequest)\w*/.test(after) && item.name === 'disc' && /^recurren/.test(after));
    const isAtOperated =
      item.name === 'herniation' && isAtOperatedLevel(this.items, this.memory, at);
    if ((!isRecurrent && !isAtOperated) || /\bbulge|\bosteophyt|\bdisc space/.test(words)) return;
    const tags: ReportTag[] = [];
    const all = `${words} ${after}`;
    if (/\bprotru|\breprotru/.test(all)) tags.push('rdh-protrusion');
    if (/\bextru/.test(all)) tags.push('rdh-extrusion');
    if (/\bsequest|\bfree fragment/.test(all)) tags.push('rdh-sequestration');
    this.add({
      finding: 'recurrentDiscHerniation',
      said: saidOf(this.items, at),
      by: isRecurrent ? 'word:recurrent' : 'level:operated',
      tags,
    });
  }

  /** The last two roots with a name of their own: what "former" and "latter" choose between. */
  private rememberNamed(root: Antecedent | undefined): void {
    if (!root || !isRootName(root.name) || root.places.some(({ isVague }) => isVague)) return;
    if (root.places.length === 0) return;
    const others = (this.memory.namedRoots ?? []).filter(
      (other) => placeNames(other) !== placeNames(root),
    );
    this.memory.namedRoots = [...others, root].slice(-2);
  }

  /** What the next clause's "it" and "which" mean. */
  protected remember(): void {
    const items = this.items;
    // A clause that names nothing changes nothing.
    if (!items.some(canBeMeant)) return;
    const verb = items.findIndex(
      (item) =>
        is(item, 'grammar', 'be', 'show', 'verb', 'exist') ||
        is(item, 'enhance', 'verb') ||
        is(item, 'state', 'displaceActive'),
    );
    const isThere = items.some((item) => is(item, 'grammar', 'there'));
    const [subject] = subjectOf(items, verb === -1 || isThere ? items.length : verb);
    const meant = (at: number): Antecedent | undefined => {
      const held = this.antecedent(at);
      if (held && items[at]?.kind !== 'head') return held;
      const name = this.nameAt(at);
      return name === '' ? undefined : new Meant(name, this.placesLater(at));
    };
    // "… but not displaced by the protrusion" is still about the one before.
    const goesOn =
      is(items[0], 'grammar', 'contrast') &&
      subject !== undefined &&
      items.slice(0, subject).some((item) => is(item, 'grammar', 'preposition'));
    if (subject !== undefined && !goesOn) {
      const studded = this.studdedRoots([subject]);
      const now = meant(subject);
      this.memory.subject =
        now && studded !== undefined
          ? { name: now.name, places: now.places, studs: this.placesAt(studded, studded) }
          : (now ?? this.memory.subject);
    }
    const root = items.findLastIndex((item) => is(item, 'head', 'root', 'cauda'));
    if (root !== -1) {
      this.memory.root = meant(root);
      this.rememberNamed(this.memory.root);
    }
    const last = items.findLastIndex((item) => item.kind === 'head');
    if (last !== -1) this.memory.last = meant(last);
  }
}

const placeNames = ({ places }: Antecedent) =>
  places.map(({ level, side }) => `${level} ${side}`).join();

const canBeMeant = (item: Item) =>
  item.kind === 'head' ||
  item.level !== undefined ||
  is(item, 'grammar', 'pronoun', 'which') ||
  is(item, 'place', 'left', 'right');

const isOfCauses = (items: readonly Item[], at: number) =>
  /\b(?:cause|causes|etiology|etiologies|processes|conditions|entities|disorders|origins|diseases|differential|differentials)\b/.test(
    wordsOf(items.slice(Math.max(0, at - 10), at + 8)),
  );
