import { describe, expect, it } from 'vitest';
import { endpointOf } from '../../../../runtime/wsman/session-endpoint.js';
import { connectionError } from '../../../../runtime/wsman/transport/connection-error.js';

const ENDPOINT = endpointOf({ destination: 'server01' });

/** What Node gives when none of several addresses of a host could be connected to: its code is that of the first. */
function noneOf(...codes: string[]): AggregateError {
  const errors = codes.map((code) => Object.assign(new Error(`connect ${code}`), { code }));
  return Object.assign(new AggregateError(errors), { code: codes[0] });
}

describe('the error for a host with several addresses', () => {
  it.each([
    ['one refuses and the other is not reached', ['ETIMEDOUT', 'ECONNREFUSED'], 'refuses connections: '],
    ['this side has no IPv6', ['ENETUNREACH', 'ECONNREFUSED'], 'refuses connections: '],
    ['none is reached', ['ENETUNREACH', 'ETIMEDOUT'], 'cannot be reached: there is no way to its network'],
    ['the reason is a rare one', ['EADDRNOTAVAIL', 'EACCES'], 'cannot be connected to: connect EADDRNOTAVAIL'],
  ])('of which %s tells most', (_, codes, reason) => {
    const cause = noneOf(...codes);
    const error = connectionError(cause, ENDPOINT, 'opening');
    expect(error.message.startsWith(`http://server01:5985/wsman ${reason}`)).toBe(true);
    expect(error.cause).toBe(cause);
  });
});
