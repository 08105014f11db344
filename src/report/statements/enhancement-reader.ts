import { exceptionBefore, saidOf, type Said } from '../clauses/assertion.ts';
import { afterContrast, endsInAuxiliary, isCalledNormal, isTheOnly } from './after-contrast.ts';
import { bareAnswer } from '../clauses/place-lists.ts';
import { bind, subjectOf } from '../clauses/binding.ts';
import { ClauseContext, withSide } from './clause-context.ts';
import { holds, isIn } from '../lexicon/denial-words.ts';
import { is, type Item } from '../notation/items.ts';
import type { PlacedSentence } from '../document/sentences.ts';
import { isRootName } from './memory.ts';
import type { Mention } from './mentions.ts';
import { emphasis, placesOf, type Place } from '../clauses/places.ts';
import type { ReportTag } from '../findings/report-findings.ts';
import { tagsOfRoot, traitsOf, wordsOf } from './root-words.ts';

/** What a clause says of contrast uptake: by roots, meninges, and by nothing at all. */
export class EnhancementReader extends ClauseContext {
  protected readEnhancement(at: number, item: Item): void {
    if (item.name === 'notUptake' || this.memory.isElsewhere === true) return;
    const isWeak = item.name === 'brightNoun' || item.name === 'brightVerb' || item.name === 'dull';
    if (
      isWeak &&
      (this.memory.isAfterContrast !== true || /\b(?:t2|stir)\b/.test(wordsOf(this.items)))
    )
      return;
    const isPhysiologic = at === 1 && /^physiologic/.test(this.items[0]?.word ?? '');
    let said: Said =
      isPhysiologic || this.isNormal(at) || isCalledNormal(this.items, at)
        ? { as: 'absent' as const, resolved: false, by: 'enhancement:normal' }
        : saidOf(this.items, at);
    if (item.name === 'noun' && this.isSparedBy(at)) return;
    const { targets, around, isBare } = bind(this.items, at);
    // "Roots often enhance in the weeks after an operation": teaching, unless a root is named.
    const isTeaching =
      said.as === 'present' &&
      this.items
        .slice(Math.max(0, at - 3), at + 3)
        .some(({ words }) =>
          /^(?:often|commonly|frequently|usually|typically|sometimes|generally|normally|regularly)$/.test(
            words,
          ),
        ) &&
      !this.items.some(({ level }) => level?.kind === 'root') &&
      !/\b(?:left|right|now|today|here|this patient)\b/.test(wordsOf(this.items));
    if (isTeaching) said = { as: 'void', resolved: false, by: 'void:teaching' };
    const explained = said.as === 'present' ? explainedAs(this.items, at) : undefined;
    if (explained !== undefined) said = explained;
    if (said.as === 'present' && item.name === 'noun' && isHeadingOnly(this.items, this.sentence))
      return;
    const isPial = this.items.slice(Math.max(0, at - 3), at).some((o) => is(o, 'head', 'lepto'));
    if (this.readReach(at, item) && !isPial) return;
    if (said.as === 'absent' && this.listsIntradural(at))
      this.addRoot(said, [], 'enhance:global', { isGlobal: true });
    if (said.as === 'absent' && !around && this.isOfCanal(targets)) {
      this.addRoot(said, [], 'enhance:global', { isGlobal: true });
      return;
    }
    // "Increased signal … raises suspicion of enhancement": the word itself governs.
    if (isWeak && said.as === 'present') {
      const other = this.items.findIndex((next) => is(next, 'enhance', 'noun', 'verb'));
      const hedged = other === -1 ? undefined : saidOf(this.items, other);
      if (hedged?.as === 'uncertain') said = hedged;
    }
    // "…; shows uptake up to the conus": of the root that was spoken of, and how far.
    const { subject } = this.memory;
    const goesOn = is(this.items[0], 'grammar', 'show') && at <= 3 && !isOfNext(this.items, at);
    if (goesOn && subject && isRootName(subject.name)) {
      this.addRoot(said, subject.places, 'enhance:implied');
      return;
    }
    const names = targets.map((target) => this.nameAt(target));
    if (isWeak && !names.some((name) => isRootName(name) || name === 'level')) return;
    this.readExcepted(at, said, names.includes('root'));
    if (isBare && !this.items.some((other) => /^(?:film|coat|coating|layer)/.test(other.words))) {
      this.readBare(at, item, said);
      return;
    }
    const isFilm =
      /\b(?:film|coat|coating|layer|veneer|rind|sheet|carpet|covering|cover|covers|coats)\b/.test(
        wordsOf(this.items),
      ) && this.items.some((other) => is(other, 'head', 'cord'));
    const isLepto =
      isFilm ||
      names.includes('lepto') ||
      targets.some(
        (target, i) =>
          names[i] === 'skullBase' && /mening|pial/.test(this.items[target]?.words ?? ''),
      );
    // "Enhancement beside the L5 root is a vein, not the root": the root is cleared of it.
    if (around && !isLepto) {
      const isVein =
        said.as === 'absent' &&
        /\b(?:vein|venous|vessel|vascular)\b/.test(said.by + wordsOf(this.items));
      if (isVein && names.some(isRootName)) this.addRoot(said, [], 'enhance:vein');
      return;
    }
    // "Nodules along the roots enhance": the roots are studded with them.
    const studded = this.studdedRoots(targets);
    if (studded !== undefined)
      this.addRoot(said, this.placesAt(studded, at), 'enhance:nodules', { nodular: true });
    if (isLepto) this.readMeninges(at, said, targets);
    this.readEmphasized(at, said, targets);
    // "No abnormal enhancing lesion over the cauda equina": nor do its roots.
    const ofRoots = this.items.findIndex(
      (other, i) => i > at && is(other, 'head', 'root', 'cauda'),
    );
    const isLesion =
      names.length > 0 && names.every((name) => name === 'lesion' || name === 'mass');
    if (said.as === 'absent' && isLesion && ofRoots !== -1 && !around)
      this.addRoot(said, [], 'enhance:global', { isGlobal: true });
    targets.forEach((target, i) => {
      const name = names[i] ?? '';
      if (exceptionBefore(this.items, target) && !exceptionBefore(this.items, at)) return;
      const { topic } = this.memory;
      // "Sleeve of the left L5 root: rim enhancing"
      const isRimOfRoot = name === 'rim' && topic && isRootName(topic.name) && names.length === 1;
      if (isRootName(name)) this.addRoot(said, this.placesAt(target, at), `enhance:${item.name}`);
      else if (isRimOfRoot) this.addRoot(said, topic.places, 'enhance:rim');
      else if (name === 'level') this.readLevelOnly(target, at, said);
      else if (name !== 'lepto') this.tagOther(name, isLepto, said, target);
    });
  }

