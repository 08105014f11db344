import { saidOf, type Said } from '../clauses/assertion.ts';
import { bind } from '../clauses/binding.ts';
import { EnhancementReader } from './enhancement-reader.ts';
import { is, type Item } from '../notation/items.ts';
import { isRootName } from './memory.ts';
import { wordsOf } from './root-words.ts';

/** What a clause says of the roots' size, place and spacing. */
export class RootStateReader extends EnhancementReader {
  protected isOfRoot(at: number): boolean {
    const { targets } = bind(this.items, at);
    if (targets.some((target) => isRootName(this.nameAt(target)))) return true;
    if (targets.some((target) => this.nameAt(target) === 'level'))
      return (
        this.memory.root !== undefined ||
        isRootName(this.memory.topic?.name) ||
        this.memory.topic?.name === 'level' ||
        // "Right L5 is swollen": a vertebra has no side.
        targets.some((target) =>
          this.placesAt(target, at).some(({ side }) => side !== 'unspecified'),
        )
      );
    return targets.length === 0 && this.impliedRoot() !== undefined;
  }

  protected readState(at: number, item: Item): void {
    const said = saidOf(this.items, at);
    const by = `state:${item.name}`;
    switch (item.name) {
      case 'thickNoun':
      case 'thickVerb':
      case 'notThick':
        if (this.isOfRoot(at)) this.add({ finding: 'thickening', said, by });
        return;
      case 'notDisplaced':
        if (this.isOfRoot(at)) this.add({ finding: 'displacement', said: opposite(said), by });
        return;
      case 'size':
      case 'position':
        this.readMeasure(at, item, said);
        return;
      case 'displaceNoun':
      case 'displaceVerb':
      case 'displaceActive': {
        const nearRoot =
          item.name === 'displaceNoun' &&
          this.items.slice(0, at).some((other) => is(other, 'head', 'root', 'cauda'));
        if (this.isOfRoot(at) || nearRoot) this.add({ finding: 'displacement', said, by });
        return;
      }
      default:
        this.readClumping(at, item, said);
    }
  }

  /** "Calibre is preserved", "of normal size and position", "caliber at the upper limit of normal". */
  protected readMeasure(at: number, item: Item, said: Said): void {
    const clause = wordsOf(this.items);
    if (
      !this.isOfRoot(at) &&
      !(
        this.items.some((other) => is(other, 'head', 'root', 'cauda')) &&
        /\b(?:of|in) (?:\w+ )?(?:\w+ and )?$/.test(
          wordsOf(this.items.slice(Math.max(0, at - 3), at)) + ' ',
        )
      )
    )
      return;
    const finding = item.name === 'size' ? 'thickening' : 'displacement';
    // "not pushed away from its usual position" has said it already.
    if (
      finding === 'displacement' &&
      this.items.some((other) => is(other, 'state', 'displaceVerb', 'displaceNoun'))
    )
      return;
    const grown = this.items.findIndex(({ words }) =>
      /^(?:increased|enlarged|expanded|increase)/.test(words),
    );
    if (grown !== -1 && item.name === 'size') {
      this.add({ finding, said: saidOf(this.items, grown), by: 'state:grown' });
    } else if (
      /\b(?:normal|preserved|maintained|unremarkable|ordinary|usual|expected|unchanged|upper limits?|within|unaltered|symmetric|(?:keeps?|retains?|holds?) (?:its|their))\b/.test(
        clause,
      ) &&
      said.as !== 'void'
    ) {
      const isDenied = said.as === 'absent' && /\bnot\b/.test(clause);
      this.add({
        finding,
        said: { as: isDenied ? 'uncertain' : 'absent', resolved: false, by: 'measure:normal' },
        by: `state:${item.name}`,
      });
    }
  }

  protected readClumping(at: number, item: Item, said: Said): void {
    if (/\bstenosis|\bstenotic|\bcrowd|\bredundan/.test(wordsOf(this.items))) return;
    const strong = /^(?:clump|matt|empty|pseudocord|agglutinat)/.test(item.word);
    if (!this.isOfRoot(at) && !(item.name === 'clump' && strong)) return;
    const isShown = item.name === 'clump' && /^(?:clump|matt|stuck|bunch)/.test(item.word);
    this.add({
      finding: 'arachnoiditis',
      said,
      by: `state:${item.name}`,
      ...(isShown && { tags: ['root-clumping' as const] }),
    });
  }
}

/** What "undisplaced" says: the plain word denies, a denied or hedged one leaves it open. */
function opposite(said: Said): Said {
  if (said.as === 'present') return { ...said, as: 'absent' };
  return said.as === 'absent' ? { ...said, as: 'uncertain' } : said;
}
