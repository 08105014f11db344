import type { SiteCard } from './site-card.ts';

/** One threshold of a card, for people: what it is, what it is here, and what it may be. */
export interface Threshold {
  /** As `SITE_FILE` and the card file name it. */
  readonly name: string;
  readonly meaning: string;
  /** In force at this site. */
  readonly value: unknown;
  /** As the card file has it. */
  readonly default: unknown;
  /** What the rule allows, in words; empty when the rule sets no bounds that words are known for. */
  readonly allowed: string;
  readonly minimum?: number;
  readonly maximum?: number;
}

/** The part of a JSON Schema that rules use for their settings. */
interface SettingSchema {
  readonly description?: string;
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly anyOf?: readonly SettingSchema[];
}

/** The thresholds of a card, in the order of its rule. */
export function thresholdsOf({ rule, file, settings }: SiteCard): readonly Threshold[] {
  const { properties = {} } = rule.settings.toJSONSchema() as {
    readonly properties?: Readonly<Record<string, SettingSchema>>;
  };
  // A default that the rule fills in is a default too.
  const parsed = rule.settings.safeParse(file.settings);
  const defaults = (parsed.success ? parsed.data : file.settings) as Record<string, unknown>;
  const here = settings as Readonly<Record<string, unknown>>;
  return Object.entries(properties).map(([name, schema]) => {
    const { minimum, maximum } = boundsIn(schema);
    return {
      name,
      meaning: schema.description ?? '',
      value: here[name],
      default: defaults[name],
      allowed: allowedInWords(schema),
      ...(minimum !== undefined && { minimum }),
      ...(maximum !== undefined && { maximum }),
    };
  });
}

/** Bounds of a number, also of one that may be null instead. */
const boundsIn = ({ anyOf = [], ...schema }: SettingSchema): SettingSchema =>
  anyOf.find(({ type }) => type === 'integer' || type === 'number') ?? schema;

function allowedInWords(schema: SettingSchema): string {
  if (schema.anyOf) return schema.anyOf.map(allowedInWords).join(', or ');
  if (schema.enum) return schema.enum.map(String).join(', ');
  if (schema.type === 'null') return 'none';
  if (schema.type === 'boolean') return 'yes or no';
  const { minimum, maximum, type } = schema;
  // Without bounds of its own, an integer carries those of the number format.
  const low = minimum === undefined || minimum <= Number.MIN_SAFE_INTEGER ? undefined : minimum;
  const high = maximum === undefined || maximum >= Number.MAX_SAFE_INTEGER ? undefined : maximum;
  const decimals = type === 'number' ? ', decimals allowed' : '';
  if (low !== undefined && high !== undefined) return `${low} to ${high}${decimals}`;
  if (low !== undefined) return `${low} or more${decimals}`;
  return high === undefined ? '' : `${high} or less${decimals}`;
}
