import type { z } from 'zod';
import type { Signal } from '../facts/values/fact.ts';
import type { LumbarPicture } from '../facts/lumbar-picture.ts';
import type { Order } from '../facts/orders/orders.ts';
import type { Verdict } from './verdict.ts';

/** The orders of one call. */
export interface OrdersAtHand {
  /** What the clinician is about to select or sign: the subject of every card. */
  readonly selected: readonly Order[];
  /** Other drafts of the same session: background only. */
  readonly background: readonly Order[];
  /** The words of all drafts of the session, of whatever kind. */
  readonly sessionWords: string;
  /** False when there are more than were read. */
  readonly isSessionWhole: boolean;
  /** Whether a medicine against clotting is among the drafts of the session. */
  readonly sessionAnticoagulant: Signal;
}

interface RuleBase<Settings extends z.ZodType> {
  /** Card id, file name, metric label. */
  readonly id: string;
  /** Thresholds, each within the bounds a site may set. The values stand in the card file. */
  readonly settings: Settings;
}

/** A rule about orders. Pure: the picture, the orders and the settings decide alone. */
export interface OrderRule<Settings extends z.ZodType = z.ZodType> extends RuleBase<Settings> {
  readonly about: 'orders';
  readonly hooks: readonly ('order-select' | 'order-sign')[];
  /** Keys of the chart that are asked for only where a rule that looks at this order reads them. */
  reads?(order: Order): readonly string[];
  /** Whether the rule could ever speak of this order: asked before anything is gathered. */
  concerns(order: Order): boolean;
  evaluate(picture: LumbarPicture, orders: OrdersAtHand, settings: z.infer<Settings>): Verdict;
}

/** A rule about the reports of the chart. One verdict for each report it looks at. */
export interface ReportRule<Settings extends z.ZodType = z.ZodType> extends RuleBase<Settings> {
  readonly about: 'reports';
  evaluate(picture: LumbarPicture, settings: z.infer<Settings>): readonly Verdict[];
}

export type Rule = OrderRule | ReportRule;

export function defineOrderRule<Settings extends z.ZodType>(
  rule: Omit<OrderRule<Settings>, 'about'>,
): OrderRule<Settings> {
  return Object.freeze({ ...rule, about: 'orders' as const });
}

export function defineReportRule<Settings extends z.ZodType>(
  rule: Omit<ReportRule<Settings>, 'about'>,
): ReportRule<Settings> {
  return Object.freeze({ ...rule, about: 'reports' as const });
}
