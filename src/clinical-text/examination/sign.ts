import type { FindingId } from '../reading/finding-ids.ts';

/** A lumbar or sacral nerve root by its name. */
export type LumbarRoot = `${'L' | 'S'}${1 | 2 | 3 | 4 | 5}`;
export type ExaminedSide = 'left' | 'right' | 'both';
export type SignKind = 'motor' | 'reflex' | 'sensory';

/** One thing that was looked at in an examination of the legs, with what was found. */
export interface Sign {
  readonly kind: SignKind;
  /** What was looked at: a muscle, a reflex, a place of the skin; `level` when the text names the root. */
  readonly test: FindingId | 'level';
  /** The roots to which the usual chart gives it; more than one where charts differ or fibres mix. */
  readonly roots: readonly LumbarRoot[];
  readonly side: ExaminedSide | undefined;
  /**
   * `unclear`: pain, effort, 5-/5, not tested, only reported, in doubt. `unreadable`: a grade out of range
   * or findings that contradict each other.
   */
  readonly is: 'abnormal' | 'normal' | 'brisk' | 'unclear' | 'unreadable';
  /** `old`: said to be as it was, residual, of long standing, or getting better. */
  readonly course: 'old' | 'new' | 'unsaid';
  /** The clause that says so, as it stands in the text. */
  readonly words: string;
}

/** A root that a clinician, or the report of an electromyogram, names. */
export interface NamedRoot {
  /** Several when several are named in one breath: then none of them is meant alone. */
  readonly roots: readonly LumbarRoot[];
  readonly side: ExaminedSide | undefined;
  readonly is: 'affirmed' | 'denied' | 'in-doubt';
  readonly course: 'old' | 'new' | 'unsaid';
  readonly words: string;
}

/** What imitates a lesion of a root. */
export type Mimic = 'central' | 'polyneuropathy' | 'peroneal' | 'plexus';

/** How a word of an examination takes part in a sign. */
export interface Tested {
  readonly kind: SignKind;
  readonly roots: readonly LumbarRoot[];
}

/**
 * The usual chart: to which roots a muscle, a reflex or a place of the skin belongs. Sets, because sources
 * differ and muscles take fibres of several roots; inversion and eversion have none, because lists of
 * level and muscle contradict each other there.
 *
 * @see ISNCSCI key muscles and key points; Harrison's Principles; Suri, Spine 2011;36:63
 */
export const chartOfRoots: Readonly<Partial<Record<FindingId, Tested>>> = {
  'muscle-hip-flexion': { kind: 'motor', roots: ['L2', 'L3'] },
  'muscle-knee-extension': { kind: 'motor', roots: ['L3', 'L4'] },
  'muscle-ankle-dorsiflexion': { kind: 'motor', roots: ['L4', 'L5'] },
  'muscle-foot-drop': { kind: 'motor', roots: ['L4', 'L5'] },
  'muscle-toe-extension': { kind: 'motor', roots: ['L5'] },
  'muscle-hip-abduction': { kind: 'motor', roots: ['L5', 'S1'] },
  'muscle-trendelenburg': { kind: 'motor', roots: ['L5', 'S1'] },
  'muscle-plantar-flexion': { kind: 'motor', roots: ['S1'] },
  'muscle-ankle-inversion': { kind: 'motor', roots: [] },
  'muscle-ankle-eversion': { kind: 'motor', roots: [] },
  'muscle-heel-and-toe-walking': { kind: 'motor', roots: [] },
  'muscle-other': { kind: 'motor', roots: [] },
  power: { kind: 'motor', roots: [] },
  'reflex-knee': { kind: 'reflex', roots: ['L2', 'L3', 'L4'] },
  'reflex-ankle': { kind: 'reflex', roots: ['S1'] },
  'reflex-hamstring': { kind: 'reflex', roots: ['L5'] },
  reflexes: { kind: 'reflex', roots: [] },
  'skin-thigh': { kind: 'sensory', roots: ['L2', 'L3'] },
  'skin-shin': { kind: 'sensory', roots: ['L4'] },
  'skin-foot-dorsum': { kind: 'sensory', roots: ['L5'] },
  'skin-foot-lateral': { kind: 'sensory', roots: ['S1'] },
  sensation: { kind: 'sensory', roots: [] },
};
