import packageFile from '../../package.json' with { type: 'json' };
import type { CardBasis } from '../cards/file/card-basis.ts';
import type { CardFile } from '../cards/file/card-file.ts';
import { sourceUrl } from '../cards/figures/evidence.ts';
import type { Rule } from '../rules/rule.ts';
import { hashOf } from './canonical.ts';
import { ruleVersion } from './rule-version.ts';

/** The version of the service, as package.json has it. */
export const serviceVersion: string = packageFile.version;

/** What a site decides that facts are read by, beside the thresholds of a card. */
export interface FactChoices {
  readonly timeZone: string;
  readonly gadoliniumFormulary: string;
  readonly includeDecompression: boolean;
}

/** Everything that decides about a card at a site, as it is kept and shown. */
export interface InForce extends FactChoices {
  readonly settings: unknown;
}

/** The part of a site's choices that decides about one card. */
export const inForceOf = (
  settings: unknown,
  { timeZone, gadoliniumFormulary, includeDecompression }: FactChoices,
): InForce => ({ settings, timeZone, gadoliniumFormulary, includeDecompression });

/** What cards of this file are made of at a site. Nobody outside funds the project. */
export function basisOf(rule: Rule, file: CardFile, inForce: InForce): CardBasis {
  const { id, version, history, source, furtherSources, reviewed } = file;
  return {
    card: id,
    version,
    ruleVersion: ruleVersion(rule),
    settingsHash: hashOf(inForce),
    serviceVersion,
    sourceAttributes: {
      bibliographicCitation: [source, ...furtherSources].map((each) => {
        const url = sourceUrl(each);
        return { citation: each.citation, ...(url !== undefined && { url }) };
      }),
      developer: 'The Cauda project',
      fundingSource: 'none',
      releasedOn: history[0]?.on ?? null,
      revisedOn: history.at(-1)?.on ?? null,
      reviewed,
    },
  };
}
