const QUOTED = /"(?:[^"\\]|\\.)*"/g;

/**
 * The schemes that a server offers: the names in its headers `WWW-Authenticate`. One header may hold several
 * challenges. A comma also stands between the parameters of one, and in their texts.
 */
export function schemesOf(challenges: readonly string[]): readonly string[] {
  const schemes = challenges.flatMap((challenge) =>
    Array.from(
      challenge.replace(QUOTED, '""').matchAll(/(?:^|,)\s*([A-Za-z][\w-]*)(?=\s*(?:,|$)|\s+[^\s=,]+)/g),
      ([, scheme = '']) => scheme,
    ),
  );
  return [...new Set(schemes)];
}

/** Whether a server takes NTLM and Kerberos in tokens. */
export function takesNegotiate(challenges: readonly string[]): boolean {
  return schemesOf(challenges).some((scheme) => scheme.toLowerCase() === 'negotiate');
}

/** The token that a server sends with `Negotiate` (RFC 4559); null when there is none. */
export function negotiateToken(challenges: readonly string[]): Buffer | null {
  const found = challenges.map((challenge) => /(?:^|,)\s*Negotiate +([\w+/]+=*)\s*(?:,|$)/i.exec(challenge)?.[1]);
  const token = found.find((each) => each !== undefined);
  return token === undefined ? null : Buffer.from(token, 'base64');
}
