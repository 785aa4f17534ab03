import type { Carrier } from './posting.js';

/** How a user logs in. Each connection logs in by itself. */
export interface Login {
  /** The scheme, as messages name it: `Basic`. */
  readonly scheme: 'Basic' | 'NTLM' | 'Kerberos' | 'client certificate' | 'none';
  /** Whether it encrypts messages: then what an answer says in the clear may be from anybody on the way. */
  readonly seals: boolean;
  /** The same text for the same user and password, which tells nothing of them. */
  readonly key: string;
  /**
   * What carries the requests of a new connection. It may post messages of its own on that connection before the first
   * request, add headers, and change the bodies of requests and answers.
   */
  connect(connection: Carrier): Carrier;
}

/** Nobody logs in. */
export const NO_LOGIN: Login = { scheme: 'none', seals: false, key: '', connect: (connection) => connection };

/** The certificate of this side says who asks (DSP0226 C.4.6). */
export const CERTIFICATE_LOGIN: Login = {
  scheme: 'client certificate',
  seals: false,
  key: 'certificate',
  connect: (connection) => {
    return withAuthorization(connection, 'http://schemas.dmtf.org/wbem/wsman/1/wsman/secprofile/https/mutual');
  },
};

/** Says in each request who asks. */
export function withAuthorization(connection: Carrier, authorization: string): Carrier {
  return {
    post: ({ headers, ...posting }) => {
      return connection.post({ ...posting, headers: { ...headers, Authorization: authorization } });
    },
  };
}