  /** "… of the conus, which continues on the roots", "but involving the S1 root". */
  private goesOnToRoot(): boolean {
    const { items } = this;
    if (items.some((item) => item.kind === 'enhance' || item.kind === 'state')) return false;
    const verb = items.slice(0, 4).findIndex((_, i) => isReach(items, i));
    if (verb === -1 || items.slice(0, verb).some(({ kind }) => kind === 'head')) return false;
    return this.addReached(verb, verb, false);
  }

  /** "Enhancement does not extend to the roots", "extends from the scar to the S1 root". */
  private readReach(at: number, item: Item): boolean {
    if (item.name !== 'noun') return false;
    const { items } = this;
    const verb = items.findIndex(
      (_, i) => i > at && (isReach(items, i) || holds('fallsShort', items[i]?.words ?? '')),
    );
    if (verb === -1) return false;
    const isOfRoot = items
      .slice(at, verb)
      .concat(items.slice(Math.max(0, at - 3), at))
      .some((next) => is(next, 'head', 'root', 'cauda'));
    return !isOfRoot && this.addReached(verb, at, holds('fallsShort', items[verb]?.words ?? ''));
  }

  /** The root that a verb of reaching leads to, when nothing else is named between. */
  private addReached(verb: number, at: number, isShort: boolean): boolean {
    const { items } = this;
    const root = items.findIndex(
      (next, i) =>
        i > verb &&
        (is(next, 'head', 'root', 'cauda') ||
          (next.level?.kind === 'root' && !is(items[i + 1], 'head', 'root', 'cauda'))),
    );
    // Only what is named right behind the verb; "involves the scar around the root" is of the scar.
    const between = items.slice(verb + 1, root);
    const isOther = between.some((next) => next.kind === 'head' || is(next, 'mark'));
    if (root === -1 || isOther) return false;
    const before = items[verb - 1];
    const as =
      isShort ||
      before?.forward === 'absent' ||
      (before?.word === 'from' && items[verb - 2]?.word === 'far') ||
      items[verb]?.forward === 'absent'
        ? 'absent'
        : before?.forward === 'uncertain'
          ? 'uncertain'
          : 'present';
    const said: Said = { as, resolved: false, by: 'reaches' };
    this.addRoot(said, this.placesAt(root, at), 'enhance:reaches');
    return true;
  }

