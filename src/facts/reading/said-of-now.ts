import { allWordsOf, type Opaque } from './fields/fields.ts';
import { statusCodes } from './fields/status.ts';

const atTheStart =
  /^\W*(?:(?:personal|past|known|significant) )*(?:history|h\/o|hx|previous|prior|past|s\/p|status post|family|mother|father|sister|(?:at )?risk (?:of|for)|screening|possible|possibly|suspected|query|rule out|r\/o|no|not|ex|planning|planned|trying|wants|desires?|miscarriage|missed|ectopic|stillbirth|termination)\b|^\s*\?/i;
const anywhere =
  /\bresolved\b|\brecovered\b|\bno longer\b|\bin remission\b|\bunconfirmed\b|\bnot (?:yet )?confirmed\b|\bruled out\b|\bpost-?(?:partum|natal)\b|\b(?:in|during|complicating|following|after|associated with) (?:the |a )?(?:childbirth|puerperium|delivery)\b|\blactati(?:on|ng)\b|\bbreast-?feeding\b/i;
const atTheEnd = /(?:[-–,;:(]\s*(?:history|previous(?:ly)?|family|query)|\?)\W*$/i;

/** Enough for the last word; a pattern that seeks the end must not start anywhere in a long text. */
const LOOKED_BACK = 40;

/** False when words put what they name in the past, in the family or in doubt. */
export const putsItNow = (words: string): boolean =>
  !atTheStart.test(words) && !anywhere.test(words) && !atTheEnd.test(words.slice(-LOOKED_BACK));

/**
 * True when the words of a coded condition do not put it in the past, in the family or in doubt
 * ("History of AKI" under an active code), and it is no differential diagnosis. For cards that speak:
 * silencing reads the code alone.
 */
export const isSaidOfNow = (condition: Opaque): boolean =>
  !statusCodes(condition['verificationStatus']).includes('differential') &&
  allWordsOf(condition['code']).every(putsItNow);
