import { is, type Item } from '../notation/items.ts';
import { isRootName, type Memory } from './memory.ts';
import { placesOf } from '../clauses/places.ts';

/** "Nerve roots: …", "L4-5: …", "Right L4: …" set what the rest of the line is about. */
export function readLabel(items: readonly Item[], memory: Memory, depth = 0): void {
  const colon = items.slice(0, 14).findIndex((item) => is(item, 'mark', ':', '|', '-'));
  if (colon < 1 || colon > 12) return;
  readOne(items.slice(0, colon), memory);
  // "L4/5: Roots: …"
  const rest = items.slice(colon + 1);
  if (depth < 2 && rest.slice(0, 5).some((item) => is(item, 'mark', ':'))) {
    readLabel(rest, memory, depth + 1);
  }
}

function readOne(label: readonly Item[], memory: Memory): void {
  const speaks = label.some(
    (item) =>
      item.kind === 'enhance' ||
      item.kind === 'state' ||
      item.kind === 'finding' ||
      is(item, 'grammar', 'be', 'verb', 'show', 'there', 'contrast') ||
      (item.forward !== undefined && item.forward !== 'present'),
  );
  if (label.some((item) => /^(?:post|postcontrast|gadolinium|gad|contrast|gd)$/.test(item.word)))
    memory.isAfterContrast = true;
  // "Enhancement: none abnormal" is of no thing that an earlier label named, save roots.
  const isOfUptake = label.length <= 3 && label.some((item) => is(item, 'enhance', 'noun'));
  if (isOfUptake && !isRootName(memory.topic?.name) && !label.some(({ kind }) => kind === 'head'))
    memory.topic = undefined;
  if (speaks) return;
  const at = label.findLastIndex((item) => item.kind === 'head');
  const head = label[at];
  const level = label.find((item) => item.level);
  memory.isElsewhere =
    is(head, 'head', 'skullBase', 'organ') ||
    label.some(
      (item) =>
        /^(?:brain|cervical|thoracic|head|neck|chest|abdomen|pelvis)$/.test(item.word) &&
        label.length <= 3,
    );
  if (level?.level && (label.length <= 2 || !head || head.name === 'disc')) {
    if (level.level.kind === 'disc') memory.disc = level.level;
    else if (level.level.kind === 'root' && !head) {
      // "Right L4: …" in a list of roots.
      memory.topic = {
        name: 'level',
        places: placesOf(label, label.indexOf(level), -1, undefined),
      };
      return;
    }
  }
  if (!head) {
    if (level) memory.topic = undefined;
    return;
  }
  const places = isRootName(head.name) ? placesOf(label, at, -1, memory.disc) : [];
  memory.topic = { name: head.name, places: places.filter(({ isVague }) => !isVague) };
}