  /** "The roots are spared by the enhancement." */
  private isSparedBy(at: number): boolean {
    const by = this.items.findLastIndex((item, i) => i < at && i >= at - 3 && item.word === 'by');
    const spared = this.items[by - 1];
    if (by === -1 || !/\b(?:spared|unaffected|untouched)$/.test(spared?.words ?? '')) return false;
    const [subject] = subjectOf(this.items, by - 1);
    if (subject === undefined || !isRootName(this.nameAt(subject))) return false;
    const isDenied = this.items
      .slice(0, by - 1)
      .some(({ forward, words }) => forward === 'absent' || /^(?:only|alone)$/.test(words));
    if (!isDenied) this.addRoot(absentBy('spared'), [], 'enhance:spared');
    return !isDenied;
  }

  /** "… of the cauda equina, most striking in the L5 and S1 roots": those are named too. */
  protected readEmphasized(at: number, said: Said, targets: readonly number[]): void {
    const [first] = targets;
    if (first === undefined || !isRootName(this.nameAt(first)) || said.as === 'absent') return;
    const from = this.items.findIndex(
      (item, i) => i > Math.max(first, at) && emphasis.test(item.words),
    );
    if (from === -1) return;
    const root = this.items.findIndex(
      (item, i) => i > from && is(item, 'head', 'root') && !targets.includes(i),
    );
    if (root === -1) return;
    const places = this.placesAt(root, at).filter(({ isVague }) => !isVague);
    if (places.length > 0) this.addRoot(said, places, 'enhance:emphasis');
  }

  /** "normal in size, signal and enhancement", "normal enhancement". */
  protected isNormal(at: number): boolean {
    // "normal in size, enhances": a verb begins what it says anew.
    if (/^(?:enhances?|takes?|lights?|picks?)$/.test(this.items[at]?.word ?? '')) return false;
    const before = wordsOf(this.items.slice(Math.max(0, at - 8), at));
    return /\b(?:normal|unremarkable)(?: (?:in|size|signal|caliber|diameter|number|distribution|spacing|position|location|configuration|contour|morphology|,|and|or|intensity|thickness|course|appearance|contrast|post|gadolinium|pattern|degree|of|t1|t2|their))*$/.test(
      before,
    );
  }

