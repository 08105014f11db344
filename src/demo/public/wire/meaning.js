import { plural } from '../dom.js';

/**
 * What an answer means, in one sentence.
 * @param {import('../call.js').Exchange} exchange
 */
export function meaning(exchange) {
  const { title, answer } = exchange;
  if (title === 'discovery')
    return `${plural(answer.body?.services?.length ?? 0, 'service')}, each with its hook and the data that it would like to have (prefetch).`;
  if (title !== 'feedback') return ofAdvice(exchange);
  return answer.status === 200
    ? 'Stored with the version of the card. The answer is 200 with an empty body.'
    : 'The feedback was not taken.';
}

const tokenSays = {
  expired: 'The token had expired',
  'wrong-audience': 'The token was meant for another endpoint',
  replayed: 'The same token came a second time',
  forged: 'The signature does not fit the key of this issuer',
};

function ofAdvice({ answer, breakage }) {
  const { status, body } = answer;
  const said = body?.issue?.[0]?.details?.text ?? '';
  if (status === 401)
    return `${tokenSays[breakage.token] ?? 'The token was refused'}: refused. The answer gives no reason on purpose; the log of the service does.`;
  if (status === 412)
    return `Cauda could not look, and says so instead of answering an empty list. ${said}`;
  if (status !== 200) return said || `The answer was ${status}.`;
  const evaluation = body?.extension?.['cauda.evaluation'];
  const [count, unchecked] = [body?.cards?.length ?? 0, evaluation?.notChecked?.length ?? 0];
  const via = sourceOf(evaluation);
  const first =
    count > 0
      ? `${count === 1 ? 'One card' : `${count} cards`}.${via}`
      : evaluation?.silent || unchecked > 0
        ? `No card: nothing to say.${via}`
        : 'No card: either nothing here is Cauda’s business, or every rule was silent.';
  const token =
    breakage.token === 'unsigned'
      ? ' Demo mode accepts unsigned calls; anywhere else this is a 401.'
      : breakage.token === 'unknown-issuer'
        ? ' A token of an unknown issuer proves nothing: demo mode passes over it, anywhere else this is a 401.'
        : '';
  const none =
    breakage.prefetch === 'null' ? ' null means “there is none”, so Cauda believes it.' : '';
  const rest = unchecked > 0 ? ' It says what it could not check; see below.' : '';
  return first + none + rest + token;
}

function sourceOf(evaluation) {
  const ways = new Set(Object.values(evaluation?.prefetch ?? {}));
  if (ways.has('prefetch') && ways.has('fhir'))
    return ' The data came from prefetch and the FHIR server.';
  if (ways.has('fhir')) return ' The data came from the FHIR server, which Cauda asked itself.';
  return ways.has('prefetch') ? ' The data came from prefetch alone.' : '';
}
