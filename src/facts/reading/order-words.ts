import { plainWords, type WordTest } from '../../clinical-text/reading/plain-words.ts';

export type { WordTest };

/**
 * Words by which an order's reason, or a condition, speaks of something that silences a card. They stand in
 * `cards/words/en/plain`. Few of them let a card speak, so the lists are wide: the cost of a word too many is
 * one silence too many.
 */
export const words = {
  /** Whatever must not wait for a scan before a lumbar puncture. */
  punctureMustNotWait: plainWords('puncture-must-not-wait'),
  /** Haste that was written where the priority says nothing of it. */
  haste: plainWords('haste'),
  /** The order asks for an agent of group II, or names one. */
  groupTwoAgent: plainWords('group-two-agent'),
  talkedAbout: plainWords('contrast-talked-about'),
  /** The contrast part of a study of which the first part was made or planned. */
  completionStudy: plainWords('completion-study'),
  /** What must not wait, for conditions: an infection of the bladder is no reason to hurry a puncture. */
  punctureMustNotWaitCondition: plainWords('problem-must-not-wait'),
  /** Hay fever and its like are no fever. */
  fever: plainWords('order-fever'),
  therapeuticPuncture: plainWords('order-therapeutic-puncture'),
  /** Which of a puncture and a scan goes first, said by the order itself, ours or the clinician's. */
  whichGoesFirst: plainWords('which-goes-first'),
  raisedPressure: plainWords('raised-pressure'),
  infection: plainWords('order-infection'),
  tumour: plainWords('order-tumour'),
  caudaEquina: plainWords('order-cauda-equina'),
  deficit: plainWords('order-deficit'),
  /** Acute neurology, for patients whose immune system is weak. */
  acuteNeurology: plainWords('acute-neurology'),
  wound: plainWords('order-wound'),
  immuneCompromise: plainWords('order-immune-compromise'),
  kidney: plainWords('order-kidney'),
  pregnant: plainWords('order-pregnancy'),
  gadoliniumReaction: plainWords('order-gadolinium-reaction'),
  /** A puncture or injection that the order mentions; "no recent LP" mentions none. */
  needle: plainWords('order-needle'),
  /** A nerve root block that is meant to tell which root hurts. */
  diagnosticBlock: plainWords('diagnostic-block'),
  /** A nerve root block that is meant to treat, or to treat too. */
  therapeuticBlock: plainWords('therapeutic-block'),
  /** The one who orders has thought of contrast already, for or against it. */
  contrastDecided: plainWords('contrast-decided'),
} as const satisfies Record<string, WordTest>;
