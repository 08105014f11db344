import { exceptionBefore, saidOf, type Said } from './assertion.ts';
import { afterContrast, endsInAuxiliary, isCalledNormal, isTheOnly } from './after-contrast.ts';
import { bind, subjectOf } from './binding.ts';
import type { Clause } from './clauses.ts';
import { is, type Item } from './items.ts';
import { isRootName, type Antecedent, type Memory } from './memory.ts';
import type { Mention } from './mentions.ts';
import { emphasis, placesOf, type Place } from './places.ts';
import type { ReportTag } from './report-findings.ts';
import { tagsOfRoot, traitsOf, wordsOf } from './root-words.ts';
import type { PlacedSentence } from './sentences.ts';
import { isAtOperatedLevel, isCanalLesion, isOfOrgan, isOfWound } from './whose-finding.ts';

/** Reads one clause: every word that can be a finding is bound, asserted and placed. */
export class ClauseReader {
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
      if (item.kind === 'enhance') this.#readEnhancement(at, item);
      else if (item.kind === 'state') this.#readState(at, item);
      else if (item.kind === 'finding') this.#readFinding(at, item);
      else if (item.kind === 'head') this.#readHead(at, item);
      else if (item.backward === 'absent') this.#readSpared(at, item);
    });
    this.#readWhole();
    this.#memory.speaksOfUptake ||= this.#items.some((item) =>
      is(item, 'enhance', 'noun', 'verb', 'negative'),
    );
    this.#remember();
    return this.#found;
  }

  #add(mention: Omit<Mention, 'sentence'>): void {
    this.#found.push({ ...mention, sentence: this.#sentence });
  }

  // ---- what is meant

  #antecedent(at: number): Antecedent | undefined {
    const item = this.#items[at];
    const { root, subject, last } = this.#memory;
    if (is(item, 'grammar', 'which')) return last;
    if (is(item, 'place', 'left', 'right')) {
      if (!root) return undefined;
      const side = item?.name === 'left' ? 'left' : 'right';
      return { name: root.name, places: root.places.map((p) => ({ ...p, side })) };
    }
    if (!is(item, 'grammar', 'pronoun')) return undefined;
    if (/root|nerve/.test(item?.words ?? '')) return root ?? { name: 'root', places: [] };
    // "The root is normal, with contrast in it": what the clause is about.
    const own = this.#items.findIndex((other, i) => i < at && other.kind === 'head');
    if (
      own !== -1 &&
      is(this.#items[at - 1], 'grammar', 'preposition') &&
      isRootName(this.#nameAt(own))
    ) {
      return { name: this.#nameAt(own), places: this.#placesAt(own, at) };
    }
    const isObject = is(this.#items[at - 1], 'state', 'displaceActive');
    const isPlural = /^(?:these|they|both|those|them|themselves|neither|none|each|all)$/.test(
      item?.word ?? '',
    );
    if (isObject) {
      const near = this.#items.findLastIndex(
        (other, i) => i < at && is(other, 'head', 'root', 'cauda'),
      );
      if (near !== -1) return { name: 'root', places: this.#placesAt(near, near) };
    }
    return (isPlural || isObject) && root ? root : subject;
  }

  /** Name of the thing at a place, through pronouns. */
  #nameAt(at: number): string {
    const item = this.#items[at];
    if (item?.kind === 'head') {
      // "… matted into a band, and that band enhances".
      const isThat = /^(?:that|this|which)$/.test(this.#items[at - 1]?.word ?? '');
      const { root } = this.#memory;
      if (item.name === 'softTissue' && isThat && root) return root.name;
      return item.name === 'root' && this.#isOfNeck() ? 'otherRoot' : item.name;
    }
    if (item?.level) return 'level';
    return this.#antecedent(at)?.name ?? '';
  }

  /** The neck and the chest have roots too. */
  #isOfNeck(): boolean {
    const levels = this.#items.flatMap(({ level }) => level ?? []);
    return levels.length > 0 && levels.every(({ kind }) => kind === 'elsewhere');
  }

  #placesAt(at: number, predicate: number): readonly Place[] {
    const own = placesOf(this.#items, at, predicate, this.#memory.disc);
    const exact = own.filter(({ isVague }) => !isVague);
    if (exact.length > 0) return exact;
    if (this.#items[at]?.name === 'softTissue' && this.#memory.root)
      return this.#memory.root.places;
    const antecedent = this.#antecedent(at);
    if (antecedent) return antecedent.places.length > 0 ? withSide(antecedent.places, own) : own;
    const { root, topic } = this.#memory;
    if (root && refersBack(this.#items, at)) return withSide(root.places, own);
    if (topic && topic.places.length > 0) return withSide(topic.places, own);
    return own;
  }

  /** A predicate whose clause names nothing: the label of the line, or the subject before. */
  #impliedRoot(): Antecedent | undefined {
    const { topic, subject } = this.#memory;
    if (topic) return isRootName(topic.name) || topic.name === 'level' ? topic : undefined;
    if (this.#items.some((item) => item.kind === 'head')) return undefined;
    return subject && isRootName(subject.name) ? subject : undefined;
  }

  // ---- enhancement

  #readEnhancement(at: number, item: Item): void {
    if (item.name === 'notUptake' || this.#memory.isElsewhere === true) return;
    const isWeak = item.name === 'brightNoun' || item.name === 'brightVerb' || item.name === 'dull';
    if (
      isWeak &&
      (this.#memory.isAfterContrast !== true || /\b(?:t2|stir)\b/.test(wordsOf(this.#items)))
    )
      return;
    const isPhysiologic = at === 1 && /^physiologic/.test(this.#items[0]?.word ?? '');
    let said: Said =
      isPhysiologic || this.#isNormal(at) || isCalledNormal(this.#items, at)
        ? { as: 'absent' as const, resolved: false, by: 'enhancement:normal' }
        : saidOf(this.#items, at);
    const { targets, around, isBare } = bind(this.#items, at);
    if (said.as === 'absent' && this.#listsIntradural(at))
      this.#addRoot(said, [], 'enhance:global', { isGlobal: true });
    if (said.as === 'absent' && !around && this.#isOfCanal(targets)) {
      this.#addRoot(said, [], 'enhance:global', { isGlobal: true });
      return;
    }
    // "Increased signal … raises suspicion of enhancement": the word itself governs.
    if (isWeak && said.as === 'present') {
      const other = this.#items.findIndex((next) => is(next, 'enhance', 'noun', 'verb'));
      const hedged = other === -1 ? undefined : saidOf(this.#items, other);
      if (hedged?.as === 'uncertain') said = hedged;
    }
    const names = targets.map((target) => this.#nameAt(target));
    if (isWeak && !names.some((name) => isRootName(name) || name === 'level')) return;
    this.#readExcepted(at, said, names.includes('root'));
    if (isBare) {
      this.#readBare(at, item, said);
      return;
    }
    const isLepto =
      names.includes('lepto') ||
      targets.some(
        (target, i) =>
          names[i] === 'skullBase' && /mening|pial/.test(this.#items[target]?.words ?? ''),
      );
    if (around && !isLepto) return;
    // "Nodules along the roots enhance": the roots are studded with them.
    const studded = this.#studdedRoots(targets);
    if (studded !== undefined)
      this.#addRoot(said, this.#placesAt(studded, at), 'enhance:nodules', { nodular: true });
    if (isLepto) this.#readMeninges(at, said, targets);
    this.#readEmphasized(at, said, targets);
    targets.forEach((target, i) => {
      const name = names[i] ?? '';
      if (exceptionBefore(this.#items, target) && !exceptionBefore(this.#items, at)) return;
      if (isRootName(name)) this.#addRoot(said, this.#placesAt(target, at), `enhance:${item.name}`);
      else if (name === 'level') this.#readLevelOnly(target, at, said);
      else if (name !== 'lepto') this.#tagOther(name, isLepto, said, target);
    });
  }

  /** "… of the cauda equina, most striking in the L5 and S1 roots": those are named too. */
  #readEmphasized(at: number, said: Said, targets: readonly number[]): void {
    const [first] = targets;
    if (first === undefined || !isRootName(this.#nameAt(first)) || said.as === 'absent') return;
    const from = this.#items.findIndex(
      (item, i) => i > Math.max(first, at) && emphasis.test(item.words),
    );
    if (from === -1) return;
    const root = this.#items.findIndex(
      (item, i) => i > from && is(item, 'head', 'root') && !targets.includes(i),
    );
    if (root === -1) return;
    const places = this.#placesAt(root, at).filter(({ isVague }) => !isVague);
    if (places.length > 0) this.#addRoot(said, places, 'enhance:emphasis');
  }

  /** "normal in size, signal and enhancement", "normal enhancement". */
  #isNormal(at: number): boolean {
    const before = wordsOf(this.#items.slice(Math.max(0, at - 8), at));
    return /\b(?:normal|unremarkable)(?: (?:in|size|signal|caliber|diameter|number|distribution|spacing|position|location|configuration|contour|morphology|,|and|or|intensity|thickness|course|appearance|contrast|post|gadolinium|pattern|degree|of|t1|t2|their))*$/.test(
      before,
    );
  }

  /** "No intradural, leptomeningeal or epidural enhancement": the first is of the roots too. */
  #listsIntradural(at: number): boolean {
    for (let i = at - 1; i >= 0; i--) {
      const item = this.#items[i];
      if (/^(?:intradural|intrathecal|intraspinal)$/.test(item?.words ?? '')) return true;
      const isOfList =
        is(item, 'mark', ',', '/') ||
        is(item, 'grammar', 'and') ||
        is(item, 'head', 'lepto', 'epidural', 'dura', 'cord') ||
        is(item, 'word');
      if (!isOfList) return false;
    }
    return false;
  }

  /** "No enhancement in the spinal canal or the foramina" speaks of all that they hold. */
  #isOfCanal(targets: readonly number[]): boolean {
    const isSpace = (target: number) =>
      /^(?:neural )?(?:foramen|foramina|neuroforamen)$|^(?:thecal|dural) sac$/.test(
        this.#items[target]?.words ?? '',
      );
    return (
      targets.length > 0 &&
      targets.every(isSpace) &&
      /\b(?:canal|thecal sac|dural sac|intraspinal|intradural|intrathecal)\b/.test(
        wordsOf(this.#items),
      ) &&
      !this.#items.some((item) => is(item, 'grammar', 'around'))
    );
  }

  /** "Enhancement of S1", without the word root: sure only when roots are spoken of. */
  #readLevelOnly(target: number, at: number, said: Said): void {
    const places = placesOf(this.#items, target, at, this.#memory.disc);
    const sure =
      this.#memory.root !== undefined || places.some(({ side }) => side !== 'unspecified');
    const as = said.as === 'present' && !sure ? 'uncertain' : said.as;
    this.#addRoot({ ...said, as }, places, 'enhance:level');
  }

  #readMeninges(at: number, said: Said, targets: readonly number[]): void {
    const words = wordsOf(this.#items);
    const cranial = this.#items.some((item) => is(item, 'head', 'skullBase'));
    const spinal = /\bcord|\bconus|\bspin|\bcauda|\broots?\b|\blumbar/.test(words);
    if (cranial)
      this.#add({
        finding: 'tagOnly',
        said,
        by: 'enhance:skull-base',
        tags: ['skull-base-leptomeningeal'],
      });
    if (!cranial || spinal) {
      const tags: ReportTag[] = /\bpunctate|\bmiliary/.test(words) ? ['punctate-miliary'] : [];
      this.#add({ finding: 'leptomeningealEnhancement', said, by: 'enhance:leptomeninges', tags });
    }
    // "Pial enhancement continuing onto the cauda equina" is enhancement of its roots.
    const roots = this.#items.findIndex(
      (item, i) => i > at && item.kind === 'head' && isRootName(item.name) && !targets.includes(i),
    );
    if (roots !== -1 && said.as !== 'absent')
      this.#addRoot(said, this.#placesAt(roots, at), 'enhance:pial');
  }

  #studdedRoots(targets: readonly number[]): number | undefined {
    const isStud = targets.some((target) =>
      /nodules|deposits|metastases|lesions|masses|tumors/.test(this.#items[target]?.words ?? ''),
    );
    if (
      !isStud ||
      !/\balong|\bstud|\bcoat|\bstrung|\bon the|\bof the cauda|\bthroughout/.test(
        wordsOf(this.#items),
      )
    )
      return undefined;
    const root = this.#items.findIndex((item) => is(item, 'head', 'root', 'cauda'));
    return root === -1 ? undefined : root;
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
  #readExcepted(at: number, said: Said, isOfRoots: boolean): void {
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
      if (is(item, 'grammar', 'be', 'verb', 'show', 'around') || item?.kind === 'enhance') return;
      const isLevel =
        item?.level?.kind === 'root' &&
        isOfRoots &&
        !this.#items.slice(i + 1, end).some((next) => next.kind === 'head');
      if (isRootName(item?.kind === 'head' ? this.#nameAt(i) : '') || isLevel) {
        this.#addRoot(flipped, this.#placesAt(i, at), 'enhance:exception');
        return;
      }
      if (item?.kind === 'head') return;
    }
  }

  /** Enhancement of nothing named: of the label, of what the sentence before was about, or of all. */
  #readBare(at: number, item: Item, said: Said): void {
    const { subject } = this.#memory;
    if (
      item.name === 'verb' &&
      subject?.studs &&
      !this.#items.some((other) => other.kind === 'head')
    ) {
      this.#addRoot(said, subject.studs, 'enhance:nodules', { nodular: true });
      return;
    }
    const implied = this.#impliedRoot();
    if (implied && (said.as !== 'absent' || item.name !== 'noun' || this.#memory.topic)) {
      const own = placesOf(this.#items, at, at, this.#memory.disc);
      const exact = own.filter(({ isVague }) => !isVague);
      this.#addRoot(
        said,
        exact.length > 0 ? exact : withSide(implied.places, own),
        'enhance:implied',
      );
      return;
    }
    // "This is probably flow, but true enhancement is difficult to exclude."
    const { topic, lastFound, root } = this.#memory;
    if (
      said.as === 'uncertain' &&
      root &&
      lastFound?.some(({ finding }) => finding === 'rootEnhancement')
    ) {
      this.#addRoot(said, root.places, 'enhance:implied');
      return;
    }
    if (
      topic &&
      !['epidural', 'softTissue', 'dura', 'level'].includes(topic.name) &&
      said.as === 'absent'
    )
      return;
    if (said.as === 'absent') {
      this.#addRoot(said, [], 'enhance:global', { isGlobal: true });
    } else if (
      this.#items.some((other) => is(other, 'head', 'root', 'cauda')) &&
      (said.as === 'present' || said.as === 'uncertain')
    ) {
      this.#addRoot({ ...said, as: 'uncertain' }, [], 'enhance:not-understood');
    }
  }

  /** "The roots are spared", "post-contrast images: normal": enhancement that is not there. */
  #readSpared(at: number, item: Item): void {
    if (this.#memory.isElsewhere === true) return;
    if (
      /\bspar|\bexempt|\buninvolved|\binert|\bunaffected|\bnot (?:affected|involved|implicated)/.test(
        item.words,
      )
    ) {
      const [subject] = subjectOf(this.#items, at);
      if (subject !== undefined && this.#nameAt(subject) === 'lepto') {
        this.#add({
          finding: 'leptomeningealEnhancement',
          said: { as: 'absent', resolved: false, by: `word:${item.word}` },
          by: 'enhance:spared',
        });
        return;
      }
      if (subject === undefined || !isRootName(this.#nameAt(subject))) return;
      if (
        this.#memory.isAfterContrast !== true &&
        !this.#memory.lastFound?.some(({ by }) => by.startsWith('enhance'))
      )
        return;
      this.#addRoot(
        { as: 'absent', resolved: false, by: `word:${item.word}` },
        [],
        'enhance:spared',
      );
      return;
    }
  }

  /** "Post-contrast series bland.", "… the root does not.", "the only enhancement is in the scar". */
  #readWhole(): void {
    const items = this.#items;
    const hasRoots = this.#found.some(({ finding }) => finding === 'rootEnhancement');
    const uptake = items.findIndex((item) => is(item, 'enhance', 'noun'));
    if (uptake !== -1 && !hasRoots && isTheOnly(items)) {
      const names = bind(items, uptake).targets.map((target) => this.#nameAt(target));
      const said = saidOf(items, uptake);
      if (
        said.as === 'present' &&
        names.length > 0 &&
        !names.some((n) => isRootName(n) || n === 'level' || n === 'lepto')
      )
        this.#addRoot(absentBy('only'), [], 'enhance:global', { isGlobal: true });
      return;
    }
    const so = items.findIndex(
      (item, i) => item.word === 'so' && /^(?:does|do)$/.test(items[i + 1]?.word ?? ''),
    );
    if (
      so !== -1 &&
      (this.#memory.speaksOfUptake === true ||
        items.slice(0, so).some((item) => is(item, 'enhance', 'verb')))
    ) {
      const root = items.findIndex((item, i) => i > so && is(item, 'head', 'root', 'cauda'));
      if (root !== -1)
        this.#addRoot(
          { as: 'present', resolved: false, by: 'so' },
          this.#placesAt(root, items.length),
          'enhance:auxiliary',
        );
      return;
    }
    if (hasRoots) return;
    const isSpokenOf =
      this.#memory.speaksOfUptake === true ||
      (items.some((item) => is(item, 'grammar', 'pronoun')) &&
        this.#memory.lastFound?.some(({ finding }) => finding === 'rootEnhancement') === true);
    const ends = isSpokenOf ? endsInAuxiliary(items) : undefined;
    if (ends) {
      const [subject] = subjectOf(items, items.length);
      if (subject !== undefined && isRootName(this.#nameAt(subject)))
        this.#addRoot(
          { as: ends, resolved: false, by: 'auxiliary' },
          this.#placesAt(subject, items.length),
          'enhance:auxiliary',
        );
      return;
    }
    // "… of the scar but not of the root", "… of the scar, not the root"
    const not = items.findIndex(
      (item, i) =>
        item.words === 'not' &&
        is(
          items.slice(i + 1, i + 4).find(({ kind }) => kind === 'head'),
          'head',
          'root',
          'cauda',
        ),
    );
    const before =
      this.#memory.speaksOfUptake === true ||
      items.slice(0, Math.max(0, not)).some((item) => is(item, 'enhance', 'noun', 'verb'));
    const isPlain = items
      .slice(not + 1)
      .every(
        (item) =>
          item.kind === 'head' ||
          item.kind === 'word' ||
          item.kind === 'level' ||
          item.kind === 'place' ||
          is(item, 'grammar', 'preposition', 'pronoun') ||
          is(item, 'mark'),
      );
    if (not !== -1 && before && isPlain) {
      this.#addRoot(absentBy('not'), [], 'enhance:auxiliary');
      return;
    }
    const read = afterContrast(items, this.#memory, (at) => this.#nameAt(at));
    if (read?.says === 'nothing-at-all')
      this.#addRoot(absentBy('images:normal'), [], 'enhance:global', { isGlobal: true });
    else if (read?.says === 'roots-normal')
      this.#addRoot(absentBy('roots:normal-after-contrast'), [], 'enhance:normal');
    else if (read?.says === 'all-but-root')
      this.#addRoot(
        { as: 'present', resolved: false, by: 'exception:normal' },
        this.#placesAt(read.root, read.root),
        'enhance:exception',
      );
  }

  #addRoot(
    said: Said,
    places: readonly Place[],
    by: string,
    more: { isGlobal?: boolean; nodular?: boolean } = {},
  ): void {
    // "Enhancement of the left L5 root may be seen after surgery": a named root is this patient's.
    const isNamed = places.some(
      ({ level, side, isVague }) => !isVague && level !== 'cauda-equina' && side !== 'unspecified',
    );
    if (said.as === 'void' && isNamed && /^void:(?:can|may|is|a)$/.test(said.by))
      said = { ...said, as: 'present' };
    const traits = new Set(traitsOf(this.#items));
    if (more.nodular === true) traits.add('nodular');
    const tags = tagsOfRoot(this.#items, said.resolved && said.as === 'absent');
    this.#add({
      finding: 'rootEnhancement',
      said,
      places,
      by,
      isGlobal: more.isGlobal === true,
      tags,
      traits,
    });
  }

  // ---- the roots' size, place and spacing

  #isOfRoot(at: number): boolean {
    const { targets } = bind(this.#items, at);
    if (targets.some((target) => isRootName(this.#nameAt(target)))) return true;
    if (targets.some((target) => this.#nameAt(target) === 'level'))
      return (
        this.#memory.root !== undefined ||
        isRootName(this.#memory.topic?.name) ||
        this.#memory.topic?.name === 'level'
      );
    return targets.length === 0 && this.#impliedRoot() !== undefined;
  }

  #readState(at: number, item: Item): void {
    const said = saidOf(this.#items, at);
    const by = `state:${item.name}`;
    switch (item.name) {
      case 'thickNoun':
      case 'thickVerb':
      case 'notThick':
        if (this.#isOfRoot(at)) this.#add({ finding: 'thickening', said, by });
        return;
      case 'notDisplaced':
        if (this.#isOfRoot(at)) this.#add({ finding: 'displacement', said: opposite(said), by });
        return;
      case 'size':
      case 'position':
        this.#readMeasure(at, item, said);
        return;
      case 'displaceNoun':
      case 'displaceVerb':
      case 'displaceActive': {
        const nearRoot =
          item.name === 'displaceNoun' &&
          this.#items.slice(0, at).some((other) => is(other, 'head', 'root', 'cauda'));
        if (this.#isOfRoot(at) || nearRoot) this.#add({ finding: 'displacement', said, by });
        return;
      }
      default:
        this.#readClumping(at, item, said);
    }
  }

  /** "Calibre is preserved", "of normal size and position", "caliber at the upper limit of normal". */
  #readMeasure(at: number, item: Item, said: Said): void {
    const clause = wordsOf(this.#items);
    if (
      !this.#isOfRoot(at) &&
      !(
        this.#items.some((other) => is(other, 'head', 'root', 'cauda')) &&
        /\b(?:of|in) (?:\w+ )?(?:\w+ and )?$/.test(
          wordsOf(this.#items.slice(Math.max(0, at - 3), at)) + ' ',
        )
      )
    )
      return;
    const finding = item.name === 'size' ? 'thickening' : 'displacement';
    // "not pushed away from its usual position" has said it already.
    if (
      finding === 'displacement' &&
      this.#items.some((other) => is(other, 'state', 'displaceVerb', 'displaceNoun'))
    )
      return;
    const grown = this.#items.findIndex(({ words }) =>
      /^(?:increased|enlarged|expanded|increase)/.test(words),
    );
    if (grown !== -1 && item.name === 'size') {
      this.#add({ finding, said: saidOf(this.#items, grown), by: 'state:grown' });
    } else if (
      /\b(?:normal|preserved|maintained|unremarkable|ordinary|usual|expected|unchanged|upper limits?|within|unaltered|symmetric|(?:keeps?|retains?|holds?) (?:its|their))\b/.test(
        clause,
      ) &&
      said.as !== 'void'
    ) {
      const isDenied = said.as === 'absent' && /\bnot\b/.test(clause);
      this.#add({
        finding,
        said: { as: isDenied ? 'uncertain' : 'absent', resolved: false, by: 'measure:normal' },
        by: `state:${item.name}`,
      });
    }
  }

  #readClumping(at: number, item: Item, said: Said): void {
    if (/\bstenosis|\bstenotic|\bcrowd|\bredundan/.test(wordsOf(this.#items))) return;
    const strong = /^(?:clump|matt|empty|pseudocord|agglutinat)/.test(item.word);
    if (!this.#isOfRoot(at) && !(item.name === 'clump' && strong)) return;
    const isShown = item.name === 'clump' && /^(?:clump|matt|stuck|bunch)/.test(item.word);
    this.#add({
      finding: 'arachnoiditis',
      said,
      by: `state:${item.name}`,
      ...(isShown && { tags: ['root-clumping' as const] }),
    });
  }

  // ---- other findings

  #readFinding(at: number, item: Item): void {
    const said = saidOf(this.#items, at);
    if (item.name === 'arachnoiditis')
      this.#add({ finding: 'arachnoiditis', said, by: 'word:arachnoiditis', isNamed: true });
    if (item.name === 'trident') this.#add({ finding: 'tridentSign', said, by: 'word:trident' });
    if (item.name === 'carcinomatosis') {
      if (this.#memory.isElsewhere === true) return;
      this.#add({ finding: 'leptomeningealEnhancement', said, by: 'word:carcinomatosis' });
      const root = this.#items.findIndex(
        (other, i) => i > at && is(other, 'head', 'root', 'cauda'),
      );
      if (/coat/.test(item.words) && root !== -1)
        this.#addRoot(said, this.#placesAt(root, at), 'enhance:coating');
    }
    if (
      item.name === 'recurrence' &&
      !this.#items
        .slice(Math.max(0, at - 2), at + 5)
        .some((other) => is(other, 'head', 'mass', 'infection'))
    ) {
      this.#add({ finding: 'recurrentDiscHerniation', said, by: 'word:recurrence' });
    }
  }

  #readHead(at: number, item: Item): void {
    // "… includes inflammatory and neoplastic causes": kinds of disease, not this patient's.
    if (
      /^(?:neoplastic|infectious|infective|lymphomatous)$/.test(item.words) &&
      isOfCauses(this.#items, at)
    )
      return;
    const said = saidOf(this.#items, at);
    if (item.name === 'scar' && !isOfWound(this.#items, at))
      this.#add({ finding: 'epiduralFibrosis', said, by: 'word:scar' });
    else if (item.name === 'mass' && !isOfOrgan(this.#items, this.#memory, at))
      this.#add({ finding: 'mass', said, by: 'word:mass' });
    else if (item.name === 'lesion' && isCanalLesion(this.#items, this.#memory, at))
      this.#add({ finding: 'mass', said, by: 'word:lesion' });
    else if (item.name === 'infection')
      this.#add({ finding: 'infection', said, by: 'word:infection' });
    else if (item.name === 'herniation' || item.name === 'disc')
      this.#readHerniation(at, item, said);
    else if (item.name === 'lepto' && /^(?:leptomeninges|meninges)$/.test(item.words))
      this.#readCleanMeninges(at);
  }

  #readCleanMeninges(at: number): void {
    if (!/\b(?:clean|clear|normal|unremarkable)\b/.test(wordsOf(this.#items.slice(at + 1, at + 5))))
      return;
    if (this.#memory.isElsewhere === true) return;
    this.#add({
      finding: 'leptomeningealEnhancement',
      said: { as: 'absent', resolved: false, by: 'meninges:clean' },
      by: 'word:leptomeninges',
    });
  }

  #readHerniation(at: number, item: Item, said: Said): void {
    const before = this.#items.slice(Math.max(0, at - 6), at);
    const stop = before.findLastIndex(
      (other) =>
        is(other, 'mark') ||
        is(other, 'grammar', 'preposition', 'be') ||
        (is(other, 'grammar', 'and') && other.word !== 'or'),
    );
    const words = wordsOf([...before.slice(stop + 1), item]);
    const after = wordsOf(this.#items.slice(at + 1, at + 4));
    const isRecurrent =
      /\brecurren|\bresidual|\breherniat|\bre ?(?:herniat|protru|extru|prolap)|\bsame site|\bretained|\bremnant/.test(
        words,
      ) ||
      (/^(?:recurren|sequest)\w*/.test(after) && item.name === 'disc' && /^recurren/.test(after));
    const isAtOperated =
      item.name === 'herniation' && isAtOperatedLevel(this.#items, this.#memory, at);
    if ((!isRecurrent && !isAtOperated) || /\bbulge|\bosteophyt|\bdisc space/.test(words)) return;
    const tags: ReportTag[] = [];
    const all = `${words} ${after}`;
    if (/\bprotru|\breprotru/.test(all)) tags.push('rdh-protrusion');
    if (/\bextru/.test(all)) tags.push('rdh-extrusion');
    if (/\bsequest|\bfree fragment/.test(all)) tags.push('rdh-sequestration');
    this.#add({
      finding: 'recurrentDiscHerniation',
      said,
      by: isRecurrent ? 'word:recurrent' : 'level:operated',
      tags,
    });
  }

  /** What the next clause's "it" and "which" mean. */
  #remember(): void {
    const items = this.#items;
    const verb = items.findIndex(
      (item) =>
        is(item, 'grammar', 'be', 'show', 'verb', 'exist') ||
        is(item, 'enhance', 'verb') ||
        is(item, 'state', 'displaceActive'),
    );
    const isThere = items.some((item) => is(item, 'grammar', 'there'));
    const [subject] = subjectOf(items, verb === -1 || isThere ? items.length : verb);
    const meant = (at: number): Antecedent | undefined => {
      const held = this.#antecedent(at);
      if (held && items[at]?.kind !== 'head') return held;
      const name = this.#nameAt(at);
      return name === '' ? undefined : { name, places: this.#placesAt(at, at) };
    };
    // "… but not displaced by the protrusion" is still about the one before.
    const goesOn =
      is(items[0], 'grammar', 'contrast') &&
      subject !== undefined &&
      items.slice(0, subject).some((item) => is(item, 'grammar', 'preposition'));
    if (subject !== undefined && !goesOn) {
      const studded = this.#studdedRoots([subject]);
      const now = meant(subject);
      this.#memory.subject =
        now && studded !== undefined
          ? { ...now, studs: this.#placesAt(studded, studded) }
          : (now ?? this.#memory.subject);
    }
    const root = items.findLastIndex((item) => is(item, 'head', 'root', 'cauda'));
    if (root !== -1) this.#memory.root = meant(root);
    const last = items.findLastIndex((item) => item.kind === 'head');
    if (last !== -1) this.#memory.last = meant(last);
  }
}

const isOfCauses = (items: readonly Item[], at: number) =>
  /\b(?:cause|causes|etiology|etiologies|processes|conditions|entities|disorders|origins|diseases|differential|differentials)\b/.test(
    wordsOf(items.slice(Math.max(0, at - 10), at + 8)),
  );

const absentBy = (by: string): Said => ({ as: 'absent', resolved: false, by });

/** What "undisplaced" says: the plain word denies, a denied or hedged one leaves it open. */
function opposite(said: Said): Said {
  if (said.as === 'present') return { ...said, as: 'absent' };
  return said.as === 'absent' ? { ...said, as: 'uncertain' } : said;
}

/** Places of what was meant, with the side that is said here. */
function withSide(places: readonly Place[], own: readonly Place[]): readonly Place[] {
  const side = own[0]?.side ?? 'unspecified';
  return places.map((p) => (side === 'unspecified' ? p : { ...p, side }));
}

/** "the root", "this root", "that nerve root": a root that was spoken of before. */
function refersBack(items: readonly Item[], head: number): boolean {
  if (!/root$|nerve$|sleeve$|itself$/.test(items[head]?.words ?? '')) return false;
  const before = items[head - 1];
  return (
    /^(?:the|this|that|its|same|said|affected|involved|aforementioned|displaced|compressed)$/.test(
      before?.word ?? '',
    ) || is(before, 'grammar', 'pronoun', 'which')
  );
}
