import { decodeJwt } from 'jose';

/** The issuer a token claims; good only for choosing whose keys to try. */
export function unverifiedIssuer(token: string): string | undefined {
  try {
    return decodeJwt(token).iss;
  } catch {
    // No token at all: whoever asks treats it as nobody's.
    return undefined;
  }
}