  /** "No intradural, leptomeningeal or epidural enhancement": the first is of the roots too. */
  protected listsIntradural(at: number): boolean {
    for (let i = at - 1; i >= 0; i--) {
      const item = this.items[i];
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
  protected isOfCanal(targets: readonly number[]): boolean {
    const isSpace = (target: number) =>
      /^(?:neural )?(?:foramen|foramina|neuroforamen)$|^(?:thecal|dural) sac$/.test(
        this.items[target]?.words ?? '',
      );
    return (
      targets.length > 0 &&
      targets.every(isSpace) &&
      /\b(?:canal|thecal sac|dural sac|intraspinal|intradural|intrathecal)\b/.test(
        wordsOf(this.items),
      ) &&
      !this.items.some((item) => is(item, 'grammar', 'around'))
    );
  }

  /** "Enhancement of S1", without the word root: sure only when roots are spoken of. */
  protected readLevelOnly(target: number, at: number, said: Said): void {
    const places = placesOf(this.items, target, at, this.memory.disc);
    // "L2 and L3 vertebral bodies show enhancement and collapse of L3"
    const isOfBone =
      this.items.some((item) => is(item, 'head', 'bone')) &&
      !this.items.some((item) => is(item, 'head', 'root', 'cauda'));
    if (isOfBone) return;
    const sure =
      this.memory.root !== undefined ||
      places.some(({ side }) => side !== 'unspecified') ||
      /\b(?:intradural|intrathecal|extradural|foramin\w*|recess|axilla|sleeve)\b/.test(
        wordsOf(this.items),
      );
    const as = said.as === 'present' && !sure ? 'uncertain' : said.as;
    this.addRoot({ ...said, as }, places, 'enhance:level');
  }

  protected readMeninges(at: number, said: Said, targets: readonly number[]): void {
    const words = wordsOf(this.items);
    const cranial = this.items.some((item) => is(item, 'head', 'skullBase'));
    const spinal = /\bcord|\bconus|\bspin|\bcauda|\broots?\b|\blumbar/.test(words);
    if (cranial)
      this.add({
        finding: 'tagOnly',
        said,
        by: 'enhance:skull-base',
        tags: ['skull-base-leptomeningeal'],
      });
    if (!cranial || spinal) {
      const tags: ReportTag[] = /\bpunctate|\bmiliary/.test(words) ? ['punctate-miliary'] : [];
      this.add({ finding: 'leptomeningealEnhancement', said, by: 'enhance:leptomeninges', tags });
    }
    // "Pial enhancement continuing onto the cauda equina" is enhancement of its roots.
    const roots = this.items.findIndex(
      (item, i) => i > at && item.kind === 'head' && isRootName(item.name) && !targets.includes(i),
    );
    if (roots === -1 || said.as === 'absent') return;
    // "… over the conus, sparing the nerve roots"
    const spared = this.items
      .slice(Math.max(at, roots - 4), roots)
      .some(({ forward, words: w }) => forward === 'absent' && /^(?:spar|not|without)/.test(w));
    this.addRoot(
      spared ? { as: 'absent', resolved: false, by: 'word:spared' } : said,
      this.placesAt(roots, at),
      'enhance:pial',
    );
  }

  protected studdedRoots(targets: readonly number[]): number | undefined {
    const isStud = targets.some((target) =>
      /nodules|deposits|metastases|lesions|masses|tumors/.test(this.items[target]?.words ?? ''),
    );
    if (
      !isStud ||
      !/\balong|\bstud|\bcoat|\bstrung|\bon the|\bof the cauda|\bthroughout/.test(
        wordsOf(this.items),
      )
    )
      return undefined;
    const root = this.items.findIndex((item) => is(item, 'head', 'root', 'cauda'));
    return root === -1 ? undefined : root;
  }

  protected tagOther(name: string, isLepto: boolean, said: Said, target: number): void {
    const words = this.items[target]?.words ?? '';
    const tag: ReportTag | undefined =
      name === 'cord' && !isLepto
        ? 'cord-enhancement'
        : name === 'ependyma'
          ? 'ependymal-enhancement'
          : name === 'dura' && /dura|pachy/.test(words)
            ? 'dural-enhancement'
            : undefined;
    if (tag) this.add({ finding: 'tagOnly', said, by: 'enhance:other', tags: [tag] });
  }

  /** What stands behind "other than": the opposite of the main part is said of it. */
  protected readExcepted(at: number, said: Said, isOfRoots: boolean): void {
    const index = this.items.findIndex((item) => is(item, 'grammar', 'exception'));
    if (index === -1 || exceptionBefore(this.items, at)) return;
    if (said.as !== 'absent' && said.as !== 'present') return;
    const flipped: Said = {
      ...said,
      as: said.as === 'absent' ? 'present' : 'absent',
      by: `exception:${said.by}`,
    };
    const comma = this.items.findIndex((item, i) => i > index && is(item, 'mark', ','));
    const end = comma === -1 || index > at ? this.items.length : comma;
    let isBehindOther = false;
    for (let i = index + 1; i < end; i++) {
      const item = this.items[i];
      // "except in the operative bed and of the left S1 root"
      if (isBehindOther && (is(item, 'mark', ',') || is(item, 'grammar', 'and')))
        isBehindOther = false;
      if (isBehindOther) continue;
      if (is(item, 'grammar', 'be', 'verb', 'show', 'around') || item?.kind === 'enhance') return;
      const isLevel =
        item?.level?.kind === 'root' &&
        isOfRoots &&
        !this.items.slice(i + 1, end).some((next) => next.kind === 'head');
      const isHedged = this.items.slice(index, i).some(({ forward }) => forward === 'uncertain');
      if (isRootName(item?.kind === 'head' ? this.nameAt(i) : '') || isLevel) {
        const as = isHedged && flipped.as === 'present' ? 'uncertain' : flipped.as;
        this.addRoot({ ...flipped, as }, this.placesAt(i, at), 'enhance:exception');
        return;
      }
      isBehindOther = item?.kind === 'head';
    }
  }

  /** Enhancement of nothing named: of the label, of what the sentence before was about, or of all. */
  protected readBare(at: number, item: Item, said: Said): void {
    const { subject } = this.memory;
    if (
      item.name === 'verb' &&
      subject?.studs &&
      !this.items.some((other) => other.kind === 'head')
    ) {
      this.addRoot(said, subject.studs, 'enhance:nodules', { nodular: true });
      return;
    }
    const implied = this.impliedRoot();
    if (implied && (said.as !== 'absent' || item.name !== 'noun' || this.memory.topic)) {
      const own = placesOf(this.items, at, at, this.memory.disc);
      const exact = own.filter(({ isVague }) => !isVague);
      this.addRoot(
        said,
        exact.length > 0 ? exact : withSide(implied.places, own),
        'enhance:implied',
      );
      return;
    }
    // "This is probably flow, but true enhancement is difficult to exclude."
    const { topic, lastFound, root } = this.memory;
    if (
      said.as === 'uncertain' &&
      root &&
      lastFound?.some(({ finding }) => finding === 'rootEnhancement')
    ) {
      this.addRoot(said, root.places, 'enhance:implied');
      return;
    }
    if (
      topic &&
      !['epidural', 'softTissue', 'dura', 'level'].includes(topic.name) &&
      said.as === 'absent'
    )
      return;
    if (said.as === 'absent') {
      this.addRoot(said, [], 'enhance:global', { isGlobal: true });
    } else if (
      this.items.some((other) => is(other, 'head', 'root', 'cauda')) &&
      (said.as === 'present' || said.as === 'uncertain')
    ) {
      this.addRoot({ ...said, as: 'uncertain' }, [], 'enhance:not-understood');
    }
  }

  /** "The roots are spared", "post-contrast images: normal": enhancement that is not there. */
  protected readSpared(at: number, item: Item): void {
    if (this.memory.isElsewhere === true) return;
    if (
      /\bspar|\bexempt|\buninvolved|\binert|\bunaffected|\bnot (?:affected|involved|implicated)/.test(
        item.words,
      )
    ) {
      const [subject] = subjectOf(this.items, at);
      if (subject !== undefined && this.nameAt(subject) === 'lepto') {
        this.add({
          finding: 'leptomeningealEnhancement',
          said: { as: 'absent', resolved: false, by: `word:${item.word}` },
          by: 'enhance:spared',
        });
        return;
      }
      if (subject === undefined || !isRootName(this.nameAt(subject))) return;
      if (
        this.memory.isAfterContrast !== true &&
        !this.memory.lastFound?.some(({ by }) => by.startsWith('enhance'))
      )
        return;
      this.addRoot(
        { as: 'absent', resolved: false, by: `word:${item.word}` },
        [],
        'enhance:spared',
      );
      return;
    }
  }

  /** "Post-contrast series bland.", "… the root does not.", "the only enhancement is in the scar". */
  protected readWhole(): void {
    const items = this.items;
    const hasRoots = this.found.some(({ finding }) => finding === 'rootEnhancement');
    const uptake = items.findIndex((item) => is(item, 'enhance', 'noun'));
    if (uptake !== -1 && !hasRoots && isTheOnly(items) && this.readConfinedTo(uptake)) return;
    if (uptake !== -1 && !hasRoots && isTheOnly(items)) {
      const names = bind(items, uptake).targets.map((target) => this.nameAt(target));
      const said = saidOf(items, uptake);
      if (
        said.as === 'present' &&
        names.length > 0 &&
        !names.some((n) => isRootName(n) || n === 'level' || n === 'lepto')
      )
        this.addRoot(absentBy('only'), [], 'enhance:global', { isGlobal: true });
      return;
    }
    if (!hasRoots && this.memory.speaksOfUptake === true && this.goesOnToRoot()) return;
    const isNothingBut = items[0]?.words === 'nothing but' && items.some((o) => o.kind === 'head');
    if (isNothingBut && !hasRoots && items.some((o) => is(o, 'enhance', 'verb'))) {
      this.addRoot(absentBy('nothing-but'), [], 'enhance:global', { isGlobal: true });
      return;
    }
    const onlyOther = this.onlySubject();
    if (onlyOther && !hasRoots) {
      this.addRoot(absentBy('only'), [], 'enhance:global', { isGlobal: true });
      return;
    }
    const so = items.findIndex(
      (item, i) =>
        (item.word === 'so' || item.word === 'as') &&
        items
          .slice(i + 1, i + 6)
          .find((next) => is(next, 'grammar', 'verb') || is(next, 'head'))
          ?.word.startsWith('do') === true &&
        !items.slice(i + 1, i + 3).some(({ forward }) => forward === 'absent'),
    );
    if (
      so !== -1 &&
      (this.memory.speaksOfUptake === true ||
        (so <= 1 && this.memory.lastFound?.some(isUptakeNow) === true) ||
        items.slice(0, so).some((item) => is(item, 'enhance', 'verb')))
    ) {
      const root = items.findIndex(
        (item, i) =>
          i > so &&
          (is(item, 'head', 'root', 'cauda') || item.level?.kind === 'root') &&
          !is(items[i + 1], 'head'),
      );
      if (root !== -1)
        this.addRoot(
          { as: 'present', resolved: false, by: 'so' },
          this.placesAt(root, items.length),
          'enhance:auxiliary',
        );
      return;
    }
    if (hasRoots) return;
    const wasOfRoots =
      this.memory.lastFound?.some(({ finding }) => finding === 'rootEnhancement') === true;
    const isNamed = items.some(
      (item) =>
        is(item, 'grammar', 'pronoun') ||
        item.level?.kind === 'root' ||
        item.level?.kind === 'range',
    );
    // "The endplates enhance. Roots do not."
    const isShort = items.length <= 9 && this.memory.spokeOfUptake === true;
    const isAnswer = this.memory.speaksOfUptake === true || this.memory.spokeOfUptake === true;
    const answer = isAnswer ? bareAnswer(items) : undefined;
    if (answer !== undefined) {
      const root = items.findIndex(
        (item) => is(item, 'head', 'root', 'cauda') || item.level?.kind === 'root',
      );
      const places = this.placesAt(root, root);
      this.addRoot({ as: answer, resolved: false, by: 'answer' }, places, 'enhance:answer');
      return;
    }
    // "Uptake of the laminectomy bed; none elsewhere."
    const isNoneElse =
      items[0]?.forward === 'absent' &&
      items.some(({ words }) => /^(?:elsewhere|otherwise)$/.test(words)) &&
      items.length <= 4;
    if (isNoneElse && this.memory.speaksOfUptake === true) {
      this.addRoot(absentBy('none-elsewhere'), [], 'enhance:global', { isGlobal: true });
      return;
    }
    const isSpokenOf = this.memory.speaksOfUptake === true || (isNamed && wasOfRoots) || isShort;
    const auxiliary = isSpokenOf ? endsInAuxiliary(items) : undefined;
    // "No left-sided root does."
    const isNone =
      items.slice(0, 2).some((item) => /^(?:no|none|neither)\b/.test(item.words)) ||
      items.some(
        (item, i) =>
          item.words === 'no' &&
          is(
            items.slice(i + 1, i + 3).find((o) => !is(o, 'place')),
            'head',
            'root',
            'cauda',
          ),
      );
    const ends = auxiliary && isNone ? 'absent' : auxiliary;
    const only = isSpokenOf && !auxiliary ? namedAlone(items) : undefined;
    if (only !== undefined) {
      const before = [...(this.memory.lastFound ?? []), ...(this.memory.soFar ?? [])];
      const as = before.findLast(({ finding }) => finding === 'rootEnhancement')?.said.as;
      if (as === 'present' || as === 'uncertain')
        this.addRoot(
          { as, resolved: false, by: 'also' },
          this.placesAt(only, items.length),
          'enhance:ellipsis',
        );
      return;
    }
    if (ends) {
      const [ofVerb] = subjectOf(items, items.length);
      const named = items.findIndex(({ level }) => level?.kind === 'root');
      const subject = ofVerb ?? (named !== -1 && items.length <= 6 ? named : undefined);
      const name = subject === undefined ? '' : this.nameAt(subject);
      if (subject !== undefined && (isRootName(name) || name === 'level'))
        this.addRoot(
          { as: ends, resolved: false, by: 'auxiliary' },
          this.placesAt(subject, items.length),
          'enhance:auxiliary',
        );
      return;
    }
    // "… of the scar but not of the root", "… of the scar, not the root"
    const not = items.findIndex(
      (item, i) =>
        /^(?:not|spares|sparing)$/.test(item.words) &&
        is(
          items.slice(i + 1, i + 4).find(({ kind }) => kind === 'head'),
          'head',
          'root',
          'cauda',
        ),
    );
    const before =
      this.memory.speaksOfUptake === true ||
      items.slice(0, Math.max(0, not)).some((item) => is(item, 'enhance', 'noun', 'verb'));
    const isPlain = items
      .slice(not + 1)
      .every(
        (item) =>
          item.kind === 'head' ||
          item.kind === 'word' ||
          item.kind === 'level' ||
          item.kind === 'place' ||
          is(item, 'grammar', 'preposition', 'pronoun', 'show') ||
          is(item, 'mark'),
      );
    if (not !== -1 && before && isPlain) {
      this.addRoot(absentBy('not'), [], 'enhance:auxiliary');
      return;
    }
    if (this.isUnjudged()) {
      const said: Said = { as: 'notAssessed', resolved: false, by: 'images:unjudged' };
      this.addRoot(said, [], 'enhance:images');
      return;
    }
    const read = afterContrast(items, this.memory, (at) => this.nameAt(at));
    if (read?.says === 'nothing-at-all')
      this.addRoot(absentBy('images:normal'), [], 'enhance:global', { isGlobal: true });
    else if (read?.says === 'roots-normal')
      this.addRoot(absentBy('roots:normal-after-contrast'), [], 'enhance:normal');
    else if (read?.says === 'all-but-root')
      this.addRoot(
        { as: 'present', resolved: false, by: 'exception:normal' },
        this.placesAt(read.root, read.root),
        'enhance:exception',
      );
  }

  /** "Post-contrast assessment of the nerve roots is nondiagnostic." */
  private isUnjudged(): boolean {
    const { items } = this;
    return (
      items.some(({ words }) => words.startsWith('post') || isIn('agents', words)) &&
      items.some((item) => is(item, 'head', 'root', 'cauda')) &&
      items.some((item) => item.forward === 'notAssessed' || item.backward === 'notAssessed') &&
      !items.some((item) => item.kind === 'enhance' && item.name !== 'notUptake')
    );
  }

  /** "Confined to the scar and, slightly, the adjacent S1 root": of the root too. */
  private readConfinedTo(uptake: number): boolean {
    const from = this.items.findIndex(
      (item, i) => i > uptake && /\b(?:confined|limited|restricted)\b/.test(item.words),
    );
    if (from === -1) return false;
    const scope = this.items.slice(from + 1);
    const isBehindOther = (at: number) => {
      const part = scope.slice(0, at);
      const join = part.findLastIndex((o) => is(o, 'mark', ',') || is(o, 'grammar', 'and'));
      return (
        part.slice(join + 1).some((o) => o.kind === 'head') ||
        part
          .slice(join + 1)
          .some((o) => is(o, 'grammar', 'around') && !isAdjective(scope, scope.indexOf(o)))
      );
    };
    const root = scope.findIndex((o, i) => is(o, 'head', 'root', 'cauda') && !isBehindOther(i));
    if (root === -1) return false;
    const at = from + 1 + root;
    const said: Said = { as: 'present', resolved: false, by: 'confined' };
    this.addRoot(said, this.placesAt(at, at), 'enhance:confined');
    return true;
  }

  /** "The rim of the disc is the only thing (that enhances)". */
  protected onlySubject(): boolean {
    const items = this.items;
    if (this.memory.isAfterContrast !== true || !items.some(({ words }) => words.includes('only')))
      return false;
    const isThing = /\bonly (?:thing|structure|tissue|part|site|area|place|one)$/.test(
      wordsOf(items),
    );
    if (!isThing) return false;
    const subjects = subjectOf(
      items,
      items.findLastIndex(({ word }) => word === 'only'),
    );
    return (
      subjects.length > 0 &&
      subjects.every((at) => {
        const name = this.nameAt(at);
        return (
          items[at]?.kind === 'head' &&
          !isRootName(name) &&
          !['lepto', 'otherRoot', 'dura'].includes(name)
        );
      })
    );
  }

  protected addRoot(
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
    // Details of what is denied are nobody's.
    const isDenied = said.as === 'absent';
    const traits = new Set(isDenied ? [] : traitsOf(this.items));
    if (more.nodular === true) traits.add('nodular');
    const isResolved = said.resolved && isDenied;
    const tags: readonly ReportTag[] = !isDenied
      ? tagsOfRoot(this.items, false)
      : isResolved
        ? ['nre-resolved']
        : [];
    this.add({
      finding: 'rootEnhancement',
      said,
      places,
      by,
      isGlobal: more.isGlobal === true,
      tags,
      traits,
    });
  }
}

/** A verb of reaching begins here: one phrase, or up to three words. */
const isReach = (items: readonly Item[], at: number) =>
  holds('reaches', items[at]?.words ?? '') ||
  isIn('reaches', wordsOf(items.slice(at, at + 2))) ||
  isIn('reaches', wordsOf(items.slice(at, at + 3)));

/** "The line along the L5 root is an accompanying vein", "could be the root or a vein". */
function explainedAs(items: readonly Item[], at: number): Said | undefined {
  const from = items.findIndex(
    (item, i) => i > at && (is(item, 'grammar', 'be') || isIn('stands', item.words)),
  );
  const thing = items.findIndex((item, i) => i > at && is(item, 'head', 'vein', 'ganglion'));
  if (thing === -1) return undefined;
  const hedge = items.findIndex(
    (item, i) => i > at && i < thing && (item.forward === 'uncertain' || item.word === 'or'),
  );
  if (hedge !== -1) return { as: 'uncertain', resolved: false, by: 'word:either' };
  if (from === -1 || from > thing || thing - from > 6) return undefined;
  const isPlain = items
    .slice(from + 1, thing)
    .every(
      (item) =>
        item.kind === 'word' || item.kind === 'place' || is(item, 'grammar', 'strength', 'around'),
    );
  return isPlain
    ? { as: 'absent', resolved: false, by: `word:${items[thing]?.word ?? ''}` }
    : undefined;
}

/** "Root enhancement (Gd)" alone on its line heads what follows. */
function isHeadingOnly(items: readonly Item[], { text, section }: PlacedSentence): boolean {
  return (
    section !== 'impression' &&
    !/[.!]$/.test(text.trim()) &&
    items.every(
      (item) =>
        is(item, 'enhance', 'noun', 'notUptake') ||
        is(item, 'head', 'root', 'cauda') ||
        is(item, 'mark', '(', ')', '-', ':') ||
        isIn('headsOnly', item.words),
    )
  );
}

/** "The adjacent root": which root, not what lies around one. */
const isAdjective = (items: readonly Item[], at: number) =>
  is(items[at], 'grammar', 'around') && /^(?:the|a|an)$/.test(items[at - 1]?.words ?? '');

/** "On the right it is only S1", "likewise left S2": a root alone, which shares what was said before. */
function namedAlone(items: readonly Item[]): number | undefined {
  const goesOn = items.some(({ words }) =>
    /^(?:only|alone|just|also|too|likewise|as well|as well as|similarly|the same|same|ditto|namely)$/.test(
      words,
    ),
  );
  const isPlain = items.every(
    (item) =>
      item.level !== undefined ||
      is(item, 'place') ||
      is(item, 'head', 'root', 'cauda') ||
      is(item, 'mark', ',', ':', '(', ')') ||
      is(item, 'grammar', 'preposition', 'and', 'be', 'pronoun', 'contrast') ||
      /^(?:the|only|alone|just|also|too|likewise|similarly|ditto|as well|well|does so|do so)$/.test(
        item.words,
      ),
  );
  const at = items.findIndex((item) => item.level?.kind === 'root' || item.level?.kind === 'range');
  return goesOn && isPlain && at !== -1 ? at : undefined;
}

const isOfNext = (items: readonly Item[], at: number) =>
  items.slice(at + 1, at + 4).find((item) => is(item, 'grammar', 'preposition'))?.word === 'of';

const isUptakeNow = ({ finding, said }: Mention) =>
  finding === 'rootEnhancement' && said.as === 'present';

const absentBy = (by: string): Said => ({ as: 'absent', resolved: false, by });
